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

// flush brings all that was written on the file system of dir to the disk: one
// call, where an fsync of each file would take minutes for a large site.
func flush(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some sandboxes have no syncfs; the switch is as whole without it, only
	// less sure against a power cut.
	if err := unix.Syncfs(int(d.Fd())); err != nil && !errors.Is(err, unix.ENOSYS) {
		return &os.PathError{Op: "syncfs", Path: dir, Err: err}
	}
	return nil
}

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
	if err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE); err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// cannotExchange says that the file system has no exchange; a rename may work.
func cannotExchange(err error) bool {
	return errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EOPNOTSUPP)
}

// cannotMove says that a folder has to stay where it is: it is a mount point
// (EBUSY) or lies in a lower layer of an overlay (EXDEV).
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
