package schema

import (
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// scalar returns the text of a scalar node as it is typed, whatever YAML would
// make of it, without its control characters; false when it is not a scalar or
// nothing is left.
func (r *reading) scalar(f *site.Field, n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrong(f, n)
		return "", false
	}
	text := stripControls(n.Value)
	if text != n.Value {
		r.problem(r.pos(n), site.Warning, "encodage", quote(f.Key)+" contient des caractères de commande, qui sont retirés",
			"retapez cette ligne au clavier : ces caractères invisibles viennent souvent d'un copier-coller")
	}
	text = strings.TrimSpace(text)
	return text, text != ""
}

// line returns the text of a scalar node on one line.
func (r *reading) line(f *site.Field, n *yaml.Node) (string, bool) {
	text, ok := r.scalar(f, n)
	return oneLine(text), ok
}

// stripControls drops what no text needs and what breaks feeds and terminals:
// control characters but tabs and line ends, byte order marks, and characters
// that are not Unicode's.
func stripControls(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c == '\u2028' || c == '\u2029':
			return '\n'
		case unicode.IsControl(c), c == '\ufeff', c&0xfffe == 0xfffe:
			return -1
		}
		return c
	}, s)
}

// oneLine turns line ends and tabs into spaces and leaves other spaces as they
// are: a no-break space is meant.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\t") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == '\n' || c == '\t' || c == ' ' }), " ")
}

var textForms = fragments{anyText()}

func decodeText(r *reading, f *site.Field, n *yaml.Node) any {
	if text, ok := r.line(f, n); ok {
		return text
	}
	return nil
}

func decodeLongText(r *reading, f *site.Field, n *yaml.Node) any {
	if text, ok := r.scalar(f, n); ok {
		return text
	}
	return nil
}

var textByLanguageForms = fragments{anyText(), {
	Type:                 "object",
	PatternProperties:    members{{"^(?:" + languagePattern + ")$", &fragment{AnyOf: fragments{anyText(), ref("valeur.vide")}}}},
	AdditionalProperties: ref("valeur.vide"),
}}

func decodeTextByLanguage(r *reading, f *site.Field, n *yaml.Node) any {
	if n.Kind != yaml.MappingNode {
		if text, ok := r.scalar(f, n); ok {
			return map[string]string{"": text}
		}
		return nil
	}
	texts := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if empty(value) {
			continue
		}
		tag, ok := languageTag(key.Value)
		if !ok {
			r.refuse(f, key, "champ-type", quote(key.Value)+" n'est pas le code d'une langue", r.languageHint(key.Value))
			continue
		}
		if _, double := texts[tag]; double {
			r.refuse(f, key, "cle-double", quote(key.Value)+" est écrit deux fois", "gardez l'un des deux textes")
			continue
		}
		if text, ok := r.scalar(f, value); ok {
			texts[tag] = text
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return texts
}

var identifierForms = fragments{written(`[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*`), integer(0, 1e15-1)}

// decodeIdentifier accepts what only differs from an identifier by its case.
func decodeIdentifier(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	slug := french.Slug(text)
	switch {
	case slug == text:
		return text
	case slug == strings.ToLower(text):
		r.fixable(r.replace(n, slug), n, site.Warning, "champ-type", quote(text)+" est compris comme "+quote(slug), "écrivez "+quote(slug)+" : des minuscules seulement")
		return slug
	}
	hint := f.Doc
	if slug != "" {
		hint = "écrivez par exemple " + quote(slug)
	}
	return r.refuse(f, n, "champ-type", quote(text)+" ne peut pas être un identifiant : il n'a que des minuscules sans accent, des chiffres et des traits d'union", hint)
}
