package schema

import (
	"essaim/generator/site"
)

// together returns what the fields of a type forbid one another, drafts
// included: two keys for one field, a term for two items that may not share it.
// That dates follow one another, no JSON Schema can say.
func (b *jsonBuilder) together(fields []*site.Field) (list fragments) {
	for _, f := range fields {
		if f.List && f.Kind == group && f.Unique != "" {
			if once := b.once(f); once != nil {
				list = append(list, &fragment{Properties: members{{f.Key, &fragment{AllOf: once}}}})
			}
		}
		if !f.List && len(f.Synonyms) > 0 {
			list = append(list, &fragment{Not: twice(append([]string{f.Key}, f.Synonyms...))})
		}
	}
	return list
}

// twice says that two of some keys have a value.
func twice(keys []string) *fragment {
	out := &fragment{}
	present := ref("valeur.presente")
	for i, a := range keys {
		for _, b := range keys[i+1:] {
			out.AnyOf = append(out.AnyOf, &fragment{Required: []string{a, b}, Properties: members{{a, present}, {b, present}}})
		}
	}
	return out
}

// once says of each term of a closed vocabulary that one item of a list has it
// at most; nil when the field that may not repeat is no such choice.
func (b *jsonBuilder) once(f *site.Field) (list fragments) {
	sub := f.Field(f.Unique)
	v := b.schema.Vocabulary(sub.Vocabulary)
	if sub.Kind != "choix" || sub.List || v.Open {
		return nil
	}
	none, one := int64(0), int64(1)
	for _, term := range v.Terms {
		spelled := b.define("ecritures."+v.Name+":"+term.ID, &fragment{AnyOf: b.words[v.Name].spellings(term)})
		item := some(sub, spelled)
		item.Type = "object"
		if f.Lead == f.Unique {
			item = &fragment{AnyOf: fragments{item, spelled}}
		}
		list = append(list, &fragment{Contains: item, MinContains: &none, MaxContains: &one})
	}
	return list
}
