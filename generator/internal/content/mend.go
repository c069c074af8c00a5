package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// indentation returns the width of the indentation of a line, a tab counting
// for two columns, and its length in bytes.
func indentation(line string) (width, length int) {
	for i, c := range line {
		switch {
		case c == '\t':
			width += 2
		case unicode.IsSpace(c):
			width++
		default:
			return width, i
		}
	}
	return width, len(line)
}

// mendIndents replaces the tabs and no-break spaces that indent lines.
func (m *mender) mendIndents(from, to int) {
	block := -1 // indentation of the field whose block of text we are in
	for i := from; i < to; i++ {
		line := m.lines[i]
		width, length := indentation(line)
		if length == len(line) {
			continue
		}
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && spaces > block {
			continue // what follows is the text's own
		}
		if spaces < length {
			c, _ := utf8.DecodeRuneInString(line[spaces:])
			message := "cette ligne est décalée par une tabulation ; employez des espaces"
			if c != '\t' {
				message = "cette ligne est décalée par des espaces insécables ; employez des espaces ordinaires"
			}
			m.lines[i] = strings.Repeat(" ", width) + line[length:]
			m.mends = append(m.mends, mend{i, 1, spaces + 1, "tabulation", message, true})
		}
		if block < 0 || width <= block {
			block = -1
			if e, ok := entryOf(m.lines[i]); ok && blockScalar.MatchString(strings.TrimSpace(m.lines[i][e.value:])) {
				block = e.indent
			}
		}
	}
}

// entry is where a line holds a value: what belongs to it is indented more.
type entry struct{ indent, value int }

// entryOf finds the value in "key: value", "- value" or "- key: value"; false
// for any other line.
func entryOf(line string) (entry, bool) {
	i := len(line) - len(strings.TrimLeft(line, " "))
	pattern := entryKey
	e := entry{indent: i}
	for strings.HasPrefix(line[i:], "- ") {
		e.indent = i
		i = len(line) - len(strings.TrimLeft(line[i+1:], " "))
		pattern = tightKey
	}
	if loc := pattern.FindStringIndex(line[i:]); loc != nil {
		return entry{i, i + loc[1]}, true
	}
	e.value = i
	return e, pattern == tightKey
}

// mendValues quotes, or else corrects, each value that YAML does not read even
// when it stands alone.
func (m *mender) mendValues(from, to int) {
	for i := from; i < to; {
		if g := gluedKey.FindStringSubmatch(m.lines[i]); g != nil {
			m.mends = append(m.mends, mend{i, 1, m.column(i, len(g[1])+1), "deux-points", "il manque une espace après « : »", m.names(g[1])})
			m.lines[i] = g[1] + " " + g[2]
		}
		if g := stuckColon.FindStringSubmatch(m.lines[i]); g != nil {
			m.mends = append(m.mends, mend{i, 1, m.column(i, len(g[1])+1), "deux-points", "une espace insécable suit « : » ; employez une espace ordinaire", m.names(g[1])})
			m.lines[i] = g[1] + ": " + g[2]
		}
		e, ok := entryOf(m.lines[i])
		value := strings.TrimRight(m.lines[i][e.value:], " \t")
		if !ok || value == "" || value[0] == '#' {
			i++
			continue
		}
		i += m.mendValue(i, to, e, value)
	}
}

// mendValue mends the value of line i and returns how many lines it takes.
func (m *mender) mendValue(i, to int, e entry, value string) int {
	n := m.extent(i, to, e.indent)
	more := m.lines[i+1 : i+n]
	if blockScalar.MatchString(value) || m.reads(value, more) {
		return n
	}
	if strings.ContainsRune(`"'[{`, rune(value[0])) { // it may go on without an indentation
		for end := i + n; end < min(to, i+n+20); end++ {
			if m.reads(value, m.lines[i+1:end+1]) {
				return end + 1 - i
			}
		}
	}
	if n > 1 {
		m.mendLong(i, n, e, value)
		return n
	}
	r, ok := m.mendList(value)
	if !ok {
		r = remedyFor(value)
	}
	if m.reads(r.value, nil) {
		m.mends = append(m.mends, mend{i, 1, m.column(i, e.value+1), r.rule, r.message, r.sure && !m.namesField(value)})
		m.lines[i] = m.lines[i][:e.value] + r.value
	}
	return 1
}

