package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"essaim/generator/site"
)

// families are texts of n bytes or so, most of them from the pathological tests
// of cmark, that make a Markdown parser slow or deep.
var families = []struct {
	name string
	text func(n int) string
}{
	{"[", unit("[")},
	{"]", unit("]")},
	{"[[", unit("[[a")},
	{"![", unit("![")},
	{"[a](", unit("[a](")},
	{"[a](<", unit("[a](<b")},
	{"[a](b", unit("[a](b")},
	{"[a](b \"", unit("[a](b \"")},
	{"[a][b", unit("[a][b")},
	{"[]", unit("[]")},
	{"[a]", unit("[a]")},
	{"nested brackets", twice("[", "a", "]")},
	{"nested links", twice("[", "a", "](b)")},
	{"nested images", twice("![", "a", "](b)")},
	{"*a_ ", unit("*a_ ")},
	{"**a *", unit("**a *")},
	{"a**b", unit("a**b")},
	{"a*", unit("a* ")},
	{"*a", unit(" *a")},
	{"_a", unit("_a")},
	{"*a **a ", unit("*a **a ")},
	{"*a * b ", unit("a * b ")},
	{"~~a ", unit("~~a ")},
	{"a~~", unit("a~~ ")},
	{"***", unit("***")},
	{"one emphasis", twice("*", "a", "*")},
	{"nested emphasis", twice("*a **a ", "b", " a** a*")},
	{"nested strong", twice("**a ", "b", " a**")},
	{"mixed emphasis", twice("*", "a", "_")},
	{"back quotes", unit("`")},
	{"growing back quotes", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString("e" + strings.Repeat("`", i))
		}
		return b.String()
	}},
	{"back quotes apart", unit("`a ``b ")},
	{"<", unit("<")},
	{"<a", unit("<a ")},
	{"<a b=", unit("<a b=\"")},
	{"<a one tag", func(n int) string { return "<a" + strings.Repeat(" b=c", n/4) }},
	{"</", unit("</")},
	{"<!", unit("a <!A ")},
	{"<!--", unit("a <!--")},
	{"<?", unit("a <?")},
	{"<![CDATA[", unit("a <![CDATA[")},
	{"<http:", unit("<http:a")},
	{"<a@", unit("<a@b")},
	{"comments", unit("<!-- a -->")},
	{"tags that are not closed", unit("a <b>")},
	{"tags that nest", twice("<b>", "a", "</b>")},
	{"tags that cross", unit("a <b><i></b></i>")},
	{"tags on lines", unit("a <b>b</b>\n\n")},
	{"tags that end", func(n int) string { return "a " + strings.Repeat("<b>", 90) + strings.Repeat("</i>", n/4) }},
	{"links in tags", unit("<a href=b>a</a> ")},
	{"tags that are dropped whole", unit("a <svg>")},
	{"blocks that are not closed", unit("<details>\n\n")},
	{"blocks that nest", twice("<div lang=en>\n\n", "a", "\n\n</div>")},
	{"one block that nests", twice("<blockquote>\n", "a", "</blockquote>\n")},
	{"blocks that end", func(n int) string { return strings.Repeat("<div>", 90) + strings.Repeat("</p>", n/4) }},
	{"cells", func(n int) string { return "<table>\n\n" + strings.Repeat("<td>\n\n", n/6) }},
	{"tables in cells", unit("<table><tr><td>\n\n")},
	{"items", func(n int) string { return "<ul>\n\n" + strings.Repeat("<li>a\n\n", n/7) }},
	{"items of nothing", unit("<li>\n\n")},
	{"frames in blocks", unit("<div><iframe src=https://a.fr/b>\n\n")},
	{"lines of a block", func(n int) string { return "<pre>\n" + strings.Repeat("a\n", n/2) + "</pre>" }},
	{"attributes of a tag", func(n int) string { return "a <kbd " + strings.Repeat("b ", n/2) + ">" }},
	{"unknown attributes", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "<div a%d=b>\n\n", i)
		}
		return b.String()
	}},
	{"&", unit("&")},
	{"&#", unit("&#1")},
	{"&amp", unit("&aaaaaa")},
	{"entities", unit("&lt;")},
	{"backslashes", unit("\\")},
	{"NUL", unit("\x00")},
	{"(", unit("(")},
	{"(a", unit("(a")},
	{"a@", unit("a@")},
	{"a.a@", unit(" a.a@a.")},
	{"_a@", unit("_a@a.b")},
	{"http:", unit(" http://a")},
	{"http: chained", unit("http://a.bc/(")},
	{"www.", unit("www.")},
	{"www. apart", unit(" www.a.b")},
	{"quotes", unit(">")},
	{"quotes apart", unit("> ")},
	{"quotes, then text", func(n int) string { return strings.Repeat(">", n/2) + strings.Repeat("a\n", n/4) }},
	{"lists", unit("- ")},
	{"lists and text", unit("* a\n")},
	{"ordered lists", unit("1. ")},
	{"mixed containers", unit("> - ")},
	{"mixed containers, ended", func(n int) string { return strings.Repeat("> - ", n/4) + "a" }},
	{"deep lists", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}},
	{"deep lists, tabs", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("\t", i) + "- a\n")
		}
		return b.String()
	}},
	{"deepest lists allowed", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%99) + "- a\n")
		}
		return b.String()
	}},
	{"lists of blank lines", func(n int) string { return strings.Repeat("- ", 40) + "a\n" + strings.Repeat("\n", n-90) }},
	{"list of blank lines", func(n int) string { return "- a\n" + strings.Repeat("\n", n-10) + "- b" }},
	{"quotes of blank lines", func(n int) string { return ">> a\n" + strings.Repeat(">>\n", n/3-10) + "b" }},
	{"note of blank lines", func(n int) string { return "[^1]\n\n[^1]: a\n" + strings.Repeat("\n", n-30) + "    b" }},
	{"definition of blank lines", func(n int) string { return "a\n: b\n" + strings.Repeat("\n", n-10) + "  c" }},
	{"code of blank lines", func(n int) string { return "- ```\n" + strings.Repeat("\n", n-10) }},
	{"indented code of blank lines", func(n int) string { return "    a\n" + strings.Repeat("\n", n-10) }},
	{"definitions of terms", unit("a\n: b\n")},
	{"nested definitions", func(n int) string { return "a\n" + strings.Repeat(": ", n/2) + "b" }},
	{"many terms", func(n int) string { return strings.Repeat("a\n", n/2) + ": b" }},
	{"references", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[a%d]: u\n", i)
		}
		return b.String()
	}},
	{"references apart", unit("[a]: u\n\n")},
	{"references without end", unit("[a]: u \"t\n")},
	{"references in parts", unit("[a\n")},
	{"references and uses", func(n int) string {
		return "[a]: " + strings.Repeat("u", n/2) + "\n\n" + strings.Repeat("[a]\n\n", n/10)
	}},
	{"short references and uses", func(n int) string {
		return "[a]: " + strings.Repeat("u", 1_900) + "\n\n" + strings.Repeat("[a]\n\n", n/5)
	}},
	{"long labels", func(n int) string {
		return strings.Repeat(strings.Repeat("[", 500)+strings.Repeat("]", 500)+"\n\n", n/1_002)
	}},
	{"footnotes", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[^%d]\n\n[^%d]: a\n\n", i, i)
		}
		return b.String()
	}},
	{"footnote calls", func(n int) string { return "[^1]: a\n\n" + strings.Repeat("a[^1] ", n/6) }},
	{"footnote calls, few", func(n int) string { return strings.Repeat("a[^1] b\n\n", 4_990) + "[^1]: a\n\n" }},
	{"footnotes, backwards", func(n int) string {
		var b strings.Builder
		for i := range 2_400 {
			fmt.Fprintf(&b, "[^%d]\n\n", i)
		}
		for i := range 2_400 {
			fmt.Fprintf(&b, "[^%d]: a\n\n", 2_399-i)
		}
		return b.String()
	}},
	{"nested footnotes", unit("[^a]: ")},
	{"headings", unit("# a\n")},
	{"headings, numbered", func(n int) string { return strings.Repeat("# a-2\n\n# a\n\n", n/12) }},
	{"one heading", func(n int) string { return "# " + strings.Repeat("*a_ ", n/4) }},
	{"setext", unit("a\n=\n")},
	{"setext, not", unit("a\n  =a\n")},
	{"rules", unit("---\n")},
	{"rule, not", unit("- - a\n")},
	{"fences", unit("```\n")},
	{"fences, growing", func(n int) string {
		var b strings.Builder
		for i := 3; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + "\n")
		}
		return b.String()
	}},
	{"table, wide", func(n int) string { return table(n/8, n/8) }},
	{"table, 200 columns", func(n int) string { return table(200, n/2) }},
	{"table, largest", func(n int) string { return table(100, 497) }},
	{"table, plain", func(n int) string { return table(4, 12_000) }},
	{"tables", unit("a|b\n-|-\nc|d\n\n")},
	{"table, \\|", func(n int) string { return "a|b\n-|-\n" + strings.Repeat("`\\|`|`\\|`\n", n/10) }},
	{"table, some \\|", func(n int) string { return "a|b\n-|-\n" + strings.Repeat("`\\|`|`\\|`\n", 2_400) }},
	{"delimiters", unit("-|-\n")},
	{"table of links", func(n int) string { return "a|b\n-|-\n" + strings.Repeat("[a](b)|[c](d)\n", n/14) }},
	{"tasks", unit("- [ ] a\n")},
	{"wiki links", unit("[[a|b]] ")},
	{"![[", unit("![[")},
	{"![[a|", unit("![[a|")},
	{"wiki images", unit("![[a.png|b|300]] ")},
	{"sized images", unit("![a](b.png =300x) ")},
	{"![a](b =", unit("![a](b =")},
	{"![a](b \" =", unit("![a](b \" =3x")},
	{"one long sized image", func(n int) string { return "![" + strings.Repeat("a", n) + "](b =3x)" }},
	{"a gallery", unit("![a](b.png)\n")},
	{"pictures on one line", unit("![a](b.png) ")},
	{"lone links", unit("https://youtu.be/abcdefgh\n\n")},
	{"{%youtube", unit("{%youtube ")},
	{"{%youtube %}", unit("{%youtube abcdefgh %}\n\n")},
	{"{%youtube %} in a row", unit("{%youtube abcdefgh %} ")},
	{"iframes", unit("<iframe src=//youtu.be/abcdefgh></iframe>\n\n")},
	{"iframes in a block", unit("<iframe src=//youtu.be/abcdefgh></iframe>")},
	{"iframes without end", unit("<iframe src=//youtu.be/abcdefgh>")},
	{"iframes in a line", unit("a <iframe src=//youtu.be/abcdefgh></iframe>")},
	{"iframes of elsewhere", unit("<iframe src=//a.b></iframe>\n")},
	{"one long iframe", func(n int) string { return "<iframe src=\"https://youtu.be/" + strings.Repeat("a", n) + "\">" }},
	{"an iframe of many attributes", func(n int) string { return "<iframe " + strings.Repeat("a=b ", n/4) + ">" }},
	{"divs before an iframe", func(n int) string { return strings.Repeat("<div>", n/5) + "<iframe src=//youtu.be/abcdefgh>" }},
	{"links beside iframes", unit("<a href=//youtu.be/abcdefgh>a</a><iframe src=//youtu.be/abcdefgh>")},
	{"<img", unit("<img src=a>")},
	{"<img on lines", unit("<img src=a>\n\n")},
	{"<img in a line", unit("a <img src=a>\n")},
	{"<video", unit("<video>")},
	{"<video> and sources", unit("<video><source src=a.mp4></video>\n\n")},
	{"<source", unit("<video><source src=a.mp4>")},
	{"hosts", func(n int) string { return "<iframe src=https://" + strings.Repeat("a.", n/2) + "fr>" }},
	{"apostrophes", unit("l'a")},
	{"straight quotes", unit("\"a\" ")},
	{"ordinals", unit("1e ")},
	{"ordinals in a word", unit("6e-")},
	{"hours", unit("1 h 30 ")},
	{"exclamation marks", unit("!")},
	{"question marks apart", unit("a ? ")},
	{"points", unit("... ")},
	{"spaces", unit(" ")},
	{"tabs", unit("\t")},
	{"tabs and letters", unit("a\t")},
	{"blank lines", unit("\n")},
	{"carriage returns", unit("\r")},
	{"letters", unit("a")},
	{"lines", unit("a\n")},
	{"hard breaks", unit("a  \n")},
	{"block of HTML", unit("<div>\n")},
	{"blocks of HTML", unit("<div>\n\n")},
	{"script", unit("<script>\n")},
	{"pre, not", unit("</pre\n")},
	{"quotes and text", unit("> a\n\n")},
	{"$", unit("$")},
	{"$ apart", unit("$ ")},
	{"$a", unit("$a ")},
	{"a$", unit("a$ ")},
	{"($a", unit("($a")},
	{"$$ and letters", unit("$$a")},
	{"$$ and lines", unit("$$ a\n")},
	{"$$ and paragraphs", unit("$$ a\n\n")},
	{"$$ alone and letters", unit("$$\na\nb\nc\nd\n\n")},
	{"$$ in quotes", unit("> $$\n> a\n\n")},
	{"$`", unit("$`a ")},
	{"$`a`", unit("$`a` ")},
	{"$\\$", unit("$\\$")},
	{"formulas", unit("$a$ ")},
	{"formulas, all different", numbered("$\\frac{a_%d}{b}$ ")},
	{"formulas, all wrong", numbered("$\\foo%d x$ ")},
	{"formulas of nested roots", unit("$" + strings.Repeat(`\sqrt{`, 38) + "x" + strings.Repeat("}", 38) + "$ ")},
	{"formulas of chemistry", numbered(`$\ce{^{%d}_{90}Th+ + 2H2O -> A^2-}$ `)},
	{"formulas of many columns", numbered(`$\begin{matrix}%d` + strings.Repeat("&'", 900) + `\end{matrix}$ `)},
	{"one long formula", func(n int) string { return "$$\n" + strings.Repeat("a+\n", n/3-3) + "$$" }},
	{"blocks of formulas", numbered("$$\na_{%d}\n$$\n\n")},
	{"code of a language", numbered("```python\nx = %d\n```\n")},
	{"code of a slow language", func(n int) string { return strings.Repeat("```java\n"+strings.Repeat("a b\n", 700)+"```\n", n/2_812) }},
	{"code of no language", numbered("```zz%d\nx\n```\n")},
	{"long code", func(n int) string { return "```python\n" + strings.Repeat("x = 1\n", n/6-4) + "```" }},
	{"code of brackets", func(n int) string {
		return strings.Repeat("```cpp\n"+strings.Repeat(strings.Repeat("[", 290)+"\n", 27)+"```\n", n/7_900)
	}},
	{"marks and no-break spaces", unit("a [b](\n\u00a0\n")},
	{"marks and empty items", unit("a [b](\n- \n")},
	{"marks after four spaces", unit("a [b](\n    >\n")},
}

