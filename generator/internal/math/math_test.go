package math

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// school reads the formulas of the golden file: « D » begins those that stand alone.
func school(t testing.TB) (list []formula) {
	t.Helper()
	text, err := os.ReadFile("testdata/ecole.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		tex, display := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "D ")
		list = append(list, formula{tex, display})
	}
	return list
}

func TestGolden(t *testing.T) {
	r := New()
	var got bytes.Buffer
	for _, f := range school(t) {
		mathml, fault := r.Render(f.tex, f.display)
		if fault != nil {
			mathml = fmt.Sprintf("%d: %s\n    %s", fault.Offset, fault.Message, fault.Hint)
		} else {
			inspect(t, f.tex, mathml)
		}
		fmt.Fprintf(&got, "%s\n%s\n\n", f.tex, strings.ReplaceAll(mathml, "><m", ">\n<m"))
	}
	const golden = "testdata/ecole.mathml"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	wantLines := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got.String(), "\n") {
		if i >= len(wantLines) || line != wantLines[i] {
			t.Fatalf("line %d is\n%s\nwant\n%s", i+1, line, strings.Join(wantLines[min(i, len(wantLines)):min(i+1, len(wantLines))], ""))
		}
	}
}

// allowed is every element of a formula with its attributes, and those that all
// may have.
var allowed = map[string]string{
	"math": "display", "semantics": "", "annotation": "encoding",
	"menclose": "notation", "mfrac": "linethickness", "mi": "mathvariant", "mmultiscripts": "", "mn": "",
	"mo": "form stretchy symmetric largeop movablelimits lspace rspace minsize maxsize", "mover": "accent", "mpadded": "width height depth lspace voffset",
	"mphantom": "", "mprescripts": "", "mroot": "", "mrow": "", "mspace": "width height depth", "msqrt": "", "mstyle": "",
	"msub": "", "msubsup": "", "msup": "", "mtable": "", "mtd": "", "mtext": "mathvariant", "mtr": "", "munder": "accentunder accent",
	"munderover": "accent accentunder", "none": "",
}

const anywhere = "class mathsize mathvariant displaystyle scriptlevel lspace rspace stretchy accent height movablelimits width"

var plainValue = regexp.MustCompile(`^[a-z0-9 %.+/-]*$`)

