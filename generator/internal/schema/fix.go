package schema

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// replace returns the fix that writes text in place of the value of n, between
// the same quotes if it has some; nil when the value is not on one line as it
// is read, or is not known.
func (r *reading) replace(n *yaml.Node, text string) []site.Fix {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return nil
	}
	rest := r.rest(n)
	old := n.Value
	for _, q := range []string{`"`, `'`} {
		if strings.HasPrefix(rest, q) {
			old, text = q+old+q, q+text+q
		}
	}
	if old == text || old == "" || !strings.HasPrefix(rest, old) {
		return nil
	}
	return []site.Fix{{Line: n.Line, Col: n.Column, Old: old, New: text}}
}

// rest returns the line of n from n on; "" when it is not known.
func (r *reading) rest(n *yaml.Node) string {
	if r.lines == nil || n.Line < 1 || n.Column < 1 {
		return ""
	}
	line := r.lines(n.Line)
	return line[min(n.Column-1, len(line)):]
}

// fixable reports a problem with its fix.
func (r *reading) fixable(fixes []site.Fix, n *yaml.Node, severity site.Severity, rule, message, hint string) {
	r.problem(r.pos(n), severity, rule, message, hint)
	r.problems[len(r.problems)-1].Fixes = fixes
}

// usual says, to who wants all in its usual form, how a value is written.
func (r *reading) usual(n *yaml.Node, rule, text string) {
	if !r.tidy {
		return
	}
	if fixes := r.replace(n, text); fixes != nil {
		r.fixable(fixes, n, site.Info, rule, quote(n.Value)+" est compris comme "+quote(text), "écrivez "+quote(text))
	}
}

// typeableDate returns a date as the manual writes it: 2026-12-09 14:00.
func typeableDate(d site.Date) string { return strings.Replace(d.String(), "T", " ", 1) }

// colon reports a text that YAML has taken for a field because it contains a
// colon, "- L'école : un lieu"; false when n is something else.
func (r *reading) colon(f *site.Field, n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 || len(n.Content) != 2 {
		return false
	}
	key, value := n.Content[0], n.Content[1]
	rest := strings.TrimRight(r.rest(key), " \t")
	if key.Line != value.Line && !empty(value) || value.Kind != yaml.ScalarNode || key.Kind != yaml.ScalarNode ||
		!strings.HasSuffix(rest, value.Value) || strings.ContainsAny(rest, `"\#`) || !strings.Contains(rest, ":") {
		return false
	}
	quoted := `"` + rest + `"`
	var fixes []site.Fix
	if r.takesText(f) {
		fixes = []site.Fix{{Line: key.Line, Col: key.Column, Old: strings.Clone(rest), New: quoted}}
	}
	r.fixable(fixes, key, site.Error, "deux-points",
		"cette valeur contient « : », qui a un sens particulier ici ; mettez-la entre guillemets", quoted)
	return true
}

// takesText reports whether a field may hold any text.
func (r *reading) takesText(f *site.Field) bool {
	if f.Kind == "choix" {
		return r.words[f.Vocabulary].vocabulary.Open
	}
	return strings.HasPrefix(f.Kind, "texte")
}

// respelled returns the key that another one is but for its case, its accents
// and its punctuation; "" when there is none.
func (sh *shape) respelled(key string) string {
	folded := french.Fold(key)
	for _, f := range sh.fields {
		if folded != "" && french.Fold(f.Key) == folded {
			return f.Key
		}
	}
	return ""
}

// unknown says that a key is none of a level's. One that only differs from a
// field by its accents or its case is that field for sure.
func (r *reading) unknown(sh *shape, slots []slot, key *yaml.Node) {
	message := quote(key.Value) + " n'est pas un champ connu"
	if meant := sh.respelled(key.Value); meant != "" {
		var fixes []site.Fix
		if s := slots[sh.keys[meant].index]; s.node == nil && s.blank == nil { // else it would be there twice
			fixes = r.replace(key, meant)
		}
		r.fixable(fixes, key, site.Warning, "champ-inconnu", message, fmt.Sprintf("écrivez %s", quote(meant)))
		return
	}
	r.problem(r.pos(key), site.Warning, "champ-inconnu", message, r.hint(r.guess(sh, key.Value), keysOf(sh.fields)))
}
