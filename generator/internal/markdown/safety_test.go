package markdown

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// allowed is every element that a page may hold, with its attributes.
var allowed = map[string]string{
	"a": "href title class role aria-label", "blockquote": "", "br": "", "code": "class", "dd": "", "del": "",
	"div": "class tabindex", "dl": "", "dt": "", "em": "", "figcaption": "", "figure": "",
	"h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "hr": "",
	"img":   "src alt title width height loading decoding",
	"input": "type disabled checked aria-label",
	"li":    "id", "ol": "start", "p": "", "pre": "tabindex", "section": "class role aria-label", "strong": "",
	"sup": "class id", "table": "", "tbody": "", "td": "class", "th": "class scope", "thead": "", "tr": "", "ul": "",
}

// inspect parses a page as a browser does and reports whatever could be live,
// load something, or break the page around it.
func inspect(t *testing.T, page []byte) {
	t.Helper()
	if !utf8.Valid(page) {
		t.Error("the page is not UTF-8")
	}
	if i := bytes.IndexFunc(page, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }); i >= 0 {
		t.Errorf("control character %q at %d", page[i], i)
	}
	// The page stands between marks, to see that it closes all that it opens.
	const before, after = `<!doctype html><html><head></head><body><main id="a">`, `</main><main id="z"></main></body></html>`
	doc, err := html.Parse(strings.NewReader(before + string(page) + after))
	if err != nil {
		t.Fatalf("the page cannot be parsed: %v", err)
	}
	ids := map[string]bool{}
	mains := 0
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			t.Errorf("comment %q", n.Data)
		case n.Type != html.ElementNode:
		case n.Data == "main":
			if mains++; n.Parent.Data != "body" {
				t.Errorf("what follows the page is inside its <%s>", n.Parent.Data)
			}
		case n.Data == "html" || n.Data == "head" || n.Data == "body":
		default:
			inspectElement(t, n, ids)
		}
	}
	if mains != 2 {
		t.Errorf("%d marks around the page, want 2", mains)
	}
}

func inspectElement(t *testing.T, n *html.Node, ids map[string]bool) {
	t.Helper()
	attributes, ok := allowed[n.Data]
	if !ok {
		t.Errorf("element <%s>", n.Data)
		return
	}
	for _, a := range n.Attr {
		if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
			t.Errorf("attribute %s=%q on <%s>", a.Key, a.Val, n.Data)
		}
		switch a.Key {
		case "href", "src":
			inspectAddress(t, n.Data, a.Val)
		case "id":
			if ids[a.Val] {
				t.Errorf("id %q is there twice", a.Val)
			}
			ids[a.Val] = true
		}
	}
}

var scheme = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)

