package schema

import (
	"fmt"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// wanted says how much a field is wanted, and when: "obligatoire quand
// `avancement` vaut `arrete`". Beside are the fields of its level.
func (m *manual) wanted(f *site.Field, beside []*site.Field) string {
	words := [...]string{site.Required: "obligatoire", site.Expected: "attendu", site.Optional: "facultatif"}[m.need(f)]
	c := f.When
	switch {
	case c == nil || f.Need == site.Optional:
		return words
	case unset(c):
		return words + ", à moins de donner " + code(c.Key)
	}
	verb := "vaut"
	if other := (&site.Type{Fields: beside}).Field(c.Key); other != nil && other.List {
		verb = "contient"
	}
	group, key, nested := strings.Cut(c.Key, ".")
	who := code(group)
	if nested {
		who = code(key) + ", dans " + code(group) + ","
	}
	return words + " quand " + who + " " + verb + " " + codes(c.Values, " ou ")
}

// facts says what is declared of a field beyond what its values are.
func facts(f *site.Field) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if bounds := bounds(f); bounds != "" {
		say("%s.", bounds)
	}
	if f.Default != nil {
		say("Quand il manque, c'est comme si l'on avait écrit %s.", codes(f.Default, ", "))
	}
	switch {
	case !short(f):
	case f.List:
		say("Forme courte : `%s: […]`, avec seulement les valeurs de %s.", f.Key, code(f.Lead))
	default:
		say("Forme courte : `%s: …`, avec seulement la valeur de %s.", f.Key, code(f.Lead))
	}
	if f.Unique != "" {
		say("Une valeur de %s ne se répète pas d'un élément à l'autre.", code(f.Unique))
	}
	if f.Period != nil {
		say("Les éléments se suivent dans le temps, de %s à %s : aucun ne commence avant la fin du précédent.", code(f.Period.Start), code(f.Period.End))
	}
	if c := f.One; c != nil {
		say("Un élément, et un seul, a %s.", code(c.Key+": "+strings.Join(c.Values, " ou ")))
	}
	if f.After != "" {
		say("Cette date ne précède pas %s.", code(f.After))
	}
	if f.Unwise != nil {
		say("Acceptés avec un avertissement : %s.", codes(f.Unwise, ", "))
	}
	if d := f.Deadline; d != nil {
		say("Rappelé par `essaim bilan`, dans la liste %s, %s.", prose(quote(d.Title)), after(d))
	}
	if f.Coverage {
		say("`essaim bilan` dit quelles valeurs aucune page n'a.")
	}
	if f.Card {
		say("Se montre aussi dans les listes.")
	}
	if f.Private {
		say("N'est jamais publié.")
	}
	if f.Synonyms != nil {
		say("Se dit aussi : %s.", codes(f.Synonyms, ", "))
	}
	return list
}

// short reports whether nothing is missed when a group is but the value of its lead.
func short(f *site.Field) bool {
	return f.Lead != "" && f.One == nil && !slices.ContainsFunc(f.Fields, func(sub *site.Field) bool {
		return sub.Key != f.Lead && sub.Need != site.Optional && always(sub)
	})
}

// value says what a field may be, when that is more than a kind can say; false
// otherwise.
func (m *manual) value(f *site.Field) (item, bool) {
	one := "Une valeur"
	if f.List {
		one = "Une ou plusieurs valeurs"
	}
	switch v := m.schema.Vocabulary(f.Vocabulary); {
	case f.Kind == group:
		text := "Ses champs, facultatifs si rien n'est dit :"
		if f.List {
			text = "Un ou plusieurs éléments, qui ont chacun ces champs, facultatifs si rien n'est dit :"
		}
		return item{text, m.items(f.Fields)}, true
	case f.Kind == "choix" && v.Open:
		return item{text: one + " de votre choix : voyez " + link(v) + "."}, true
	case f.Kind == "choix" && len(v.Terms) > mostListed:
		examples := v.Terms[len(v.Terms)/2:][:3]
		return item{text: fmt.Sprintf("%s de la liste %s, par exemple %s, %s ou %s.", one, link(v), code(examples[0].ID), code(examples[1].ID), code(examples[2].ID))}, true
	case f.Kind == "choix":
		return m.among(one, v), true
	case f.Kind == "langue" && v != nil:
		return item{text: kindOf(f).Doc + " Les plus courants : " + link(v) + "."}, true
	}
	return item{}, false
}

