package content

import "strings"

// frontLines are the lines of a front matter, as they are typed and as they
// were read; those that were corrected differ.
type frontLines struct {
	first    int // line of the file
	old, now []string
}

// typed returns a line of the file as it is typed; "" when it is not one of
// the front matter, or was read as another.
func (l frontLines) typed(line int) string {
	i := line - l.first
	if i < 0 || i >= len(l.old) || l.old[i] != l.now[i] {
		return ""
	}
	return l.old[i]
}

// end returns the line after the last one: that of the closing dashes.
func (l frontLines) end() int { return l.first + len(l.old) }

// leaveOut reports the first line that cannot be read and blanks it, with
// those that follow.
func (m *mender) leaveOut(from, to int) {
	at := from + m.readable(from, to)
	if at == to {
		return
	}
	err := m.check(from, at+1)
	if err == errNotFields {
		err = nil
	}
	_, indent := indentation(m.lines[at])
	hint := "La ligne : " + shortened(strings.TrimSpace(m.lines[at]))
	switch rest := strings.TrimSpace(strings.Join(m.lines[at+1:to], "")); {
	case rest == "":
	case from == 0 && to == len(m.lines):
		hint += "\nCe qui suit n'est pas lu."
	default:
		hint += "\nLa suite de ce champ n'est pas lue."
	}
	m.errorf(m.first+at, m.column(at, indent+1), "yaml", hint, "%s", sentence(err))
	for i := at; i < to; i++ {
		m.lines[i] = ""
	}
}

// readable returns how many of the lines, from the first, read without the
// others: the next one is where the mistake is, which yaml.v3 often places
// elsewhere.
func (m *mender) readable(from, to int) int {
	const near = 40
	good, bad := from, to
	for bad-good > 1 {
		probe := bad - 1 // an open quote may hide what follows: from the end is surer
		if bad-good > near || m.budget < 0 {
			probe = (good + bad) / 2
		}
		if m.check(from, probe) == nil {
			good = probe
		} else {
			bad = probe
		}
	}
	return good - from
}

// column returns the byte column in the file of a byte column in a line that
// may have been mended.
func (m *mender) column(index, col int) int {
	old, now := m.old[index], m.lines[index]
	if old == now {
		return min(col, len(old)+1)
	}
	_, o := indentation(old)
	_, n := indentation(now)
	if col <= n+1 {
		return o + 1
	}
	old, now, col = old[o:], now[n:], col-n-1
	prefix := 0
	for prefix < min(len(old), len(now)) && old[prefix] == now[prefix] {
		prefix++
	}
	suffix := 0
	for suffix < min(len(old), len(now))-prefix && old[len(old)-1-suffix] == now[len(now)-1-suffix] {
		suffix++
	}
	switch {
	case col <= prefix:
	case col >= len(now)-suffix:
		col = len(old) - (len(now) - col)
	default:
		col = prefix
	}
	return o + 1 + col
}
