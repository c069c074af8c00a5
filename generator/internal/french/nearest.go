package french

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// longestWord bounds, in bytes, what Nearest compares: edit distance is
// quadratic, and nobody mistypes a paragraph.
const longestWord = 100

// Nearest returns at most max of the candidates that word may have been meant
// to be, the closest first and otherwise in their own order; nil when none is
// plausible.
func Nearest(word string, candidates []string, max int) []string {
	type guess struct {
		candidate string
		distance  int
	}
	var guesses []guess
	folded := Fold(word)
	if folded == "" || len(folded) > longestWord {
		return nil
	}
	for _, c := range candidates {
		d, ok := distance(folded, Fold(c))
		if ok && !slices.ContainsFunc(guesses, func(g guess) bool { return g.candidate == c }) {
			guesses = append(guesses, guess{c, d})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return a.distance - b.distance })
	var nearest []string
	for _, g := range guesses[:min(len(guesses), max)] {
		nearest = append(nearest, g.candidate)
	}
	return nearest
}

// distance returns how many edits part two folded words, and whether one is
// plausibly the other: a few edits, or the beginning of it.
func distance(word, candidate string) (int, bool) {
	if candidate == "" || len(candidate) > longestWord {
		return 0, false
	}
	length := utf8.RuneCountInString(word)
	bound := max(1, length/3)
	begins := length >= 2 && strings.HasPrefix(candidate, word) ||
		len(candidate) >= 3 && strings.HasPrefix(word, candidate)
	if !begins && abs(utf8.RuneCountInString(candidate)-length) > bound {
		return 0, false
	}
	d := levenshtein.ComputeDistance(word, candidate)
	return d, begins || d <= bound
}

func abs(n int) int { return max(n, -n) }
