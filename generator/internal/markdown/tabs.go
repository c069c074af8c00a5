package markdown

import (
	"regexp"
	"strconv"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tabs reads « === "Onglet" », as mkdocs writes it: what belongs to a tab is
// indented by four columns, and tabs that follow one another are a set. They
// are written as passages that open one at a time without a script, all of
// them on paper.
type tabs struct{}

var tabLine = regexp.MustCompile(`^===[!+]?[ \t]+"([^"\n]+)"[ \t]*\r?\n?$`)

// tab is one tab; its first child is its title.
type tab struct {
	ast.BaseBlock
	set   int // number of its set in the page
	first bool
}

var kindTab = ast.NewNodeKind("Tab")

func (*tab) Kind() ast.NodeKind              { return kindTab }
func (n *tab) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (tabs) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(tabs{}, 90))) // before underlined headings (100)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(tabs{}, 100)))
}

func (tabs) Trigger() []byte { return []byte{'='} }

func (tabs) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 {
		return nil, parser.NoChildren
	}
	m := tabLine.FindSubmatchIndex(line[indent:])
	if m == nil || full(pc) {
		return nil, parser.NoChildren
	}
	offset := segment.Start + indent
	n := &tab{}
	n.SetPos(offset)
	title := &boxTitle{}
	title.SetPos(offset + m[2])
	title.Lines().Append(text.NewSegment(offset+m[2], offset+m[3]))
	n.AppendChild(n, title)
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func (tabs) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return indented(reader)
}

func (tabs) Close(ast.Node, text.Reader, parser.Context) {}
func (tabs) CanInterruptParagraph() bool                 { return true }
func (tabs) CanAcceptIndentedLine() bool                 { return false }

// tab counts the sets of tabs of a page.
func (p *page) tab(n *tab) {
	if before, ok := n.PreviousSibling().(*tab); ok {
		n.set = before.set
		return
	}
	p.sets++
	n.set, n.first = p.sets, true
}

func (tabs) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) { reg.Register(kindTab, renderTab) }

func renderTab(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*tab)
	if !entering {
		_, _ = w.WriteString("</details>\n")
		if _, more := n.NextSibling().(*tab); !more {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	}
	if n.first {
		_, _ = w.WriteString("<div class=\"onglets\">\n")
	}
	_, _ = w.WriteString("<details class=\"onglet\"")
	attribute(w, "name", "onglets-"+strconv.Itoa(n.set))
	if n.first {
		_, _ = w.WriteString(" open")
	}
	_, _ = w.WriteString(">\n")
	return ast.WalkContinue, nil
}
