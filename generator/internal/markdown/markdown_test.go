package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"essaim/generator/site"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// echo is a Resolver that knows every page: it answers what it was asked, and
// remembers the questions.
type echo struct{ asked []Link }

func (e *echo) Resolve(l Link) Target {
	e.asked = append(e.asked, l)
	return Target{URL: l.Dest, Title: "Page " + l.Dest}
}

// nowhere is a Resolver that knows no page.
type nowhere struct{}

func (nowhere) Resolve(Link) Target { return Target{} }

func source(body string) Source {
	return Source{File: "content/page.md", Line: 1, Body: []byte(body)}
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden case: %v", err)
	}
	r := New()
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			src := Source{File: filepath.Base(file), Line: 1, Body: body}
			render := r.Render
			if strings.HasPrefix(src.File, "court") {
				render = r.Inline
			}
			got := page2text(render(src, &echo{}))
			golden := strings.TrimSuffix(file, ".md") + ".html"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			wantLines := strings.Split(string(want), "\n")
			for i, line := range strings.Split(string(got), "\n") {
				if i >= len(wantLines) || line != wantLines[i] {
					t.Fatalf("line %d of the page is\n%s\nwant\n%s", i+1, line, strings.Join(wantLines[min(i, len(wantLines)):min(i+1, len(wantLines))], ""))
				}
			}
			if len(got) != len(want) {
				t.Errorf("the page has %d bytes, want %d", len(got), len(want))
			}
		})
	}
}

// page2text is what a golden file holds: the page, then what was said of it.
func page2text(res Result) []byte {
	var b bytes.Buffer
	b.Write(res.HTML)
	fmt.Fprintf(&b, "<!--\n%d mots\n", res.Words)
	for _, h := range res.Headings {
		fmt.Fprintf(&b, "%d #%s %s\n", h.Level, h.ID, h.Text)
	}
	for _, p := range res.Problems {
		fmt.Fprintf(&b, "%s: %s: %s: %s\n    %s\n", p.Pos, p.Severity, p.Rule, p.Message, p.Hint)
	}
	b.WriteString("-->\n")
	return b.Bytes()
}