func kindOf(f *site.Field) Kind {
	return kinds[slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == f.Kind })]
}

// items describes the fields of a group, one by line: what has a list below it
// comes last.
func (m *manual) items(fields []*site.Field) []item {
	var list []item
	for _, f := range fields {
		value, told := m.value(f)
		var about []string
		if !told {
			about = append(about, brief(f))
		}
		if f.Need != site.Optional {
			about = append(about, m.wanted(f, fields))
		}
		x := item{text: code(f.Key) + " — **" + prose(f.Label) + "**", below: value.below}
		if about != nil {
			x.text += " (" + strings.Join(about, " ; ") + ")"
		}
		x.text += strings.TrimRight(". "+prose(sentence(f.Doc)), " ")
		x.text = strings.Join(append([]string{x.text}, facts(f)...), " ")
		if told {
			x.text += " " + value.text
		}
		list = append(list, x)
	}
	return list
}

// brief says in a few words what the values of a field are, in a group.
func brief(f *site.Field) string {
	what := kindOf(f).want
	if f.Kind == "reference" && f.To != nil {
		what += " de type " + codes(f.To, " ou ")
	}
	if f.List {
		what = "une ou plusieurs fois " + what
	}
	return what
}

// mostInline is how many terms a line holds.
const mostInline = 6

// among lists the terms of a short vocabulary: one by line, once in a chapter,
// when there are some to read.
func (m *manual) among(one string, v *site.Vocabulary) item {
	if len(v.Terms) > mostInline || slices.ContainsFunc(v.Terms, func(t *site.Term) bool { return t.Doc != "" }) {
		if slices.Contains(m.listed, v) {
			return item{text: one + " de la liste " + link(v) + "."}
		}
		m.listed = append(m.listed, v)
		x := item{text: one + " de la liste " + link(v) + " :"}
		for _, t := range v.Terms {
			x.below = append(x.below, item{text: term(t)})
		}
		return x
	}
	var words []string
	for _, t := range v.Terms {
		words = append(words, code(t.ID)+" ("+prose(t.Label)+")")
	}
	return item{text: one + " parmi " + strings.Join(words, ", ") + "."}
}

// term names a term and says what it means.
func term(t *site.Term) string {
	text := code(t.ID) + " — " + prose(t.Label)
	if t.Doc != "" {
		text += ". " + prose(sentence(t.Doc))
	}
	return text
}

// bounds says how long a text may be, or how many values there may be.
func bounds(f *site.Field) string {
	unit := "caractère"
	if f.List {
		unit = "valeur"
	}
	switch {
	case f.Min > 0 && f.Max > 0:
		return fmt.Sprintf("De %d à %s", f.Min, french.Count(f.Max, unit, unit+"s"))
	case f.Max > 0:
		return french.Count(f.Max, unit, unit+"s") + " au plus"
	case f.Min > 0:
		return french.Count(f.Min, unit, unit+"s") + " au moins"
	}
	return ""
}

// after says when a deadline is told.
func after(d *site.Deadline) string {
	switch {
	case d.Valid > 0:
		return french.Count(d.Valid, "jour", "jours") + " après cette date"
	case d.Notice > 0:
		return french.Count(d.Notice, "jour", "jours") + " avant cette date"
	}
	return "une fois cette date passée"
}

func link(v *site.Vocabulary) string {
	return "[" + prose(v.Label) + "](" + vocabularyChapter + "#" + french.Slug(v.Label) + ")"
}

// anchor is the address of a field in its chapter: that of its heading.
func anchor(f *site.Field) string { return french.Slug(f.Key + " " + f.Label) }
