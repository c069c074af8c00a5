package editor_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

type snippet struct {
	Scope, Prefix, Description string
	Body                       []string
}

func snippets(t *testing.T, s *site.Schema) map[string]snippet {
	t.Helper()
	var list map[string]snippet
	if err := json.Unmarshal(noComments(files(s)[".vscode/essaim.code-snippets"]), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// stop is what the Tab key goes to: $1, ${1:text}, ${1|one,two|}; or a variable.
var stop = regexp.MustCompile(`\\[\\$}]|\$\{\d+:((?:\\.|[^\\}])*)\}|\$\{\d+\|((?:\\.|[^\\|])*)\|\}|\$\d+|\$CURRENT_[A-Z]+`)

// insert returns the text that a snippet inserts, with what fill puts at each
// stop: it is told the text there, and the choices.
func insert(body []string, fill func(text string, choices []string) string) string {
	day := map[string]string{"$CURRENT_YEAR": "2026", "$CURRENT_MONTH": "11", "$CURRENT_DATE": "23"}
	return stop.ReplaceAllStringFunc(strings.Join(body, "\n")+"\n", func(found string) string {
		m := stop.FindStringSubmatch(found)
		switch {
		case found[0] == '\\':
			return found[1:]
		case day[found] != "":
			return day[found]
		case m[2] != "":
			choices := strings.Split(m[2], ",")
			return fill(choices[0], choices)
		}
		return fill(m[1], nil)
	})
}

// asIs leaves what is there.
func asIs(text string, _ []string) string { return text }

func TestSnippetsHoldEveryTypeFieldAndTerm(t *testing.T) {
	s := declared(t, sortie)
	list := snippets(t, s)
	for _, typ := range s.Types {
		if list["Fiche : "+typ.Label].Prefix != "fiche-"+typ.Name {
			t.Errorf("no snippet for a page of type %s", typ.Name)
		}
		for _, f := range typ.Fields {
			found := 0
			for name, x := range list {
				if x.Scope == "yaml" && x.Prefix == f.Key && x.Description == f.Doc && (!strings.HasSuffix(name, ")") || strings.Contains(name, typ.Label)) {
					found++
				}
			}
			if found != 1 {
				t.Errorf("%s.%s: %d snippets, want one", typ.Name, f.Key, found)
			}
		}
	}
	all := files(s)[".vscode/essaim.code-snippets"]
	for _, v := range s.Vocabularies {
		var ids []string
		for _, term := range v.Terms {
			ids = append(ids, term.ID)
		}
		if used(s, v.Name) && !v.Open && !strings.Contains(all, "|…,"+strings.Join(ids, ",")+"|") {
			t.Errorf("no snippet proposes the terms of %s", v.Name)
		}
	}
}

// used says whether the terms of a vocabulary are what a field, or what one
// must fill in of a group, is chosen from.
func used(s *site.Schema, vocabulary string) bool {
	for _, t := range s.Types {
		for _, f := range t.Fields {
			if f.Vocabulary == vocabulary {
				return true
			}
			for _, sub := range f.Fields {
				if sub.Vocabulary == vocabulary && sub.Need != site.Optional {
					return true
				}
			}
		}
	}
	return false
}

// problems decodes a front matter as that of a page from which nothing is asked.
func problems(t *testing.T, d *schema.Decoder, typ *site.Type, meta string) []site.Problem {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(meta), &doc); err != nil {
		t.Fatalf("%s: %v in\n%s", typ.Name, err, meta)
	}
	_, list := d.Decode(typ, "x.md", doc.Content[0], schema.Options{Lenient: true})
	return list
}

func faulty(p site.Problem) bool { return p.Severity == site.Error || p.Rule == "champ-inconnu" }

// right are values for the stops that have no choice, by the field they are in.
var right = map[string]string{
	"AAAA-MM-JJ": "2026-11-23", "AAAA-MM-JJ HH:MM": "2026-11-23 14:00", "https://": "https://exemple.fr/",
	"duree": "45 min", "uai": "0751234J", "siren": "130025265", "courriel": "equipe@exemple.fr", "slug": "robots", "type": "projet", "id": "b2d4f6h8",
}

var (
	more    = regexp.MustCompile(`([}"])\$\d+\]`) // where a list goes on
	comment = regexp.MustCompile(`(?m)^( *)# `)   // a line that is one
)

// Whatever is proposed is right once the stops are filled in, with the lines
// that are comments or without them.
func TestFilledSnippetsAreRight(t *testing.T) {
	s := declared(t, sortie)
	d := schema.NewDecoder(s)
	for name, x := range snippets(t, s) {
		if x.Scope != "yaml" {
			continue
		}
		body := strings.Split(more.ReplaceAllString(strings.Join(x.Body, "\n"), "$1]"), "\n")
		meta := insert(body, func(text string, choices []string) string {
			switch {
			case choices != nil:
				return choices[1]
			case right[text] != "":
				return right[text]
			case right[x.Prefix] != "":
				return right[x.Prefix]
			case text == "…":
				return "3"
			}
			return "robots"
		})
		for _, typ := range s.Types {
			if !slices.ContainsFunc(typ.Fields, func(f *site.Field) bool { return f.Key == x.Prefix && f.Doc == x.Description }) {
				continue
			}
			for _, text := range []string{meta, comment.ReplaceAllString(meta, "$1")} {
				for _, p := range problems(t, d, typ, text) {
					if faulty(p) {
						t.Errorf("%s, %s: %s: %s\n%s", name, typ.Name, p.Rule, p.Message, text)
					}
				}
			}
		}
	}
}

// What an author leaves as it was proposed is said to be wrong: nothing gets
// into a page by the Tab key alone.
func TestUnfilledSnippetsAreRefused(t *testing.T) {
	s := declared(t, sortie)
	d := schema.NewDecoder(s)
	for name, x := range snippets(t, s) {
		if x.Scope != "yaml" || !strings.Contains(strings.Join(x.Body, "\n"), "${") {
			continue
		}
		meta := insert(x.Body, asIs)
		for _, typ := range s.Types {
			f := typ.Field(x.Prefix)
			if f != nil && f.Doc == x.Description && !slices.ContainsFunc(problems(t, d, typ, meta), faulty) {
				t.Errorf("%s, %s: nothing is said of\n%s", name, typ.Name, meta)
			}
		}
	}
}

// A new page made from a snippet is the one that `essaim new` makes.
func TestSheetsAreThoseOfNew(t *testing.T) {
	s := declared(t, sortie)
	for _, typ := range s.Types {
		sheet := insert(snippets(t, s)["Fiche : "+typ.Label].Body, func(string, []string) string { return "" })
		want := string(schema.Skeleton(s, typ, schema.Sheet{Title: "", Date: site.Date{Year: 2026, Month: 11, Day: 23}}))
		if got := normal(sheet); got != normal(want) {
			t.Errorf("%s:\n%s\nwant\n%s", typ.Name, got, normal(want))
		}
	}
}

// normal drops what a snippet adds to a skeleton: quotes, brackets, the sign of
// a text of several lines, spaces and empty lines.
func normal(sheet string) string {
	var lines []string
	for line := range strings.Lines(sheet) {
		line = regexp.MustCompile(`: *(?:""|\[""\]|\[\]|\|)? *( #.*)?\n$`).ReplaceAllString(line, ":$1\n")
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
