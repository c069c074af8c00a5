package generator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"testing/fstest"

	"essaim/generator"
)

func TestSchema(t *testing.T) {
	settings := "titre: Essai\ntypes:\n  atelier: {dossier: ateliers, nom: Atelier, champs: {salle: {titre: Salle, nature: texte, exigence: requis, aide: \"Où.\"}}}\n"
	s, err := generator.Open(t.TempDir(), generator.Options{FS: fstest.MapFS{"site.yaml": {Data: []byte(settings)}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, tt := range []struct {
		typ  string
		from func(string) ([]byte, error)
		has  string // "" when the type is refused
		hint string
	}{
		{"atelier", s.Schema, `"title": "Salle"`, ""},
		{"projet", s.Schema, `"title": "Besoin"`, ""},
		{"", s.Schema, `"$ref": "#/$defs/atelier"`, ""},
		{"ateliers", s.Schema, "", "vouliez-vous dire « atelier » ? les types possibles : projet, pratique, veille, outil, structure, evenement, atelier, page"},
		{"projet", generator.Schema, `"title": "Besoin"`, ""},
		{"", generator.Schema, `"$ref": "#/$defs/projet"`, ""},
		{"atelier", generator.Schema, "", "les types possibles : projet, pratique, veille, outil, structure, evenement, page"},
	} {
		doc, err := tt.from(tt.typ)
		var usage *generator.UsageError
		if tt.has == "" {
			if !errors.As(err, &usage) || usage.Hint != tt.hint {
				t.Errorf("Schema(%q): %v, %+v", tt.typ, err, usage)
			}
			continue
		}
		again, _ := tt.from(tt.typ)
		if err != nil || !json.Valid(doc) || !bytes.Contains(doc, []byte(tt.has)) || !bytes.Equal(doc, again) {
			t.Errorf("Schema(%q): %v, no %s in\n%.500s", tt.typ, err, tt.has, doc)
		}
	}
}