// inspect reads a formula as XML and reports what it may not hold.
func inspect(t *testing.T, tex, mathml string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(mathml))
	depth, annotation, last := 0, "", ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%q gives %q: %v", tex, mathml, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			attributes, ok := allowed[name]
			if !ok || token.Name.Space != "" || name == "math" != (depth == 0) {
				t.Errorf("%q gives <%s> at depth %d", tex, name, depth)
			}
			depth++
			last = name
			for _, a := range token.Attr {
				if !slices.Contains(strings.Fields(attributes+" "+anywhere), a.Name.Local) || a.Name.Space != "" || !plainValue.MatchString(a.Value) {
					t.Errorf("%q gives %s=%q on <%s>", tex, a.Name.Local, a.Value, name)
				}
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if last == "annotation" {
				annotation = string(token)
			}
		default:
			t.Errorf("%q gives %T", tex, token)
		}
	}
	if want := strings.TrimSpace(plain(tex)); annotation != want && utf8.ValidString(want) && !strings.ContainsAny(want, "\r") {
		t.Errorf("the source of %q is %q", tex, annotation)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct {
		in      string
		display bool
		want    string // offset and a part of the message
	}{
		{`x + \foo`, true, `4 la commande « \foo » n'est pas connue`},
		{`\fraction{1}{2}`, true, `0 « \fraction » n'est pas connue`},
		{`é + \foo`, true, `5 « \foo »`},
		{`𝑥 + \foo`, true, `7 « \foo »`},
		{`a & b`, false, `2 « & » sépare des colonnes`},
		{`a } b`, false, `2 une accolade } ferme ce qui n'est pas ouvert`},
		{`{ a`, false, `3 une accolade { n'est pas refermée`},
		{`\frac{a`, false, `7 la formule s'arrête trop tôt`},
		{`x^`, false, `-1 il manque quelque chose`},
		{`\sqrt`, false, `5 il manque quelque chose après « \sqrt »`},
		{`\left( x`, false, `8 « \left » n'a pas son « \right »`},
		{`x \right)`, false, `2 « \right » n'a pas son « \left »`},
		{`\begin{cases} x`, false, `15 « \begin » n'a pas son « \end »`},
		{`\begin{truc} x \end{truc}`, false, `6 « \begin{truc} » n'est pas connu`},
		{`\begin{cases} x \end{pmatrix}`, false, `16 « \begin{cases} » est fermé par « \end{pmatrix} »`},
		{`x^2^3`, false, `3 deux exposants se suivent`},
		{`x_1_2`, false, `3 deux indices se suivent`},
		{`\tag{1} x`, false, `-1 « \tag » ne s'emploie que dans une formule seule sur sa ligne`},
		{`\begin{align} a \end{align}`, false, `-1 « align » ne s'emploie que`},
		{`\text{a} $ b`, false, `9 « $ » n'a pas sa place ici`},
		{`\hspace{3} x`, false, `8 ce n'est pas une longueur : « 3 »`},
		{`\left x`, false, `6 « \left » n'est pas suivi d'un délimiteur`},
		{`😀`, false, `0 ne peut pas contenir ce caractère : « 😀 »`},
		{`a \over b \over c`, false, `10 la formule n'est pas comprise à partir d'ici : « \over c »`},
		{`50 %`, false, `3 « % » commence un commentaire`},
		{`50 % de`, false, `3 « % » commence un commentaire`},
		{"a = b \\\\\n\\foo", true, `9 « \foo »`},
		{`\ref{a}`, false, `0 pas admise dans une formule : « \ref »`},
		{` `, false, `-1 la formule est vide`},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			mathml, fault := r.Render(tt.in, tt.display)
			if fault == nil {
				t.Fatalf("Render(%q) = %s, want a fault", tt.in, mathml)
			}
			offset, part, _ := strings.Cut(tt.want, " ")
			if fmt.Sprint(fault.Offset) != offset || !strings.Contains(fault.Message, part) || fault.Hint == "" {
				t.Errorf("Render(%q): %d %q (%q), want %s", tt.in, fault.Offset, fault.Message, fault.Hint, tt.want)
			}
		})
	}
}

// A comment on its own line, or at the very end of one, is no mistake.
func TestComments(t *testing.T) {
	r := New()
	for _, tex := range []string{"% somme\na + b", "a +%\nb", `20\,\%`} {
		if _, fault := r.Render(tex, true); fault != nil {
			t.Errorf("Render(%q): %s", tex, fault.Message)
		}
	}
}

