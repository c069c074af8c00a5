package markdown

import (
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// citations names the references of Pandoc, [@dupont2020, p. 12], which no list
// of works completes here. They stay in the text.
type citations struct{}

var citationMark = regexp.MustCompile(`^\[(?:[^@\[\]\n]{0,40} )?-?@[\pL\d_][\pL\d_:.#$%&+?<>~/-]*[^\[\]\n]{0,200}\]`)

func (citations) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(citations{}, 199))) // just before links
}

func (citations) Trigger() []byte { return []byte{'['} }

func (citations) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	const longest = 300 // bytes
	line, segment := block.PeekLine()
	mark := citationMark.Find(line[:min(len(line), longest)])
	if mark == nil || len(mark) < len(line) && (line[len(mark)] == '(' || line[len(mark)] == '[' || line[len(mark)] == ':') {
		return nil
	}
	remarkOn(pc, segment.Start, "reference", "cette référence de Pandoc n'est pas reliée à une bibliographie : "+quoted(string(mark)),
		"écrire une note : [^1] dans le texte et, plus bas, [^1]: Dupont, Titre, 2020, p. 12")
	return nil
}
