package french

import (
	"slices"
	"strings"
)

// endings are what an ordinal may end with, and what it should; those of one
// and of two are their own.
var endings = map[string]string{
	"e": "e", "es": "es", "è": "e", "ème": "e", "èmes": "es", "eme": "e", "emes": "es", "ième": "e", "ièmes": "es",
}

var firstEndings = map[string]string{
	"er": "er", "ers": "ers", "re": "re", "res": "res", "ère": "re", "ères": "res", "ere": "re", "eres": "res",
}

// 2nd is left as it is: it is English too, and passages that nothing says to be
// English are many.
var secondEndings = map[string]string{"nd": "nd", "nds": "nds", "nde": "de", "ndes": "des", "de": "de", "des": "des"}

// number raises the end of the ordinal whose digits, or Roman numerals, begin
// at i, and returns where to go on.
func (t *typesetter) number(i int) int {
	set := "0123456789"
	roman := !isDigit(rune(t.s[i]))
	if roman {
		set = "IVX"
	}
	end := i
	for end < len(t.s) && strings.IndexByte(set, t.s[end]) >= 0 {
		end++
	}
	stop := end
	for range 5 { // « ièmes »
		r := t.at(stop)
		if !isLetter(r) {
			break
		}
		stop += len(string(r))
	}
	if stop == end || end-i > 6 {
		return end
	}
	ending, ok := ordinalEnding(t.s[i:end], t.s[end:stop], roman)
	if !ok || !t.standsAlone(i, stop) {
		return end
	}
	if roman && end-i == 1 && t.s[i] != 'I' && !t.isCentury(stop) {
		return end // « Ve » is a word only before « République »
	}
	t.edits = append(t.edits, Edit{end, stop, ending, true})
	t.ordinal = stop
	return stop
}

// ordinalEnding returns what a number should end with for what it does.
func ordinalEnding(number, written string, roman bool) (string, bool) {
	if number == "1" || number == "I" {
		if ending, ok := firstEndings[written]; ok {
			return ending, true
		}
	}
	if number == "2" {
		if ending, ok := secondEndings[written]; ok {
			return ending, true
		}
	}
	if roman && (number == "I" || !slices.Contains([]string{"e", "es", "ème", "è"}, written)) {
		return "", false
	}
	ending, ok := endings[written]
	return ending, ok
}

// standsAlone tells whether nothing makes a name or an identifier of what is
// written from start to end; « 6e-5e » are two ordinals.
func (t *typesetter) standsAlone(start, end int) bool {
	before, after := t.before(start), t.at(end)
	switch {
	case isEdge(before) || strings.ContainsRune("([«“\"’'—–*", before):
	case (before == '-' || before == '/') && start > 0 && t.ordinal == start-1:
	default:
		return false
	}
	switch {
	case isLetter(after) || isDigit(after) || strings.ContainsRune("_@=#'’", after):
		return false
	case after == '-' || after == '/':
		return isDigit(t.at(end + 1))
	}
	return !t.wordAt(start).address
}

// isCentury tells whether a space and what counts in Roman numerals follow.
func (t *typesetter) isCentury(i int) bool {
	r := t.at(i)
	return isBlank(r) && t.wordIn(centuries, i+len(string(r)))
}
