package markdown

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"essaim/generator/site"
)

// pathological are the kinds of text that cmark's own tests keep, made again
// from what each is known to do to a parser that goes back over what it read.
var pathological = []struct {
	name, text string
}{
	{"strong in emphasis, deep", repeat("*a **a ", 65_000, "b", " a** a*")},
	{"closers without openers", repeat("a_ ", 65_000)},
	{"openers without closers", repeat("_a ", 65_000)},
	{"closers of links without openers", repeat("a]", 65_000)},
	{"openers of links without closers", repeat("[a", 65_000)},
	{"openers and closers that do not match", repeat("*a_ ", 50_000)},
	{"cmark 389", repeat("*a ", 20_000, "_a*_ ", "")},
	{"openers and closers by three", "a**b" + repeat("c* ", 50_000)},
	{"openers of links, closers of emphasis", repeat("[ a_", 50_000)},
	{"[ (](", repeat("[ (](", 80_000)},
	{"![[]()", repeat("![[]()", 160_000)},
	{"one link, many stars", "**x [a*b**c*](d)" + repeat("**x [a*b**c*](d)", 5_000)},
	{"nested brackets", repeat("[", 50_000, "a", "]")},
	{"nested quotes", repeat("> ", 50_000, "a", "")},
	{"deep lists", staircase(1_000)},
	{"NUL", repeat("abc\x00de\x00", 10_000)},
	{"runs of back quotes that grow", growing("e", "`", 1_400)},
	{"links without end", repeat("[a](<b", 30_000)},
	{"links without end, bare", repeat("[a](b", 30_000)},
	{"comments without end", "</" + repeat("<!--", 250_000)},
	{"declarations without end", repeat("a <!A ", 100_000)},
	{"instructions without end", repeat("a <?", 100_000)},
	{"blank lines in deep lists", repeat("- ", 30_000, "x", "\n")},
	{"blank lines in deep lists of a quote", "> " + repeat("- ", 30_000) + "x\n" + repeat(">\n", 30_000)},
	{"emphasis in a deep quote", repeat(">", 100_000, repeat("a*", 100_000), "")},
	{"references", references(10_000)},
	{"references and uses", references(1_000) + repeat("[1][2]", 30_000)},
	{"references, each in its paragraph, and one use", counted("[x%d]: u\n\n[x0]\n\n", 40_000)},
	{"references, and one name that is used", counted("[%d]: u\n\n", 70_000) + repeat("[0] ", 5_000)},
	{"tables", "a\n" + repeat("-|\n", 50_000)},
	{"tables, with old ends of lines", repeat("aaa\rbbb\n-\v\n", 30_000)},
	{"a wide table and short rows", "|" + repeat("x|", 5_000) + "\n|" + repeat("-|", 5_000) + "\n" + repeat("a\n", 5_000)},
	{"footnotes", repeat("[^1] ", 4_000, "\n\n[^1]: a", "")},
	{"addresses", repeat("www.a.b/(", 40_000)},
	{"e-mail addresses", repeat("a.b@", 60_000)},
	{"strikes", repeat("~~a ", 60_000)},
	{"back quotes and escapes", repeat("\\`", 60_000) + repeat("`", 60_000)},
}