func TestInline(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a paragraph", "Un **mot** et [un lien](a.md).", "<p>Un <strong>mot</strong> et <a href=\"a.md\">un lien</a>.</p>\n"},
		{"two paragraphs", "Un.\n\nDeux.", "<p>Un.</p>\n<p>Deux.</p>\n"},
		{"a list", "- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"},
		{"no heading", "# Titre", "<p># Titre</p>\n"},
		{"no setext heading", "Titre\n===", "<p>Titre\n===</p>\n"},
		{"no table", "a | b\n--|--", "<p>a | b\n--|--</p>\n"},
		{"no code block", "    code\n\nun\n\n\tdeux", "<p>code</p>\n<p>un</p>\n<p>deux</p>\n"},
		{"no fence", "```\ncode\n```", "<p><code>code</code></p>\n"},
		{"no quote", "> un\n\n***", "<p>&gt; un</p>\n<p>***</p>\n"},
		{"text of HTML blocks", "<div>\nun\n</div>\n\ndeux", "<p>un</p>\n<p>deux</p>\n"},
		{"no block in HTML", "<table><tr><td>un</td></tr></table>", "<p>un</p>\n"},
		{"a wiki link", "[[robots]]", "<p><a href=\"robots\">Page robots</a></p>\n"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(r.Inline(source(tt.in), &echo{}).HTML); got != tt.want {
				t.Errorf("Inline(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // line:col of the first problem
	}{
		{"first line", "a [b](javascript:c)", "10:3"},
		{"bytes, not letters", "é [b](javascript:c)", "10:4"},
		{"later line", "a\n\nb <font>c</font>", "12:3"},
		{"in a quote", "> a\n> <font>c</font>", "11:3"},
		{"in a list", "- a\n- [b](data:x)", "11:3"},
		{"in a table", "a | b\n--|--\nc | ![](x.jpg)", "12:5"},
		{"a block of HTML", "a\n\n  <form>x</form>", "12:3"},
		{"an automatic address", "a <javascript:x>", "10:3"},
		{"windows line ends", "a\r\n\r\nb <font>c</font>", "12:3"},
		{"after a footnote", "a[^1]\n\n[^1]: b <font>c</font>", "12:9"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := r.Render(Source{File: "f.md", Line: 10, Body: []byte(tt.in)}, &echo{})
			if len(res.Problems) == 0 {
				t.Fatalf("Render(%q): no problem, want one at %s", tt.in, tt.want)
			}
			if got := res.Problems[0].Pos.String(); got != "f.md:"+tt.want {
				t.Errorf("Render(%q): problem at %s, want %s", tt.in, got, tt.want)
			}
		})
	}
	src := Source{File: "f.md", Line: 3, Indent: 10, Body: []byte("a <font>c</font>")}
	if got := r.Inline(src, &echo{}).Problems[0].Pos; got.Line != 3 || got.Col != 13 {
		t.Errorf("Inline with an indent: problem at %v, want 3:13", got)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // rules
	}{
		{"nothing to say", "# A\n\nb [c](d.md) https://e.fr", nil},
		{"one for each tag", "<big>a</big> <font>b</font>", []string{"html", "html"}},
		{"one for a tag that is not closed", "<b>a <i>b</i>\n\nc</b>", []string{"html"}},
		{"tags that are understood", "<b>a</b> <kbd>b</kbd>", nil},
		{"a tag that only closes", "a</b>", []string{"html"}},
		{"a comment", "<!-- a\nb -->\n\nc <!-- d --> e", nil},
		{"two comments", "<!-- a --> <!-- b -->", nil},
		{"text beside a comment", "<!-- a --> b", nil},
		{"a comment without end in a block", "<div><!-- b\n\nc", []string{"html", "html"}},
		{"a comment without end", "a\n\n<!-- b\n\nc", []string{"html"}},
		{"a block", "<div>\na\n</div>", nil},
		{"columns of a table", "<table><colgroup><col></colgroup><tr><td>a</td></tr></table>", nil},
		{"a block that is not known", "<form>\na\n</form>", []string{"html"}},
		{"an instruction", "a <?php x ?> b", []string{"html"}},
		{"an image without text", "![](a.jpg)", []string{"image"}},
		{"an image of elsewhere", "![a](https://b.fr/c.png)", []string{"image"}},
		{"an image that is no image", "![a](mailto:b@c.fr)", []string{"image"}},
		{"an image that runs", "![a](javascript:b)", []string{"image"}},
		{"a row too long", "a|b\n-|-\nc|d|e", []string{"tableau"}},
		{"a row with bars only", "a|b\n-|-\n|c|d|||", nil},
		{"a note never called", "a\n\n[^1]: b", []string{"reference"}},
		{"an empty address", "[a]()", []string{"lien"}},
		{"no site", "[a](https://)", []string{"lien"}},
		{"no protocol", "[a](//b.fr/c)", []string{"lien"}},
		{"a Windows path", `[a](b\c.md)`, []string{"lien"}},
		{"a title without end", "[a](b.md \"" + strings.Repeat("x", 1001) + "\")", []string{"lien"}},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range r.Render(source(tt.in), &echo{}).Problems {
				got = append(got, p.Rule)
				if p.Severity != site.Warning || p.Message == "" || p.Hint == "" {
					t.Errorf("problem %+v, want a warning with a message and a hint", p)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("Render(%q): problems %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestResolver(t *testing.T) {
	const body = `[a](un.md) ![b](deux.jpg) [[trois#x|c]] <https://d.fr> [e](#f) [g](mailto:h@i.fr)
[![j](quatre.jpg)](cinq.md) [six]

[six]: /six/

` + "`[[code]]` [a&amp;b](sept&amp;huit.md)"
	e := &echo{}
	New().Render(source(body), e)
	var got []string
	for _, l := range e.asked {
		got = append(got, fmt.Sprintf("%d:%d %d %s", l.Pos.Line, l.Pos.Col, l.Kind, l.Dest))
	}
	want := []string{
		"1:1 0 un.md", "1:12 1 deux.jpg", "1:27 2 trois#x",
		"2:1 0 cinq.md", "2:2 1 quatre.jpg", "2:29 0 /six/",
		"6:12 0 sept&huit.md",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("asked\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	res := New().Render(source("[a *b*](c.md) ![d](e.jpg) [[f]] [[f#g|h]] [](i.md)"), nowhere{})
	const dropped = "<p>a <em>b</em> d f h i.md</p>\n"
	if string(res.HTML) != dropped {
		t.Errorf("links to nowhere: %q, want %q", res.HTML, dropped)
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{
		{"", 0},
		{"L'école est finie", 3},
		{"un — deux : trois", 3},
		{"**dé**but de [lien](a.md)", 3},
		{"un\ndeux\n\n- trois\n- quatre", 4},
		{"```\nx = 1\n```", 2},
		{"## Titre\n\na | b\n--|--\nc | d", 5},
	}
	r := New()
	for _, tt := range tests {
		if got := r.Render(source(tt.in), &echo{}).Words; got != tt.want {
			t.Errorf("words of %q = %d, want %d", tt.in, got, tt.want)
		}
	}
}

// One Renderer serves all workers: the race detector looks on.
func TestConcurrent(t *testing.T) {
	body := page7kB(t)
	r := New()
	want := r.Render(source(body), &echo{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				got := r.Render(source(body), &echo{})
				if !bytes.Equal(got.HTML, want.HTML) || len(got.Problems) != len(want.Problems) {
					t.Error("two renderings of one text differ")
				}
			}
		})
	}
	wg.Wait()
}

// page7kB returns a page of the usual size.
func page7kB(t testing.TB) string {
	t.Helper()
	body, err := os.ReadFile("testdata/projet.md")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Repeat(string(body)+"\n\n", 1+7_000/len(body))
}
