package french

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// space puts the right space in the place of the spaces at i, and returns
// where they end.
func (t *typesetter) space(i int) int {
	end := i
	for end < len(t.s) {
		r, size := utf8.DecodeRuneInString(t.s[end:])
		if !isBlank(r) {
			break
		}
		end += size
	}
	before, next := t.before(i), t.at(end)
	if before == 0 || before == '\n' || isEdge(next) {
		return end
	}
	if by := t.besideSign(end, before, next); by != "" {
		if t.s[i:end] != by {
			t.edit(i, end, by)
		}
	} else if by := t.besideNumber(i, end, before, next); by != "" && strings.Trim(t.s[i:end], " ") == "" {
		t.edit(i, end, by) // one that does not break is the author's choice
	}
	return end
}

// besideSign returns the space before the sign at end, or after «; "" when
// typography has no view of it.
func (t *typesetter) besideSign(end int, before, next rune) string {
	switch next {
	case ';', '!', '?', ':':
		switch {
		case strings.ContainsRune("([{", before) || !t.ends(end):
			return ""
		case next == ':':
			return noBreak
		}
		return narrowNoBreak
	case '»':
		return narrowNoBreak
	}
	if before == '«' {
		return narrowNoBreak
	}
	return ""
}

// besideNumber returns the space at i, before end, that keeps a number and its
// unit, a day and its month, a title and its name on one line; "" when there
// are none.
func (t *typesetter) besideNumber(i, end int, before, next rune) string {
	switch {
	case isDigit(before):
		start := t.digits(i)
		if isLetter(t.before(start)) {
			return ""
		}
		switch {
		case strings.ContainsRune("%‰€$£°", next):
			return noBreak
		case isDigit(next):
			if t.isThousand(start, i, end) {
				return narrowNoBreak
			}
		case t.wordIn(units, end) || i-start <= 2 && t.wordIn(monthNames, end):
			return noBreak
		}
	case isDigit(next):
		if t.endsWith(i, references) || before == 'h' && isDigit(t.beforeBlank(i-1)) {
			return noBreak
		}
	case unicode.IsUpper(next) && t.endsWith(i, titles):
		return noBreak
	case before == 'r':
		if t.endsWith(i, []string{"1er"}) && t.wordIn(monthNames, end) {
			return noBreak
		}
	case before == 'e' && i > 1 && strings.IndexByte("IVX", t.s[i-2]) >= 0: // many words end with e
		if roman := t.letters(i); strings.Trim(t.s[roman:i-1], "IVX") == "" && t.wordIn(centuries, end) {
			return noBreak
		}
	}
	return ""
}

// digits returns where the digits that end at i begin.
func (t *typesetter) digits(i int) int {
	for i > 0 && isDigit(rune(t.s[i-1])) {
		i--
	}
	return i
}

// beforeBlank returns the character before the spaces that end at i, which
// there must be.
func (t *typesetter) beforeBlank(i int) rune {
	if !isBlank(t.before(i)) {
		return 0
	}
	return t.before(len(strings.TrimRightFunc(t.s[:i], isBlank)))
}

// isThousand tells whether the digits from start to i and those at end are one
// number, « 1 250 ».
func (t *typesetter) isThousand(start, i, end int) bool {
	stop := end
	for stop < len(t.s) && stop <= end+3 && isDigit(rune(t.s[stop])) {
		stop++
	}
	before := t.before(start)
	return i-start <= 3 && stop-end == 3 && (isEdge(before) || strings.ContainsRune("([«“\"-−+~≈<>’'", before))
}

// wordIn tells whether a word of list is written at i, whole.
func (t *typesetter) wordIn(list []string, i int) bool {
	const most = 12 // bytes of the longest, and one letter
	end := i
	for end < len(t.s) && end < i+most {
		r, size := utf8.DecodeRuneInString(t.s[end:])
		if !isLetter(r) {
			break
		}
		end += size
	}
	if !slices.Contains(list, t.s[i:end]) {
		return false
	}
	after := t.at(end)
	if after == '2' || after == '3' { // m2
		after = t.at(end + 1)
	}
	return !isLetter(after) && !isDigit(after) && !strings.ContainsRune("'’_@=", after)
}

// endsWith tells whether a word of list ends at i, whole.
func (t *typesetter) endsWith(i int, list []string) bool {
	for _, word := range list {
		if start := i - len(word); start >= 0 && t.s[start:i] == word {
			before := t.before(start)
			return isEdge(before) || strings.ContainsRune("([«“\"’'", before)
		}
	}
	return false
}

var (
	units = []string{
		"h", "min", "mn", "s", "sec", "ms", "km", "m", "dm", "cm", "mm", "µm", "nm", "ha", "kg", "g", "mg", "µg",
		"l", "dl", "cl", "ml", "L", "dL", "cL", "mL", "o", "ko", "Ko", "Mo", "Go", "To", "kB", "MB", "GB", "Mbit", "Gbit",
		"Hz", "kHz", "MHz", "GHz", "W", "kW", "Wh", "kWh", "V", "mA", "mAh", "dB", "px", "Mpx", "dpi", "ppp",
	}
	monthNames = append(months[:], "janv", "févr", "avr", "juil", "juill", "sept", "oct", "nov", "déc")
	centuries  = []string{"siècle", "siècles", "République", "arrondissement", "arrondissements", "millénaire"}
	references = []string{"n°", "N°", "nº", "Nº", "p.", "pp.", "art.", "chap.", "fig.", "vol.", "§"}
	titles     = []string{"M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Pr"}
)
