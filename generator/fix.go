package generator

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"essaim/generator/internal/build"
	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
)

// FixedFile is a file of the site that Fix corrects.
type FixedFile struct {
	Path  string // slash path from the site's root
	Fixes int    // corrections, one at least
	Diff  string // unified, with the line ends of the file
}

// Fix corrects what is sure in site.yaml and in the pages, and returns the files
// that it changed: site.yaml, then pages by path. Nothing else in them changes,
// and each is replaced in one go. With dryRun nothing is written.
//
// After an error, the files that are returned are corrected and the others are
// as they were.
func (s *Site) Fix(ctx context.Context, dryRun bool) ([]FixedFile, error) {
	if s.root == nil && !dryRun {
		return nil, errors.New("a site that is not in a folder cannot be corrected")
	}
	var fixed []FixedFile
	fix := func(name string, repair func(data []byte) ([]byte, int)) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		// The file that a link leads to has its own turn, if it is a page.
		if info, err := fs.Lstat(s.opts.FS, name); err != nil || !info.Mode().IsRegular() {
			return err
		}
		data, problems, err := content.ReadPage(s.opts.FS, name)
		if err != nil || problems != nil {
			return err
		}
		repaired, n := repair(data)
		if n == 0 {
			return nil
		}
		if !dryRun {
			if err := s.replace(name, data, repaired); err != nil {
				return &fs.PathError{Op: "fix", Path: name, Err: err}
			}
		}
		fixed = append(fixed, FixedFile{name, n, unified(name, data, repaired)})
		return nil
	}
	err := fix(config.File, func(data []byte) ([]byte, int) { return content.RepairYAML(config.File, data) })
	if err != nil {
		return fixed, err
	}
	pages, err := build.Pages(s.options())
	if err != nil {
		return fixed, err
	}
	found, err := pages.Scan()
	if err != nil {
		return fixed, err
	}
	ids := map[string]bool{}
	for _, p := range found.Pages {
		ids[p.ID] = true
	}
	for _, p := range found.Pages {
		if err := fix(p.Path, func(data []byte) ([]byte, int) { return pages.Repair(p.Path, data, ids) }); err != nil {
			return fixed, err
		}
	}
	return fixed, nil
}

// replace writes data in place of old, the bytes of a file: whoever reads it,
// even after a crash, finds one or the other, whole.
func (s *Site) replace(name string, old, data []byte) (err error) {
	f, err := s.root.OpenFile(name, os.O_WRONLY, 0) // a file that may not be written is not replaced either
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	temp := path.Join(path.Dir(name), ".essaim-"+content.NewID(name)+"~") // no page, and not published
	if err := s.root.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if f, err = s.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.root.Remove(temp))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	now, err := s.root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, old) {
		return content.ErrChanged
	}
	return s.root.Rename(temp, name)
}

// unified returns the difference between two states of a file, which `patch`
// and `git apply` read.
func unified(name string, old, data []byte) string {
	text := string(diff.Diff(name, lines(old), name, lines(data)))
	_, text, _ = strings.Cut(text, "\n") // the command that would show the same
	return text
}

// lines returns text with line ends that a diff knows: those of old Macs are none.
func lines(text []byte) []byte {
	if bytes.IndexByte(text, '\n') >= 0 {
		return text
	}
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}
