package schema_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// load returns the embedded schema.
func load(t testing.TB) *site.Schema {
	t.Helper()
	s, problems := schema.Load(schema.Extension{File: "site.yaml"})
	for _, p := range problems {
		t.Errorf("embedded declarations: %s: %s (%s)", p.Pos, p.Message, p.Hint)
	}
	return s
}

func TestEmbeddedTypes(t *testing.T) {
	s := load(t)
	var names []string
	for _, typ := range s.Types {
		names = append(names, typ.Name)
		if typ.Doc == "" || typ.Plural == "" || typ.Field("titre") == nil {
			t.Errorf("type %s: no aide, no pluriel or no titre", typ.Name)
		}
		checkFields(t, typ.Name, typ.Fields)
	}
	want := []string{"projet", "pratique", "veille", "outil", "structure", "evenement", "page"}
	if !slices.Equal(names, want) {
		t.Errorf("types %v, want %v", names, want)
	}
}

var sentence = regexp.MustCompile(`^\pL.*(?:[.…]|\})$`)

// checkFields looks for what `new`, the editors and the manual show.
func checkFields(t *testing.T, path string, fields []*site.Field) {
	t.Helper()
	for _, f := range fields {
		at := path + "." + f.Key
		if f.Label == "" || !sentence.MatchString(f.Doc) {
			t.Errorf("%s: titre %q, aide %q: a title and a sentence are wanted", at, f.Label, f.Doc)
		}
		checkFields(t, at, f.Fields)
	}
}

func TestEmbeddedVocabularies(t *testing.T) {
	s := load(t)
	for _, v := range s.Vocabularies {
		if v.Source == "" || v.Label == "" {
			t.Errorf("vocabulary %s: no source or no title", v.Name)
		}
		if len(v.Terms) == 0 && !v.Open {
			t.Errorf("vocabulary %s: no terms", v.Name)
		}
		seen := map[string]bool{}
		for _, term := range v.Terms {
			if seen[term.ID] || term.Label == "" || term.Vocabulary != v {
				t.Errorf("vocabulary %s: term %q is doubled, untitled or astray", v.Name, term.ID)
			}
			seen[term.ID] = true
			if strings.Contains(term.URI, "scolomfr") && !strings.Contains(v.Source, "CC BY-SA 3.0 FR") {
				t.Errorf("vocabulary %s: ScoLOMFR without its licence notice", v.Name)
			}
		}
	}
	counts := map[string]int{"niveaux": 42, "academies": 34, "disciplines": 69, "crcn": 16, "crcn-edu": 16, "lecteurs": 5, "phases": 5}
	for name, want := range counts {
		if got := len(s.Vocabulary(name).Terms); got != want {
			t.Errorf("vocabulary %s: %d terms, want %d", name, got, want)
		}
	}
}

func TestEmbeddedUse(t *testing.T) {
	s := load(t)
	pages := []string{"academies", "crcn", "disciplines", "lecteurs", "mots-cles", "niveaux", "themes", "types-pedagogiques"}
	var got []string
	for _, v := range s.Vocabularies {
		if v.Pages {
			got = append(got, v.Name)
		}
	}
	if !slices.Equal(got, pages) {
		t.Errorf("vocabularies with pages %v, want %v", got, pages)
	}
	levels := s.Vocabulary("niveaux")
	for id, parent := range map[string]string{"6e": "cycle-3 college", "cycle-3": "", "cycle-4": "college", "2de-pro": "lycee-pro", "tps": "maternelle"} {
		i := slices.IndexFunc(levels.Terms, func(t *site.Term) bool { return t.ID == id })
		if i < 0 || strings.Join(levels.Terms[i].Parents, " ") != parent {
			t.Errorf("niveaux: parent of %s is not %q", id, parent)
		}
	}
}

