// Package publish puts a finished site into its public folder so that it
// cannot half-happen: whoever looks, whatever is killed, the folder is the
// whole old site or the whole new one.
//
//	t, err := publish.Open(ctx, "/site/public", publish.Options{})
//	defer t.Abort()
//	err = t.Put("projets/robots/index.html", page) // from many goroutines
//	res, err := t.Commit()
//
// The new tree grows beside the old one, in .essaim/<folder>/neuf of the same
// parent, hence on the same file system. Put writes there only the files whose
// bytes changed. Commit completes it with hard links to all the rest, flushes
// it to the disk, and exchanges the two folders in one system call. A file that
// did not change is therefore still the same file, with its time and inode, and
// a build that changes nothing touches nothing. What the old tree shares with
// the new one stays beside it, as the start of the next (twin.go).
//
// # What is ours
//
// The manifest, .essaim-manifeste, is a file of the tree and is switched with
// it: it cannot disagree with what it describes. Each of its lines is the
// SHA-256, the size and the path of a file that a build wrote. Any other file
// of the folder is foreign (.git, CNAME, .well-known…): it follows into the new
// tree, and is never changed nor removed. A file of ours that is no longer Put
// is removed, unless its bytes are no longer those we wrote: then somebody cares
// for it, it is kept and said. Without a readable manifest all is foreign.
//
// # Where folders cannot be exchanged
//
// Three ways, tried in this order; swap.go chooses, swap_*.go know the platforms.
//
//   - Exchange (Linux, macOS): one call, no moment without a site.
//   - Two renames (Windows, old file systems): the old tree is moved aside, the
//     new one in. Killed between the two, the next Open moves the old one back.
//   - File by file (the folder is a mount point, as in a container): the new
//     files are first brought whole onto that file system, then renamed one by
//     one, assets before the pages that ask for them, indexes and feeds last.
//     Readers may meet both sites for that moment. Killed there, the next Open
//     ends the work; nothing is ever torn.
//
// # For who reads the folder
//
// An exchange gives the path a new directory: a program that keeps the folder
// itself open (a working directory, an [os.Root], an inotify watch) must open it
// again after a Commit. Files already open stay readable to their end.
package publish
