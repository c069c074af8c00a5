package generator_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"essaim/generator"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

var update = flag.Bool("update", false, "rewrite what is said of the pages of testdata/faults")

// sound has, for each type, lines of a front matter with nothing to be said about.
var sound = map[string][]string{
	"":           {"titre: Des robots à l'école", "resume: Programmer un robot de sol, pas à pas, au cycle 2.", "date: 2026-03-12", "lecteurs: [equipes]", "auteurs: [{nom: Équipe de l'école}]"},
	"projets":    {"besoin: Se repérer.", "phases: [{phase: conception, debut: 2026-01}]", "objectifs: [Se repérer]", "structures: [{structure: ecole-des-tilleuls, role: porteur}]", "academie: paris", "niveaux: [cp]"},
	"pratiques":  {"niveaux: [cm1]", "disciplines: [mathematiques]", "duree: 45 min", "objectifs: [Se repérer]", "type_pedagogique: exercice", "materiel: [un robot]", "a_revoir_avant: 2028-09-01"},
	"veille":     {"source: {titre: RGAA, url: \"https://example.org/\", editeur: DINUM, date: 2024, nature: guide}", "consulte_le: 2026-03-01", "a_retenir: [Un point]"},
	"outils":     {"url: https://example.org/", "editeur: DNE", "vigilance: simple", "usages: [Écrire]", "acces: libre", "verifie_le: 2026-01-05", "a_revoir_avant: 2028-09-01"},
	"structures": {"nature: drane"},
	"agenda":     {"debut: 2026-12-09 14:00", "fin: 2026-12-09 16:00", "modalite: presentiel", "lieu: Clairbourg"},
}

// TestFaults checks the sites of testdata/faults: each archive is one, made of
// the pages of testdata/site.txtar and of its own, and each page ends with what
// is said of it, "=> line:col severity rule: message | hint".
//
// In a page, a line that is "…" stands for the sound lines of its type whose
// keys are not there, "!key" for none of a key, <U+00A0> for a character. After
// the name of a file come the ways in which it is saved: crlf, bom, latin-1.
func TestFaults(t *testing.T) {
	base, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Glob("testdata/faults/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rows, met := 0, map[string]bool{}
	for _, name := range archives {
		rows += checkFaults(t, base, name, met)
	}
	if rows < 130 {
		t.Errorf("%d faulty pages, want 130 at least", rows)
	}
	for _, rule := range rules {
		if !met[rule] {
			t.Errorf("no page breaks the rule %s", rule)
		}
	}
}

// checkFaults checks the site of an archive, notes the rules that are broken,
// and returns how many pages are faulty.
func checkFaults(t *testing.T, base *txtar.Archive, name string, met map[string]bool) (rows int) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(name) == "natures.txtar" {
		checkKinds(t, archive)
	}
	files, wants := fstest.MapFS{}, map[string]*txtar.File{}
	for _, f := range base.Files {
		page(files, f)
	}
	for i := range archive.Files {
		wants[page(files, archive.Files[i])] = &archive.Files[i]
	}
	r, err := openFS(t, files, generator.Options{Today: today}).Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, p := range r.Problems {
		if wants[p.File] == nil {
			t.Errorf("%s: said of none of its files: %v %s", name, p, p.Message)
		}
		said[p.File] += say(p)
		met[p.Rule] = true
	}
	for file, f := range wants {
		text, want := parts(f)
		if want != "" {
			rows++
		}
		if got := said[file]; got != want && !*update {
			t.Errorf("%s: %s\n got %s\nwant %s", name, file, got, want)
		}
		f.Data = []byte(text + said[file])
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// say writes a problem as the end of a page has it.
func say(p site.Problem) string {
	hint := strings.ReplaceAll(strings.ReplaceAll(p.Hint, "\n", " ⏎ "), "\u00a0", " ")
	return fmt.Sprintf("=> %d:%d %s %s: %s | %s\n", p.Line, p.Col, p.Severity, p.Rule, strings.ReplaceAll(p.Message, "\u00a0", " "), hint)
}

// parts parts a file from what is said of it.
func parts(f *txtar.File) (text, want string) {
	at := strings.Index("\n"+string(f.Data), "\n=> ")
	if at < 0 {
		return string(f.Data), ""
	}
	return string(f.Data[:at]), string(f.Data[at:])
}

var character = regexp.MustCompile(`<U\+([0-9A-F]{4})>`)

// page adds a file of an archive to a site, and returns its path.
func page(files fstest.MapFS, f txtar.File) string {
	name, saved, _ := strings.Cut(f.Name, " ")
	text, _ := parts(&f)
	text = complete(name, text)
	text = character.ReplaceAllStringFunc(text, func(s string) string {
		code, _ := strconv.ParseUint(s[3:7], 16, 32)
		return string(rune(code))
	})
	data := []byte(text)
	for _, how := range strings.Fields(saved) {
		switch how {
		case "crlf":
			data = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
		case "bom":
			data = append([]byte("\ufeff"), data...)
		case "latin-1":
			data = data[:0]
			for _, c := range text {
				data = append(data, byte(c))
			}
		}
	}
	files[name] = &fstest.MapFile{Data: data}
	return name
}

// complete puts the sound lines of a page in place of "…".
func complete(name, text string) string {
	before, after, found := strings.Cut(text, "\n…\n")
	if !found {
		return text
	}
	var lines []string
	has := map[string]bool{}
	for _, line := range strings.Split(before, "\n") {
		key, _, _ := strings.Cut(line, ":")
		if without, ok := strings.CutPrefix(line, "!"); ok {
			has[without] = true
			continue
		}
		has[key] = true
		lines = append(lines, line)
	}
	folder, _, _ := strings.Cut(strings.TrimPrefix(name, "content/"), "/")
	for _, line := range append(sound[""][:len(sound[""]):len(sound[""])], sound[folder]...) {
		if key, _, _ := strings.Cut(line, ":"); !has[key] {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n" + after
}

// rules are those that a front matter may break.
var rules = strings.Fields("adresse adresse-double alias apostrophe brouillon champ-attendu champ-inconnu champ-requis champ-type cle-double date " +
	"deconseille deux-points double duree encodage fichier front-matter guillemets id-double image lien lien-brouillon longueur periode " +
	"reference reference-brouillon tabulation type un-seul vocabulaire yaml")

// checkKinds looks for the kinds of fields that no page gets wrong: those of
// natures.txtar are named after one each.
func checkKinds(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	for _, kind := range schema.Kinds() {
		if !slices.ContainsFunc(archive.Files, func(f txtar.File) bool {
			_, want := parts(&f)
			return strings.HasPrefix(path.Base(f.Name), kind.Name+"-") && want != ""
		}) {
			t.Errorf("no page has a faulty field of the kind %s", kind.Name)
		}
	}
}
