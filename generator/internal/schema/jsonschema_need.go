package schema

import (
	"strings"

	"essaim/generator/site"
)

// needs returns what the fields of one level demand of one another, or nil. It
// stands apart from their shapes, because a draft is let off.
func (b *jsonBuilder) needs(fields []*site.Field, path string) *fragment {
	out := &fragment{}
	for _, f := range fields {
		inner := b.groupNeeds(f, path)
		if f.Need == site.Required && f.When == nil && len(f.Synonyms) == 0 {
			out.Required = append(out.Required, f.Key)
			present := ref("valeur.presente")
			if inner != nil {
				present = &fragment{Ref: inner.Ref, Items: inner.Items, AllOf: fragments{present}}
			}
			out.Properties = append(out.Properties, member{f.Key, present})
			continue
		}
		if inner != nil {
			for _, key := range append([]string{f.Key}, f.Synonyms...) {
				out.Properties = append(out.Properties, member{key, inner})
			}
		}
		if f.Need == site.Required {
			if wanted := b.wanted(fields, f); wanted != nil {
				out.AllOf = append(out.AllOf, wanted)
			}
		}
	}
	if out.Properties == nil && out.AllOf == nil {
		return nil
	}
	return out
}

// groupNeeds returns what the value of a field demands when it is a group, or nil.
func (b *jsonBuilder) groupNeeds(f *site.Field, path string) *fragment {
	if f.Kind != group {
		return nil
	}
	path += f.Key
	needs := b.needs(f.Fields, path+".")
	if needs == nil {
		return nil
	}
	if !leadSuffices(f) {
		needs.Type = []string{"object", "array"} // an array is a list of the group, or nothing
	}
	item := b.defineAt("exigences", path, &fragment{If: ref("valeur.presente"), Then: needs})
	if f.List {
		return &fragment{Ref: item.Ref, Items: item}
	}
	return item
}

// leadSuffices reports whether a group may be nothing but the value of its lead.
func leadSuffices(f *site.Field) bool {
	for _, sub := range f.Fields {
		unless := sub.When != nil && (!unset(sub.When) || sub.When.Key == f.Lead)
		if sub.Need == site.Required && sub.Key != f.Lead && !unless {
			return false
		}
	}
	return true
}

// wanted demands a field that has a condition, or synonyms; nil when that
// cannot be said.
func (b *jsonBuilder) wanted(fields []*site.Field, f *site.Field) *fragment {
	given := some(f, ref("valeur.presente"))
	switch {
	case f.When == nil:
		return given
	case !unset(f.When):
		return &fragment{If: b.where(fields, strings.Split(f.When.Key, "."), f.When.Values), Then: given}
	}
	other := (&site.Type{Fields: fields}).Field(f.When.Key)
	if other == nil { // inside a group
		return nil
	}
	excuse := ref("valeur.presente")
	if other.Kind == "oui-non" {
		excuse = &fragment{AnyOf: yes}
	}
	return &fragment{If: some(other, excuse), Else: given}
}

// some says that a field has a value, under its key or a synonym in any case.
func some(f *site.Field, value *fragment) *fragment {
	direct := &fragment{Required: []string{f.Key}, Properties: members{{f.Key, value}}}
	if len(f.Synonyms) == 0 {
		return direct
	}
	names := make([]string, len(f.Synonyms))
	for i, name := range f.Synonyms {
		names[i] = anyCase(name)
	}
	others := members{{"^(?:" + strings.Join(names, "|") + ")$", &fragment{Not: value}}}
	return &fragment{AnyOf: fragments{direct, {Not: &fragment{PatternProperties: others}}}}
}

// where says that what is at a path has one of these values.
func (b *jsonBuilder) where(fields []*site.Field, path []string, values []string) *fragment {
	f := (&site.Type{Fields: fields}).Field(path[0])
	item := b.equal(f, path[1:], values)
	if f.List {
		item = &fragment{AnyOf: fragments{item, {Type: "array", Contains: item}}}
	}
	out := some(f, item)
	out.Type = "object"
	return out
}

// equal says that a value of f, or what is at a path in it, is one of values.
func (b *jsonBuilder) equal(f *site.Field, path []string, values []string) *fragment {
	if len(path) > 0 {
		inside := b.where(f.Fields, path, values)
		if path[0] != f.Lead {
			return inside
		}
		return &fragment{AnyOf: fragments{inside, b.equal(f.Field(f.Lead), path[1:], values)}}
	}
	out := &fragment{}
	for _, value := range values {
		switch {
		case f.Kind == "oui-non" && value == "oui":
			out.AnyOf = append(out.AnyOf, yes...)
		case f.Kind == "oui-non" && value == "non":
			out.AnyOf = append(out.AnyOf, no...)
		case f.Kind == "choix":
			term, _ := b.words[f.Vocabulary].find(value)
			if term == nil {
				out.AnyOf = append(out.AnyOf, &fragment{Const: value})
				continue
			}
			out.AnyOf = append(out.AnyOf, b.words[f.Vocabulary].spellings(term)...)
		default:
			out.AnyOf = append(out.AnyOf, &fragment{Const: value})
		}
	}
	return out
}

// draft says that a front matter is that of a draft; nil when none can be.
func (b *jsonBuilder) draft(t *site.Type) *fragment {
	f := t.Field("etat")
	if f == nil || b.words[f.Vocabulary] == nil {
		return nil
	}
	term, _ := b.words[f.Vocabulary].find(string(site.Draft))
	if term == nil || term.ID != string(site.Draft) {
		return nil
	}
	return some(f, &fragment{AnyOf: b.words[f.Vocabulary].spellings(term)})
}
