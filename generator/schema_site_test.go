package generator_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"essaim/generator"
	"essaim/generator/site"
)

// compiled returns the schema that a site gives for its site.yaml, as a library
// that is not ours reads it.
func compiled(t *testing.T, s *generator.Site) *jsonschema.Schema {
	t.Helper()
	doc, err := s.Schema("site.yaml")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertVocabs()
	if err := c.AddResource("site.json", value); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("site.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance returns what an editor makes of a site.yaml.
func instance(t *testing.T, settings string) any {
	t.Helper()
	var read any
	if err := yaml.Unmarshal([]byte(settings), &read); err != nil {
		t.Fatalf("%v in\n%s", err, settings)
	}
	data, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// settingsErrors returns what essaim finds wrong in a site.yaml.
func settingsErrors(t *testing.T, s *generator.Site) []site.Problem {
	t.Helper()
	r, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(r.Problems, func(p site.Problem) bool { return p.File != "site.yaml" || p.Severity != site.Error })
}

// openSettings opens a site that is its site.yaml, and a page.
func openSettings(t *testing.T, settings string) *generator.Site {
	t.Helper()
	s, err := generator.Open(t.TempDir(), generator.Options{FS: fstest.MapFS{
		"site.yaml":        {Data: []byte(settings)},
		"content/index.md": {Data: []byte("---\ntitre: Accueil\n---\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// The schema of site.yaml accepts what essaim accepts, here in all the sites
// that the stories, this repository and a new site are made of.
func TestSiteSchemaAcceptsWhatEssaimAccepts(t *testing.T) {
	sites := map[string]string{} // most stories share theirs
	for _, name := range []string{"../site.yaml", "starter/site.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sites[strings.ReplaceAll(string(data), "{{titre}}", "Essai")] = name
	}
	stories, err := filepath.Glob("../cmd/essaim/testdata/script/*.txtar")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, story := range stories {
		archive, err := txtar.ParseFile(story)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, "site.yaml") {
				sites[string(f.Data)] = filepath.Base(story)
			}
		}
	}
	accepted := 0
	for settings, name := range sites {
		var read map[string]any
		if yaml.Unmarshal([]byte(settings), &read) != nil || read == nil {
			continue // a story of a file that is not YAML
		}
		s := openSettings(t, settings)
		if len(settingsErrors(t, s)) > 0 {
			continue
		}
		if err := compiled(t, s).Validate(instance(t, settings)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, settings)
		}
		accepted++
	}
	if accepted < 5 {
		t.Errorf("only %d sites were without an error", accepted)
	}
}

func TestSiteSchemaRefusesWhatEssaimRefuses(t *testing.T) {
	schema := compiled(t, openSettings(t, "titre: A\n"))
	typ := func(text string) string { return "titre: A\ntypes:\n  sortie:\n    nom: Sortie\n    " + text + "\n" }
	field := func(text string) string { return typ("dossier: sorties\n    champs: {lieu: {" + text + "}}") }
	words := func(text string) string { return "titre: A\nvocabulaires:\n  couleurs: {" + text + "}\n" }
	for _, settings := range []string{
		"description: Sans titre.\n",
		"titre: \" \"\n",
		"titre: [A]\n",
		"titre: A\ntitel: B\n",
		"titre: A\nadresse: exemple.fr\n",
		"titre: A\nadresse: https://exemple.fr/?a\n",
		"titre: A\nlangue: français\n",
		"titre: A\ntheme: ../autre\n",
		"titre: A\nlicence: libre\n",
		"titre: A\nediteur: DRANE\n",
		"titre: A\nediteur: {nm: DRANE}\n",
		"titre: A\nbilan: peut-être\n",
		"titre: A\nmenu: /projets/\n",
		"titre: A\nmenu: [{titre: Projets}]\n",
		"titre: A\nmenu: [{titre: Projets, ver: /projets/}]\n",
		"titre: A\nsections: [veille]\n",
		"titre: A\nsections: {articles: veile}\n",
		"titre: A\ntypes: [sortie]\n",
		"titre: A\ntypes: {Sortie: {nom: Sortie}}\n",
		"titre: A\ntypes: {sortie: Sortie}\n",
		typ("dosier: sorties"),
		typ("dossier: [a]"),
		typ("rang: un"),
		typ("champs: [lieu]"),
		field("titre: Lieu, nature: txte"),
		field("titre: Lieu, nature: texte, exigence: obligatoire"),
		field("titre: Lieu, nature: texte, liste: souvent"),
		field("titre: Lieu, nature: texte, max: long"),
		field("titre: Lieu, nature: choix, vocabulaire: couleurs"),
		field("titre: Lieu, nature: reference, vers: [ecole]"),
		field("titre: Lieu, nature: texte, si: lecteurs"),
		field("titre: Lieu, nature: texte, couleur: bleu"),
		field("titre: Lieu, nature: groupe, champs: {rue: {titre: Rue, nature: txte}}"),
		field("titre: Lieu, nature: date, echeance: {preavis: 3}"),
		words("titre: Couleurs, mots: [bleu]"),
		words("titre: Couleurs, ouvert: souvent"),
		words("titre: Couleurs, termes: [{titre: Bleu}]"),
		words("titre: Couleurs, termes: [{id: bleu, nom: Bleu}]"),
	} {
		t.Run(settings, func(t *testing.T) {
			t.Parallel()
			if wrong := settingsErrors(t, openSettings(t, settings)); len(wrong) == 0 {
				t.Error("essaim accepts it")
			}
			if err := schema.Validate(instance(t, settings)); err == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}
