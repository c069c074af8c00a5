package generator_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator"
	"essaim/generator/internal/content"
)

const faulty = "---\ntitre: Robots : le bilan\n---\nCorps\n"

// openFaulty writes the files of a site and opens it.
func openFaulty(t *testing.T, files map[string]string) (*generator.Site, string) {
	t.Helper()
	dir := t.TempDir()
	files["site.yaml"] = "titre: Un site\n"
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	s, err := generator.Open(dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func TestFix(t *testing.T) {
	taken := content.NewID("content/projets/b.md")
	s, dir := openFaulty(t, map[string]string{
		"content/projets/a.md": "---\ntitre: A\nid: " + taken + "\n---\n",
		"content/projets/b.md": faulty,
		"content/c.md":         "---\ntitre: C\n---\n",
		"content/.d.md":        faulty,
		"content/piece.txt":    faulty,
		"ailleurs.md":          faulty,
	})
	if err := os.Symlink("../ailleurs.md", filepath.Join(dir, "content", "lien.md")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "content", "projets", "b.md")
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, dryRun := range []bool{true, false} {
		fixed, err := s.Fix(context.Background(), dryRun)
		if err != nil || len(fixed) != 1 || fixed[0].Path != "content/projets/b.md" || fixed[0].Fixes != 2 {
			t.Fatalf("got %+v, %v", fixed, err)
		}
		if want := "--- content/projets/b.md\n+++ content/projets/b.md\n@@ -1,4 +1,5 @@\n"; !strings.HasPrefix(fixed[0].Diff, want) {
			t.Errorf("diff %q, want %q", fixed[0].Diff, want)
		}
	}
	got, err := os.ReadFile(file)
	want := "---\ntitre: \"Robots : le bilan\"\nid: " + content.NewID("content/projets/b.md#2") + "\n---\nCorps\n"
	if err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != before.Mode() {
		t.Errorf("mode %v, %v, want %v", info.Mode(), err, before.Mode())
	}
	if names, _ := os.ReadDir(filepath.Dir(file)); len(names) != 2 {
		t.Errorf("something is left beside the pages: %v", names)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "ailleurs.md")); err != nil || string(got) != faulty {
		t.Errorf("a link was followed: %q, %v", got, err)
	}
}

// What is corrected before a failure stays, and the file at fault is named.
func TestFixFails(t *testing.T) {
	const second = "content/projets/b.md"
	s, dir := openFaulty(t, map[string]string{"content/projets/a.md": faulty, second: faulty, "content/projets/c.md": faulty})
	inTheWay := filepath.Join(dir, "content", "projets", ".essaim-"+content.NewID(second)+"~")
	if err := os.MkdirAll(filepath.Join(inTheWay, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	fixed, err := s.Fix(context.Background(), false)
	var path *fs.PathError
	if !errors.As(err, &path) || path.Path != second || len(fixed) != 1 {
		t.Fatalf("got %+v, %v", fixed, err)
	}
	for name, changed := range map[string]bool{"a": true, "b": false, "c": false} {
		got, err := os.ReadFile(filepath.Join(dir, "content", "projets", name+".md"))
		if err != nil || (string(got) != faulty) != changed {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Fix(ctx, false); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestFixWithoutFolder(t *testing.T) {
	s, err := generator.Open(t.TempDir(), generator.Options{FS: fstest.MapFS{
		"site.yaml": {Data: []byte("titre: Un site : le mien\n")}, "content/a.md": {Data: []byte(faulty)}}})
	if err != nil {
		t.Fatal(err)
	}
	if fixed, err := s.Fix(context.Background(), true); err != nil || len(fixed) != 2 || fixed[0].Path != "site.yaml" {
		t.Errorf("got %+v, %v", fixed, err)
	}
	if _, err := s.Fix(context.Background(), false); err == nil {
		t.Error("there is nowhere to write")
	}
}
