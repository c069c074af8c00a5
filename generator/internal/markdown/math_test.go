package markdown

import (
	"fmt"
	"strings"
	"testing"

	"essaim/generator/internal/math"
	"essaim/generator/site"
)

// What is a formula between dollars, and what is money.
func TestDollars(t *testing.T) {
	tests := []struct {
		in   string
		want string // the formulas, each between « and », and ! after those that stand alone
	}{
		{"$a$", "«a»"},
		{"le $n$ième, ($x$), $a$.", "«n»«x»«a»"},
		{"$`a_1`$ et $`b`", "«a_1»"},
		{"$$a$$", "«a»!"},
		{"soit $$a$$ et $$b$$", "«a»!«b»!"},
		{"$$\na\n$$", "«a\n»!"},
		{"$$\n\na\n\n$$", "«\na\n\n»!"},
		{"$$ a\nb $$", "« a\nb »!"},
		{"$$ a\n\nb $$", ""},
		{"a\n$$\nb\n$$\nc", "«b\n»!"},
		{"> $$\n> a\n> $$", "«a\n»!"},
		{"- a\n\n  $$\n  - b\n  $$", "«- b\n»!"},
		{"```math\na\n```", "«a\n»!"},
		{"~~~ MATH\na\n~~~", "«a\n»!"},
		{"$a\nb$", "«a\nb»"},
		{"$a\n\nb$", ""},
		{"$5\\$ + x$", "«5\\$ + x»"},
		{"*a $b*c$ d*", "«b*c»"},
		{"[a $b$](c)", "«b»"},
		{"| a |\n|---|\n| $b$ |", "«b»"},
		{"# a $b$", "«b»"},
		{"de 5 $ à 10 $", ""},
		{"de 5$ à 10$", ""},
		{"de 5\u00a0$ à 10\u00a0$.", ""},
		{"5 $, 10 $ ; 5$, 10$ (5 $) ou (10 $)", ""},
		{"US$5 et US$6, $5 et $6", ""},
		{"$ a$ $a $", ""},
		{"$a $b", ""},
		{"$a$5", ""},
		{"$HOME et $PATH", ""},
		{"\\$a\\$ \\$\\$a\\$\\$", ""},
		{"`$a$` et $a `b$ c`", ""},
		{"    $$\n    a\n    $$", ""},
		{"```\n$$\na\n$$\n```", ""},
		{"[a](b$c$d) <https://a.fr/$b$>", ""},
		{"$$ $$", ""},
		{"$$$a$$$", ""},
		{"$$", ""},
		{"a $$ b", ""},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			page := string(r.Render(source(tt.in), &echo{}).HTML)
			var got strings.Builder
			for _, math := range strings.Split(page, "<math")[1:] {
				_, tex, _ := strings.Cut(math, `application/x-tex">`)
				tex, _, _ = strings.Cut(tex, "</annotation>")
				got.WriteString("«" + tex + "»")
				if strings.HasPrefix(math, ` display="block"`) {
					got.WriteString("!")
				}
			}
			want := tt.want
			for _, trimmed := range []string{"\n", " "} {
				want = strings.ReplaceAll(want, trimmed+"»", "»")
				want = strings.ReplaceAll(want, "«"+trimmed, "«")
			}
			want = strings.ReplaceAll(strings.ReplaceAll(want, "\n»", "»"), "«\n", "«")
			if got.String() != want {
				t.Errorf("Render(%q) has %q, want %q", tt.in, got.String(), want)
			}
		})
	}
}

// Each problem of a formula has the place of what is wrong in it.
func TestFormulaProblems(t *testing.T) {
	tests := []struct{ in, want string }{
		{`a $b + \foo$`, `1:8 « \foo »`},
		{"é $x$ $\\foo$", `1:9 « \foo »`},
		{"$$\nb\n\\foo\n$$", `3:1 « \foo »`},
		{"> $$\n> b + \\foo\n> $$", `2:7 « \foo »`},
		{"- ```math\n  a + \\foo\n  ```", `2:7 « \foo »`},
		{"a\n\n$a\nb \\foo$", `4:3 « \foo »`},
		{"a\r\n\r\n$$\r\n\\foo\r\n$$", `4:1 « \foo »`},
		{"a $20 %$", "1:7 commentaire"},
		{"$$ a", "1:1 jamais refermée"},
		{"a\n$$ a\n\nb $$ c", "2:1 jamais refermée"},
		{"- $$\n  a\n\n$$", "4:1 jamais refermée"},
		{"```math\n```", "1:1 vide"},
		{"$" + strings.Repeat("a", 2_001) + "$", "1:2 dépasse"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.in[:min(len(tt.in), 40)], func(t *testing.T) {
			res := r.Render(source(tt.in), &echo{})
			if len(res.Problems) == 0 {
				t.Fatalf("Render(%q): no problem, want %s", tt.in, tt.want)
			}
			p := res.Problems[0]
			place, part, _ := strings.Cut(tt.want, " ")
			if fmt.Sprintf("%d:%d", p.Line, p.Col) != place || p.Rule != "formule" || !strings.Contains(p.Message, part) {
				t.Errorf("Render(%q): %v, want %s", tt.in, res.Problems, tt.want)
			}
		})
	}
}

