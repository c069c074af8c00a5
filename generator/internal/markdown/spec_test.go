package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// example is one of a specification.
type example struct {
	Example        int
	Section        string
	Markdown, HTML string
}

func examples(t *testing.T, file string) (list []example) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// plainly returns our parser with the plain HTML of goldmark for what it is
// given: raw HTML and every address pass, as the specifications show them.
func plainly(extensions ...goldmark.Extender) goldmark.Markdown {
	md := goldmark.New(goldmark.WithExtensions(extensions...))
	md.Renderer().AddOptions(
		renderer.WithNodeRenderers(
			util.Prioritized(html.NewRenderer(), 1),
			util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 1),
			util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(), 1),
		),
		html.WithXHTML(), html.WithUnsafe(),
	)
	return md
}

func convert(t *testing.T, md goldmark.Markdown, text string) string {
	t.Helper()
	var out bytes.Buffer
	if err := md.Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCommonMark(t *testing.T) {
	list := examples(t, "testdata/commonmark-0.31.2.json")
	if len(list) != 652 {
		t.Fatalf("%d examples, want 652", len(list))
	}
	md := plainly()
	for _, e := range list {
		if got := convert(t, md, e.Markdown); got != e.HTML {
			t.Errorf("example %d: %q gives\n%s\nwant\n%s", e.Example, e.Markdown, got, e.HTML)
		}
	}
}

// difference is what an example of a specification means to us, and why.
type difference struct{ want, why string }

const (
	wikiReason  = "[[…]] is a link to a page"
	bareReason  = "a bare address is a link, as in GFM"
	breakReason = "where bare addresses are links, goldmark keeps the spaces before a break; no reader sees them"
)

// inCommonMark are the examples of CommonMark that mean something else here.
var inCommonMark = map[int]difference{
	226: {"<p>aaa  <br />\nbbb</p>\n", breakReason},
	548: {"<p>[<a href=\"foo\"></a>]</p>\n<p>[<a href=\"foo\"></a>]: /url</p>\n", wikiReason},
	559: {"<p><a href=\"*foo*%20bar\"></a></p>\n", wikiReason},
	590: {"<p><img src=\"foo\" alt=\"\" /></p>\n<p><a href=\"foo\"></a>: /url &quot;title&quot;</p>\n", wikiReason},
	608: {"<p>&lt; <a href=\"https://foo.bar\">https://foo.bar</a> &gt;</p>\n", bareReason},
	611: {"<p><a href=\"https://example.com\">https://example.com</a></p>\n", bareReason},
	612: {"<p><a href=\"mailto:foo@bar.example.com\">foo@bar.example.com</a></p>\n", bareReason},
	635: {"<p>foo    <br />\nbaz</p>\n", breakReason},
}

// The dialects that we read change nothing else of CommonMark.
func TestCommonMarkWithDialects(t *testing.T) {
	md := plainly(extensions...)
	for _, e := range examples(t, "testdata/commonmark-0.31.2.json") {
		want := e.HTML
		if ours, differs := inCommonMark[e.Example]; differs {
			want = ours.want
		}
		if got := convert(t, md, e.Markdown); got != want {
			t.Errorf("example %d (%s): %q gives\n%s\nwant\n%s", e.Example, e.Section, e.Markdown, got, want)
		}
	}
}

// What GitHub's dialect adds, in texts of our own. One tilde is an index here,
// as in CodiMD, HedgeDoc and Pandoc: it does not strike.
func TestGitHubExtensions(t *testing.T) {
	md := plainly(extensions...)
	tests := []struct{ name, text, want string }{
		{"table", "| Classe | Robots |\n|---|---:|\n| CP | 4 |\n", "<table>\n<thead>\n<tr>\n<th>Classe</th>\n<th align=\"right\">Robots</th>\n</tr>\n</thead>\n" +
			"<tbody>\n<tr>\n<td>CP</td>\n<td align=\"right\">4</td>\n</tr>\n</tbody>\n</table>\n"},
		{"no table without its second line", "| Classe | Robots |\n", "<p>| Classe | Robots |</p>\n"},
		{"struck", "Lundi ~~ou mardi~~ matin\n", "<p>Lundi <del>ou mardi</del> matin</p>\n"},
		{"one tilde is an index", "H~2~O\n", "<p>H<sub>2</sub>O</p>\n"},
		{"struck stops at the paragraph", "Lundi ~~ou\n\nmardi~~ matin\n", "<p>Lundi ~~ou</p>\n<p>mardi~~ matin</p>\n"},
		{"bare address", "Voir https://exemple.fr/a.\n", "<p>Voir <a href=\"https://exemple.fr/a\">https://exemple.fr/a</a>.</p>\n"},
		{"accents in a bare address", "Voir https://exemple.fr/École_(été), ou www.école.fr/à.\n", "<p>Voir <a href=\"https://exemple.fr/%C3%89cole_(%C3%A9t%C3%A9)\">https://exemple.fr/École_(été)</a>, " +
			"ou <a href=\"http://www.%C3%A9cole.fr/%C3%A0\">www.école.fr/à</a>.</p>\n"},
		{"no bare address goes past a French quote", "« https://exemple.fr/é » et\u00a0\n", "<p>« <a href=\"https://exemple.fr/%C3%A9\">https://exemple.fr/é</a> » et\u00a0</p>\n"},
	}
	for _, tt := range tests {
		if got := convert(t, md, tt.text); got != tt.want {
			t.Errorf("%s: %q gives\n%s\nwant\n%s", tt.name, tt.text, got, tt.want)
		}
	}
}
