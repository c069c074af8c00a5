package content

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// This file draws the line between a correction that is shown, for the author
// to judge, and one that is sure enough to be written: its value must be what
// was typed, to the letter, or what stands between quotes that can be nothing
// but delimiters.

// sureAsTyped reports whether a value that YAML does not read is a text, all of
// it: not the beginning of a list or of a block, a reference or a comment.
func sureAsTyped(v string) bool {
	return !strings.ContainsAny(v[:1], "[]{},-#|>") && !comment.MatchString(v) && !aliasName.MatchString(v)
}

var (
	aliasName = regexp.MustCompile(`^[*&!][0-9A-Za-z_-]*$`)
	comment   = regexp.MustCompile(`\s#`)
)

// sureApostrophes reports whether all that v has between its first and its last
// quote is text: the others are apostrophes within a word.
func sureApostrophes(v string) bool {
	if len(v) < 2 || !strings.HasSuffix(v, "'") {
		return false
	}
	return withinWords(strings.ReplaceAll(v[1:len(v)-1], "''", "'"), '\'')
}

// withinWords reports whether each c of s has a letter on both sides.
func withinWords(s string, c rune) bool {
	for i, found := range s {
		if found != c {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):])
		if !unicode.IsLetter(before) || !unicode.IsLetter(after) {
			return false
		}
	}
	return true
}

// sureQuotes reports whether all that v has between its first and its last quote
// is text: the others go by two around words, and a backslash can be nothing
// else.
func sureQuotes(v string) bool {
	if len(v) < 2 || !strings.HasSuffix(v, `"`) || strings.HasSuffix(v, `\"`) {
		return false
	}
	inner := []rune(strings.ReplaceAll(v[1:len(v)-1], `\"`, "''")) // what was escaped is text
	isWord := func(i int) bool {
		return i >= 0 && i < len(inner) && (unicode.IsLetter(inner[i]) || unicode.IsDigit(inner[i]))
	}
	quotes := 0
	for i, c := range inner {
		switch {
		case c == '\\' && (i+1 == len(inner) || strings.ContainsRune("0abtnvfre \t/\\N_LPxuU", inner[i+1])):
			return false
		case c == '"' && (quotes%2 == 0 && isWord(i-1) || quotes%2 == 1 && isWord(i+1)):
			return false
		case c == '"':
			quotes++
		}
	}
	return quotes%2 == 0
}

// sureLong reports whether the lines of a value are one text.
func sureLong(lines []string) bool {
	joined := strings.TrimSpace(lines[0])
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if tightKey.MatchString(line) || strings.HasPrefix(line, "- ") {
			return false
		}
		joined += " " + line
	}
	switch joined = strings.TrimRight(joined, " "); joined[0] {
	case '\'':
		return sureApostrophes(joined) && !strings.Contains(joined, "''")
	case '"':
		return sureQuotes(joined) && !strings.Contains(joined, `\`)
	}
	return diagnose(joined).sure
}

// names reports whether a key, with its colon, is that of a field.
func (m *mender) names(key string) bool {
	key, _, _ = strings.Cut(strings.TrimSpace(key), ":")
	return m.known != nil && m.known(key)
}

// namesField reports whether a value may rather be a field of a group, written
// on the line of the group: "image: fichier: robot.jpg".
func (m *mender) namesField(value string) bool {
	return tightKey.MatchString(value) && (m.known == nil || m.names(value))
}

// sureOfTabs reports whether lines say the same whatever the width of the tabs
// that indented some of them. It is false as well when such a line only reads
// once it is moved.
func (m *mender) sureOfTabs(from, to int) bool {
	var moved []int
	for _, d := range m.mends {
		if d.rule == "tabulation" {
			moved = append(moved, d.index)
		}
	}
	if moved == nil {
		return true
	}
	var meant yaml.Node
	if decodeYAML(m.text(from, to), &meant) != nil {
		return false
	}
	mended := slices.Clone(m.lines[from:to])
	defer copy(m.lines[from:to], mended)
	reads := false
	for _, width := range []int{2, 4, 8} {
		for _, i := range moved {
			m.lines[i] = strings.Repeat(" ", tabbed(m.old[i], width)) + strings.TrimLeft(m.lines[i], " ")
		}
		if m.check(from, to) != nil {
			continue
		}
		var doc yaml.Node
		if decodeYAML(m.text(from, to), &doc) != nil || !alike(&doc, &meant) || m.budget < 0 {
			return false
		}
		reads = true
	}
	return reads
}

// tabbed returns the width of the indentation of a line where tabs go to the
// next multiple of width.
func tabbed(line string, width int) int {
	n := 0
	for _, c := range line {
		switch {
		case c == '\t':
			n += width - n%width
		case unicode.IsSpace(c):
			n++
		default:
			return n
		}
	}
	return n
}

// alike reports whether two nodes say the same.
func alike(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, alike)
}