func TestExtension(t *testing.T) {
	s, problems := schema.Load(extension(t, `
types:
  communs:
    champs:
      portee: {titre: Portée, nature: texte, aide: "Jusqu'où cela va."}
  atelier:
    dossier: ateliers
    nom: Atelier
    pluriel: Ateliers
    aide: Un atelier du soir.
    ordre: quand
    titres: [Au programme]
    champs:
      quand: {titre: Quand, nature: moment, exigence: requis, carte: oui, aide: Le jour.}
      salle: {titre: Salle, nature: choix, vocabulaire: salles, exigence: attendu, si: {niveaux: [6e]}, aide: Où.}
      niveaux: {titre: Niveaux, nature: choix, vocabulaire: niveaux, liste: oui, aide: Pour qui.}
  pratique:
    champs:
      duree: {exigence: attendu}
      essais:
        champs:
          effectif: {titre: Effectif, nature: entier, aide: Combien.}
vocabulaires:
  salles:
    titre: Salles
    termes:
      - {id: bleue, titre: Salle bleue, alias: [azur]}
      - {id: verte, titre: Salle verte}
  academies:
    termes:
      - {id: ruchemont, titre: Académie de Ruchemont (fictive)}
      - {id: paris, court: PAR}
`))
	for _, p := range problems {
		t.Errorf("%s: %s", p.Pos, p.Message)
	}
	atelier := s.TypeOf("ateliers")
	if atelier == nil || atelier.Name != "atelier" || atelier.Order != "quand" || atelier.Field("titre") == nil || !atelier.Field("quand").Card {
		t.Fatalf("type atelier: %+v", atelier)
	}
	if last := s.Types[len(s.Types)-1].Name; last != "page" {
		t.Errorf("last type %q, want page", last)
	}
	if at := atelier.Field("quand").Pos; at != (site.Pos{File: "site.yaml", Line: 14, Col: 7}) {
		t.Errorf("quand is declared at %s", at)
	}
	practice := s.Type("pratique")
	if f := practice.Field("duree"); f.Need != site.Expected || f.Kind != "duree" || !f.Card || f.Label != "Durée" {
		t.Errorf("duree: %+v", f)
	}
	if f := practice.Field("essais"); f.Field("effectif") == nil || f.Field("retour") == nil {
		t.Errorf("essais: %+v", f)
	}
	for _, typ := range s.Types {
		if typ.Field("portee") == nil {
			t.Errorf("%s has no portee", typ.Name)
		}
	}
	academies := s.Vocabulary("academies")
	if n := len(academies.Terms); n != 35 || academies.Terms[n-1].ID != "ruchemont" || academies.Source == "" || !academies.Pages {
		t.Errorf("academies: %d terms, %+v", n, academies)
	}
	values, problems := decode(t, s, "atelier", "titre: Soudure\nresume: Un soir pour apprendre à souder un composant.\nlecteurs: equipes\nauteurs: Fablab\ndate: 2026-01-02\nquand: 2026-02-03 18:30\nsalle: azur\n")
	if len(problems) != 1 || problems[0].Rule != "vocabulaire" || values.Text("salle") != "bleue" {
		t.Errorf("atelier: %v, %v", values.Text("salle"), problems)
	}
	if other := load(t); other.Type("atelier") != nil || len(other.Vocabulary("academies").Terms) != 34 {
		t.Error("an extension leaked into the embedded schema")
	}
}

// extension reads the text of a site.yaml.
func extension(t testing.TB, text string) schema.Extension {
	t.Helper()
	var doc struct{ Types, Vocabulaires yaml.Node }
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	ext := schema.Extension{File: "site.yaml"}
	if doc.Types.Kind != 0 {
		ext.Types = &doc.Types
	}
	if doc.Vocabulaires.Kind != 0 {
		ext.Vocabularies = &doc.Vocabulaires
	}
	return ext
}

// decode reads a front matter after the type called name.
func decode(t testing.TB, s *site.Schema, name, text string) (schema.Values, []site.Problem) {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	var meta *yaml.Node
	if len(doc.Content) > 0 {
		meta = doc.Content[0]
	}
	return schema.NewDecoder(s).Decode(s.Type(name), "content/x.md", meta, schema.Options{})
}
