package schema

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"essaim/generator/site"
)

// JSONSchema returns the JSON Schema (2020-12) of the front matters of type t,
// a type of s, for editors and other programs; nil for those of all types in
// one document. It accepts whatever Decode reads without an error: what Decode
// only warns of is no fault there; a draft may have fields missing, and so may
// the pages of a type without a folder, which may come from anywhere. It lets
// through what a JSON Schema cannot say: the check figure of a code, the
// days of February, a field given twice.
func JSONSchema(s *site.Schema, t *site.Type) []byte {
	b := &jsonBuilder{schema: s, words: map[string]*speller{}}
	for _, v := range s.Vocabularies {
		b.words[v.Name] = newSpeller(v)
	}
	b.define("valeur.vide", blank)
	b.define("valeur.presente", &fragment{Not: ref("valeur.vide")})
	doc := &fragment{Title: "En-têtes des pages", Description: "L'en-tête d'une page, quel que soit son type ; celui d'un type est dans $defs, sous son nom."}
	if t != nil {
		doc = b.typ(t)
	} else {
		for _, t := range s.Types {
			doc.AnyOf = append(doc.AnyOf, b.define(t.Name, b.typ(t)))
		}
	}
	doc.Schema = "https://json-schema.org/draft/2020-12/schema"
	doc.Defs = b.sorted()
	return encode(doc, "  ")
}

// blank is a value that says nothing, as empty has it.
var blank = &fragment{Title: "Rien", AnyOf: fragments{
	{Type: "null"},
	{Type: "string", Pattern: "^" + strings.Replace(space, "[", `[\x00-\x1f\x7f`, 1) + "*$"},
	{Type: "array", Items: ref("valeur.vide")},
	{Type: "object", AdditionalProperties: ref("valeur.vide")},
}}

// jsonBuilder makes one document.
type jsonBuilder struct {
	schema *site.Schema
	words  map[string]*speller // by name of vocabulary
	name   string              // of the type being written
	loose  bool                // its pages may have fields missing
	defs   members
}

// families are the families of definitions, in the order of a document: types
// have no prefix, and the unreadable comes last.
var families = []string{"", "groupe", "vocabulaire", "langue", "nature", "valeur", "exigences", "ecritures"}

// sorted returns the definitions by family, then in the order of their names
// but for types, which keep theirs.
func (b *jsonBuilder) sorted() members {
	family := func(key string) int {
		prefix, _, dotted := strings.Cut(key, ".")
		if !dotted {
			return 0
		}
		return slices.Index(families, prefix)
	}
	slices.SortStableFunc(b.defs, func(x, y member) int {
		if order := cmp.Compare(family(x.key), family(y.key)); order != 0 || family(x.key) == 0 {
			return order
		}
		return strings.Compare(x.key, y.key)
	})
	return b.defs
}

func ref(name string) *fragment { return &fragment{Ref: "#/$defs/" + name} }

// define adds a definition, once, and returns what refers to it.
func (b *jsonBuilder) define(name string, f *fragment) *fragment {
	if b.defined(name) == nil {
		b.defs = append(b.defs, member{name, f})
	}
	return ref(name)
}

func (b *jsonBuilder) defined(name string) *fragment {
	i := slices.IndexFunc(b.defs, func(m member) bool { return m.key == name })
	if i < 0 {
		return nil
	}
	return b.defs[i].value
}

// defineAt adds the definition of what is at a path of the type being written.
// Types share those that are the same.
func (b *jsonBuilder) defineAt(family, path string, f *fragment) *fragment {
	name := family + "." + path
	if other := b.defined(name); other != nil && !bytes.Equal(encode(other, ""), encode(f, "")) {
		name = family + "." + b.name + ":" + path
	}
	return b.define(name, f)
}

func (b *jsonBuilder) typ(t *site.Type) *fragment {
	b.name, b.loose = t.Name, t.Folder == ""
	out := &fragment{Title: t.Label, Description: t.Doc, Type: "object", Properties: b.properties(t.Fields, "")}
	if b.loose {
		return out
	}
	needs := b.needs(t.Fields, "")
	if draft := b.draft(t); draft != nil && needs != nil {
		out.If, out.Else = draft, needs
	} else if needs != nil {
		out.AllOf = fragments{needs}
	}
	out.AllOf = append(out.AllOf, b.together(t.Fields)...)
	return out
}

// properties returns the keys of one level, then their synonyms.
func (b *jsonBuilder) properties(fields []*site.Field, path string) members {
	var list members
	for _, f := range fields {
		value := *b.values(f, path)
		value.Title, value.Description = f.Label, f.Doc+b.demand(f)
		if len(f.Default) > 0 && f.List {
			value.Default = f.Default
		} else if len(f.Default) > 0 {
			value.Default = f.Default[0]
		}
		list = append(list, member{f.Key, &value})
	}
	for _, f := range fields {
		for _, name := range f.Synonyms {
			if slices.ContainsFunc(list, func(m member) bool { return m.key == name }) {
				continue
			}
			value := *b.values(f, path)
			value.Description = "Synonyme de " + quote(f.Key) + "."
			list = append(list, member{name, &value})
		}
	}
	return list
}

// demand says how much a field is wanted, after its description.
func (b *jsonBuilder) demand(f *site.Field) string {
	switch {
	case f.Need == site.Optional:
		return ""
	case f.Need == site.Required && !b.loose:
		return " Champ obligatoire" + condition(f.When) + "."
	}
	return " Champ attendu" + condition(f.When) + "."
}

// values returns what a field may be: a value, or a list of them.
func (b *jsonBuilder) values(f *site.Field, path string) *fragment {
	value := b.value(f, path)
	if !f.List {
		return value
	}
	out := &fragment{AnyOf: fragments{value, {Type: "array", Items: value}}}
	if f.Kind == "choix" {
		out.AnyOf = append(out.AnyOf, &fragment{Title: "Plusieurs termes, avec des virgules entre eux", Type: "string", Pattern: ","})
	}
	return out
}

// value returns what one value of a field may be, nothing included.
func (b *jsonBuilder) value(f *site.Field, path string) *fragment {
	switch {
	case f.Kind == group:
		return b.group(f, path+f.Key)
	case f.Kind == "choix":
		return b.vocabulary(b.schema.Vocabulary(f.Vocabulary))
	}
	kind := kinds[slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == f.Kind })]
	plain := b.define("nature."+kind.Name, &fragment{Description: kind.Doc, AnyOf: append(slices.Clone(kind.forms), ref("valeur.vide"))})
	if v := b.schema.Vocabulary(f.Vocabulary); v != nil { // of a language: for completion
		return b.define("langue."+v.Name, &fragment{Title: v.Label, AnyOf: fragments{{OneOf: terms(v)}, plain}})
	}
	return plain
}

// group returns the fields of a group, or the value of its lead.
func (b *jsonBuilder) group(f *site.Field, path string) *fragment {
	out := &fragment{AnyOf: fragments{{Type: "object", Properties: b.properties(f.Fields, path+".")}}}
	if f.Lead != "" {
		lead := *b.values(f.Field(f.Lead), path+".")
		lead.Title = "Son champ " + quote(f.Lead) + " seul"
		out.AnyOf = append(out.AnyOf, &lead)
	}
	out.AnyOf = append(out.AnyOf, ref("valeur.vide"))
	return b.defineAt("groupe", path, out)
}
