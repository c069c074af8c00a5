package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// fencedQuotes reads what stands between two lines « >>> », as GitLab writes a
// long quotation. One that is not closed is what CommonMark makes of it.
type fencedQuotes struct{}

// fencedQuote is the attribute of such a quotation while it is read; its value
// tells whether it is closed.
const fencedQuote = "_entre-lignes"

func (fencedQuotes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(fencedQuotes{}, 790))) // before quotations (800)
}

func (fencedQuotes) Trigger() []byte { return []byte{'>'} }

func isQuoteFence(line []byte) bool { return string(bytes.TrimRight(line, " \t\r\n")) == ">>>" }

func (fencedQuotes) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	const longest = 20_000 // bytes looked ahead
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 || !isQuoteFence(line[indent:]) || full(pc) {
		return nil, parser.NoChildren
	}
	rest := reader.Source()[segment.Stop:]
	if !bytes.Contains(rest[:min(len(rest), longest)], []byte(">>>")) {
		return nil, parser.NoChildren
	}
	n := ast.NewBlockquote()
	n.SetAttributeString(fencedQuote, false)
	n.SetPos(segment.Start + indent)
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func (fencedQuotes) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if !isQuoteFence(bytes.TrimLeft(line, " ")) || !lastQuote(node, pc) {
		return parser.Continue | parser.HasChildren
	}
	node.SetAttributeString(fencedQuote, true)
	reader.AdvanceToEOL()
	return parser.Close
}

// lastQuote tells whether no code and no other such quotation is open in node.
func lastQuote(node ast.Node, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		switch b := blocks[i].Node.(type) {
		case *ast.Blockquote:
			if _, fenced := b.AttributeString(fencedQuote); fenced {
				return ast.Node(b) == node
			}
		case *ast.FencedCodeBlock, *ast.HTMLBlock, *commentBlock:
			return false
		}
	}
	return false
}

func (fencedQuotes) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if closed, _ := node.AttributeString(fencedQuote); closed == false {
		remarkOn(pc, node.Pos(), "citation", "la citation « >>> » n'est pas refermée : elle va jusqu'à la fin", "la finir par une ligne >>>")
	}
}

func (fencedQuotes) CanInterruptParagraph() bool { return true }
func (fencedQuotes) CanAcceptIndentedLine() bool { return false }