var hostile = []string{
	`\href{javascript:alert(1)}{x}`, `\url{javascript:alert(1)}`, `\class{a}{b}`, `\id{a}{b}`, `\style{color:red}{b}`,
	`\data{a=b}{c}`, `\htmlClass{a}{b}`, `\includegraphics[width=1em]{https://evil.test/a.png}`,
	`\text{<script>alert(1)</script>}`, `<script>alert(1)</script>`, `</math><script>alert(1)</script>`, `]]>`, `<!--`, `&lt;script&gt;`,
	`\text{</annotation></semantics></math><img src=x onerror=alert(1)>}`, `"onclick="alert(1)`, `\color{red;background:url(//evil.test)}x`,
	`\color[HTML]{ff0000"}x`, `\textcolor{"><script>}{x}`, `\ref{javascript:alert(1)}`, `\label{x"onclick=alert(1)}x`, `\tag{<b>}x`,
	`\begin{align} a \label{eq"} \end{align}`, `\unicode{x3c}script`, `\char"3c`, `\verb|<script>|`, `\mathrm{<script>}`, `\operatorname{<b>}`,
	`\rule{1000000em}{1000000em}`, `\kern{-1000em}x`, `\hspace{1e309em}`, `\raise 9999999pt x`, `\genfrac{<}{>}{1px}{}{a}{b}`,
	`\ce{<script>alert(1)</script>}`, `\ce{A ->[<b>] B}`, `\pu{<b>}`, `\text{\u0000}`, "\x00", "a\x01b\x7f", "\xff\xfe", "\u2028", "\ufffe",
	`\def\a{\a\a}\a`, `\def\f#1{\f{#1#1}}\f{x}`, `\newcommand{\a}{\a}\a`, `\let\a=\b\a`, `\gdef\frac{}`, `\edef\a{\a}`, `\futurelet\a\b`,
	`\expandafter\a\b`, `\@firstoftwo{a}{b}`, `\csname a\endcsname`, `\constructor`, `\__proto__`, `\toString`, `__proto__`, `\begin{constructor}\end{constructor}`,
	strings.Repeat("{", 1_999), strings.Repeat("{", 39) + "x" + strings.Repeat("}", 39), strings.Repeat(`\frac{`, 300), strings.Repeat(`\sqrt{`, 39) + "x" + strings.Repeat("}", 39),
	strings.Repeat(`\left(`, 30) + strings.Repeat(`\right)`, 30), strings.Repeat(`\begin{matrix}`, 30) + strings.Repeat(`\end{matrix}`, 30),
	strings.Repeat(`\llap{`, 30) + "x" + strings.Repeat("}", 30), strings.Repeat(`\llap\bgroup `, 30) + "x" + strings.Repeat(`\egroup`, 30),
	strings.Repeat("\\llap{%}\n", 30) + "x" + strings.Repeat("}", 30), strings.Repeat("\\cancelto{0}{", 30) + "x" + strings.Repeat("}", 30),
	strings.Repeat(`\ce{^{`, 20) + "x" + strings.Repeat("}}", 20), strings.Repeat("x^", 999), strings.Repeat("'", 1_999), strings.Repeat("&", 1_999),
	strings.Repeat(`\\`, 999), strings.Repeat("a", 100_000), strings.Repeat(`\frac12`, 50_000), strings.Repeat("\u0301", 900), strings.Repeat("~", 1_999),
	`\ce{` + strings.Repeat("(", 500) + `}`, `\ce{` + strings.Repeat("a+", 250) + `}`, `\text{` + strings.Repeat("é", 900) + `}`,
}

func TestHostile(t *testing.T) {
	r := New()
	for _, tex := range hostile {
		for _, display := range []bool{false, true} {
			mathml, fault := r.Render(tex, display)
			if fault == nil {
				inspect(t, tex, mathml)
			} else if mathml != "" || fault.Message == "" || fault.Hint == "" || fault.Offset > len(tex) {
				t.Errorf("Render(%.40q) = %.40q and %+v", tex, mathml, fault)
			}
			if len(mathml) > 160_000 {
				t.Errorf("Render(%.40q) gives %d bytes", tex, len(mathml))
			}
		}
	}
	if mathml, fault := r.Render("a+b", false); fault != nil || !strings.Contains(mathml, "<mi>a</mi>") {
		t.Errorf("after all this, a+b gives %q, %v", mathml, fault)
	}
}

// Whatever happens in the engine is the fault of one formula: the next one has
// another engine.
func TestEngineFails(t *testing.T) {
	script := func(source string) goja.Callable {
		vm := goja.New()
		vm.SetMaxCallStackSize(maxFrames)
		v, err := vm.RunString(source)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := goja.AssertFunction(v)
		return f
	}
	tests := []struct {
		name string
		call goja.Callable
	}{
		{"a panic", func(goja.Value, ...goja.Value) (goja.Value, error) { panic("index out of range") }},
		{"an answer of another kind", script(`(function () { return 3 })`)},
		{"an exception", script(`(function () { throw 3 })`)},
		{"too many frames", script(`(function f() { return f() + 1 })`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := start()
			e.call = tt.call
			failsOnce(t, e, false)
		})
	}
	t.Run("no end", func(t *testing.T) {
		e := start()
		v, err := e.vm.RunString(`(function () { for (;;) {} })`)
		if err != nil {
			t.Fatal(err)
		}
		e.call, _ = goja.AssertFunction(v)
		e.maxTime = 50 * time.Millisecond
		failsOnce(t, e, true)
	})
}

func failsOnce(t *testing.T, e *engine, stops bool) {
	t.Helper()
	r := New()
	r.idle = []*engine{e}
	mathml, fault := r.Render("x", false)
	if fault == nil || mathml != "" || fault.Stops() != stops || fault.Message == "" || fault.Hint == "" {
		t.Errorf("Render gives %q and %+v, want a fault that stops the build: %v", mathml, fault, stops)
	}
	if slices.Contains(r.idle, e) {
		t.Error("the engine is kept")
	}
	if mathml, fault := r.Render("x", false); fault != nil || !strings.Contains(mathml, "<mi>x</mi>") {
		t.Errorf("then x gives %q, %+v", mathml, fault)
	}
}

