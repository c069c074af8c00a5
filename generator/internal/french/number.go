package french

import (
	"math"
	"strconv"
	"strings"
)

// FormatNumber writes a number with its thousands apart, a decimal comma and
// six decimals at most: "1 250", "3,5"; "" when f is not a finite number.
func FormatNumber(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'f', 6, 64), ".")
	var b strings.Builder
	decimals = strings.TrimRight(decimals, "0")
	if f < 0 && whole+decimals != "0" {
		b.WriteString("−")
	}
	for i, c := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(narrowNoBreak)
		}
		b.WriteByte(c)
	}
	if decimals != "" {
		b.WriteString("," + decimals)
	}
	return b.String()
}

// Count joins a number and its noun, which takes the plural from two on:
// "0 page", "1 page", "2 pages".
func Count(n int, one, many string) string {
	noun := many
	if -2 < n && n < 2 {
		noun = one
	}
	return FormatNumber(float64(n)) + noBreak + noun
}
