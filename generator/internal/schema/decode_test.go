package schema_test

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// sound has, for each type, front matter lines with nothing to be said about.
var sound = map[string][]string{
	"":          {"titre: Des robots à l'école", "resume: Programmer un robot de sol, pas à pas, au cycle 2.", "date: 2026-03-12", "lecteurs: [equipes]", "auteurs: [{nom: Équipe de l'école}]"},
	"projet":    {"besoin: Se repérer.", "phases: [{phase: conception, debut: 2026-01}]", "objectifs: [Se repérer]", "structures: [{structure: ecole-des-tilleuls, role: porteur}]", "academie: paris", "niveaux: [cp]"},
	"pratique":  {"niveaux: [cm1]", "disciplines: [mathematiques]", "duree: 45 min", "objectifs: [Se repérer]", "type_pedagogique: exercice", "materiel: [un robot]", "a_revoir_avant: 2028-09-01"},
	"veille":    {"source: {titre: RGAA, url: \"https://example.org/\", editeur: DINUM, date: 2024, nature: guide}", "consulte_le: 2026-03-01", "a_retenir: [Un point]"},
	"outil":     {"url: https://example.org/", "editeur: DNE", "vigilance: simple", "usages: [Écrire]", "acces: libre", "verifie_le: 2026-01-05", "a_revoir_avant: 2028-09-01"},
	"structure": {"nature: drane"},
	"evenement": {"debut: 2026-12-09 14:00", "fin: 2026-12-09 16:00", "modalite: presentiel", "lieu: Clairbourg"},
	"page":      {},
}

