package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// mostReads bounds how often a file is read again to be corrected: three times
// are usual, as a value may be respelled once its quotes are right.
const mostReads = 64

// Repair returns a page with every correction that is sure, and how many were
// made: data itself when there is none. Nothing else of the file changes, least
// of all its body. What is repaired once has nothing left to repair.
//
// A page of a type that has its folder gets an identifier that is not in taken,
// which holds those of all pages; it is added there.
func (s *Scanner) Repair(name string, data []byte, taken map[string]bool) ([]byte, int) {
	read := func(data []byte) reading { return s.study(name, data) }
	return repair(data, read, func(now reading) (reading, int) { return now.identify(read, name, taken) })
}

// RepairYAML does for a file that is YAML from end to end, such as site.yaml,
// what Repair does for a page, as far as YAML goes.
func RepairYAML(file string, data []byte) ([]byte, int) {
	read := func(data []byte) reading {
		root, problems := YAML(file, data)
		r := reading{data: data, usable: root != nil, meta: root}
		r.note(problems)
		return r
	}
	return repair(data, read, func(now reading) (reading, int) { return now, 0 })
}

// repair corrects a file again and again, and when nothing is left to correct
// tries what comes last.
func repair(data []byte, read func([]byte) reading, last func(reading) (reading, int)) ([]byte, int) {
	first := read(data)
	reads, now, made := 0, first, 0
	counted := func(data []byte) reading {
		if reads++; reads > mostReads {
			return reading{}
		}
		return read(data)
	}
	for reads <= mostReads {
		next, n := now.correct(counted)
		if n == 0 {
			next, n = last(now)
		}
		if n == 0 {
			break
		}
		now, made = next, made+n
	}
	if reads > mostReads || now.errors+now.passing > first.errors+first.passing {
		return data, 0 // something is not as sure as it seems
	}
	return now.data, made
}

// reading is what is understood of a file, and what can be corrected in it.
type reading struct {
	data    []byte
	usable  bool
	meta    *yaml.Node    // of a file that is all YAML
	doc     *Document     // of a page
	page    *site.Page    // of a page
	values  schema.Values // of a page
	sound   bool          // every line of its front matter is read, as it is typed
	errors  int           // those that the author must mend
	passing int           // those that have fixes
	fixes   [][]site.Fix  // of each problem that has some
}

func (s *Scanner) study(name string, data []byte) reading {
	doc, problems := parse(name, data, s.known)
	r := reading{data: data, usable: doc != nil, doc: doc}
	if doc != nil {
		r.sound = !slices.ContainsFunc(problems, func(p site.Problem) bool { return p.Severity == site.Error && p.Line < doc.BodyLine })
		var more []site.Problem
		r.page, r.values, more = s.facts(doc, true)
		problems = append(problems, more...)
	}
	r.note(problems)
	return r
}

func (r *reading) note(problems []site.Problem) {
	for _, p := range problems {
		switch {
		case p.Fixes != nil && r.usable:
			r.fixes = append(r.fixes, p.Fixes)
			if p.Severity == site.Error {
				r.passing++
			}
		case p.Severity == site.Error:
			r.errors++
		}
	}
}

// correct makes the fixes of a reading, without those that would do harm, and
// reads the outcome; 0 when none is left.
func (r *reading) correct(read func([]byte) reading) (reading, int) {
	best, kept := *r, [][]site.Fix(nil)
	var try func(fixes [][]site.Fix)
	try = func(fixes [][]site.Fix) {
		data, made := apply(r.data, slices.Concat(kept, fixes))
		if len(made) == len(kept) {
			return
		}
		if next := read(data); r.agrees(next) {
			best, kept = next, made
		} else if half := len(fixes) / 2; half > 0 {
			try(fixes[:half])
			try(fixes[half:])
		}
	}
	try(r.fixes)
	return best, len(kept)
}

// identify gives a page the identifier that it lacks.
func (r *reading) identify(read func([]byte) reading, name string, taken map[string]bool) (reading, int) {
	if !r.sound || r.page.Type.Folder == "" || r.page.Intro {
		return *r, 0
	}
	id := NewID(name)
	for i := 2; taken[id]; i++ {
		id = NewID(name + "#" + strconv.Itoa(i))
	}
	data, made := apply(r.data, [][]site.Fix{r.doc.addID(id)})
	if len(made) == 0 {
		return *r, 0
	}
	next := read(data)
	if !r.agrees(next) || next.page.ID != id {
		return *r, 0
	}
	taken[id] = true
	return next, 1
}

// addID returns what writes an identifier: on the line that waits for it, or
// else on a new one, the last of the front matter; nil when it has one, or is
// not made of lines.
func (d *Document) addID(id string) []site.Fix {
	for i := 0; i+1 < len(d.Meta.Content); i += 2 {
		key, value := d.Meta.Content[i], d.Meta.Content[i+1]
		if french.Fold(key.Value) != "id" {
			continue
		}
		line := d.front.typed(key.Line)
		after, found := strings.CutPrefix(line[min(key.Column-1, len(line)):], "id:")
		if !found || value.Tag != "!!null" || value.Value != "" {
			return nil
		}
		blanks := after[:len(after)-len(strings.TrimLeft(after, " \t"))]
		if blanks != after { // a comment
			blanks = ""
		}
		return []site.Fix{{Line: key.Line, Col: key.Column, Old: "id:" + blanks, New: "id: " + id}}
	}
	if d.front.first == 0 || d.Meta.Style&yaml.FlowStyle != 0 {
		return nil
	}
	indent := ""
	if len(d.Meta.Content) > 0 {
		indent = strings.Repeat(" ", d.Meta.Content[0].Column-1)
	}
	return []site.Fix{{Line: d.front.end(), Col: 1, New: indent + "id: " + id + "\n"}}
}

// known reports whether a word is the key of a field, of any type at any depth.
func (s *Scanner) known(word string) bool {
	for _, t := range s.Schema.Types {
		if among(t.Fields, word) {
			return true
		}
	}
	return false
}

func among(fields []*site.Field, word string) bool {
	for _, f := range fields {
		if f.Key == word || slices.Contains(f.Synonyms, word) || among(f.Fields, word) {
			return true
		}
	}
	return false
}

// agrees reports whether nothing is lost from one reading to the next: no more
// errors for the author, the same body, and all that was understood is understood
// alike.
func (r *reading) agrees(next reading) bool {
	switch {
	case !next.usable || next.errors > r.errors:
		return false
	case r.meta != nil:
		return sameNode(r.meta, next.meta)
	}
	return bytes.Equal(r.doc.Body, next.doc.Body) && keeps(r.values, next.values)
}
