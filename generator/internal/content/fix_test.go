package content_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

func newScanner() *content.Scanner {
	declared, _ := schema.Load(schema.Extension{File: "site.yaml"})
	return &content.Scanner{Schema: declared, Decoder: schema.NewDecoder(declared), Lang: "fr"}
}

// Each row is a front matter and what is left of it once repaired; "" when the
// author must decide.
var repairs = []struct{ name, before, after string }{
	{"colon", "titre: Le projet : une réussite", `titre: "Le projet : une réussite"`},
	{"colon at the end", "titre: Le projet :", `titre: "Le projet :"`},
	{"colon and comment", "titre: Projet : essai   # à revoir", `titre: "Projet : essai"   # à revoir`},
	{"colon and blanks at the end", "titre: Projet : essai \t", "titre: \"Projet : essai\" \t"},
	{"colon and straight quotes", `titre: Le "robot" : essai`, `titre: 'Le "robot" : essai'`},
	{"colon and all quotes", `titre: L'"objet" : essai`, `titre: "L'\"objet\" : essai"`},
	{"colon, what looks like a comment", "titre: Projet : le #robot", ""},
	{"colon after a word that is no field", "titre: robots: mode d'emploi", `titre: "robots: mode d'emploi"`},
	{"colon after a word that is a field", "image: fichier: robot.jpg", ""},
	{"colon in a nested field", "image:\n    alt: Robot : vu  # vrai\n    fichier: 'a.jpg'", "image:\n    alt: \"Robot : vu\"  # vrai\n    fichier: 'a.jpg'"},
	{"colon in a field of an item", "auteurs:\n- nom: Jean : prof\n  role: x", "auteurs:\n- nom: \"Jean : prof\"\n  role: x"},
	{"colon over two lines", "resume: un texte\n  suite : et fin\ndate: 2026", "resume: \"un texte\n  suite : et fin\"\ndate: 2026"},
	{"colon over two lines, and a field", "resume: un texte\n  suite : et\n  alt: fin", ""},
	{"colon in an item, which YAML reads", "type: projet\nid: abcd\nobjectifs:\n  - L'école : un lieu\n  - Coder", "type: projet\nid: abcd\nobjectifs:\n  - \"L'école : un lieu\"\n  - Coder"},
	{"colon in an item that cannot be a text", "lecteurs:\n  - maths : svt", ""},
	{"field without its space", "titre:Le projet\nresume: x", "titre: Le projet\nresume: x"},
	{"synonym without its space", "title:Le projet\nresume: x", "title: Le projet\nresume: x"},
	{"word without its space", "resume: x\nvoir:ici et là", ""},
	{"no-break space after the colon", "titre:\u00a0Le projet\nresume: x", "titre: Le projet\nresume: x"},
	{"field without its space, and a colon", "titre:Le projet : essai", `titre: "Le projet : essai"`},

	{"apostrophe", "titre: 'L'école d'hier'", `titre: "L'école d'hier"`},
	{"apostrophe doubled once", "titre: 'L''école d'hier'", `titre: "L'école d'hier"`},
	{"apostrophe in an item", "mots_cles:\n- 'l'école'", "mots_cles:\n- \"l'école\""},
	{"apostrophe in a list", "mots_cles: [ 'l'école',robot ]  # x", "mots_cles: [ \"l'école\",robot ]  # x"},
	{"apostrophe over two lines", "resume: 'l'école\n  de demain'", "resume: \"l'école\n  de demain\""},
	{"apostrophe that is not closed", "titre: 'Le projet\nresume: x", ""},
	{"apostrophe before a comma", "mots_cles: ['l'école, le robot', main]", ""},
	{"quoted word first", "titre: 'Le' projet", `titre: "'Le' projet"`},
	{"quoted words first and last", "titre: 'Le' projet 'Robot'", ""},

	{"quotes", `titre: "Le "robot" de l'école"`, `titre: "Le \"robot\" de l'école"`},
	{"quotes around the first and last words", `titre: "Robot" et "main"`, `titre: '"Robot" et "main"'`},
	{"quotes, one of them alone", `titre: "Le "robot de l'école"`, ""},
	{"quotes that are not closed", "titre: \"Le projet\nresume: x", ""},
	{"backslash", `titre: "C:\Documents"`, `titre: 'C:\Documents'`},
	{"backslash that may mean a new line", `titre: "C:\new\Documents"`, ""},
	{"typographic quotes", "titre: “Le projet” # x", `titre: "Le projet" # x`},
	{"typographic quotes and colon", "titre: “Le projet : essai”", `titre: "Le projet : essai"`},
	{"single typographic quotes", "titre: ‘L’école’", `titre: "L’école"`},
	{"single typographic quotes around words", "titre: ’Robot’ : ’main’", `titre: "’Robot’ : ’main’"`},
	{"typographic quotes in a list", "mots_cles: [“robot”, “main”, école]", `mots_cles: ["robot", "main", école]`},
	{"guillemets belong to the text", "titre: « Le projet »", ""},

	{"at sign", "titre: @robot", `titre: "@robot"`},
	{"exclamation mark", "titre: !important robot", `titre: "!important robot"`},
	{"exclamation mark in a list", "mots_cles: [!a b, c]", ""},
	{"asterisk", "titre: *robot*", `titre: "*robot*"`},
	{"reference to nothing", "titre: x : y\nauteurs: *equipe", "titre: \"x : y\"\nauteurs: *equipe"},
	{"hyphen", "objectifs: - coder", ""},
	{"bracket", "titre: [Brouillon] Le projet", ""},
	{"list that is not closed", "mots_cles: [a, b\ntitre: x", ""},
	{"text after a folding mark", "resume: > du texte\n  et la suite", ""},

	{"tabs", "auteurs:\n\t- nom: x # y\n\t  role: y", "auteurs:\n  - nom: x # y\n    role: y"},
	{"two tabs", "image:\n\tfichier: a.jpg\n\tpersonnes:\n\t\tmineurs: non", "image:\n  fichier: a.jpg\n  personnes:\n    mineurs: non"},
	{"tab among wide indentations", "image:\n    fichier: a.jpg\n\talt: x", "image:\n    fichier: a.jpg\n    alt: x"},
	{"tab of which the width counts", "image:\n  fichier: a.jpg\n  personnes:\n    mineurs: non\n\treference: x", ""},
	{"tab at the margin", "titre: x\n\tdate: 2026", ""},
	{"tab in a block of text is the text's", "resume: |\n  a\n  \tb\nimage:\n\tfichier: x", "resume: |\n  a\n  \tb\nimage:\n  fichier: x"},
	{"no-break spaces", "auteurs:\n\u00a0\u00a0- nom: x", "auteurs:\n  - nom: x"},
	{"first fields too far right", "  titre: x\n\n  image:\n    fichier: a.jpg\nresume: y", "titre: x\n\nimage:\n  fichier: a.jpg\nresume: y"},
	{"field not aligned", "auteurs:\n  - nom: x\n   role: y", ""},

	{"alias", "licence:   CC BY  # x", "licence:   cc-by-4.0  # x"},
	{"aliases in a list", "lecteurs: [ enseignants , \"parents\",'élève']", "lecteurs: [ equipes , \"familles\",'eleves']"},
	{"aliases with commas between them", "lecteurs: enseignants,  familles, élève # x", "lecteurs: equipes,  familles, eleves # x"},
	{"aliases between quotes, with commas", "lecteurs: \"enseignants, élève\"", "lecteurs: \"equipes, eleves\""},
	{"alias under a key of another generator", "draft: true", ""},
	{"word that no vocabulary has", "lecteurs: [voisins]", ""},
	{"date", "date: 12 mars 2026  # mars", "date: 2026-03-12  # mars"},
	{"date between quotes", "date: \"12/03/2026\"\nmaj: 'avril 2026'", "date: \"2026-03-12\"\nmaj: '2026-04'"},
	{"date with its hour", "publie_le: 12/03/2026 à 8h30", "publie_le: 2026-03-12 08:30"},
	{"date that does not exist", "date: 30 février 2026", ""},
	{"key in capitals, with an accent", "Résumé: x\nTitre : y", "resume: x\ntitre : y"},
	{"key that is given twice", "Titre: x\ntitre: y", ""},
	{"key that waits for its value", "Titre: x\ntitre:", ""},
	{"key of which the value is wrong", "Langue: arabe\nmaj: x", "langue: ar\nmaj: x"},
	{"two keys for one field", "Titre: x\nTITRE: y", "titre: x\nTITRE: y"},
	{"language by its name", "langue: arabe", "langue: ar"},
	{"identifier in capitals", "slug: Les-Robots", "slug: les-robots"},
	{"a value that takes two rounds", "type: pratique\nid: abcd\ndisciplines:\n\t- “Maths”", "type: pratique\nid: abcd\ndisciplines:\n  - \"mathematiques\""},
	{"one mistake is the author's", "titre: a : b\nresume: 'x\ndate: 12 mars 2026\nzut: 1", "titre: \"a : b\"\nresume: 'x\ndate: 2026-03-12\nzut: 1"},
}

