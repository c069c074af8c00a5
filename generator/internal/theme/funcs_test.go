package theme_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// page is what the template of these tests receives.
type page struct {
	*theme.Context
	Date site.Date
	Len  site.Duration
}

func TestFuncs(t *testing.T) {
	tests := []struct{ name, template, want string }{
		{"date", `{{date .Date}}`, "12\u00a0mars 2026 à 9\u00a0h\u00a005"},
		{"hour", `{{heure .Date}}`, "9\u00a0h\u00a005"},
		{"no hour", `{{heure .Date.DateOnly}}`, ""},
		{"duration", `{{duree .Len}}`, "1\u00a0h\u00a030"},
		{"own name", `{{langue "ar"}}`, "العربية"},
		{"unknown language", `{{langue "xx"}}`, "xx"},
		{"Arabic", `{{sens "ar"}}`, "rtl"},
		{"Moroccan Arabic", `{{sens "ary-MA"}}`, "rtl"},
		{"Dari", `{{sens "fa-AF"}}`, "rtl"},
		{"script decides", `{{sens "ku-Arab"}} {{sens "ar-Latn"}}`, "rtl ltr"},
		{"French", `{{sens "fr-x-falc"}}`, "ltr"},
		{"no language", `{{sens ""}}`, "ltr"},
		{"site", `{{site "https://www.pix.fr/a"}}`, "pix.fr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"layouts/base.html": {Data: []byte(`{{template "contenu" .}}`)},
				"layouts/page.html": {Data: []byte(`{{define "contenu"}}` + tt.template + `{{end}}`)},
				"i18n/fr.yaml":      {Data: []byte("oui: Oui\n")},
			}
			look, problems, err := theme.Open([]theme.Layer{{Name: "themes/essai", FS: fsys}}, "fr")
			if err != nil || len(problems) > 0 {
				t.Fatal(problems, err)
			}
			look.SetLanguages(&site.Vocabulary{Terms: []*site.Term{{ID: "ar", Label: "Arabe", Short: "العربية"}}})
			got, problem := look.Render("page", page{look.NewContext(theme.Context{}), site.Date{Year: 2026, Month: 3, Day: 12, Clock: 9*60 + 6}, 90})
			if problem != nil {
				t.Fatal(problem.Message)
			}
			if string(got) != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestFuncsAreDocumented holds the table that the manual prints to its promise.
func TestFuncsAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range theme.Funcs {
		if seen[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[f.Name] = true
		if !strings.HasSuffix(f.Doc, ".") || !strings.Contains(f.Example, f.Name) {
			t.Errorf("%s: say what it does, and show it", f.Name)
		}
	}
	for _, name := range []string{"t", "tn", "langue"} {
		if !seen[name] {
			t.Errorf("%s is not in the table", name)
		}
	}
}
