package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// mendBudget bounds, in bytes of YAML read, the search for remedies: some
// 100 ms in the worst of cases.
const mendBudget = 2 << 20

// parserCost is what starting to read costs, in the same bytes.
const parserCost = 1 << 10

// mender corrects in memory the lines of a front matter that YAML does not
// read, so that the others are checked in the same run.
type mender struct {
	*reader
	first      int // line of the file where lines[0] is
	old, lines []string
	mends      []mend
	budget     int
}

// mend is a correction that was made: in n lines from index on.
type mend struct {
	index, n, col int
	rule, message string
	sure          bool // what was meant is beyond doubt
}

var (
	chunkStart  = regexp.MustCompile(`^(?:[\pL_][\pL\pN_.-]*[ \x{a0}\x{202f}]?:|"[^"]*" ?:|'[^']*' ?:)`)
	entryKey    = regexp.MustCompile(`^(?:"[^"]*"|'[^']*'|[\pL_][\pL\pN_.-]*)[ \x{a0}\x{202f}]?:(?:[ \t]+|$)`)
	tightKey    = regexp.MustCompile(`^[a-z_][a-z0-9_]*:(?:[ \t]+|$)`)
	gluedKey    = regexp.MustCompile(`^( *[a-z_][a-z0-9_]*:)[\x{a0}\x{202f}]*([^\s/:].*)$`)
	stuckColon  = regexp.MustCompile(`^( *[a-z_][a-z0-9_]*)[ \x{a0}\x{202f}]:[\x{a0}\x{202f}]+([^\s:].*)$`)
	swallowed   = regexp.MustCompile(`^[a-z_][a-z0-9_]*:(?:\p{Lu}|[^/:].*\s)`)
	blockScalar = regexp.MustCompile(`^[|>][-+1-9]{0,2}(?:\s+#.*)?$`)
)

// mend corrects what it can, says all of it, and decodes the outcome into doc;
// false when some lines had to be left out.
func (m *mender) mend(doc *yaml.Node) bool {
	m.lines = slices.Clone(m.lines)
	whole := true
	m.blankMarks()
	m.dedent()
	for from := 0; from < len(m.lines) && len(m.problems) <= maxProblems; {
		to := from + 1
		for to < len(m.lines) && !chunkStart.MatchString(m.lines[to]) {
			to++
		}
		if m.check(from, to) != nil {
			whole = m.mendChunk(from, to) && whole
		}
		from = to
	}
	if decodeYAML(m.text(0, len(m.lines)), doc) != nil {
		m.leaveOut(0, len(m.lines))
		whole = false
		if decodeYAML(m.text(0, len(m.lines)), doc) != nil {
			*doc = yaml.Node{}
		}
	}
	return whole
}

// blankMarks takes away the lines at which YAML would stop reading.
func (m *mender) blankMarks() {
	for i, line := range m.lines {
		if mark, rest := line[:min(3, len(line))], line[min(3, len(line)):]; (mark == "..." || mark == "---") && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
			m.errorf(m.first+i, 1, "yaml", "Supprimez cette ligne.", "« %s » marque la fin de l'en-tête : ce qui suit ne serait pas lu", mark)
			m.lines[i] = ""
		}
	}
}

// dedent brings back to the margin the first fields, when the others are there.
func (m *mender) dedent() {
	to := slices.IndexFunc(m.lines, chunkStart.MatchString)
	from := slices.IndexFunc(m.lines, func(line string) bool {
		line = strings.TrimSpace(line)
		return line != "" && line[0] != '#'
	})
	if to < 0 || from >= to || !strings.HasPrefix(m.lines[from], " ") || m.check(from, to) != nil {
		return
	}
	margin := len(m.lines[from]) - len(strings.TrimLeft(m.lines[from], " "))
	for i := from; i < to; i++ {
		m.lines[i] = m.lines[i][min(margin, len(m.lines[i])-len(strings.TrimLeft(m.lines[i], " "))):]
	}
	m.mends = []mend{{from, to - from, margin + 1, "yaml", misaligned, true}}
	m.say(true)
}

