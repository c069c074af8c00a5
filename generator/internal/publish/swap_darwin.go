package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// syncEach is false where flush reaches everything at once.
const syncEach = false

// flush asks the system to bring all that was written to the disk. macOS has no
// call for one file system, and this one does not wait for the drive's own
// cache: an fsync of each file would not either.
func flush(string) error { return unix.Sync() }

// syncDir makes a rename inside dir outlive a power cut. The rename is already
// visible and right, so there is nothing to say if it cannot.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// exchange gives each of two directories the place of the other, at once.
func exchange(a, b string) error {
	if err := unix.RenamexNp(a, b, unix.RENAME_SWAP); err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// cannotExchange says that the file system has no exchange; a rename may work.
func cannotExchange(err error) bool {
	return errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP)
}

// cannotMove says that a folder has to stay where it is: it is a mount point
// (EBUSY, EXDEV).
func cannotMove(err error) bool {
	return errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EXDEV)
}

// otherMount says that a hard link failed because its two ends are on two file
// systems, or two mounts of one.
func otherMount(err error) bool { return errors.Is(err, unix.EXDEV) }

// keepOwner gives path the owner of what it replaces. Only root can in general:
// a build in a container must not take a .git folder from its user.
func keepOwner(path string, of fs.FileInfo) {
	if st, ok := of.Sys().(*syscall.Stat_t); ok {
		_ = os.Lchown(path, int(st.Uid), int(st.Gid))
	}
}