// frontMatter completes text with the sound lines of the keys that it lacks.
// A key that text gives as "!key" is left out.
func frontMatter(typ, text string) string {
	out := []string{}
	has := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		key, _, _ := strings.Cut(line, ":")
		if without, ok := strings.CutPrefix(line, "!"); ok {
			has[without] = true
			continue
		}
		has[key] = true
		out = append(out, line)
	}
	for _, line := range append(append([]string{}, sound[""]...), sound[typ]...) {
		if key, _, _ := strings.Cut(line, ":"); !has[key] {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestSound(t *testing.T) {
	s := load(t)
	for _, typ := range s.Types {
		if _, problems := decode(t, s, typ.Name, frontMatter(typ.Name, "")); len(problems) > 0 {
			t.Errorf("%s: %v", typ.Name, problems)
		}
	}
}

func TestProblems(t *testing.T) {
	s := load(t)
	for _, tt := range faults {
		_, problems := decode(t, s, tt.typ, frontMatter(tt.typ, tt.text))
		var got []string
		for _, p := range problems {
			if p.File != "content/x.md" {
				t.Errorf("%q: a problem in %q", tt.text, p.File)
			}
			got = append(got, fmt.Sprintf("%d:%d %s %s: %s | %s", p.Line, p.Col, p.Severity, p.Rule, p.Message, p.Hint))
		}
		want := strings.ReplaceAll(strings.ReplaceAll(tt.want, "« ", "« "), " »", " »")
		if result := strings.Join(got, "\n"); result != want {
			t.Errorf("%s: %q\n got %s\nwant %s", tt.typ, tt.text, result, want)
		}
	}
	if len(faults) < 60 {
		t.Errorf("%d cases, want 60 or more", len(faults))
	}
}

// readings are front matter lines with nothing to be said about, and what they mean.
var readings = []struct {
	typ, text, path string
	want            any // Data, or []string for the texts of a list
}{
	{"page", "titre: 2026", "titre", "2026"},
	{"page", "titre: 'a\n\n  b'", "titre", "a b"},
	{"page", "title: Robots\n!titre", "titre", "Robots"},
	{"page", "Title: Robots\n!titre", "titre", "Robots"},
	{"page", "description: Programmer un robot de sol, pas à pas, au cycle 2.\n!resume", "resume", "Programmer un robot de sol, pas à pas, au cycle 2."},
	{"page", "date: 12 mars 2026", "date", site.Date{Year: 2026, Month: 3, Day: 12}},
	{"page", "date: 2026-03-12T23:59:59-05:00", "date", site.Date{Year: 2026, Month: 3, Day: 12}},
	{"page", "lastmod: 2027", "maj", site.Date{Year: 2027}},
	{"page", "publishDate: 2026-03-12 08:30", "publie_le", site.Date{Year: 2026, Month: 3, Day: 12, Clock: 8*60 + 31}},
	{"page", "draft: true", "etat", []string{"brouillon"}},
	{"page", "draft: false", "etat", []string{"publie"}},
	{"page", "etat: Archivé", "etat", []string{"archive"}},
	{"page", "lang: fr_fr", "langue", "fr-FR"},
	{"page", "langue: ZH-hans", "langue", "zh-Hans"},
	{"page", "langue: fr-x-falc", "langue", "fr-x-falc"},
	{"page", "tags: [robot, Cycle 2]\ncategories: école", "mots_cles", []string{"robot", "cycle-2", "ecole"}},
	{"page", "keywords: robot, école", "mots_cles", []string{"robot", "ecole"}},
	{"page", "aliases: /ancien/", "alias", []string{"/ancien/"}},
	{"page", "author: DRANE\n!auteurs", "auteurs.nom", "DRANE"},
	{"page", "authors: [{name: DRANE, role: relit}]\n!auteurs", "auteurs.role", "relit"},
	{"page", "familles: {fr: Bonjour, ar: مرحبا}", "familles", map[string]string{"fr": "Bonjour", "ar": "مرحبا"}},
	{"page", "familles: Bonjour", "familles", map[string]string{"": "Bonjour"}},
	{"page", "image: {fichier: robot.png, alt: Un robot}", "image.fichier", "robot.png"},
	{"page", "image: {fichier: robot.png, decorative: oui}", "image.decorative", true},
	{"page", "relations: [robots, {type: voir-aussi, vers: webradio}]", "relations.vers", schema.Reference("robots")},
	{"page", "id: robots-2026", "id", "robots-2026"},
	{"page", "slug: 2026", "slug", "2026"},
	{"page", "notes_internes: |\n  un\n\n  deux", "notes_internes", "un\n\ndeux"},
	{"pratique", "niveaux: 6e", "niveaux", []string{"6e"}},
	{"pratique", "niveaux: [CM1, Sixième, cycle 3, Cours moyen 2e année]", "niveaux", []string{"cm1", "6e", "cycle-3", "cm2"}},
	{"pratique", "niveaux: 6e, 5e", "niveaux", []string{"6e", "5e"}},
	{"pratique", "niveaux:\n- 6e\n-\n- ~", "niveaux", []string{"6e"}},
	{"pratique", "duree: PT1H30M", "duree", site.Duration(90)},
	{"pratique", "competences_crcn: [1.1, {competence: \"5.2\", niveau: 3}]", "competences_crcn.competence", []string{"1.1", "5.2"}},
	{"pratique", "lieux: [\"en bibliothèque, médiathèque\"]", "lieux", []string{"en-bibliotheque-mediatheque"}},
	{"pratique", "structures: [ecole-des-tilleuls]", "structures.structure", []string{"ecole-des-tilleuls"}},
	{"pratique", "bilan: Tout va bien.", "bilan.fonctionne", []string{"Tout va bien."}},
	{"pratique", "bilan: [Un, Deux]", "bilan.fonctionne", []string{"Un", "Deux"}},
	{"projet", "indicateurs: [{nom: Aisance, unite: \"%\", depart: 12, cible: \"1 250,5\", mesures: {date: 2026, valeur: -3}}]", "indicateurs.cible", 1250.5},
	{"projet", "effectifs: {eleves: 28}", "effectifs.eleves", 28.0},
	{"structure", "nature: École\nuai: 075 1234 j", "uai", "0751234J"},
	{"structure", "siren: 130 025 265", "siren", "130025265"},
	{"evenement", "debut: le 9 décembre 2026 à 14 h", "debut", site.Date{Year: 2026, Month: 12, Day: 9, Clock: 14*60 + 1}},
	{"evenement", "organisateurs: [drane-ruchemont, {nom: La ville}]", "organisateurs.structure", []string{"drane-ruchemont"}},
	{"outil", "gar: yes", "gar", true},
}

func TestValues(t *testing.T) {
	s := load(t)
	for _, tt := range readings {
		values, problems := decode(t, s, tt.typ, frontMatter(tt.typ, tt.text))
		if len(problems) > 0 {
			t.Errorf("%s: %q: %v", tt.typ, tt.text, problems)
		}
		if list, ok := tt.want.([]string); ok {
			if got := values.Texts(tt.path); !reflect.DeepEqual(got, list) {
				t.Errorf("%s: %q: Texts(%s) = %q, want %q", tt.typ, tt.text, tt.path, got, list)
			}
			continue
		}
		got := values.Get(tt.path)
		if got == nil || !reflect.DeepEqual(got.Data, tt.want) {
			t.Errorf("%s: %q: Get(%s) = %+v, want %v", tt.typ, tt.text, tt.path, got, tt.want)
		}
	}
}

func TestOpenTerm(t *testing.T) {
	values, _ := decode(t, load(t), "page", frontMatter("page", "mots_cles: [Écriture à plusieurs]"))
	term := values.Get("mots_cles").Items[0].Data.(*site.Term)
	if term.ID != "ecriture-a-plusieurs" || term.Label != "Écriture à plusieurs" || !term.Vocabulary.Open || term.Pos != (site.Pos{File: "content/x.md", Line: 1, Col: 13}) {
		t.Errorf("term %+v", term)
	}
}

func TestLenient(t *testing.T) {
	s := load(t)
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte("title: Robots\ntitre: Robots\nniveaux: [xx]\n"), &doc); err != nil {
		t.Fatal(err)
	}
	_, problems := schema.NewDecoder(s).Decode(s.Type("pratique"), "x.md", doc.Content[0], schema.Options{Lenient: true})
	for _, p := range problems {
		if (p.Severity == site.Error) != (p.Rule == "vocabulaire") {
			t.Errorf("%s: %s is a %s", p.Rule, p.Message, p.Severity)
		}
	}
}

func TestEmpty(t *testing.T) {
	s := load(t)
	values, problems := schema.NewDecoder(s).Decode(s.Type("page"), "x.md", nil, schema.Options{})
	if len(values) != 0 || len(problems) != 2 {
		t.Errorf("%v, %v", values, problems)
	}
	if got := values.Text("source.url") + values.Text("titre") + values.Date("date").String() + strings.Join(values.Texts("niveaux"), ""); got != "" {
		t.Errorf("texts of nothing: %q", got)
	}
}

// A decoder and its schema are shared by all workers.
func TestConcurrent(t *testing.T) {
	s := load(t)
	decoder := schema.NewDecoder(s)
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(frontMatter("projet", "tags: [robot]\ndisiplines: x")), &doc); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if _, problems := decoder.Decode(s.Type("projet"), "x.md", doc.Content[0], schema.Options{}); len(problems) != 1 {
					t.Errorf("problems: %v", problems)
				}
			}
		})
	}
	group.Wait()
}
