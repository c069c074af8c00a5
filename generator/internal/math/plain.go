package math

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Source returns a formula as a page may show it when it cannot be rendered:
// what nobody sees is not there, and U+FFFD stands for a control character.
func Source(tex string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, plain(tex))
}

// plain returns a formula as it is read: without what nobody sees and is copied
// with it from other pages, with 𝑥, which word processors make of x, as x, and
// with U+FFFD for what is not UTF-8. Control characters, which a program makes of
// « \frac » or « \beta », stay: scan refuses the formula.
func plain(tex string) string {
	if !strings.ContainsFunc(tex, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return tex
	}
	var b strings.Builder
	for _, r := range tex {
		writePlain(&b, r)
	}
	return b.String()
}

func writePlain(b *strings.Builder, r rune) {
	switch {
	case isInvisible(r):
	case isStyled(r):
		b.WriteString(norm.NFKC.String(string(r)))
	default:
		b.WriteRune(r)
	}
}

// origin returns the byte of tex that a byte of plain(tex) comes from.
func origin(tex string, offset int) int {
	if offset < 0 {
		return offset
	}
	var b strings.Builder
	for i, r := range tex {
		if writePlain(&b, r); b.Len() > offset {
			return i
		}
	}
	return len(tex)
}

// isInvisible tells whether r shows nothing: zero-width spaces, marks of
// direction, variation selectors, invisible operators…
func isInvisible(r rune) bool {
	return r >= 0xad && unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// isStyled tells whether r is a letter or a digit in italics, bold, script…
func isStyled(r rune) bool { return 0x1d400 <= r && r <= 0x1d7ff }

// isControl tells whether r is a character that no text holds. Line ends and tabs
// are spaces here.
func isControl(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case '\u2028', '\u2029':
		return true
	}
	return unicode.IsControl(r) || r&0xfffe == 0xfffe
}
