package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// machines are the file systems that publishing may meet. Flushing is left
// out: it would make the tests wait for the whole machine.
var machines = []struct {
	name  string
	whole bool // at any moment the folder is one whole tree
	torn  bool // at some moment it mixes two
	sys   system
}{
	{"exchange", true, false, system{}},
	{"without links", true, false, system{link: failing(syscall.EPERM)}},
	{"two renames", false, false, system{exchange: failing(syscall.ENOSYS)}},
	{"mount point", false, true, system{exchange: failing(syscall.EBUSY)}},
	{"two renames, mount point", false, true, system{exchange: failing(syscall.EINVAL), rename: unless(".essaim-neuf", syscall.EBUSY)}},
	{"other mount", false, true, system{link: failing(syscall.EXDEV)}},
	{"other file system", false, true, system{link: failing(syscall.EXDEV), rename: unless("", syscall.EXDEV)}},
}

func failing(err error) func(a, b string) error {
	return func(a, b string) error { return &os.LinkError{Op: "test", Old: a, New: b, Err: err} }
}

// unless renames what goes to a name that ends so, and the first publication;
// the rest fails.
func unless(suffix string, err error) func(a, b string) error {
	return func(from, to string) error {
		if _, there := os.Lstat(to); suffix != "" && strings.HasSuffix(to, suffix) || there != nil && filepath.Base(to) == "public" {
			return os.Rename(from, to)
		}
		return failing(err)(from, to)
	}
}

// noFlush spares the tests the wait for a disk that others use too: only a power
// cut would show.
func (s system) noFlush() system {
	s.flush = func(string) error { return nil }
	s.syncDir = func(string) {}
	return s
}

// onEach runs a test on every machine.
func onEach(t *testing.T, test func(t *testing.T, opts Options)) {
	for _, m := range machines {
		t.Run(m.name, func(t *testing.T) {
			sys := m.sys.noFlush()
			test(t, Options{LockWait: time.Millisecond, sys: sys})
		})
	}
}

// files of a tree: path → bytes, "→ target" for a link, "" with a path ending
// in "/" for an empty directory.
type files = map[string]string

// publishAll puts all of site, in order, and commits.
func publishAll(dir string, opts Options, site files) (Result, error) {
	tree, err := Open(context.Background(), dir, opts)
	if err != nil {
		return Result{}, err
	}
	for _, path := range slices.Sorted(maps.Keys(site)) {
		if err := tree.Put(path, []byte(site[path])); err != nil {
			return Result{}, errors.Join(err, tree.Abort())
		}
	}
	return tree.Commit()
}

func mustPublish(t *testing.T, dir string, opts Options, site files) Result {
	t.Helper()
	res, err := publishAll(dir, opts, site)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// read returns all that is in dir but the manifest; nil when there is no dir.
func read(t *testing.T, dir string) files {
	t.Helper()
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	found := files{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel := filepath.ToSlash(name[len(dir)+1:])
		switch {
		case rel == manifestName:
		case d.IsDir():
			inside, err := os.ReadDir(name)
			if err != nil {
				return err
			}
			if len(inside) == 0 {
				found[rel+"/"] = ""
			}
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(name)
			if err != nil {
				return err
			}
			found[rel] = "→ " + target
		default:
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			found[rel] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// write makes files by hand, as somebody else than a build would.
func write(t *testing.T, dir string, list files) {
	t.Helper()
	for rel, data := range list {
		name := filepath.Join(dir, filepath.FromSlash(rel))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		target, link := strings.CutPrefix(data, "→ ")
		var err error
		switch {
		case strings.HasSuffix(rel, "/"):
			err = os.MkdirAll(name, 0o755)
		case link:
			err = os.Symlink(target, name)
		default:
			_ = os.Remove(name) // another file, as most editors make
			err = os.WriteFile(name, []byte(data), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// wantTree compares the folder with want, and looks for leftovers.
func wantTree(t *testing.T, dir string, want files) {
	t.Helper()
	if d := diff(read(t, dir), want); d != "" {
		t.Fatalf("tree differs:\n%s", d)
	}
	wantClean(t, dir)
}

// wantClean looks at what is left beside the folder: the lock, and a true twin
// or none.
func wantClean(t *testing.T, dir string) {
	t.Helper()
	work := filepath.Join(filepath.Dir(dir), ".essaim", filepath.Base(dir))
	entries, err := os.ReadDir(work)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if all := strings.Join(names, " "); all != "verrou" && all != "jumeau neuf verrou" {
		t.Fatalf("left behind: %s", all)
	}
	twin := filepath.Join(work, stagingName)
	for path := range read(t, twin) {
		if path == manifestName || !sameFile(filepath.Join(twin, path), filepath.Join(dir, path)) {
			t.Errorf("%s is not a twin", path)
		}
	}
}

func sameFile(a, b string) bool {
	x, errX := os.Lstat(a)
	y, errY := os.Lstat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// diff says how two trees differ, "" when they do not.
func diff(got, want files) string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if w, ok := want[path]; !ok {
			fmt.Fprintf(&b, "\tunexpected %s\n", path)
		} else if w != got[path] {
			fmt.Fprintf(&b, "\t%s = %.40q, want %.40q\n", path, got[path], w)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[path]; !ok {
			fmt.Fprintf(&b, "\tmissing %s\n", path)
		}
	}
	return b.String()
}

// with returns the union of trees, the last one winning.
func with(trees ...files) files {
	all := files{}
	for _, f := range trees {
		maps.Copy(all, f)
	}
	return all
}

func public(t *testing.T) string { return filepath.Join(t.TempDir(), "public") }
