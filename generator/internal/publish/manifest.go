package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// stamp tells two contents apart.
type stamp struct {
	sum  [sha256.Size]byte
	size int64 // bytes
}

// entry is one line of a manifest.
type entry struct {
	path string
	stamp
}

func compareEntries(a, b entry) int {
	return cmp.Or(strings.Compare(a.path, b.path), bytes.Compare(a.sum[:], b.sum[:]), cmp.Compare(a.size, b.size))
}

// manifest lists the files that builds wrote, in the order of compareEntries.
// A path has several entries when any of these contents may be there: while a
// tree is put in place file by file.
type manifest []entry

// newManifest sorts entries and drops repetitions.
func newManifest(entries []entry) manifest {
	slices.SortFunc(entries, compareEntries)
	return slices.Compact(entries)
}

// at returns the entries of the path name.
func (m manifest) at(name string) manifest {
	i, found := slices.BinarySearchFunc(m, name, func(e entry, p string) int { return strings.Compare(e.path, p) })
	if !found {
		return nil
	}
	n := i
	for n < len(m) && m[n].path == name {
		n++
	}
	return m[i:n]
}

// has says whether name is the path of one of ours.
func (m manifest) has(name string) bool { return len(m.at(name)) > 0 }

// below says whether a file of ours is in the directory dir, however deep.
func (m manifest) below(dir string) bool {
	prefix := dir + "/"
	i, _ := slices.BinarySearchFunc(m, prefix, func(e entry, p string) int { return strings.Compare(e.path, p) })
	return i < len(m) && strings.HasPrefix(m[i].path, prefix)
}

// above says whether a file of ours has the path of a directory above name.
func (m manifest) above(name string) bool {
	for up := path.Dir(name); up != "."; up = path.Dir(up) {
		if m.has(up) {
			return true
		}
	}
	return false
}

// bytes returns the manifest as it is written: lines "sha256-hex size path".
func (m manifest) bytes() []byte {
	var b []byte
	for _, e := range m {
		b = hex.AppendEncode(b, e.sum[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, e.size, 10)
		b = append(b, ' ')
		b = append(b, e.path...)
		b = append(b, '\n')
	}
	return b
}

// parseManifest reads what bytes wrote, and nothing else: one odd line and the
// whole is damaged, because a wrong claim on a file could remove it.
func parseManifest(data []byte) (m manifest, ok bool) {
	m = make(manifest, 0, bytes.Count(data, []byte("\n")))
	for rest := string(data); rest != ""; {
		line, after, found := strings.Cut(rest, "\n")
		e, valid := parseEntry(line)
		if !found || !valid || len(m) > 0 && compareEntries(m[len(m)-1], e) >= 0 {
			return nil, false
		}
		m, rest = append(m, e), after
	}
	return m, true
}

func parseEntry(line string) (entry, bool) {
	sum, rest, _ := strings.Cut(line, " ")
	size, name, _ := strings.Cut(rest, " ")
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != size || checkName(name) != nil {
		return entry{}, false
	}
	e := entry{path: strings.Clone(name), stamp: stamp{size: n}}
	if len(sum) != 2*sha256.Size || strings.ToLower(sum) != sum {
		return entry{}, false
	}
	_, err = hex.Decode(e.sum[:], []byte(sum))
	return e, err == nil
}

// readManifest reads a manifest and the sum of its bytes. A missing or damaged
// one is an empty manifest: nothing is ours.
func readManifest(root *os.Root, name string) (manifest, [sha256.Size]byte, error) {
	var none [sha256.Size]byte
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, none, nil
	}
	if err != nil {
		return nil, none, err
	}
	if !info.Mode().IsRegular() {
		return nil, none, &ForeignFileError{name}
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return nil, none, err
	}
	m, ok := parseManifest(data)
	if !ok {
		return nil, none, nil
	}
	return m, sha256.Sum256(data), nil
}
