package generator_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"essaim/generator"
)

// TestWorkedExample builds what the guide shows of a type declared in site.yaml
// alone, so that whoever copies it gets what the guide promises.
func TestWorkedExample(t *testing.T) {
	chapter, err := os.ReadFile("../content/guide/declarer-ses-types.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml": example(t, string(chapter), "### La déclaration"),
		"content/ressources-locales/la-mallette-des-robots.md": example(t, string(chapter), "### Une page"),
		"content/structures/ecole-des-tilleuls.md":             "---\ntitre: École des Tilleuls\nresume: Une école de six classes, qui prête ses robots de sol à ses voisines.\ndate: 2026-11-23\nauteurs: [L'équipe]\nlecteurs: [equipes]\nnature: ecole\nuai: 9990021U\n---\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := buildTree(t, dir, filepath.Join(t.TempDir(), "public"), generator.Options{Today: today, Strict: true})
	for name, want := range map[string]string{
		"ressources-locales/index.html":                        "La mallette des robots",
		"supports/mallette/index.html":                         "La mallette des robots",
		"niveaux/cp/index.html":                                "La mallette des robots",
		"structures/ecole-des-tilleuls/index.html":             "La mallette des robots",
		"ressources-locales/la-mallette-des-robots/index.html": "Mallette",
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s does not name %s", name, want)
		}
	}
	s, err := generator.Open(dir, generator.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if path, err := s.New("ressource-locale", "Un jeu"); err != nil || path != "content/ressources-locales/un-jeu.md" {
		t.Errorf("New: %q, %v", path, err)
	}
}

// example returns the first block of code after a heading.
func example(t *testing.T, chapter, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(strings.ReplaceAll(chapter, "\r\n", "\n"), "\n"+heading+"\n")
	_, rest, opened := strings.Cut(rest, "\n```yaml\n")
	text, _, closed := strings.Cut(rest, "\n```\n")
	if !found || !opened || !closed {
		t.Fatalf("the chapter has no example after %q", heading)
	}
	return text + "\n"
}

func TestManual(t *testing.T) {
	for _, tt := range []struct{ chapter, want string }{
		{"projet", "titre: 'Fiche «"},
		{"communs", "titre: Les champs communs à toutes les fiches"},
		{"vocabulaires", "titre: Les vocabulaires"},
	} {
		if chapter, err := generator.Manual(tt.chapter); err != nil || !strings.Contains(string(chapter), tt.want) {
			t.Errorf("Manual(%q): %v, no %s in\n%.300s", tt.chapter, err, tt.want, chapter)
		}
	}
	_, err := generator.Manual("projets")
	var usage *generator.UsageError
	if !errors.As(err, &usage) || !strings.HasSuffix(usage.Hint, "evenement, page ; ou bien : communs, vocabulaires") {
		t.Errorf("Manual of what is no type: %v, %+v", err, usage)
	}
}
