package markdown

import (
	"github.com/yuin/goldmark"
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// tasks reads lists of things to do, « - [x] », and writes each box with a name
// that can be heard.
type tasks struct{}

func (tasks) Extend(m goldmark.Markdown) {
	extension.TaskList.Extend(m)
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

func (tasks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindTaskCheckBox, renderTask)
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
