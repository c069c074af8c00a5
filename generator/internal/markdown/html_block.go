package markdown

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// html puts in the tree what the HTML of a text says, before anything else
// looks at it. What shows something, such as a frame, stays for page.change.
func (p *page) html(doc ast.Node) {
	if bytes.IndexByte(p.src.Body, '<') < 0 {
		return
	}
	var lines, blocks []ast.Node
	seen := map[ast.Node]bool{} // parents
	depth := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		if depth++; depth > maxTree { // gather refuses the text
			return ast.WalkStop, nil
		}
		parent := n.Parent()
		if seen[parent] {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.RawHTML:
			seen[parent] = true
			if parent.Kind() != ast.KindImage { // whose children are its alternative text
				lines = append(lines, parent)
			}
		case *ast.HTMLBlock:
			seen[parent] = true
			blocks = append(blocks, parent)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range lines {
		p.inlineHTML(n)
	}
	for _, n := range blocks {
		newBuilder(p, n).blocks()
	}
}

// builder makes blocks of the HTML among the children of a node. A tag in one
// block may be closed in another, with Markdown between them.
type builder struct {
	p      *page
	parent ast.Node
	open   []openTag
	mark   ast.Node         // the child of parent that what is made comes before
	raw    []byte           // the block of HTML being read
	lines  []rawLine        // its lines
	shows  bool             // it shows something: a frame, an image
	said   bool             // it holds Markdown that is not read, which was said
	text   *strings.Builder // of the <pre> that is open
}

// rawLine is where a line of a block of HTML begins, there and in the body.
type rawLine struct {
	at      int
	segment text.Segment
}

// place returns the offset in the body of an offset in raw that is in the line.
func (l rawLine) place(offset int) int {
	return min(l.segment.Start+max(offset-l.at-l.segment.Padding, 0), l.segment.Stop)
}

func newBuilder(p *page, parent ast.Node) *builder { return &builder{p: p, parent: parent} }

func (b *builder) blocks() {
	for c := b.parent.FirstChild(); c != nil; {
		next := c.NextSibling()
		b.mark = next
		switch n := c.(type) {
		case *ast.HTMLBlock:
			b.block(n)
		case *extast.FootnoteList:
			b.mark = c
			b.end()
		default:
			if len(b.open) > 0 {
				b.add(c)
			}
		}
		c = next
	}
	b.mark = nil
	b.end()
}

// block reads a block of HTML.
func (b *builder) block(n *ast.HTMLBlock) {
	b.take(n)
	b.parent.RemoveChild(b.parent, n)
	if n.HTMLBlockType == ast.HTMLBlockType2 && !bytes.Contains(b.raw[2:], []byte("-->")) {
		b.p.unclosedComment(n.Pos())
		return
	}
	b.shows, b.said = len(readHTML(b.raw).tags) > 0, false
	b.read()
}

// take takes the lines of a block of HTML.
func (b *builder) take(n *ast.HTMLBlock) {
	b.raw, b.lines = nil, b.lines[:0]
	add := func(line text.Segment) {
		b.lines = append(b.lines, rawLine{len(b.raw), line})
		b.raw = append(b.raw, line.Value(b.p.src.Body)...)
	}
	for i := range n.Lines().Len() {
		add(n.Lines().At(i))
	}
	if n.HasClosure() {
		add(n.ClosureLine)
	}
}

// place returns the offset in the body of an offset in raw.
func (b *builder) place(offset int) int {
	return b.lines[b.lineOf(offset)].place(offset)
}

// lineOf returns the line that an offset in raw is in.
func (b *builder) lineOf(offset int) int {
	return max(sort.Search(len(b.lines), func(i int) bool { return b.lines[i].at > offset })-1, 0)
}

// segments returns what stands from start to stop in raw, line by line, as
// segments of the body.
func (b *builder) segments(start, stop int) (list []text.Segment) {
	for i := b.lineOf(start); i < len(b.lines) && b.lines[i].at < stop; i++ {
		list = append(list, text.NewSegment(b.lines[i].place(start), b.lines[i].place(stop)))
	}
	return list
}

// read cuts raw at the tags that are blocks; what stands between two of them is
// a passage of text.
func (b *builder) read() {
	z := html.NewTokenizer(bytes.NewReader(b.raw))
	start, offset := 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		at := offset
		offset += len(z.Raw())
		if b.text != nil {
			b.within(z, kind)
			start = offset
			continue
		}
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			t := readTag(z, at)
			readsTags(z, t.name)
			if name, kind := htmlName(t.name); b.isBlock(kind) {
				b.stretch(start, at)
				start = offset
				b.start(t, name, kind, b.place(at))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if tag := string(name); b.ends(tag) {
				b.stretch(start, at)
				start = offset
				b.close(tag, b.place(at))
			}
		}
	}
	if b.text != nil {
		b.listing()
	} else {
		b.stretch(start, len(b.raw))
	}
}

