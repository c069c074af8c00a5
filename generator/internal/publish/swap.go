package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// show puts the new tree in the place of the old one, in the best way that the
// file system allows, and says whether it left a twin in the staging folder.
func (t *Tree) show(p plan) (twin bool, err error) {
	if t.public == nil {
		return false, t.showFirst(p)
	}
	list, err := t.survey(p)
	if err != nil {
		return false, err
	}
	err = t.complete(list)
	moored := otherMount(err) // links do not reach: nor will an exchange
	if err != nil && !moored {
		return false, err
	}
	if err := t.settle(p.fresh); err != nil {
		return false, err
	}
	if !moored {
		err = t.swap()
	}
	if moored || cannotMove(err) {
		return false, t.showEach()
	}
	if err != nil {
		return false, err
	}
	return t.retire() == nil && !t.copied, nil
}

// settle ends the staging tree: from here on it is whole, and on the disk.
func (t *Tree) settle(m manifest) error {
	if err := t.writeManifest(m); err != nil {
		return err
	}
	if err := t.sys.step("flush"); err != nil {
		return err
	}
	t.closeRoots()
	return t.sys.flush(filepath.Join(t.work, stagingName))
}

// showFirst publishes where there was nothing: one rename.
func (t *Tree) showFirst(p plan) error {
	if err := t.settle(p.fresh); err != nil {
		return err
	}
	if err := t.sys.step("first"); err != nil {
		return err
	}
	if err := t.sys.rename(filepath.Join(t.work, stagingName), t.dir); err != nil {
		return err
	}
	t.sys.syncDir(filepath.Dir(t.dir))
	return nil
}

// swap exchanges the two trees, or renames one after the other.
func (t *Tree) swap() error {
	staged := filepath.Join(t.work, stagingName)
	if err := t.sys.step("exchange"); err != nil {
		return err
	}
	err := t.sys.exchange(t.dir, staged)
	if err != nil && cannotExchange(err) {
		err = t.swapByRenames(staged)
	}
	if err != nil {
		return err
	}
	t.sys.syncDir(filepath.Dir(t.dir))
	t.sys.syncDir(t.work)
	return nil
}

// swapByRenames leaves for an instant no site at all; recover knows.
func (t *Tree) swapByRenames(staged string) error {
	aside := filepath.Join(t.work, asideName)
	if err := t.sys.step("rename old"); err != nil {
		return err
	}
	if err := t.sys.rename(t.dir, aside); err != nil {
		return err
	}
	err := t.sys.step("rename new")
	if err == nil {
		err = t.sys.rename(staged, t.dir)
	}
	if err != nil {
		return errors.Join(err, os.Rename(aside, t.dir))
	}
	_ = os.Rename(aside, staged) // or the next Open sweeps it
	return nil
}

// recover brings back or ends what a killed build left.
func (t *Tree) recover() error {
	if err := t.recoverAside(); err != nil {
		return err
	}
	return t.resumeEach()
}

// recoverAside sees to the old tree of two renames. Without a published folder
// it is the last good site, and goes back. Beside a folder with a manifest it
// is a leftover. Beside any other folder, somebody made one in between: an empty
// one gives way, and of two that both have something only a person can choose.
func (t *Tree) recoverAside() error {
	aside := filepath.Join(t.work, asideName)
	if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(t.dir, manifestName)); err == nil {
		return sweep(aside)
	}
	if err := os.Remove(t.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &RefusedError{Path: t.dir, Reason: Leftover, Aside: aside}
	}
	return os.Rename(aside, t.dir)
}

// sweep removes a tree of ours, even one with folders that were taken over
// without the right to write in them. It follows no link.
func sweep(name string) error {
	if os.RemoveAll(name) == nil {
		return nil
	}
	_ = filepath.WalkDir(name, func(sub string, d fs.DirEntry, _ error) error {
		if d != nil && d.IsDir() {
			_ = os.Chmod(sub, 0o700)
		}
		return nil
	})
	return os.RemoveAll(name)
}
