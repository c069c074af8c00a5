package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blockIDs reads « ^mon-passage » at the end of a paragraph or of an item, or
// alone after a block, as Obsidian does: a place that [[page#^mon-passage]] leads
// to. In a page its id begins by « bloc- », so that it is none of a heading's.
type blockIDs struct{}

const blockIDPrefix = "bloc-"

// blockID is the name of the passage that ends there.
type blockID struct {
	ast.BaseInline
	id      string
	segment text.Segment
}

var kindBlockID = ast.NewNodeKind("BlockID")

func (*blockID) Kind() ast.NodeKind              { return kindBlockID }
func (n *blockID) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var (
	blockIDMark = regexp.MustCompile(`^\^([A-Za-z0-9-]{1,60})[ \t]*\r?\n?$`)
	blockPlace  = regexp.MustCompile(`#\^([A-Za-z0-9-]{1,60})$`)
)

var foundBlockIDs = parser.NewContextKey()

func (blockIDs) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithInlineParsers(util.Prioritized(blockIDs{}, 140)), // before exponents
		parser.WithASTTransformers(util.Prioritized(blockIDs{}, 101)),
	)
}

func (blockIDs) Trigger() []byte { return []byte{'^'} }

func (blockIDs) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := blockIDMark.FindSubmatch(line)
	before := block.PrecendingCharacter()
	if m == nil || before != ' ' && before != '\n' && before != '\t' || !atBlockEnd(parent, segment.Stop) {
		return nil
	}
	n := &blockID{id: blockIDPrefix + strings.ToLower(string(m[1])), segment: segment}
	n.SetPos(segment.Start)
	found, _ := pc.Get(foundBlockIDs).([]*blockID)
	pc.Set(foundBlockIDs, append(found, n))
	block.Advance(len(strings.TrimRight(string(line), "\r\n")))
	return n
}

// atBlockEnd tells whether a paragraph or the text of an item ends at stop.
func atBlockEnd(n ast.Node, stop int) bool {
	if n.Kind() != ast.KindParagraph && n.Kind() != ast.KindTextBlock {
		return false
	}
	last := n.Lines().At(n.Lines().Len() - 1)
	return stop >= last.Stop
}

// Transform gives its id to each passage.
func (blockIDs) Transform(_ *ast.Document, reader text.Reader, pc parser.Context) {
	found, _ := pc.Get(foundBlockIDs).([]*blockID)
	used := map[string]bool{}
	for _, b := range found {
		parent, before := b.Parent(), b.PreviousSibling()
		n := parent
		switch {
		case before == nil && parent.PreviousSibling() == nil: // nothing is named
			replace(b, ast.NewTextSegment(b.segment))
			continue
		case before == nil:
			n = parent.PreviousSibling()
			parent.Parent().RemoveChild(parent.Parent(), parent)
		case parent.Kind() == ast.KindTextBlock && parent.Parent() != nil:
			n = parent.Parent()
			fallthrough
		default:
			if t, ok := before.(*ast.Text); ok {
				t.Segment = t.Segment.TrimRightSpace(reader.Source())
				t.SetSoftLineBreak(false)
			}
			parent.RemoveChild(parent, b)
		}
		if n != nil && takesAttributes(n) && given(n) == nil && !used[b.id] {
			used[b.id] = true
			n.SetAttributeString("id", []byte(b.id))
		}
	}
	pc.Set(usedBlockIDs, used)
}

var usedBlockIDs = parser.NewContextKey()

// takeBlockIDs keeps the ids of blocks from being given to a heading.
func (p *page) takeBlockIDs(pc parser.Context) {
	used, _ := pc.Get(usedBlockIDs).(map[string]bool)
	for id := range used {
		if p.ids != nil {
			p.ids.used[id] = true
		}
	}
}

// toBlock returns where a link to a block leads: « page#^a » to « page#bloc-a ».
func toBlock(dest string) string {
	return blockPlace.ReplaceAllStringFunc(dest, func(s string) string { return "#" + blockIDPrefix + strings.ToLower(s[len("#^"):]) })
}
