package content

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// nodes goes through a front matter once: it gives each node its place in the
// file, and refuses what a front matter has no use for.
type nodes struct {
	*reader
	mender *mender
	cursor cursor
}

// cursor remembers where the last column was found: nodes come in the order of
// their lines, and a line may be long.
type cursor struct{ line, runes, bytes int }

func emptyMapping(line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: line, Column: 1}
}

// root returns the mapping of doc, checked; nil when it is refused as a whole,
// and false when something was left out.
func (n *nodes) root(doc *yaml.Node, whole bool) (*yaml.Node, bool) {
	if len(doc.Content) == 0 {
		return emptyMapping(n.mender.first), whole
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Anchor == "" {
		return emptyMapping(n.mender.first), whole
	}
	if !n.walk(root, 1) {
		return nil, false
	}
	if root.Kind != yaml.MappingNode {
		what := map[yaml.Kind]string{yaml.SequenceNode: "une liste"}[root.Kind]
		if what == "" {
			what = "une phrase"
		}
		example := "titre: Le titre de la page"
		if n.bare {
			example = "titre: Le nom du site"
		}
		n.errorf(root.Line, root.Column, "front-matter", "Écrivez un champ par ligne, par exemple :\n"+example,
			"%s est %s ; il doit être fait de champs, « champ: valeur »", n.subject(), what)
		return emptyMapping(n.mender.first), false
	}
	return root, whole
}

// walk checks node and what it holds; false, once said, when that goes too deep.
func (n *nodes) walk(node *yaml.Node, depth int) bool {
	n.place(node)
	n.plainNode(node)
	if node.Kind == yaml.ScalarNode {
		n.checkMeant(node)
		n.checkScalar(node)
		return true
	}
	if depth > maxDepth {
		n.deep(node.Line, node.Column)
		return false
	}
	for _, child := range node.Content {
		if !n.walk(child, depth+1) {
			return false
		}
	}
	if node.Kind == yaml.MappingNode {
		n.checkKeys(node)
	}
	return true
}

// place turns the position that yaml.v3 gives, in runes from the first line of
// YAML, into a line and a byte column of the file.
func (n *nodes) place(node *yaml.Node) {
	m := n.mender
	index := node.Line - 1
	if index >= len(m.lines) { // an absent value at the very end
		index = max(0, len(m.lines)-1)
		node.Column = 1
	}
	c := &n.cursor
	if c.line != index || c.runes > node.Column-1 {
		*c = cursor{line: index}
	}
	line := ""
	if index < len(m.lines) {
		line = m.lines[index]
	}
	for c.runes < node.Column-1 && c.bytes < len(line) {
		_, size := utf8.DecodeRuneInString(line[c.bytes:])
		c.bytes += size
		c.runes++
	}
	node.Line = m.first + index
	node.Column = m.column(index, c.bytes+1)
}

// plainNode refuses anchors, aliases and tags, and takes them off the node.
func (n *nodes) plainNode(node *yaml.Node) {
	const hint = "Recopiez la valeur en toutes lettres ; si elle commence vraiment par « %s », mettez-la entre guillemets."
	switch {
	case node.Kind == yaml.AliasNode:
		n.errorf(node.Line, node.Column, "yaml", fmt.Sprintf(hint, "*"), "les renvois YAML (« *%s ») ne sont pas acceptés", shortened(node.Value))
		*node = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "*" + node.Value, Line: node.Line, Column: node.Column}
	case node.Anchor != "":
		n.errorf(node.Line, node.Column, "yaml", fmt.Sprintf(hint, "&"), "les ancres YAML (« &%s ») ne sont pas acceptées", shortened(node.Anchor))
		node.Anchor = ""
	case node.Style&yaml.TaggedStyle != 0 || n.at(node) == '!':
		hint := fmt.Sprintf(hint, "!")
		var fixes []site.Fix
		text := strings.TrimRight(n.rest(node), " \t")
		if text != "" && node.Kind == yaml.ScalarNode && strings.HasSuffix(text, node.Value) {
			hint, _ = n.requoted(node, "")
			if sureAsTyped(text) {
				fixes = n.fix(node, text, quote(text))
				node.Value = text
			}
		}
		n.fixable(fixes, site.Error, node.Line, node.Column, "yaml", "cette valeur commence par « ! », qui a un sens particulier ici ; mettez-la entre guillemets", hint)
	default:
		return
	}
	node.Style &^= yaml.TaggedStyle
	node.Tag = map[yaml.Kind]string{yaml.ScalarNode: "!!str", yaml.SequenceNode: "!!seq", yaml.MappingNode: "!!map"}[node.Kind]
}

