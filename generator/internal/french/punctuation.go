package french

import (
	"slices"
	"strings"
	"unicode"
)

// sign adds the space that is missing before the sign c at i, where it is
// certain that a word ends there and that the sign is its punctuation.
func (t *typesetter) sign(i int, c byte) {
	before := t.before(i)
	if isEdge(before) || t.braces > 0 || !t.takes(i, before, c) || !t.ends(i) || t.wordAt(i).name {
		return
	}
	if c == ':' {
		if next := t.at(i + 1); isEdge(next) || next == '»' || next == '"' && t.opened {
			t.edit(i, i, noBreak)
		}
		return
	}
	t.edit(i, i, narrowNoBreak)
}

// takes tells whether what stands before the sign c at i may have it.
func (t *typesetter) takes(i int, before rune, c byte) bool {
	switch {
	case isLetter(before):
		word := t.s[t.letters(i):i]
		switch lower := strings.ToLower(word); {
		case c == ':':
			return isWord(word) && !slices.Contains(schemes, lower)
		case c == '!':
			return isWord(word) && !slices.Contains(brands, lower)
		}
		return isWord(word)
	case isDigit(before):
		start := t.digits(i)
		switch c {
		case '!': // n! and 5! are numbers
			return isLetter(t.before(start))
		case ':':
			return isLetter(t.at(i+2)) && isEdge(t.at(i+1))
		}
		return true
	case before == '"':
		return t.paired && !t.opened
	case before == ')':
		return !strings.HasSuffix(t.s[:i], "()")
	}
	return strings.ContainsRune("»”%€", before)
}

// isWord leaves the letters of mathematics and the names of disks aside.
func isWord(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n > 1 || s == "à" || s == "y"
}

// schemes begin an address, and brands end with a sign.
var (
	schemes = []string{"http", "https", "mailto", "tel", "ftp", "file", "data", "javascript", "doi"}
	brands  = []string{"kahoot", "yahoo", "joomla", "jeopardy"}
)

// ends tells whether the sign at i ends a group of words. What follows tells it
// from an emoticon, :-), from an operator, !=, from a short code, :abeille:.
func (t *typesetter) ends(i int) bool {
	c, after := t.s[i], ""
	switch i++; c {
	case '!', '?':
		for strings.ContainsRune("!?.…", t.at(i)) {
			i += len(string(t.at(i)))
		}
		after = `)]»"”’'*_,—–`
	default:
		after = `"”»`
	}
	r := t.at(i)
	return isEdge(r) || r == Object || strings.ContainsRune(after, r)
}

// open and close add the spaces that are missing inside « and », where they
// open and close: »in German they do not«.
func (t *typesetter) open(end int) {
	t.depth++
	if next := t.at(end); isGlued(next) && !strings.ContainsRune(";:!?", next) && !isLetter(t.before(end-len("«"))) {
		t.edit(end, end, narrowNoBreak)
	}
}

func (t *typesetter) close(start, end int) {
	t.depth = max(t.depth-1, 0)
	if next := t.at(end); isGlued(t.before(start)) && !isLetter(next) && !isDigit(next) {
		t.edit(start, start, narrowNoBreak)
	}
}

func isGlued(r rune) bool { return !isEdge(r) && r != Object && r != '«' && r != '»' }

// quotesPair tells whether the straight quotes of the text open and close in
// turn, each where only such a quote stands: one that measures inches or marks
// a string of a program leaves all of them as they are.
func (t *typesetter) quotesPair() bool {
	opened := false
	for i := 0; ; i++ {
		next := strings.IndexByte(t.s[i:], '"')
		if next < 0 {
			return !opened
		}
		i += next
		before, after := t.before(i), t.at(i+1)
		if opened {
			if isEdge(before) || strings.ContainsRune(`([«"“`, before) ||
				!isEdge(after) && after != Object && !strings.ContainsRune(`.,;!?)]»”…—–'*_`, after) {
				return false
			}
		} else if !isEdge(before) && !strings.ContainsRune(`([«“'’—–*_`, before) ||
			isEdge(after) || strings.ContainsRune(`.,;:!?)]}»"”'=`, after) && !strings.HasPrefix(t.s[i+1:], "...") {
			return false
		}
		opened = !opened
	}
}

// quote sets the straight quote at i: « », or “ ” inside « ».
func (t *typesetter) quote(i int) {
	switch {
	case !t.paired:
	case t.opened:
		t.edit(i, i+1, t.closing)
		t.opened = false
	case t.depth > 0:
		t.edit(i, i+1, "“")
		t.opened, t.closing = true, "”"
	default:
		t.edit(i, i+1, "«"+narrowNoBreak)
		t.opened, t.closing = true, narrowNoBreak+"»"
	}
}

// apostrophe sets the ' at i when it stands in a word, or between one that
// loses its end, « l' », and what follows.
func (t *typesetter) apostrophe(i int) {
	if !isLetter(t.before(i)) {
		return
	}
	next := t.at(i + 1)
	if !isLetter(next) {
		if !isDigit(next) && next != Object && !strings.ContainsRune(`«“("`, next) ||
			next == '"' && !t.paired ||
			!slices.Contains(elided, strings.ToLower(t.s[t.letters(i):i])) {
			return
		}
	}
	if !t.wordAt(i).address {
		t.edit(i, i+1, "’")
	}
}

var elided = []string{"l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}

// dots sets ... at i as one character, and returns where to go on.
func (t *typesetter) dots(i int) int {
	end := i
	for end < len(t.s) && t.s[end] == '.' {
		end++
	}
	if end-i != len("...") {
		return end
	}
	before, next := t.before(i), t.at(end)
	called := before == '(' && isLetter(t.before(i-1)) // f(...)
	if (isLetter(before) || isDigit(before) || isEdge(before) || strings.ContainsRune(`([«"“)»”!?,’'`, before)) && !called &&
		(isEdge(next) || next == Object || strings.ContainsRune(`)]»"”!?,;:'’*_`, next)) && !t.wordAt(i).address {
		t.edit(i, end, "…")
	}
	return end
}
