package content

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"essaim/generator/site"
)

// edit replaces data[start:end].
type edit struct {
	start, end int
	text       string
}

// apply returns data with the fixes of several problems, and those that were
// made. Those of one problem are made all or not at all: not where other bytes
// are found, nor where they meet those of a problem before.
func apply(data []byte, problems [][]site.Fix) (fixed []byte, made [][]site.Fix) {
	if len(problems) == 0 {
		return data, nil
	}
	lines := linesOf(data)
	var edits []edit
	for _, fixes := range problems {
		if more, ok := locate(data, lines, fixes); ok && fit(edits, more) {
			for _, e := range more {
				if !slices.Contains(edits, e) { // two problems of one line have the same fix
					edits = append(edits, e)
				}
			}
			made = append(made, fixes)
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	at := 0
	for _, e := range edits {
		fixed = append(append(fixed, data[at:e.start]...), e.text...)
		at = e.end
	}
	return append(fixed, data[at:]...), made
}

// fileLine is where a line of a file is: its text, then its end, "" after the
// last one.
type fileLine struct {
	start, stop int
	end         string
}

// linesOf finds the lines of a file as Parse counts them, whatever ends each;
// columns count from after the byte order mark.
func linesOf(data []byte) (lines []fileLine) {
	for start := len(data) - len(bytes.TrimLeft(data, "\ufeff")); ; {
		n := bytes.IndexAny(data[start:], "\r\n")
		if n < 0 {
			return append(lines, fileLine{start: start, stop: len(data)})
		}
		line := fileLine{start, start + n, string(data[start+n])}
		if bytes.HasPrefix(data[line.stop:], []byte("\r\n")) {
			line.end = "\r\n"
		}
		lines = append(lines, line)
		start = line.stop + len(line.end)
	}
}

// locate finds what fixes replace; false when that is not there.
func locate(data []byte, lines []fileLine, fixes []site.Fix) (edits []edit, ok bool) {
	for _, f := range fixes {
		if f.Line < 1 || f.Line > len(lines) || f.Col < 1 {
			return nil, false
		}
		line := lines[f.Line-1]
		start := line.start + f.Col - 1
		if start > line.stop || !bytes.HasPrefix(data[start:line.stop], []byte(f.Old)) {
			return nil, false
		}
		end := line.end
		if f.Line > 1 { // the last line has none
			end = lines[f.Line-2].end
		}
		edits = append(edits, edit{start, start + len(f.Old), strings.ReplaceAll(f.New, "\n", end)})
	}
	return edits, len(edits) > 0
}

// fit reports whether edits can be made with others.
func fit(others, edits []edit) bool {
	for _, e := range edits {
		meets := func(o edit) bool {
			return o != e && (o.start == e.start || o.start < e.end && e.start < o.end)
		}
		if slices.ContainsFunc(others, meets) {
			return false
		}
	}
	return true
}
