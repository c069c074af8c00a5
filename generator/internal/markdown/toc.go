package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/site"
)

// contents reads « [TOC] » alone in its paragraph, as CodiMD, HedgeDoc, GitLab
// and mkdocs write it: the table of contents of the page.
type contents struct{}

var contentsMarks = []string{"[toc]", "[[toc]]", "[[_toc_]]"}

// contentsHere is the place of a table of contents.
type contentsHere struct {
	ast.BaseBlock
	label   string
	entries []Heading // set by page.contents; those of levels 2 to 4
}

var kindContents = ast.NewNodeKind("Contents")

func (*contentsHere) Kind() ast.NodeKind              { return kindContents }
func (n *contentsHere) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (contents) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithParagraphTransformers(util.Prioritized(contents{}, 40)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(contents{}, 100)))
}

func (contents) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	if n.Lines().Len() != 1 {
		return
	}
	line := n.Lines().At(0)
	value := bytes.TrimSpace(line.Value(reader.Source()))
	for _, mark := range contentsMarks {
		if len(value) == len(mark) && bytes.EqualFold(value, []byte(mark)) {
			here := &contentsHere{}
			here.SetPos(line.Start)
			replace(n, here)
			return
		}
	}
}

// contents fills the first table of contents of the page and drops the others.
// It reports whether there is one.
func (p *page) contents(found []ast.Node, headings []Heading) bool {
	const deepest = 4
	var entries []Heading
	for _, h := range headings {
		if h.Level <= deepest {
			entries = append(entries, h)
		}
	}
	first := true
	for _, n := range found {
		here, ok := n.(*contentsHere)
		if !ok {
			continue
		}
		switch {
		case len(entries) < 2:
			p.problems = append(p.problems, site.Problem{
				Pos: p.pos(here.Pos()), Severity: site.Info, Rule: "sommaire",
				Message: "la page a moins de deux titres : elle n'a pas de sommaire", Hint: "écrire des titres, ## Un titre, ou retirer cette ligne",
			})
		case !first:
			p.warn(here.Pos(), "sommaire", "la page a déjà un sommaire plus haut : celui-ci n'est pas montré", "garder un seul des deux")
		default:
			here.label, here.entries, first = p.label("sommaire"), entries, false
			continue
		}
		here.Parent().RemoveChild(here.Parent(), here)
	}
	return !first
}

func (contents) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindContents, renderContents)
}

func renderContents(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*contentsHere)
	if !entering || n.entries == nil {
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<nav class="sommaire-texte"`)
	attribute(w, "aria-label", n.label)
	_, _ = w.WriteString(">\n")
	var open []int // the level of each list that is open
	for _, h := range n.entries {
		last := len(open) - 1
		for last >= 0 && h.Level < open[last] {
			if last == 0 || h.Level > open[last-1] { // a heading before this one is deeper than it should
				open[last] = h.Level
				break
			}
			_, _ = w.WriteString("</li>\n</ul>\n")
			open = open[:last]
			last--
		}
		switch {
		case last >= 0 && h.Level == open[last]:
			_, _ = w.WriteString("</li>\n")
		case last >= 0:
			_ = w.WriteByte('\n')
			fallthrough
		default:
			_, _ = w.WriteString("<ul>\n")
			open = append(open, h.Level)
		}
		_, _ = w.WriteString("<li><a")
		attribute(w, "href", "#"+h.ID)
		_ = w.WriteByte('>')
		_, _ = w.Write(util.EscapeHTML([]byte(h.Text)))
		_, _ = w.WriteString("</a>")
	}
	for range open {
		_, _ = w.WriteString("</li>\n</ul>\n")
	}
	_, _ = w.WriteString("</nav>\n")
	return ast.WalkContinue, nil
}
