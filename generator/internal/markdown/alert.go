package markdown

import (
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// alerts reads quotations that begin by « [!NOTE] », as GitHub, GitLab and
// Obsidian write them, in English or in French: « > [!Attention]- Titre ». A
// « - » folds the passage, a « + » leaves it open.
type alerts struct{}

var alertLine = regexp.MustCompile(`^[ \t]*\[!([\pL][\pL\pN _-]{0,39})(?:\|[^\]\n]*)?\]([-+]?)[ \t]*(.*?)[ \t]*\r?\n?$`)

func (alerts) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithParagraphTransformers(util.Prioritized(alerts{}, 50)))
}

// Transform makes a box of the quotation that begins with the paragraph n. It
// runs while the quotation is still being read: what follows is put in the
// quotation, whose children become those of the box once all is read.
func (alerts) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := n.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(n) || n.Lines().Len() == 0 {
		return
	}
	first := n.Lines().At(0)
	m := alertLine.FindSubmatchIndex(first.Value(reader.Source()))
	if m == nil {
		return
	}
	line := first.Value(reader.Source())
	kind := boxNamed(string(line[m[2]:m[3]]))
	if kind == "" { // its words stay in the text
		note(pc, fenceFault{offset: first.Start, name: string(line[m[2]:m[3]]), mark: "> [!"})
		return
	}
	start := first.Start - first.Padding
	b := newBox(kind, first.Start, reader.Source(), text.NewSegment(start+m[6], start+m[7]))
	if fold := line[m[4]:m[5]]; len(fold) > 0 {
		b.folded, b.open = true, fold[0] == '+'
	}
	quote.SetAttributeString(alertAttribute, b)
	if title := b.FirstChild(); title != nil { // its inlines are read with those of the quotation
		b.RemoveChild(b, title)
		quote.InsertBefore(quote, n, title)
	}
	if n.Lines().Len() == 1 {
		quote.RemoveChild(quote, n)
		return
	}
	n.Lines().SetSliced(1, n.Lines().Len())
}

// alertAttribute keeps, on a quotation, the box that it stands for.
const alertAttribute = "_encart"

// alert puts a box in the place of a quotation that stands for one.
func (p *page) alert(quote *ast.Blockquote) {
	value, ok := quote.AttributeString(alertAttribute)
	if !ok {
		return
	}
	b := value.(*box)
	for c := quote.FirstChild(); c != nil; {
		next := c.NextSibling()
		b.AppendChild(b, c)
		c = next
	}
	replace(quote, b)
	p.box(b)
}
