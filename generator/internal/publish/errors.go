package publish

import (
	"errors"
	"fmt"
)

// ErrBusy says that another build is publishing into the same folder, and was
// still at it after Options.LockWait.
var ErrBusy = errors.New("another build is publishing into this folder")

// ForeignFileError says that something which no build wrote stands where a file
// of the site should go.
type ForeignFileError struct {
	Path string // slash path below the folder, of what stands there
}

// Error implements error.
func (e *ForeignFileError) Error() string {
	return fmt.Sprintf("%s: not written by a build, left as it is", e.Path)
}

// NameError says that a path cannot be published: it is absolute or leaves the
// folder, has an empty element, a backslash or a control character, is not
// UTF-8, or begins with ".essaim", which is kept for the builds themselves.
type NameError struct {
	Path string // as given
}

// Error implements error.
func (e *NameError) Error() string {
	return fmt.Sprintf("%q: not a path that can be published", e.Path)
}

// Reason says why a folder was refused.
type Reason uint8

// The reasons of a RefusedError.
const (
	Relative     Reason = iota // the path given is not absolute
	Symlink                    // a symbolic link: what it leads to is not ours to replace
	NotDirectory               // a file, or something else that is no folder
	DiskRoot                   // the root of the file system
	Protected                  // holds, or is, a folder of Options.Protect or the builds' own
	Leftover                   // a killed build left the last good site in RefusedError.Aside, and the folder was filled by someone else since
)

// String returns the reason in English, for Error.
func (r Reason) String() string {
	return [...]string{
		"not an absolute path", "a symbolic link", "not a folder", "the root of the file system",
		"holds files that are not made by a build", "filled while a former site waits aside",
	}[r]
}

// RefusedError says that nothing may be published into a folder. Nothing was
// changed.
type RefusedError struct {
	Path   string // the folder, or the part of it that is wrong
	Reason Reason
	Aside  string // with Leftover: where the last good site is; else ""
}

// Error implements error.
func (e *RefusedError) Error() string {
	if e.Aside != "" {
		return fmt.Sprintf("publish into %s: %s (%s)", e.Path, e.Reason, e.Aside)
	}
	return fmt.Sprintf("publish into %s: %s", e.Path, e.Reason)
}
