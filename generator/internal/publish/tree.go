package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Options of Open. The zero value is what the commands use.
type Options struct {
	// LockWait is how long to wait for another build; 2 s when zero.
	LockWait time.Duration
	// Protect lists absolute paths of folders that publishing must never
	// replace (the site's root, its content): a folder that is one of them, or
	// holds one, is refused.
	Protect []string

	sys system // what tests replace
}

// Result says what a Commit did. All is about the files given to Put.
type Result struct {
	Written   int      // new, or with other bytes than before
	Unchanged int      // not touched
	Removed   int      // files of former builds that are no more
	Bytes     int64    // of all the files Put
	Kept      []string // files of former builds, no longer Put but changed by hand since: left alone; sorted
}

// Tree is one publication under way. It holds the lock on its folder until
// Commit or Abort.
type Tree struct {
	dir  string // what is published
	work string // <parent>/.essaim/<folder>, ours alone while the lock is held
	sys  system
	lock *flock.Flock

	public  *os.Root // dir; nil when there is none yet
	staging *os.Root
	old     manifest
	oldSum  [sha256.Size]byte // of the manifest's own bytes, to see that nothing changed
	stands  sync.Map          // directory of public → what is there, a footing
	making  sync.Mutex        // held to make a directory in staging
	made    sync.Map          // directories made there
	twin    bool              // staging began as a twin, see twin.go
	copied  bool              // staging has copies where links should be

	mu     sync.Mutex
	files  map[string]file // what was Put
	failed error           // of the first Put that failed
	done   bool
}

type file struct {
	stamp
	staged bool // false: the bytes in public are these already
}

// Open starts publishing into dir, the absolute path of a folder that need not
// exist. It waits for the lock, ends or clears what a killed build left, and
// reads the manifest of the tree that is there. Its errors are ErrBusy (wrapped),
// a *RefusedError, ctx's own, or those of the machine.
func Open(ctx context.Context, dir string, opts Options) (*Tree, error) {
	dir = filepath.Clean(dir)
	if err := checkFolder(dir, opts.Protect); err != nil {
		return nil, err
	}
	t := &Tree{
		dir:   dir,
		work:  filepath.Join(filepath.Dir(dir), reserved, filepath.Base(dir)),
		sys:   opts.sys.orReal(),
		files: map[string]file{},
	}
	if err := t.makeWork(); err != nil {
		return nil, err
	}
	if err := t.takeLock(ctx, opts.LockWait); err != nil {
		return nil, err
	}
	ready := false
	defer func() {
		if !ready {
			t.release()
		}
	}()
	if err := t.prepare(); err != nil {
		return nil, err
	}
	ready = true
	return t, nil
}

// makeWork makes the builds' own folder, refusing one that leads elsewhere.
func (t *Tree) makeWork() error {
	if err := os.MkdirAll(filepath.Dir(t.dir), 0o755); err != nil {
		return fmt.Errorf("prepare %s: %w", t.dir, err)
	}
	for _, d := range []string{filepath.Dir(t.work), t.work} {
		if err := os.Mkdir(d, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("prepare %s: %w", t.dir, err)
		}
		if _, err := realFolder(d); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) takeLock(ctx context.Context, wait time.Duration) error {
	if wait == 0 {
		wait = 2 * time.Second
	}
	short, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	t.lock = flock.New(filepath.Join(t.work, lockName), flock.SetPermissions(0o644))
	locked, err := t.lock.TryLock() // once at least, however short the wait
	if !locked && err == nil {
		_, err = t.lock.TryLockContext(short, 20*time.Millisecond)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("wait for the lock on %s: %w", t.dir, ctx.Err())
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", t.dir, ErrBusy)
	}
	return fmt.Errorf("lock %s: %w", t.dir, err)
}

// prepare brings the folder to a known state and opens both trees.
func (t *Tree) prepare() error {
	if err := t.recover(); err != nil {
		return err
	}
	public, err := os.OpenRoot(t.dir)
	if err == nil {
		t.public = public
		t.old, t.oldSum, err = readManifest(public, manifestName)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open %s: %w", t.dir, err)
	}
	if err := t.openStaging(); err != nil {
		return fmt.Errorf("prepare %s: %w", t.dir, err)
	}
	return nil
}

// Abort gives up: the folder stays as it was. After Commit it does nothing, so
// that it can be deferred.
func (t *Tree) Abort() error {
	if !t.finish() {
		return nil
	}
	defer t.release()
	if err := t.close(t.unstage() == nil, t.oldSum); err != nil {
		return fmt.Errorf("give up %s: %w", t.dir, err)
	}
	return nil
}

// finish is true for the first of Commit and Abort only.
func (t *Tree) finish() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := !t.done
	t.done = true
	return first
}

// closeRoots comes before a switch too: Windows does not move what is open.
func (t *Tree) closeRoots() {
	for _, r := range []**os.Root{&t.public, &t.staging} {
		if *r != nil {
			_ = (*r).Close()
			*r = nil
		}
	}
}

// release leaves the lock file where it is: removing it would let two builds
// hold two locks of one name.
func (t *Tree) release() {
	t.closeRoots()
	_ = t.lock.Unlock()
}
