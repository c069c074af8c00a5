package publish

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// killed is what a step panics with when a test kills the build there: nothing
// of ours runs afterwards, but for the kernel, which frees the lock.
type killed struct{}

// stepAt returns a step that does what act says at the n-th call, from 0.
func stepAt(n int, act func(step string) error) func(string) error {
	count := 0
	return func(s string) error {
		count++
		if count-1 == n {
			return act(s)
		}
		return nil
	}
}

func kill(string) error { panic(killed{}) }

func full(step string) error { return &os.PathError{Op: "write", Path: step, Err: syscall.ENOSPC} }

// runUntilKilled publishes site, or only opens when it is nil.
func runUntilKilled(dir string, opts Options, site files) (err error) {
	var tree *Tree
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			if tree != nil {
				tree.release()
			}
			err = errKilled
		}
	}()
	tree, err = Open(context.Background(), dir, opts)
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(site)) {
		if err := tree.Put(path, []byte(site[path])); err != nil {
			return errors.Join(err, tree.Abort())
		}
	}
	if site == nil {
		return tree.Abort()
	}
	_, err = tree.Commit()
	return err
}

var errKilled = errors.New("killed")

// Two small sites with one of each: same, changed, removed, new, file to folder
// and back.
var (
	stopA = files{"index.html": "A", "x.css": "x", "a.html": "a", "d": "fichier", "f/y": "dossier"}
	stopB = files{"index.html": "B", "x.css": "x", "b/b.html": "b", "d/z": "dossier", "f": "fichier"}
	notes = files{".git/config": "[core]", "lien": "→ d", "vide/": ""}
)

// Every act of a publication, of the first or of an update, fails, or is where
// the build is killed; then the next build comes, and is killed at each of its
// acts too while it mends.
func TestStoppedAtEachAct(t *testing.T) {
	for _, m := range machines {
		for _, first := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/first=%t", m.name, first), func(t *testing.T) {
				t.Parallel()
				s := stops{sys: m.sys.noFlush(), whole: m.whole || first, torn: m.torn && !first, after: stopB}
				if !first {
					s.before, s.after = with(stopA, notes), with(stopB, notes)
				}
				n := 0
				for s.failAt(t, n) {
					n++
				}
				for act := range n {
					// Mending is the same work on all machines: on one, all of it.
					for again := 0; s.killAt(t, act, again) && m.name == "mount point"; again++ {
					}
				}
				if n < 5 {
					t.Errorf("%d acts: this tests nothing", n)
				}
			})
		}
	}
}

// stops is a publication to stop: of stopB, over before.
type stops struct {
	sys           system
	whole, torn   bool  // as in machines
	before, after files // before is nil when there is nothing
}

// stop publishes up to the n-th act, and returns what that was; "" when there
// is none.
func (s stops) stop(t *testing.T, n int, how func(string) error) (dir, act string, err error) {
	t.Helper()
	dir = public(t)
	if s.before != nil {
		mustPublish(t, dir, Options{sys: s.sys}, stopA)
		write(t, dir, notes)
	}
	sys := s.sys
	sys.step = stepAt(n, func(a string) error { act = a; return how(a) })
	err = runUntilKilled(dir, Options{sys: sys}, stopB)
	return dir, act, err
}

// failAt lets the n-th act meet a full disk; it is false when there is none.
func (s stops) failAt(t *testing.T, n int) bool {
	t.Helper()
	dir, act, err := s.stop(t, n, full)
	at := fmt.Sprintf("act %d (%s) failed", n, act)
	switch {
	case act == "" || err == nil: // none, or after the switch
		wantOneOf(t, at, read(t, dir), s.after)
	case !errors.Is(err, syscall.ENOSPC):
		t.Fatalf("%s: error %v, want the disk's", at, err)
	case s.torn:
		if !isDir(filepath.Join(dir, arrivedName)) { // not begun: no excuse
			wantOneOf(t, at, read(t, dir), s.before)
		}
		wantNoTear(t, at, read(t, dir), s.before, s.after)
	default:
		wantOneOf(t, at, read(t, dir), s.before)
	}
	s.wantGoesOn(t, dir)
	return act != ""
}

