package content_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// No name gives an address that cannot be published or that belongs to another.
func TestScanNames(t *testing.T) {
	const front = "---\ntitre: Une page\nresume: Une page qui dit qui nous sommes et comment nous écrire.\n"
	tests := []struct {
		file, front string
		address     site.Address
		aliases     []site.Address
		rules       []string
	}{
		{"content/a.md", "", "a/", nil, nil},
		{"content/日.md", "", "page/", nil, []string{"adresse"}},
		{"content/+++/a.md", "", "dossier/a/", nil, []string{"adresse"}},
		{"content/a.md", "alias: [/b/, c.html, d/index.html]\n", "a/", []site.Address{"b/", "c.html", "d/"}, nil},
		{"content/a.md", "alias: [../../etc/passwd, 'https://e.test/', /]\n", "a/", nil, []string{"alias", "alias", "alias"}},
		{"static/x\\y", "", "", nil, []string{"fichier"}},
	}
	declared, _ := schema.Load(schema.Extension{File: "site.yaml"})
	for _, tt := range tests {
		s := content.Scanner{FS: fstest.MapFS{tt.file: {Data: []byte(front + tt.front + "---\nBonjour\n")}},
			Schema: declared, Decoder: schema.NewDecoder(declared), Lang: "fr", Workers: 1}
		inv, err := s.Scan()
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		for _, p := range inv.Problems {
			rules = append(rules, p.Rule)
		}
		if !slices.Equal(rules, tt.rules) || len(inv.Files) > 0 {
			t.Errorf("%s, %s: problems %v, files %v", tt.file, tt.front, inv.Problems, inv.Files)
		}
		if len(inv.Pages) == 1 && (inv.Pages[0].Address != tt.address || fmt.Sprint(inv.Pages[0].Aliases) != fmt.Sprint(tt.aliases)) {
			t.Errorf("%s, %s: address %q, aliases %q", tt.file, tt.front, inv.Pages[0].Address, inv.Pages[0].Aliases)
		}
	}
}
