package site

import (
	"cmp"
	"fmt"
	"slices"
)

// Pos is a place in a file of the author's.
type Pos struct {
	File string // slash path from the site root, "content/projets/robots.md"
	Line int    // from 1; 0 when the whole file is meant
	Col  int    // from 1, in bytes, as gofmt and most editors count; 0 with Line
}

// String returns "file:line:col", or "file" when the whole file is meant.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Severity says what a problem does to a build.
type Severity uint8

const (
	Error   Severity = iota // the site is not published
	Warning                 // published, and said; an error with --strict
	Info                    // said, and never more
)

// String returns the word scripts rely on: "error", "warning" or "info".
func (s Severity) String() string { return [...]string{"error", "warning", "info"}[s] }

// MarshalText writes the severity as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is a mistake of an author's: where it is, what is wrong and what to
// do, in French. It is collected, never returned as an error.
type Problem struct {
	Pos
	Severity Severity
	Rule     string // stable name, "vocabulaire"; never translated
	Message  string // one line, no full stop
	Hint     string // what to do, may be several lines; "" when there is nothing to add
	Fixes    []Fix  // the repair, when it is sure; nil when the author must decide
}

// Fix is the replacement of a few bytes of a file, or an insertion when Old is
// "". It is not made where other bytes than Old are found.
type Fix struct {
	Line, Col int    // from 1, in bytes, as in Pos
	Old, New  string // on one line; a New may hold more lines, with "\n" between them
}

// SortProblems puts problems in the order they are shown: by file, place,
// severity, rule and message. Repetitions are dropped.
func SortProblems(problems []Problem) []Problem {
	slices.SortStableFunc(problems, compareProblems)
	return slices.CompactFunc(problems, func(a, b Problem) bool { return compareProblems(a, b) == 0 })
}

func compareProblems(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
		cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message), cmp.Compare(a.Hint, b.Hint))
}

// Tally counts problems by severity.
type Tally struct{ Errors, Warnings, Infos int }

// Count returns how many problems of each severity there are.
func Count(problems []Problem) Tally {
	var t Tally
	for _, p := range problems {
		switch p.Severity {
		case Error:
			t.Errors++
		case Warning:
			t.Warnings++
		default:
			t.Infos++
		}
	}
	return t
}
