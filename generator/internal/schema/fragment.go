package schema

import (
	"bytes"
	"encoding/json"
	"strings"
)

// fragment is a part of a JSON Schema, 2020-12. The fields are in the order in
// which they are written.
type fragment struct {
	Schema               string    `json:"$schema,omitempty"`
	Const                any       `json:"const,omitempty"`
	Title                string    `json:"title,omitempty"`
	Description          string    `json:"description,omitempty"`
	Default              any       `json:"default,omitempty"`
	Ref                  string    `json:"$ref,omitempty"`
	Type                 any       `json:"type,omitempty"` // a string or a []string
	Enum                 []any     `json:"enum,omitempty"`
	Pattern              string    `json:"pattern,omitempty"`
	Minimum              *int64    `json:"minimum,omitempty"`
	Maximum              *int64    `json:"maximum,omitempty"`
	Required             []string  `json:"required,omitempty"`
	Properties           members   `json:"properties,omitempty"`
	PatternProperties    members   `json:"patternProperties,omitempty"`
	AdditionalProperties any       `json:"additionalProperties,omitempty"` // a *fragment or false
	Items                *fragment `json:"items,omitempty"`
	Contains             *fragment `json:"contains,omitempty"`
	MinContains          *int64    `json:"minContains,omitempty"`
	MaxContains          *int64    `json:"maxContains,omitempty"`
	OneOf                fragments `json:"oneOf,omitempty"`
	AnyOf                fragments `json:"anyOf,omitempty"`
	AllOf                fragments `json:"allOf,omitempty"`
	Not                  *fragment `json:"not,omitempty"`
	If                   *fragment `json:"if,omitempty"`
	Then                 *fragment `json:"then,omitempty"`
	Else                 *fragment `json:"else,omitempty"`
	Defs                 members   `json:"$defs,omitempty"`
}

type fragments []*fragment

// members is an object that keeps the order of its keys.
type members []member

type member struct {
	key   string
	value *fragment
}

// MarshalJSON writes the members in their order.
func (m members) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, x := range m {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(encode(x.key, ""))
		out.WriteByte(':')
		out.Write(encode(x.value, ""))
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// encode writes v as JSON, without the escapes that are for HTML.
func encode(v any, indent string) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings, numbers and lists of them always marshal
	}
	return out.Bytes()
}

// The kinds of fields are made of these.

// space is any space that authors type. JSON Schema has the patterns of
// ECMA-262, whose \s has them all; other engines only know ASCII's.
const space = "[\\s\u00a0\u2000-\u200a\u202f]"

// scalarTypes are the types of what YAML writes on a line: a text may look
// like a number.
var scalarTypes = []string{"string", "number", "boolean"}

// anyText is any value on a line.
func anyText() *fragment { return &fragment{Type: scalarTypes} }

// written is a string that is one of the alternatives, with spaces around it or not.
func written(alternatives ...string) *fragment {
	return &fragment{Type: "string", Pattern: "^" + space + "*(?:" + strings.Join(alternatives, "|") + ")" + space + "*$"}
}

// integer is a whole number between two bounds.
func integer(least, most int64) *fragment {
	return &fragment{Type: "integer", Minimum: &least, Maximum: &most}
}
