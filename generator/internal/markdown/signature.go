package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// signatures reads who says what a quotation holds, as CodiMD and HedgeDoc write
// it: « [name=Claire] [time=mardi 4 mars] [color=#907bf7] ». The colour is left
// aside.
type signatures struct{}

// signature is who, and when. Its only child is its text.
type signature struct{ ast.BaseInline }

var kindSignature = ast.NewNodeKind("Signature")

func (*signature) Kind() ast.NodeKind              { return kindSignature }
func (n *signature) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var (
	signatureMarks = regexp.MustCompile(`^(?:\[(?:name|time|color)=[^\[\]\n]{0,200}\][ \t]*)+`)
	signatureMark  = regexp.MustCompile(`\[(name|time)=([^\[\]\n]*)\]`)
)

func (signatures) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(signatures{}, 140))) // before links
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(signatures{}, 100)))
}

func (signatures) Trigger() []byte { return []byte{'['} }

func (signatures) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	marks := signatureMarks.Find(line)
	if marks == nil || !inQuotation(parent) {
		return nil
	}
	var name, time []byte
	for _, m := range signatureMark.FindAllSubmatch(marks, -1) {
		if string(m[1]) == "name" {
			name = bytes.TrimSpace(m[2])
		} else {
			time = bytes.TrimSpace(m[2])
		}
	}
	block.Advance(len(marks))
	if len(name)+len(time) == 0 {
		return nothing(segment)
	}
	if len(name) > 0 && len(time) > 0 {
		name = append(name[:len(name):len(name)], ", "...)
	}
	n := &signature{}
	n.SetPos(segment.Start)
	n.AppendChild(n, plainText(string(name)+string(time)))
	return n
}

func inQuotation(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == ast.KindBlockquote {
			return true
		}
	}
	return false
}

func (signatures) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindSignature, renderSignature)
}

func renderSignature(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<small class="attribution">`)
	} else {
		_, _ = w.WriteString("</small>")
	}
	return ast.WalkContinue, nil
}