func TestRepair(t *testing.T) {
	s := newScanner()
	for _, tt := range repairs {
		if tt.after == "" {
			tt.after = tt.before
		}
		// Nothing else changes, whatever ends the lines, and not a byte of the body.
		for _, form := range []struct{ mark, end string }{{"", "\n"}, {"\ufeff", "\r\n"}, {"", "\r"}} {
			wrap := func(front string) string {
				return form.mark + strings.ReplaceAll("\n---\n# un commentaire\n"+front+"\n---\n“Corps” : x\n\ttitre: 'l'a'", "\n", form.end)
			}
			got, n := s.Repair("content/a.md", []byte(wrap(tt.before)), map[string]bool{})
			if string(got) != wrap(tt.after) || (n > 0) != (tt.before != tt.after) {
				t.Errorf("%s: got %d\n%q, want\n%q", tt.name, n, got, wrap(tt.after))
			}
			if again, n := s.Repair("content/a.md", got, map[string]bool{}); n != 0 || !bytes.Equal(again, got) {
				t.Errorf("%s: repaired again %d: %q", tt.name, n, again)
			}
		}
	}
}

// What a check calls fixable is what Repair fixes.
func TestRepairsAreSaid(t *testing.T) {
	s := newScanner()
	for _, tt := range repairs {
		data := []byte("---\n" + tt.before + "\n---\n")
		if _, n := s.Repair("content/a.md", data, map[string]bool{}); n == 0 {
			for _, p := range s.Problems("content/a.md", data) {
				if p.Fixes != nil {
					t.Errorf("%s: a fix is promised: %v", tt.name, p)
				}
			}
		}
	}
}

