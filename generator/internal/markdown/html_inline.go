package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// openTag is a tag that is not closed yet, and the node that it becomes.
type openTag struct {
	tag
	node ast.Node
	at   int // offset of the tag in the body
}

// lineHTML makes elements of the tags of a line of text, one after the other.
// Those that are not closed in the same place are dropped and said: the tree is
// well nested whatever its author wrote.
type lineHTML struct {
	p      *page
	parent ast.Node // of the line
	open   []openTag
	count  map[string]int // open tags by name
}

func newLine(p *page, parent ast.Node) *lineHTML {
	return &lineHTML{p: p, parent: parent, count: map[string]int{}}
}

// top returns the node that the next one belongs to.
func (l *lineHTML) top() ast.Node {
	if n := len(l.open); n > 0 {
		return l.open[n-1].node
	}
	return l.parent
}

// inlineHTML makes elements of the tags among the children of n.
func (p *page) inlineHTML(n ast.Node) {
	ends := map[string]int{} // of what is dropped whole
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if raw, ok := c.(*ast.RawHTML); ok && isEnd(p.rawTag(raw)) {
			ends[tagName(p.rawTag(raw))]++
		}
	}
	l, silent := newLine(p, n), ""
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		raw, isTag := c.(*ast.RawHTML)
		name, closes := "", false
		if isTag {
			name, closes = tagName(p.rawTag(raw)), isEnd(p.rawTag(raw))
		}
		if closes {
			ends[name]--
		}
		switch {
		case silent != "":
			if closes && name == silent {
				silent = ""
			}
			n.RemoveChild(n, c)
		case htmlElements[name] == silenced && ends[name] > 0 && !closes:
			silent = name
			p.warnHTML(raw.Segments.At(0).Start, name)
			n.RemoveChild(n, c)
		case isTag && l.read(raw):
			n.RemoveChild(n, raw)
		case len(l.open) > 0:
			l.top().AppendChild(l.top(), c)
		}
		c = next
	}
	l.end()
	if n.Kind() == ast.KindParagraph && !p.showsSome(n) {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// showsSome reports whether something of a line shows.
func (p *page) showsSome(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if raw, ok := c.(*ast.RawHTML); p.shows(c) || ok && isEnd(p.rawTag(raw)) {
			return true
		}
	}
	return false
}

// rawTag returns the first line of a tag as it is written.
func (p *page) rawTag(n *ast.RawHTML) []byte {
	first := n.Segments.At(0)
	return first.Value(p.src.Body)
}

func isEnd(tag []byte) bool { return len(tag) > 1 && tag[1] == '/' }

// read takes the tag of raw if it is one of those that a line may hold; the
// others, and those that show something, are seen to later.
func (l *lineHTML) read(raw *ast.RawHTML) bool {
	first := raw.Segments.At(0)
	text := first.Value(l.p.src.Body)
	if name := tagName(text); shownTags[name] || !inLine(name) {
		return false
	}
	for i := 1; i < raw.Segments.Len(); i++ {
		segment := raw.Segments.At(i)
		text = append(text[:len(text):len(text)], segment.Value(l.p.src.Body)...)
	}
	z := html.NewTokenizer(bytes.NewReader(text))
	switch z.Next() {
	case html.StartTagToken, html.SelfClosingTagToken:
		return l.start(readTag(z, 0), first.Start, raw)
	case html.EndTagToken:
		name, _ := z.TagName()
		return l.close(string(name))
	}
	return false
}

// inLine reports whether a tag may stand in a line of text.
func inLine(tag string) bool {
	_, kind := htmlName(tag)
	return kind == phrase || kind == void || kind == anchor
}

// start opens an element; before is the node in whose place it comes, nil to
// come last. It returns false when the tag cannot stand here.
func (l *lineHTML) start(t tag, offset int, before ast.Node) bool {
	name, kind := htmlName(t.name)
	if name == "rt" || name == "rp" {
		if last := l.last(); last == "rt" || last == "rp" { // which it ends
			l.pop()
		}
		if l.last() != "ruby" {
			return false
		}
	}
	if len(l.open) >= maxNesting {
		return false
	}
	var n ast.Node
	switch href := t.attributes["href"]; {
	case kind == anchor && href != "":
		n = htmlLink(href, t.attributes["title"])
		t = t.without("href", "title")
	case kind == anchor: // <a id="here">, <a name="here">
		n = &element{tag: "span"}
		t = t.renamed("name", "id")
	default:
		n = &element{tag: name}
	}
	n.SetPos(offset)
	switch {
	case len(l.open) > 0:
		l.top().AppendChild(l.top(), n)
	case before != nil:
		l.parent.InsertBefore(l.parent, before, n)
	default:
		l.parent.AppendChild(l.parent, n)
	}
	l.p.giveHTML(n, name, t, offset)
	if kind != void {
		l.open = append(l.open, openTag{t, n, offset})
		l.count[t.name]++
	}
	return true
}

func htmlLink(address, title string) *ast.Link {
	n := ast.NewLink()
	n.Destination = []byte(asMarkdown.Replace(strings.TrimSpace(address)))
	if title != "" {
		n.Title = []byte(asMarkdown.Replace(title))
	}
	return n
}

// asMarkdown writes a plain text so that Markdown reads it as it is.
var asMarkdown = strings.NewReplacer(`\`, `\\`, "&", "&amp;")

// last returns the name of the last tag that is open, "" for none.
func (l *lineHTML) last() string {
	if n := len(l.open); n > 0 {
		return l.open[n-1].name
	}
	return ""
}

// pop closes the last tag that is open.
func (l *lineHTML) pop() openTag {
	t := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	l.count[t.name]--
	if n, ok := t.node.(*element); ok && n.tag == "span" && !hasLook(n) {
		unwrap(n)
	}
	return t
}

// close closes the last tag of a name that is open, and those in it; false when
// there is none.
func (l *lineHTML) close(name string) bool {
	if l.count[name] == 0 {
		return false
	}
	for l.last() != name {
		l.drop()
	}
	l.pop()
	return true
}

// end drops the tags that nothing closes.
func (l *lineHTML) end() {
	for len(l.open) > 0 {
		l.drop()
	}
}

// drop takes back the last tag that is open; what it holds stays. <rt> needs no
// end.
func (l *lineHTML) drop() {
	t := l.pop()
	if t.name == "rt" || t.name == "rp" {
		return
	}
	if t.node.Parent() != nil && t.name != "ruby" { // whose <rt> is nothing without it
		unwrap(t.node)
	}
	l.p.opened[t.name]++ // its end, if it comes elsewhere, is not said
	l.p.warn(t.at, "html", "la balise <"+t.name+"> n'est pas refermée : elle n'est pas reprise dans la page", "écrire </"+t.name+"> à la fin du passage, dans le même paragraphe")
}
