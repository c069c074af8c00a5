package schema

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

var update = flag.Bool("update", false, "rewrite the chapters of the guide that the declarations give")

const guide = "../../../content/guide"

// chapters returns the chapters of a schema, by the name of their file.
func chapters(s *site.Schema) map[string][]byte {
	list := map[string][]byte{commonChapter: CommonManual(s), vocabularyChapter: VocabularyManual(s)}
	for _, t := range s.Types {
		list["champs-"+t.Name+".md"] = Manual(s, t)
	}
	return list
}

// TestManualIsInTheGuide keeps the guide from drifting: it holds what the
// embedded declarations give, and no chapter of a type that is gone.
func TestManualIsInTheGuide(t *testing.T) {
	s, _ := Load(Extension{})
	want := chapters(s)
	for name, chapter := range want {
		isFile(t, name, chapter)
	}
	files, err := filepath.Glob(filepath.Join(guide, "champs-*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if want[filepath.Base(file)] == nil {
			t.Errorf("%s is the chapter of no type: delete it", file)
		}
	}
}

// isFile compares a file of the guide with what it should hold, or writes it.
func isFile(t *testing.T, name string, want []byte) {
	t.Helper()
	file := filepath.Join(guide, name)
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Errorf("%s is not what the declarations give (%v): run go test ./generator/internal/schema -update, and read the difference", name, err)
	}
}

// odd is a site.yaml whose texts would be something else in Markdown.
const odd = `
types:
  communs:
    champs:
      licence: {prive: oui}
  ressource-locale:
    dossier: ressources
    nom: Ressource *locale*
    aide: "- Un <b>objet</b> & sa notice_courte"
    titres: ["# Usage"]
    ordre: titre
    champs:
      nature: {titre: "[Nature]", nature: choix, vocabulaire: supports, exigence: requis, aide: "1. La nature"}
      gratuit: {titre: Gratuit, nature: oui-non}
      depot: {titre: Dépôt, nature: reference, vers: [structure, outil], liste: oui, exigence: attendu, si: {gratuit: [non]}, aide: "Où la trouver."}
      prets:
        titre: Prêts
        nature: groupe
        liste: oui
        principal: a
        un_seul: {etat: [fait, rendu]}
        aide: "Les prêts."
        champs:
          a: {titre: À qui, nature: texte, exigence: requis, max: 1, aide: "Un nom."}
          etat: {titre: État, nature: choix, vocabulaire: supports, aide: "L'état."}
      lieux_de_pret: {titre: Lieux, nature: texte, liste: oui, min: 2, aide: "Les lieux."}
      titre: {max: 60}
  affiche:
    nom: Affiche
vocabulaires:
  supports:
    titre: Supports
    termes:
      - {id: fait, titre: Fait_1, groupe: "1. Ici", definition: "Un ` + "`accent`" + ` grave", alias: ["f*"]}
      - {id: rendu, titre: Rendu, groupe: "1. Ici", parent: fait, court: "R."}
      - {id: perdu, titre: Perdu, groupe: "1. Ici"}
`

var noBreaks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestManualOfASite(t *testing.T) {
	var doc struct{ Types, Vocabulaires yaml.Node }
	if err := yaml.Unmarshal([]byte(odd), &doc); err != nil {
		t.Fatal(err)
	}
	s, problems := Load(Extension{File: "site.yaml", Types: &doc.Types, Vocabularies: &doc.Vocabulaires})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	list := chapters(s)
	for _, tt := range []struct{ chapter, want string }{
		{"champs-ressource-locale.md", `**Ressource \*locale\*.** \- Un \<b>objet\</b> \& sa notice\_courte.`},
		{"champs-ressource-locale.md", "dossier `content/ressources`"},
		{"champs-ressource-locale.md", "par ordre alphabétique, d'après `titre`"},
		{"champs-ressource-locale.md", "- **Obligatoires** : [`titre`](#titre-titre), [`resume`](champs-communs.md#resume-resume), [`nature`](#nature-nature)\n"},
		{"champs-ressource-locale.md", "### `titre` — Titre\n\nLe titre de la page, en 110 caractères au plus.\n\n- Un texte d'une ligne.\n- 60 caractères au plus."},
		{"champs-ressource-locale.md", "### `nature` — \\[Nature\\]\n\n1\\. La nature.\n\n- Une valeur de la liste [Supports](vocabulaires.md#supports) :\n  - `fait` — Fait\\_1. Un \\`accent\\` grave.\n  - `rendu` — Rendu\n"},
		{"champs-ressource-locale.md", "\n\nAttendu quand `gratuit` vaut `non`. Où la trouver.\n\n- Une ou plusieurs valeurs ; chacune est le nom du fichier d'une page de type `structure` ou `outil`.\n"},
		{"champs-ressource-locale.md", "### `gratuit` — Gratuit\n\n- Oui ou non.\n"},
		{"champs-ressource-locale.md", "- 2 valeurs au moins.\n"},
		{"champs-ressource-locale.md", "  - `a` — **À qui** (un texte ; obligatoire). Un nom. 1 caractère au plus.\n  - `etat` — **État**. L'état. Une valeur de la liste [Supports](vocabulaires.md#supports).\n- Un élément, et un seul, a `etat: fait ou rendu`.\n"},
		{"champs-ressource-locale.md", "Ses titres habituels : « # Usage »."},
		{"champs-affiche.md", "quand son en-tête dit `type: affiche`"},
		{"champs-affiche.md", "- **Attendus** : [`titre`]("},
		{"champs-communs.md", "- N'est jamais publié.\n- Se dit aussi : `license`.\n"},
		{"champs-communs.md", "Obligatoire quand `lecteurs` contient `familles`."},
		{"champs-projet.md", "Obligatoire quand `phase`, dans `phases`, vaut `evaluation` ou `generalisation`."},
		{"vocabulaires.md", "employé par `nature` (Ressource \\*locale\\*) ; `prets.etat` (Ressource \\*locale\\*)."},
		{"vocabulaires.md", "\n- 1\\. Ici\n  - `fait` — Fait\\_1. Un \\`accent\\` grave. *(aussi `f*`)*\n  - `rendu` — Rendu *(dans `fait` ; en bref R.)*\n  - `perdu` — Perdu\n"},
	} {
		if chapter := noBreaks.Replace(string(list[tt.chapter])); !strings.Contains(chapter, tt.want) {
			t.Errorf("%s: no %q in\n%.3000s", tt.chapter, tt.want, chapter)
		}
	}
	for name, chapter := range list {
		if again := chapters(s)[name]; !bytes.Equal(again, chapter) {
			t.Errorf("%s changes from one time to the next", name)
		}
		sound(t, s, name, chapter)
	}
}

