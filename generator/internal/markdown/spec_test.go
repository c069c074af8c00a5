package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
	parse "golang.org/x/net/html"
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

// inGFM are the examples of GFM that mean something else here.
var inGFM = map[int]difference{
	6: {"<table>\n<thead>\n<tr>\n<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n" +
		"<tr>\n<td>bar</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n<p>===</p>\n", "goldmark ends a table before a line that underlines a heading"},
	12: {"<p><del>Hi</del> Hello, <sub>there</sub> world!</p>\n", "~…~ is an index, as in CodiMD, HedgeDoc and Pandoc"},
}

// GFM's list of HTML that does not pass is not ours: none does, but for a few
// elements.
func TestGFM(t *testing.T) {
	md := plainly(extensions...)
	for _, e := range examples(t, "testdata/gfm-0.29.json") {
		want := e.HTML
		if ours, differs := inGFM[e.Example]; differs {
			want = ours.want
		}
		if got := convert(t, md, e.Markdown); normal(t, got) != normal(t, want) {
			t.Errorf("example %d (%s): %q gives\n%s\nwant\n%s", e.Example, e.Section, e.Markdown, got, want)
		}
	}
}

// normal returns HTML as a browser reads it, with attributes in order.
func normal(t *testing.T, text string) string {
	t.Helper()
	doc, err := parse.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		slices.SortFunc(n.Attr, func(a, b parse.Attribute) int { return strings.Compare(a.Key, b.Key) })
	}
	var out strings.Builder
	if err := parse.Render(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
