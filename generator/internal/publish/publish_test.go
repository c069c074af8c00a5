package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var (
	siteA = files{
		"index.html":                "accueil A",
		"flux.xml":                  "flux A",
		"assets/style.1.css":        "style",
		"assets/style.2.css":        "ancien style",
		"projets/robots/index.html": "robots",
		"projets/index.html":        "liste A",
		"devient-dossier":           "un fichier",
		"devient-fichier/x/y.html":  "un dossier",
	}
	siteB = files{
		"index.html":                  "accueil B",
		"flux.xml":                    "flux B",
		"assets/style.1.css":          "style",
		"assets/style.3.css":          "nouveau style",
		"projets/robots/index.html":   "robots",
		"projets/abeilles/index.html": "abeilles",
		"projets/index.html":          "liste B",
		"devient-dossier/x.html":      "un dossier",
		"devient-fichier":             "un fichier",
	}
	foreign = files{
		".git/config":              "[core]",
		".git/objects/":            "",
		".gitignore":               "*\n",
		".well-known/security.txt": "Contact:",
		"projets/note.txt":         "à moi",
		"lien":                     "→ ../ailleurs",
		"vide/":                    "",
	}
)

func TestPublish(t *testing.T) {
	tests := []struct {
		name     string
		first    files                          // published; nil: nothing
		meddle   func(t *testing.T, dir string) // what somebody does then
		second   files                          // published after it
		want     files                          // nil: as it was before the second
		result   Result
		conflict string // path of the ForeignFileError
	}{
		{
			name: "first", second: siteA,
			want: siteA, result: Result{Written: 8, Bytes: size(siteA)},
		},
		{
			name: "update", first: siteA, second: siteB,
			want: siteB, result: Result{Written: 7, Unchanged: 2, Removed: 3, Bytes: size(siteB)},
		},
		{
			name: "empty site", first: siteA, second: files{},
			want: files{}, result: Result{Removed: 8},
		},
		{
			name:   "foreign files stay",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { write(t, dir, foreign) },
			second: siteB,
			want:   with(siteB, foreign), result: Result{Written: 7, Unchanged: 2, Removed: 3, Bytes: size(siteB)},
		},
		{
			// The folder of a new site: git keeps its .gitignore.
			name:   "first beside foreign files",
			meddle: func(t *testing.T, dir string) { write(t, dir, foreign) },
			second: siteA,
			want:   with(siteA, foreign), result: Result{Written: 8, Bytes: size(siteA)},
		},
		{
			name:     "foreign file with other bytes",
			first:    siteA,
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"assets/style.3.css": "à moi"}) },
			second:   siteB,
			conflict: "assets/style.3.css",
		},
		{
			name:   "foreign file with the same bytes is adopted",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { write(t, dir, files{"assets/style.3.css": "nouveau style"}) },
			second: siteB,
			want:   siteB, result: Result{Written: 6, Unchanged: 3, Removed: 3, Bytes: size(siteB)},
		},
		{
			name:     "foreign file where a folder comes",
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"projets": "à moi"}) },
			second:   siteA,
			conflict: "projets",
		},
		{
			// Following it would publish into a folder that is not the site's.
			name:     "foreign link where a folder comes",
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"autre/x": "x", "projets": "→ autre"}) },
			second:   siteA,
			conflict: "projets",
		},
		{
			name:     "foreign folder where a file comes",
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"index.html/": ""}) },
			second:   siteA,
			conflict: "index.html",
		},
		{
			name:     "foreign file in a folder that becomes a file",
			first:    siteA,
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"devient-fichier/x/note": "à moi"}) },
			second:   siteB,
			conflict: "devient-fichier/x/note",
		},
		{
			name:   "folder of ours emptied by hand becomes a file",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { remove(t, dir, "devient-fichier/x") },
			second: siteB,
			want:   siteB, result: Result{Written: 7, Unchanged: 2, Removed: 2, Bytes: size(siteB)},
		},
		{
			name:   "changed by hand and no longer made",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { write(t, dir, files{"assets/style.2.css": "retouché"}) },
			second: siteB,
			want:   with(siteB, files{"assets/style.2.css": "retouché"}),
			result: Result{Written: 7, Unchanged: 2, Removed: 2, Bytes: size(siteB), Kept: []string{"assets/style.2.css"}},
		},
		{
			// Some editors write into the file, which the twin shares.
			name:  "changed in place by hand",
			first: siteA,
			meddle: func(t *testing.T, dir string) {
				if err := os.WriteFile(filepath.Join(dir, "flux.xml"), []byte("Flux A"), 0o644); err != nil {
					t.Fatal(err)
				}
			},
			second: siteA,
			want:   siteA, result: Result{Written: 1, Unchanged: 7, Bytes: size(siteA)},
		},
		{
			// Another file with the same bytes: it is the one to go on with.
			name:   "written again by hand",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { write(t, dir, files{"assets/style.1.css": "style"}) },
			second: siteB,
			want:   siteB, result: Result{Written: 7, Unchanged: 2, Removed: 3, Bytes: size(siteB)},
		},
		{
			name:     "changed by hand where a folder comes",
			first:    siteA,
			meddle:   func(t *testing.T, dir string) { write(t, dir, files{"devient-dossier": "retouché"}) },
			second:   siteB,
			conflict: "devient-dossier",
		},
		{
			name:   "changed by hand and still made",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { write(t, dir, files{"index.html": "retouché"}) },
			second: siteA,
			want:   siteA, result: Result{Written: 1, Unchanged: 7, Bytes: size(siteA)},
		},
		{
			name:   "removed by hand and still made",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { remove(t, dir, "projets") },
			second: siteA,
			want:   siteA, result: Result{Written: 2, Unchanged: 6, Bytes: size(siteA)},
		},
		{
			name:  "replaced by a link and still made",
			first: siteA,
			meddle: func(t *testing.T, dir string) {
				write(t, dir, files{"autre": "accueil A"})
				remove(t, dir, "index.html")
				write(t, dir, files{"index.html": "→ autre"})
			},
			second: siteA,
			want:   with(siteA, files{"autre": "accueil A"}),
			result: Result{Written: 1, Unchanged: 7, Bytes: size(siteA)},
		},
		{
			name:   "manifest lost, nothing is removed",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { remove(t, dir, manifestName) },
			second: files{"index.html": "accueil A"},
			want:   siteA, result: Result{Unchanged: 1, Bytes: 9},
		},
		{
			name:     "manifest lost, nothing is overwritten",
			first:    siteA,
			meddle:   func(t *testing.T, dir string) { remove(t, dir, manifestName) },
			second:   siteB,
			conflict: "devient-dossier",
		},
		{
			name:  "manifest damaged",
			first: siteA,
			meddle: func(t *testing.T, dir string) {
				data, _ := os.ReadFile(filepath.Join(dir, manifestName))
				write(t, dir, files{manifestName: string(data) + "<<<<<<< HEAD\n"})
			},
			second:   files{"index.html": "autre"},
			conflict: "index.html",
		},
		{
			// The folder comes from elsewhere: the twin is not its twin.
			name:  "another site with its manifest",
			first: siteA,
			meddle: func(t *testing.T, dir string) {
				other := filepath.Join(filepath.Dir(dir), "other")
				mustPublish(t, other, Options{}, siteB)
				remove(t, dir, ".")
				if err := os.Rename(other, dir); err != nil {
					t.Fatal(err)
				}
			},
			second: with(siteB, files{"index.html": "accueil C"}),
			want:   with(siteB, files{"index.html": "accueil C"}),
			result: Result{Written: 1, Unchanged: 8, Bytes: size(siteB)},
		},
		{
			name:   "folder emptied by hand",
			first:  siteA,
			meddle: func(t *testing.T, dir string) { remove(t, dir, "."); write(t, dir, files{"./": ""}) },
			second: siteB,
			want:   siteB, result: Result{Written: 9, Bytes: size(siteB)},
		},
	}
	onEach(t, func(t *testing.T, opts Options) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				dir := public(t)
				if tt.first != nil {
					// Twice, for the second to leave a twin.
					mustPublish(t, dir, opts, with(tt.first, files{"avant/x.html": "x"}))
					mustPublish(t, dir, opts, tt.first)
				}
				if tt.meddle != nil {
					tt.meddle(t, dir)
				}
				before := read(t, dir)
				res, err := publishAll(dir, opts, tt.second)
				if tt.conflict != "" {
					var foreign *ForeignFileError
					if !errors.As(err, &foreign) || foreign.Path != tt.conflict {
						t.Fatalf("error %v, want a ForeignFileError on %s", err, tt.conflict)
					}
					wantTree(t, dir, before)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				wantTree(t, dir, tt.want)
				if !reflect.DeepEqual(res, tt.result) {
					t.Errorf("result %+v, want %+v", res, tt.result)
				}
				wantIdle(t, dir, opts, tt.second)
			})
		}
	})
}

