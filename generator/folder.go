package generator

import (
	"io/fs"
	"path"
)

// folder is a folder of a file system as a file system of its own. Unlike that
// of fs.Sub its Stat opens nothing, and so does not wait on a pipe.
type folder struct {
	fs  fs.FS
	dir string
}

func (f folder) path(name string) string { return path.Join(f.dir, name) }

// Open implements [fs.FS].
func (f folder) Open(name string) (fs.File, error) { return f.fs.Open(f.path(name)) }

// Stat implements [fs.StatFS].
func (f folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.fs, f.path(name)) }

// ReadFile implements [fs.ReadFileFS].
func (f folder) ReadFile(name string) ([]byte, error) { return fs.ReadFile(f.fs, f.path(name)) }

// ReadDir implements [fs.ReadDirFS].
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.fs, f.path(name)) }
