package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
)

// Put hands over the file at path, a slash path below the folder. Many
// goroutines may call it at once; data is not kept. Bytes equal to those
// already there leave that file untouched. A path can be Put once.
//
// Its errors are a *NameError, a *ForeignFileError, or those of the machine.
// After one, Commit refuses: a tree without that file is not the tree meant.
func (t *Tree) Put(path string, data []byte) error {
	err := t.put(path, data)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("publish %s: %w", path, err)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed == nil {
		t.failed = err
	}
	return err
}

func (t *Tree) put(path string, data []byte) error {
	if err := checkName(path); err != nil {
		return err
	}
	f := file{stamp: stamp{sum: sha256.Sum256(data), size: int64(len(data))}}
	if err := t.claim(path, f); err != nil {
		return err
	}
	same, err := t.published(path, data)
	if err != nil || same {
		return err
	}
	if err := t.stage(path, data); err != nil {
		return err
	}
	f.staged = true
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files[path] = f
	return nil
}

func (t *Tree) claim(path string, f file) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return errors.New("after Commit or Abort")
	}
	if _, twice := t.files[path]; twice {
		return errors.New("put twice")
	}
	t.files[path] = f
	return nil
}

// footing is what stands at the path of a directory of the published tree.
type footing struct {
	dir      bool   // a real directory
	obstacle string // else the path, itself or above, of what is in the way; "" when nothing is
}

// footing looks at each directory once. It follows no link: below one, nothing
// is ours.
func (t *Tree) footing(dir string) (footing, error) {
	if dir == "." {
		return footing{dir: t.public != nil}, nil
	}
	if known, ok := t.stands.Load(dir); ok {
		return known.(footing), nil
	}
	found, err := t.footing(path.Dir(dir))
	if err != nil {
		return footing{}, err
	}
	if found.dir {
		info, err := t.public.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			found = footing{}
		case err != nil:
			return footing{}, err
		case !info.IsDir():
			found = footing{obstacle: dir}
		}
	}
	t.stands.Store(dir, found)
	return found, nil
}

// published says whether the file at path has these bytes already; what stands
// there and is not ours is a *ForeignFileError.
func (t *Tree) published(name string, data []byte) (bool, error) {
	up, err := t.footing(path.Dir(name))
	if err != nil {
		return false, err
	}
	if up.obstacle != "" && !t.old.has(up.obstacle) {
		return false, &ForeignFileError{up.obstacle}
	}
	if !up.dir {
		return false, nil
	}
	info, err := t.public.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		same, err := sameBytes(t.public, name, data)
		if err != nil || same {
			return same, err
		}
	}
	// A directory that held files of ours may become a file; Commit sees
	// whether something foreign is in it.
	if info.IsDir() && t.old.below(name) || !info.IsDir() && t.old.has(name) {
		return false, nil
	}
	return false, &ForeignFileError{name}
}

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// sameBytes compares as it reads, so that no second copy of data is needed.
func sameBytes(root *os.Root, name string, data []byte) (bool, error) {
	f, err := root.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buf := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buf)
	for {
		n, err := f.Read(buf[:])
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// stage writes a file of the new tree.
func (t *Tree) stage(name string, data []byte) error {
	if err := t.sys.step("stage " + name); err != nil {
		return err
	}
	if err := t.stageDir(path.Dir(name)); err != nil {
		return err
	}
	if t.twin {
		// Never written through: what stands there is also in the public folder.
		if err := t.staging.RemoveAll(name); err != nil {
			return err
		}
	}
	return writeNew(t.staging, name, data)
}

// stageDir makes a directory of the new tree, and those above it.
func (t *Tree) stageDir(dir string) error {
	if _, ok := t.made.Load(dir); ok || dir == "." {
		return nil
	}
	t.making.Lock()
	defer t.making.Unlock()
	err := t.staging.MkdirAll(dir, 0o755)
	if err != nil && t.twin {
		t.makeWay(dir)
		err = t.staging.MkdirAll(dir, 0o755)
	}
	if err == nil {
		t.made.Store(dir, true)
	}
	return err
}

// makeWay removes the file of the twin that is where a directory comes.
func (t *Tree) makeWay(dir string) {
	for up := dir; up != "."; up = path.Dir(up) {
		if info, err := t.staging.Lstat(up); err == nil && !info.IsDir() {
			_ = t.staging.Remove(up)
		}
	}
}
