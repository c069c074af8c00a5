package content_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"essaim/generator/internal/content"
	"essaim/generator/site"
)

// A fault is what is written between the two lines of dashes, and what is said
// of it: "line:col rule", then the hint after a bar when it counts.
var faults = []struct {
	name, front string
	want        []string
}{
	{"colon", "titre: Le projet : une réussite", []string{`2:8 deux-points|titre: "Le projet : une réussite"`}},
	{"colon without a space before it", "titre: Bilan: une réussite", []string{`2:8 deux-points|titre: "Bilan: une réussite"`}},
	{"colon at the end", "titre: Le projet :", []string{`2:8 deux-points|titre: "Le projet :"`}},
	{"colon after accents", "préparé: Été : l'école", []string{`2:12 deux-points|préparé: "Été : l'école"`}},
	{"colon within guillemets", "titre: « Le projet : une réussite »", []string{`2:8 deux-points|titre: "« Le projet : une réussite »"`}},
	{"colon and comment", "titre: Projet : essai # à revoir", []string{`2:8 deux-points|titre: "Projet : essai" # à revoir`}},
	{"colon and hash of a word", "titre: Projet : le #robot", []string{`2:8 deux-points|titre: "Projet : le #robot"`}},
	{"colon and straight quotes", `titre: Le "robot" : essai`, []string{`2:8 deux-points|titre: 'Le "robot" : essai'`}},
	{"colon, straight quotes and apostrophe", `titre: L'"objet" : essai`, []string{`2:8 deux-points|titre: "L'\"objet\" : essai"`}},
	{"colon and trailing spaces", "titre: Le projet : essai  ", []string{`2:8 deux-points|titre: "Le projet : essai"`}},
	{"colon in a nested field", "image:\n  fichier: a.jpg\n  alt: Robot : vu de face", []string{`4:8 deux-points|  alt: "Robot : vu de face"`}},
	{"colon in a field of an item", "auteurs:\n  - nom: Jean : prof\n    role: x", []string{`3:10 deux-points|  - nom: "Jean : prof"`}},
	{"colons in an item", "objectifs:\n  - Apprendre : coder : ensemble", []string{`3:5 deux-points|  - "Apprendre : coder : ensemble"`}},
	{"colon in an item at the margin", "objectifs:\n- Le but: a : b", []string{`3:3 deux-points|- "Le but: a : b"`}},
	{"colon on a second line", "resume: un texte\n  suite : et fin\ndate: 2026", []string{"2:9 deux-points|resume: \"un texte\n  suite : et fin\""}},
	{"no space after the colon", "titre:Le projet\nresume: x", []string{"2:7 deux-points|titre: Le projet"}},
	{"no space after the only colon", "titre:Le projet", []string{"2:7 deux-points|titre: Le projet"}},
	{"no-break space after the colon", "titre:\u00a0Le projet\nresume: x", []string{"2:7 deux-points|titre: Le projet"}},
	{"no space, and a colon", "titre:Le projet : essai\nresume: x", []string{`2:7 deux-points|titre: "Le projet : essai"`, `2:7 deux-points`}},

	{"apostrophe", "titre: 'L'école'", []string{`2:8 apostrophe|titre: "L'école"`}},
	{"two apostrophes", "titre: 'L'école d'hier'", []string{`2:8 apostrophe|titre: "L'école d'hier"`}},
	{"apostrophe and colon", "titre: 'L'école : hier'", []string{`2:8 apostrophe|titre: "L'école : hier"`}},
	{"apostrophe that is not closed", "titre: 'Le projet\nresume: x", []string{`2:8 apostrophe|titre: "Le projet"`}},
	{"quoted word, then text", "titre: 'Le' projet", []string{`2:8 apostrophe|titre: "'Le' projet"`}},
	{"apostrophe doubled once", "titre: 'L''école d'hier'", []string{`2:8 apostrophe|titre: "L'école d'hier"`}},
	{"apostrophe in an item", "mots_cles:\n  - 'l'école'", []string{`3:5 apostrophe|  - "l'école"`}},
	{"apostrophe in a list between brackets", "mots_cles: ['l'école', robot]", []string{`2:12 apostrophe|mots_cles: ["l'école", robot]`}},
	{"apostrophe over two lines", "resume: 'l'école\n  de demain'", []string{"2:9 apostrophe|resume: \"l'école\n  de demain\""}},

	{"typographic quotes and colon", "titre: “Le projet : essai”", []string{`2:8 guillemets|titre: "Le projet : essai"`}},
	{"single typographic quotes and colon", "titre: ‘Le projet : essai’", []string{`2:8 guillemets|titre: "Le projet : essai"`}},
	{"typographic quotes alone", "titre: “Le projet”", []string{`2:8 warning guillemets|titre: "Le projet"`}},
	{"single typographic quotes alone", "titre: ‘L’école’", []string{`2:8 warning guillemets|titre: "L’école"`}},
	{"typographic quotes in a list", "mots_cles: [“robot”, école]", []string{`2:13 warning guillemets|mots_cles: ["robot", école]`}},
	{"quotes within quotes", `titre: "Le "robot""`, []string{`2:8 guillemets|titre: 'Le "robot"'`}},
	{"quotes within quotes, and an apostrophe", `titre: "Le "robot" de l'école"`, []string{`2:8 guillemets|titre: "Le \"robot\" de l'école"`}},
	{"quotes around the first word", `titre: "Robot" à l'essai`, []string{`2:8 guillemets|titre: "\"Robot\" à l'essai"`}},
	{"quotes around the first and last words", `titre: "Robot" et "main"`, []string{`2:8 guillemets|titre: '"Robot" et "main"'`}},
	{"quotes that are not closed", "titre: \"Le projet\nresume: x", []string{`2:8 guillemets|titre: "Le projet"`}},
	{"backslash", `fichier: "C:\Documents"`, []string{`2:10 guillemets|fichier: 'C:\Documents'`}},

	{"at sign", "contact: @robot", []string{`2:10 yaml|contact: "@robot"`}},
	{"backquote", "titre: `robot`", []string{"2:8 yaml|titre: \"`robot`\""}},
	{"per cent", "titre: %robot", []string{`2:8 yaml|titre: "%robot"`}},
	{"asterisk", "titre: *robot*", []string{`2:8 yaml|titre: "*robot*"`}},
	{"ampersand", "titre: & moi", []string{`2:8 yaml|titre: "& moi"`}},
	{"exclamation mark", "titre: ! robot", []string{`2:8 yaml|titre: "! robot"`}},
	{"tag", "titre: !important robot", []string{`2:8 yaml|titre: "!important robot"`}},
	{"hyphen", "titre: - robot", []string{`2:8 yaml|titre: "- robot"`}},
	{"question mark", "titre: ? robot", []string{`2:8 yaml|titre: "? robot"`}},
	{"bracket around a word", "titre: [Brouillon] Le projet", []string{`2:8 yaml|titre: "[Brouillon] Le projet"`}},
	{"bracket that is not closed", "titre: [Brouillon", []string{`2:8 yaml|titre: "[Brouillon"`}},
	{"list that is not closed", "mots_cles: [a, b\ntitre: x", []string{"2:12 yaml|mots_cles: [a, b]"}},
	{"group that is not closed", "auteurs:\n  - {nom: x\n  - {nom: y}", []string{"3:5 yaml|  - {nom: x}"}},
	{"bracket alone that is not closed", "titre: x\nphases: [\n  {a: b},", []string{"3:1 yaml"}},
	{"text after a folding mark", "resume: > du texte\n  et la suite", []string{"2:9 yaml|resume: \"du texte\n  et la suite\""}},
	{"list between brackets with a bad item", `mots_cles: [école, "a" b]`, []string{`2:12 guillemets|mots_cles: [école, '"a" b']`}},

	{"tab", "auteurs:\n\t- nom: x\n\t  role: y", []string{"3:1 tabulation|  - nom: x", "4:1 tabulation|    role: y"}},
	{"two tabs", "image:\n\tfichier: a.jpg\n\tpersonnes:\n\t\tmineurs: non", []string{"3:1 tabulation|  fichier: a.jpg", "4:1 tabulation|  personnes:", "5:1 tabulation|    mineurs: non"}},
	{"tab after spaces", "image:\n  fichier: a.jpg\n  personnes:\n  \tmineurs: non", []string{"5:3 tabulation|    mineurs: non"}},
	{"tab, and a colon", "image:\n\talt: Robot : vu", []string{"3:1 tabulation|  alt: \"Robot : vu\"", "3:7 deux-points|  alt: \"Robot : vu\""}},
	{"tab at the margin", "titre: x\n\tdate: 2026", []string{"3:1 tabulation|date: 2026"}},
	{"tab before a block of text", "resume: |\n\ttexte", []string{"3:1 tabulation|  texte"}},
	{"tab within a block of text is the text's", "resume: |\n  a\n  \tb\nimage:\n\tfichier: x", []string{"6:1 tabulation|  fichier: x"}},
	{"no-break spaces", "auteurs:\n\u00a0\u00a0- nom: x", []string{"3:1 tabulation|  - nom: x"}},

	{"field too far right", "titre: x\n  resume: y", []string{"3:3 yaml|resume: y"}},
	{"field not aligned", "auteurs:\n  - nom: x\n   role: y", []string{"4:4 yaml|    role: y"}},
	{"item not aligned", "objectifs:\n  - a\n - b", []string{"4:2 yaml|  - b"}},
	{"first field too far right", "  titre: x\nresume: y", []string{"2:3 yaml|titre: x"}},
	{"no colon", "titre Le projet\nresume: x", []string{"2:1 yaml"}},
	{"no colon, in the middle", "resume: x\ntitre Le projet\ndate: 2026", []string{"3:1 yaml"}},
	{"text at the margin", "resume: Un texte\nsur deux lignes", []string{"3:1 yaml"}},
	{"no key", "titre: a\n: x", []string{"3:1 yaml"}},
	{"empty key", `"": x`, []string{"2:1 yaml"}},
	{"key in braces", "titre: {{ x }}", []string{"2:9 yaml"}},
	{"directive", "%TAG x", []string{"2:1 yaml"}},
	{"end of document", "titre: x\n...\nresume: y", []string{"3:1 yaml"}},
	{"second document", "titre: x\n--- y\nresume: y", []string{"3:1 yaml"}},
	{"word after a hash", "titre: Le #robot", []string{`2:11 warning yaml|titre: "Le #robot"`}},

	{"key twice", "titre: a\ndate: 2026\ntitre: b", []string{"4:1 cle-double"}},
	{"key three times", "titre: a\ntitre: b\ntitre: c", []string{"3:1 cle-double", "4:1 cle-double"}},
	{"key twice, nested", "image:\n  alt: a\n  alt: b", []string{"4:3 cle-double"}},
	{"key twice, in braces", "image: {é: a, é: b}", []string{"2:16 cle-double"}},
	{"anchor and alias", "a: &x oui\nb: *x", []string{"2:4 yaml", "3:4 yaml"}},
	{"merge", "a: b\n<<: {c: d}", []string{"3:1 yaml"}},
	{"list", "- a\n- b", []string{"2:1 front-matter"}},
	{"sentence", "Une phrase.", []string{"2:1 front-matter"}},

	{"NUL", "titre: a\x00b", []string{"2:9 encodage"}},
	{"control character of Windows", "titre: é\u0092", []string{"2:10 encodage"}},
	{"line separator", "titre: é\u2028a\nresume: 'l'a'", []string{`2:10 encodage`, `3:9 apostrophe|resume: "l'a"`}},
	{"lost character", "titre: a\ufffdb", []string{"2:9 warning encodage"}},

	{"everything at once", "titre: Le projet : essai\nresume: 'L'école'\nauteurs:\n\t- nom: @x\ndate: a\ndate: b", []string{
		`2:8 deux-points|titre: "Le projet : essai"`, `3:9 apostrophe|resume: "L'école"`,
		`5:1 tabulation|  - nom: "@x"`, `5:9 yaml|  - nom: "@x"`, `7:1 cle-double`}},
}

