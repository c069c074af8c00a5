package schema

import (
	"encoding/json"

	"essaim/generator/site"
)

// Declarations returns the definitions (JSON Schema 2020-12, by name) that the
// schema of site.yaml is made of where it depends on the site: "types" and
// "vocabulaires" are what these keys may hold, "type" is the name of a type of
// s, "licence" that of a licence. They refuse what Load refuses, as far as a
// single declaration shows it.
func Declarations(s *site.Schema) map[string]json.RawMessage {
	var types, vocabularies []string
	for _, t := range s.Types {
		types = append(types, t.Name)
	}
	for _, v := range s.Vocabularies {
		vocabularies = append(vocabularies, v.Name)
	}
	b := &jsonBuilder{schema: declarations(types, vocabularies), words: map[string]*speller{}, loose: true}
	for _, v := range b.schema.Vocabularies {
		b.words[v.Name] = newSpeller(v)
	}
	b.define("valeur.vide", blank)
	b.define("declaration.condition", conditionForm)
	b.define("declaration.champ", b.declared(fieldDeclaration.Fields))
	b.define("declaration.type", b.declared(typeDeclaration.Fields))
	b.define("declaration.vocabulaire", b.declared(vocabularyDeclaration.Fields))

	added := byName("declaration.type")
	for _, t := range s.Types {
		added.Properties = append(added.Properties, member{t.Name, &fragment{Title: t.Label, Description: t.Doc, Ref: ref("declaration.type").Ref}})
	}
	b.define("types", added)
	added = byName("declaration.vocabulaire")
	for _, v := range s.Vocabularies {
		added.Properties = append(added.Properties, member{v.Name, &fragment{Title: v.Label, Ref: ref("declaration.vocabulaire").Ref}})
	}
	b.define("vocabulaires", added)
	b.define("type", &fragment{Enum: anyOf(types)})
	licence := &fragment{Title: "Licence"}
	if v := s.Vocabulary("licences"); v != nil {
		licence.OneOf = terms(v)
	}
	b.define("licence", licence)

	out := map[string]json.RawMessage{}
	for _, d := range b.defs {
		out[d.key] = encode(d.value, "")
	}
	return out
}

// nothing is what no value is.
const nothing = false

// byName is a mapping of declarations by their names.
func byName(definition string) *fragment {
	return &fragment{
		Type:                 []string{"object", "null"},
		PatternProperties:    members{{"^[a-z0-9]+(?:-[a-z0-9]+)*$", ref(definition)}},
		AdditionalProperties: nothing,
	}
}

// conditionForm is what a rawNode of one line holds: {lecteurs: [familles]}.
var conditionForm = &fragment{Type: "object", AdditionalProperties: &fragment{AnyOf: fragments{anyText(), {Type: "array", Items: anyText()}}}}

// declared returns what the fields of a declaration may be, and nothing else:
// a key that is not known is an error there.
func (b *jsonBuilder) declared(fields []*site.Field) *fragment {
	out := &fragment{Type: []string{"object", "null"}, AdditionalProperties: nothing}
	for _, f := range fields {
		value := *b.declaredValues(f)
		value.Description = f.Doc
		out.Properties = append(out.Properties, member{f.Key, &value})
		if f.Need == site.Required {
			out.Required = append(out.Required, f.Key)
		}
	}
	return out
}

func (b *jsonBuilder) declaredValues(f *site.Field) *fragment {
	switch {
	case f.Key == "champs":
		return &fragment{Type: []string{"object", "null"}, AdditionalProperties: ref("declaration.champ")}
	case f.Kind == rawNode:
		return &fragment{AnyOf: fragments{ref("declaration.condition"), ref("valeur.vide")}}
	case f.Kind != group:
		return b.values(f, "")
	}
	one := &fragment{AnyOf: fragments{b.declared(f.Fields)}}
	if f.Lead != "" {
		one.AnyOf = append(one.AnyOf, b.value(f.Field(f.Lead), ""))
	}
	if f.List {
		one.AnyOf = append(one.AnyOf, &fragment{Type: "array", Items: &fragment{AnyOf: one.AnyOf}})
	}
	return one
}

func anyOf(names []string) (list []any) {
	for _, name := range names {
		list = append(list, name)
	}
	return list
}
