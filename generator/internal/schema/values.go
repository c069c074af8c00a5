package schema

import (
	"slices"
	"strconv"
	"strings"

	"essaim/generator/site"
)

// Values are the fields that a front matter gives, in declared order. A field
// that is missing or faulty is not there.
type Values []Value

// Value is what a front matter says of one field.
type Value struct {
	Field *site.Field
	Pos   site.Pos
	// Data is a string, float64, bool, site.Date, site.Duration, *site.Term,
	// Reference, or a map[string]string (language to text, "" for the language
	// of the page) for the kind texte-par-langue; nil for lists and groups.
	Data   any
	block  bool    // written under its key after | or >
	Items  []Value // of a list, in the author's order
	Fields Values  // of a group; never nil for one
}

// Start is where the text of a value begins: at its place or, when it is
// written under its key, on the line after, where its indentation is supposed
// to be the usual one.
func (v *Value) Start() site.Pos {
	if !v.block {
		return v.Pos
	}
	return site.Pos{File: v.Pos.File, Line: v.Pos.Line + 1, Col: 3}
}

// Reference is the name of another page, as its author wrote it.
type Reference string

// Get returns the value at path, "source.editeur", or nil. On the way it goes
// through the first item of a list.
func (v Values) Get(path string) *Value {
	key, rest, more := strings.Cut(path, ".")
	i := slices.IndexFunc(v, func(x Value) bool { return x.Field.Key == key })
	switch {
	case i < 0:
		return nil
	case !more:
		return &v[i]
	case len(v[i].Items) > 0:
		return v[i].Items[0].Fields.Get(rest)
	}
	return v[i].Fields.Get(rest)
}

// All returns every value at path, going through all items of lists, the last
// included: "phases.phase" gives the phase of each.
func (v Values) All(path string) []*Value {
	key, rest, more := strings.Cut(path, ".")
	var all []*Value
	for i := range v {
		if v[i].Field.Key != key {
			continue
		}
		for _, leaf := range v[i].leaves() {
			if more {
				all = append(all, leaf.Fields.All(rest)...)
			} else {
				all = append(all, leaf)
			}
		}
	}
	return all
}

// leaves returns the items of a list, or v alone.
func (v *Value) leaves() []*Value {
	if v.Items == nil {
		return []*Value{v}
	}
	leaves := make([]*Value, len(v.Items))
	for i := range v.Items {
		leaves[i] = &v.Items[i]
	}
	return leaves
}

// Text returns the value at path as it would be typed: the ID of a term, the
// name of a reference, an ISO date, "oui" or "non"; "" when it is missing, a
// list, a group, or given by language.
func (v Values) Text(path string) string { return v.Get(path).text() }

// Texts returns the text of every value at path.
func (v Values) Texts(path string) []string {
	var texts []string
	for _, x := range v.All(path) {
		texts = append(texts, x.text())
	}
	return texts
}

func (v *Value) text() string {
	if v == nil {
		return ""
	}
	switch data := v.Data.(type) {
	case string:
		return data
	case *site.Term:
		return data.ID
	case Reference:
		return string(data)
	case site.Date:
		return data.String()
	case site.Duration:
		return data.ISO()
	case float64:
		return strconv.FormatFloat(data, 'f', -1, 64)
	case bool:
		if data {
			return "oui"
		}
		return "non"
	case map[string]string:
		return data[""]
	}
	return ""
}

// Date returns the date at path, or the zero Date.
func (v Values) Date(path string) site.Date { return data[site.Date](v, path) }

// Duration returns the duration at path, or 0.
func (v Values) Duration(path string) site.Duration { return data[site.Duration](v, path) }

// Number returns the number at path, or 0.
func (v Values) Number(path string) float64 { return data[float64](v, path) }

// Bool reports whether the value at path is oui.
func (v Values) Bool(path string) bool { return data[bool](v, path) }

// Term returns the term at path, or nil.
func (v Values) Term(path string) *site.Term { return data[*site.Term](v, path) }

// Terms returns every term at path.
func (v Values) Terms(path string) []*site.Term {
	var terms []*site.Term
	for _, x := range v.All(path) {
		if t, ok := x.Data.(*site.Term); ok {
			terms = append(terms, t)
		}
	}
	return terms
}

func data[T any](v Values, path string) T {
	var none T
	x := v.Get(path)
	if x == nil {
		return none
	}
	d, _ := x.Data.(T)
	return d
}
