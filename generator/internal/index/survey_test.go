package index

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// The types of these tests: a date of each sort, and fields to cover.
var (
	review  = &site.Field{Key: "revoir", Kind: "date", Deadline: &site.Deadline{Title: "À revoir"}}
	checked = &site.Field{Key: "verifie", Kind: "date", Deadline: &site.Deadline{Title: "À vérifier", Valid: 365}}
	again   = &site.Field{Key: "relu", Kind: "date", Deadline: &site.Deadline{Title: "À vérifier", Valid: 30}}
	allowed = &site.Field{Key: "jusqu_au", Kind: "date", Deadline: &site.Deadline{Title: "Autorisations", Notice: 60}}
	inner   = &site.Field{Key: "rappel", Kind: "date", Deadline: &site.Deadline{Title: "Rappels"}}
	classes = &site.Field{Key: "classes", Kind: "choix", Vocabulary: "classes", Coverage: true}
	seasons = &site.Field{Key: "saison", Kind: "choix", Vocabulary: "saisons", Coverage: true, Private: true}
	free    = &site.Field{Key: "mots", Kind: "choix", Vocabulary: "mots", Coverage: true}

	sheetType = &site.Type{Name: "fiche", Folder: "fiches", Plural: "Fiches", Fields: []*site.Field{
		review, {Key: "image", Kind: "groupe", Fields: []*site.Field{allowed}}, {Key: "suivi", Kind: "groupe", Private: true, Fields: []*site.Field{inner}},
		classes, seasons, free, {Key: "secret", Private: true}, {Key: "objectifs"}, {Key: "materiel"},
	}}
	toolType  = &site.Type{Name: "outil", Folder: "outils", Plural: "Outils", Fields: []*site.Field{review, checked, again}}
	plainType = &site.Type{Name: "page", Plural: "Pages"}

	grades = &site.Vocabulary{Name: "classes", Terms: []*site.Term{
		{ID: "ecole"}, {ID: "college"},
		{ID: "cm1", Group: "École", Parents: []string{"ecole", "cycle"}}, {ID: "cm2", Group: "École", Parents: []string{"ecole", "cycle"}},
		{ID: "cycle"},
		{ID: "6e", Group: "Collège", Parents: []string{"college", "cycle"}}, {ID: "5e", Group: "Collège", Parents: []string{"college"}},
	}}
	year    = &site.Vocabulary{Name: "saisons", Terms: []*site.Term{{ID: "ete"}, {ID: "hiver"}}}
	sheets  = &site.Schema{Types: []*site.Type{sheetType, toolType, plainType}, Vocabularies: []*site.Vocabulary{grades, year, words}}
	anyDate = func(text string) site.Date { d, _ := french.ParseDate(text); return d }
)

func due(f *site.Field, text string) func(*site.Page) {
	return func(p *site.Page) { p.Deadlines = append(p.Deadlines, site.FieldDate{Field: f, Date: anyDate(text)}) }
}

func covers(f *site.Field, ids string) func(*site.Page) {
	return func(p *site.Page) {
		for _, id := range strings.Fields(ids) {
			for _, t := range sheets.Vocabulary(f.Vocabulary).Terms {
				if t.ID == id {
					p.Covers = append(p.Covers, site.FieldTerm{Field: f, Term: t})
				}
			}
		}
	}
}

func archived(p *site.Page)  { p.State = site.Archived }
func withdrawn(p *site.Page) { p.Withdrawn = true }

func surveyed(private bool, pages ...*site.Page) site.Survey {
	return newSurvey(sheets, pages, anyDate("2026-11-23"), private, site.Place{Address: "bilan/"})
}

// tell writes the reminder of a title: what is due, then when there will be more.
func tell(s site.Survey, title string) string {
	for _, r := range s.Reminders {
		if r.Title != title {
			continue
		}
		var out []string
		for _, d := range r.Due {
			out = append(out, fmt.Sprintf("%s %s %s %d", d.Page.Slug, d.Path, d.Day, d.Late))
		}
		return fmt.Sprintf("%s; %d, %s", strings.Join(out, "; "), r.Dates, r.Next)
	}
	return "untold"
}