func unit(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// numbered repeats a format with a number that is each time another.
func numbered(format string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n-2*len(format); i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

func twice(before, middle, after string) func(int) string {
	return func(n int) string {
		n /= len(before) + len(after)
		return strings.Repeat(before, n) + middle + strings.Repeat(after, n)
	}
}

func table(columns, rows int) string {
	return strings.Repeat("a|", columns) + "\n" + strings.Repeat("-|", columns) + "\n" + strings.Repeat("b\n", rows)
}

// TestBounds holds any text of 1 MB or less to a few seconds (under two on a
// machine of our own), and its page to a size in proportion. The best of three
// tries counts: other programs may be running.
func TestBounds(t *testing.T) {
	most := 20 * time.Second
	sizes := []int{30_000, 64 << 10, 1<<20 - 8}
	if slow || testing.Short() {
		most, sizes = 90*time.Second, sizes[:1]
	}
	r := New()
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			for _, n := range sizes {
				src := source(f.text(n))
				var res Result
				took := 2 * most
				for try := 0; try < 3 && took > most; try++ {
					start := time.Now()
					res = r.Render(src, &echo{})
					took = time.Since(start)
				}
				if took > most {
					t.Errorf("%d bytes took %v, want %v at most", len(src.Body), took, most)
				}
				if testing.Verbose() && took > most/10 {
					t.Logf("%d bytes: %v", len(src.Body), took)
				}
				if longest := outputPerByte*len(src.Body) + 4<<20; len(res.HTML) > longest {
					t.Errorf("%d bytes gave %d, want %d at most", len(src.Body), len(res.HTML), longest)
				}
			}
		})
	}
}

