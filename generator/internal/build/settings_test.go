package build

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/config"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

func TestNoSite(t *testing.T) {
	if _, err := Prepare(Options{FS: fstest.MapFS{"content/a.md": {}}}); !errors.Is(err, ErrNoSite) {
		t.Errorf("Got %v, want ErrNoSite", err)
	}
	if _, err := Schema(Options{FS: fstest.MapFS{}}); !errors.Is(err, ErrNoSite) {
		t.Errorf("Got %v, want ErrNoSite", err)
	}
}

// FuzzSettings reads any bytes as site.yaml: whatever they are, there are
// settings to go on with, and each problem is at a place of the file.
func FuzzSettings(f *testing.F) {
	for _, text := range []string{
		"", "titre: Essai\n", "titre: Essai\nadresse: https://exemple.test/\nmenu: [/a/, {titre: B, vers: b.md}]\n",
		"titre: [a\n", "- a\n- b\n", "titre: &a x\ncontact: *a\n", "<<: {titre: x}\n", "titre: !!binary aGk=\n",
		"editeur: {nom: x, adresse: {a: b}}\nsections: {Été: veille, '': page, a/b: c}\n",
		"types: {fiche: {nom: Fiche, champs: {a: {nature: texte}}}}\nvocabulaires: {mots: {termes: [a, {id: b}]}}\n",
		"langue: ../x\ntheme: ../../etc\nlicence: x\n", "menu: [[], {}, {vers: }, null]\n", "\xff\xfe", "titre: \x00\n", "\ufefftitre: x\r\n",
		"? a\n: b\n", "1: 2\ntrue: x\n", "titre: x\n---\ntitre: y\n",
	} {
		f.Add([]byte(text))
	}
	embedded, _ := schema.Load(schema.Extension{})
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := Options{FS: fstest.MapFS{config.File: {Data: data}}}
		s, problems, err := settings(opts)
		if err != nil || s == nil {
			t.Fatalf("no settings: %v", err)
		}
		declared, more := embedded, []site.Problem(nil)
		if s.Types != nil || s.Vocabularies != nil {
			declared, more = schema.Load(extension(s))
		}
		problems = slices.Concat(problems, more, checkSettings(s, declared, []string{"essaim"}, false), checkSections(s, nil))
		lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
		for _, p := range problems {
			if p.File != config.File || p.Line < 0 || p.Line > lines || (p.Line == 0) != (p.Col == 0) || p.Message == "" || p.Rule == "" {
				t.Errorf("Got %+v in a file of %d lines", p, lines)
			}
		}
		if _, err := config.BaseURL(s.BaseURL); s.BaseURL != "" && err != nil || strings.ContainsAny(s.Lang, "./\\") || s.Lang == "" {
			t.Errorf("Got %+v", s)
		}
		if _, ok := s.Sections[""]; ok {
			t.Error("the pages without a section have a section")
		}
		for _, m := range s.Menu {
			if m.To == "" || m.Pos.Line == 0 {
				t.Errorf("Got menu entry %+v", m)
			}
		}
		if s.Title == "" && site.Count(problems).Errors == 0 {
			t.Error("no title, and nothing is said of it")
		}
	})
}
