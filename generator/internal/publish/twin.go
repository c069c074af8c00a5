package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// The twin is the old tree of the last publication, kept in the staging folder
// and cut down to the files of ours that the new tree has too: hard links to
// them, in folders that are not empty, and nothing else. The next publication
// then makes only the links and folders that are missing. Without it, one
// changed page among 10 000 would make and remove 10 000 folders, which takes
// ext4 seconds.
//
// Nobody has to believe it: complete looks at each file, and makes again a link
// that is not to the very file of the public folder.

// openStaging opens the staging folder on the twin, or empty. The mark of the
// twin names the manifest it goes with, and is gone while a build works: a
// killed one leaves no twin.
func (t *Tree) openStaging() error {
	mark := filepath.Join(t.work, twinName)
	said, err := os.ReadFile(mark)
	t.twin = err == nil && string(said) == hex.EncodeToString(t.oldSum[:])
	if err := os.Remove(mark); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	staging := filepath.Join(t.work, stagingName)
	if !t.twin {
		if err := sweep(staging); err != nil {
			return err
		}
	}
	if err := os.Mkdir(staging, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	t.staging, err = os.OpenRoot(staging)
	return err
}

// close ends the work in the staging folder: what is in it is a twin of the
// tree whose manifest has that sum, or is removed.
func (t *Tree) close(twin bool, sum [sha256.Size]byte) error {
	t.closeRoots()
	if !twin {
		return sweep(filepath.Join(t.work, stagingName))
	}
	return os.WriteFile(filepath.Join(t.work, twinName), hex.AppendEncode(nil, sum[:]), 0o644)
}

// unstage takes back from the staging folder what Put wrote there.
func (t *Tree) unstage() error {
	if t.failed != nil {
		return t.failed // it may have written more than it says
	}
	for name, f := range t.files {
		if !f.staged {
			continue
		}
		if err := t.staging.Remove(name); err != nil {
			return err
		}
		removeEmpty(t.staging, path.Dir(name))
	}
	return nil
}

// trimTwin removes from the twin the files of ours that were not Put.
func (t *Tree) trimTwin() error {
	if !t.twin {
		return nil
	}
	for _, e := range t.old {
		if _, put := t.files[e.path]; put || !realFolders(t.staging, path.Dir(e.path)) {
			continue
		}
		if info, err := t.staging.Lstat(e.path); err != nil || info.IsDir() {
			continue // not in it, or a folder of the new tree already
		}
		if err := t.staging.Remove(e.path); err != nil {
			return err
		}
		removeEmpty(t.staging, path.Dir(e.path))
	}
	return nil
}

// shared says whether the staging tree has this very file already. If it has
// another one, that one goes.
func (t *Tree) shared(c carried) bool {
	if !t.twin || !c.info.Type().IsRegular() {
		return false
	}
	from, to := t.both(c.path)
	staged, err := os.Lstat(to)
	if err != nil {
		return false
	}
	public, err := os.Lstat(from)
	if err == nil && os.SameFile(public, staged) {
		return true
	}
	_ = os.Remove(to)
	return false
}

// retire cuts the old tree, which nobody sees any more, down to a twin. What
// somebody else put there since the survey moves to the new tree.
func (t *Tree) retire() error {
	if err := t.sys.step("retire"); err != nil {
		return err
	}
	_, err := t.retireDir(".")
	return err
}

// retireDir cuts down one directory, and says whether it is empty then.
func (t *Tree) retireDir(dir string) (empty bool, err error) {
	public, former := t.both(dir)
	entries, err := os.ReadDir(former)
	if err != nil {
		return false, err
	}
	left := len(entries)
	for _, e := range entries {
		rel := path.Join(dir, e.Name())
		old, now := filepath.Join(former, e.Name()), filepath.Join(public, e.Name())
		f, put := t.files[rel]
		foreign := !put && rel != manifestName && !t.old.has(rel) && !t.old.below(rel)
		switch {
		case put && !f.staged:
			continue
		case foreign && newer(old, now) && rescue(old, now) == nil:
			left--
			continue
		case e.IsDir():
			if empty, err := t.retireDir(rel); err != nil || !empty {
				if err != nil {
					return false, err
				}
				continue
			}
		}
		if err := os.Remove(old); err != nil {
			return false, err
		}
		left--
	}
	return left == 0, nil
}

// rescue moves a late file to the new tree, which may not have its folder.
func rescue(old, now string) error {
	if err := os.MkdirAll(filepath.Dir(now), 0o755); err != nil {
		return err
	}
	return os.Rename(old, now)
}

// newer says whether b is missing, or is another file than a and older. Of
// directories and links, only whether it is missing.
func newer(a, b string) bool {
	there, err := os.Lstat(b)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	here, err := os.Lstat(a)
	return err == nil && here.Mode().IsRegular() && !os.SameFile(here, there) && here.ModTime().After(there.ModTime())
}
