package live

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long the files must be quiet before a build: editors save in
// several steps, and git checks out a thousand files one by one.
const settle = 60 * time.Millisecond

// watched are the files and folders of a site that its pages are made from.
var watched = []string{"site.yaml", "content", "static", "themes", "donnees"}

// Watch calls changed once when it begins to watch the site in dir, so that no
// change is missed, then each time its files have changed and are quiet again,
// until ctx is done.
func Watch(ctx context.Context, dir string, changed func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch the site: %w", err)
	}
	defer w.Close()
	// The root itself is watched, not site.yaml: editors replace files.
	if err := w.Add(dir); err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	for _, name := range watched {
		if err := addFolders(w, filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	changed()
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				timer.Reset(settle) // some events are lost: build anyway
				continue
			}
			return fmt.Errorf("watch the site: %w", err)
		case event := <-w.Events:
			if !matters(dir, event) {
				continue
			}
			if event.Has(fsnotify.Create) {
				if err := addFolders(w, event.Name); err != nil {
					return err
				}
			}
			timer.Reset(settle)
		case <-timer.C:
			changed()
		}
	}
}

// addFolders watches a folder and all those below it; a file, or what is gone
// by now, is nothing to watch.
func addFolders(w *fsnotify.Watcher, folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.IsDir() {
			return err
		}
		if err := w.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("watch %s: %w", name, err)
		}
		return nil
	})
}

// matters says whether an event may change the site.
func matters(dir string, event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	rel, err := filepath.Rel(dir, event.Name)
	if err != nil {
		return false
	}
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	base := filepath.Base(event.Name)
	if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || base == "4913" { // editors' own files
		return false
	}
	for _, name := range watched {
		if first == name {
			return true
		}
	}
	return false
}
