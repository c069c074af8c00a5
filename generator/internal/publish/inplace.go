package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// showEach changes the published folder file by file, for it cannot be moved.
// The new tree first goes into the folder itself, whole, under a name of ours:
// from that rename on, an interrupted publication will be ended by the next
// Open. All that may lack room on the disk happens before.
func (t *Tree) showEach() error {
	staged := filepath.Join(t.work, stagingName)
	arrived := filepath.Join(t.dir, arrivedName)
	if err := t.sys.step("bring"); err != nil {
		return err
	}
	if err := t.sys.rename(staged, arrived); err != nil {
		if err := t.bring(staged, arrived); err != nil {
			return errors.Join(err, sweep(filepath.Join(t.dir, arrivingName)))
		}
	}
	return t.resumeEach()
}

// bring copies the staging tree from another file system.
func (t *Tree) bring(staged, arrived string) error {
	arriving := filepath.Join(t.dir, arrivingName)
	err := filepath.WalkDir(staged, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(arriving, name[len(staged):])
		switch {
		case d.IsDir():
			return os.Mkdir(to, 0o755)
		case d.Type().IsRegular():
			if err := t.sys.step("bring " + d.Name()); err != nil {
				return err
			}
			return copyFile(name, to)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.sys.flush(t.dir); err != nil {
		return err
	}
	return os.Rename(arriving, arrived)
}

// resumeEach does, or ends, the work in place. Each of its acts can be done
// again: a file still in the arrived tree is one that is not in place yet, and
// the arrived manifest leaves last. It keeps no list in memory or elsewhere of
// where it was.
func (t *Tree) resumeEach() error {
	if err := sweep(filepath.Join(t.dir, arrivingName)); err != nil {
		return err
	}
	root, err := os.OpenRoot(t.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat(path.Join(arrivedName, manifestName)); err == nil {
		if err := t.install(root); err != nil {
			return fmt.Errorf("file by file: %w", err)
		}
	}
	return sweep(filepath.Join(t.dir, arrivedName))
}

// install moves the arrived tree into place.
func (t *Tree) install(root *os.Root) error {
	fresh, _, err := readManifest(root, path.Join(arrivedName, manifestName))
	if err != nil {
		return err
	}
	old, _, err := readManifest(root, manifestName)
	if err != nil {
		return err
	}
	if err := t.claimBoth(root, old, fresh); err != nil {
		return err
	}
	// A file where a folder comes, or a folder where a file comes, cannot wait.
	inTheWay := func(name string) bool { return fresh.below(name) || fresh.above(name) }
	if err := t.prune(root, old, fresh, inTheWay); err != nil {
		return err
	}
	for _, name := range inOrder(fresh) {
		if err := t.install1(root, name); err != nil {
			return err
		}
	}
	if err := t.prune(root, old, fresh, func(string) bool { return true }); err != nil {
		return err
	}
	if err := t.sys.flush(t.dir); err != nil {
		return err
	}
	if err := t.sys.step("manifest in place"); err != nil {
		return err
	}
	return root.Rename(path.Join(arrivedName, manifestName), manifestName)
}

// claimBoth makes the manifest list both trees: whatever of them is there when
// a build is killed, the next one knows it for ours.
func (t *Tree) claimBoth(root *os.Root, old, fresh manifest) error {
	if err := t.sys.step("claim"); err != nil {
		return err
	}
	const draft = arrivedName + "/" + manifestName + ".union"
	both := newManifest(slices.Concat(old, fresh))
	if err := root.WriteFile(draft, both.bytes(), 0o644); err != nil {
		return err
	}
	return root.Rename(draft, manifestName)
}

// install1 moves one file, if it has not been moved yet.
func (t *Tree) install1(root *os.Root, name string) error {
	arrived := path.Join(arrivedName, name)
	if _, err := root.Lstat(arrived); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := t.sys.step("install " + name); err != nil {
		return err
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	return root.Rename(arrived, name)
}

// prune removes the files of the old tree that the new one has not, among those
// that now accepts, and the directories this leaves empty.
func (t *Tree) prune(root *os.Root, old, fresh manifest, now func(name string) bool) error {
	for i, e := range old {
		if i > 0 && old[i-1].path == e.path || fresh.has(e.path) || !now(e.path) {
			continue
		}
		if err := t.prune1(root, old.at(e.path)); err != nil {
			return err
		}
	}
	return nil
}

// prune1 removes the file of these entries, all of one path, if it is still as
// a build wrote it; then the directories above, as long as they are empty.
func (t *Tree) prune1(root *os.Root, entries manifest) error {
	name := entries[0].path
	if realFolders(root, path.Dir(name)) {
		ours, _, err := intact(root, entries)
		if err != nil {
			return err
		}
		if ours {
			if err := t.sys.step("prune " + name); err != nil {
				return err
			}
			if err := root.Remove(name); err != nil {
				return err
			}
		}
	}
	removeEmpty(root, path.Dir(name))
	return nil
}

// removeEmpty removes dir and the directories above it, as long as they are
// empty.
func removeEmpty(root *os.Root, dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if realFolders(root, dir) && root.Remove(dir) != nil {
			return
		}
	}
}

// realFolders says whether dir and all above it are directories, and no links.
func realFolders(root *os.Root, dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if info, err := root.Lstat(dir); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// inOrder lists the paths of a manifest so that what a file asks for is there
// before it: assets, pages, and at last what announces the pages.
func inOrder(m manifest) []string {
	names := make([]string, len(m))
	for i, e := range m {
		names[i] = e.path
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
	return slices.Compact(names)
}

func rank(name string) int {
	base := path.Base(name)
	switch {
	case name == "index.html", strings.HasPrefix(base, "flux."), strings.HasPrefix(base, "sitemap"),
		name == "recherche/index/racine.bin", name == "recherche/index/racine.js":
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}