// rest returns the line of a node from the node on; "" when it was mended.
func (n *nodes) rest(node *yaml.Node) string {
	index := node.Line - n.mender.first
	if index < 0 || index >= len(n.mender.lines) {
		return ""
	}
	line := n.mender.lines[index]
	if line != n.mender.old[index] || node.Column > len(line) {
		return ""
	}
	return line[node.Column-1:]
}

func (n *nodes) at(node *yaml.Node) byte {
	if rest := n.rest(node); rest != "" {
		return rest[0]
	}
	return 0
}

// requoted returns the line of a node with its value between quotes: text, or
// all that is left of the line when text is "".
func (n *nodes) requoted(node *yaml.Node, text string) (string, bool) {
	rest := strings.TrimRight(n.rest(node), " \t")
	if rest == "" {
		return "", false
	}
	line := n.mender.lines[node.Line-n.mender.first]
	if text == "" {
		return line[:node.Column-1] + quote(rest), true
	}
	return line[:node.Column-1] + quote(text) + rest[len(node.Value):], true
}

// fix returns what writes a text in place of the one at a node.
func (n *nodes) fix(node *yaml.Node, old, text string) []site.Fix {
	return []site.Fix{{Line: node.Line, Col: node.Column, Old: strings.Clone(old), New: text}}
}

// checkScalar warns of values that are read, but not as they were meant.
func (n *nodes) checkScalar(node *yaml.Node) {
	if node.Style != 0 {
		return
	}
	if inner, ok := curly(node.Value); ok && strings.HasPrefix(n.rest(node), node.Value) {
		line, _ := n.requoted(node, inner)
		n.fixable(n.fix(node, node.Value, quote(inner)), site.Warning, node.Line, node.Column, "guillemets",
			"ces guillemets font partie de la valeur et seront affichés ; pour l'encadrer, employez des guillemets droits", line)
	}
	if after, ok := strings.CutPrefix(node.LineComment, "#"); ok {
		first, _ := utf8.DecodeRuneInString(after)
		rest := n.rest(node)
		if (unicode.IsLetter(first) || unicode.IsDigit(first)) && strings.HasPrefix(rest, node.Value) && strings.HasSuffix(strings.TrimRight(rest, " \t"), node.LineComment) {
			line, _ := n.requoted(node, "")
			n.report(site.Warning, node.Line, node.Column+strings.Index(rest, node.LineComment), "yaml",
				"ce qui suit « # » n'est pas lu ; si cela fait partie de la valeur, mettez-la entre guillemets", line)
		}
	}
}

// checkKeys keeps of a mapping the keys that are words and are met once.
func (n *nodes) checkKeys(mapping *yaml.Node) {
	seen := make(map[string]int, len(mapping.Content)/2)
	kept := mapping.Content[:0]
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		// A no-break space before the colon is a French habit, not a part of the key.
		key.Value = strings.TrimSpace(key.Value)
		switch line := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			n.errorf(key.Line, key.Column, "yaml", "Mettez la valeur entre guillemets si elle commence par « { » ou « [ ».",
				"le nom d'un champ est un mot, pas une liste ni un groupe")
		case key.Tag == "!!merge":
			n.errorf(key.Line, key.Column, "yaml", "Recopiez les champs en toutes lettres.", "la fusion YAML (« << ») n'est pas acceptée")
		case key.Value == "":
			n.errorf(key.Line, key.Column, "yaml", "", "il manque le nom du champ avant « : »")
		case line > 0:
			n.errorf(key.Line, key.Column, "cle-double", "Gardez une seule des deux lignes.",
				"le champ « %s » est déjà écrit à la ligne %d", shortened(key.Value), line)
		default:
			seen[key.Value] = key.Line
			kept = append(kept, key, value)
		}
	}
	mapping.Content = kept
}
