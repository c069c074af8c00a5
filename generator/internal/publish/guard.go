package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// checkFolder refuses a folder that a build must not replace.
func checkFolder(dir string, protect []string) error {
	switch {
	case !filepath.IsAbs(dir):
		return &RefusedError{Path: dir, Reason: Relative}
	case filepath.Dir(dir) == dir:
		return &RefusedError{Path: dir, Reason: DiskRoot}
	case hasReservedName(filepath.Base(dir)):
		return &RefusedError{Path: dir, Reason: Protected}
	}
	info, err := realFolder(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it can hold nothing worth protecting
	}
	if err != nil {
		return err
	}
	for _, p := range protect {
		if holds(info, p) {
			return &RefusedError{Path: dir, Reason: Protected}
		}
	}
	return nil
}

// realFolder returns what is known of the folder dir, or a *RefusedError when
// it is something else.
func realFolder(dir string) (fs.FileInfo, error) {
	info, err := os.Lstat(dir)
	switch {
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, &RefusedError{Path: dir, Reason: Symlink}
	case !info.IsDir():
		return nil, &RefusedError{Path: dir, Reason: NotDirectory}
	}
	return info, nil
}

// holds says whether path is the folder or lies in it, as written or once its
// links are followed. It compares files and not names: names have many
// spellings (capitals, links, short names), folders are one.
func holds(folder fs.FileInfo, path string) bool {
	paths := []string{filepath.Clean(path)}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		paths = append(paths, real)
	}
	for _, p := range paths {
		for up := ""; up != p; up, p = p, filepath.Dir(p) {
			if info, err := os.Stat(p); err == nil && os.SameFile(info, folder) {
				return true
			}
		}
	}
	return false
}
