package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// unsaid are the faults that a JSON Schema lets through, by a part of
// what Decode says of them.
var unsaid = []string{
	"est écrit deux fois",                                                 // a key is there once in JSON
	"periode",                                                             // it compares no values
	"dans « structures »", "dans « indicateurs »", "dans « traductions »", // but with terms that it knows
	"le nom d'un champ est un mot",             // nothing else is a key
	"renvoi YAML",                              // there are no aliases
	"sa lettre ne va pas", "sa clé est fausse", // nor sums
}

// spellings are what authors write in many ways.
var spellings = []struct{ typ, text string }{
	{"page", "title: \"\"\ntitre: Robots"},
	{"page", "TITLE: Robots\n!titre"},
	{"page", "TITLE: \"\"\n!titre"},
	{"page", "Draft: TRUE\n!titre"},
	{"page", "draft: yes\n!titre"},
	{"page", "etat: \" BROUILLON \"\n!titre"},
	{"page", "etat: archivé\n!titre"},
	{"page", "etat: ~\nalias: [~, \"\"]\ncontact: {nom: }\nimage: []"},
	{"page", "lecteurs: Équipes, familles\nfamilles: Bonjour."},
	{"page", "lecteurs: FAMILLES"},
	{"page", "authors: {role: relit}\n!auteurs"},
	{"page", "Author: DRANE\n!auteurs"},
	{"page", "image: {fichier: x.png, alt: x, personnes: {identifiables: true, autorisation: false}}"},
	{"page", "image: {fichier: x.png, alt: x, personnes: {identifiables: Vrai}}"},
	{"page", "image: {fichier: x.png, alt: x, personnes: {identifiables: false}}"},
	{"page", "image: {fichier: x.png, decorative: Oui}"},
	{"page", "etat: brouillon\nimage: x.png"},
	{"page", "retire: Remplacée.\ncontact: DRANE\nrelecture: DANE"},
	{"page", "contact: [DRANE]"},
	{"page", "familles: {\"\": Bonjour}"},
	{"page", "familles: {français: }"},
	{"page", "familles: {zh_Hant_TW: 你好, sl-rozaj-biske: Dan, en-a-bbb-x-a-ccc: Hi}"},
	{"page", "langue: en-"},
	{"page", "slug: robots--2"},
	{"page", "slug: 20"},
	{"page", "date: 12.2026"},
	{"page", "date: 999"},
	{"page", "date: 12/03/2026"},
	{"page", "date: 03/2026"},
	{"page", "date: 1er avril 2026"},
	{"page", "date: Le lundi 1 er Août 2026, à 14 heures 30"},
	{"page", "date: 2026-3-1T08:00:00.5Z"},
	{"page", "date: \"12\u00a0mars\u202f2026\""},
	{"page", "date: déc. 2026"},
	{"page", "date: 2026-02-30"},
	{"page", "date: 32 mars 2026"},
	{"page", "date: 12 mors 2026"},
	{"page", "contact: {courriel: \"mailto:dane@exemple.fr\", site: \"HTTPS://exemple.fr:8080/a?b#c@d\"}"},
	{"page", "contact: {courriel: \"dane@exemple\"}"},
	{"page", "contact: {site: \"https://nom:mot@exemple.fr/\"}"},
	{"page", "contact: {site: \"https://\"}"},
	{"page", "contact: {site: 12}"},
	{"page", "fichiers: [a.pdf, {fichier: b.pdf, titre: B}, 3]"},
	{"page", "ordre: \"1 000\""},
	{"page", "ordre: -1"},
	{"page", "ordre: 1.5"},
	{"page", "weight: 10\nOrder: trois"},
	{"pratique", "niveaux: 6e, 5e"},
	{"pratique", "duree: 45 min."},
	{"pratique", "duree: 2 HEURES et 5 minutes"},
	{"pratique", "duree: 1,5 h"},
	{"pratique", "duree: \"1\u00a0h\u00a030\""},
	{"pratique", "duree: pt2h0s"},
	{"pratique", "duree: 1 h 75"},
	{"pratique", "duree: 1:30"},
	{"pratique", "competences_crcn: 1.1"},
	{"pratique", "competences_crcn: [{competence: 1.1, niveau: 3}, {competence: \"1,2\", niveau: \"4\"}]"},
	{"projet", "phases: {phase: Évaluation, debut: 2026}\nevaluation: Oui."},
	{"projet", "phases: {phase: Évaluation, debut: 2026}"},
	{"projet", "phases: []"},
	{"projet", "phases: [~, {phase: ~}]"},
	{"projet", "etat: brouillon\nphases: [conception]\nindicateurs: [{mesures: {valeur: 1}}]"},
	{"projet", "indicateurs: [{nom: A, mesures: {valeur: 1}}]"},
	{"projet", "indicateurs: [{nom: A, mesures: [{valeur: \"−1,5\", date: 2026}]}]"},
	{"projet", "avancement: \"arrêté\""},
	{"structure", "siren: 13002526A"},
	{"structure", "nature: Collège\nuai: 0751234J"},
	{"structure", "nature: drane\nuai: \"075.1234.j\""},
	{"evenement", "debut: 2026-12-09\nDuree: 2 h\n!fin"},
	{"evenement", "debut: 2026-12-09\nduree: 2 h\n!fin"},
}

