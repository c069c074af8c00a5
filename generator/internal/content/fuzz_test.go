package content_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"essaim/generator/internal/content"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// places are where the fuzzed page may be: its folder gives it a type.
var places = []string{"content/projets/x.md", "content/pratiques/x.md", "content/veille/x.md", "content/outils/x.md",
	"content/structures/x.md", "content/agenda/x.md", "content/x.md", "content/notes/x.md"}

// FuzzFrontMatter reads any bytes as a page. Nothing may panic or take long,
// and nothing that is written may be lost in silence: see lost and dropped.
func FuzzFrontMatter(f *testing.F) {
	for i, tt := range faults {
		f.Add([]byte("---\n"+tt.front+"\n---\nCorps\n"), byte(i%128))
	}
	archives, err := filepath.Glob("../../testdata/faults/*.txtar")
	if err != nil || archives == nil {
		f.Fatal(archives, err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range archive.Files {
			f.Add([]byte(strings.Replace(string(file.Data), "\n…\n", "\n", 1)), byte(i%128))
		}
	}
	for i := range 128 {
		f.Add([]byte{byte(i), byte(i + 64), byte(i + 128), 0, byte(3 * i), 11, byte(i + 100), byte(2 * i)}, byte(128+i))
	}
	declared, _ := schema.Load(schema.Extension{})
	s := &content.Scanner{FS: os.DirFS("."), Schema: declared, Decoder: schema.NewDecoder(declared), Lang: "fr"}
	fuzzing := flag.Lookup("test.fuzz").Value.String() != ""
	f.Fuzz(func(t *testing.T, data []byte, place byte) {
		start := time.Now()
		if place > 127 {
			data = composed(data)
		}
		readAny(t, s, places[int(place)%len(places)], data)
		if took := time.Since(start); fuzzing && took > 4*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// pieces are what authors type, right or wrong; composed makes a page of them.
var pieces = strings.Split("\n,\n,\n,\n,\n,\n  ,\n  - ,\n    ,\n- ,\n\t,\n\u00a0,: ,:, : ,:\u00a0, ,\u00a0,\",',“,”,’,[,],{,}, #, # c,|,>,>-,@,*,&a ,!,-,–,?,\\,\\n,~,null,...,---,%,<<: ,"+
	"titre: ,title: ,Titre: ,resume: ,date: ,maj: ,auteurs: ,structures: ,nom: ,role: ,rôle: ,structure: ,lecteurs: ,familles: ,mots_cles: ,"+
	"tags: ,licence: ,langue: ,image: ,fichier: ,alt: ,personnes: ,decorative: ,contact: ,courriel: ,site: ,alias: ,id: ,slug: ,type: ,etat: ,"+
	"draft: ,phases: ,phase: ,debut: ,fin: ,niveaux: ,disciplines: ,duree: ,competences_crcn: ,indicateurs: ,unite: ,cible: ,mesures: ,"+
	"valeur: ,effectifs: ,eleves: ,source: ,url: ,editeur: ,a_retenir: ,nature: ,uai: ,siren: ,places: ,gar: ,notes_internes: ,inconnu: ,"+
	"l'école,Robots,maths,sixième,6e,cp,conception,évaluation,porteur,12 mars 2026,2026-02-30,2026,45 min,45,1 h 30,12 %,28,0751234J,"+
	"https://exemple.fr/,exemple.fr,a@exemple.fr,x.png,fr,français,cc-by-4.0,brouillon,oui,non,DRANE,1.1,,é,a,b", ",")

func composed(data []byte) []byte {
	out := []byte("---\n")
	for _, b := range data[:min(len(data), 200)] {
		piece := pieces[int(b)%len(pieces)]
		if piece == "" { // between two commas
			piece = ", "
		}
		out = append(out, piece...)
	}
	return append(out, "\n---\nTexte.\n"...)
}

// readAny reads data as a page, and checks that all of it is accounted for.
func readAny(t *testing.T, s *content.Scanner, file string, data []byte) {
	t.Helper()
	doc, problems := content.Parse(file, data)
	if doc == nil {
		if site.Count(problems).Errors == 0 {
			t.Errorf("refused without an error: %v", problems)
		}
		return
	}
	said := account{problems: problems}
	said.dropped(t, data, doc)
	page, more := s.Facts(doc)
	values, _ := s.Decoder.Decode(page.Type, file, doc.Meta, schema.Options{})
	said.problems = append(said.problems, more...)
	for _, p := range said.problems {
		if p.File != file || p.Line < 0 || p.Line > 0 && p.Col < 1 || p.Rule == "" || p.Message == "" || strings.ContainsFunc(p.Message, control) {
			t.Errorf("%v %s: %q, in %q", p.Pos, p.Rule, p.Message, data)
		}
	}
	if len(more) <= 100 { // beyond, one problem says that there are others
		said.lost(t, doc.Meta, values, false)
	}
}

func control(c rune) bool { return c < ' ' || c == 0x7f }

// account is what is said of a page.
type account struct{ problems []site.Problem }

// whole are the rules that say that all of a value is not read.
var whole = map[string]bool{"champ-inconnu": true, "champ-type": true, "cle-double": true, "deux-points": true, "yaml": true, "encodage": true}

// at reports whether a problem is at a node, with a rule that says that what
// is there is left out.
func (a account) at(n *yaml.Node) bool {
	for _, p := range a.problems {
		if p.Line == n.Line && p.Col == n.Column && whole[p.Rule] {
			return true
		}
	}
	return false
}

func (a account) on(line int) bool {
	for _, p := range a.problems {
		if p.Line == line {
			return true
		}
	}
	return false
}

// endsOn reports whether nothing is read after a line, as a problem there says.
func (a account) endsOn(line int) bool {
	for _, p := range a.problems {
		if p.Line == line && strings.Contains(p.Hint, "Ce qui suit n'est pas lu") {
			return true
		}
	}
	return false
}

// lost fails the test for each text of a front matter that is in no value and
// that no problem is about: neither on its line, nor at a key or list that it
// belongs to.
func (a account) lost(t *testing.T, n *yaml.Node, values schema.Values, covered bool) {
	t.Helper()
	covered = covered || a.at(n)
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag != "!!null" && squeeze(n.Value) != "" && !covered && !a.on(n.Line) && !held(values, n) {
			t.Errorf("%d:%d: %q is lost; problems: %v", n.Line, n.Column, n.Value, a.problems)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			a.lost(t, item, values, covered)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			a.lost(t, n.Content[i+1], values, covered || a.at(n.Content[i]))
		}
	}
}

// held reports whether a value was read from the scalar n, and says the same.
func held(values schema.Values, n *yaml.Node) bool {
	for i := range values {
		v := &values[i]
		if held(v.Items, n) || held(v.Fields, n) {
			return true
		}
		if texts, ok := v.Data.(map[string]string); ok {
			for _, text := range texts {
				if squeeze(text) == squeeze(n.Value) {
					return true
				}
			}
		}
		if v.Pos.Line != n.Line || v.Pos.Col < n.Column || v.Pos.Col > n.Column+len(n.Value) || v.Data == nil {
			continue
		}
		switch data := v.Data.(type) {
		case string:
			if strings.HasSuffix(squeeze(n.Value), squeeze(data)) || v.Field.Kind == "langue" || v.Field.Kind == "identifiant" {
				return true
			}
		case schema.Reference:
			if squeeze(string(data)) == squeeze(n.Value) {
				return true
			}
		default: // numbers, dates, terms: what they mean is tested elsewhere
			return true
		}
	}
	return false
}

// squeeze keeps the letters and figures of a text, in lower case.
func squeeze(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

var (
	field       = regexp.MustCompile(`^(?:[\pL_][\pL\pN_.-]*[ \x{a0}\x{202f}]?:|"[^"]*" ?:|'[^']*' ?:)`)
	wordPattern = regexp.MustCompile(`[\pL\pN]+`)
	comment     = regexp.MustCompile(`(?:^|[\s\]}])#.*`)
	escaped     = regexp.MustCompile(`\\(?:x..|u....|U........|.)`)
)

// dropped fails the test for each word of a front matter, but for comments and
// escapes, that is in no text of the document, and that no problem is about: on
// its line, or on one before it of the same field at the margin.
func (a account) dropped(t *testing.T, data []byte, doc *content.Document) {
	t.Helper()
	text := strings.ReplaceAll(strings.ReplaceAll(strings.TrimLeft(string(data), "\ufeff"), "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")[:doc.BodyLine-1]
	var kept strings.Builder
	texts(doc.Meta, &kept)
	said := slices.ContainsFunc(a.problems, func(p site.Problem) bool { return p.Rule == "front-matter" })
	if said || len(a.problems) > 100 {
		return
	}
	for i, line := range lines {
		if strings.TrimSpace(line) == "---" {
			continue
		}
		if a.endsOn(i) {
			return
		}
		if field.MatchString(line) {
			said = false
		}
		if said = said || a.on(i+1); said {
			continue
		}
		line = comment.ReplaceAllString(escaped.ReplaceAllString(line, " "), "")
		for _, word := range wordPattern.FindAllString(line, -1) {
			if !strings.Contains(kept.String(), word) && !strings.EqualFold(word, "null") {
				t.Errorf("line %d: the word %q is dropped; problems: %v; in %q", i+1, word, a.problems, data)
				return
			}
		}
	}
}

// texts writes the texts of a document.
func texts(n *yaml.Node, out *strings.Builder) {
	out.WriteString(n.Value + "\n")
	for _, child := range n.Content {
		texts(child, out)
	}
}
