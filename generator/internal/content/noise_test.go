package content_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// What is not read is kept apart by name, and a folder stands for all it holds.
func TestScanIgnores(t *testing.T) {
	tests := []struct {
		file    string
		ignored []site.Ignored
	}{
		{"content/notes.txt", nil},
		{"content/_notes.txt", nil},
		{"static/robots.txt", nil},
		{"content/.cache.txt", []site.Ignored{{Path: "content/.cache.txt"}}},
		{"content/#1.txt", []site.Ignored{{Path: "content/#1.txt"}}},
		{"content/.cache/a/b.txt", []site.Ignored{{Path: "content/.cache/"}}},
		{"static/.well-known/security.txt", []site.Ignored{{Path: "static/.well-known/"}}},
		{"static/.htaccess", []site.Ignored{{Path: "static/.htaccess"}}},
		{"content/.git/config", []site.Ignored{{Path: "content/.git/", Usual: true}}},
		{"content/a/.gitkeep", []site.Ignored{{Path: "content/a/.gitkeep", Usual: true}}},
		{"content/.DS_Store", []site.Ignored{{Path: "content/.DS_Store", Usual: true}}},
		{"content/._notes.txt", []site.Ignored{{Path: "content/._notes.txt", Usual: true}}},
		{"content/Thumbs.db", []site.Ignored{{Path: "content/Thumbs.db", Usual: true}}},
		{"content/~$bilan.docx", []site.Ignored{{Path: "content/~$bilan.docx", Usual: true}}},
		{"content/.~lock.bilan.odt#", []site.Ignored{{Path: "content/.~lock.bilan.odt#", Usual: true}}},
		{"content/a.md~", []site.Ignored{{Path: "content/a.md~", Usual: true}}},
		{"content/#a.md#", []site.Ignored{{Path: "content/#a.md#", Usual: true}}},
		{"content/.#a.md", []site.Ignored{{Path: "content/.#a.md", Usual: true}}},
		{"content/.a.md.swp", []site.Ignored{{Path: "content/.a.md.swp", Usual: true}}},
	}
	declared, _ := schema.Load(schema.Extension{File: "site.yaml"})
	for _, tt := range tests {
		s := content.Scanner{FS: fstest.MapFS{tt.file: {Data: []byte("x")}}, Schema: declared, Decoder: schema.NewDecoder(declared), Lang: "fr", Workers: 1}
		inv, err := s.Scan()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(inv.Ignored, tt.ignored) || (len(inv.Files) == 0) != (tt.ignored != nil) {
			t.Errorf("%s: Got %v ignored, %v published; want %v ignored", tt.file, inv.Ignored, inv.Files, tt.ignored)
		}
	}
}