const misaligned = "cette ligne n'est pas alignée avec les autres"

// mendChunk mends the lines of one top-level field.
func (m *mender) mendChunk(from, to int) bool {
	m.mends = m.mends[:0]
	m.mendIndents(from, to)
	m.mendValues(from, to)
	whole := m.check(from, to) == nil || len(m.mends) <= maxProblems && m.align(from, to)
	m.say(whole && m.sureOfTabs(from, to))
	if !whole {
		m.leaveOut(from, to)
	}
	return whole
}

// say reports the mends, each with the lines as they should read, and with the
// fix when it is sure.
func (m *mender) say(sure bool) {
	doubtful := map[int]bool{}
	for _, d := range m.mends {
		for i := d.index; i < d.index+d.n; i++ {
			doubtful[i] = doubtful[i] || !d.sure
		}
	}
	for _, d := range m.mends {
		var fixes []site.Fix
		if sure {
			fixes = m.fixes(d, doubtful)
		}
		m.fixable(fixes, site.Error, m.first+d.index, d.col, d.rule, d.message, m.shown(d))
	}
}

// shown returns the lines of a mend, as its hint gives them: the first ones,
// when it takes a whole book of them.
func (m *mender) shown(d mend) string {
	const most = 12
	lines := m.lines[d.index : d.index+d.n]
	if len(lines) > most {
		lines = append(slices.Clone(lines[:most-1]), "…")
	}
	return strings.Join(lines, "\n")
}

// fixes returns what corrects the lines of a mend; nil when one of them is in doubt.
func (m *mender) fixes(d mend, doubtful map[int]bool) (fixes []site.Fix) {
	for i := d.index; i < d.index+d.n; i++ {
		old, now := m.old[i], m.lines[i]
		switch {
		case doubtful[i] || suspicious([]byte(old)):
			return nil
		case old != now && strings.TrimSpace(old) != "":
			if blanks := old[len(strings.TrimRight(old, " \t")):]; !strings.HasSuffix(now, blanks) {
				now += blanks // they are nobody's mistake
			}
			fixes = append(fixes, site.Fix{Line: m.first + i, Col: 1, Old: strings.Clone(old), New: now})
		}
	}
	return fixes
}

func (m *mender) text(from, to int) []byte {
	return []byte(strings.Join(m.lines[from:to], "\n") + "\n")
}

var errNotFields = fmt.Errorf("not a mapping")

// check returns why lines do not read as fields; nil when they do.
func (m *mender) check(from, to int) error {
	var doc yaml.Node
	text := m.text(from, to)
	m.budget -= len(text) + parserCost
	if err := decodeYAML(text, &doc); err != nil {
		return err
	}
	if len(doc.Content) > 0 && doc.Content[0].Kind != yaml.MappingNode && doc.Content[0].Tag != "!!null" || oddKey(&doc) {
		return errNotFields
	}
	return nil
}

// strayed reports whether doc, although it is YAML, is not what its author
// meant: a field without its space, or shifted by no-break spaces.
func (m *mender) strayed(doc *yaml.Node) bool {
	if len(doc.Content) > 0 && doc.Content[0].Kind == yaml.ScalarNode {
		return slices.ContainsFunc(m.lines, gluedKey.MatchString) || slices.ContainsFunc(m.lines, stuckColon.MatchString)
	}
	return oddKey(doc)
}

// oddKey reports whether a key begins by a space that YAML takes for a letter,
// or holds a field and the beginning of its value.
func oddKey(node *yaml.Node) bool {
	for i, child := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 && child.Kind == yaml.ScalarNode && child.Style == 0 &&
			(strings.TrimLeftFunc(child.Value, unicode.IsSpace) != child.Value || swallowed.MatchString(child.Value)) {
			return true
		}
		if len(child.Content) > 0 && oddKey(child) {
			return true
		}
	}
	return false
}
