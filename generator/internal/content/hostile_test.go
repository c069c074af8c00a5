package content_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"essaim/generator/internal/content"
	"essaim/generator/site"
)

// laughs is the classic bomb: ten levels of ten aliases.
func laughs() string {
	s := "a0: &a0 [ha, ha, ha]\n"
	for i := 1; i < 10; i++ {
		s += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	return s
}

// staircase is one mapping in another, n times.
func staircase(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// Whatever a front matter is made of, it is refused or read in bounded time and memory.
func TestHostile(t *testing.T) {
	const size = 60_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) + "\n" }
	tests := []struct {
		name, front string
		errors      bool
	}{
		{"laughs", laughs(), true},
		{"lists in lists", "a: " + fill("["), true},
		{"closed lists in lists", "a: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "\n", true},
		{"groups in groups", fill("{a: "), true},
		{"items in items", fill("- "), true},
		{"keys in keys", fill("? "), true},
		{"staircase", staircase(300), true},
		{"colons", fill("a: b: c\n"), true},
		{"apostrophes", fill("- 'l'a'\n"), true},
		{"open quotes", fill("- \"a\n"), true},
		{"open brackets", fill("a: [\n"), true},
		{"open brackets in items", "a:\n" + fill("- [a,\n"), true},
		{"one long bad list", "a: [" + fill("\"a\" b,") + "]\n", true},
		{"one long bad value", "a: '" + fill("l'a") + "\n", true},
		{"one long list", "a: [" + fill("é,") + "]\n", false},
		{"tabs", "a:\n" + fill("\t- b\n"), true},
		{"tabs and tabs", "a:\n" + fill("\t\t\t\t\t\t\t\t\t\n") + "\tb: c\n", true},
		{"items out of line", "a:\n  - b\n" + fill(" - c\n  - d\n"), true},
		{"lines without a field", fill("a b\n"), true},
		{"quotes", fill("\"\"\n"), true},
		{"same keys", fill("a: b\n"), true},
		{"tags", "a: " + fill("!a "), true},
		{"anchors", "a: " + fill("&a "), true},
		{"control characters", "a: " + fill("\x01"), true},
		{"comments", fill("- # a\n"), true},
		{"glued fields", fill("a:b c\n"), true},
		{"folded quotes", "a: 'b\n" + fill("  l'c\n"), true},
	}
	for _, tt := range tests {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, problems := content.Parse("content/a.md", []byte("---\n"+tt.front+"---\n"))
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		total := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %v, %d MB in all, %s", tt.name, took, total, firstProblem(problems))
		if took > 30*time.Second {
			t.Errorf("%s: took %v", tt.name, took)
		}
		if got := site.Count(problems).Errors > 0; got != tt.errors {
			t.Errorf("%s: %v", tt.name, problems)
		}
		if len(problems) > 101 {
			t.Errorf("%s: %d problems", tt.name, len(problems))
		}
	}
}

func firstProblem(problems []site.Problem) string {
	if len(problems) == 0 {
		return "nothing"
	}
	return fmt.Sprint(len(problems), " ", problems[0].Pos, " ", problems[0].Message)
}
