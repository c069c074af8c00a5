package schema

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

const (
	longestQuote = 60  // characters of an author's text that a message repeats
	longestList  = 240 // characters of a list of values that a hint gives in full
	mostListed   = 12  // values that a sheet and the manual give in full
	mostNearest  = 3
	mostGuesses  = 50 // words of a front matter that near ones are looked for
	mostProblems = 100
)

// bounded keeps the first problems of a front matter: beyond a hundred nobody
// reads them, and the page is no page.
func bounded(problems []site.Problem) []site.Problem {
	if len(problems) <= mostProblems {
		return problems
	}
	next := problems[mostProblems]
	return append(problems[:mostProblems:mostProblems], site.Problem{Pos: next.Pos, Severity: site.Error, Rule: next.Rule,
		Message: fmt.Sprintf("plus de %d problèmes dans cet en-tête : les suivants ne sont pas montrés", mostProblems)})
}

// quote puts what an author wrote in French quotation marks, made short and
// harmless.
func quote(s string) string {
	if cut := []rune(s); len(cut) > longestQuote {
		s = string(cut[:longestQuote-1]) + "…"
	}
	return "« " + oneLine(stripControls(s)) + " »"
}

func quoted(words []string) []string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return quoted
}

func quoteAll(words []string, between string) string { return strings.Join(quoted(words), between) }

// wrong says that a value is not of the kind of its field.
func (r *reading) wrong(f *site.Field, n *yaml.Node) {
	if r.colon(f, n) {
		return
	}
	hint := f.Doc
	if f.Kind == group {
		hint = "les champs de " + quote(f.Key) + " : " + strings.Join(keysOf(f.Fields), ", ")
	}
	if n.Style&yaml.FlowStyle != 0 && (f.Kind == "texte" || f.Kind == "texte-long") {
		hint = "s'il commence par un crochet ou une accolade, mettez-le entre guillemets\n" + hint
	}
	r.unfit(f, n, hint)
}

// unfit says that a value is not of the kind of its field, and what to do.
func (r *reading) unfit(f *site.Field, n *yaml.Node, hint string) {
	r.refuse(f, n, "champ-type", fmt.Sprintf("%s attend %s, pas %s", quote(f.Key), r.kinds[f.Kind].want, describe(n)), hint)
}

// refuse reports an error in a value and answers what a kind must then answer.
func (r *reading) refuse(f *site.Field, n *yaml.Node, rule, message, hint string) any {
	if hint == "" {
		hint = f.Doc
	}
	r.problem(r.pos(n), site.Error, rule, message, hint)
	return nil
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "des lignes « clé: valeur »"
	case yaml.SequenceNode:
		return "une liste"
	case yaml.AliasNode:
		return "un renvoi YAML (*" + stripControls(n.Value) + ")"
	}
	return quote(n.Value)
}

// length warns when a count is outside the bounds of a field.
func (r *reading) length(f *site.Field, pos site.Pos, count int, unit string) {
	switch {
	case f.Max > 0 && count > f.Max:
		r.problem(pos, site.Warning, "longueur", fmt.Sprintf("%s compte %s, pour %d au plus", quote(f.Key), french.Count(count, unit, unit+"s"), f.Max), f.Doc)
	case count < f.Min:
		r.problem(pos, site.Warning, "longueur", fmt.Sprintf("%s compte %s, pour %d au moins", quote(f.Key), french.Count(count, unit, unit+"s"), f.Min), f.Doc)
	}
}

// enumerate joins words as a sentence does: "a, b et c".
func enumerate(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " et " + words[last]
}

func keysOf(fields []*site.Field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	return keys
}

// guess looks for what a word may have been meant to be. That is slow, and
// beyond a few dozens of faults nobody reads: then it answers nil.
func (r *reading) guess(names interface{ nearest(string) []string }, word string) []string {
	if r.guesses++; r.guesses > mostGuesses {
		return nil
	}
	return names.nearest(word)
}

// fits reports whether a hint gives a list of values in full.
func fits(list []string) bool { return len(strings.Join(list, ", ")) <= longestList }

// hint offers what was probably meant, and all that is possible or where it is
// listed.
func (r *reading) hint(near, possible []string) string {
	all := ""
	switch {
	case len(possible) > 0 && (fits(possible) || r.manual == "" && len(near) == 0):
		all = "possibles : " + strings.Join(possible, ", ")
	case r.manual != "":
		all = r.manual
	}
	if len(near) == 0 {
		return all
	}
	guess := "vouliez-vous dire " + quoteAll(near, " ou ") + " ?"
	if all == "" {
		return guess
	}
	return guess + " (" + all + ")"
}
