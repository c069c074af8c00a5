// Package french holds what French asks of any stage of a build: reading and
// writing dates, durations and numbers as people write them, setting text as it
// is printed, folding it so that it can be compared, sorted and put into
// addresses, guessing which word was meant, and agreeing a noun with its number.
// It knows words and figures only; pages, files and positions belong to others.
// Every function is pure and may be called from any goroutine.
package french

// Spaces that French typography wants where a line must not break.
const (
	noBreak       = "\u00a0" // before a colon, between a day and its month, a number and its noun
	narrowNoBreak = "\u202f" // between thousands, before ; ! ? and inside « »
)
