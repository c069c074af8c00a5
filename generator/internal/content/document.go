package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// maxFront is what the front matter of a page may weigh, in bytes.
const maxFront = 64 << 10

// maxProblems bounds what is said of one file.
const maxProblems = 100

// Document is one file of content, read.
type Document struct {
	File string
	// Meta is the mapping of the front matter, empty when there is none; never
	// nil. Every node has its line and byte column in the file, every key is a
	// scalar met once, and there are no aliases.
	Meta *yaml.Node
	// Partial says that some lines of the front matter could not be read: what
	// Meta lacks may be written there.
	Partial  bool
	Body     []byte // text after the front matter, with LF line ends; often shares the memory of data
	BodyLine int    // line of the file where Body begins, from 1
	Hash     uint64 // of the bytes of the file

	front frontLines
}

// Parse reads a file of content. The document is nil when nothing of it can be
// used, and then one of the problems at least is an error.
func Parse(file string, data []byte) (*Document, []site.Problem) {
	return parse(file, data, nil)
}

// parse is Parse for who knows which words name a field; known may be nil.
func parse(file string, data []byte, known func(word string) bool) (*Document, []site.Problem) {
	r := reader{file: file, known: known}
	doc := r.read(data)
	if doc != nil {
		doc.front = r.front
	}
	if len(r.problems) > maxProblems { // what is not said is not corrected, nor the rest
		for i := range r.problems {
			r.problems[i].Fixes = nil
		}
	}
	return doc, site.SortProblems(r.problems)
}

// reader reads one file and collects what is wrong with it.
type reader struct {
	file     string
	bare     bool                   // the file is YAML throughout
	known    func(word string) bool // whether a word names a field; nil when that is not known
	front    frontLines
	problems []site.Problem
}

func (r *reader) read(data []byte) *Document {
	if size := int64(len(data)); size > maxPage {
		r.problems = append(r.problems, pageTooBig(r.file, size))
		return nil
	}
	text, ok := r.decode(data)
	if !ok {
		return nil
	}
	front, ok := r.cut(text)
	if !ok {
		return nil
	}
	r.checkCharacters(text, front)
	doc := &Document{File: r.file, Body: text[front.end:], BodyLine: front.bodyLine, Hash: hash(data)}
	if doc.Meta, ok = r.meta(text, front); doc.Meta == nil {
		return nil
	}
	doc.Partial = !ok
	return doc
}

// subject is what messages call the YAML that is read.
func (r *reader) subject() string {
	if r.bare {
		return "ce fichier"
	}
	return "l'en-tête"
}

// hash is the same on every machine and in every run: it is kept between builds.
func hash(data []byte) uint64 {
	sum := sha256.Sum256(data)
	return binary.BigEndian.Uint64(sum[:8])
}

// report notes a problem; line 0 means the whole file.
func (r *reader) report(severity site.Severity, line, col int, rule, message, hint string) {
	switch {
	case len(r.problems) > maxProblems:
		return
	case len(r.problems) == maxProblems:
		message, hint = fmt.Sprintf("plus de %d erreurs dans ce fichier : les suivantes ne sont pas montrées", maxProblems), ""
		severity = site.Error
	}
	r.problems = append(r.problems, site.Problem{
		Pos:      site.Pos{File: r.file, Line: line, Col: col},
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}

// fixable reports a problem with its correction.
func (r *reader) fixable(fixes []site.Fix, severity site.Severity, line, col int, rule, message, hint string) {
	n := len(r.problems)
	if r.report(severity, line, col, rule, message, hint); n < maxProblems {
		r.problems[n].Fixes = fixes
	}
}

func (r *reader) errorf(line, col int, rule, hint, format string, args ...any) {
	r.report(site.Error, line, col, rule, fmt.Sprintf(format, args...), hint)
}

// place returns the line and byte column of text[offset], from 1.
func place(text []byte, offset int) (line, col int) {
	before := text[:offset]
	return 1 + bytes.Count(before, []byte("\n")), offset - bytes.LastIndexByte(before, '\n')
}

// lineAt returns the line of text that holds text[offset], without its end.
func lineAt(text []byte, offset int) []byte {
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	return line
}