// killAt kills at the n-th act, and the next build at its own; it is false when
// that one has fewer.
func (s stops) killAt(t *testing.T, n, again int) bool {
	t.Helper()
	dir, act, _ := s.stop(t, n, kill)
	at := fmt.Sprintf("killed at act %d (%s)", n, act)
	got := read(t, dir)
	switch {
	case s.whole, !s.torn && got != nil:
		wantOneOf(t, at, got, s.before, s.after)
	case s.torn:
		wantNoTear(t, at, got, s.before, s.after)
	}
	mending := s.sys
	mending.step = stepAt(again, kill)
	err := runUntilKilled(dir, Options{sys: mending}, nil)
	if err == nil {
		wantOneOf(t, at+", mended", read(t, dir), s.before, s.after)
	} else if !errors.Is(err, errKilled) {
		t.Fatalf("%s: next Open: %v", at, err)
	}
	s.wantGoesOn(t, dir)
	return err != nil
}

// wantGoesOn publishes a third time.
func (s stops) wantGoesOn(t *testing.T, dir string) {
	t.Helper()
	want := stopA
	if s.before != nil {
		want = with(stopA, notes)
	}
	mustPublish(t, dir, Options{sys: s.sys}, stopA)
	wantTree(t, dir, want)
}

func wantOneOf(t *testing.T, at string, got files, want ...files) {
	t.Helper()
	var differences string
	for _, w := range want {
		d := diff(got, w)
		if d == "" && (got == nil) == (w == nil) {
			return
		}
		differences += "from one:\n" + d
	}
	t.Fatalf("%s: neither the old tree nor the new one\n%s", at, differences)
}

// wantNoTear accepts any mixture of whole files.
func wantNoTear(t *testing.T, at string, got files, trees ...files) {
	t.Helper()
	for path, data := range got {
		ok := len(path) > len(reserved) && path[:len(reserved)] == reserved || path[len(path)-1] == '/'
		for _, tree := range trees {
			if want, in := tree[path]; in && want == data {
				ok = true
			}
		}
		if !ok {
			t.Fatalf("%s: %s holds %q", at, path, data)
		}
	}
}

const childDir, childMachine = "ESSAIM_TEST_PUBLISH_DIR", "ESSAIM_TEST_PUBLISH_MACHINE"

// TestMain lets the test program be the build that TestKill kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		n, _ := strconv.Atoi(os.Getenv(childMachine))
		publishForever(dir, machines[n].sys.noFlush()) // a kill does not lose what the kernel holds
	}
	os.Exit(m.Run())
}

func publishForever(dir string, sys system) {
	for n := 0; ; n++ {
		if _, err := publishAll(dir, Options{sys: sys}, killSite(n%2)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		if n == 0 {
			fmt.Println("publishing")
		}
	}
}

// killSite is one of two sites of 60 files, of which 20 are the same, 20 differ
// and 20 are not in the other.
func killSite(n int) files {
	site := files{}
	for i := range 20 {
		site[fmt.Sprintf("memes/%d.html", i)] = fmt.Sprint("même ", i)
		site[fmt.Sprintf("changent/%d/index.html", i)] = fmt.Sprint(n, string(make([]byte, 10_000+n)))
		site[fmt.Sprintf("seuls/%d/%d.html", i%5, 2*i+n)] = fmt.Sprint(i)
	}
	return site
}

// TestKill kills real builds at random moments. What it finds must be one of
// the two sites; where the machine cannot do that at any moment, once the next
// Open has mended it.
func TestKill(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for n, m := range machines {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			kills := 12
			if n == 0 {
				kills = 120
			}
			dir := public(t)
			write(t, dir, notes)
			old, new := with(killSite(0), notes), with(killSite(1), notes)
			for k := range kills {
				killOne(t, self, dir, n)
				at := fmt.Sprint("kill ", k)
				if m.whole {
					wantOneOf(t, at, read(t, dir), old, new)
				}
				tree, err := Open(context.Background(), dir, Options{sys: m.sys})
				if err != nil {
					t.Fatalf("%s: next Open: %v", at, err)
				}
				if err := tree.Abort(); err != nil {
					t.Fatalf("%s: %v", at, err)
				}
				wantOneOf(t, at, read(t, dir), old, new)
				wantClean(t, dir)
				wantTrueManifest(t, at, dir)
			}
		})
	}
}

