//go:build race

package markdown

// slow: the race detector makes all ten times slower.
const slow = true
