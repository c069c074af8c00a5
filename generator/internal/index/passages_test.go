package index

import (
	"fmt"
	"slices"
	"testing"

	"essaim/generator/site"
)

// TestPassageLists holds what a passage for an audience does to the site: its
// page is in the list of that audience, and the audience has a portal even when
// no page is for it as a whole.
func TestPassageLists(t *testing.T) {
	readers := &site.Vocabulary{Name: AudienceVocabulary, Pages: true}
	for _, id := range []string{"equipes", "familles", "eleves"} {
		readers.Terms = append(readers.Terms, &site.Term{ID: id, Label: id, Vocabulary: readers})
	}
	schema := &site.Schema{Types: []*site.Type{note}, Vocabularies: []*site.Vocabulary{readers}}
	says := func(audiences ...string) func(*site.Page) {
		return func(p *site.Page) {
			for i, a := range audiences {
				p.Passages = append(p.Passages, site.Passage{Audience: a, ID: fmt.Sprint("p", i)})
			}
		}
	}
	pages := []*site.Page{
		page(note, "a", dated("2026-01-02"), says("familles", "inconnus", "familles")),
		page(note, "b", dated("2026-03-04"), says("familles")),
		page(note, "c", dated("2026-05-06"), says("familles", "eleves"), func(p *site.Page) { p.State = site.Draft }),
		page(note, "d", dated("2026-07-08"), func(p *site.Page) {
			p.Terms = []site.TermUse{{Field: "lecteurs", Term: readers.Terms[0]}}
		}),
		page(note, "_index", says("familles"), func(p *site.Page) { p.Intro, p.Address = true, "notes/" }),
	}
	v := New(schema, pages, nil, Options{}).View(site.Place{})
	var got []string
	for _, p := range v.List(PassageList("familles")) {
		got = append(got, p.Slug)
	}
	if want := []string{"b", "a", "_index"}; !slices.Equal(got, want) {
		t.Errorf("the pages with a passage for families are %q, want %q", got, want)
	}
	got = nil
	for _, term := range v.Terms(AudienceVocabulary) {
		got = append(got, fmt.Sprint(term.ID, " ", term.Count, " ", term.URL()))
	}
	if want := []string{"equipes 1 equipes/", "familles 0 familles/"}; !slices.Equal(got, want) {
		t.Errorf("the audiences are %q, want %q", got, want)
	}

	readers.Pages = false
	v = New(schema, pages, nil, Options{}).View(site.Place{})
	if n := v.Count(PassageList("familles")); n > 0 {
		t.Errorf("%d pages are listed for an audience that has no portal", n)
	}
}