// sound says what a build would say of the front matter of a chapter.
func sound(t *testing.T, s *site.Schema, name string, chapter []byte) {
	t.Helper()
	meta, _, found := strings.Cut(strings.TrimPrefix(string(chapter), "---\n"), "\n---\n")
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(meta), &doc); err != nil || !found {
		t.Fatalf("%s: %v in\n%s", name, err, meta)
	}
	if _, problems := NewDecoder(s).Decode(s.Type("page"), name, doc.Content[0], Options{}); len(problems) > 0 {
		t.Errorf("%s: %v", name, problems)
	}
}

// Every field of a type has its place in one of two chapters, and once only.
func TestManualNamesEveryField(t *testing.T) {
	s, _ := Load(Extension{})
	list := chapters(s)
	for _, typ := range s.Types {
		for _, f := range typ.Fields {
			chapter := list["champs-"+typ.Name+".md"]
			if slices.Contains(s.Common, f) {
				chapter = list[commonChapter]
			}
			if n := bytes.Count(chapter, []byte("\n### `"+f.Key+"` — ")); n != 1 {
				t.Errorf("%s.%s: described %d times", typ.Name, f.Key, n)
			}
		}
	}
	for _, v := range s.Vocabularies {
		for _, term := range v.Terms {
			if !bytes.Contains(list[vocabularyChapter], []byte("- `"+term.ID+"` — "+prose(term.Label))) {
				t.Errorf("vocabulary %s: no term %s", v.Name, term.ID)
			}
		}
	}
}

// TestDeclarationsAreInTheGuide keeps the chapter on declarations from
// drifting: each list between two of its comments is what the keys are.
func TestDeclarationsAreInTheGuide(t *testing.T) {
	var natures []*site.Field
	for _, k := range kinds {
		natures = append(natures, &site.Field{Key: k.Name, Doc: k.Doc})
	}
	const name = "declarer-ses-types.md"
	data, err := os.ReadFile(filepath.Join(guide, name))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	for _, list := range []struct {
		mark string
		keys []*site.Field
	}{
		{"type", inSettings(typeDeclaration, "type")},
		{"champ", fieldDeclaration.Fields},
		{"natures", natures},
		{"vocabulaire", inSettings(vocabularyDeclaration, "nom")},
	} {
		before, rest, opened := strings.Cut(text, "<!-- "+list.mark+" -->\n")
		_, after, closed := strings.Cut(rest, "<!-- fin -->\n")
		if !opened || !closed {
			t.Fatalf("%s has no place for the list %s", name, list.mark)
		}
		m := &manual{}
		m.list(keys(list.keys), "")
		text = before + "<!-- " + list.mark + " -->\n\n" + m.out.String() + "\n<!-- fin -->\n" + after
	}
	isFile(t, name, []byte(text))
}

// inSettings returns the keys of a declaration that is in site.yaml, where its
// name is the key above it.
func inSettings(t *site.Type, name string) []*site.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *site.Field) bool { return f.Key == name })
}

// keys lists the keys of a declaration, those of a group below it.
func keys(fields []*site.Field) []item {
	var list []item
	for _, f := range fields {
		list = append(list, item{code(f.Key) + " — " + prose(f.Doc), keys(f.Fields)})
	}
	return list
}
