package schema

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// vocabulary returns the terms of a vocabulary, as an editor may propose them,
// and the other ways in which they may be written, which it need not propose.
func (b *jsonBuilder) vocabulary(v *site.Vocabulary) *fragment {
	name := "vocabulaire." + v.Name
	if b.defined(name) != nil {
		return ref(name)
	}
	out := &fragment{Title: v.Label}
	if len(v.Terms) > 0 {
		out.AnyOf = fragments{{OneOf: terms(v)}}
	}
	if v.Open {
		out.AnyOf = append(out.AnyOf, &fragment{Type: scalarTypes, Not: &fragment{Type: "string", Pattern: nameless}})
	} else {
		spellings := &fragment{Title: v.Label, Description: "Les autres écritures comprises."}
		for _, t := range v.Terms {
			spellings.AnyOf = append(spellings.AnyOf, b.words[v.Name].spellings(t)...)
		}
		if spellings.AnyOf != nil {
			out.AnyOf = append(out.AnyOf, b.define("ecritures."+v.Name, spellings))
		}
	}
	out.AnyOf = append(out.AnyOf, ref("valeur.vide"))
	return b.define(name, out)
}

// nameless is a text of signs only: no address can be made of it.
const nameless = "^[\\s\u00a0\u202f!-/:-@\\[-`{-~…–—«»’‘“”·•]*$"

func terms(v *site.Vocabulary) fragments {
	var list fragments
	for _, t := range v.Terms {
		list = append(list, &fragment{Const: t.ID, Title: t.Label, Description: t.Doc})
	}
	return list
}

// speller knows the ways in which terms are written.
type speller struct {
	*lexicon
	near map[*site.Term][]string // the names of each term, and those of others that fold to one of them; sorted
}

func newSpeller(v *site.Vocabulary) *speller {
	s := &speller{newLexicon(v), map[*site.Term][]string{}}
	for _, name := range slices.Sorted(maps.Keys(s.words)) {
		own, folded := s.words[name].term, s.words[french.Fold(name)].term
		if name == "" {
			continue
		}
		s.near[own] = append(s.near[own], name)
		if folded != own {
			s.near[folded] = append(s.near[folded], name)
		}
	}
	return s
}

// spellings returns all that find takes for a term, in any case, with its
// accents or without; what YAML takes for a number or a boolean is one here.
func (s *speller) spellings(t *site.Term) fragments {
	var patterns, exact []string
	for _, name := range s.near[t] {
		if french.Fold(name) == name {
			patterns = append(patterns, spelling(name))
		}
	}
	pattern := `^[\W_]*(?:` + strings.Join(patterns, "|") + `)[\W_]*$`
	known := regexp.MustCompile(pattern)
	var others, values []any
	for _, name := range s.near[t] {
		switch {
		case s.words[name].term != t:
			others = append(others, name)
			continue
		case patterns == nil || !known.MatchString(name): // its punctuation counts, or its accents are rare: "C++", "Kréyòl"
			exact = append(exact, regexp.QuoteMeta(name))
		}
		if value := typed(name); value != nil && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	var list fragments
	if patterns != nil {
		list = append(list, &fragment{Type: "string", Pattern: pattern})
	}
	if patterns != nil && others != nil {
		list[0].Not = &fragment{Enum: others}
	}
	if exact != nil {
		list = append(list, written(exact...))
	}
	if values != nil {
		list = append(list, &fragment{Enum: values})
	}
	return list
}

// typed returns the number or the boolean that YAML reads in a word, or nil.
func typed(word string) any {
	var value any
	if err := (&yaml.Node{Kind: yaml.ScalarNode, Value: word}).Decode(&value); err != nil {
		return nil
	}
	switch x := value.(type) {
	case bool, int:
		return x
	case float64:
		if !math.IsInf(x, 0) && !math.IsNaN(x) { // JSON has neither
			return x
		}
	}
	return nil
}

// accents are the letters that French keyboards write in place of a plain one.
var accents = map[rune]string{'a': "àâä", 'c': "ç", 'e': "éèêë", 'i': "îï", 'o': "ôö", 'u': "ùûü", 'y': "ÿ"}

// ligatures are one letter where a folded word has two.
var ligatures = strings.NewReplacer("oe", "(?:oe|[œŒ])", "ae", "(?:ae|[æÆ])")

// spelling returns a pattern for all that folds to a word. \W_ is all that is
// neither a letter nor a figure of ASCII.
func spelling(folded string) string {
	quoted := ligatures.Replace(regexp.QuoteMeta(folded))
	var out strings.Builder
	for i, c := range quoted {
		switch {
		case c == ' ':
			out.WriteString(`[\W_]+`)
		case 'a' <= c && c <= 'z':
			more := accents[c]
			out.WriteString("[" + string(c) + string(unicode.ToUpper(c)) + more + strings.ToUpper(more) + "]")
		default:
			out.WriteString(quoted[i : i+len(string(c))])
		}
	}
	return out.String()
}

// anyCase returns a pattern for a word in capitals or not.
func anyCase(word string) string {
	var out strings.Builder
	for _, c := range word {
		lower, upper := unicode.ToLower(c), unicode.ToUpper(c)
		if lower == upper {
			out.WriteString(regexp.QuoteMeta(string(c)))
		} else {
			out.WriteString("[" + string(lower) + string(upper) + "]")
		}
	}
	return out.String()
}
