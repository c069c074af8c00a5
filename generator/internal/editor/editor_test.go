package editor_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/editor"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// declared returns the schema of a site that declares a type and a vocabulary.
func declared(t *testing.T, text string) *site.Schema {
	t.Helper()
	var doc struct{ Types, Vocabulaires yaml.Node }
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	ext := schema.Extension{File: "site.yaml"}
	if text != "" {
		ext.Types, ext.Vocabularies = &doc.Types, &doc.Vocabulaires
	}
	s, problems := schema.Load(ext)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

const sortie = `
types:
  sortie: {dossier: sorties, nom: Sortie, pluriel: Sorties, aide: "Une sortie.", ordre: date, champs: {temps: {titre: "Temps, ou ciel", aide: "Il fait {beau} pour 3 $.", nature: choix, vocabulaire: ciels, exigence: requis},
    lieu: {titre: Lieu, aide: "Où.", nature: groupe, exigence: requis, champs: {
      rue: {titre: Rue, aide: "La rue.", nature: groupe, exigence: requis, champs: {nom: {titre: Nom, aide: "Son nom.", nature: texte}}},
      ville: {titre: Ville, aide: "La ville.", nature: texte, exigence: requis}}}}}
vocabulaires:
  ciels: {titre: Ciels, termes: [{id: soleil, titre: Soleil}, {id: pluie, titre: Pluie}]}
`

func files(s *site.Schema) map[string]string {
	out := map[string]string{}
	for _, f := range editor.Files(s, []byte("{\n  \"titre\": \"x\"\n}\n")) {
		out[f.Path] = string(f.Data)
	}
	return out
}

// noComments drops what VS Code lets one write in its settings, and JSON does not.
func noComments(text string) []byte {
	return regexp.MustCompile(`(?m)^\s*//.*$`).ReplaceAll([]byte(text), nil)
}

func TestFilesAreJSONAndAlwaysTheSame(t *testing.T) {
	for _, text := range []string{"", sortie} {
		got := files(declared(t, text))
		again := files(declared(t, text))
		if len(got) != 6 {
			t.Errorf("%d files, want 6", len(got))
		}
		for path, data := range got {
			if data != again[path] {
				t.Errorf("%s is not always the same", path)
			}
			if path != ".editorconfig" && !json.Valid(noComments(data)) {
				t.Errorf("%s is not JSON:\n%s", path, data)
			}
			if !strings.HasSuffix(data, "\n") || strings.HasSuffix(data, "\n\n") || strings.Contains(data, "\t") {
				t.Errorf("%s is not as .editorconfig wants it", path)
			}
		}
	}
}

func TestOursUntilSomeoneChangesIt(t *testing.T) {
	for path, text := range files(declared(t, sortie)) {
		data := []byte(text)
		for _, tt := range []struct {
			what string
			data []byte
			want bool
		}{
			{"as it is", data, true},
			{"with the line ends of Windows", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), true},
			{"with a line more", append(slices.Clone(data), '\n'), false},
			{"with a letter less", data[1:], false},
			{"without its mark", regexp.MustCompile(`[0-9a-f]{16}`).ReplaceAll(data, nil), false},
			{"with a mark that is not its own", regexp.MustCompile(`[0-9a-f]{16}`).ReplaceAll(data, []byte("0123456789abcdef")), false},
			{"empty", nil, false},
		} {
			if got := editor.Ours(tt.data); got != tt.want {
				t.Errorf("%s, %s: Ours = %t, want %t", path, tt.what, got, tt.want)
			}
		}
	}
}

// A site that declares more only changes what depends on it: the others are not
// written again.
func TestFilesFollowTheDeclarations(t *testing.T) {
	before, after := files(declared(t, "")), files(declared(t, sortie))
	for path := range before {
		want := path == ".vscode/essaim.code-snippets" || path == ".vscode/tasks.json"
		if changed := before[path] != after[path]; changed != want {
			t.Errorf("%s changes: %t, want %t", path, changed, want)
		}
	}
	for _, want := range []string{
		`"Temps, ou ciel (Sortie)": {`, `"temps: ${1|…,soleil,pluie|}"`, `"prefix": "fiche-sortie"`, `"Il fait {beau} pour 3 $."`, // plain where it is shown
		`"# Temps, ou ciel (obligatoire). Il fait {beau\\} pour 3 \\$."`, // escaped where it is inserted
	} {
		if !strings.Contains(after[".vscode/essaim.code-snippets"], want) {
			t.Errorf("no %s in the snippets", want)
		}
	}
	if want := "\"label\": \"Sortie\",\n          \"value\": \"sortie\""; !strings.Contains(after[".vscode/tasks.json"], want) {
		t.Error("the task that makes a page does not propose the type")
	}
}
