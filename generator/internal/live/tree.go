package live

import (
	"bytes"
	"sync"

	"essaim/generator/internal/publish"
)

// Tree is a published site kept in memory. It is safe for concurrent use.
type Tree struct {
	mu    sync.RWMutex
	files map[string][]byte
	turn  int           // number of the build that is shown
	next  chan struct{} // closed when another one is
}

// NewTree returns an empty tree.
func NewTree() *Tree { return &Tree{files: map[string][]byte{}, next: make(chan struct{})} }

// File returns the bytes of a file of the last build.
func (t *Tree) File(path string) ([]byte, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	data, ok := t.files[path]
	return data, ok
}

// Turn returns the number of the build that is shown, and a channel that is
// closed when another takes its place.
func (t *Tree) Turn() (int, <-chan struct{}) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.turn, t.next
}

// Begin starts a build that will take the place of what is shown.
func (t *Tree) Begin() *Draft { return &Draft{tree: t, files: map[string][]byte{}} }

// Draft is a build under way. Put may be called from several workers.
type Draft struct {
	tree  *Tree
	mu    sync.Mutex
	files map[string][]byte
}

// Put adds a file.
func (d *Draft) Put(path string, data []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files[path] = data
	return nil
}

// Commit shows the draft in place of the former build, all at once.
func (d *Draft) Commit() (publish.Result, error) {
	t := d.tree
	t.mu.Lock()
	defer t.mu.Unlock()
	var r publish.Result
	for path, data := range d.files {
		r.Bytes += int64(len(data))
		if old, ok := t.files[path]; ok && bytes.Equal(old, data) {
			r.Unchanged++
			continue
		}
		r.Written++
	}
	for path := range t.files {
		if _, ok := d.files[path]; !ok {
			r.Removed++
		}
	}
	if r.Written+r.Removed == 0 {
		return r, nil
	}
	t.files = d.files
	t.turn++
	close(t.next)
	t.next = make(chan struct{})
	return r, nil
}
