package config

import (
	"bytes"
	"encoding/json"
)

// form is a part of a JSON Schema.
type form map[string]any

// What values of site.yaml may be. A text may look like a number to YAML, and
// an empty value is the default.
var (
	textForm     = form{"type": []string{"string", "number", "boolean", "null"}}
	titleForm    = form{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}
	addressForm  = form{"type": []string{"string", "null"}, "pattern": `^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]+[^?#]*$`}
	contactForm  = form{"type": []string{"string", "null"}, "pattern": `^([^:@]*|(mailto:)?[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\.[A-Za-z]+|[Hh][Tt][Tt][Pp][Ss]?://[^ /?#@\\"<>][^ \\"<>]*)$`}
	languageForm = form{"type": []string{"string", "null"}, "pattern": languageTag.String()}
	themeForm    = form{"type": []string{"string", "null"}, "pattern": `^[^./\\][^/\\]*$`}
	menuForm     = form{"type": []string{"array", "null"}, "items": form{"anyOf": []form{
		{"type": "string", "minLength": 1},
		{"type": "object", "required": []string{"vers"}, "additionalProperties": false, "properties": form{
			"titre": textForm,
			"vers":  form{"type": "string", "minLength": 1},
		}},
	}}}
	mediasForm = form{"anyOf": []form{
		{"type": []string{"string", "null"}},
		{"type": "array", "items": form{"type": "string", "pattern": `\.`}},
	}}
	switchForm = form{"anyOf": []form{
		{"type": []string{"boolean", "null"}},
		{"type": "string", "pattern": `^([Oo][Uu][Ii]|[Vv][Rr][Aa][Ii]|[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Nn][Oo][Nn]?|[Ff][Aa][Uu][Xx]|[Ff][Aa][Ll][Ss][Ee])$`},
	}}
	abbreviationsForm = form{"type": []string{"object", "null"}, "additionalProperties": form{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}}
	sectionsForm      = form{"type": []string{"object", "null"}, "additionalProperties": form{"$ref": "#/$defs/type"}}
)

// ref stands for a definition that the caller of JSONSchema gives, or for
// nothing.
func ref(name string) form {
	return form{"anyOf": []form{{"$ref": "#/$defs/" + name}, {"type": "null"}}}
}

// JSONSchema returns the JSON Schema (2020-12) of site.yaml, for editors.
// definitions are those that depend on the site: "types", "vocabulaires",
// "type" and "licence", with what they refer to.
func JSONSchema(definitions map[string]json.RawMessage) []byte {
	doc := struct {
		Schema      string                     `json:"$schema"`
		Title       string                     `json:"title"`
		Description string                     `json:"description"`
		Type        string                     `json:"type"`
		Required    []string                   `json:"required"`
		Additional  bool                       `json:"additionalProperties"`
		Properties  form                       `json:"properties"`
		Definitions map[string]json.RawMessage `json:"$defs"`
	}{
		"https://json-schema.org/draft/2020-12/schema", "Les réglages du site", "Le fichier " + File + ", à la racine du site.",
		"object", []string{"titre"}, false, properties(Keys), definitions,
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic(err) // the forms are strings, and definitions are JSON
	}
	return out.Bytes()
}

func properties(keys []Key) form {
	out := form{}
	for _, k := range keys {
		value := form{"description": k.Doc}
		switch {
		case k.Later:
			value["description"] = k.Doc + " (Pas encore d'effet.)"
		case k.Keys != nil:
			value["type"] = []string{"object", "null"}
			value["additionalProperties"] = false
			value["properties"] = properties(k.Keys)
		}
		for name, x := range k.form {
			value[name] = x
		}
		out[k.Name] = value
	}
	return out
}
