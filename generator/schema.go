package generator

import (
	"essaim/generator/internal/build"
	"essaim/generator/internal/config"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// Schema returns the JSON Schema (2020-12) of the front matters of a type of
// the site, for editors; of all its types in one document when typ is "", and
// of its settings when typ is "site.yaml". The same settings give the same
// bytes.
func (s *Site) Schema(typ string) ([]byte, error) {
	declared, err := build.Schema(s.options())
	if err != nil {
		return nil, err
	}
	return jsonSchema(declared, typ)
}

// Schema returns the JSON Schema of a type that every site has, or of all of
// them: what [Site.Schema] returns where site.yaml adds nothing.
func Schema(typ string) ([]byte, error) {
	declared, _ := schema.Load(schema.Extension{}) // the embedded types have no problems
	return jsonSchema(declared, typ)
}

func jsonSchema(declared *site.Schema, typ string) ([]byte, error) {
	if typ == config.File { // no type is called so: there is a dot
		return config.JSONSchema(schema.Declarations(declared)), nil
	}
	t := declared.Type(typ)
	if t == nil && typ != "" {
		return nil, unknownType(declared, typ)
	}
	return schema.JSONSchema(declared, t), nil
}
