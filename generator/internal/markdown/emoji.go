package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark-emoji/definition"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emojis reads :tada:, as GitHub names them, and leaves the character itself. A
// name that is not known stays text, and so does « 12:30:45 ».
type emojis struct{}

// iconPrefixes begin the names of icons that other tools draw.
var iconPrefixes = []string{"fa-", "fas-", "far-", "fab-", "fontawesome-", "material-", "octicons-", "simple-"}

func (emojis) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(emojis{}, 600)))
}

func (emojis) Trigger() []byte { return []byte{':'} }

func (emojis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	const longest = 60 // bytes of a name
	line, segment := block.PeekLine()
	i := 1
	for i < min(len(line), longest) && (util.IsAlphaNumeric(line[i]) || line[i] == '_' || line[i] == '-' || line[i] == '+') {
		i++
	}
	if i == 1 || i == len(line) || line[i] != ':' || i+1 < len(line) && util.IsAlphaNumeric(line[i+1]) {
		return nil
	}
	switch before := block.PrecendingCharacter(); {
	case isWordRune(before):
		return nil
	case before == ':':
		if _, ok := parent.LastChild().(*ast.String); !ok { // :un::deux:
			return nil
		}
	}
	name := line[1:i]
	for _, prefix := range iconPrefixes {
		if bytes.HasPrefix(name, []byte(prefix)) {
			remarkOn(pc, segment.Start, "code-court", "cette icône n'existe pas ici : "+quoted(string(line[:i+1])),
				"la retirer, ou écrire un emoji : 🔗 ou :link:")
			return nil
		}
	}
	emoji, ok := definition.Github().Get(string(name))
	if !ok || !emoji.IsUnicode() {
		return nil
	}
	block.Advance(i + 1)
	return plainText(string(emoji.Unicode))
}