func TestMissingID(t *testing.T) {
	s := newScanner()
	tests := []struct{ name, file, before, after string }{
		{"last line", "projets/a.md", "---\ntitre: x\n\n# fin\n---\nCorps\n", "---\ntitre: x\n\n# fin\nid: ID\n---\nCorps\n"},
		{"Windows", "projets/a.md", "\ufeff---\r\ntitre: x\r\n---\r\nCorps\r\n", "\ufeff---\r\ntitre: x\r\nid: ID\r\n---\r\nCorps\r\n"},
		{"no end of line", "projets/a.md", "---\rtitre: x\r--- ", "---\rtitre: x\rid: ID\r--- "},
		{"empty front matter", "projets/a.md", "---\n---\n", "---\nid: ID\n---\n"},
		{"indented fields", "projets/a.md", "---\n  titre: x\n  resume: y\n---\n", "---\n  titre: x\n  resume: y\n  id: ID\n---\n"},
		{"indented dashes", "projets/a.md", "---\ntitre: x\n  ---\n", "---\ntitre: x\nid: ID\n  ---\n"},
		{"after a block of text", "projets/a.md", "---\nresume: |+\n  x\n\n---\n", "---\nresume: |+\n  x\n\nid: ID\n---\n"},
		{"a line waits for it", "projets/a.md", "---\nid:  \ntitre: x\n---\n", "---\nid: ID\ntitre: x\n---\n"},
		{"a line with a comment waits for it", "projets/a.md", "---\nid: # à remplir\n---\n", "---\nid: ID # à remplir\n---\n"},
		{"after what else is to be done", "projets/a.md", "---\ntitre: a : b\n---\n", "---\ntitre: \"a : b\"\nid: ID\n---\n"},
		{"the type is said", "essais/a.md", "---\ntype: projet\n---\n", "---\ntype: projet\nid: ID\n---\n"},
		{"it has one", "projets/a.md", "---\nid: robots\n---\n", ""},
		{"it has one, in capitals", "projets/a.md", "---\nId: Robots\n---\n", "---\nid: robots\n---\n"},
		{"it has one that is wrong", "projets/a.md", "---\nid: É è\n---\n", ""},
		{"it may have one", "projets/a.md", "---\ntitre: x\nid abc\n---\n", ""},
		{"null", "projets/a.md", "---\nid: ~\n---\n", ""},
		{"no front matter", "projets/a.md", "Corps\n", ""},
		{"braces", "projets/a.md", "---\n{titre: x}\n---\n", ""},
		{"introduction", "projets/_index.md", "---\ntitre: x\n---\n", ""},
		{"plain page", "notes/a.md", "---\ntitre: x\n---\n", ""},
	}
	for _, tt := range tests {
		if tt.after == "" {
			tt.after = tt.before
		}
		taken := map[string]bool{}
		for _, seed := range []string{"", "#2", "#3"} { // another one each time
			want := strings.ReplaceAll(tt.after, "ID", content.NewID("content/"+tt.file+seed))
			if got, _ := s.Repair("content/"+tt.file, []byte(tt.before), taken); string(got) != want {
				t.Errorf("%s: got %q, want %q", tt.name, got, want)
			}
		}
	}
}

