package markdown

import (
	"fmt"
	"strings"
	"testing"

	"essaim/generator/site"
)

func TestReadInfo(t *testing.T) {
	tests := []struct {
		in, want string
	}{
		{"", "{ 0 false [] }"},
		{"python", "{python 0 false [] }"},
		{"python=", "{python 1 false [] }"},
		{"python=12", "{python 12 false [] }"},
		{"python=99999999999999999999", "{python 1 false [] }"},
		{"python!", "{python 0 true [] }"},
		{"python=12!", "{python 12 true [] }"},
		{"c++", "{c++ 0 false [] }"},
		{"{.python .numberLines}", "{python 1 false [] }"},
		{"python {linenos=table}", "{python 1 false [] }"},
		{`python hl_lines="2 4-6" title="a.py"`, "{python 0 false [{2 2} {4 6}] a.py}"},
		{`go {hl_lines=[2,"4-6"],linenos=true}`, "{go 1 false [{2 2} {4 6}] }"},
		{`python linenums="10" title='a b'`, "{python 10 false [] a b}"},
		{"python {linenos=false}", "{python 0 false [] }"},
		{"go {linenos=inline,linenostart=7}", "{go 7 false [] }"},
		{"python startFrom=1234567", "{python 0 false [] }"},
		{"jsx {1,3-4} showLineNumbers", "{jsx 1 false [{1 1} {3 4}] }"},
		{"js:app.js", "{js 0 false [] }"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(readInfo(tt.in)); got != tt.want {
			t.Errorf("readInfo(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	tests := []struct{ in, want string }{
		{"python", ""}, {"Python", ""}, {"py", ""}, {"text", ""}, {"", ""}, {"elm", ""}, {"sortie", ""},
		{"pyton", "1:4 écrire ```python"}, {"zzzz", "1:4 sans langage"},
	}
	r := New()
	for _, tt := range tests {
		res := r.Render(source("```"+tt.in+"\na\n```"), &echo{})
		if tt.want == "" {
			if len(res.Problems) > 0 {
				t.Errorf("%q: %v", tt.in, res.Problems)
			}
			continue
		}
		place, part, _ := strings.Cut(tt.want, " ")
		if len(res.Problems) != 1 || res.Problems[0].Severity != site.Info ||
			!strings.HasSuffix(res.Problems[0].Pos.String(), place) || !strings.HasPrefix(res.Problems[0].Hint, part) {
			t.Errorf("%q: %v, want %s", tt.in, res.Problems, tt.want)
		}
	}
}

// Colours never change the code: without its elements, it is what was written.
func TestColorsKeepTheCode(t *testing.T) {
	const code = "#include <a>\n\"b' /* é\t\x1b */ <p class=\"c\">&amp; def f(x): # d\n\n  - $x `e` %s \\n 0x1F -1.5e3\n"
	r := New()
	for _, name := range append(colored, "text", "") {
		for _, info := range []string{name, name + "=5", name + " hl_lines=2"} {
			res := r.Render(source("~~~"+info+"\n"+code+"~~~"), &echo{})
			inspect(t, res.HTML)
			if got := withoutTags(string(res.HTML)); got != strings.ReplaceAll(code, "\x1b", "") {
				t.Errorf("%s: %q, want %q", info, got, code)
			}
		}
	}
}

func withoutTags(page string) string {
	var b strings.Builder
	for i, piece := range strings.Split(page, "<") {
		if _, text, ok := strings.Cut(piece, ">"); ok && i > 0 {
			b.WriteString(text)
		}
	}
	text := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(b.String())
	return strings.TrimSuffix(text, "\n") // after </pre>
}

// Every language that is told to have colours has some.
func TestColored(t *testing.T) {
	for _, name := range append(colored, quadratic...) {
		if colorers()[name] == nil {
			t.Errorf("%s is not a name of Chroma's", name)
		}
	}
}

// What is too long, too wide or too much is shown without colours.
func TestColorsAreBounded(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"short", "```python\ndef f(): pass\n```", true},
		{"a long line", "```python\nx = 1 # " + strings.Repeat("a", 400) + "\n```", false},
		{"many blank lines", "```python\nx = 1\n" + strings.Repeat("\n", 30) + "\n```", false},
		{"a long block", "```python\n" + strings.Repeat("x = 1\n", 2_000) + "```", false},
		{"a long block of a slow language", "```java\n" + strings.Repeat("int x = 1;\n", 700) + "```", false},
	}
	r := New()
	for _, tt := range tests {
		page := string(r.Render(source(tt.in), &echo{}).HTML)
		if got := strings.Contains(page, `<span class="c-`); got != tt.want {
			t.Errorf("%s: colours %v, want %v", tt.name, got, tt.want)
		}
	}
	page := string(r.Render(source(strings.Repeat("```python\n"+strings.Repeat("x = 1\n", 1_000)+"```\n\n", 40)), &echo{}).HTML)
	with := 0
	for _, block := range strings.Split(page, "<pre")[1:] {
		if strings.Contains(block, "<span") {
			with++
		}
	}
	if with != maxColors/6_050 {
		t.Errorf("%d blocks of 6 000 bytes have colours, want %d", with, maxColors/6_050)
	}
}

// BenchmarkCode is 1 kB of Python.
func BenchmarkCode(b *testing.B) {
	src := source("```python\n" + strings.Repeat("def f(x):\n    return [i**2 for i in range(x)]  # é\n", 20) + "```")
	r := New()
	b.SetBytes(int64(len(src.Body)))
	b.ReportAllocs()
	for b.Loop() {
		r.Render(src, &echo{})
	}
}