func TestReminders(t *testing.T) {
	tests := []struct {
		name, title string
		page        *site.Page
		want        string
	}{
		{"the day before", "À revoir", page(sheetType, "p", due(review, "2026-11-24")), "; 1, 2026-11-24"},
		{"the day", "À revoir", page(sheetType, "p", due(review, "2026-11-23")), "p revoir 2026-11-23 0; 1, "},
		{"the day after", "À revoir", page(sheetType, "p", due(review, "2026-11-22")), "p revoir 2026-11-22 1; 1, "},
		{"a month is not over before its last day", "À revoir", page(sheetType, "p", due(review, "2026-11")), "; 1, 2026-11-30"},
		{"a month that is over", "À revoir", page(sheetType, "p", due(review, "2026-10")), "p revoir 2026-10-31 23; 1, "},
		{"a year", "À revoir", page(sheetType, "p", due(review, "2026")), "; 1, 2026-12-31"},
		{"a year that is over", "À revoir", page(sheetType, "p", due(review, "2024")), "p revoir 2024-12-31 692; 1, "},
		{"a February of 29 days", "À revoir", page(sheetType, "p", due(review, "2024-02")), "p revoir 2024-02-29 998; 1, "},
		{"a very old date", "À revoir", page(sheetType, "p", due(review, "1000")), "p revoir 1000-12-31 374701; 1, "},
		{"a year of validity, not over", "À vérifier", page(toolType, "p", due(checked, "2025-11-24")), "; 1, 2026-11-24"},
		{"a year of validity, over", "À vérifier", page(toolType, "p", due(checked, "2025-11-23")), "p verifie 2026-11-23 0; 1, "},
		{"validity counts from the end of a month", "À vérifier", page(toolType, "p", due(checked, "2025-11")), "; 1, 2026-11-30"},
		{"sixty days of notice, one too many", "Autorisations", page(sheetType, "p", due(allowed, "2027-01-23")), "; 1, 2026-11-24"},
		{"sixty days of notice", "Autorisations", page(sheetType, "p", due(allowed, "2027-01-22")), "p image.jusqu_au 2027-01-22 -60; 1, "},
		{"an archived page is not looked at again", "À revoir", page(sheetType, "p", archived, due(review, "2026-11-01")), "; 0, "},
		{"nor is a withdrawn one", "À revoir", page(sheetType, "p", withdrawn, due(review, "2026-11-01")), "; 0, "},
		{"but what it shows still is", "Autorisations", page(sheetType, "p", archived, due(allowed, "2026-11-01")), "p image.jusqu_au 2026-11-01 22; 1, "},
		{"an introduction is no page", "À revoir", page(sheetType, "p", due(review, "2026-11-01"), func(p *site.Page) { p.Intro = true }), "; 0, "},
		{"a private group", "Rappels", page(sheetType, "p", due(inner, "2026-11-01")), "p suivi.rappel 2026-11-01 22; 1, "},
		{"no date", "À revoir", page(sheetType, "p"), "; 0, "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := tell(surveyed(true, test.page), test.title); got != test.want {
				t.Errorf("Got %q, want %q", got, test.want)
			}
		})
	}
}

// One title gathers fields of several types; the most urgent comes first, and
// the next reminder is the nearest of those that wait.
func TestRemindersTogether(t *testing.T) {
	s := surveyed(true,
		page(sheetType, "a", due(review, "2026-11-20")), page(sheetType, "b", due(review, "2027-05-01")),
		page(toolType, "c", due(review, "2026-01-01"), due(checked, "2025-01-01"), due(again, "2026-11-20")),
		page(toolType, "d", due(review, "2026-11-20"), due(again, "2026-10-01")), page(toolType, "e", due(review, "2027-03-01")))
	if got, want := tell(s, "À revoir"), "c revoir 2026-01-01 326; a revoir 2026-11-20 3; d revoir 2026-11-20 3; 5, 2027-03-01"; got != want {
		t.Errorf("Got %q, want %q", got, want)
	}
	if got, want := tell(s, "À vérifier"), "c verifie 2026-01-01 326; d relu 2026-10-31 23; 3, 2026-12-20"; got != want {
		t.Errorf("Got %q, want %q", got, want)
	}
	var titles []string
	for _, r := range s.Reminders {
		titles = append(titles, r.Title)
	}
	if want := []string{"À revoir", "Autorisations", "Rappels", "À vérifier"}; !slices.Equal(titles, want) {
		t.Errorf("Got the reminders %q, want %q", titles, want)
	}
}

// A site may declare any number of days: nothing overflows.
func TestRemindersFarAway(t *testing.T) {
	for _, days := range []int{1 << 40, -1 << 40, 1 << 62, -1 << 62} {
		far := &site.Field{Key: "loin", Deadline: &site.Deadline{Title: "Loin", Valid: days}}
		schema := &site.Schema{Types: []*site.Type{{Name: "t", Fields: []*site.Field{far}}}}
		s := newSurvey(schema, []*site.Page{page(schema.Types[0], "p", due(far, "9999"))}, anyDate("2026-11-23"), true, site.Place{})
		r := s.Reminders[0]
		if days > 0 && (r.Due != nil || r.Next.String() != "9999-12-31") || days < 0 && (len(r.Due) != 1 || r.Due[0].Day.String() != "0001-01-01") {
			t.Errorf("%d days: %+v", days, r)
		}
	}
}