func TestRepairYAML(t *testing.T) {
	tests := []struct{ before, after string }{
		{"titre: Notre école : le site\nadresse: https://exemple.test/ # x\n", "titre: \"Notre école : le site\"\nadresse: https://exemple.test/ # x\n"},
		{"titre: “Le site”\r\nmenu:\r\n\t- a\r\n", "titre: \"Le site\"\r\nmenu:\r\n  - a\r\n"},
		{"titre: 'L'école'", "titre: \"L'école\""},
		{"titre: 'L'école'\nmenu: [\n", "titre: \"L'école\"\nmenu: [\n"},
		{"titre: sections: a\n", "titre: sections: a\n"},
		{"titre:Le site\nmenu: x\n", "titre:Le site\nmenu: x\n"},
		{"- a : b : c\n", "- a : b : c\n"},
		{"\xff\xfe", "\xff\xfe"},
	}
	for _, tt := range tests {
		got, n := content.RepairYAML("site.yaml", []byte(tt.before))
		if string(got) != tt.after || (n > 0) != (tt.before != tt.after) {
			t.Errorf("%q: got %q, want %q", tt.before, got, tt.after)
		}
	}
}

func FuzzFix(f *testing.F) {
	for _, tt := range faults {
		f.Add([]byte("---\n" + tt.front + "\n---\nCorps\n"))
	}
	for _, tt := range repairs {
		f.Add([]byte("\ufeff---\r\n" + tt.before + "\r\n---\r\nCorps\r\n"))
	}
	s := newScanner()
	f.Fuzz(func(t *testing.T, data []byte) {
		given := bytes.Clone(data)
		const file = "content/projets/a.md"
		fixed, n := s.Repair(file, data, map[string]bool{})
		if !bytes.Equal(given, data) || (n == 0) != bytes.Equal(fixed, data) {
			t.Fatalf("%d made, got %q", n, fixed)
		}
		if again, n := s.Repair(file, fixed, map[string]bool{}); n != 0 || !bytes.Equal(again, fixed) {
			t.Fatalf("repaired again: %q, then %q", fixed, again)
		}
		if before, after := errors(s, file, data), errors(s, file, fixed); after > before {
			t.Fatalf("%d errors, then %d: %q", before, after, fixed)
		}
		if n > 0 && !bytes.Equal(rawBody(data), rawBody(fixed)) {
			t.Fatalf("the body is %q, want %q", rawBody(fixed), rawBody(data))
		}
		if fixed, n := content.RepairYAML("site.yaml", data); n > 0 {
			if again, n := content.RepairYAML("site.yaml", fixed); n != 0 {
				t.Fatalf("repaired again: %q, then %q", fixed, again)
			}
		}
	})
}

func errors(s *content.Scanner, file string, data []byte) int {
	return site.Count(s.Problems(file, data)).Errors
}

// rawBody returns what follows the front matter of a file, as it is typed.
func rawBody(data []byte) []byte {
	doc, _ := content.Parse("content/a.md", data)
	if doc == nil || len(doc.Body) == 0 {
		return nil
	}
	ends := lineEnd.FindAllIndex(data, doc.BodyLine-1)
	if len(ends) == 0 {
		return data
	}
	return data[ends[len(ends)-1][1]:]
}

var lineEnd = regexp.MustCompile("\r\n|\r|\n")
