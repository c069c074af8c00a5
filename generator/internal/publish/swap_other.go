//go:build !linux && !darwin

package publish

import (
	"errors"
	"io/fs"
)

// syncEach is true where only a file that is open can be flushed: Put does it.
const syncEach = true

func flush(string) error { return nil }

// syncDir does nothing: Windows cannot flush a directory, and its file systems
// write renames to their journal in order.
func syncDir(string) {}

// exchange does not exist here.
func exchange(_, _ string) error { return errors.ErrUnsupported }

func cannotExchange(err error) bool { return errors.Is(err, errors.ErrUnsupported) }

// cannotMove is true of any failure: Windows refuses to rename a folder while a
// program has a file of it open, or stands in it; file by file mostly works.
func cannotMove(err error) bool { return err != nil }

// otherMount is always false: a link that fails is replaced by a copy.
func otherMount(error) bool { return false }

func keepOwner(string, fs.FileInfo) {}
