package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables reads tables as GitHub does and writes them in a box that scrolls,
// aligned by classes: a page has no style of its own.
type tables struct{}

// hugeTable is where a table that was refused leaves its offset.
var hugeTable = parser.NewContextKey()

func (tables) Extend(m goldmark.Markdown) {
	extension.Table.Extend(m)
	m.Parser().AddOptions(parser.WithParagraphTransformers(util.Prioritized(tables{}, 199))) // before the tables of goldmark
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(tables{}, 100)))
}

// Transform looks at a paragraph that may become a table, and empties it when
// the table would have too many cells: goldmark completes short rows, so that
// 21 kB of source made 10 MB of page.
func (tables) Transform(node *gast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		if cells := delimiterCells(line.Value(reader.Source())); cells*(lines.Len()-i) > maxCells {
			pc.Set(hugeTable, line.Start)
			node.Parent().RemoveChild(node.Parent(), node)
			return
		}
	}
}

// delimiterCells returns the number of cells of a line such as |---|:-:|; 0
// when the line is none.
func delimiterCells(line []byte) int {
	if len(bytes.Trim(line, " \t\r\n|:-")) > 0 || bytes.IndexByte(line, '-') < 0 {
		return 0
	}
	return bytes.Count(line, []byte("|")) + 1
}

// extraCells warns when a row has more cells than its table has columns: the
// rest is not in the page.
func (p *page) extraCells(n *ast.TableRow) {
	last, ok := n.LastChild().(*ast.TableCell)
	if !ok || last.Lines().Len() == 0 {
		return
	}
	stop := last.Lines().At(0).Stop
	rest := p.src.Body[stop:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	text := bytes.TrimLeft(rest, "| \t\r")
	if len(text) == 0 {
		return
	}
	p.warn(stop+len(rest)-len(text), "tableau",
		"la ligne a plus de cases que le tableau n'a de colonnes : "+quoted(string(text))+" n'est pas dans la page",
		"ajouter une colonne à la première ligne ; pour écrire une barre, \\|")
}

func (tables) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindTable, renderTable)
	reg.Register(ast.KindTableHeader, renderTableHeader)
	reg.Register(ast.KindTableRow, renderTableRow)
	reg.Register(ast.KindTableCell, renderTableCell)
}

func renderTable(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div")
		said(w, n, "tableau")
		_, _ = w.WriteString(" tabindex=\"0\">\n<table>\n")
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return gast.WalkContinue, nil
}

func renderTableHeader(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	switch {
	case entering:
		_, _ = w.WriteString("<thead>\n<tr>\n")
	case n.NextSibling() != nil:
		_, _ = w.WriteString("</tr>\n</thead>\n<tbody>\n")
	default:
		_, _ = w.WriteString("</tr>\n</thead>\n")
	}
	return gast.WalkContinue, nil
}

func renderTableRow(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	switch {
	case entering:
		_, _ = w.WriteString("<tr>\n")
	case n.NextSibling() == nil:
		_, _ = w.WriteString("</tr>\n</tbody>\n")
	default:
		_, _ = w.WriteString("</tr>\n")
	}
	return gast.WalkContinue, nil
}

func renderTableCell(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	n := node.(*ast.TableCell)
	name := "td"
	if n.Parent().Kind() == ast.KindTableHeader {
		name = "th"
	}
	if !entering {
		_, _ = w.WriteString("</" + name + ">\n")
		return gast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + name)
	if name == "th" {
		attribute(w, "scope", "col")
	}
	switch n.Alignment {
	case ast.AlignRight:
		attribute(w, "class", "aligne-droite")
	case ast.AlignCenter:
		attribute(w, "class", "aligne-centre")
	}
	_ = w.WriteByte('>')
	return gast.WalkContinue, nil
}
