package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

var (
	note  = &site.Type{Name: "note", Folder: "notes", Plural: "Notes", Order: "date"}
	tool  = &site.Type{Name: "outil", Folder: "outils", Plural: "Outils", Order: "titre"}
	words = &site.Vocabulary{Name: "mots", Label: "Mots", Open: true, Pages: true}
	model = &site.Schema{Types: []*site.Type{note, tool}, Vocabularies: []*site.Vocabulary{words}}
)

// page makes the facts of a page at content/<section>/<slug>.md.
func page(t *site.Type, slug string, change ...func(*site.Page)) *site.Page {
	p := &site.Page{
		Path: "content/" + t.Folder + "/" + slug + ".md", Type: t, Section: t.Folder, Slug: slug,
		Address: site.Address(t.Folder + "/" + slug + "/"), Title: slug, SortKey: french.Fold(slug), State: site.Published,
	}
	for _, c := range change {
		c(p)
	}
	return p
}

func dated(text string) func(*site.Page) {
	return func(p *site.Page) { p.Date, _ = french.ParseDate(text); p.SortKey = p.Date.String() }
}

func newIndex(opts Options, pages ...*site.Page) *Index {
	ix := New(model, pages, map[string]site.Address{"content/notes/photo.jpg": "notes/photo.jpg"}, opts)
	for _, p := range ix.Pages {
		ix.Claim(p.Address, site.Pos{File: p.Path}, "la page")
	}
	return ix
}

func TestWindowsDoNotShift(t *testing.T) {
	var pages []*site.Page
	for i := range 700 {
		pages = append(pages, page(note, fmt.Sprintf("n%03d", i), dated(fmt.Sprintf("%d-%02d-10", 2024+i/350, 1+i%12))))
	}
	keys := func(pages []*site.Page) (out []string) {
		ix := newIndex(Options{}, pages...)
		for _, w := range ix.WindowKeys("type/note") {
			out = append(out, fmt.Sprintf("%s:%d", w.Key, len(ix.View(site.Place{}).Window("type/note", w.Key))))
		}
		return out
	}
	before := keys(pages)
	after := keys(append(pages, page(note, "tard", dated("2024-02-03"))))
	changed := 0
	for _, w := range after {
		if !slices.Contains(before, w) {
			changed++
		}
	}
	if len(before) != 8 || changed != 1 {
		t.Errorf("one back-dated page changes %d of the windows %v, want 1 of 8", changed, before)
	}
}

func TestWindowsHoldEveryPageOnce(t *testing.T) {
	tests := []struct {
		name  string
		pages func(i int) *site.Page
		list  string
	}{
		{"spread over years", func(i int) *site.Page { return page(note, fmt.Sprint("n", i), dated(fmt.Sprint(1900+i))) }, "type/note"},
		{"all on one day", func(i int) *site.Page { return page(note, fmt.Sprint("n", i), dated("2026-01-02")) }, "type/note"},
		{"without a date", func(i int) *site.Page {
			return page(note, fmt.Sprint("n", i), func(p *site.Page) { p.SortKey = "" })
		}, "type/note"},
		{"by title", func(i int) *site.Page { return page(tool, fmt.Sprintf("%c%c-%d", 'a'+i%20, 'a'+i%3, i)) }, "type/outil"},
		{"the same letters", func(i int) *site.Page { return page(tool, fmt.Sprint("outil-", i)) }, "type/outil"},
		{"odd titles", func(i int) *site.Page {
			return page(tool, fmt.Sprint("x", i), func(p *site.Page) { p.SortKey = french.Fold(strings.Repeat("œ", i%4)) })
		}, "type/outil"},
		{"mixed types, one page numbered in its own list", func(i int) *site.Page {
			return page(note, fmt.Sprint("n", i), dated(fmt.Sprint(2200-i)), func(p *site.Page) { p.Rank = max(0, 1-i) })
		}, "tout"},
		{"mixed types", func(i int) *site.Page { return page(note, fmt.Sprint("n", i), dated(fmt.Sprintf("2026-%02d", 1+i%12))) }, "tout"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var pages []*site.Page
			for i := range 200 {
				pages = append(pages, test.pages(i))
			}
			ix := newIndex(Options{}, pages...)
			v := ix.View(site.Place{})
			seen := map[string]int{}
			keys := map[string]bool{}
			groups := 0
			for _, w := range v.Windows(test.list, "") {
				groups += w.Count
			}
			if groups != len(pages) {
				t.Errorf("the groups hold %d pages, want %d", groups, len(pages))
			}
			for _, w := range ix.WindowKeys(test.list) {
				if keys[w.Key] {
					t.Errorf("two windows have the key %q", w.Key)
				}
				keys[w.Key] = true
				refs := v.Window(test.list, w.Key)
				if len(refs) == 0 || len(refs) > windowSize {
					t.Errorf("window %q holds %d pages", w.Key, len(refs))
				}
				for _, r := range refs {
					seen[r.Path]++
				}
			}
			steps := 1
			for w := v.WindowBeside(test.list, ix.WindowKeys(test.list)[0].Key, 1); w != nil; w = v.WindowBeside(test.list, w.Key, 1) {
				steps++
			}
			if steps != len(keys) {
				t.Errorf("walked through %d windows, want %d", steps, len(keys))
			}
			for _, p := range pages {
				if seen[p.Path] != 1 {
					t.Errorf("%s is in %d windows, want 1", p.Path, seen[p.Path])
				}
			}
		})
	}
}

