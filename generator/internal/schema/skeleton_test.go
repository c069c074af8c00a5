package schema_test

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

func TestSkeleton(t *testing.T) {
	s := load(t)
	titles := []string{"Robots", "Robots : le retour", "« Dis » l'heure", "- x", "#1", "2026", "true", "a\nb: c", "\"", "", "@x", "a\u0000b", strings.Repeat("é", 110)}
	for _, typ := range s.Types {
		for _, title := range titles {
			sheet := string(schema.Skeleton(s, typ, schema.Sheet{Title: title, ID: "b2d4", Date: site.Date{Year: 2026, Month: 11, Day: 23}}))
			meta, body, found := strings.Cut(strings.TrimPrefix(sheet, "---\n"), "\n---\n")
			if !found {
				t.Fatalf("%s: no front matter in\n%s", typ.Name, sheet)
			}
			var doc yaml.Node
			if err := yaml.Unmarshal([]byte(meta), &doc); err != nil {
				t.Fatalf("%s: %v in\n%s", typ.Name, err, sheet)
			}
			values, problems := schema.NewDecoder(s).Decode(typ, "x.md", doc.Content[0], schema.Options{})
			for _, p := range problems {
				if p.Severity != site.Info {
					t.Errorf("%s, %q: %s: %s\n%s", typ.Name, title, p.Rule, p.Message, sheet)
				}
			}
			want := strings.ReplaceAll(strings.ReplaceAll(title, "\n", " "), "\u0000", "")
			if got := values.Text("titre"); got != want || values.Text("etat") != "brouillon" || values.Text("id") != "b2d4" || values.Date("date").String() != "2026-11-23" {
				t.Errorf("%s: title %q, want %q", typ.Name, got, want)
			}
			for _, h := range typ.Headings {
				if !strings.Contains(body, "\n## "+h+"\n") {
					t.Errorf("%s: no heading %q", typ.Name, h)
				}
			}
		}
	}
}

// Filling in a sheet's required fields is enough to publish it.
func TestSkeletonAsksForAll(t *testing.T) {
	s := load(t)
	for _, typ := range s.Types {
		sheet := "\n" + string(schema.Skeleton(s, typ, schema.Sheet{Title: "Robots"}))
		for _, f := range typ.Fields {
			written := strings.Contains(sheet, "\n"+f.Key+":") || strings.Contains(sheet, "\n# "+f.Key+":")
			if f.Need != site.Optional && f.When == nil && !written && f.Key != "date" {
				t.Errorf("%s: %s is not in the sheet", typ.Name, f.Key)
			}
		}
		for line := range strings.Lines(sheet) {
			if strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "##") && len([]rune(line)) > 110 {
				t.Errorf("%s: a long comment: %s", typ.Name, line)
			}
		}
	}
}
