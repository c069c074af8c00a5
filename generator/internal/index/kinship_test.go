package index

import (
	"slices"
	"strings"
	"testing"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// A page is found wherever its terms have something in common with those that
// a reader asks for.
func TestFoundUnder(t *testing.T) {
	declared, problems := schema.Load(schema.Extension{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	levels := declared.Vocabulary("niveaux")
	kin := kinships(declared)
	tests := []struct{ carried, want string }{
		{"cycle-3", "college cm1 cm2 cycle-3 elementaire 6e"},
		{"6e", "6e college cycle-3"},
		{"5e", "5e college cycle-4"},
		{"cm1", "cm1 cycle-3 elementaire"},
		{"tps", "maternelle tps"},
		{"cycle-terminal", "1re-generale 1re-techno cycle-terminal lycee-gt terminale-generale terminale-techno"},
		{"2de-pro", "2de-pro lycee-pro"},
		{"6e 5e", "5e 6e college cycle-3 cycle-4"},
	}
	for _, tt := range tests {
		p := &site.Page{}
		for _, id := range strings.Fields(tt.carried) {
			i := slices.IndexFunc(levels.Terms, func(t *site.Term) bool { return t.ID == id })
			p.Terms = append(p.Terms, site.TermUse{Field: "niveaux", Term: levels.Terms[i]})
		}
		var got []string
		for _, term := range foundUnder(p, kin) {
			got = append(got, term.ID)
		}
		want := strings.Fields(tt.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: found under %v, want %v", tt.carried, got, want)
		}
	}
}

func TestSameIdentifier(t *testing.T) {
	named := func(slug, id string) *site.Page {
		return page(note, slug, func(p *site.Page) {
			p.ID, p.IDPos = id, site.Pos{File: p.Path, Line: 3, Col: 5}
		})
	}
	ix := newIndex(Options{}, named("a", "b2c3"), named("b", ""), named("c", "b2c3"), named("d", ""))
	if len(ix.Problems) != 1 || ix.Problems[0].Pos.String() != "content/notes/c.md:3:5" || ix.Problems[0].Rule != "id-double" {
		t.Errorf("problems %v, want one in c", ix.Problems)
	}
}
