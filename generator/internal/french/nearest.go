package french

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// longestWord bounds, in bytes, what Nearest compares: edit distance is
// quadratic, and nobody mistypes a paragraph.
const longestWord = 100

// guess is what a word may have been meant to be: a few edits away, or else
// one holds the other.
type guess struct {
	candidate string
	edits     int // -1 when one holds the other
}

// Nearest returns at most max of the candidates that word may have been meant
// to be: those a few edits away, the closest first; then, unless the first is
// nearly the same, those that begin like it, or hold it, or are in it. Those
// of a kind keep their own order. It is nil when none is plausible.
func Nearest(word string, candidates []string, max int) []string {
	folded := Fold(word)
	if folded == "" || len(folded) > longestWord {
		return nil
	}
	var guesses []guess
	for _, c := range candidates {
		edits, ok := compare(folded, Fold(c))
		if ok && !slices.ContainsFunc(guesses, func(g guess) bool { return g.candidate == c }) {
			guesses = append(guesses, guess{c, edits})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int {
		return cmp.Compare(uint(a.edits), uint(b.edits)) // -1 is the last
	})
	if len(guesses) > 0 && len(folded) > 4 && uint(guesses[0].edits) < 2 {
		guesses = slices.DeleteFunc(guesses, func(g guess) bool { return uint(g.edits) > 1 })
	}
	var nearest []string
	for _, g := range guesses[:min(len(guesses), max)] {
		nearest = append(nearest, g.candidate)
	}
	return nearest
}

// compare returns how many edits part two folded words, -1 when that says
// nothing, and whether one is plausibly the other.
func compare(word, candidate string) (edits int, plausible bool) {
	if candidate == "" || len(candidate) > longestWord {
		return 0, false
	}
	length := utf8.RuneCountInString(word)
	bound := max(1, length/3)
	if length >= 8 { // septième, sixième
		bound = max(3, bound)
	}
	if abs(utf8.RuneCountInString(candidate)-length) <= bound {
		if d := levenshtein.ComputeDistance(word, candidate); d <= bound && d < length {
			return d, true
		}
	}
	begins := length >= 2 && strings.HasPrefix(candidate, word) || len(candidate) >= 3 && strings.HasPrefix(word, candidate)
	return -1, begins || length >= 4 && holds(candidate, word) || len(candidate) >= 2 && holds(word, candidate)
}

// holds reports whether some words of text are those of phrase.
func holds(text, phrase string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], phrase)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(phrase)
		if (i == 0 || text[i-1] == ' ') && (end == len(text) || text[end] == ' ') {
			return true
		}
		at = end
	}
}

func abs(n int) int { return max(n, -n) }
