package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// admonitions reads « !!! note "Titre" » and « ??? note "Titre" », as mkdocs
// writes them: what belongs to one is indented by four columns. « ??? » folds
// it, « ???+ » leaves it open.
type admonitions struct{}

var admonitionLine = regexp.MustCompile(`^(!!!|\?\?\?\+?)[ \t]+([\pL][\pL\pN_-]*)(?:[ \t]+[\pL][\pL\pN_ -]*)?(?:[ \t]+"([^"\n]*)")?[ \t]*\r?\n?$`)

func (admonitions) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(admonitions{}, 691)))
}

func (admonitions) Trigger() []byte { return []byte{'!', '?'} }

func (admonitions) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 {
		return nil, parser.NoChildren
	}
	m := admonitionLine.FindSubmatchIndex(line[indent:])
	if m == nil || full(pc) {
		return nil, parser.NoChildren
	}
	rest, offset := line[indent:], segment.Start+indent
	kind := boxNamed(string(rest[m[4]:m[5]]))
	if kind == "" {
		kind = "info"
		note(pc, fenceFault{offset: offset, name: string(rest[m[4]:m[5]]), mark: string(rest[m[2]:m[3]]) + " "})
	}
	title := text.NewSegment(offset, offset)
	if m[6] >= 0 {
		title = text.NewSegment(offset+m[6], offset+m[7])
	}
	b := newBox(kind, offset, reader.Source(), title)
	b.mute = m[6] >= 0 && m[6] == m[7] // "" is no title at all
	if rest[0] == '?' {
		b.folded, b.open, b.mute = true, bytes.HasSuffix(rest[m[2]:m[3]], []byte("+")), false
	}
	reader.AdvanceToEOL()
	return b, parser.HasChildren
}

func (admonitions) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return indented(reader)
}

// indented goes on with a block whose lines are indented by four columns.
func indented(reader text.Reader) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	width, _ := util.IndentWidth(line, reader.LineOffset())
	if width < 4 {
		return parser.Close
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (admonitions) Close(ast.Node, text.Reader, parser.Context) {}
func (admonitions) CanInterruptParagraph() bool                 { return true }
func (admonitions) CanAcceptIndentedLine() bool                 { return false }