// wantIdle publishes the same site again: nothing may be touched.
func wantIdle(t *testing.T, dir string, opts Options, site files) {
	t.Helper()
	opts.sys.step = func(act string) error {
		t.Errorf("nothing changed, but: %s", act)
		return nil
	}
	before := inodes(t, dir)
	res := mustPublish(t, dir, opts, site)
	if res.Written+res.Removed != 0 || res.Unchanged != len(site) {
		t.Errorf("same site again: %+v", res)
	}
	if after := inodes(t, dir); !sameInodes(before, after) {
		t.Error("same site again: files or folders are not the same")
	}
}

func TestUnchangedFilesAreTheSameFiles(t *testing.T) {
	onEach(t, func(t *testing.T, opts Options) {
		if strings.HasSuffix(t.Name(), "without_links") {
			return // copies: see the next test
		}
		dir := public(t)
		mustPublish(t, dir, opts, siteA)
		write(t, dir, foreign)
		before := inodes(t, dir)
		mustPublish(t, dir, opts, siteB)
		after := inodes(t, dir)
		for _, path := range []string{"assets/style.1.css", "projets/robots/index.html", ".git/config", "projets/note.txt"} {
			if !os.SameFile(before[path], after[path]) || !before[path].ModTime().Equal(after[path].ModTime()) {
				t.Errorf("%s is another file", path)
			}
		}
		if os.SameFile(before["index.html"], after["index.html"]) {
			t.Error("index.html was overwritten in place: a reader could see half of it")
		}
	})
}

