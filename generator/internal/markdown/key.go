package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// keys reads ++ctrl+alt+del++, as mkdocs does: keys of a keyboard, named as they
// are on a French one. Other words between ++ and ++ were added to a text.
type keys struct{}

// keystroke is one key, or several that are held together.
type keystroke struct {
	ast.BaseInline
	names []string
}

var kindKeystroke = ast.NewNodeKind("Keystroke")

func (*keystroke) Kind() ast.NodeKind              { return kindKeystroke }
func (n *keystroke) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// keyNames are what is written on keys.
var keyNames = map[string]string{
	"ctrl": "Ctrl", "control": "Ctrl", "alt": "Alt", "alt-graph": "AltGr", "altgr": "AltGr", "option": "Option", "shift": "Maj", "maj": "Maj",
	"cmd": "⌘", "command": "⌘", "windows": "Windows", "win": "Windows", "meta": "Meta", "super": "Super", "fn": "Fn",
	"enter": "Entrée", "return": "Entrée", "entree": "Entrée", "entrée": "Entrée", "esc": "Échap", "escape": "Échap", "echap": "Échap", "échap": "Échap",
	"tab": "Tab", "space": "Espace", "espace": "Espace", "backspace": "Retour arrière", "del": "Suppr", "delete": "Suppr", "suppr": "Suppr",
	"ins": "Inser", "insert": "Inser", "inser": "Inser", "home": "Début", "end": "Fin", "page-up": "Page préc.", "page-down": "Page suiv.",
	"caps-lock": "Verr. maj", "num-lock": "Verr. num", "print-screen": "Impr. écran", "pause": "Pause", "scroll-lock": "Arrêt défil.",
	"up": "↑", "down": "↓", "left": "←", "right": "→", "arrow-up": "↑", "arrow-down": "↓", "arrow-left": "←", "arrow-right": "→",
	"plus": "+", "minus": "-", "context-menu": "Menu",
}

// loneKeys are the names that may stand alone: those that are no other words.
var loneKeys = regexp.MustCompile(`^(?:ctrl|alt|altgr|alt-graph|shift|maj|cmd|win|fn|enter|entr[eé]e|esc|escape|[eé]chap|tab|backspace|del|suppr|inser|page-up|page-down|caps-lock|num-lock|print-screen|arrow-\w+|f\d\d?)$`)

var (
	functionKey = regexp.MustCompile(`^f(?:[1-9]|1\d|2[0-4])$`)
	quotedKey   = regexp.MustCompile(`^"[^"+]{1,30}"$`)
)

func (keys) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(keys{}, 400))) // before ++ (500)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(keys{}, 100)))
}

func (keys) Trigger() []byte { return []byte{'+'} }

func (keys) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	const longest = 100 // bytes
	line, segment := block.PeekLine()
	inside, ok := bytes.CutPrefix(line[:min(len(line), longest)], []byte("++"))
	end := bytes.Index(inside, []byte("++"))
	if !ok || end < 1 || block.PrecendingCharacter() == '+' || bytes.HasPrefix(inside[end+2:], []byte("+")) {
		return nil
	}
	parts := strings.Split(string(inside[:end]), "+")
	n := &keystroke{}
	n.SetPos(segment.Start)
	for _, part := range parts {
		name := keyName(part)
		if name == "" {
			return nil
		}
		n.names = append(n.names, name)
	}
	if len(parts) == 1 && !loneKeys.MatchString(strings.ToLower(parts[0])) && !quotedKey.MatchString(parts[0]) {
		return nil
	}
	block.Advance(len("++") + end + len("++"))
	return n
}

// keyName returns what is written on a key, "" when it is none.
func keyName(s string) string {
	lower := strings.ToLower(s)
	switch {
	case keyNames[lower] != "":
		return keyNames[lower]
	case functionKey.MatchString(lower):
		return strings.ToUpper(s)
	case quotedKey.MatchString(s):
		return strings.Trim(s, `"`)
	case len([]rune(s)) == 1 && strings.TrimSpace(s) != "":
		return strings.ToUpper(s)
	}
	return ""
}

func (keys) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindKeystroke, renderKeystroke)
}

func renderKeystroke(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	for i, name := range node.(*keystroke).names {
		if i > 0 {
			_ = w.WriteByte('+')
		}
		_, _ = w.WriteString("<kbd>")
		_, _ = w.Write(util.EscapeHTML([]byte(name)))
		_, _ = w.WriteString("</kbd>")
	}
	return ast.WalkContinue, nil
}
