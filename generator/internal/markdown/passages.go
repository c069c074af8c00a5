package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"essaim/generator/site"
)

// What is kept in memory of the passages of a page.
const (
	mostPassages    = 20  // of a page; those that follow are shown in the page alone
	longestPassage  = 120 // characters of the title of one
	longestExcerpt  = 200 // characters
	passageIDPrefix = "pour-les-"
)

// Passages returns what is to be known of the passages of a body that are
// written for one audience, in document order; nil when there is none. It gives
// them the ids that [Renderer.Render] writes.
func (r *Renderer) Passages(src Source) []site.Passage {
	if !mayHoldPassage(src.Body) {
		return nil
	}
	if l, _ := excess(src.Body); l != nil {
		return nil // the page is refused, and says why
	}
	pc := parser.NewContext()
	doc := r.body.Parser().Parse(text.NewReader(src.Body), parser.WithContext(pc))
	p := newPage(src, nil)
	p.ids = newIDs(frameIDs)
	p.html(doc)
	found, deep := gather(doc)
	if deep != nil || pc.Get(hugeTable) != nil {
		return nil
	}
	p.takeIDs(pc, found)
	for _, n := range found {
		if b, ok := n.(*box); ok {
			p.box(b) // drops what is not a language
		}
	}
	p.typeset(doc)
	var list []site.Passage
	for _, n := range found {
		if b := boxOf(n); b != nil && boxes[b.kind].audience && len(list) < mostPassages {
			list = append(list, p.passage(n, b))
		}
	}
	return list
}

// passage describes the passage that the node n is, or stands for.
func (p *page) passage(n ast.Node, b *box) site.Passage {
	out := site.Passage{Audience: b.kind, ID: b.id, Excerpt: cut(p.beginning(n), longestExcerpt)}
	if title, ok := n.FirstChild().(*boxTitle); ok {
		out.Title = cut(p.line(title), longestPassage)
	}
	for a := n; a != nil && out.Lang == ""; a = a.Parent() {
		out.Lang = language(a)
	}
	return out
}

// boxOf returns the box that a node is, or that a quotation stands for; nil when
// it is none.
func boxOf(n ast.Node) *box {
	if b, ok := n.(*box); ok {
		return b
	}
	value, _ := n.AttributeString(alertAttribute)
	b, _ := value.(*box)
	return b
}

// takeIDs gives a body the ids that its authors chose, then those of its
// passages: all that depend on nothing but the body.
func (p *page) takeIDs(pc parser.Context, found []ast.Node) {
	p.takeBlockIDs(pc)
	p.give(pc)
	p.boxIDs(found)
}

// boxIDs gives boxes the ids that their authors chose, and passages for an
// audience those of ours. They come after the other ids that authors choose and
// before those of headings, which may say the title of another page: a passage
// has its id before anything is known of the rest of the site.
func (p *page) boxIDs(found []ast.Node) {
	var passages []*box
	for _, n := range found {
		b := boxOf(n)
		if b == nil {
			continue
		}
		if b.id != "" && !p.authorID(b.id, b.Pos()) {
			b.id = ""
		}
		if boxes[b.kind].audience {
			passages = append(passages, b)
		}
	}
	for i, b := range passages {
		if b.id == "" {
			b.id = p.ids.take(passageIDPrefix + b.kind)
		}
		if i == mostPassages {
			p.warn(b.Pos(), "encart", "la page a plus de 20 passages pour un public : ceux qui suivent ne sont pas repris dans les portails",
				"en réunir plusieurs, ou partager la page")
		}
	}
}

// idBetweenBraces is « #ici » or « id=ici » in the braces of a container.
var idBetweenBraces = regexp.MustCompile(`[{ \t](?:#|id=)["']?([^\s"'}]+)`)

// ownID returns the id that an author wrote between braces, "" for none.
func ownID(raw []byte) string {
	if m := idBetweenBraces.FindSubmatch(raw); m != nil {
		return string(m[1])
	}
	return ""
}

// mayHoldPassage tells whether the name of an audience follows the mark of a box
// on a line of a body, whatever the dialect, be it in code or in a sentence. It
// costs next to nothing, so that only bodies that are likely to hold a passage
// are parsed for their passages.
func mayHoldPassage(body []byte) bool {
	for _, mark := range []string{":::", "!!!", "???", "[!"} {
		for rest := body; ; {
			i := bytes.Index(rest, []byte(mark))
			if i < 0 {
				break
			}
			var line []byte
			line, rest, _ = bytes.Cut(rest[i:], []byte("\n"))
			for word := range bytes.FieldsFuncSeq(line, isNoLetter) {
				if boxes[boxNamed(string(word))].audience {
					return true
				}
			}
		}
	}
	return false
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// beginning returns the first words that a reader reads in a passage: sentences,
// not headings, tables or code, nor what is for another audience.
func (p *page) beginning(root ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if inner := boxOf(n); n != root && inner != nil && boxes[inner.kind].audience {
			return ast.WalkSkipChildren, nil
		}
		switch n.(type) {
		case *boxTitle, *ast.Heading, *extast.Table:
			return ast.WalkSkipChildren, nil
		}
		if first := n.FirstChild(); first == nil || first.Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if line := p.line(n); line != "" {
			if b.Len() > 0 {
				b.WriteString(between(b.String()))
			}
			b.WriteString(line)
		}
		if b.Len() > longestExcerpt*utf8.UTFMax {
			return ast.WalkStop, nil
		}
		return ast.WalkSkipChildren, nil
	})
	return b.String()
}

// between is what parts a sentence from the paragraph or the item that follows.
func between(before string) string {
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsLetter(r) || unicode.IsNumber(r) {
		return " · "
	}
	return " "
}

// line returns the text of a block on one line, without its pictures and what
// is struck out.
func (p *page) line(block ast.Node) string {
	var b strings.Builder
	for c := block.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image, *extast.Strikethrough:
			continue
		case *ast.Link:
			if c.FirstChild() == nil { // [[robots]]: its title is not known yet
				b.Write(c.Destination)
				continue
			}
		}
		b.WriteString(plain(c, p.src.Body))
	}
	// No-break spaces stay.
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' })
	return strings.Join(words, " ")
}

// cut returns the beginning of a text, whole words that make at most n
// characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s[:min(len(s), n*utf8.UTFMax)])[:n-1]
	short := string(runes)
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return strings.TrimRight(short, " \u00a0\u202f,;:·–—-") + "…"
}
