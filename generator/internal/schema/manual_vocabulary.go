package schema

import (
	"fmt"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// VocabularyManual returns the chapter of the vocabularies.
func VocabularyManual(s *site.Schema) []byte {
	m := &manual{schema: s}
	m.front("Les vocabulaires",
		"Toutes les valeurs des champs dont les mots sont choisis dans une liste : disciplines, niveaux, académies, licences… avec leurs sources.",
		"vocabulaires", lastChapter)
	m.paragraph("Un vocabulaire est une liste de termes. À gauche, l'identifiant, que l'on écrit dans une fiche ; à droite, le titre, que les lecteurs voient. Le titre est compris lui aussi, avec ou sans accents et majuscules. Les autres formes le sont avec un avertissement, qui donne l'identifiant.")
	m.paragraph("Chaque liste garde la licence de sa source. Un site peut ajouter des termes et des vocabulaires dans `site.yaml` ; dans son dossier, `essaim schema vocabulaires --format markdown` donne cette page avec les siens.")
	sorted := slices.SortedFunc(slices.Values(s.Vocabularies), func(a, b *site.Vocabulary) int {
		return strings.Compare(french.Fold(a.Label), french.Fold(b.Label))
	})
	for _, v := range sorted {
		m.vocabulary(v)
	}
	return m.out.Bytes()
}

func (m *manual) vocabulary(v *site.Vocabulary) {
	m.heading(2, prose(v.Label))
	about := "Vocabulaire " + code(v.Name)
	if used := m.uses(v); used != nil {
		about += ", employé par " + strings.Join(used, " ; ")
	}
	about += "."
	if v.Open {
		about += " Toute valeur est acceptée."
	}
	if v.Pages {
		about += " Chaque terme employé a sa page, qui rassemble les fiches."
	}
	m.paragraph(about)
	if v.Source != "" {
		m.paragraph("Source : " + prose(sentence(v.Source)))
	}
	if len(v.Terms) > 0 {
		m.out.WriteByte('\n')
		m.list(grouped(v), "")
	}
}

const everywhere = "toutes les pages"

// uses says which fields have a vocabulary, and in which types.
func (m *manual) uses(v *site.Vocabulary) []string {
	var list []string
	types := map[string][]string{}
	add := func(label string, fields []*site.Field) {
		for _, path := range pathsOf(v, fields, "") {
			if types[path] == nil {
				list = append(list, path)
			}
			if !slices.Contains(types[path], everywhere) { // a type may change a field of all
				types[path] = append(types[path], label)
			}
		}
	}
	add(everywhere, m.schema.Common)
	for _, t := range m.schema.Types {
		add(prose(t.Label), own(m.schema, t))
	}
	for i, path := range list {
		list[i] = code(path) + " (" + strings.Join(types[path], ", ") + ")"
	}
	return list
}

// pathsOf returns where a vocabulary is used among fields: "structures.role".
func pathsOf(v *site.Vocabulary, fields []*site.Field, above string) []string {
	var list []string
	for _, f := range fields {
		if f.Vocabulary == v.Name {
			list = append(list, above+f.Key)
		}
		list = append(list, pathsOf(v, f.Fields, above+f.Key+".")...)
	}
	return list
}

// grouped lists the terms of a vocabulary under the headings they have, unless
// almost each has its own.
func grouped(v *site.Vocabulary) []item {
	var groups []string
	for _, t := range v.Terms {
		if !slices.Contains(groups, t.Group) {
			groups = append(groups, t.Group)
		}
	}
	apart := len(groups)*2 > len(v.Terms)
	var list []item
	for _, t := range v.Terms {
		i := slices.IndexFunc(list, func(x item) bool { return x.text == prose(t.Group) })
		line := item{text: described(t, apart)}
		switch {
		case t.Group == "" || apart:
			list = append(list, line)
		case i < 0:
			list = append(list, item{prose(t.Group), []item{line}})
		default:
			list[i].below = append(list[i].below, line)
		}
	}
	return list
}

// described says all that an author may want to know of a term.
func described(t *site.Term, withGroup bool) string {
	text := term(t)
	if withGroup && t.Group != "" && t.Group != t.Label {
		text += " (" + prose(t.Group) + ")"
	}
	var more []string
	if len(t.Parents) > 0 {
		more = append(more, "dans "+codes(t.Parents, ", "))
	}
	if short := french.Fold(t.Short); short != "" && short != french.Fold(t.ID) && short != french.Fold(t.Label) {
		more = append(more, "en bref "+prose(t.Short))
	}
	if len(t.Aliases) > 0 {
		more = append(more, "aussi "+codes(t.Aliases, ", "))
	}
	if more != nil {
		text += fmt.Sprintf(" *(%s)*", strings.Join(more, " ; "))
	}
	return text
}