// Whatever Decode reads without an error, the schema accepts; and it refuses
// what Decode refuses, as far as it can say so.
func TestJSONSchemaAgreesWithDecode(t *testing.T) {
	s := load(t)
	decoder := schema.NewDecoder(s)
	schemas := map[string]*jsonschema.Schema{}
	for _, typ := range s.Types {
		schemas[typ.Name] = compile(t, schema.JSONSchema(s, typ))
	}
	refused, needed := 0, map[string]bool{}
	check := func(typ, text string) {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		_, problems := decoder.Decode(s.Type(typ), "x.md", doc.Content[0], schema.Options{Lenient: s.Type(typ).Folder == ""})
		err := schemas[typ].Validate(plain(doc.Content[0]))
		failed := site.Count(problems).Errors > 0
		if failed && err != nil {
			refused++
		}
		if failed && err == nil {
			for _, part := range unsaid {
				needed[part] = needed[part] || inexpressible(problems, part)
			}
		}
		oneLine := slices.ContainsFunc(problems, func(p site.Problem) bool { return p.Rule == "vocabulaire" && commas.MatchString(text) })
		if failed != (err != nil) && !(failed && (inexpressible(problems, unsaid...) || oneLine)) {
			t.Errorf("%s, decode fails: %t, schema: %v\n%s\n%v", typ, failed, err, text, problems)
		}
	}
	both := func(typ, text string) { // a page may have fields missing; an outil has those of a page, and demands them
		check(typ, frontMatter(typ, text))
		if typ == "page" {
			check("outil", frontMatter("outil", text))
		}
	}
	for _, tt := range faults {
		both(tt.typ, tt.text)
	}
	for _, typ := range s.Types {
		check(typ.Name, frontMatter(typ.Name, ""))
		sheet := string(schema.Skeleton(s, typ, schema.Sheet{Title: "Robots", Date: site.Date{Year: 2026}}))
		check(typ.Name, strings.Split(sheet, "---\n")[1])
	}
	for _, tt := range spellings {
		both(tt.typ, tt.text)
	}
	for _, tt := range readings {
		both(tt.typ, tt.text)
	}
	for _, tt := range pageFaults(t, s) {
		both(tt.typ, tt.text)
	}
	done := map[string]bool{}
	for _, typ := range s.Types {
		for _, f := range typ.Fields {
			for _, word := range words(s, f, done) {
				check(typ.Name, frontMatter(typ.Name, f.Key+": "+word))
			}
		}
	}
	for _, part := range unsaid {
		if !needed[part] {
			t.Errorf("nothing of %q is let through", part)
		}
	}
	if refused < 1000 {
		t.Errorf("%d faults refused, want 1000 at least", refused)
	}
}

