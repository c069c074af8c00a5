package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// typesetter sets the French passages of a text as package french says. The
// text of a paragraph is read as one, whatever its marks, so that the space of
// « **Attention** ! » and the apostrophe of « l'*école* » are seen whole. Code,
// addresses, escaped characters and what is in another language are left alone.
type typesetter struct {
	body   []byte          // the source, then the texts that changed
	flat   strings.Builder // the paragraphs without their marks, one after the other
	pieces []piece         // of the paragraph being set
	edits  []french.Edit   // that it asks for
}

// piece is a node of text and where its bytes are in its paragraph.
type piece struct {
	text       *ast.Text
	start, end int
}

// typeset sets the whole text. From then on nothing may ask for the place of a
// node of text: one that changed lies after the source.
func (p *page) typeset(doc ast.Node) {
	t := typesetter{body: slices.Grow(slices.Clip(p.src.Body), len(p.src.Body)/2)}
	t.walk(doc, p.src.Lang == "" || french.IsFrench(p.src.Lang))
	p.src.Body = t.body
}

// prose sets a plain text that stands at n: a caption, an alternative text.
func (p *page) prose(n ast.Node, s string) string {
	lang := p.languageOf(n)
	if lang == "" || french.IsFrench(lang) {
		return french.Typeset(s)
	}
	return s
}

// languageOf returns the language of the passage that n stands in, "" for French.
func (p *page) languageOf(n ast.Node) string {
	for ; n != nil; n = n.Parent() {
		if own := language(n); own != "" {
			return own
		}
	}
	return p.src.Lang
}

// language returns the language that a node says it is in, "" when it is that
// of the node around it.
func language(n ast.Node) string {
	if b, ok := n.(*box); ok {
		return b.lang
	}
	value, _ := n.AttributeString("lang")
	switch value := value.(type) {
	case []byte:
		return string(value)
	case string:
		return value
	}
	return ""
}

func (t *typesetter) walk(n ast.Node, isFrench bool) {
	if lang := language(n); lang != "" {
		isFrench = french.IsFrench(lang)
	}
	first := n.FirstChild()
	if isFrench && first != nil && first.Type() == ast.TypeInline {
		t.paragraph(n)
		return
	}
	for c := first; c != nil; c = c.NextSibling() {
		t.walk(c, isFrench)
	}
}

// paragraph sets all the text in n.
func (t *typesetter) paragraph(n ast.Node) {
	t.pieces = t.pieces[:0]
	if t.flat.Cap() == 0 {
		t.flat.Grow(len(t.body))
	}
	start := t.flat.Len()
	t.flatten(n, start)
	t.edits = french.AppendEdits(t.edits[:0], t.flat.String()[start:])
	edits := t.edits
	gone := 0 // where the last edit ended: it may reach into the next piece
	for _, at := range t.pieces {
		n := 0
		for n < len(edits) && edits[n].Start < at.end {
			n++
		}
		if n > 0 || gone > at.start {
			t.set(at, edits[:n], gone)
		}
		if n > 0 {
			gone, edits = edits[n-1].End, edits[n:]
		}
	}
}

// flatten writes the text of n, without its marks, and notes its pieces.
func (t *typesetter) flatten(n ast.Node, start int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if text, ok := c.(*ast.Text); ok && !text.IsRaw() {
			at := piece{text: text, start: t.flat.Len() - start}
			t.write(text.Segment.Value(t.body))
			at.end = t.flat.Len() - start
			t.pieces = append(t.pieces, at)
			if text.SoftLineBreak() || text.HardLineBreak() {
				t.flat.WriteByte('\n')
			}
			continue
		}
		if c.HasChildren() && !isScript(c) && !isLiteral(c) && isFrenchHere(c) {
			t.flatten(c, start)
			continue
		}
		t.flat.WriteByte(french.Object)
	}
}

// isScript tells whether n is above or below the line: no letter of a word.
func isScript(n ast.Node) bool {
	switch n := n.(type) {
	case *mark:
		return n.tag == "sup" || n.tag == "sub"
	case *element:
		return n.tag == "sup" || n.tag == "sub" || n.tag == "rt"
	}
	return false
}

func isFrenchHere(n ast.Node) bool {
	lang := language(n)
	return lang == "" || french.IsFrench(lang)
}

// write writes a text with an object for each byte that is escaped.
func (t *typesetter) write(value []byte) {
	for len(value) > 0 {
		i := bytes.IndexAny(value, `\&`)
		if i < 0 {
			i = len(value)
		}
		t.flat.Write(value[:i])
		value = value[i:]
		n := escaped(value)
		for range n {
			t.flat.WriteByte(french.Object)
		}
		if n == 0 && len(value) > 0 {
			t.flat.WriteByte(value[0])
			n = 1
		}
		value = value[n:]
	}
}

// escaped returns the length of the escape or entity that b begins with, 0 when
// there is none.
func escaped(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[0] == '\\' {
		if util.IsPunct(b[1]) {
			return 2
		}
		return 0
	}
	i := 1
	if b[i] == '#' {
		i++
	}
	for i < len(b) && i < 40 && util.IsAlphaNumeric(b[i]) {
		i++
	}
	if i < len(b) && b[i] == ';' {
		return i + 1
	}
	return 0
}

// set changes one piece; gone is where its paragraph goes on after an edit of a
// piece before it.
func (t *typesetter) set(at piece, edits []french.Edit, gone int) {
	value := at.text.Segment.Value(t.body)
	from, begin := min(max(gone-at.start, 0), len(value)), len(t.body) // the edit may reach beyond it
	for _, e := range edits {
		t.body = append(t.body, value[from:e.Start-at.start]...)
		from = min(e.End, at.end) - at.start
		if !e.Raised || e.End > at.end {
			t.body = append(t.body, e.New...)
			continue
		}
		parent := at.text.Parent()
		parent.InsertBefore(parent, at.text, ast.NewTextSegment(text.NewSegment(begin, len(t.body))))
		begin = len(t.body)
		t.body = append(t.body, e.New...)
		raised := &ordinal{}
		raised.AppendChild(raised, ast.NewTextSegment(text.NewSegment(begin, len(t.body))))
		parent.InsertBefore(parent, at.text, raised)
		begin = len(t.body)
	}
	t.body = append(t.body, value[from:]...)
	at.text.Segment = text.NewSegment(begin, len(t.body))
}

// ordinal is the end of an ordinal: 1er, XXIe.
type ordinal struct{ ast.BaseInline }

var kindOrdinal = ast.NewNodeKind("Ordinal")

func (*ordinal) Kind() ast.NodeKind              { return kindOrdinal }
func (n *ordinal) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// ordinals writes them.
type ordinals struct{}

func (ordinals) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(ordinals{}, 100)))
}

func (ordinals) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindOrdinal, renderOrdinal)
}

func renderOrdinal(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<sup>")
	} else {
		_, _ = w.WriteString("</sup>")
	}
	return ast.WalkContinue, nil
}
