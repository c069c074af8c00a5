package markdown

import (
	"regexp"

	"github.com/yuin/goldmark"
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tasks reads lists of things to do, « - [x] », and writes each box with a name
// that can be heard. « - [~] » of GitLab and « - [/] », « - [>] », « - [-] » of
// Obsidian are states that no box shows: a word does.
type tasks struct{}

// taskState is a state that is neither done nor to be done.
type taskState struct {
	gast.BaseInline
	mark  byte
	label string // set by page.change
}

var kindTaskState = gast.NewNodeKind("TaskState")

func (*taskState) Kind() gast.NodeKind             { return kindTaskState }
func (n *taskState) Dump(source []byte, level int) { gast.DumpHelper(n, source, level, nil, nil) }

// taskStates are the labels of states.
var taskStates = map[byte]string{'~': "sans-objet", '-': "annule", '/': "en-cours", '>': "reporte"}

var taskMark = regexp.MustCompile(`^\[([~/>-])\][ \t]+\S`)

func (tasks) Extend(m goldmark.Markdown) {
	extension.TaskList.Extend(m)
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(tasks{}, 0)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(tasks{}, 100)))
}

// task gives a box the name that it has in the language of the text.
func (p *page) task(n *ast.TaskCheckBox) {
	label := "a-faire"
	if n.IsChecked {
		label = "fait"
	}
	n.SetAttributeString(labelAttribute, p.label(label))
}

func (tasks) Trigger() []byte { return []byte{'['} }

// Parse reads the state that begins the first paragraph of an item.
func (tasks) Parse(parent gast.Node, block text.Reader, _ parser.Context) gast.Node {
	item := parent.Parent()
	if parent.FirstChild() != nil || item == nil || item.Kind() != gast.KindListItem || item.FirstChild() != parent {
		return nil
	}
	line, segment := block.PeekLine()
	m := taskMark.FindSubmatch(line)
	if m == nil {
		return nil
	}
	n := &taskState{mark: m[1][0]}
	n.SetPos(segment.Start)
	block.Advance(len("[~]"))
	return n
}

func (tasks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindTaskCheckBox, renderTask)
	reg.Register(kindTaskState, renderTaskState)
}

func renderTask(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	if !entering {
		return gast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<input type="checkbox" disabled`)
	if node.(*ast.TaskCheckBox).IsChecked {
		_, _ = w.WriteString(" checked")
	}
	attribute(w, "aria-label", attributeOf(node, labelAttribute))
	_, _ = w.WriteString("> ")
	return gast.WalkContinue, nil
}

func renderTaskState(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<span class="etat">`)
		_, _ = w.Write(util.EscapeHTML([]byte(node.(*taskState).label)))
		_, _ = w.WriteString("</span>")
	}
	return gast.WalkContinue, nil
}