func TestCopiesKeepModeAndTime(t *testing.T) {
	opts := Options{sys: system{link: failing(syscall.EPERM)}.noFlush()}
	dir := public(t)
	mustPublish(t, dir, opts, siteA)
	write(t, dir, foreign)
	old := time.Date(2020, 9, 1, 8, 0, 0, 0, time.UTC)
	hook := filepath.Join(dir, ".git/config")
	if err := errors.Join(os.Chtimes(hook, old, old), os.Chmod(hook, 0o750), os.Chmod(dir, 0o711), os.Chmod(filepath.Join(dir, "vide"), 0o500)); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, opts, siteB)
	after := inodes(t, dir)
	if info := after[".git/config"]; !info.ModTime().Equal(old) || info.Mode().Perm() != 0o750 {
		t.Errorf("copy has %v %v", info.ModTime(), info.Mode())
	}
	if got := after["."].Mode().Perm(); got != 0o711 {
		t.Errorf("mode of the folder %v, want 0711", got)
	}
	if got := after["vide"].Mode().Perm(); got != 0o500 {
		t.Errorf("mode of a foreign folder %v, want 0500", got)
	}
}

func TestKeptFilesAreSaidUntilSomebodyDecides(t *testing.T) {
	onEach(t, func(t *testing.T, opts Options) {
		dir := public(t)
		site := files{"index.html": "i"}
		mustPublish(t, dir, opts, with(site, files{"b/x.html": "x", "a.html": "a"}))
		write(t, dir, files{"b/x.html": "y", "a.html": "b"})
		for range 3 {
			if res := mustPublish(t, dir, opts, site); !reflect.DeepEqual(res.Kept, []string{"a.html", "b/x.html"}) {
				t.Fatalf("kept %q", res.Kept)
			}
		}
		remove(t, dir, "a.html")
		write(t, dir, files{"b/x.html": "x"}) // as the build had written it
		if res := mustPublish(t, dir, opts, site); res.Kept != nil || res.Removed != 1 {
			t.Errorf("%+v, want one removed and none kept", res)
		}
		wantTree(t, dir, site)
	})
}

