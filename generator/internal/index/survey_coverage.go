package index

import (
	"slices"

	"essaim/generator/site"
)

// coverages returns what the pages of a type speak of, for each of its fields
// whose coverage is declared.
func (s *surveyor) coverages(schema *site.Schema, t *site.Type) (all []site.Coverage) {
	for _, f := range s.fields(t.Fields, "") {
		v := schema.Vocabulary(f.Vocabulary)
		if !f.Coverage || v == nil {
			continue
		}
		if c := s.coverage(t, f, v); c.Terms > 0 { // an open vocabulary may declare none
			all = append(all, c)
		}
	}
	return all
}

func (s *surveyor) coverage(t *site.Type, f fieldAt, v *site.Vocabulary) site.Coverage {
	c := site.Coverage{Type: t, Field: f.Field, Path: f.path, Vocabulary: v}
	within, covered := inside(v), map[*site.Term]bool{}
	for _, p := range s.pages {
		if p.Type != t || p.Withdrawn {
			continue
		}
		c.Pages++
		for _, use := range p.Covers {
			if use.Field == f.Field {
				for term := range within[use.Term] {
					covered[term] = true
				}
			}
		}
	}
	for _, term := range narrowest(v) {
		c.Terms++
		if covered[term] {
			continue
		}
		c.Missing++
		last := len(c.Without) - 1
		if last < 0 || c.Without[last].Label != term.Group {
			c.Without = append(c.Without, site.TermHeading{Label: term.Group})
			last++
		}
		c.Without[last].Terms = append(c.Without[last].Terms, term)
	}
	return c
}

// narrowest returns the terms of a vocabulary that have no narrower one: in the
// levels, the classes. Saying as well that their cycle lacks a page would say
// the same thing twice.
func narrowest(v *site.Vocabulary) []*site.Term {
	broader := map[string]bool{}
	for _, t := range v.Terms {
		for _, id := range t.Parents {
			broader[id] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(v.Terms), func(t *site.Term) bool { return broader[t.ID] })
}
