package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// shortcodes finds the codes of other generators, which mean nothing here:
// Hugo's {{< … >}} and {{% … %}}, GitBook's and Jekyll's {% … %}. They stay in
// the text, and are said.
type shortcodes struct{}

const longestShortcode = 500 // bytes looked at

var shortcodeMarks = []struct{ open, close, from string }{
	{"{{<", ">}}", "Hugo"},
	{"{{%", "%}}", "Hugo"},
	{"{{#", "}}", "un modèle"},
	{"{%", "%}", "GitBook, de Jekyll ou de HedgeDoc"},
}

var foundShortcodes = parser.NewContextKey()

type foundShortcode struct {
	offset     int
	name, from string
}

func (shortcodes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(shortcodes{}, 160)))
}

func (shortcodes) Trigger() []byte { return []byte{'{'} }

func (shortcodes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	line = line[:min(len(line), longestShortcode)]
	for _, mark := range shortcodeMarks {
		inside, ok := bytes.CutPrefix(line, []byte(mark.open))
		if !ok {
			continue
		}
		end := bytes.Index(inside, []byte(mark.close))
		if end < 0 {
			return nil
		}
		name := bytes.Fields(bytes.Trim(inside[:end], "-/ \t"))
		if len(name) == 0 {
			return nil
		}
		list, _ := pc.Get(foundShortcodes).([]foundShortcode)
		pc.Set(foundShortcodes, append(list, foundShortcode{segment.Start, mark.open + " " + string(name[0]) + " " + mark.close, mark.from}))
		length := len(mark.open) + end + len(mark.close)
		block.Advance(length)
		return ast.NewTextSegment(segment.WithStop(segment.Start + length))
	}
	return nil
}

// shortcodes says which codes of a text are not understood.
func (p *page) shortcodes(pc parser.Context) {
	list, _ := pc.Get(foundShortcodes).([]foundShortcode)
	for _, c := range list {
		p.warn(c.offset, "code-court", "ce code vient de "+c.from+" et n'est pas compris ici : "+quoted(c.name),
			"l'écrire en Markdown, ou le retirer ; pour le montrer, l'écrire entre accents graves")
	}
}