// pageFaults are the front matters of the faulty pages of package generator, as
// far as YAML reads them, each without its sound lines.
func pageFaults(t *testing.T, s *site.Schema) (list []struct{ typ, text string }) {
	t.Helper()
	archives, err := filepath.Glob("../../testdata/faults/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			text, _, found := strings.Cut(strings.TrimPrefix(string(f.Data), "---\n"), "\n…\n")
			typ := s.TypeOf(strings.Split(f.Name, "/")[1])
			var doc yaml.Node
			if !found || typ == nil || yaml.Unmarshal([]byte(frontMatter(typ.Name, text)), &doc) != nil || doc.Content[0].Kind != yaml.MappingNode {
				continue
			}
			list = append(list, struct{ typ, text string }{typ.Name, text})
		}
	}
	if len(list) < 150 {
		t.Errorf("%d faulty pages, want 150 at least", len(list))
	}
	return list
}

// words are the names of the terms of a choice, written in several ways, and
// what is near them; nil when they are done already.
func words(s *site.Schema, f *site.Field, done map[string]bool) []string {
	if f.Kind != "choix" || s.Vocabulary(f.Vocabulary).Open || done[f.Vocabulary] {
		return nil
	}
	done[f.Vocabulary] = true
	var list []string
	for _, term := range s.Vocabulary(f.Vocabulary).Terms {
		for _, name := range append([]string{term.ID, term.Label, term.Short}, term.Aliases...) {
			list = append(list, name, strconv.Quote(strings.ToUpper(name)+"!"), strconv.Quote(name+"q"))
		}
	}
	return slices.DeleteFunc(list, func(word string) bool {
		var doc yaml.Node
		return yaml.Unmarshal([]byte("a: "+word), &doc) != nil
	})
}

func inexpressible(problems []site.Problem, parts ...string) bool {
	return slices.ContainsFunc(problems, func(p site.Problem) bool {
		return p.Severity == site.Error && slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(p.Rule+" "+p.Message, part) })
	})
}

func TestJSONSchemaOfAllTypes(t *testing.T) {
	s := load(t)
	doc := schema.JSONSchema(s, nil)
	if !bytes.Equal(doc, schema.JSONSchema(load(t), nil)) {
		t.Error("the bytes change from one time to the next")
	}
	all := compile(t, doc)
	for _, typ := range s.Types {
		text := frontMatter(typ.Name, "")
		if err := all.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", typ.Name, err)
		}
		if err := compileAt(t, doc, "#/$defs/"+typ.Name).Validate(instance(t, frontMatter(typ.Name, "!titre"))); err == nil && typ.Folder != "" {
			t.Errorf("%s: a page without a title is accepted", typ.Name)
		}
	}
	if all.Validate(instance(t, "titre: [a]")) == nil {
		t.Error("a list is accepted as a title")
	}
}

// An editor shows what is in the declarations, in French.
func TestJSONSchemaText(t *testing.T) {
	doc := string(schema.JSONSchema(load(t), load(t).Type("pratique")))
	for _, want := range []string{
		`"$schema": "https://json-schema.org/draft/2020-12/schema"`,
		`"title": "Pratique"`,
		`"description": "La durée de l'activité : 45 min, 1 h 30, PT2H… Champ obligatoire."`,
		`"description": "Synonyme de « titre »."`,
		`"description": "Ce que l'image montre, pour qui ne la voit pas. Champ obligatoire, à moins de donner « decorative »."`,
		`"default": [
        "equipes"
      ]`,
		`"const": "mathematiques",
              "title": "Mathématiques"`,
	} {
		if !strings.Contains(strings.ReplaceAll(doc, "\u00a0", " "), want) {
			t.Errorf("no %s in\n%.3000s", want, doc)
		}
	}
	if strings.Contains(doc, `\u003`) {
		t.Error("the document has escapes for HTML")
	}
}