// TestRefused checks what a refusal says, and that honest texts near a limit pass.
func TestRefused(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // line:col and a word of the message; "" when the text passes
	}{
		{"1 MB", strings.Repeat("a\n\n", 1<<20/3), ""},
		{"more than 1 MB", strings.Repeat("a\n\n", 1<<20/3+2), "1 1\u00a0Mo"},
		{"99 quotes", strings.Repeat("> ", 99) + "a", ""},
		{"101 quotes", "a\n\n" + strings.Repeat("> ", 101) + "a", "3 niveaux"},
		{"101 lists", strings.Repeat("- ", 101) + "a", "1 niveaux"},
		{"a long rule", strings.Repeat("- ", 150) + "\n\n" + strings.Repeat("*", 500), ""},
		{"151 emphases", strings.Repeat("**", 301) + "a" + strings.Repeat("**", 301), "1 niveaux"},
		{"49 000 cells", table(100, 488), ""},
		{"51 000 cells", table(100, 510), "2 tableau"},
		{"a table in a quote", "> " + strings.ReplaceAll(table(100, 510), "\n", "\n> "), "2 tableau"},
		{"a page of links", strings.Repeat("Un [lien](a.md) et *un mot*. ", 700), ""},
		{"a paragraph of brackets", "a\n\n" + strings.Repeat("[a](", 25_000), "3 paragraphe"},
		{"as many brackets in as many paragraphs", strings.Repeat("[a](\n\n", 25_000), ""},
		{"as many brackets in a list", strings.Repeat("- [a](b)\n", 25_000), ""},
		{"2 000 footnotes", strings.Repeat("[^1] ", 2_000) + "\n\n[^1]: a", ""},
		{"5 001 footnotes", strings.Repeat("[^1] ", 5_001), "1 notes"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := r.Render(source(tt.in), &echo{})
			var refusals []site.Problem
			for _, p := range res.Problems {
				if p.Rule == "taille" {
					refusals = append(refusals, p)
				}
			}
			line, word, _ := strings.Cut(tt.want, " ")
			switch {
			case tt.want == "" && len(refusals) > 0:
				t.Errorf("refused: %v", refusals)
			case tt.want == "" && len(res.HTML) == 0:
				t.Error("no page")
			case tt.want == "":
			case len(refusals) != 1 || len(res.Problems) != 1 || len(res.HTML) > 0:
				t.Errorf("%d problems and a page of %d bytes, want one refusal", len(res.Problems), len(res.HTML))
			case fmt.Sprint(refusals[0].Line) != line || !strings.Contains(refusals[0].Message, word):
				t.Errorf("%v: %s, want line %s and %q", refusals[0].Pos, refusals[0].Message, line, word)
			}
		})
	}
}