// What nobody sees is nowhere in the page: in a formula, in its source when it
// cannot be read, in a heading, in the text of a picture.
func TestInvisibleInFormulas(t *testing.T) {
	const unseen = "\u200b\u202e\u2066\ufeff\u00ad\U000e0041"
	formula := "$a" + unseen + "+" + unseen + "b$"
	wrong := "$\\foo" + unseen + "\x01\u0085\u2028b$"
	block := "$$\n\\bar" + unseen + "\x02{\n$$"
	text := strings.Join([]string{formula, wrong, block, "# " + formula, "# " + wrong, "![" + formula + "](a.jpg)", "![" + wrong + "](a.jpg)"}, "\n\n")
	res := New().Render(source(text), &echo{})
	var all strings.Builder
	all.Write(res.HTML)
	for _, h := range res.Headings {
		all.WriteString(h.Text)
	}
	if i := strings.IndexAny(all.String(), unseen+"\x01\x02\u0085\u2028"); i >= 0 {
		t.Errorf("%q is in the page", all.String()[i:min(len(all.String()), i+20)])
	}
	if got := strings.Count(string(res.HTML), "<mi>a</mi><mo>+</mo><mi>b</mi>"); got != 2 {
		t.Errorf("%d formulas, want 2:\n%s", got, res.HTML)
	}
	if got := strings.Count(string(res.HTML), "formule-source"); got != 3 {
		t.Errorf("%d formulas shown as they are written, want 3:\n%s", got, res.HTML)
	}
}

// A formula that was stopped stops the build: a faster machine would make another
// page.
func TestFormulaThatStops(t *testing.T) {
	tests := []struct {
		fault *math.Fault
		want  site.Severity
	}{
		{math.TooLong, site.Error},
		{&math.Fault{Offset: 3, Message: "a", Hint: "b"}, site.Warning},
	}
	for _, tt := range tests {
		p := newPage(source("$a$"), nowhere{})
		p.formulaFault(1, tt.fault)
		if got := p.problems[0]; got.Severity != tt.want || got.Message != tt.fault.Message {
			t.Errorf("%+v gives %+v, want %v", tt.fault, got, tt.want)
		}
	}
}

// A page has formulas as far as they cost; the rest is shown as it was written.
func TestManyFormulas(t *testing.T) {
	var b strings.Builder
	for i := range 3_000 {
		fmt.Fprintf(&b, "$a_{%d}$ ", i)
	}
	res := New().Render(source(b.String()), &echo{})
	shown := strings.Count(string(res.HTML), "<math")
	left := strings.Count(string(res.HTML), "<code class=\"formule-source\">a_{")
	if shown < 1_000 || shown+left != 3_000 || len(res.Problems) != 1 {
		t.Errorf("%d formulas, %d left as they are, %d problems", shown, left, len(res.Problems))
	}
}

func TestPlainFormula(t *testing.T) {
	res := New().Render(source("# Résoudre $x^2 = 4$\n\n![aire $\\pi r^2$](a.jpg)\n\n$$a + b$$"), &echo{})
	if h := res.Headings[0]; h.Text != "Résoudre x^2 = 4" || h.ID != "resoudre-x-2-4" {
		t.Errorf("heading %+v", h)
	}
	if !strings.Contains(string(res.HTML), `alt="aire \pi r^2"`) {
		t.Errorf("%s", res.HTML)
	}
	if res.Words != 5 {
		t.Errorf("%d words, want 5", res.Words)
	}
}

// BenchmarkFormulas is a page of 30 formulas, which are known after the first time.
func BenchmarkFormulas(b *testing.B) {
	src := source(strings.Repeat("Soit $x_1$ et $\\frac{a}{b}$ :\n\n$$x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$$\n\n", 10))
	r := New()
	b.SetBytes(int64(len(src.Body)))
	b.ReportAllocs()
	for b.Loop() {
		r.Render(src, &echo{})
	}
}
