package schema

import (
	"regexp"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

var termID = regexp.MustCompile(`^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$`)

func isSlug(s string) bool { return s != "" && french.Slug(s) == s }

// vocabulary builds a vocabulary from its layers.
func (l *loader) vocabulary(name string) *site.Vocabulary {
	v := &site.Vocabulary{Name: name}
	for _, d := range l.vocabularies {
		if d.name != name {
			continue
		}
		v.Pos = d.pos
		values, _ := l.read(vocabularyDeclaration, d.file, d.node)
		l.renamed(values.Get("nom"), name)
		for _, x := range values {
			switch x.Field.Key {
			case "titre":
				v.Label = x.text()
			case "source":
				v.Source = x.text()
			case "ouvert":
				v.Open = x.Data == true
			case "pages":
				v.Pages = x.Data == true
			case "termes":
				l.terms(v, x.Items)
			}
		}
	}
	if v.Label == "" {
		l.problem(v.Pos, "le vocabulaire "+quote(name)+" n'a pas de titre", "ajoutez : titre: …")
	}
	l.checkTerms(v)
	return v
}

// renamed says that a declaration in site.yaml is named by its key alone.
func (l *loader) renamed(v *Value, name string) {
	if v != nil && v.text() != name {
		l.problem(v.Pos, quote(v.text())+" n'est pas le nom sous lequel ceci est déclaré : "+quote(name), "retirez cette ligne")
	}
}

// terms adds the terms of one layer; a term that is known is changed.
func (l *loader) terms(v *site.Vocabulary, items []Value) {
	var seen []string
	for _, item := range items {
		id := item.Fields.Get("id")
		if id == nil {
			continue // already said
		}
		if slices.Contains(seen, id.text()) {
			l.problem(id.Pos, "le terme "+quote(id.text())+" est déclaré deux fois", "gardez l'une des deux lignes")
			continue
		}
		seen = append(seen, id.text())
		i := slices.IndexFunc(v.Terms, func(t *site.Term) bool { return t.ID == id.text() })
		if i < 0 {
			v.Terms = append(v.Terms, &site.Term{Vocabulary: v, ID: id.text()})
			i = len(v.Terms) - 1
		}
		l.setTerm(v.Terms[i], item)
	}
}

func (l *loader) setTerm(t *site.Term, item Value) {
	t.Pos = item.Fields.Get("id").Pos
	for _, x := range item.Fields {
		l.note(t, x)
		switch x.Field.Key {
		case "titre":
			t.Label = x.text()
		case "court":
			t.Short = x.text()
		case "groupe":
			t.Group = x.text()
		case "definition":
			t.Doc = x.text()
		case "parent":
			t.Parents = item.Fields.Texts("parent")
		case "uri":
			t.URI = x.text()
		case "alias":
			t.Aliases = item.Fields.Texts("alias")
		}
	}
}

// checkTerms looks at terms beside one another, and leaves out those that
// cannot be addressed.
func (l *loader) checkTerms(v *site.Vocabulary) {
	v.Terms = slices.DeleteFunc(v.Terms, func(t *site.Term) bool {
		if !termID.MatchString(t.ID) || v.Pages && t.ID != strings.ToLower(t.ID) {
			l.problem(t.Pos, quote(t.ID)+" ne peut pas être l'identifiant d'un terme", "des minuscules sans accent, des chiffres, des points et des traits d'union")
			return true
		}
		return false
	})
	claimed := map[string]string{}
	for _, t := range v.Terms {
		if t.Label == "" {
			l.problem(t.Pos, "le terme "+quote(t.ID)+" n'a pas de titre", "écrivez : {id: "+t.ID+", titre: …}")
			t.Label = t.ID
		}
		l.claim(claimed, t, t.ID)
	}
	for _, t := range v.Terms {
		for _, alias := range t.Aliases {
			l.claim(claimed, t, alias)
		}
	}
	l.checkParents(v)
}

// claim says that two terms answer to one word.
func (l *loader) claim(claimed map[string]string, t *site.Term, name string) {
	folded := french.Fold(name)
	if other, taken := claimed[folded]; taken && other != t.ID {
		l.problem(t.Pos, quote(name)+" désigne deux termes : "+quote(other)+" et "+quote(t.ID), "gardez-le pour l'un des deux")
	}
	claimed[folded] = t.ID
}

// checkParents takes off the parents that are not terms, and those that would
// make a term broader than itself.
func (l *loader) checkParents(v *site.Vocabulary) {
	terms := make(map[string]*site.Term, len(v.Terms))
	ids := make([]string, len(v.Terms))
	for i, t := range v.Terms {
		terms[t.ID], ids[i] = t, t.ID
	}
	for _, t := range v.Terms {
		t.Parents = slices.DeleteFunc(t.Parents, func(id string) bool {
			if terms[id] != nil {
				return false
			}
			l.problem(l.where(t, "parent", t.Pos), "le parent "+quote(id)+" de "+quote(t.ID)+" n'est pas un terme de ce vocabulaire", nearestWord(id, ids))
			return true
		})
	}
	for _, t := range v.Terms {
		t.Parents = slices.DeleteFunc(t.Parents, func(id string) bool {
			if !above(terms, terms[id], t) {
				return false
			}
			l.problem(l.where(t, "parent", t.Pos), quote(t.ID)+" est son propre parent", "retirez "+quote(id)+" de ses parents")
			return true
		})
	}
}

// above reports whether t is above from, or is from itself.
func above(terms map[string]*site.Term, from, t *site.Term) bool {
	seen := map[*site.Term]bool{}
	var climb func(*site.Term) bool
	climb = func(x *site.Term) bool {
		if x == t {
			return true
		}
		if seen[x] {
			return false
		}
		seen[x] = true
		return slices.ContainsFunc(x.Parents, func(id string) bool { return climb(terms[id]) })
	}
	return climb(from)
}
