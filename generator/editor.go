package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"essaim/generator/internal/build"
	"essaim/generator/internal/config"
	"essaim/generator/internal/editor"
	"essaim/generator/site"
)

// EditorFile is one of the files that set up a text editor for a site.
type EditorFile struct {
	Path    string // slash path from the site's root
	Written bool   // it was not there, or was as essaim made it before
	Kept    bool   // someone changed it, or it is not essaim's: left alone
}

// SetUpEditor writes the files that set up a text editor for the site, by path:
// those that are not there, and those that are as essaim made them but not up
// to date. What someone changed is left alone.
func (s *Site) SetUpEditor() ([]EditorFile, error) {
	declared, err := build.Schema(s.options())
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return nil, fmt.Errorf("open the site: %w", err)
	}
	defer root.Close()
	var done []EditorFile
	for _, f := range editorFiles(declared) {
		file, err := setUp(root, f)
		if err != nil {
			return done, err
		}
		done = append(done, file)
	}
	return done, nil
}

func editorFiles(declared *site.Schema) []editor.File {
	settings, _ := jsonSchema(declared, config.File) // site.yaml always has one
	return editor.Files(declared, settings)
}

func setUp(root *os.Root, f editor.File) (EditorFile, error) {
	done := EditorFile{Path: f.Path}
	info, err := root.Lstat(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		done.Written = true
		return done, writeNew(root, f.Path, f.Data)
	}
	if err != nil {
		return done, err
	}
	if !info.Mode().IsRegular() { // a link or a pipe is somebody's
		done.Kept = true
		return done, nil
	}
	old, err := root.ReadFile(f.Path)
	switch {
	case err != nil:
		return done, err
	case !editor.Ours(old):
		done.Kept = true
		return done, nil
	case bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), f.Data):
		return done, nil
	}
	if err := root.Remove(f.Path); err != nil { // what a crash loses here, the next run writes
		return done, err
	}
	done.Written = true
	return done, writeNew(root, f.Path, f.Data)
}
