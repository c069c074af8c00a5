package content_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// What the survey looks at is kept from any depth. A group that is private
// gives nothing to what readers see.
func TestFactsForSurvey(t *testing.T) {
	const file = "content/pratiques/a.md"
	page := facts(t, file, `---
titre: Une page
resume: Une page qui dit qui nous sommes et comment nous écrire.
niveaux: [cm1, cycle-4]
disciplines: [mathematiques]
duree: 45 min
competences_crcn: ["1.1", {competence: "2.3"}]
a_revoir_avant: mars 2027
image: {fichier: a.svg, decorative: oui, personnes: {valable_jusqu_au: 2026-12-01}}
suivi: [{rappel: 2026-01-02, theme: Robots, ecole: b}, {rappel: 2026-01-03}]
retire: Plus à jour
---
`)
	got := ""
	for _, d := range page.Deadlines {
		got += fmt.Sprintln(d.Field.Key, d.Date)
	}
	for _, c := range page.Covers {
		got += fmt.Sprintln(c.Field.Key, c.Term.ID)
	}
	const want = `valable_jusqu_au 2026-12-01
a_revoir_avant 2027-03
rappel 2026-01-02
rappel 2026-01-03
niveaux cm1
niveaux cycle-4
competence 1.1
competence 2.3
`
	if got != want {
		t.Errorf("Got:\n%swant:\n%s", got, want)
	}
	if want := "[date lecteurs auteurs objectifs type_pedagogique materiel]"; fmt.Sprint(page.Missing) != want || !page.Withdrawn {
		t.Errorf("Got missing %v, withdrawn %t, want %s, true", page.Missing, page.Withdrawn, want)
	}
	for _, use := range page.Terms {
		if use.Field == "suivi" {
			t.Errorf("a private group gives the term %s", use.Term.ID)
		}
	}
	if len(page.Refs) > 0 || len(page.Card) != 1 {
		t.Errorf("a private group gives references %v or cards %v", page.Refs, page.Card)
	}
}

// A page that comes from elsewhere is published without what is required: that
// is missing too.
func TestFactsMissing(t *testing.T) {
	if p := facts(t, "content/notes/a.md", "---\ntype: outil\n---\n"); fmt.Sprint(p.Missing[:2]) != "[titre resume]" {
		t.Errorf("Got %v, want what is required too", p.Missing)
	}
}

// facts reads one page of a site that declares a private group.
func facts(t *testing.T, file, text string) *site.Page {
	t.Helper()
	var types yaml.Node
	if err := yaml.Unmarshal([]byte(`
pratique:
  champs:
    suivi:
      titre: Suivi
      nature: groupe
      liste: oui
      prive: oui
      champs:
        rappel: {titre: Rappel, nature: date, echeance: Rappels}
        theme: {titre: Thème, nature: choix, vocabulaire: themes, carte: oui}
        ecole: {titre: École, nature: reference, vers: [structure], carte: oui}
`), &types); err != nil {
		t.Fatal(err)
	}
	declared, problems := schema.Load(schema.Extension{File: "site.yaml", Types: types.Content[0]})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := content.Scanner{FS: fstest.MapFS{file: {Data: []byte(text)}}, Schema: declared, Decoder: schema.NewDecoder(declared), Lang: "fr", Workers: 1}
	inv, err := s.Scan()
	if err != nil {
		t.Fatal(err)
	}
	return inv.Pages[0]
}