// One worker needs one engine, whatever the machine has.
func TestEnginesAreUsedAgain(t *testing.T) {
	r := New()
	for _, tex := range []string{"a", "b", "c", `\foo`, "d"} {
		r.Render(tex, false)
	}
	if len(r.idle) != 1 {
		t.Errorf("%d engines are started, want 1", len(r.idle))
	}
}

// What nobody sees is left out, and a fault is still where the author wrote it.
func TestInvisible(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a\u200bb", "ab"}, {"f\u2061(x)", "f(x)"}, {"2\u2062x", "2x"}, {"\ufeffa\u00ad", "a"}, {`\text{a` + "\u202eb\u2066c}", `\text{abc}`},
		{"a\ufe0f\U000e0041", "a"}, {"\u034fx\u3164", "x"}, {"𝑥\u200d𝟐", "x2"}, {"\xffa", "\ufffda"},
		{`\fr` + "\u200bac{1}{2}", `\frac{1}{2}`},
	}
	r := New()
	for _, tt := range tests {
		if got := plain(tt.in); got != tt.want {
			t.Errorf("plain(%q) = %q, want %q", tt.in, got, tt.want)
		}
		got, fault := r.Render(tt.in, false)
		want, _ := r.Render(tt.want, false)
		if got != want || strings.ContainsFunc(got, func(r rune) bool { return isControl(r) || isInvisible(r) }) {
			t.Errorf("Render(%q) = %q, %+v, want %q", tt.in, got, fault, want)
		}
	}
	faults := []struct {
		in     string
		offset int
	}{
		{"\u200b\\foo", 3}, {"𝑥\u200b + \\foo", 10}, {"\ufeff{ a\u200b", 9}, {"\u200b\u200b", -1},
	}
	for _, tt := range faults {
		if _, fault := r.Render(tt.in, false); fault == nil || fault.Offset != tt.offset {
			t.Errorf("Render(%q): %+v, want a fault at %d", tt.in, fault, tt.offset)
		}
	}
}

// A control character is what a program made of \f in \frac: the formula is not
// the author's any more.
func TestControls(t *testing.T) {
	r := New()
	for _, c := range "\x00\b\f\x1b\x7f\u0085\u009f\u2028\u2029\ufffe\uffff\U0001ffff" {
		tex := "é" + string(c) + "rac{1}{2}"
		mathml, fault := r.Render(tex, true)
		if fault == nil || fault.Offset != 2 || !strings.Contains(fault.Message, fmt.Sprintf("U+%04X", c)) {
			t.Errorf("Render(%q) = %q, %+v, want a fault at 2", tex, mathml, fault)
		}
		if got := Source(tex + "\u200b"); got != "é\ufffdrac{1}{2}" {
			t.Errorf("Source(%q) = %q", tex, got)
		}
	}
	if _, fault := r.Render("a\t+\r\nb", true); fault != nil {
		t.Errorf("spaces and ends of lines: %+v", fault)
	}
}

// A formula that defines commands may fill any memory, « \def\f#1{\f{#1#1}} »:
// scan refuses it however it is written, and Temml would not read it either.
func TestDefinitions(t *testing.T) {
	const body = `\f#1{\f{#1#1}}\f{x}`
	commands := []string{`\def`, `\gdef`, `\edef`, `\xdef`, "\\d\u200bef", `\𝐝𝐞𝐟`, `\𝑑𝑒𝑓`, `\global\def`, `\long\def`}
	for _, define := range []string{`\newcommand`, `\renewcommand`, `\providecommand`} {
		commands = append(commands, define+`{\f}[1]{\f{#1#1}}\f{x}%`+"\n")
	}
	r, e := New(), start()
	for _, define := range commands {
		allocated := testing.AllocsPerRun(1, func() {
			if mathml, fault := r.Render(define+body, true); fault == nil || fault.Offset != 0 || !strings.Contains(fault.Message, "pas admise") {
				t.Errorf("Render(%q) = %q, %+v, want a refusal", define+body, mathml, fault)
			}
			if define == `\gdef` || strings.HasPrefix(define, `\global`) {
				return // Temml itself needs it, for \tag
			}
			if mathml, fault, sound := e.run(formula{plain(define + body), true}); fault == nil || !sound {
				t.Errorf("Temml makes %d bytes of %q", len(mathml), define+body)
			}
		})
		if allocated > 1_000_000 {
			t.Errorf("%q takes %v pieces of memory", define+body, allocated)
		}
	}
}

