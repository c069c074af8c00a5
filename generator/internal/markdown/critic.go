package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// critics reads the corrections of CriticMarkup, {++ajout++}, {--retrait--},
// {==à voir==} and {~~ancien~>nouveau~~}, and GitLab's, {+ ajout +}, [+ ajout +],
// {- retrait -} and [- retrait -]. Remarks, {>>…<<}, are in comment.go.
type critics struct{}

// criticMarks are what opens and closes a correction, and its element.
var criticMarks = []struct{ open, close, tag string }{
	{"{++", "++}", "ins"},
	{"{--", "--}", "del"},
	{"{==", "==}", "mark"},
	{"{~~", "~>", "del"}, // then what takes its place, as far as ~~}
	{"{+", "+}", "ins"},
	{"{-", "-}", "del"},
	{"[+", "+]", "ins"},
	{"[-", "-]", "del"},
}

const (
	longestCritic = 1_000 // bytes looked ahead for the end of a correction
	replaced      = 3     // of criticMarks
	replacing     = 8     // after criticMarks
	replacingEnd  = "~~}"
)

// criticEnds are the places in the text where corrections end, and the marks
// that end there.
var criticEnds = parser.NewContextKey()

// criticEnd gives the node that two marks enclose.
type criticEnd struct{ tag string }

func (criticEnd) IsDelimiter(byte) bool { return false }
func (criticEnd) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (c criticEnd) OnMatch(int) ast.Node {
	if c.tag == "del" {
		return extast.NewStrikethrough()
	}
	return &mark{tag: c.tag}
}

func (critics) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(critics{}, 120))) // before braces and links
}

func (critics) Trigger() []byte { return []byte{'{', '[', '+', '-', '=', '~'} }

// Parse opens a correction whose end is in the same paragraph. What stands
// between is read as any text.
func (critics) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	ends, _ := pc.Get(criticEnds).(map[int]int)
	if kind, ok := ends[segment.Start]; ok {
		if kind == replacing {
			return criticMark(block, pc, len(replacingEnd), kind, "ins", false)
		}
		mark := criticMarks[kind]
		end := criticMark(block, pc, len(mark.close), kind, mark.tag, false)
		if kind != replaced {
			return end
		}
		parent.AppendChild(parent, end)
		return criticMark(block, pc, 0, replacing, "ins", true)
	}
	for kind, mark := range criticMarks {
		if !bytes.HasPrefix(line, []byte(mark.open)) {
			continue
		}
		start := segment.Start + len(mark.open)
		rest := block.Source()[start:]
		rest = rest[:min(len(rest), longestCritic)]
		end := bytes.Index(rest, []byte(mark.close))
		if end < 1 || hasBlankLine(rest[:end]) || util.IsBlank(rest[:end]) || line[0] == '[' && !isCorrection(rest, end) {
			return nil
		}
		if ends == nil {
			ends = map[int]int{}
			pc.Set(criticEnds, ends)
		}
		if kind == replaced {
			last := bytes.Index(rest[end:], []byte(replacingEnd))
			if last < 0 || hasBlankLine(rest[:end+last]) {
				return nil
			}
			ends[start+end+last] = replacing
		}
		ends[start+end] = kind
		return criticMark(block, pc, len(mark.open), kind, mark.tag, true)
	}
	return nil
}

// isCorrection tells what stands between brackets from a link.
func isCorrection(rest []byte, end int) bool {
	after := rest[end+len("+]"):]
	return !bytes.ContainsAny(rest[:end], "[]") && !bytes.HasPrefix(after, []byte("(")) && !bytes.HasPrefix(after, []byte("["))
}

// criticMark reads a mark that opens or closes.
func criticMark(block text.Reader, pc parser.Context, length, kind int, tag string, opens bool) ast.Node {
	_, segment := block.PeekLine()
	d := parser.NewDelimiter(opens, !opens, 2, byte(kind+1), criticEnd{tag}) // goldmark takes two at most
	d.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(d)
	return d
}
