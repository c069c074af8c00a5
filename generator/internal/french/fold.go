package french

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain spells the letters that have no accent to lose.
var plain = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th", 'ı': "i",
}

// Fold returns s as it is compared and sorted: lower case, without accents or
// ligatures, each run of anything but letters and digits as one space, none at
// the ends. Folding twice changes nothing more.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	return fold(s, ' ', false)
}

// Slug returns s as the part of an address: folded, ASCII only, with hyphens
// between words; "" when nothing is left.
func Slug(s string) string { return fold(s, '-', true) }

// isFolded reports whether s is made of lower-case ASCII words one space
// apart, as most keys are: nothing is to be done.
func isFolded(s string) bool {
	gap := true // a space here would be leading or doubled
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			gap = false
		case c == ' ' && !gap:
			gap = true
		default:
			return false
		}
	}
	return s == "" || !gap
}

// fold writes the words of s with between between them; without the letters
// outside ASCII when ascii is set.
func fold(s string, between byte, ascii bool) string {
	b := make([]byte, 0, len(s))
	gap := false
	write := func(r rune) {
		if gap && len(b) > 0 {
			b = append(b, between)
		}
		gap = false
		b = utf8.AppendRune(b, r)
	}
	// Compatibility forms too: "1ᵉʳ" is "1er", a no-break space is a space.
	// x/text leaves accents beside bytes that are not UTF-8: these go first.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		r = unicode.ToLower(r)
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			write(r)
		case r < utf8.RuneSelf:
			gap = true
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r): // accents, soft hyphens
		case plain[r] != "":
			for _, p := range plain[r] {
				write(p)
			}
		case !ascii && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mc, r)) && !isApostrophe(r):
			write(r)
		default:
			gap = true
		}
	}
	return string(b)
}

// isApostrophe reports whether r is an apostrophe that Unicode counts as a letter.
func isApostrophe(r rune) bool { return r == 'ʹ' || r == 'ʼ' || r == 'ʽ' }
