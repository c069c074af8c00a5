package schema

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// lexicon finds the terms of a vocabulary in what authors write.
type lexicon struct {
	vocabulary *site.Vocabulary
	words      map[string]word // as written, and folded
	names      []string        // everything that a term may be called, for suggestions
	ids        []string
}

// word is what a term may be called.
type word struct {
	term  *site.Term
	alias bool
}

// newLexicon gives each spelling to the first term that claims it: by ID
// before title, short title and alias, as it is before folded.
func newLexicon(v *site.Vocabulary) *lexicon {
	l := &lexicon{vocabulary: v, words: map[string]word{}}
	add := func(spelling func(string) string) {
		claim := func(text string, w word) {
			if _, taken := l.words[spelling(text)]; text != "" && !taken {
				l.words[spelling(text)] = w
			}
		}
		for _, of := range []func(*site.Term) string{
			func(t *site.Term) string { return t.ID },
			func(t *site.Term) string { return t.Label },
			func(t *site.Term) string { return t.Short },
		} {
			for _, t := range v.Terms {
				claim(of(t), word{term: t})
			}
		}
		for _, t := range v.Terms {
			for _, alias := range t.Aliases {
				claim(alias, word{t, true})
			}
		}
	}
	add(func(s string) string { return s })
	add(french.Fold)
	for _, t := range v.Terms {
		l.ids = append(l.ids, t.ID)
	}
	l.names = slices.Clone(l.ids)
	for _, t := range v.Terms {
		l.names = append(append(l.names, t.Label), t.Aliases...)
	}
	return l
}

// find returns the term that text names, or nil, and whether by an alias.
func (l *lexicon) find(text string) (term *site.Term, alias bool) {
	if l == nil {
		return nil, false
	}
	w, ok := l.words[text]
	if folded := french.Fold(text); !ok && folded != "" {
		w = l.words[folded]
	}
	return w.term, w.alias
}

// nearest returns the IDs of the terms that text may have been meant to be.
func (l *lexicon) nearest(text string) []string {
	var ids []string
	for _, name := range french.Nearest(text, l.names, 4*mostNearest) {
		term, _ := l.find(name)
		if !slices.Contains(ids, term.ID) && len(ids) < mostNearest {
			ids = append(ids, term.ID)
		}
	}
	return ids
}

func decodeChoice(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	l := r.words[f.Vocabulary]
	term, alias := l.find(text)
	switch {
	case term != nil:
		if alias && !r.silent {
			r.fixable(r.replace(n, term.ID), n, site.Warning, "vocabulaire", quote(text)+" est compris comme "+quote(term.ID), "écrivez "+quote(term.ID))
		}
		if slices.Contains(f.Unwise, term.ID) {
			why := ""
			if term.Doc != "" {
				first, size := utf8.DecodeRuneInString(term.Doc)
				why = " : " + string(unicode.ToLower(first)) + strings.TrimSuffix(term.Doc[size:], ".")
			}
			r.problem(r.pos(n), site.Warning, "deconseille", quote(term.ID)+" est déconseillé pour "+quote(f.Key)+why, f.Doc)
		}
		return term
	case l.vocabulary.Open:
		if id := french.Slug(text); id != "" {
			return &site.Term{Vocabulary: l.vocabulary, ID: id, Label: text, Pos: r.pos(n)}
		}
		return r.refuse(f, n, "vocabulaire", quote(text)+" ne peut pas devenir une adresse", "écrivez-le avec des lettres de a à z ou des chiffres")
	}
	return r.refuse(f, n, "vocabulaire", quote(text)+" n'est pas une valeur connue pour "+quote(f.Key), r.hint(r.guess(l, text), l.ids))
}

// RFC 5646 §2.1, without its grandfathered tags.
var language = regexp.MustCompile(`^(?i)([a-z]{2,3})((?:-[a-z]{3}){0,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)$`)

// languagePattern is the same, in the words of JSON Schema.
const languagePattern = `[A-Za-z]{2,3}(?:[-_][A-Za-z]{3}){0,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?` +
	`(?:[-_](?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:[-_][A-WYZa-wyz0-9](?:[-_][A-Za-z0-9]{2,8})+)*(?:[-_][xX](?:[-_][A-Za-z0-9]{1,8})+)?`

var languageForms = fragments{written(languagePattern)}

// languageTag returns a BCP 47 tag in its usual case, "zh-Hans", "fa-AF";
// false when text is not one.
func languageTag(text string) (string, bool) {
	m := language.FindStringSubmatch(strings.ReplaceAll(text, "_", "-"))
	if m == nil || len(text) > 35 {
		return "", false
	}
	tag := strings.ToLower(m[1] + m[2])
	if m[3] != "" {
		tag += "-" + strings.ToUpper(m[3][:1]) + strings.ToLower(m[3][1:])
	}
	if m[4] != "" {
		tag += "-" + strings.ToUpper(m[4])
	}
	return tag + strings.ToLower(m[5]), true
}

// languages is the vocabulary of the names of languages.
const languages = "langues"

// languageHint offers the tag of a language that is called by its name.
func (r *reading) languageHint(name string) string {
	if term, _ := r.words[languages].find(name); term != nil {
		return "écrivez " + quote(term.ID)
	}
	return "par exemple fr, ar ou tr"
}

// decodeLanguage accepts any tag; the vocabulary of its field only helps those
// who write the name of a language.
func decodeLanguage(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	if tag, ok := languageTag(text); ok {
		return tag
	}
	message := quote(text) + " n'est pas le code d'une langue"
	if term, _ := r.words[f.Vocabulary].find(text); term != nil {
		r.fixable(r.replace(n, term.ID), n, site.Error, "champ-type", message, "écrivez "+quote(term.ID))
		return nil
	}
	return r.refuse(f, n, "champ-type", message, r.languageHint(text))
}
