package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// times writes a text n times.
func times(n int, text string) func(io.Writer) {
	return func(w io.Writer) {
		for range n {
			io.WriteString(w, text)
		}
	}
}

// bombs are lines of YAML that cost much more than they weigh, or weigh a lot.
var bombs = map[string][]func(io.Writer){
	"laughs": {times(1, "a: &a [ha, ha, ha, ha]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"), func(w io.Writer) {
		for c := 'c'; c <= 'o'; c++ {
			fmt.Fprintf(w, "%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), c-1)
		}
	}},
	"merges":       {times(1, "a: &a {x: y}\n"), times(2000, "b: {<<: [*a, *a, *a, *a]}\n")},
	"lists":        {times(1, "a: "), times(10_000, "["), times(10_000, "]"), times(1, "\n")},
	"open lists":   {times(1, "a: "), times(10_000, "["), times(1, "\n")},
	"groups":       {times(1, "a: "), times(10_000, "{a: "), times(1, "b"), times(10_000, "}"), times(1, "\n")},
	"items":        {times(1, "a:\n  "), times(10_000, "- "), times(1, "b\n")},
	"keys of keys": {times(10_000, "? "), times(1, "\n")},
	"million fields": {func(w io.Writer) {
		for i := range 1_000_000 {
			fmt.Fprintf(w, "k%d: v\n", i)
		}
	}},
	"million fields on a line": {times(1, "a: {"), times(1_000_000, "b: c, "), times(1, "}\n")},
	"fifty megabytes":          {times(1_000_000, "# Une ligne de cinquante-trois signes, saut compris.\n")},
	"fifty megabytes, a line":  {times(1, "a: "), times(1_000_000, "Cinquante-trois signes par phrase, sans aller à la ligne. "), times(1, "\n")},
}

// The program refuses a bomb with a word, in a page and in site.yaml, and stays
// small. Linux counts in the peak of a process that of the one which started
// it: nothing here may be kept in memory, and this test comes before big ones.
func TestHostileMemory(t *testing.T) {
	const most = 500 << 10 // kB
	for name, bomb := range bombs {
		for file, code := range map[string]int{"content/a.md": 1, "site.yaml": 2} {
			dir := t.TempDir()
			plant(t, dir, file, bomb)
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "essaim", "check", dir)
			start := time.Now()
			out, err := cmd.CombinedOutput()
			took, peak := time.Since(start), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(string(out), file) {
				t.Errorf("%s in %s: %v, exit code %d, want %d\n%.600s", name, file, err, got, code, out)
			}
			if peak > most {
				t.Errorf("%s in %s: %d MB, want %d at most", name, file, peak>>10, most>>10)
			}
			t.Logf("%s in %s: %v, %d MB", name, file, took, peak>>10)
		}
	}
}

// plant makes a site, and puts a bomb in one of its two files.
func plant(t *testing.T, dir, file string, bomb []func(io.Writer)) {
	t.Helper()
	for name, around := range map[string][2]string{
		"site.yaml":    {"titre: Le site\nadresse: https://exemple.test/\n", ""},
		"content/a.md": {"---\ntitre: À propos\nresume: Une page qui dit qui nous sommes et comment nous écrire si besoin.\n", "---\nTexte.\n"},
	} {
		write(t, dir, name, around[0])
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		out := bufio.NewWriter(f)
		if name == file {
			for _, part := range bomb {
				part(out)
			}
		}
		out.WriteString(around[1])
		if err := errors.Join(out.Flush(), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