func TestForeignFileThatArrivesDuringTheSwitch(t *testing.T) {
	for _, m := range machines {
		t.Run(m.name, func(t *testing.T) {
			dir := public(t)
			sys := m.sys.noFlush()
			mustPublish(t, dir, Options{sys: sys}, with(siteA, files{"parti/x.html": "x"}))
			write(t, dir, foreign)
			late := files{"tard.txt": "t", "parti/tard.txt": "t", "dossier/tard/x": "x", "projets/tard.txt": "p"}
			sys.step = func(act string) error {
				if act == "flush" {
					write(t, dir, late)
				}
				return nil
			}
			mustPublish(t, dir, Options{sys: sys}, siteB)
			wantTree(t, dir, with(siteB, foreign, late))
		})
	}
}

func TestAbort(t *testing.T) {
	onEach(t, func(t *testing.T, opts Options) {
		dir := public(t)
		for _, before := range []files{nil, with(siteA, foreign)} {
			if before != nil {
				mustPublish(t, dir, opts, siteB)
				mustPublish(t, dir, opts, siteA)
				write(t, dir, foreign)
			}
			tree, err := Open(context.Background(), dir, opts)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(tree.Put("index.html", []byte("C")), tree.Put("tout/neuf.html", nil), tree.Abort(), tree.Abort()); err != nil {
				t.Fatal(err)
			}
			wantTree(t, dir, before)
			if _, err := tree.Commit(); err == nil {
				t.Error("Commit after Abort, want an error")
			}
			if err := tree.Put("x", nil); err == nil {
				t.Error("Put after Abort, want an error")
			}
			if before != nil {
				mustPublish(t, dir, opts, siteB)
				wantTree(t, dir, with(siteB, foreign))
			}
		}
	})
}

