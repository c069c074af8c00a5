package index

import (
	"strings"
	"testing"

	"essaim/generator/site"
)

// What is said of an address that was given twice, in French and with a remedy
// that fits.
func TestClaimedTwice(t *testing.T) {
	tests := []struct{ name, firstFile, first, file, what, message, hint string }{
		{"two pages", "content/a.md", "la page", "content/b.md", "la page", "celle de la page content/a.md", "slug"},
		{"a generated page comes second", "content/a.md", "la page", "", "le plan du site", "celle du plan du site", "slug"},
		{"accents written apart", "content/\u00e9.md", "la page", "content/e\u0301.md", "la page", "celle de la page content/\u00e9.md", "accents"},
		{"an alias of a page", "content/a.md", "la page", "content/b.md", "une ancienne adresse de", "celle de la page content/a.md", "alias"},
		{"an alias of two pages", "content/a.md", "une ancienne adresse de", "content/b.md", "une ancienne adresse de", "déjà une ancienne adresse de content/a.md", "alias"},
		{"a file of the theme", "static/x.css", "le fichier", "", "un fichier du thème", "celle d'un fichier du thème", "slug"},
	}
	for _, tt := range tests {
		ix := New(model, nil, nil, Options{})
		first := ix.Claim("x/", site.Pos{File: tt.firstFile}, tt.first)
		second := ix.Claim("x/", site.Pos{File: tt.file}, tt.what)
		if !first || second || len(ix.Problems) != 1 {
			t.Errorf("%s: claims %v and %v, problems %v", tt.name, first, second, ix.Problems)
			continue
		}
		if p := ix.Problems[0]; p.File == "" || !strings.HasSuffix(p.Message, tt.message) || !strings.Contains(p.Hint, tt.hint) {
			t.Errorf("%s: %+v", tt.name, p)
		}
	}
}