func TestGaps(t *testing.T) {
	lacking := func(keys ...string) func(*site.Page) { return func(p *site.Page) { p.Missing = keys } }
	pages := []*site.Page{
		page(sheetType, "a", lacking("materiel")), page(sheetType, "b", lacking("objectifs", "materiel", "secret")),
		page(sheetType, "c", archived, lacking("objectifs")), page(sheetType, "d", withdrawn, lacking("objectifs")),
		page(sheetType, "e"), page(toolType, "f"),
	}
	write := func(s site.Survey) string {
		var out []string
		for _, g := range s.Gaps {
			out = append(out, fmt.Sprint(g.Type.Name, " ", g.Pages))
			for _, f := range g.Fields {
				out = append(out, f.Field.Key)
				for _, p := range f.Pages {
					out = append(out, p.URL())
				}
			}
		}
		return strings.Join(out, ", ")
	}
	want := "fiche 3, materiel, ../fiches/a/, ../fiches/b/, secret, ../fiches/b/, objectifs, ../fiches/b/, outil 1"
	if got := write(surveyed(true, pages...)); got != want {
		t.Errorf("Got %q, want %q", got, want)
	}
	if got := write(surveyed(false, pages...)); got != strings.Replace(want, "secret, ../fiches/b/, ", "", 1) {
		t.Errorf("in public: got %q", got)
	}
}

func TestCoverage(t *testing.T) {
	tests := []struct {
		name  string
		pages []*site.Page
		want  string
	}{
		{"no page", nil, "0 pages, 0 of 4: École cm1 cm2, Collège 6e 5e"},
		{"no term", []*site.Page{page(sheetType, "a")}, "1 pages, 0 of 4: École cm1 cm2, Collège 6e 5e"},
		{"one class", []*site.Page{page(sheetType, "a", covers(classes, "cm1"))}, "1 pages, 1 of 4: École cm2, Collège 6e 5e"},
		{"a broader term speaks of what is inside", []*site.Page{page(sheetType, "a", covers(classes, "cycle"))}, "1 pages, 3 of 4: Collège 5e"},
		{"two stages", []*site.Page{page(sheetType, "a", covers(classes, "ecole")), page(sheetType, "b", covers(classes, "college"))}, "2 pages, 4 of 4: "},
		{"an archived page still speaks", []*site.Page{page(sheetType, "a", archived, covers(classes, "cycle"))}, "1 pages, 3 of 4: Collège 5e"},
		{"a withdrawn one does not", []*site.Page{page(sheetType, "a", withdrawn, covers(classes, "cycle"))}, "0 pages, 0 of 4: École cm1 cm2, Collège 6e 5e"},
		{"another type", []*site.Page{page(toolType, "a", covers(classes, "cycle"))}, "0 pages, 0 of 4: École cm1 cm2, Collège 6e 5e"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := surveyed(false, test.pages...)
			if len(s.Coverage) != 1 || s.Coverage[0].Path != "classes" {
				t.Fatalf("Got %+v, want one coverage: the other fields are private or open", s.Coverage)
			}
			c := s.Coverage[0]
			var out []string
			missing := 0
			for _, h := range c.Without {
				line := h.Label
				for _, term := range h.Terms {
					line, missing = line+" "+term.ID, missing+1
				}
				out = append(out, line)
			}
			if got := fmt.Sprintf("%d pages, %d of %d: %s", c.Pages, c.Covered(), c.Terms, strings.Join(out, ", ")); got != test.want {
				t.Errorf("Got %q, want %q", got, test.want)
			}
			if missing != c.Missing {
				t.Errorf("%d terms are missing, %d are listed", c.Missing, missing)
			}
		})
	}
	if s := surveyed(true); len(s.Coverage) != 2 || s.Coverage[1].Path != "saison" {
		t.Errorf("Got %+v, want that of a private field too", s.Coverage)
	}
}

// Simple pages need no identifier: none is ever given to them.
func TestNoID(t *testing.T) {
	named := func(p *site.Page) { p.ID = "b2c3" }
	s := surveyed(false, page(sheetType, "a"), page(sheetType, "b", named), page(plainType, "c"),
		page(sheetType, "d", func(p *site.Page) { p.Intro = true }))
	if len(s.NoID) != 1 || s.NoID[0].Slug != "a" || s.Pages != 3 {
		t.Errorf("Got %d pages, %v without an id, want 3, a", s.Pages, s.NoID)
	}
}

// A page with mistakes says nothing sure: whoever asks may leave it out. What
// the site shows tells nothing of private fields.
func TestSurveyOfIndex(t *testing.T) {
	pages := []*site.Page{page(sheetType, "a", due(inner, "2026-01-01")), page(sheetType, "b"), page(sheetType, "c", func(p *site.Page) { p.State = site.Draft })}
	ix := New(sheets, pages, nil, Options{Today: anyDate("2026-11-23")})
	s := ix.Survey(map[string]bool{"content/fiches/b.md": true})
	if s.Pages != 1 || len(s.NoID) != 1 || tell(s, "Rappels") != "a suivi.rappel 2026-01-01 326; 1, " {
		t.Errorf("Got %+v", s)
	}
	v := ix.View(site.Place{})
	if got := v.Survey(); got.Pages != 2 || tell(got, "Rappels") != "untold" {
		t.Errorf("Got %+v, want nothing private", got)
	}
	if want := []string{"bilan 2026-11-23"}; !reflect.DeepEqual(v.Asked(), want) {
		t.Errorf("Asked %q, want %q", v.Asked(), want)
	}
}