// dialectFamilies are texts of the same kind, for what the dialects add.
var dialectFamilies = []struct {
	name, text string
}{
	{"^", repeat("^", 50_000)},
	{"^a", repeat("^a", 50_000)},
	{"^ and one long word", repeat("^ ", 25_000) + "^" + repeat("a", 500_000)},
	{"~", repeat("~", 50_000)},
	{"~a", repeat("~a", 50_000)},
	{"==", repeat("==", 50_000)},
	{"==a ", repeat("==a ", 50_000)},
	{"{++", repeat("{++a", 50_000)},
	{"{++ ++}", repeat("{=={====}{++{--++}--}", 20_000)},
	{"{+ +}", repeat("{+ a +}", 50_000)},
	{"{~~ ~> ~~}", repeat("{~~a~>", 50_000) + "~~}"},
	{"[- -]", repeat("[- a", 50_000) + "-]"},
	{"%%", repeat("%%a%%", 50_000) + "%%"},
	{"1%%", repeat("a\n1%%\n\n", 50_000)},
	{"{>>", repeat("a {>>\n\n", 50_000)},
	{"{# ", repeat("{# ", 50_000)},
	{">>>", repeat(">>>\n", 50_000)},
	{">>> in lists", repeat("- >>>\n", 50_000)},
	{"{{", repeat("{{a ", 50_000)},
	{"{{ }}", repeat("{{ a }}", 50_000)},
	{"[@", repeat("[@a ", 50_000)},
	{"[name=", "> " + repeat("[name=a][time=b]", 20_000)},
	{"^a", repeat("a ^a\n\n", 50_000)},
	{"^a alone", repeat("^a\n\n", 50_000)},
	{"++a+", repeat("++a+b", 50_000)},
	{"^^a", repeat("^^a", 50_000)},
	{"::: {.note}", repeat("::: {.note}\n", 50_000)},
	{"- [~] ", repeat("- [~] a\n", 50_000)},
	{"a==", repeat("a==", 50_000)},
	{"a== ==b", repeat("a==b ", 50_000)},
	{"++a ==b ", repeat("++a ==b ", 30_000)},
	{"==a++", repeat("==a++", 30_000)},
	{"nested marks", repeat("==a ++b ", 30_000, "c", " b++ a==")},
	{"abbreviations", counted("*[a%d]: b\n", 10_000) + "\n" + counted("a%d ", 10_000)},
	{"one abbreviation", "*[a]: " + repeat("b", 900) + "\n\n" + repeat("a ", 400_000)},
	{"abbreviations with one beginning", counted("*[a %d]: b\n", 10_000) + "\n" + repeat("a ", 100_000)},
	{"abbreviations of all lengths", lengths(58) + "\n" + repeat("a ", 400_000)},
	{"abbreviations without a meaning", repeat("*[a]:\n", 10_000)},
	{"abbreviations without end", repeat("*[a", 50_000)},
	{"abbreviations without end, on lines", repeat("*[a\n", 50_000)},
	{"the same abbreviation", repeat("*[a]: b\n", 50_000)},
	{"{.a", repeat("{.a", 50_000)},
	{"{.a ", repeat("{.a ", 50_000)},
	{"{.a}", repeat("{.a}", 50_000)},
	{"[a]{.petit}", repeat("[a]{.petit} ", 50_000)},
	{"[{.a}", repeat("[{.a}", 50_000)},
	{"]{.a}", repeat("]{.a}", 50_000)},
	{"nested passages", repeat("[", 20_000, "a", "]{.petit}")},
	{"nested passages, 90", repeat("[", 90, "a", "]{.petit}")},
	{"{a=\"", repeat("{a=\"", 50_000)},
	{"{a={a=", repeat("{a=", 50_000)},
	{"one long list", "# a {" + repeat(".a ", 50_000) + "}"},
	{"classes that are not known", repeat("[a]{.zz}\n\n", 50_000)},
	{"languages that are not known", counted("[a]{lang=anglaiz%d}\n\n", 20_000)},
	{"ids", counted("[a]{#a%d} ", 20_000)},
	{"the same id", repeat("[a]{#a} ", 20_000)},
	{"blocks and braces", repeat("a\n\n{.petit}\n\n", 20_000)},
	{"braces alone", repeat("{.petit}\n\n", 20_000)},
	{":a", repeat(":a", 100_000)},
	{":a:", repeat(":a:", 100_000)},
	{":tada:", repeat(":tada:", 100_000)},
	{":aaaa", ":" + repeat("a", 500_000)},
	{"[TOC]", repeat("[TOC]\n\n", 1_000) + repeat("# a\n\n", 10_000)},
	{"tables of contents and headings", repeat("# a\n\n[TOC]\n\n", 10_000)},
	{"anchors", counted("# a%d\n\n", 5_000) + counted("[a](#b%d) ", 20_000)},
	{"anchors in other words", counted("# A%d é\n\n", 5_000) + counted("[a](#A-%d-é) ", 20_000)},
	{"near links", repeat("](a b.c", 50_000)},
	{"near links, closed", repeat("[a](a b.c) ", 30_000)},
	{"calls without notes", repeat("[^a] ", 4_900)},
	{":::", repeat(":::\n", 50_000)},
	{"notes in line", repeat("a^[b] ", 50_000)},
}

func repeat(before string, n int, rest ...string) string {
	s := strings.Repeat(before, n)
	if len(rest) == 2 {
		s += rest[0] + strings.Repeat(rest[1], n)
	}
	return s
}

func counted(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func staircase(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "* a\n")
	}
	return b.String()
}

func growing(before, mark string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(before + strings.Repeat(mark, i))
	}
	return b.String()
}

func lengths(most int) string {
	var b strings.Builder
	for i := range most {
		fmt.Fprintf(&b, "*[a %s]: c\n", strings.Repeat("b", i+1))
	}
	return b.String()
}

func references(n int) string { return counted("[%d]: u\n", n) + "\n" }

// TestPathological holds every one of these texts to an end, and the longest
// beginning of it that is not refused: it is rendered, or refused, long before
// the deadline, which is that of a machine that does much else.
func TestPathological(t *testing.T) {
	r := New()
	for _, tt := range append(pathological, dialectFamilies...) {
		t.Run(tt.name, func(t *testing.T) {
			if len(tt.text) > maxBytes {
				t.Errorf("%d bytes: nothing reads them", len(tt.text))
			}
			text := tt.text
			for isRefused(ends(t, r, text)) {
				text = text[:len(text)/2]
			}
		})
	}
}

// ends renders a text and looks at what it makes.
func ends(t *testing.T, r *Renderer, text string) Result {
	t.Helper()
	const deadline = 2 * time.Minute
	done := make(chan Result, 1)
	start := time.Now()
	go func() { done <- r.Render(source(text), &echo{}) }()
	select {
	case res := <-done:
		if len(res.HTML) == 0 && len(res.Problems) == 0 {
			t.Error("no page and no problem")
		}
		if most := outputPerByte*len(text) + 4<<20; len(res.HTML) > most {
			t.Errorf("%d bytes gave %d, want %d at most", len(text), len(res.HTML), most)
		}
		if took := time.Since(start); testing.Verbose() && took > 200*time.Millisecond {
			t.Logf("%d bytes: %v, %d bytes of page, %d problems", len(text), took, len(res.HTML), len(res.Problems))
		}
		return res
	case <-time.After(deadline):
		stacks := make([]byte, 1<<16)
		t.Fatalf("%d bytes: no end in %v\n%s", len(text), deadline, stacks[:runtime.Stack(stacks, true)])
		return Result{}
	}
}

func isRefused(res Result) bool {
	return slices.ContainsFunc(res.Problems, func(p site.Problem) bool { return p.Rule == "taille" })
}