func TestCommitRefusesAfterAFailedPut(t *testing.T) {
	dir := public(t)
	opts := Options{sys: system{}.noFlush()}
	mustPublish(t, dir, opts, siteA)
	for _, path := range []string{"../x", "index.html"} { // the second is put twice
		tree, err := Open(context.Background(), dir, opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := tree.Put("index.html", []byte("C")); err != nil {
			t.Fatal(err)
		}
		failed := tree.Put(path, []byte("D"))
		if _, err := tree.Commit(); failed == nil || !errors.Is(err, failed) {
			t.Errorf("Put(%q) = %v, then Commit = %v, want the same error", path, failed, err)
		}
		wantTree(t, dir, siteA)
	}
}

func TestPutRefusesNames(t *testing.T) {
	tree, err := Open(context.Background(), public(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Abort()
	for _, path := range []string{
		"", ".", "/x", "a//b", "a/", "../x", "a/../b", "a/./b", `a\b`, "a\x00b", "a\nb", "a\x7f", "\xff",
		".essaim-manifeste", ".essaim-neuf/x", ".Essaim-Manifeste", ".essaim",
	} {
		var name *NameError
		if err := tree.Put(path, nil); !errors.As(err, &name) || name.Path != path {
			t.Errorf("Put(%q) = %v, want a NameError", path, err)
		}
	}
}

func TestPutFromManyGoroutines(t *testing.T) {
	onEach(t, func(t *testing.T, opts Options) {
		dir := public(t)
		for round := range 3 {
			want := files{}
			for i := range 100 {
				want["s"+strconv.Itoa(i%7)+"/"+strconv.Itoa(i)+"/index.html"] = strings.Repeat("x", i*(1+round*(i%3)))
			}
			tree, err := Open(context.Background(), dir, opts)
			if err != nil {
				t.Fatal(err)
			}
			var wait sync.WaitGroup
			for path, data := range want {
				wait.Go(func() {
					if err := tree.Put(path, []byte(data)); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if _, err := tree.Commit(); err != nil {
				t.Fatal(err)
			}
			wantTree(t, dir, want)
		}
	})
}

func TestBusy(t *testing.T) {
	dir := public(t)
	first, err := Open(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Abort()
	if _, err := Open(context.Background(), dir, Options{LockWait: time.Millisecond}); !errors.Is(err, ErrBusy) {
		t.Errorf("second Open: %v, want ErrBusy", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled Open: %v, want context.Canceled", err)
	}
	if err := first.Abort(); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, Options{LockWait: time.Millisecond}, siteA)
}

func TestSecondBuildWaits(t *testing.T) {
	dir := public(t)
	first, err := Open(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan error)
	go func() {
		_, err := publishAll(dir, Options{LockWait: time.Minute}, siteB)
		second <- err
	}()
	if err := first.Put("index.html", []byte("A")); err != nil {
		t.Error(err)
	}
	if _, err := first.Commit(); err != nil {
		t.Error(err)
	}
	if err := <-second; err != nil {
		t.Error(err)
	}
	wantTree(t, dir, siteB)
}

func TestRefused(t *testing.T) {
	base := t.TempDir()
	write(t, base, files{"site/content/x.md": "x", "fichier": "f", "lien": "→ site", "autre/sortie/": "", "l/.essaim": "→ ../autre", "f/.essaim": "f", "vrai/contenu/x.md": "x", "contenu": "→ vrai/contenu"})
	at := func(path string) string { return filepath.Join(base, path) }
	protect := []string{at("site"), at("site/content"), at("site/pas/encore"), at("contenu")}
	root := filepath.VolumeName(base) + string(filepath.Separator)
	tests := []struct {
		name, dir, path string
		reason          Reason
	}{
		{"relative", "public", "public", Relative},
		{"disk root", root, root, DiskRoot},
		{"link", at("lien"), at("lien"), Symlink},
		{"file", at("fichier"), at("fichier"), NotDirectory},
		{"the site", at("site"), at("site"), Protected},
		{"the content", at("site/content"), at("site/content"), Protected},
		{"above the site", base, base, Protected},
		{"the site through a link", at("lien/content"), at("lien/content"), Protected},
		{"above the content, a link", at("vrai"), at("vrai"), Protected},
		{"the builds' own folder", at("site/.essaim"), at("site/.essaim"), Protected},
		{"own folder is a link", at("l/public"), at("l/.essaim"), Symlink},
		{"own folder is a file", at("f/public"), at("f/.essaim"), NotDirectory},
	}
	for _, tt := range tests {
		_, err := Open(context.Background(), tt.dir, Options{Protect: protect})
		var refused *RefusedError
		if !errors.As(err, &refused) || *refused != (RefusedError{Path: tt.path, Reason: tt.reason}) {
			t.Errorf("%s: Open(%s) = %v, want %s on %s", tt.name, tt.dir, err, tt.reason, tt.path)
		}
	}
	for _, dir := range []string{"site/public", "autre/sortie", "tout/nouveau/public"} {
		mustPublish(t, at(dir), Options{Protect: protect}, siteA)
	}
}

// While files go in place one by one, a page must find what it asks for.
func TestOrderFileByFile(t *testing.T) {
	site := files{}
	want := []string{
		"assets/z.css", "recherche/index/a.bin", "404.html", "a/index.html",
		"flux.xml", "index.html", "projets/flux.xml", "recherche/index/racine.bin", "sitemap.xml",
	}
	for _, path := range want {
		site[path] = path
	}
	var got []string
	sys := system{exchange: failing(syscall.EBUSY)}.noFlush()
	dir := public(t)
	mustPublish(t, dir, Options{sys: sys}, files{"b.css": "b", "assets/z.css": "z"})
	sys.step = func(act string) error {
		if path, ok := strings.CutPrefix(act, "install "); ok {
			got = append(got, path)
		}
		if act == "prune b.css" && len(got) < len(want) {
			t.Error("pruned before the new files are there")
		}
		return nil
	}
	mustPublish(t, dir, Options{sys: sys}, site)
	if !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}

// Where folders can be exchanged, nobody who reads ever misses a page or sees
// one that is not whole.
func TestReaders(t *testing.T) {
	if !canExchange(t) {
		return
	}
	dir := public(t)
	opts := Options{sys: system{}.noFlush()}
	pages := []files{{}, {}}
	for n := range pages {
		for i := range 30 {
			pages[n][fmt.Sprintf("p%d/index.html", i)] = strings.Repeat(strconv.Itoa(n), 20_000+i%2*n)
		}
	}
	mustPublish(t, dir, opts, pages[0])
	var wait sync.WaitGroup
	done := make(chan struct{})
	for reader := range 2 {
		wait.Go(func() {
			for i := reader; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				path := fmt.Sprintf("p%d/index.html", i%30)
				got, err := os.ReadFile(filepath.Join(dir, path))
				if err != nil || string(got) != pages[0][path] && string(got) != pages[1][path] {
					t.Errorf("%s: %d bytes, %v", path, len(got), err)
				}
			}
		})
	}
	for n := range 60 {
		mustPublish(t, dir, opts, pages[(n+1)%2])
	}
	close(done)
	wait.Wait()
}

func canExchange(t *testing.T) bool {
	a, b := t.TempDir(), t.TempDir()
	return exchange(a, b) == nil
}

// Two builds of one site give the same bytes, the manifest's included.
func TestManifestIsDeterministic(t *testing.T) {
	var want []byte
	onEach(t, func(t *testing.T, opts Options) {
		dir := public(t)
		for _, before := range []files{nil, siteB} {
			if before != nil {
				mustPublish(t, dir, opts, before)
			}
			mustPublish(t, dir, opts, siteA)
			got, err := os.ReadFile(filepath.Join(dir, manifestName))
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			if string(got) != string(want) {
				t.Errorf("manifest\n%s\nwant\n%s", got, want)
			}
		}
	})
}

const sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

var manifests = []struct {
	name, in string
	ok       bool
}{
	{"empty", "", true},
	{"one", sum + " 4 a.html\n", true},
	{"space in a name", sum + " 4 a b.html\n" + sum + " 4 b.html\n", true},
	{"two contents of a path", sum + " 4 a\n" + sum + " 5 a\n", true},
	{"repeated", sum + " 4 a\n" + sum + " 4 a\n", false},
	{"out of order", sum + " 4 b\n" + sum + " 4 a\n", false},
	{"cut", sum + " 4 a.html", false},
	{"blank line", "\n", false},
	{"size with a zero", sum + " 04 a\n", false},
	{"size below zero", sum + " -4 a\n", false},
	{"path that leaves", sum + " 4 ../a\n", false},
	{"path of a build", sum + " 4 .essaim-manifeste\n", false},
	{"no path", sum + " 4 \n", false},
	{"short sum", "9f86 4 a\n", false},
	{"sum in capitals", strings.ToUpper(sum) + " 4 a\n", false},
	{"merge conflict", "<<<<<<< HEAD\n" + sum + " 4 a\n", false},
}

func TestParseManifest(t *testing.T) {
	for _, tt := range manifests {
		if _, ok := parseManifest([]byte(tt.in)); ok != tt.ok {
			t.Errorf("%s: parsed %t, want %t", tt.name, ok, tt.ok)
		}
	}
}

func FuzzManifest(f *testing.F) {
	for _, tt := range manifests {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, ok := parseManifest(data)
		if !ok {
			return
		}
		if got := string(m.bytes()); got != string(data) {
			t.Errorf("read %q, wrote %q", data, got)
		}
		for _, e := range m {
			if checkName(e.path) != nil || !m.has(e.path) {
				t.Errorf("entry %q", e.path)
			}
		}
	})
}

func size(site files) (n int64) {
	for _, data := range site {
		n += int64(len(data))
	}
	return n
}

func remove(t *testing.T, dir, path string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, path)); err != nil {
		t.Fatal(err)
	}
}

// inodes returns what the system knows of each file and folder, "." included.
func inodes(t *testing.T, dir string) map[string]os.FileInfo {
	t.Helper()
	found := map[string]os.FileInfo{}
	err := filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		rel, _ := filepath.Rel(dir, name)
		found[filepath.ToSlash(rel)] = info
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sameInodes(a, b map[string]os.FileInfo) bool {
	for path, info := range a {
		other, ok := b[path]
		if !ok || !os.SameFile(info, other) || runtime.GOOS != "windows" && !info.ModTime().Equal(other.ModTime()) {
			return false
		}
	}
	return len(a) == len(b)
}
