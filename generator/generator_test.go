package generator_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"essaim/generator"
	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// TestMain builds a site instead of testing when it is told to:
// TestSameBytesEverywhere runs this program again in other settings.
func TestMain(m *testing.M) {
	dir, out := os.Getenv("ESSAIM_TEST_DIR"), os.Getenv("ESSAIM_TEST_OUT")
	if dir == "" {
		os.Exit(m.Run())
	}
	s, err := generator.Open(dir, generator.Options{Output: out})
	if err == nil {
		var r generator.Report
		if r, err = s.Build(context.Background()); err == nil && !r.Published {
			err = fmt.Errorf("not published: %v", r.Problems)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// small is a site in memory.
func small(more ...string) fstest.MapFS {
	fsys := fstest.MapFS{
		"site.yaml":    {Data: []byte("titre: Essai\nadresse: https://exemple.test/\n")},
		"content/a.md": {Data: []byte("---\ntitre: Page a\nresume: Une page écrite pour voir ce que fait le générateur de sites.\nlecteurs: [equipes]\n---\n\nTexte.\n")},
	}
	for i := 0; i < len(more); i += 2 {
		fsys[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return fsys
}

func openFS(t *testing.T, fsys fs.FS, opts generator.Options) *generator.Site {
	t.Helper()
	opts.FS = fsys
	s, err := generator.Open(t.TempDir(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestCheckInMemory(t *testing.T) {
	s := openFS(t, small(), generator.Options{Today: today})
	r, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Problems) > 0 || r.Pages != 1 || r.Failed() || r.WrongSettings() {
		t.Errorf("Got %+v, want one page without a problem", r)
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("Check wrote %v, %v", entries, err)
	}
}

func TestCheckSaysWhatIsWrong(t *testing.T) {
	tests := []struct {
		name     string
		files    []string
		options  generator.Options
		failed   bool
		settings bool
		want     string // where and which rule
	}{
		{"a link to nowhere", []string{"content/b.md", "---\ntitre: B\n---\n[x](rien.md)\n"}, generator.Options{}, true, false, "content/b.md:4:1 lien"},
		{"settings", []string{"site.yaml", "titre: x\nadresse: https://exemple.test/\nzzz: y\n"}, generator.Options{}, true, true, "site.yaml:3:1 configuration"},
		{"a template", []string{"themes/essaim/layouts/404.html", "{{define \"contenu\"}}{{if}}{{end}}{{end}}"}, generator.Options{}, true, false, "themes/essaim/layouts/404.html:1:1 gabarit"},
		{"words of a theme", []string{"themes/essaim/i18n/fr.yaml", "a: [\n"}, generator.Options{}, true, false, "themes/essaim/i18n/fr.yaml:1:1 theme"},
		{"a script of a theme", []string{"themes/essaim/assets/a.js", "let = = 1\n"}, generator.Options{}, true, false, "themes/essaim/assets/a.js:1:1 theme"},
		{"a theme that is not there", []string{"site.yaml", "titre: x\nadresse: https://exemple.test/\ntheme: autre\n"}, generator.Options{}, true, true, "site.yaml:3:8 configuration"},
		{"a theme elsewhere", []string{"site.yaml", "titre: x\nadresse: https://exemple.test/\ntheme: ../content\n"}, generator.Options{}, true, true, "site.yaml:3:8 configuration"},
		{"a language elsewhere", []string{"site.yaml", "titre: x\nadresse: https://exemple.test/\nlangue: ../../x\n"}, generator.Options{}, true, true, "site.yaml:3:9 configuration"},
		{"a warning", []string{"content/guide/b.md", "---\ntitre: B\nlecteurs: [equipes]\n---\n[x](c.md)\n", "content/guide/c.md", "---\ntitre: C\netat: brouillon\nlecteurs: [equipes]\n---\n"}, generator.Options{}, false, false, "content/guide/b.md:5:1 lien-brouillon"},
		{"a warning, strictly", []string{"content/guide/b.md", "---\ntitre: B\nlecteurs: [equipes]\n---\n[x](c.md)\n", "content/guide/c.md", "---\ntitre: C\netat: brouillon\nlecteurs: [equipes]\n---\n"}, generator.Options{Strict: true}, true, false, "content/guide/b.md:5:1 lien-brouillon"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.options.Today = today
			r, err := openFS(t, small(test.files...), test.options).Check(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range r.Problems {
				got = append(got, p.Pos.String()+" "+p.Rule)
			}
			if !slices.Contains(got, test.want) || r.Failed() != test.failed || r.WrongSettings() != test.settings {
				t.Errorf("Got %q, failed %v, settings %v; want %q, %v, %v", got, r.Failed(), r.WrongSettings(), test.want, test.failed, test.settings)
			}
		})
	}
}

func TestBuildFromMemory(t *testing.T) {
	if _, err := openFS(t, small(), generator.Options{}).Build(context.Background()); err == nil {
		t.Error("a site that is in no folder was published to a relative one")
	}
	out := filepath.Join(t.TempDir(), "public")
	r, err := openFS(t, small(), generator.Options{Output: out, Today: today}).Build(context.Background())
	if err != nil || !r.Published || r.Written == 0 {
		t.Fatalf("Got %+v, %v", r, err)
	}
	if data, err := os.ReadFile(filepath.Join(out, "a", "index.html")); err != nil || !strings.Contains(string(data), "Page a") {
		t.Errorf("Got %v, %.60q", err, data)
	}
}

func TestBuildStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(t.TempDir(), "public")
	r, err := openFS(t, small(), generator.Options{Output: out}).Build(ctx)
	if !errors.Is(err, context.Canceled) || r.Published {
		t.Errorf("Got %+v, %v; want context.Canceled", r, err)
	}
	if _, err := os.Stat(filepath.Join(out, "index.html")); err == nil {
		t.Error("something was published")
	}
}

func TestOpen(t *testing.T) {
	if _, err := generator.Open(t.TempDir(), generator.Options{}); !errors.Is(err, generator.ErrNoSite) {
		t.Errorf("an empty folder: Got %v, want ErrNoSite", err)
	}
	if _, err := generator.Open("", generator.Options{FS: fstest.MapFS{"content/a.md": {}}}); !errors.Is(err, generator.ErrNoSite) {
		t.Errorf("nothing in memory: Got %v, want ErrNoSite", err)
	}
	if _, err := generator.Open(filepath.Join(t.TempDir(), "rien"), generator.Options{}); err == nil || errors.Is(err, generator.ErrNoSite) {
		t.Errorf("no folder: Got %v, want another error than ErrNoSite", err)
	}
	var usage *generator.UsageError
	if _, err := generator.Open("", generator.Options{FS: small(), BaseURL: "exemple.test"}); !errors.As(err, &usage) || usage.Hint == "" {
		t.Errorf("a wrong address: Got %v, want a UsageError with its hint", err)
	}
}

func TestInit(t *testing.T) {
	for _, name := range []string{"mon-site", "L'école : \"numérique\" #1", "- liste", "2026", "yes", "été", "{{jour}}", "a: b"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			if runtime.GOOS == "windows" && strings.ContainsAny(name, `":`) {
				return // no such folder there
			}
			written, err := generator.Init(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range written {
				data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
				if err != nil || name != "{{jour}}" && strings.Contains(string(data), "{{") {
					t.Errorf("%s: %v, %q", file, err, data)
				}
			}
			s, err := generator.Open(dir, generator.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			r, err := s.Build(context.Background())
			if err != nil || !r.Published || site.Count(r.Problems).Warnings > 0 {
				t.Fatalf("Got %+v, %v; want a site to start from", r.Problems, err)
			}
			feed, err := os.ReadFile(filepath.Join(dir, "public", "flux.xml"))
			title := strings.NewReplacer("'", "&#39;", `"`, "&#34;").Replace(french.Typeset(name))
			if name != "{{jour}}" && (err != nil || !strings.Contains(string(feed), "<title>"+title+"</title>")) {
				t.Errorf("the site is not called %q: %v, %s", name, err, feed)
			}
			var usage *generator.UsageError
			if _, err := generator.Init(dir); !errors.As(err, &usage) {
				t.Errorf("a second Init: Got %v, want a UsageError", err)
			}
		})
	}
	file := filepath.Join(t.TempDir(), "fichier")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var usage *generator.UsageError
	if _, err := generator.Init(file); !errors.As(err, &usage) {
		t.Errorf("a file: Got %v, want a UsageError", err)
	}
}

// TestNew writes a sheet of every type: it is a draft to fill in, and what it
// lacks keeps nobody from publishing the site.
func TestNew(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "site.yaml"), []byte("titre: Essai\nadresse: https://exemple.test/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := generator.Open(dir, generator.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for typ, folder := range map[string]string{
		"projet": "projets/", "pratique": "pratiques/", "veille": "veille/", "evenement": "agenda/", "outil": "outils/", "structure": "structures/", "page": "",
	} {
		const title = `L'été : « ../../x » & <b>`
		name, err := s.New(typ, title)
		if err != nil {
			t.Errorf("%s: %v", typ, err)
			continue
		}
		if want := "content/" + folder + "l-ete-x-b.md"; name != want {
			t.Errorf("%s: Got %q, want %q", typ, name, want)
		}
		before, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(before), "2026-11-23") && typ != "structure" && typ != "outil" && typ != "page" && typ != "evenement" {
			t.Errorf("%s: %v, %s", typ, err, before)
		}
		var usage *generator.UsageError
		if _, err := s.New(typ, title); !errors.As(err, &usage) || usage.Hint == "" {
			t.Errorf("%s again: Got %v, want a UsageError with its hint", typ, err)
		}
		if after, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); string(after) != string(before) {
			t.Errorf("%s was written over", name)
		}
	}
	r, err := s.Check(context.Background())
	if err != nil || r.Failed() || len(r.Aside) != 7 {
		t.Errorf("Got %v, %+v, %v; want seven drafts and no error", err, r.Aside, r.Problems)
	}
	for _, test := range []struct{ typ, title, hint string }{
		{"projets", "x", "vouliez-vous dire « projet » ?"}, {"zzz", "x", "les types possibles : "}, {"page", " !? ", "par exemple"}, {"", "x", "les types possibles : "},
	} {
		var usage *generator.UsageError
		if name, err := s.New(test.typ, test.title); !errors.As(err, &usage) || !strings.Contains(strings.ReplaceAll(usage.Hint, "\u00a0", " "), test.hint) {
			t.Errorf("New(%q, %q) = %q, %v; want a UsageError with the hint %q", test.typ, test.title, name, err, test.hint)
		}
	}
}

func TestToday(t *testing.T) {
	if _, err := time.LoadLocation("Europe/Paris"); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ epoch, want string }{
		{"0", "1970-01-01"},
		{"1735685999", "2024-12-31"}, // 23:59:59 in France, an hour before midnight UTC
		{"1735686000", "2025-01-01"},
		{"1751320799", "2025-06-30"}, // two hours in summer
		{"1751320800", "2025-07-01"},
	}
	for _, test := range tests {
		t.Setenv("SOURCE_DATE_EPOCH", test.epoch)
		if got := generator.Today().String(); got != test.want {
			t.Errorf("SOURCE_DATE_EPOCH=%s: Got %s, want %s", test.epoch, got, test.want)
		}
	}
	for _, epoch := range []string{"", "demain", "-1", "99999999999999", "1e9", "99999999999999999999"} {
		t.Setenv("SOURCE_DATE_EPOCH", epoch)
		if got := generator.Today(); int(got.Year) < 2026 || int(got.Year) > time.Now().Year()+1 || got.Clock != 0 {
			t.Errorf("SOURCE_DATE_EPOCH=%s: Got %v, want the present day", epoch, got)
		}
	}
}

func TestTodayPublishes(t *testing.T) {
	fsys := small("content/b.md", "---\ntitre: B\npublie_le: 2030-01-01\nlecteurs: [equipes]\n---\n")
	for epoch, want := range map[string]int{"1893452399": 1, "1893452400": 2} { // the last second of 2029 in France
		t.Setenv("SOURCE_DATE_EPOCH", epoch)
		r, err := openFS(t, fsys, generator.Options{}).Check(context.Background())
		if err != nil || r.Pages != want || len(r.Aside) != 2-want {
			t.Errorf("SOURCE_DATE_EPOCH=%s: Got %d pages, %+v, %v; want %d", epoch, r.Pages, r.Aside, err, want)
		}
	}
}

// TestSameBytesEverywhere builds the site of this repository in other settings,
// each in a process of its own: none of them may show in what is published.
func TestSameBytesEverywhere(t *testing.T) {
	const epoch = "SOURCE_DATE_EPOCH=1795388400" // a minute when days differ around the world
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	run := func(t *testing.T, dir, shell string, env ...string) tree {
		t.Helper()
		out := filepath.Join(t.TempDir(), "public")
		cmd := exec.Command(self)
		if shell != "" {
			cmd = exec.Command("sh", "-c", shell+` && exec "$0"`, self)
		}
		cmd.Env = slices.Concat(os.Environ(), []string{epoch, "ESSAIM_TEST_DIR=" + dir, "ESSAIM_TEST_OUT=" + out}, env)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		return readTree(t, out)
	}
	want := run(t, "..", "")
	if len(want) < 100 {
		t.Fatalf("only %d files in %v", len(want), slices.Collect(maps.Keys(want)))
	}
	elsewhere := filepath.Join(t.TempDir(), "Un autre dossier (é)")
	for _, name := range []string{"content", "static", "themes"} {
		if _, err := os.Stat(filepath.Join("..", name)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.CopyFS(filepath.Join(elsewhere, name), os.DirFS(filepath.Join("..", name))); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join("..", "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(elsewhere, "site.yaml"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, dir, shell string
		env              []string
	}{
		{"again", "..", "", nil},
		{"in Kiritimati", "..", "", []string{"TZ=Pacific/Kiritimati"}},
		{"in Samoa", "..", "", []string{"TZ=Pacific/Pago_Pago"}},
		{"in Turkish", "..", "", []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "LANGUAGE=tr"}},
		{"in no language", "..", "", []string{"LANG=C", "LC_ALL=C"}},
		{"on one processor", "..", "", []string{"GOMAXPROCS=1"}},
		{"on four processors", "..", "", []string{"GOMAXPROCS=4"}},
		{"with a strict umask", "..", "umask 077", nil},
		{"without a home", "..", "", []string{"HOME=/nulle/part", "USER=", "PWD=/"}},
		{"in another folder", elsewhere, "", nil},
	}
	for _, test := range tests {
		if test.shell != "" && runtime.GOOS == "windows" {
			continue // no umask there
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			compare(t, test.name, run(t, test.dir, test.shell, test.env...), want)
		})
	}
}