// isBlock reports whether a tag parts what stands before it from what follows. A
// <div> around a frame is a part of it.
func (b *builder) isBlock(kind htmlKind) bool {
	switch kind {
	case block, line, structure:
		return true
	case wrapper:
		return !b.shows
	}
	return false
}

func (b *builder) ends(tag string) bool {
	switch name, kind := htmlName(tag); kind {
	case block, line, structure:
		return true
	case wrapper:
		return !b.shows || b.has(name)
	}
	return false
}

func (b *builder) has(name string) bool {
	for _, t := range b.open {
		if t.name == name {
			return true
		}
	}
	return false
}

// top returns the last tag that is open; one without a name for none.
func (b *builder) top() openTag {
	if n := len(b.open); n > 0 {
		return b.open[n-1]
	}
	return openTag{node: b.parent}
}

// put adds a node at the end of what is open.
func (b *builder) put(n ast.Node) {
	if to := b.top().node; to != b.parent {
		to.AppendChild(to, n)
	} else if b.mark != nil {
		b.parent.InsertBefore(b.parent, b.mark, n)
	} else {
		b.parent.AppendChild(b.parent, n)
	}
}

// add adds a block where blocks may stand: a line of text is closed first, and
// a list gets an item.
func (b *builder) add(n ast.Node) {
	for {
		t := b.top()
		name, kind := htmlName(t.name)
		switch {
		case t.node == b.parent || kind == block || kind == wrapper:
			b.put(n)
			return
		case name == "ul" || name == "ol":
			b.push(tag{name: "li"}, ast.NewListItem(0), n.Pos())
		case name == "dl":
			b.push(tag{name: "dd"}, extast.NewDefinitionDescription(), n.Pos())
		case name == "tr":
			b.push(tag{name: "td"}, &elementBlock{tag: "td"}, n.Pos())
		default:
			b.pop() // a table cannot hold it: it comes after
		}
	}
}

// push opens a tag that becomes n.
func (b *builder) push(t tag, n ast.Node, offset int) {
	n.SetPos(max(offset, 0))
	b.put(n)
	b.open = append(b.open, openTag{t, n, max(offset, 0)})
}

// pop closes the last tag that is open.
func (b *builder) pop() openTag {
	t := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	switch kind := htmlElements[t.name]; {
	case kind == wrapper && !hasLook(t.node):
		unwrap(t.node)
	case (kind == structure || kind == line) && !t.node.HasChildren():
		t.node.Parent().RemoveChild(t.node.Parent(), t.node)
	case t.name == "tr":
		scopeCells(t.node)
	}
	return t
}

// scopeCells says of the headings of a row what they head: a row of headings
// heads columns.
func scopeCells(row ast.Node) {
	scope := "col"
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.(*elementBlock).tag == "td" {
			scope = "row"
		}
	}
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.(*elementBlock).tag == "th" && attributeOf(c, "scope") == "" {
			c.SetAttributeString("scope", []byte(scope))
		}
	}
}

// end closes what is still open at the end of the blocks.
func (b *builder) end() {
	for len(b.open) > 0 {
		b.popUnclosed()
	}
}

// optional are the elements that need no end.
var optional = map[string]bool{"p": true, "li": true, "dt": true, "dd": true, "tr": true, "td": true, "th": true, "thead": true, "tbody": true, "tfoot": true, "caption": true}

// popUnclosed closes a tag that its author has not closed.
func (b *builder) popUnclosed() {
	if t := b.pop(); !optional[t.name] && t.attributes != nil {
		b.p.warn(t.at, "html", "la balise <"+t.name+"> n'est pas refermée", "écrire </"+t.name+"> après le passage, au début d'une ligne")
	}
}

// close closes the last tag of a name, and those in it.
func (b *builder) close(tag string, offset int) {
	if !b.has(tag) {
		if b.p.opened[tag] > 0 {
			b.p.opened[tag]--
		} else if htmlElements[tag] != wrapper {
			b.p.straying(offset, tag)
		}
		return
	}
	for b.open[len(b.open)-1].name != tag {
		b.popUnclosed()
	}
	b.pop()
}

// parents are the elements that the parts of a list or a table stand in, the
// nearest first, and what is made where there is none.
var parents = map[string]struct {
	in     string
	orElse string
}{
	"li": {"ul ol", "ul"},
	"dt": {"dl", "dl"}, "dd": {"dl", "dl"},
	"caption": {"table", ""}, "thead": {"table", ""}, "tbody": {"table", ""}, "tfoot": {"table", ""},
	"tr": {"thead tbody tfoot", "tbody"},
	"td": {"tr", "tr"}, "th": {"tr", "tr"},
}

// scopes are the elements beyond which a part does not look for its list or
// table.
var scopes = map[string]string{
	"li": "td th details blockquote dd", "dt": "td th details blockquote li", "dd": "td th details blockquote li",
}

