package index

import (
	"fmt"
	"slices"
	"testing"

	"essaim/generator/site"
)

// TestShownIsWhatWasAnswered asks each question whose answer names pages, and
// finds the same pages again from the key alone.
func TestShownIsWhatWasAnswered(t *testing.T) {
	today := site.Date{Year: 2026, Month: 1, Day: 1}
	cites := func(p *site.Page) { p.Refs = []site.Reference{{Field: "relations", Name: "n-01"}} }
	pages := []*site.Page{page(note, "à venir", dated("2027-02-03")), page(note, "cite", dated("2027-02-04"), cites)}
	for i := range ListSize + 6 {
		pages = append(pages, page(note, fmt.Sprintf("n-%02d", i), dated(fmt.Sprint(2020+i%2))))
	}
	ix := newIndex(Options{Today: today}, pages...)
	paths := func(refs []site.Ref) (out []string) {
		for _, r := range refs {
			out = append(out, r.Path)
		}
		return out
	}
	one := func(r *site.Ref) []string {
		if r == nil {
			return nil
		}
		return []string{r.Path}
	}
	tests := []struct {
		name string
		ask  func(v *View) []string
		some bool // the answer names pages
	}{
		{"page", func(v *View) []string { return one(v.Page("content/notes/à venir.md")) }, true},
		{"no page", func(v *View) []string { return one(v.Page("content/notes/absente.md")) }, false},
		{"latest", func(v *View) []string { return paths(v.Latest("type/note", 3)) }, true},
		{"list", func(v *View) []string { return paths(v.List("section/notes")) }, true},
		{"window", func(v *View) []string { return paths(v.Window("type/note", "2021")) }, true},
		{"no window", func(v *View) []string { return paths(v.Window("type/note", "1999")) }, false},
		{"upcoming", func(v *View) []string { return paths(v.Upcoming("note", 2)) }, true},
		{"neighbour", func(v *View) []string { return one(v.Neighbour("content/notes/à venir.md", 1)) }, true},
		{"no neighbour", func(v *View) []string { return one(v.Neighbour("content/notes/à venir.md", -9)) }, false},
		{"referrers", func(v *View) (out []string) {
			for _, r := range v.Referrers("content/notes/n-01.md") {
				out = append(out, r.Path)
			}
			return out
		}, true},
		{"count", func(v *View) []string { v.Count("tout"); return nil }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := ix.View(site.Place{})
			want := test.ask(v)
			var got []string
			for _, p := range ix.Shown(v.Asked()[0]) {
				got = append(got, p.Path)
			}
			if !slices.Equal(got, want) || (got != nil) != test.some {
				t.Errorf("Shown(%q) = %q, want %q", v.Asked()[0], got, want)
			}
		})
	}
}

func TestLoose(t *testing.T) {
	top := func(p *site.Page) { p.Section = "" }
	ix := newIndex(Options{}, page(note, "dans-une-rubrique"), page(note, "seule", top), page(note, "du-menu", top), page(note, "contact", top),
		page(note, "brouillon", top, func(p *site.Page) { p.State = site.Draft }), page(note, "accueil", top, func(p *site.Page) { p.Intro = true }))
	ix.SetMenu([]MenuEntry{{Address: "notes/du-menu/"}})
	ix.SetContact(MenuEntry{Address: "notes/contact/"})
	if got := ix.Loose(); len(got) != 1 || got[0].Slug != "seule" {
		t.Errorf("Loose() = %v, want the page « seule » alone", got)
	}
}