func TestResolve(t *testing.T) {
	from := page(note, "depart")
	ix := newIndex(Options{}, from,
		page(note, "ete", func(p *site.Page) { p.Path = "content/notes/Été.md" }),
		page(tool, "pix"),
		page(tool, "dossier", func(p *site.Page) { p.Path = "content/outils/dossier/index.md" }),
		page(note, "jumeau"), page(tool, "jumeau"),
		page(note, "a-b", func(p *site.Page) { p.Path = "content/notes/a#b.md" }),
		page(note, "x-2ey", func(p *site.Page) { p.Path = "content/notes/x%2ey.md" }),
		page(note, "cache", func(p *site.Page) { p.State = site.Draft }))
	tests := []struct {
		dest string
		want site.Address
		rule string
	}{
		{"../outils/pix.md", "outils/pix/", ""},
		{"../outils/pix", "outils/pix/", ""},
		{"/outils/pix/", "outils/pix/", ""},
		{"/outils/pix", "outils/pix/", ""},
		{"/content/outils/pix.md", "outils/pix/", ""},
		{"/outils/pix.html", "outils/pix/", ""},
		{"outils/pix.md", "outils/pix/", ""},
		{"../outils/dossier/index.md", "outils/dossier/", ""},
		{"../outils/dossier/", "outils/dossier/", ""},
		{"%C3%89t%C3%A9.md", "notes/ete/", ""},
		{"e\u0301te\u0301.md", "notes/ete/", ""},
		{"ete.md", "notes/ete/", ""},
		{"../ete/", "notes/ete/", ""},
		{"pix.md#usage", "", "lien"},
		{"photo.jpg", "notes/photo.jpg", ""},
		{"a#b.md", "notes/a-b/", ""},
		{"x%2ey.md", "notes/x-2ey/", ""},
		{"../../../../etc/passwd", "", "lien"},
		{"rien.md", "", "lien"},
		{"cache.md", "", "lien-brouillon"},
		{"", "notes/depart/", ""},
	}
	for _, test := range tests {
		got, problem := ix.Resolve(from, test.dest, site.Pos{File: from.Path, Line: 3, Col: 5})
		rule := ""
		if problem != nil {
			rule = problem.Rule
		}
		if got.Address != test.want || rule != test.rule {
			t.Errorf("Resolve(%q) = %q, rule %q; want %q, rule %q", test.dest, got.Address, rule, test.want, test.rule)
		}
	}
}

// A vault of Obsidian keeps its pictures in a folder of their own, and names them
// without it.
func TestResolveWikiFiles(t *testing.T) {
	from := page(note, "depart", func(p *site.Page) { p.Path = "content/carnet/depart.md" })
	files := map[string]site.Address{}
	for _, name := range []string{"content/carnet/jointes/Plan.png", "content/autre/plan.png", "content/autre/a.pdf", "content/ici/b.png", "content/la/b.png"} {
		files[name] = site.Address(strings.TrimPrefix(name, "content/"))
	}
	ix := New(&site.Schema{}, []*site.Page{from}, files, Options{})
	tests := []struct {
		name, want, problem string
	}{
		{"plan.png", "carnet/jointes/Plan.png", ""}, // the nearest
		{"jointes/plan.png", "carnet/jointes/Plan.png", ""},
		{"autre/plan.png", "autre/plan.png", ""},
		{"a.pdf", "autre/a.pdf", ""},
		{"la/b.png", "la/b.png", ""},
		{"b.png", "", "« b.png » peut désigner plusieurs fichiers"},
		{"lan.png", "", "aucun fichier ne s'appelle « lan.png »"},
		{"Web 2.0", "", "aucune page ne s'appelle « Web 2.0 »"},
	}
	for _, test := range tests {
		got, problem := ix.ResolveWiki(from, test.name, site.Pos{})
		message := ""
		if problem != nil {
			message = problem.Message
		}
		if string(got.Address) != test.want || message != test.problem {
			t.Errorf("ResolveWiki(%q) = %q, %q; want %q, %q", test.name, got.Address, message, test.want, test.problem)
		}
	}
}