// start opens a block, or drops it and says so.
func (b *builder) start(t tag, name string, kind htmlKind, offset int) {
	t.name = name
	if n := len(b.open); n > 0 && b.open[n-1].name == "p" { // which any block ends
		b.pop()
	}
	switch {
	case len(b.open) >= maxNesting:
		b.p.warnHTML(offset, name)
		return
	case b.p.ids == nil && kind != wrapper: // a short text has no blocks but lists in Markdown
		b.p.warnHTML(offset, name)
		b.p.opened[name]++
		return
	case name == "pre":
		b.text = &strings.Builder{}
		return
	case name == "hr":
		b.add(ast.NewThematicBreak())
		return
	case name == "summary" && !b.startsDetails():
		b.p.warn(offset, "html", "<summary> n'est compris que juste après <details>", "écrire <details>, puis <summary>Titre</summary>")
		b.p.opened[name]++
		return
	}
	if where, isPart := parents[name]; isPart {
		if !b.to(where.in, scopes[name], where.orElse) {
			b.p.warn(offset, "html", "la balise <"+name+"> est hors d'un tableau", "la mettre entre <table> et </table>")
			b.p.opened[name]++
			return
		}
	}
	n := b.node(t, name)
	if name == "caption" && b.top().node.HasChildren() {
		b.push(t, n, offset)
		table := n.Parent()
		table.InsertBefore(table, table.FirstChild(), n)
	} else if _, isPart := parents[name]; isPart || name == "summary" {
		b.push(t, n, offset)
	} else {
		n.SetPos(offset)
		b.add(n)
		b.open = append(b.open, openTag{t, n, offset})
	}
	b.p.giveHTML(n, name, t, offset)
}

// startsDetails reports whether a title may come now.
func (b *builder) startsDetails() bool {
	t := b.top()
	return t.name == "details" && !t.node.HasChildren()
}

// to closes what is open up to one of some elements, or to one that stops the
// search, and makes orElse there; false when there is none to make.
func (b *builder) to(in, scope, orElse string) bool {
	is := func(list string, i int) bool { return strings.Contains(" "+list+" ", " "+b.open[i].name+" ") }
	found := -1
	for i := len(b.open) - 1; i >= 0 && found < 0; i-- {
		switch {
		case is(in, i):
			found = i
		case scope != "" && is(scope, i), scope == "" && is("table", i):
			i = -1
		}
	}
	if found >= 0 {
		for len(b.open) > found+1 {
			b.popUnclosed()
		}
		return true
	}
	if orElse == "" {
		return false
	}
	if where, isPart := parents[orElse]; isPart {
		if !b.to(where.in, "", where.orElse) {
			return false
		}
		b.push(tag{name: orElse}, &elementBlock{tag: orElse}, -1)
		return true
	}
	n := b.node(tag{name: orElse}, orElse)
	b.add(n)
	b.open = append(b.open, openTag{tag{name: orElse}, n, 0})
	return true
}

// node returns the node that a tag becomes.
func (b *builder) node(t tag, name string) ast.Node {
	switch name {
	case "details":
		_, isOpen := t.attributes["open"]
		return &box{kind: "spoiler", folded: true, open: isOpen}
	case "summary":
		return &boxTitle{}
	case "blockquote":
		return ast.NewBlockquote()
	case "ul":
		return ast.NewList('-')
	case "ol":
		n := ast.NewList('.')
		n.Start = 1
		if start, err := strconv.Atoi(t.attributes["start"]); err == nil && start > 0 && start < 1_000_000 {
			n.Start = start
		}
		return n
	case "li":
		return ast.NewListItem(0)
	case "dl":
		return extast.NewDefinitionList(0, nil)
	case "dt":
		return extast.NewDefinitionTerm()
	case "dd":
		return extast.NewDefinitionDescription()
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return ast.NewHeading(int(name[1] - '0'))
	case "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th":
		return &elementBlock{tag: name}
	}
	return &elementBlock{tag: "div"}
}

// within reads a token of a <pre>, in which only text counts.
func (b *builder) within(z *html.Tokenizer, kind html.TokenType) {
	switch kind {
	case html.TextToken:
		b.text.Write(z.Text())
	case html.StartTagToken, html.SelfClosingTagToken:
		if name, _ := z.TagName(); string(name) == "br" {
			b.text.WriteByte('\n')
		}
	case html.EndTagToken:
		if name, _ := z.TagName(); string(name) == "pre" {
			b.listing()
		}
	}
}

// listing adds the text of a <pre>.
func (b *builder) listing() {
	text := strings.Trim(strings.ReplaceAll(b.text.String(), "\r", ""), "\n")
	b.text = nil
	if strings.TrimSpace(text) == "" {
		return
	}
	n := &listing{parts: []part{{text: text + "\n"}}}
	b.add(n)
}
