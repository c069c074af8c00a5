package generator_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"essaim/generator"
	"essaim/generator/site"
)

var rounds = flag.Int("rounds", 60, "batches of random edits in TestIncrementalIsClean")

// TestIncrementalIsClean edits a site at random, batch after batch. After each
// one, the tree that was published into again and again must be, byte for
// byte, the one that a clean build makes; and one worker must make what
// several make. A failure tells the seed and the batch that it takes.
func TestIncrementalIsClean(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	e := &editor{r: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir(), files: map[string]string{}}
	e.start()
	kept := filepath.Join(t.TempDir(), "public")
	for round := range *rounds {
		edits := e.batch()
		e.write(t)
		options := generator.Options{KeepGoing: true, Today: site.Date{Year: 2026, Month: 11, Day: 23}}
		again := buildTree(t, e.dir, kept, options)
		options.Workers = 7
		clean := buildTree(t, e.dir, filepath.Join(t.TempDir(), "public"), options)
		options.Workers = 1
		alone := buildTree(t, e.dir, filepath.Join(t.TempDir(), "public"), options)
		compare(t, "published again", again, clean)
		compare(t, "one worker", alone, clean)
		if t.Failed() {
			t.Fatalf("seed %d, round %d, after:\n%s", seed, round, strings.Join(edits, "\n"))
		}
	}
}

// tree is a published tree: path → bytes; and what was said of it under "".
type tree map[string]string

func buildTree(t *testing.T, dir, out string, options generator.Options) tree {
	t.Helper()
	options.Output = out
	s, err := generator.Open(dir, options)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	files := readTree(t, out)
	files[""] = fmt.Sprint(r.Problems, r.Pages, r.Aside, r.Ignored)
	return files
}

func readTree(t *testing.T, dir string) tree {
	t.Helper()
	files := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func compare(t *testing.T, what string, got, want tree) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if data, ok := got[name]; !ok {
			t.Errorf("%s: %s is missing", what, name)
		} else if data != want[name] {
			t.Errorf("%s: %q differs:\n%s", what, name, difference(data, want[name]))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s should not be there", what, name)
		}
	}
}

// difference shows where two texts part.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), max(i+60, 0))] }
	return fmt.Sprintf("  Got  …%s…\n  want …%s…", cut(got), cut(want))
}

// editor changes the files of a site the way people do. A new kind of edit is
// a method and a line in edits.
type editor struct {
	r     *rand.Rand
	dir   string
	files map[string]string // slash path from the root → text
	count int
}

var edits = []struct {
	weight int
	edit   func(*editor) string
}{
	{6, (*editor).addPage}, {3, (*editor).deletePage}, {4, (*editor).editBody}, {4, (*editor).editTitle},
	{3, (*editor).editDate}, {3, (*editor).editTerms}, {2, (*editor).toggleDraft}, {2, (*editor).renamePage},
	{2, (*editor).addLink}, {1, (*editor).editSettings}, {1, (*editor).addFile}, {1, (*editor).editIntro}, {1, (*editor).editTheme},
	{2, (*editor).editDeadline}, {4, (*editor).editPassage},
}

func (e *editor) start() {
	e.files["site.yaml"] = "titre: Essai\nadresse: https://exemple.test/sous/dossier/\nbilan: oui\n"
	for range 20 {
		e.addPage()
	}
}

func (e *editor) batch() (done []string) {
	for range 1 + e.r.IntN(4) {
		total := 0
		for _, x := range edits {
			total += x.weight
		}
		n := e.r.IntN(total)
		for _, x := range edits {
			if n -= x.weight; n < 0 {
				done = append(done, x.edit(e))
				break
			}
		}
	}
	return done
}