func TestResolveWikiHeadings(t *testing.T) {
	from := page(note, "depart")
	ix := newIndex(Options{}, from, page(tool, "pix"))
	for name, want := range map[string]string{
		"pix#Bilan de la séance": "outils/pix/#bilan-de-la-seance",
		"pix#Un#Deux mots":       "outils/pix/#deux-mots",
		"#Mon titre":             "notes/depart/#mon-titre",
		"pix#":                   "outils/pix/#",
	} {
		got, problem := ix.ResolveWiki(from, name, site.Pos{})
		if string(got.Address)+got.Fragment != want || problem != nil {
			t.Errorf("ResolveWiki(%q) = %q, %v; want %q", name, string(got.Address)+got.Fragment, problem, want)
		}
	}
}

func TestResolveWiki(t *testing.T) {
	from := page(note, "depart")
	ix := newIndex(Options{}, from, page(note, "jumeau"), page(tool, "jumeau"), page(tool, "double"),
		page(note, "double", func(p *site.Page) { p.Section, p.Path = "autre", "content/autre/double.md" }),
		page(tool, "pix", func(p *site.Page) { p.Title = "Le service Pix" }))
	tests := []struct {
		name string
		want site.Address
		rule string
	}{
		{"pix", "outils/pix/", ""},
		{"Pix", "outils/pix/", ""},
		{"Le service Pix", "outils/pix/", ""},
		{"outils/pix", "outils/pix/", ""},
		{"outils/pix.md", "outils/pix/", ""},
		{"jumeau", "notes/jumeau/", ""}, // the one of the same section
		{"outils/jumeau", "outils/jumeau/", ""},
		{"double", "", "lien"}, // two elsewhere: the author must say which
		{"piix", "", "lien"},
	}
	for _, test := range tests {
		got, problem := ix.ResolveWiki(from, test.name, site.Pos{File: from.Path, Line: 1, Col: 1})
		rule := ""
		if problem != nil {
			rule = problem.Rule
		}
		if got.Address != test.want || rule != test.rule {
			t.Errorf("ResolveWiki(%q) = %q, rule %q; want %q, rule %q", test.name, got.Address, rule, test.want, test.rule)
		}
	}
	if _, problem := ix.ResolveWiki(from, "piix", site.Pos{}); !strings.Contains(problem.Hint, "« pix »") {
		t.Errorf("hint for [[piix]] = %q, want it to name « pix »", problem.Hint)
	}
}

func TestPublication(t *testing.T) {
	today := site.Date{Year: 2026, Month: 11, Day: 23}
	day := func(n int8) site.Date { return site.Date{Year: 2026, Month: 11, Day: n} }
	tests := []struct {
		name   string
		change func(*site.Page)
		opts   Options
		shown  bool
	}{
		{"published", func(p *site.Page) {}, Options{}, true},
		{"archived", func(p *site.Page) { p.State = site.Archived }, Options{}, true},
		{"draft", func(p *site.Page) { p.State = site.Draft }, Options{}, false},
		{"under review", func(p *site.Page) { p.State = site.Review }, Options{}, false},
		{"draft asked for", func(p *site.Page) { p.State = site.Draft }, Options{Drafts: true}, true},
		{"scheduled today", func(p *site.Page) { p.From = day(23) }, Options{}, true},
		{"scheduled tomorrow", func(p *site.Page) { p.From = day(24) }, Options{}, false},
		{"scheduled, asked for", func(p *site.Page) { p.From = day(24) }, Options{Future: true}, true},
		{"expires today", func(p *site.Page) { p.Until = day(23) }, Options{}, true},
		{"expired yesterday", func(p *site.Page) { p.Until = day(22) }, Options{}, false},
		{"expires this month", func(p *site.Page) { p.Until = day(0) }, Options{}, true},
		{"expired last year", func(p *site.Page) { p.Until = site.Date{Year: 2025} }, Options{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.opts.Today = today
			ix := newIndex(test.opts, page(note, "x", test.change))
			if shown := len(ix.Pages) == 1; shown != test.shown || len(ix.Hidden) == len(ix.Pages) {
				t.Errorf("published: %v, want %v", shown, test.shown)
			}
		})
	}
}

