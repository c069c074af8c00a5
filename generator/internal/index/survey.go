package index

import (
	"cmp"
	"slices"

	"essaim/generator/site"
)

// Survey returns what is to be done for the pages that are published, but for
// the faulty ones, whose paths are given. Private fields count: it is for those
// who write the site.
func (ix *Index) Survey(faulty map[string]bool) site.Survey {
	pages := slices.DeleteFunc(slices.Clone(ix.Pages), func(p *site.Page) bool { return faulty[p.Path] })
	return newSurvey(ix.Schema, pages, ix.Today, true, site.Place{})
}

// Survey implements [site.View].
func (v *View) Survey() site.Survey {
	v.note("bilan " + v.ix.Today.String())
	return newSurvey(v.ix.Schema, v.ix.Pages, v.ix.Today, false, v.place)
}

// newSurvey looks at pages, by path, on the day today. private says that it
// also tells of private fields.
func newSurvey(schema *site.Schema, pages []*site.Page, today site.Date, private bool, place site.Place) site.Survey {
	s := &surveyor{private: private, place: place, today: lastDay(today)}
	out := site.Survey{Today: today}
	for _, p := range pages {
		if p.Intro {
			continue
		}
		s.pages = append(s.pages, p)
		if p.ID == "" && p.Type.Folder != "" { // those that are given one when it is missing
			out.NoID = append(out.NoID, s.ref(p))
		}
	}
	out.Pages = len(s.pages)
	out.Reminders = s.reminders(schema)
	for _, t := range schema.Types {
		if gaps := s.gaps(t); gaps.Pages > 0 {
			out.Gaps = append(out.Gaps, gaps)
		}
		out.Coverage = append(out.Coverage, s.coverages(schema, t)...)
	}
	return out
}

// surveyor looks at the pages of a site.
type surveyor struct {
	pages   []*site.Page
	today   int // a day, as lastDay counts them
	private bool
	place   site.Place
}

func (s *surveyor) ref(p *site.Page) site.Ref { return site.Ref{Page: p, Place: s.place} }

// fieldAt is a field of a type, at any depth.
type fieldAt struct {
	*site.Field
	path string // its dotted key
}

// fields returns the fields that the survey may tell of, those of groups included.
func (s *surveyor) fields(fields []*site.Field, prefix string) (all []fieldAt) {
	for _, f := range fields {
		if f.Private && !s.private {
			continue
		}
		all = append(all, fieldAt{f, prefix + f.Key})
		all = append(all, s.fields(f.Fields, prefix+f.Key+".")...)
	}
	return all
}

// kept says whether a page is still looked after.
func kept(p *site.Page) bool { return p.State != site.Archived && !p.Withdrawn }

// gaps returns what the pages of a type lack.
func (s *surveyor) gaps(t *site.Type) site.Gaps {
	gaps := site.Gaps{Type: t}
	without := map[string][]site.Ref{}
	for _, p := range s.pages {
		if p.Type != t || !kept(p) {
			continue
		}
		gaps.Pages++
		for _, key := range p.Missing {
			without[key] = append(without[key], s.ref(p))
		}
	}
	for _, f := range t.Fields {
		if pages := without[f.Key]; pages != nil && (s.private || !f.Private) {
			gaps.Fields = append(gaps.Fields, site.Gap{Field: f, Pages: pages})
		}
	}
	slices.SortStableFunc(gaps.Fields, func(a, b site.Gap) int { return cmp.Compare(len(b.Pages), len(a.Pages)) })
	return gaps
}
