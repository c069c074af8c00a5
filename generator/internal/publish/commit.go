package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
)

// plan is what a Commit is about to do.
type plan struct {
	Result
	fresh manifest // of the new tree
	sum   [sha256.Size]byte
	kept  map[string]bool // the paths of Result.Kept
	idle  bool            // the published tree is the new tree already
}

// Commit makes the new tree visible all at once, and removes the files of
// former builds that were not Put again. When nothing changed it touches
// nothing. After an error the folder is as it was, unless it can only be
// changed file by file: then the next Open ends what was begun. Every Put must
// have returned before.
func (t *Tree) Commit() (Result, error) {
	if !t.finish() {
		return Result{}, fmt.Errorf("publish into %s: after Commit or Abort", t.dir)
	}
	defer t.release()
	p, err := t.commit()
	if err != nil {
		return Result{}, errors.Join(err, t.close(false, t.oldSum))
	}
	return p.Result, nil
}

func (t *Tree) commit() (plan, error) {
	if t.failed != nil {
		return plan{}, t.failed
	}
	p, err := t.plan()
	if err != nil {
		return p, fmt.Errorf("publish into %s: %w", t.dir, err)
	}
	twin := true
	if !p.idle {
		if twin, err = t.show(p); err != nil {
			return p, fmt.Errorf("publish into %s: %w", t.dir, err)
		}
	}
	// The new site is in place: what is left to sweep up, the next Open can.
	_ = t.close(twin, p.sum)
	return p, nil
}

// plan sorts the files of ours, Put and former, into those written, unchanged,
// removed and kept.
func (t *Tree) plan() (plan, error) {
	p := plan{kept: map[string]bool{}}
	entries := make([]entry, 0, len(t.files))
	for name, f := range t.files {
		entries = append(entries, entry{name, f.stamp})
		p.Bytes += f.size
		if f.staged {
			p.Written++
		} else {
			p.Unchanged++
		}
	}
	for i, e := range t.old {
		if _, put := t.files[e.path]; put || i > 0 && t.old[i-1].path == e.path {
			continue
		}
		ours, there, err := t.intact(e.path)
		if err != nil {
			return p, err
		}
		switch {
		case ours:
			p.Removed++
		case there:
			// It stays in the manifest, to be said at each build until
			// somebody decides.
			entries = append(entries, t.old.at(e.path)...)
			p.kept[e.path] = true
			p.Kept = append(p.Kept, e.path)
		}
	}
	slices.Sort(p.Kept)
	p.fresh = newManifest(entries)
	p.sum = sha256.Sum256(p.fresh.bytes())
	p.idle = t.public != nil && p.Written+p.Removed == 0 && p.sum == t.oldSum
	return p, nil
}

// intact says whether something is there at the path of a file of ours, and
// whether it has the bytes a build wrote.
func (t *Tree) intact(name string) (ours, there bool, err error) {
	up, err := t.footing(path.Dir(name))
	if err != nil || !up.dir {
		return false, false, err
	}
	return intact(t.public, t.old.at(name))
}

// intact compares the file of these entries, all of one path, with each.
func intact(root *os.Root, entries manifest) (ours, there bool, err error) {
	name := entries[0].path
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	if info.IsDir() {
		return false, false, nil // what is in it has its own answer
	}
	sized := func(e entry) bool { return e.size == info.Size() }
	if !info.Mode().IsRegular() || !slices.ContainsFunc(entries, sized) {
		return false, true, nil
	}
	found, err := stampOf(root, name)
	if err != nil {
		return false, false, err
	}
	return slices.Contains(entries, entry{name, found}), true, nil
}

func stampOf(root *os.Root, name string) (stamp, error) {
	f, err := root.Open(name)
	if err != nil {
		return stamp{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return stamp{[sha256.Size]byte(h.Sum(nil)), n}, err
}

// writeManifest makes the staging tree say what it is.
func (t *Tree) writeManifest(m manifest) error {
	if err := t.sys.step("manifest"); err != nil {
		return err
	}
	return writeNew(t.staging, manifestName, m.bytes())
}

// writeNew writes a file that must not exist: on a file system that ignores
// case, "A" and "a" are one.
func writeNew(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && syncEach {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
