package french

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Object stands in a text given to [AppendEdits] for what is not text: code, a
// picture, a formula. It reads as a word of which nothing is known.
const Object = '\x1a'

// Edit is one change that typography asks of a text.
type Edit struct {
	Start, End int    // bytes of the text that go; equal when none does
	New        string // what comes in their place
	Raised     bool   // New is the end of an ordinal, set higher: 1er, XXIe
}

// IsFrench reports whether a BCP 47 tag names French.
func IsFrench(lang string) bool {
	primary, _, _ := strings.Cut(lang, "-")
	return strings.EqualFold(primary, "fr")
}

// Typeset returns s as French typography wants it: a narrow no-break space
// before ; ! ? and inside « », a no-break space before : and between a number
// and its unit, ’ and … for ' and ..., « » for "". The right space takes the
// place of any other; one that is missing is added only after a word. What may
// be an address, code between “ or an emoticon is left as it is, and so are
// all letters and digits. Doing it twice changes nothing more.
//
// The usage is that of the Imprimerie nationale, with a no-break space before
// the colon. It serves Canada too: its Office québécois de la langue française
// drops the space before ; ! ? only where there is no narrow one. In Switzerland
// the space before the colon is narrow as well, which is not worth a second usage.
func Typeset(s string) string {
	t := typesetter{s: withoutCode(s)}
	t.run()
	if len(t.edits) == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 3*len(t.edits))
	at := 0
	for _, e := range t.edits {
		b.WriteString(s[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// AppendEdits appends to edits what [Typeset] changes in s, in order, and the
// ends of ordinals to raise: for a text in pieces that has other marks than
// letters.
func AppendEdits(edits []Edit, s string) []Edit {
	t := typesetter{s: withoutCode(s), edits: edits, raises: true}
	t.run()
	return t.edits
}

// typesetter reads a text once, from left to right, and looks back and ahead
// from the few characters that typography is about.
type typesetter struct {
	s      string
	raises bool // ordinals are wanted
	edits  []Edit

	paired  bool      // the " of the text open and close in turn
	opened  bool      // one is open
	closing string    // what closes it
	depth   int       // « that are open
	braces  int       // { that are open: of a program, of settings
	word    wordShape // the run of anything but spaces that was last asked about
	ordinal int       // where the last ordinal ended
}

func (t *typesetter) run() {
	t.paired = strings.IndexByte(t.s, '{') < 0 && t.quotesPair()
	for i := 0; i < len(t.s); {
		c := t.s[i]
		if c < utf8.RuneSelf {
			i = t.ascii(i, c)
			continue
		}
		switch r, size := utf8.DecodeRuneInString(t.s[i:]); {
		case isBlank(r):
			i = t.space(i)
		case r == '«':
			t.open(i + size)
			i += size
		case r == '»':
			t.close(i, i+size)
			i += size
		default:
			i += size
		}
	}
}

// ascii deals with the byte c at i and returns where to go on.
func (t *typesetter) ascii(i int, c byte) int {
	switch c {
	case ' ':
		return t.space(i)
	case '!', '?', ';', ':':
		t.sign(i, c)
	case '\'':
		t.apostrophe(i)
	case '"':
		t.quote(i)
	case '.':
		return t.dots(i)
	case '{':
		t.braces++
	case '}':
		t.braces = max(t.braces-1, 0)
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'I', 'V', 'X':
		if t.raises {
			return t.number(i)
		}
	}
	return i + 1
}

func (t *typesetter) edit(start, end int, by string) {
	t.edits = append(t.edits, Edit{Start: start, End: end, New: by})
}

// before returns the character before i, 0 at the start.
func (t *typesetter) before(i int) rune {
	if i == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(t.s[:i])
	return r
}

// at returns the character at i, 0 at the end.
func (t *typesetter) at(i int) rune {
	if i >= len(t.s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(t.s[i:])
	return r
}

// letters returns where the letters that end at i begin, at most 15 back.
func (t *typesetter) letters(i int) int {
	for range 15 {
		r, size := utf8.DecodeLastRuneInString(t.s[:i])
		if size == 0 || !isLetter(r) {
			break
		}
		i -= size
	}
	return i
}

// wordShape says what a run of anything but spaces may be.
type wordShape struct {
	end     int  // of the run
	address bool // an address, a formula, a piece of program
	name    bool // it, or a name that punctuation belongs to: of a file, a host, an hour
}

// wordAt returns the shape of the run that holds i. Each run is read once.
func (t *typesetter) wordAt(i int) wordShape {
	if i < t.word.end {
		return t.word
	}
	start, end := i, i
	for start > t.word.end {
		r, size := utf8.DecodeLastRuneInString(t.s[:start])
		if t.isGap(r) {
			break
		}
		start -= size
	}
	for end < len(t.s) {
		r, size := utf8.DecodeRuneInString(t.s[end:])
		if t.isGap(r) {
			break
		}
		end += size
	}
	run := t.s[start:end]
	w := wordShape{end: end}
	w.address = strings.ContainsAny(run, `\@={}<>$|_^#`) || strings.Contains(run, "://") || strings.Contains(run, "www.")
	w.name = w.address || strings.Contains(run, "/") || isName(run)
	t.word = w
	return w
}

// isGap tells whether r has spaces around it, or will have them.
func (t *typesetter) isGap(r rune) bool {
	return isSpace(r) || r == '«' || r == '»' || r == '"' && t.paired
}

// isName tells whether a word has a point or a colon before a letter or a digit,
// « page.php », « 14:30 », or something between parentheses, « f(x) », that is
// not the end of a word, « élève(s) ».
func isName(run string) bool {
	for i := 0; i < len(run)-1; i++ {
		next := run[i+1]
		switch run[i] {
		case '.':
			if 'a' <= next && next <= 'z' || '0' <= next && next <= '9' {
				return true
			}
		case ':':
			if next == ':' || 'a' <= next|0x20 && next|0x20 <= 'z' || '0' <= next && next <= '9' {
				return true
			}
		case '(':
			if before, _ := utf8.DecodeLastRuneInString(run[:i]); isLetter(before) && !hasEnding(run[i:]) {
				return true
			}
		}
	}
	return false
}

// hasEnding tells whether s begins as the end of a word: « élève(s) ».
func hasEnding(s string) bool {
	for _, end := range []string{"(e)", "(s)", "(es)", "(ne)", "(le)"} {
		if strings.HasPrefix(s, end) {
			return true
		}
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isSpace(r rune) bool  { return unicode.IsSpace(r) }

// isBlank tells whether r is one of the spaces that are typed between two
// words of a line; line ends and tabs are not.
func isBlank(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009'
}

// isEdge tells whether r is a space, or the start or the end of the text.
func isEdge(r rune) bool { return r == 0 || isSpace(r) }

// withoutCode returns s with every byte of `code`, which as many ` open as
// close, as an [Object]. A ` that nothing closes is text.
func withoutCode(s string) string {
	if strings.IndexByte(s, '`') < 0 {
		return s
	}
	var lone [4]bool // nothing closes so many ` any more
	b := []byte(s)
	for i := 0; i < len(s); {
		start := endOfTicks(s, i)
		n := start - i
		if n == 0 {
			i++
			continue
		}
		if i = start; n >= len(lone) || lone[n] {
			continue
		}
		for end := start; ; {
			next := strings.IndexByte(s[end:], '`')
			if next < 0 {
				lone[n] = true
				break
			}
			end += next
			stop := endOfTicks(s, end)
			if stop-end == n {
				copy(b[start-n:stop], strings.Repeat(string(Object), stop-start+n))
				i = stop
				break
			}
			end = stop
		}
	}
	return string(b)
}

// endOfTicks returns where the ` that begin at i end.
func endOfTicks(s string, i int) int {
	for i < len(s) && s[i] == '`' {
		i++
	}
	return i
}
