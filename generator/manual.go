package generator

import (
	"essaim/generator/internal/build"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// Manual returns a chapter of the manual of the site, as a page of content in
// French: that of a type, of the fields that all types have ("communs"), or of
// the vocabularies ("vocabulaires").
func (s *Site) Manual(chapter string) ([]byte, error) {
	declared, err := build.Schema(s.options())
	if err != nil {
		return nil, err
	}
	return manual(declared, chapter)
}

// Manual returns a chapter of the manual of every site: what [Site.Manual]
// returns where site.yaml adds nothing.
func Manual(chapter string) ([]byte, error) {
	declared, _ := schema.Load(schema.Extension{})
	return manual(declared, chapter)
}

func manual(declared *site.Schema, chapter string) ([]byte, error) {
	t := declared.Type(chapter)
	switch {
	case t != nil:
		return schema.Manual(declared, t), nil
	case chapter == "communs":
		return schema.CommonManual(declared), nil
	case chapter == "vocabulaires":
		return schema.VocabularyManual(declared), nil
	}
	refused := unknownType(declared, chapter)
	refused.Hint += " ; ou bien : communs, vocabulaires"
	return nil, refused
}