// inspectAddress reads an address as the URL standard says: spaces and control
// characters at the ends, and tabs and line ends anywhere, do not count.
func inspectAddress(t *testing.T, element, address string) {
	t.Helper()
	read := strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	read = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(read)
	for range 2 {
		switch found := strings.ToLower(scheme.FindString(read)); found {
		case "":
		case "http:", "https:", "mailto:", "tel:":
			if element == "img" {
				t.Errorf("image loaded from elsewhere: %q", address)
			}
		default:
			t.Errorf("scheme of %q on <%s>", address, element)
		}
		if slashed := strings.ReplaceAll(read, `\`, "/"); strings.HasPrefix(slashed, "//") {
			t.Errorf("address of another site without its scheme: %q", address)
		}
		plain, err := url.PathUnescape(read) // and once more, decoded
		if err != nil || plain == read {
			break
		}
		read = plain
	}
}

var hostile = []string{
	`[a](javascript:alert(1))`,
	`[a](JaVaScRiPt:alert(1))`,
	`[a](javascript&#58;alert(1))`,
	`[a](javascript&colon;alert(1))`,
	`[a](&#106;avascript:alert(1))`,
	`[a](java&Tab;script:alert(1))`,
	`[a](java&NewLine;script:alert(1))`,
	"[a](<java\tscript:alert(1)>)",
	"[a](<\x01javascript:alert(1)>)",
	"[a](<\u00a0javascript:alert(1)>)",
	"[a](java\x00script:alert(1))",
	`[a](javascript%3Aalert(1))`,
	`[a](%6Aavascript:alert(1))`,
	`[a](%6aavascript%3aalert(1))`,
	`[a](java\script:alert(1))`,
	`[a](\javascript:alert(1))`,
	`[a](javascript\:alert(1))`,
	`[a]( javascript:alert(1))`,
	`[a](<javascript:alert(1) >)`,
	`[a](vbscript:msgbox(1))`,
	`[a](data:text/html;base64,PHNjcmlwdD4=)`,
	`[a](DATA:text/html,x)`,
	`[a](file:///etc/passwd)`,
	`[a](blob:https://a.fr/b)`,
	`[a](view-source:javascript:x)`,
	`[a](feed:javascript:x)`,
	`[a](//evil.test/x)`,
	`[a](\\evil.test\x)`,
	`[a](/\evil.test)`,
	`[a](https:evil.test)`,
	`[a](https:///evil.test)`,
	`[a](&#x6A;&#x61;vascript:alert(1))`,
	"[a][b]\n\n[b]: javascript:alert(1)",
	"[a][b]\n\n[b]: <javascript:alert(1)> \"t\"",
	`<javascript:alert(1)>`,
	`[a](&#x6A&#x61;vascript:alert(1))`,
	`<data:text/html,<script>alert(1)</script>>`,
	`<JAVASCRIPT:alert(1)>`,
	`<file:///etc/passwd>`,
	`ftp://evil.test/a javascript:alert(1)`,
	`[[javascript:alert(1)]]`,
	`[[javascript:alert(1)|a]]`,
	`[[//evil.test]]`,
	`[["><script>alert(1)</script>]]`,
	`![a](javascript:alert(1))`,
	`![a](data:image/svg+xml;base64,PHN2Zz4=)`,
	`![a](https://evil.test/pixel.png)`,
	`![a](//evil.test/pixel.png)`,
	`![a](HTTP://evil.test/pixel.png "t")`,
	`![" onerror="alert(1)](a.jpg)`,
	`!["><script>alert(1)</script>](a.jpg "&quot; onload=&quot;alert(1)")`,
	`![a](a.jpg&quot;onerror=alert(1))`,
	`![a](a.jpg '"><script>alert(1)</script>')`,
	`[a](b '" onclick="alert(1)')`,
	`[a](b"onclick=alert(1))`,
	`[<script>alert(1)</script>](b)`,
	"<script>alert(1)</script>",
	"a <script>alert(1)</script> b",
	"a <script src=https://evil.test></script>",
	"<img src=x onerror=alert(1)>",
	"a <img src=x onerror=alert(1)> b",
	"<svg/onload=alert(1)>",
	"<SCRIPT\n>alert(1)</SCRIPT\n>",
	"<iframe srcdoc='<script>alert(1)</script>'>",
	"<style>@import 'https://evil.test'</style>",
	"<base href=https://evil.test>",
	"<meta http-equiv=refresh content=0;url=https://evil.test>",
	"<form action=https://evil.test><input name=a>",
	"</main></body><script>alert(1)</script>",
	"<!--><script>alert(1)</script>-->",
	"<!-- a --!><script>alert(1)</script> -->",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?php echo '<script>' ?>",
	"<textarea>\n\n</textarea><script>alert(1)</script>",
	"<math><mtext></p><script>alert(1)</script>",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"\\<script>alert(1)\\</script>",
	"`<script>alert(1)</script>`",
	"```\"><script>alert(1)</script>\nx\n```",
	"```html onclick=alert(1)\n<script>alert(1)</script>\n```",
	"~~~x\" onclick=\"alert(1)\n~~~",
	"    <script>alert(1)</script>",
	"# <script>alert(1)</script>",
	"# \"><script>alert(1)</script>",
	"# a {#x onclick=alert(1)}",
	"# a {onclick=alert(1)}",
	"# contenu\n\n# menu\n\n# contenu",
	"a | b\n--|:-:\n<script>alert(1)</script> | [c](javascript:d)",
	"a[^1]\n\n[^1]: <script>alert(1)</script> [b](javascript:c)",
	"a[^<script>]\n\n[^<script>]: b",
	"a[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: b",
	"a\n: <script>alert(1)</script>",
	"- [x] <script>alert(1)</script>",
	"~~<script>alert(1)</script>~~",
	"*<b*>a</b>",
	"[a](b)[c <https://d.fr> [e](f)](g)",
	"[![a](javascript:b)](javascript:c)",
	"a\x00b\x01c\x1bd &#0; &#1; &#x1b; &#xFFFE; &#128;",
	"\xff\xfe[a](b\xff)",
	"[a](mailto:b?subject=<script>)",
	"[a](tel:1\" onclick=\"alert(1))",
	"[a](https://b.fr/\"onclick=alert(1))",
	"https://b.fr/\"onclick=alert(1)",
	"www.b.fr/<script>alert(1)</script>",
	"<a@b.fr\" onclick=\"alert(1)>",
	"\u2028<script>\u2029alert(1)</script>",
	"<\u0130script>alert(1)",
	"[a](\u202ejavascript:alert(1))",
	"[a](javascript\uff1aalert(1))",
}

func TestHostile(t *testing.T) {
	r := New()
	for _, body := range hostile {
		t.Run("", func(t *testing.T) {
			for _, render := range []func(Source, Resolver) Result{r.Render, r.Inline} {
				res := render(source(body), &echo{})
				inspect(t, res.HTML)
				if t.Failed() {
					t.Fatalf("%q gives\n%s", body, res.HTML)
				}
			}
		})
	}
}

// What neutralises an address is said.
func TestHostileAddressesAreSaid(t *testing.T) {
	r := New()
	for _, body := range hostile[:32] {
		res := r.Render(source(body), &echo{})
		if bytes.Contains(res.HTML, []byte("<a")) {
			t.Errorf("%q gives a link: %s", body, res.HTML)
		}
		if len(res.Problems) != 1 || res.Problems[0].Rule != "lien" || !bytes.Contains(res.HTML, []byte("a")) {
			t.Errorf("%q gives %q and %v, want its text and a warning", body, res.HTML, res.Problems)
		}
	}
}

// wild is a Resolver that nobody should trust.
type wild struct{}

func (wild) Resolve(l Link) Target { return Target{URL: "javascript:" + l.Dest, Title: "<script>"} }

func TestResolverIsNotTrusted(t *testing.T) {
	res := New().Render(source("[a](b) ![c](d.jpg) [[e]] [](f)"), wild{})
	inspect(t, res.HTML)
}

func FuzzRender(f *testing.F) {
	for _, body := range hostile {
		f.Add([]byte(body))
	}
	files, err := filepath.Glob("testdata/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	r := New()
	f.Fuzz(func(t *testing.T, body []byte) {
		if !utf8.Valid(body) {
			return // package content lets no such file through
		}
		src := Source{File: "f.md", Line: 1, Body: body}
		for _, render := range []func(Source, Resolver) Result{r.Render, r.Inline} {
			res := render(src, &echo{})
			inspect(t, res.HTML)
			for _, p := range res.Problems {
				if p.Line < 1 || p.Col < 1 || p.Line > 1+bytes.Count(body, []byte("\n")) || p.Message == "" {
					t.Errorf("problem without a place: %+v", p)
				}
			}
			if again := render(src, &echo{}); !bytes.Equal(again.HTML, res.HTML) {
				t.Error("two renderings differ")
			}
		}
	})
}
