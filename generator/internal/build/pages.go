package build

import (
	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// Pages returns what reads the pages of a site, as far as its settings can be
// read.
func Pages(opts Options) (*content.Scanner, error) {
	s, _, err := settings(opts)
	if err != nil {
		return nil, err
	}
	declared, _ := schema.Load(extension(s))
	return pages(opts, s, declared), nil
}

func pages(opts Options, s *config.Settings, declared *site.Schema) *content.Scanner {
	return &content.Scanner{FS: opts.FS, Schema: declared, Decoder: schema.NewDecoder(declared),
		Sections: s.Sections, Lang: s.Lang, Workers: opts.Workers}
}
