package build

import (
	"essaim/generator/internal/config"
	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// typeset sets what a site says of itself, and what it calls its types, fields
// and terms, as French wants it. It comes once every page was read: what is said
// of a page quotes declarations as they are written.
func typeset(s *config.Settings, declared *site.Schema) {
	if !french.IsFrench(s.Lang) {
		return
	}
	set := func(texts ...*string) {
		for _, text := range texts {
			*text = french.Typeset(*text)
		}
	}
	set(&s.Title, &s.Description, &s.Publisher)
	for i := range s.Menu {
		set(&s.Menu[i].Label)
	}
	var fields func([]*site.Field)
	fields = func(list []*site.Field) {
		for _, f := range list {
			set(&f.Label)
			if f.Deadline != nil {
				set(&f.Deadline.Title)
			}
			fields(f.Fields)
		}
	}
	for _, t := range declared.Types {
		set(&t.Label, &t.Plural)
		fields(t.Fields)
	}
	for _, v := range declared.Vocabularies {
		set(&v.Label, &v.Source)
		for _, t := range v.Terms {
			set(&t.Label, &t.Short, &t.Group, &t.Doc)
		}
	}
}