// write makes the folder hold exactly the files of the editor.
func (e *editor) write(t *testing.T) {
	t.Helper()
	for _, top := range []string{"content", "static", "themes"} {
		if err := os.RemoveAll(filepath.Join(e.dir, top)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range e.files {
		file := filepath.Join(e.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func (e *editor) pages() []string {
	var names []string
	for name := range e.files {
		if strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, "_index.md") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (e *editor) pick() string {
	names := e.pages()
	if len(names) == 0 {
		e.addPage()
		names = e.pages()
	}
	return names[e.r.IntN(len(names))]
}

func (e *editor) word(words ...string) string { return words[e.r.IntN(len(words))] }

func (e *editor) date() string {
	return fmt.Sprintf("%d-%02d-%02d", 2023+e.r.IntN(4), 1+e.r.IntN(12), 1+e.r.IntN(28))
}

func (e *editor) addPage() string {
	e.count++
	section := e.word("veille", "guide", "notes", "veille")
	name := fmt.Sprintf("content/%s/%s-%d.md", section, e.word("essai", "Été", "note", "L'idée"), e.count)
	e.files[name] = fmt.Sprintf("---\ntitre: Page %d\nresume: Une page écrite au hasard, pour voir ce que devient le site quand elle change.\n"+
		"date: %s\na_revoir_avant: 2027\nlecteurs: [equipes]\nmots_cles: [%s, %s]\nsource: {titre: Source, url: https://example.org/%d, editeur: Essai, date: 2025, nature: guide}\nconsulte_le: 2025-01-02\n---\n\nTexte %d.\n\n## Un titre\n\nSuite.\n",
		e.count, e.date(), e.word("robot", "école", "Image"), e.word("image", "son", "Carte"), e.count, e.count)
	return "add " + name
}

func (e *editor) deletePage() string {
	name := e.pick()
	delete(e.files, name)
	return "delete " + name
}

// change replaces the line of a page that begins with prefix.
func (e *editor) change(name, prefix, line string) string {
	lines := strings.Split(e.files[name], "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, prefix) {
			lines[i] = line
			break
		}
	}
	e.files[name] = strings.Join(lines, "\n")
	return name + ": " + line
}

func (e *editor) editBody() string {
	name := e.pick()
	e.files[name] += fmt.Sprintf("\nUn paragraphe de plus, numéro %d.\n", e.r.IntN(1000))
	return "body of " + name
}

func (e *editor) editTitle() string {
	return e.change(e.pick(), "titre:", fmt.Sprintf("titre: Titre %s %d", e.word("A", "é", "Œ"), e.r.IntN(50)))
}

func (e *editor) editDate() string { return e.change(e.pick(), "date:", "date: "+e.date()) }

func (e *editor) editDeadline() string {
	return e.change(e.pick(), "a_revoir_avant:", "a_revoir_avant: "+e.date())
}

// editPassage writes a passage for some readers, changes one or takes it away.
func (e *editor) editPassage() string {
	name := e.pick()
	if e.r.IntN(8) == 0 {
		name = "content/veille/_index.md"
		if _, ok := e.files[name]; !ok {
			e.editIntro()
		}
	}
	readers, n := e.word("familles", "familles", "élèves", "partenaires", "Équipe"), e.r.IntN(100)
	passage := e.word(
		fmt.Sprintf(":::%s\nPassage %d.\n:::", readers, n),
		fmt.Sprintf(":::%s{#ici-%d} Titre *%d*\nPassage.\n:::", readers, e.r.IntN(3), n),
		fmt.Sprintf("> [!%s]- Titre %d\n> Passage.", readers, n),
		fmt.Sprintf("!!! %s \"Titre\"\n    Passage %d.", readers, n),
		fmt.Sprintf("```\n:::%s\nPassage %d.\n:::\n```", readers, n), // is none
	)
	text, old, found := strings.Cut(e.files[name], "\n<!-- passage -->\n")
	switch {
	case !found || e.r.IntN(3) == 0: // one more
		passage = "\n<!-- passage -->\n" + passage + "\n" + old
	case e.r.IntN(2) == 0:
		passage = "\n<!-- passage -->\n" + passage + "\n"
	default:
		passage = ""
	}
	e.files[name] = text + passage
	return "passage of " + name
}

func (e *editor) editTerms() string {
	return e.change(e.pick(), "mots_cles:", "mots_cles: ["+e.word("robot", "Robot", "son", "carte", "neuf")+"]")
}

func (e *editor) toggleDraft() string {
	name := e.pick()
	if strings.Contains(e.files[name], "etat: brouillon\n") {
		e.files[name] = strings.Replace(e.files[name], "etat: brouillon\n", "", 1)
		return "publish " + name
	}
	e.files[name] = strings.Replace(e.files[name], "---\n", "---\netat: brouillon\n", 1)
	return "draft " + name
}

func (e *editor) renamePage() string {
	name := e.pick()
	e.count++
	to := fmt.Sprintf("content/%s/renommee-%d.md", e.word("veille", "guide"), e.count)
	e.files[to] = e.files[name]
	delete(e.files, name)
	return "rename " + name + " " + to
}

func (e *editor) addLink() string {
	from, to := e.pick(), e.pick()
	slug := strings.TrimSuffix(filepath.Base(to), ".md")
	e.files[from] += e.word(fmt.Sprintf("\n[[%s]]\n", slug), fmt.Sprintf("\n[lien](/%s)\n", strings.TrimPrefix(to, "content/")))
	return "link " + from + " to " + to
}

func (e *editor) editSettings() string {
	e.files["site.yaml"] = fmt.Sprintf("titre: Essai %d\n", e.r.IntN(9)) + e.word("", "adresse: https://exemple.test/\n", "langue: en\n", "sections: {notes: veille}\n") + e.word("", "bilan: oui\n")
	return "site.yaml"
}

func (e *editor) addFile() string {
	e.count++
	name := fmt.Sprintf("static/fichier-%d.txt", e.r.IntN(5))
	if _, ok := e.files[name]; ok && e.r.IntN(2) == 0 {
		delete(e.files, name)
		return "delete " + name
	}
	e.files[name] = fmt.Sprint("contenu ", e.count)
	return "write " + name
}

func (e *editor) editIntro() string {
	e.files["content/veille/_index.md"] = fmt.Sprintf("---\ntitre: Veille %d\nresume: Une introduction qui change de temps en temps, comme le reste du site.\n---\nBonjour %d.\n", e.r.IntN(9), e.r.IntN(9))
	return "intro"
}

func (e *editor) editTheme() string {
	const name = "themes/essaim/layouts/404.html"
	if _, ok := e.files[name]; ok && e.r.IntN(2) == 0 {
		delete(e.files, name)
		return "delete " + name
	}
	e.files[name] = fmt.Sprintf(`{{define "contenu"}}<h1>Perdu %d</h1>{{end}}`, e.r.IntN(9))
	return "write " + name
}