// killOne starts a build, and kills it once it has published at least once.
func killOne(t *testing.T, self, dir string, machine int) {
	t.Helper()
	build := exec.Command(self)
	build.Env = append(os.Environ(), childDir+"="+dir, childMachine+"="+strconv.Itoa(machine))
	out, err := build.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := build.Start(); err != nil {
		t.Fatal(err)
	}
	said, _ := bufio.NewReader(out).ReadString('\n')
	if said != "publishing\n" {
		t.Errorf("the build said %q", said)
	}
	time.Sleep(rand.N(25 * time.Millisecond)) // a publication takes about 10
	if err := build.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = build.Wait()
}

// wantTrueManifest compares the manifest with what it describes.
func wantTrueManifest(t *testing.T, at, dir string) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	m, _, err := readManifest(root, manifestName)
	if err != nil || len(m) != 60 {
		t.Fatalf("%s: manifest of %d files, error %v", at, len(m), err)
	}
	for _, e := range m {
		if got, err := stampOf(root, e.path); err != nil || got != e.stamp {
			t.Fatalf("%s: %s is not what the manifest says (%v)", at, e.path, err)
		}
	}
}

// Of two trees that wait to be the site, only a person can choose.
func TestLeftover(t *testing.T) {
	sys := system{exchange: failing(syscall.ENOSYS)}.noFlush()
	killAside := func(t *testing.T) string {
		dir := public(t)
		mustPublish(t, dir, Options{sys: sys}, siteA)
		stopping := sys
		stopping.step = func(act string) error {
			if act == "rename new" {
				return kill(act)
			}
			return nil
		}
		if err := runUntilKilled(dir, Options{sys: stopping}, siteB); !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
		if read(t, dir) != nil {
			t.Fatal("the folder should be missing")
		}
		return dir
	}
	t.Run("an empty folder gives way", func(t *testing.T) {
		dir := killAside(t)
		write(t, dir, files{"./": ""})
		if err := runUntilKilled(dir, Options{sys: sys}, nil); err != nil {
			t.Fatal(err)
		}
		wantTree(t, dir, siteA)
	})
	t.Run("another folder does not", func(t *testing.T) {
		dir := killAside(t)
		write(t, dir, files{"x": "x"})
		var refused *RefusedError
		err := runUntilKilled(dir, Options{sys: sys}, siteB)
		if !errors.As(err, &refused) || refused.Reason != Leftover {
			t.Fatalf("error %v, want %s", err, Leftover)
		}
		if d := diff(read(t, refused.Aside), siteA); d != "" {
			t.Errorf("the last good site:\n%s", d)
		}
		remove(t, dir, "x")
		mustPublish(t, dir, Options{sys: sys}, siteB)
		wantTree(t, dir, siteB)
	})
}

// A killed build of an older kind may leave anything in the staging folder.
func TestLeftoverStagingIsCleared(t *testing.T) {
	dir := public(t)
	mustPublish(t, dir, Options{}, siteA)
	staging := filepath.Join(filepath.Dir(dir), ".essaim", "public", stagingName)
	write(t, staging, with(foreign, files{"index.html": "torn", "projets/robots/index.html/x": "x"}))
	mustPublish(t, dir, Options{}, siteB)
	wantTree(t, dir, siteB)
}

func isDir(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.IsDir()
}