func TestFaults(t *testing.T) {
	for _, tt := range faults {
		in := "---\n" + tt.front + "\n---\nCorps\n"
		doc, problems := content.Parse("content/a.md", []byte(in))
		if doc == nil {
			t.Errorf("%s: no document: %v", tt.name, problems)
			continue
		}
		checkProblems(t, tt.name, problems, tt.want)
		if string(doc.Body) != "Corps\n" || doc.BodyLine != strings.Count(in, "\n") {
			t.Errorf("%s: body %q at line %d", tt.name, doc.Body, doc.BodyLine)
		}
		crlf := strings.ReplaceAll(in, "\n", "\r\n")
		_, same := content.Parse("content/a.md", []byte("\ufeff"+crlf))
		if !reflect.DeepEqual(same, problems) {
			t.Errorf("%s: with CRLF and a mark: %v, want %v", tt.name, same, problems)
		}
	}
}

// checkProblems compares problems with their short form, "line:col [severity] rule[|hint]".
func checkProblems(t *testing.T, name string, problems []site.Problem, want []string) {
	t.Helper()
	var got []string
	for i, p := range problems {
		s := fmt.Sprintf("%d:%d ", p.Line, p.Col)
		if p.Severity != site.Error {
			s += p.Severity.String() + " "
		}
		s += p.Rule
		if i < len(want) && strings.Contains(want[i], "|") {
			s += "|" + p.Hint
		}
		got = append(got, s)
		if p.Message == "" || p.File != "content/a.md" || strings.HasSuffix(p.Message, ".") {
			t.Errorf("%s: poor problem %+v", name, p)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What was mended is read: the values are those that were meant.
func TestMendedValues(t *testing.T) {
	tests := []struct{ name, front, key, want string }{
		{"colon", "titre: a : b", "titre", "a : b"},
		{"apostrophe", "titre: 'L'école'", "titre", "L'école"},
		{"quotes", `titre: "Le "robot" de l'école"`, "titre", `Le "robot" de l'école`},
		{"backslash", `titre: "C:\Documents"`, "titre", `C:\Documents`},
		{"two lines", "titre: a\n  suite : b", "titre", "a suite : b"},
		{"after a line left out", "rien\ntitre: a", "titre", "a"},
		{"before a line left out", "titre: a\nresume: x\nrien", "titre", "a"},
		{"no-break space before the colon", "titre\u00a0: a", "titre", "a"},
		{"after the end of the document", "a: b\n...\ntitre: c", "titre", "c"},
		{"the first of two", "titre: a\ntitre: b", "titre", "a"},
		{"warned of only", "titre: “a”", "titre", "“a”"},
	}
	for _, tt := range tests {
		doc, _ := content.Parse("content/a.md", []byte("---\n"+tt.front+"\n---\n"))
		got := ""
		for i := 0; doc != nil && i < len(doc.Meta.Content); i += 2 {
			if doc.Meta.Content[i].Value == tt.key {
				got = doc.Meta.Content[i+1].Value
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s = %q, want %q", tt.name, tt.key, got, tt.want)
		}
	}
}