// extent returns how many lines the value of line i takes: those that follow
// and are indented more, unless they are fields or items of their own.
func (m *mender) extent(i, to, indent int) int {
	n := 1
	for j := i + 1; j < to; j++ {
		width, length := indentation(m.lines[j])
		switch {
		case length == len(m.lines[j]):
			continue
		case width <= indent:
			return n
		case n == 1 && (tightKey.MatchString(m.lines[j][length:]) || strings.HasPrefix(m.lines[j][length:], "- ")):
			if e, _ := entryOf(m.lines[i]); !blockScalar.MatchString(strings.TrimSpace(m.lines[i][e.value:])) {
				return 1
			}
		}
		n = j + 1 - i
	}
	return n
}

// reads reports whether a value, alone, is YAML; true as well when the budget
// is spent or enough is said, so that nothing more is mended.
func (m *mender) reads(value string, more []string) bool {
	var b strings.Builder
	b.WriteString("k: " + value + "\n")
	for _, line := range more {
		b.WriteString(" " + line + "\n")
	}
	if m.budget -= b.Len() + parserCost; m.budget < 0 || len(m.mends) > maxProblems {
		return true
	}
	var doc yaml.Node
	if decodeYAML([]byte(b.String()), &doc) != nil {
		return false
	}
	return len(doc.Content) == 1 && doc.Content[0].Kind == yaml.MappingNode && len(doc.Content[0].Content) == 2
}

// mendLong puts between quotes a value of n lines.
func (m *mender) mendLong(i, n int, e entry, value string) {
	r := remedyFor(value)
	if strings.ContainsRune("[{", rune(value[0])) {
		return
	}
	lines := append([]string{value}, m.lines[i+1:i+n]...)
	sure := sureLong(lines) && !m.namesField(value)
	last := &lines[n-1]
	*last = strings.TrimRight(*last, " \t")
	switch q := value[:1]; {
	case q == `"` || q == "'":
		lines[0] = strings.TrimPrefix(lines[0], q)
		*last = strings.TrimSuffix(*last, q)
	case q == ">" || q == "|":
		lines[0] = strings.TrimLeft(lines[0], "|> ")
	case r.rule == "yaml" && strings.Contains(strings.Join(lines, " "), ": "):
		r.rule, r.message = "deux-points", "cette valeur contient « : », qui a un sens particulier ici ; mettez-la entre guillemets"
	}
	for j := range lines {
		lines[j] = escape(lines[j])
	}
	lines[0] = `"` + lines[0]
	*last += `"`
	if !m.reads(lines[0], lines[1:]) {
		return
	}
	m.mends = append(m.mends, mend{i, n, m.column(i, e.value+1), r.rule, r.message, sure})
	m.lines[i] = m.lines[i][:e.value] + lines[0]
	copy(m.lines[i+1:], lines[1:])
}

// mendList quotes the items of a list between brackets that cannot be read.
func (m *mender) mendList(value string) (r remedy, ok bool) {
	value, comment := splitComment(value)
	inner, opened := strings.CutPrefix(value, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if !opened || !closed {
		return r, false
	}
	items := strings.Split(inner, ",")
	sure := true
	for i, item := range items {
		text := strings.TrimSpace(item)
		if text != "" && !m.reads("["+text+"]", nil) {
			r = remedyFor(text)
			items[i] = strings.Replace(item, text, r.value, 1)
			sure = sure && r.sure
		}
	}
	r.value, r.sure = "["+strings.Join(items, ",")+"]"+comment, sure
	return r, r.rule != ""
}

// align gives a line that is out of place the indentation of one before it,
// again and again until the lines read; false when that does not help.
func (m *mender) align(from, to int) bool {
	for range 20 {
		if m.budget < 0 || !m.realign(from, from+m.readable(from, to)) {
			return false
		}
		if m.check(from, to) == nil {
			return true
		}
	}
	return false
}

func (m *mender) realign(from, at int) bool {
	line := m.lines[at]
	_, length := indentation(line)
	if _, ok := entryOf(line); !ok {
		return false
	}
	var tried []int
	for i := at - 1; i >= from && len(tried) < 8; i-- {
		e, ok := entryOf(m.lines[i])
		if !ok {
			continue
		}
		_, dash := indentation(m.lines[i])
		for _, indent := range []int{e.indent, dash} {
			if indent == length || slices.Contains(tried, indent) {
				continue
			}
			tried = append(tried, indent)
			m.lines[at] = strings.Repeat(" ", indent) + line[length:]
			if m.check(from, at+1) == nil {
				said := func(d mend) bool { return d.index == at && d.rule == "tabulation" }
				if !slices.ContainsFunc(m.mends, said) { // a tab is why it is out of place
					m.mends = append(m.mends, mend{at, 1, m.column(at, indent+1), "yaml", misaligned, false})
				}
				return true
			}
		}
	}
	m.lines[at] = line
	return false
}
