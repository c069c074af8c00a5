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

// embedCodes reads the codes of HedgeDoc that show something, {%youtube id %},
// and a few of the same form. Others are left to shortcodes, which says them.
type embedCodes struct{}

// embedCode is one of them.
type embedCode struct {
	ast.BaseInline
	address, title string
}

var kindEmbedCode = ast.NewNodeKind("EmbedCode")

func (*embedCode) Kind() ast.NodeKind              { return kindEmbedCode }
func (n *embedCode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// codeAddresses are what may stand after the name of a code, and the address
// that it is short for.
var codeAddresses = map[string]form{
	"youtube":     is(`^([\w-]{6,20})$`, "https://www.youtube.com/watch?v=$1"),
	"vimeo":       is(`^(\d+(?:/\w+)?)$`, "https://vimeo.com/$1"),
	"dailymotion": is(`^(\w+)$`, "https://www.dailymotion.com/video/$1"),
	"peertube":    is(`^([\w.-]+\.\w+)/(?:w/|videos/\w+/)?([\w-]{8,36})$`, "https://$1/w/$2"),
	"gist":        is(`^([\w-]+/\w+)$`, "https://gist.github.com/$1"),
	"slideshare":  is(`^([\w-]+/[\w-]+)$`, "https://www.slideshare.net/$1"),
	"speakerdeck": is(`^([\w-]+/[\w-]+)$`, "https://speakerdeck.com/$1"),
	"geogebra":    is(`^(\w{4,20})$`, "https://www.geogebra.org/m/$1"),
	"pdf":         is(`^(\S+\.(?i:pdf)\S*)$`, "$1"),
	"embed":       is(`^$`, ""), // GitBook: an address only
}

// codeLine is {%name address "title" %}; GitBook and Jekyll write url="…".
var codeLine = regexp.MustCompile(`^\{%-?[ \t]*([a-z]+)[ \t]+(?:(?:url|id|src)=)?(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"']+?))(?:[ \t]+(?:title=)?"([^"\n]*)")?[ \t]*-?%\}`)

func (embedCodes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(embedCodes{}, 155))) // before shortcodes (160)
}

func (embedCodes) Trigger() []byte { return []byte{'{'} }

func (embedCodes) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{%")) {
		return nil
	}
	m := codeLine.FindSubmatch(line[:min(len(line), longestShortcode)])
	if m == nil {
		return nil
	}
	known, ok := codeAddresses[string(m[1])]
	if !ok {
		return nil
	}
	value := bytes.Join(m[2:5], nil)
	n := &embedCode{address: string(value), title: string(m[5])}
	if c, _ := classify(n.address); c != outside {
		short := known.pattern.FindSubmatchIndex(value)
		if short == nil || len(value) == 0 {
			return nil
		}
		n.address = string(known.pattern.Expand(nil, []byte(known.becomes), value, short))
	}
	block.Advance(len(m[0]))
	return n
}

func (p *page) embedCode(n *embedCode) {
	p.put(n, p.show(n, shown{address: n.address, title: n.title, offset: n.Pos()}, p.ownsParagraph(n)))
}