func TestReferencesBothWays(t *testing.T) {
	refer := func(name string, to ...string) func(*site.Page) {
		return func(p *site.Page) {
			p.Refs = append(p.Refs, site.Reference{Field: "outils", Name: name, To: to, Pos: site.Pos{File: p.Path, Line: 4, Col: 9}})
		}
	}
	ix := newIndex(Options{}, page(tool, "pix"),
		page(note, "b", dated("2026-01-01"), refer("pix", "outil")), page(note, "a", dated("2026-01-02"), refer("outils/pix")), page(note, "c", refer("pixx", "outil")))
	var names []string
	for _, r := range ix.View(site.Place{}).Referrers("content/outils/pix.md") {
		names = append(names, r.Slug)
	}
	if want := []string{"a", "b"}; !slices.Equal(names, want) {
		t.Errorf("referrers of pix = %v, want %v", names, want)
	}
	if len(ix.Problems) != 1 || ix.Problems[0].Rule != "reference" || !strings.Contains(ix.Problems[0].Hint, "« pix »") {
		t.Errorf("problems = %+v, want one about « pixx » that names « pix »", ix.Problems)
	}
}

func TestOpenTermsAreShared(t *testing.T) {
	use := func(label string) func(*site.Page) {
		return func(p *site.Page) {
			p.Terms = []site.TermUse{{Field: "mots_cles", Term: &site.Term{Vocabulary: words, ID: french.Slug(label), Label: label}}}
		}
	}
	ix := newIndex(Options{}, page(note, "a", use("école")), page(note, "b", use("École")), page(note, "c", use("École")))
	terms := ix.View(site.Place{}).Terms("mots")
	if len(terms) != 1 || terms[0].Count != 3 || terms[0].Label != "École" {
		t.Errorf("terms = %+v, want École carried by 3 pages", terms)
	}
}

func TestClaims(t *testing.T) {
	ix := newIndex(Options{}, page(note, "a"))
	ix.Claim("notes/a/", site.Pos{File: "content/notes/A.md"}, "la page")
	if len(ix.Problems) != 1 || !strings.Contains(ix.Problems[0].Message, "content/notes/a.md") || ix.Problems[0].File != "content/notes/A.md" {
		t.Errorf("problems = %+v, want one that names both files", ix.Problems)
	}
}

func TestViewNotesQuestions(t *testing.T) {
	ix := newIndex(Options{Today: site.Date{Year: 2026, Month: 1, Day: 1}}, page(note, "a", dated("2025-01-01")), page(note, "b", dated("2025-01-02")))
	v := ix.View(site.Place{Address: "notes/"})
	v.Page("content/notes/a.md")
	v.Page("content/notes/absente.md")
	v.Latest("type/note", 3)
	v.Latest("type/note", 3)
	v.Count("tout")
	v.Terms("mots")
	v.Neighbour("content/notes/a.md", 1)
	v.Upcoming("note", 2)
	want := []string{"a-venir note 2 2026-01-01", "nombre tout", "page content/notes/a.md", "page content/notes/absente.md",
		"termes mots", "tete type/note 3", "voisin content/notes/a.md 1"}
	if got := v.Asked(); !slices.Equal(got, want) {
		t.Errorf("Asked = %q, want %q", got, want)
	}
}

func TestPastAndUpcomingGoByPrecision(t *testing.T) {
	today, _ := french.ParseDate("2026-11-23")
	tests := []struct {
		date string
		past bool
	}{
		{"2026-11-22", true}, {"2026-11-22T23:00", true}, {"2026-11-23", false}, {"2026-11-23T08:00", false},
		{"2026-10", true}, {"2026-11", false}, {"2025", true}, {"2026", false},
	}
	for _, tt := range tests {
		ix := newIndex(Options{Today: today}, page(note, "a", dated(tt.date)))
		v := ix.View(site.Place{})
		if d, _ := french.ParseDate(tt.date); v.Past(d) != tt.past {
			t.Errorf("Past(%s) is %v", tt.date, !tt.past)
		}
		if coming := len(v.Upcoming("note", 3)) == 1; coming == tt.past {
			t.Errorf("%s: upcoming is %v", tt.date, coming)
		}
	}
	v := newIndex(Options{Today: today}, page(note, "a", dated("2026-11-02"), func(p *site.Page) {
		p.Card = []site.Fact{{Field: &site.Field{Key: "fin"}, Value: site.Date{Year: 2026, Month: 12, Day: 1}}}
	})).View(site.Place{})
	if v.Past(site.Date{}) || len(v.Upcoming("note", 3)) != 1 {
		t.Error("no date is past, and what has begun is not over")
	}
}