// The site of this repository is sound: its schemas accept all its pages.
func TestJSONSchemaAcceptsOurPages(t *testing.T) {
	root := os.DirFS("../../..")
	settings, err := fs.ReadFile(root, "site.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, problems := schema.Load(extension(t, string(settings)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, typ := range s.Types {
		schemas[typ.Name] = compile(t, schema.JSONSchema(s, typ))
	}
	pages := 0
	err = fs.WalkDir(root, "content", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".md" {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		typ := s.TypeOf(strings.Split(name, "/")[1])
		if typ == nil || path.Base(name) == "_index.md" {
			typ = s.Type("page")
		}
		_, rest, _ := strings.Cut(string(data), "---\n")
		meta, _, found := strings.Cut(rest, "\n---\n")
		if !found {
			t.Errorf("%s: no front matter", name)
		} else if err := schemas[typ.Name].Validate(instance(t, meta)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		pages++
		return nil
	})
	if err != nil || pages < 50 {
		t.Errorf("%d pages read: %v", pages, err)
	}
}

// A site's own types and vocabularies are in the schema, however odd they are.
func TestJSONSchemaOfExtension(t *testing.T) {
	s, problems := schema.Load(extension(t, `
types:
  sortie:
    dossier: sorties
    nom: Sortie
    champs:
      niveau: {titre: Niveau, nature: choix, vocabulaire: notes, exigence: requis, sauf: motif, aide: "La note."}
      motif: {titre: Motif, nature: texte, aide: "Pourquoi."}
      bilan: {titre: Bilan, nature: texte, exigence: requis, si: {niveau: [c]}, aide: "Le bilan."}
      contact: {titre: Contact, principal: courriel, aide: "Un contact d'une autre sorte."}
vocabulaires:
  notes:
    titre: Notes
    termes:
      - {id: c, titre: Kréyòl}
      - {id: cpp, titre: "C++", alias: [".inf", "10", "Œuvre d'art"]}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	alone := compile(t, schema.JSONSchema(s, s.Type("sortie")))
	among := compileAt(t, schema.JSONSchema(s, nil), "#/$defs/sortie")
	common := strings.Join(sound[""], "\n") + "\n"
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"niveau: C++", true},
		{"niveau: kreyol\nbilan: Oui.", true},
		{"niveau: Kréyòl\nbilan: Oui.", true},
		{"niveau: Kréyòl", false},
		{"niveau: 10", true},
		{"niveau: oeuvre D’ART", true},
		{"niveau: .inf", true},
		{"niveau: c+", false},
		{"niveau: 11", false},
		{"motif: Annulée.", true},
		{"motif: Annulée.\ncontact: ecole@exemple.fr", true},
		{"motif: Annulée.\ncontact: École", false},
		{"", false},
	} {
		for _, compiled := range []*jsonschema.Schema{alone, among} {
			if err := compiled.Validate(instance(t, common+tt.text)); (err == nil) != tt.want {
				t.Errorf("%q: %v", tt.text, err)
			}
		}
	}
}

func compile(t testing.TB, doc []byte) *jsonschema.Schema { return compileAt(t, doc, "") }

func compileAt(t testing.TB, doc []byte, fragment string) *jsonschema.Schema {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertVocabs()
	if err := c.AddResource("essaim.json", value); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("essaim.json" + fragment)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// instance returns what an editor makes of a front matter: the JSON of YAML
// 1.2, whose schema has fewer words than that of yaml.v3.
func instance(t testing.TB, text string) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return plain(doc.Content[0])
}

// commas are between the terms of a list on one line: a schema does not look at them.
var commas = regexp.MustCompile(`^\w+: (?:[^\[\n"]*|"[^"\n]*),`)

var (
	yamlInt   = regexp.MustCompile(`^[-+]?[0-9]+$`)
	yamlFloat = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.AliasNode:
		return plain(n.Alias)
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		return list
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			object[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return object
	}
	if n.Style != 0 {
		return n.Value
	}
	switch {
	case slices.Contains([]string{"", "~", "null", "Null", "NULL"}, n.Value):
		return nil
	case slices.Contains([]string{"true", "True", "TRUE"}, n.Value):
		return true
	case slices.Contains([]string{"false", "False", "FALSE"}, n.Value):
		return false
	case yamlInt.MatchString(n.Value), yamlFloat.MatchString(n.Value):
		number, _ := strconv.ParseFloat(n.Value, 64)
		return json.Number(strconv.FormatFloat(number, 'f', -1, 64))
	}
	return n.Value
}
