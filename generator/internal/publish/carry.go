package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// carried is something of the old tree that belongs in the new one as it is: a
// file of ours that did not change, or anything foreign.
type carried struct {
	path string // slash path below the folder
	info fs.DirEntry
}

// survey lists what the new tree takes over from the old one, directories
// before what they hold. It refuses with a *ForeignFileError when something
// foreign has no place in the new tree.
func (t *Tree) survey(p plan) ([]carried, error) {
	var found []carried
	unchanged := 0
	err := filepath.WalkDir(t.dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name != t.dir {
			return nil // foreign, and gone while we looked
		}
		if err != nil || name == t.dir {
			return err
		}
		rel := filepath.ToSlash(name[len(t.dir)+1:])
		f, put := t.files[rel]
		switch {
		case rel == manifestName:
			return nil
		case rel == arrivedName || rel == arrivingName:
			return fs.SkipDir
		case d.IsDir() && t.old.below(rel):
			return nil // ours: it exists if it still has files
		case put && f.staged:
			return nil
		case put:
			unchanged++
		case t.old.has(rel) && !d.IsDir() && !p.kept[rel]:
			return nil // removed
		case t.taken(rel, d.IsDir(), p):
			return &ForeignFileError{rel}
		}
		found = append(found, carried{rel, d})
		return nil
	})
	if err == nil && unchanged != p.Unchanged {
		err = fmt.Errorf("%s: changed while the build was publishing", t.dir)
	}
	return found, err
}

// taken says whether the new tree has a file where the foreign path needs a
// directory, or a directory where it is a file.
func (t *Tree) taken(name string, isDir bool, p plan) bool {
	return p.fresh.above(name) || !isDir && p.fresh.below(name)
}

// complete adds the carried to the staging tree.
func (t *Tree) complete(list []carried) error {
	if err := t.trimTwin(); err != nil {
		return err
	}
	var dirs []carried
	for _, c := range list {
		if t.shared(c) {
			continue
		}
		if err := t.sys.step("carry " + c.path); err != nil {
			return err
		}
		if err := t.stageDir(path.Dir(c.path)); err != nil {
			return err
		}
		if c.info.IsDir() {
			dirs = append(dirs, c)
		}
		if err := t.carry(c); err != nil {
			return err
		}
	}
	// Last, and from below: a folder may be one that nobody can write in.
	for _, c := range slices.Backward(dirs) {
		if err := t.likeOld(c.path); err != nil {
			return err
		}
	}
	return t.likeOld(".")
}

func (t *Tree) carry(c carried) error {
	from, to := t.both(c.path)
	switch {
	case c.info.IsDir():
		return t.stageDir(c.path)
	case c.info.Type()&fs.ModeSymlink != 0:
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	}
	err := t.sys.link(from, to)
	_, put := t.files[c.path]
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist) && !put:
		return nil // foreign, and gone while we looked
	case otherMount(err), errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist), !c.info.Type().IsRegular():
		return err
	}
	// No hard links here, too many, or not of this file (fs.protected_hardlinks).
	t.copied = true
	return copyFile(from, to)
}

// both returns the place of a path in the old tree and in the new.
func (t *Tree) both(name string) (old, staged string) {
	name = filepath.FromSlash(name)
	return filepath.Join(t.dir, name), filepath.Join(t.work, stagingName, name)
}

// likeOld gives a directory of the new tree the mode and owner of the old one.
func (t *Tree) likeOld(dir string) error {
	old, staged := t.both(dir)
	info, err := os.Lstat(old)
	if err != nil {
		return err
	}
	keepOwner(staged, info)
	return os.Chmod(staged, info.Mode())
}

// copyFile copies a file with its mode and time.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil && syncEach {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	keepOwner(to, info)
	return errors.Join(os.Chmod(to, info.Mode()), os.Chtimes(to, info.ModTime(), info.ModTime()))
}
