package site

import (
	"net/url"
	"strings"
)

// Address is where something is published, from the root of the site and
// without a leading slash: "" is the home page, "projets/robots/" a page,
// "projets/flux.xml" a file. It is lower-case ASCII, but for the files of
// static/, which keep the names they have.
type Address string

// File returns the path of the file in public/ that answers this address.
func (a Address) File() string {
	if a == "" || strings.HasSuffix(string(a), "/") {
		return string(a) + "index.html"
	}
	return string(a)
}

// Place is where a link is written: the address of the output that holds it,
// and whether that output is read from a disk. Links from a Place are relative,
// so that the same tree works under any prefix.
type Place struct {
	Address Address
	Offline bool   // link to index.html: no server completes a folder's address
	Root    string // link from this path instead: "/groupe/site/"; for 404.html, which is served under any address
}

// To returns the relative link from p to the address a, escaped, never empty.
func (p Place) To(a Address) string {
	target := string(a)
	if p.Offline {
		target = a.File()
	}
	if p.Root != "" {
		return p.Root + escape(target)
	}
	from := strings.Split(string(p.Address), "/")
	from = from[:len(from)-1]
	to := strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	link := strings.Repeat("../", len(from)) + strings.Join(to, "/")
	if link == "" {
		return "./"
	}
	// RFC 3986 §4.2: a colon in the first segment would read as a scheme.
	if first, _, _ := strings.Cut(link, "/"); strings.Contains(first, ":") {
		link = "./" + link
	}
	return escape(link)
}

// escape writes a path as a URL has it; most need nothing.
func escape(path string) string { return (&url.URL{Path: path}).EscapedPath() }
