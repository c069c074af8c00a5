package live_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"essaim/generator/internal/live"
)

// watcher watches a site in a temporary folder, and tells what it held each
// time that a change was seen.
type watcher struct {
	*testing.T
	dir  string
	seen chan string
}

func watch(t *testing.T) *watcher {
	t.Parallel()
	w := &watcher{t, t.TempDir(), make(chan string, 1000)}
	w.write("site.yaml", "titre: Essai")
	w.write("content/a.md", "a")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- live.Watch(ctx, w.dir, func() { w.seen <- w.state() }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Watch: %v", err)
		}
	})
	for i := range 500 { // until it watches
		w.write("content/a.md", fmt.Sprint(i))
		select {
		case <-w.seen:
			w.quiet()
			return w
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Fatal("no change was ever seen")
	return nil
}

func (w *watcher) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watcher) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *watcher) write(name, text string) {
	w.Helper()
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o755))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o644))
}

// state lists the files of the site with their texts.
func (w *watcher) state() string {
	var b strings.Builder
	_ = filepath.WalkDir(w.dir, func(name string, d fs.DirEntry, err error) error { // what goes away meanwhile is seen next time
		if err == nil && !d.IsDir() {
			data, _ := os.ReadFile(name)
			fmt.Fprintf(&b, "%s %q\n", name, data)
		}
		return nil
	})
	return b.String()
}

// quiet waits until no change is seen any more, and tells how many there were.
func (w *watcher) quiet() (n int) {
	for {
		select {
		case <-w.seen:
			n++
		case <-time.After(150 * time.Millisecond):
			return n
		}
	}
}

// expect waits for a build that saw the files as they are now, and tells which
// one it was.
func (w *watcher) expect(what string) (n int) {
	w.Helper()
	want := w.state()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case got := <-w.seen:
			if n++; got == want {
				return n
			}
		case <-deadline:
			w.Fatalf("%s was not seen", what)
		}
	}
}

// TestWatchSeesEveryKindOfChange goes through what editors, file managers and
// git do. Each step starts from quiet, so that it must be seen for itself.
func TestWatchSeesEveryKindOfChange(t *testing.T) {
	w := watch(t)
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"a new page", func() { w.write("content/b.md", "b") }},
		{"a change", func() { w.write("content/b.md", "bb") }},
		{"a page replaced by a rename", func() {
			w.write("content/.b.md.tmp", "bbb")
			w.must(os.Rename(w.path("content/.b.md.tmp"), w.path("content/b.md")))
		}},
		{"a change after the rename", func() { w.write("content/b.md", "bbbb") }},
		{"a new name", func() { w.must(os.Rename(w.path("content/b.md"), w.path("content/c.md"))) }},
		{"a deleted page", func() { w.must(os.Remove(w.path("content/c.md"))) }},
		{"a new folder with a page", func() { w.write("content/projets/d.md", "d") }},
		{"a change in the new folder", func() { w.write("content/projets/d.md", "dd") }},
		{"folders in folders", func() { w.write("content/projets/2026/mars/e.md", "e") }},
		{"a change deep down", func() { w.write("content/projets/2026/mars/e.md", "ee") }},
		{"a folder moved in", func() {
			w.write("ailleurs/dans/f.md", "f")
			w.must(os.Rename(w.path("ailleurs"), w.path("content/ici")))
		}},
		{"a change in the folder moved in", func() { w.write("content/ici/dans/f.md", "ff") }},
		{"a folder under another name", func() { w.must(os.Rename(w.path("content/ici"), w.path("content/la"))) }},
		{"a change under the new name", func() { w.write("content/la/dans/f.md", "fff") }},
		{"a deleted folder", func() { w.must(os.RemoveAll(w.path("content/projets"))) }},
		{"the deleted folder again", func() { w.write("content/projets/g.md", "g") }},
		{"a change in it", func() { w.write("content/projets/g.md", "gg") }},
		{"a first file in static", func() { w.write("static/a.txt", "a") }},
		{"a theme", func() { w.write("themes/essaim/layouts/404.html", "x") }},
		{"data", func() { w.write("donnees/a.csv", "a") }},
		{"settings", func() { w.write("site.yaml", "titre: Autre") }},
		{"settings replaced by a rename", func() {
			w.write("site.yaml~", "titre: Encore")
			w.must(os.Rename(w.path("site.yaml~"), w.path("site.yaml")))
		}},
		{"settings changed after the rename", func() { w.write("site.yaml", "titre: Enfin") }},
	} {
		step.do()
		w.expect(step.name)
		w.quiet()
	}
}

func TestWatchLeavesTheRestAlone(t *testing.T) {
	w := watch(t)
	w.write("public/index.html", "x")
	w.write("README.md", "x")
	w.write(".essaim/lock", "x")
	w.write("content/.a.md.swp", "x")
	w.write("content/a.md~", "x")
	w.write("content/4913", "x")
	w.must(os.Chmod(w.path("content/a.md"), 0o600))
	if n := w.quiet(); n > 0 {
		t.Errorf("%d builds for what is not the site's, want none", n)
	}
}

func TestWatchWaitsForTheEnd(t *testing.T) {
	w := watch(t)
	for i := range 500 {
		w.write(fmt.Sprintf("content/lot/%d.md", i), "x")
	}
	// A slow machine may pause now and then; each file must not be a build.
	if n := w.expect("the last of 500 files") + w.quiet(); n > 50 {
		t.Errorf("%d builds for 500 files, want few", n)
	}
}

func TestWatchWithoutAFolder(t *testing.T) {
	if err := live.Watch(t.Context(), filepath.Join(t.TempDir(), "rien"), func() {}); err == nil {
		t.Error("Watch of a folder that does not exist gives no error")
	}
}