// TestNothingMultiplies nests each command that the library knows in itself: the
// cost may not double at each level, unless scan refuses it. It is what holds the
// list « heavy » to the library, when that one changes.
func TestNothingMultiplies(t *testing.T) {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`"\\\\([a-zA-Z]+)"`).FindAllStringSubmatch(temml+mhchem, -1) {
		names[`\`+m[1]] = true
	}
	if len(names) < 800 {
		t.Fatalf("%d commands found in the library", len(names))
	}
	e := start()
	for name := range names {
		for _, before := range []string{"", "{a}"} { // in the first argument, in the second
			tex := strings.Repeat(name+before+"{", 8) + "x" + strings.Repeat("}", 8)
			if _, fault := scan(tex); fault != nil {
				continue
			}
			mathml, _, sound := e.run(formula{tex, true})
			if !sound {
				e = start()
			}
			if len(mathml) > 20_000 {
				t.Errorf("%s makes %d bytes", tex, len(mathml))
			}
		}
	}
}

// One Renderer serves all workers, and no formula changes another.
func TestConcurrent(t *testing.T) {
	list := school(t)
	r := New()
	want := map[formula]string{}
	for _, f := range list {
		want[f], _ = r.Render(f.tex, f.display)
	}
	r = New()
	var wg sync.WaitGroup
	for range 2 * maxRuntimes {
		wg.Go(func() {
			for _, f := range list {
				if got, _ := r.Render(f.tex, f.display); got != want[f] {
					t.Errorf("%q gives %q, want %q", f.tex, got, want[f])
				}
			}
		})
	}
	wg.Wait()
}

func TestKnownIsBounded(t *testing.T) {
	r := New()
	for i := range maxKnown + 10 {
		r.known[formula{tex: fmt.Sprint(i)}] = ""
	}
	if _, fault := r.Render("x", false); fault != nil || len(r.known) != 1 {
		t.Errorf("%d formulas are kept, want 1: %v", len(r.known), fault)
	}
}

func FuzzMath(f *testing.F) {
	for _, tex := range hostile {
		f.Add(tex, true)
	}
	for _, formula := range school(f) {
		f.Add(formula.tex, formula.display)
	}
	r := New()
	f.Fuzz(func(t *testing.T, tex string, display bool) {
		if !utf8.ValidString(tex) {
			return // package content lets no such file through
		}
		mathml, fault := r.Render(tex, display)
		switch {
		case fault == nil:
			inspect(t, tex, mathml)
		case mathml != "" || fault.Message == "" || fault.Hint == "" || fault.Offset < -1 || fault.Offset > len(tex):
			t.Errorf("Render(%q) = %q and %+v", tex, mathml, fault)
		}
		if again, _ := r.Render(tex, display); again != mathml {
			t.Error("two renderings differ")
		}
	})
}

// BenchmarkStart is what the first formula costs, and the memory of each runtime.
func BenchmarkStart(b *testing.B) {
	programs()
	b.ReportAllocs()
	for b.Loop() {
		start()
	}
}

// BenchmarkFormula is one formula that was never seen.
func BenchmarkFormula(b *testing.B) {
	r := New()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, fault := r.Render(fmt.Sprintf(`x_{%d} = \frac{-b \pm \sqrt{b^2-4ac}}{2a}`, i), true); fault != nil {
			b.Fatal(fault.Message)
		}
	}
}

// BenchmarkPage is the 30 formulas of testdata, never seen.
func BenchmarkPage(b *testing.B) {
	list := school(b)
	r := New()
	b.ReportAllocs()
	for b.Loop() {
		clear(r.known)
		for _, f := range list {
			r.Render(f.tex, f.display)
		}
	}
}
