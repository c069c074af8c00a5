package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// wikiLinks reads [[page]], [[page|text]] and [[page#place|text]]. They become
// links of goldmark's own kind, so that its rule « no link in a link » holds.
type wikiLinks struct{}

// wikiReference marks the links that were written [[…]].
const wikiReference ast.ReferenceLinkType = 100

const maxWiki = 500 // bytes between [[ and ]]

func isWiki(n *ast.Link) bool { return n.Reference != nil && n.Reference.Type == wikiReference }

func (wikiLinks) Extend(m goldmark.Markdown) {
	// After code spans (100), before links (200).
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(wikiLinks{}, 150)))
}

func (wikiLinks) Trigger() []byte { return []byte{'['} }

func (wikiLinks) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	inside := line[2:min(len(line), 2+maxWiki)]
	end := bytes.IndexByte(inside, ']')
	if end < 1 || !bytes.HasPrefix(inside[end:], []byte("]]")) || bytes.HasPrefix(inside[end:], []byte("]](")) {
		return nil
	}
	inside = inside[:end]
	if bytes.IndexByte(inside, '[') >= 0 {
		return nil
	}
	dest, label, hasLabel := bytes.Cut(inside, []byte("|"))
	dest = bytes.TrimSpace(bytes.TrimSuffix(dest, []byte(`\`))) // \| in a table
	if len(dest) == 0 {
		return nil
	}
	link := ast.NewLink()
	link.Destination = dest
	link.Reference = ast.NewReferenceLink(wikiReference, nil)
	link.SetPos(segment.Start)
	if hasLabel && len(bytes.TrimSpace(label)) > 0 {
		stop := segment.Start + 2 + end
		at := text.NewSegment(stop-len(label), stop)
		at = at.TrimLeftSpace(block.Source())
		link.AppendChild(link, ast.NewTextSegment(at.TrimRightSpace(block.Source())))
	}
	block.Advance(2 + end + 2)
	return link
}
