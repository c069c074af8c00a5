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
	"details": "class name open", "summary": "", "div": "class tabindex role", "dl": "", "dt": "", "em": "", "figcaption": "", "figure": "",
	"h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "hr": "",
	"img":   "src alt title width height loading decoding",
	"input": "type disabled checked aria-label",
	"li":    "id", "ol": "start", "p": "", "pre": "tabindex", "section": "class role aria-label", "strong": "",
	"audio": "controls preload src aria-label", "video": "controls preload src aria-label", "track": "kind src srclang",
	"abbr": "title", "ins": "", "mark": "", "nav": "class aria-label", "span": "tabindex data-ligne", "sub": "",
	"math": "display", "semantics": "", "annotation": "encoding", "menclose": "notation", "mfrac": "linethickness" + inFormulas,
	"mi": inFormulas, "mn": inFormulas, "mo": "symmetric largeop minsize maxsize form" + inFormulas, "mover": inFormulas, "mpadded": "voffset" + inFormulas,
	"mphantom": "", "mprescripts": "", "mmultiscripts": "", "mroot": "", "mrow": inFormulas, "mspace": inFormulas, "msqrt": "",
	"mstyle": inFormulas, "msub": inFormulas, "msubsup": inFormulas, "msup": inFormulas, "mtable": inFormulas, "mtd": "", "mtext": inFormulas,
	"mtr": "", "munder": inFormulas, "munderover": inFormulas, "none": "",
	"sup": "", "table": "", "tbody": "", "td": "class", "th": "class scope", "thead": "", "tr": "", "ul": "",
}

const inFormulas = " mathvariant mathsize displaystyle scriptlevel lspace rspace stretchy accent accentunder width height depth movablelimits"

// everywhere is what any element may have.
var everywhere = map[string]*regexp.Regexp{
	"class": regexp.MustCompile(`^([a-z][a-z0-9_ -]*|language-.+)$`),
	"dir":   regexp.MustCompile(`^rtl$`),
	"id":    regexp.MustCompile(`^([a-z0-9][a-z0-9_-]*|(note|appel):[0-9:]+)$`),
	"lang":  regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`),
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
		if form := everywhere[a.Key]; form != nil {
			if !form.MatchString(a.Val) {
				t.Errorf("attribute %s=%q on <%s>", a.Key, a.Val, n.Data)
			}
		} else if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
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
			if element != "a" {
				t.Errorf("<%s> loaded from elsewhere: %q", element, address)
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
	"$\\href{javascript:alert(1)}{x}$ $\\text{<script>alert(1)</script>}$",
	"$</math><script>alert(1)</script>$ $\"onclick=\"alert(1)$",
	"$$\n\\text{</annotation></semantics></math><img src=x onerror=alert(1)>}\n$$",
	"$\\includegraphics{https://evil.test/a.png}$ $\\color{red;background:url(//evil.test)}x$",
	"```math\n\\style{background:url(https://evil.test)}{x}\n```",
	"```python\"onclick=alert(1)= hl_lines=\"<script>\"\n<script>alert(1)</script>\n```",
	"```html=12\n</code></pre><script>alert(1)</script>\n<img src=x onerror=alert(1)>\n```",
	"[a]{onclick=alert(1) style=\"background:url(https://evil.test)\"}",
	"[a](b){href=javascript:alert(1) target=_blank}",
	"[a](b){.externe class='\" onclick=\"alert(1)'}",
	"[a]{lang='\"><script>alert(1)</script>' #\"><script> dir=ltr}",
	"![a](b.jpg){onerror=alert(1) src=https://evil.test/c.png srcset=d}",
	"# a {#contenu}\n\n# b {#b}\n\n[c]{#b}\n\n# b",
	"a\n{onclick=alert(1) .droite}",
	"==<script>alert(1)</script>== ++<b>++ ^<script>^ ~\\<img\\>~ ^\"onclick=^",
	"==a **b== c** [d ==e](f) g==",
	"*[a]: \"><script>alert(1)</script>\n\na",
	"*[b]: &quot; onmouseover=&quot;alert(1)\n\nb",
	"*[c\"><script>]: d\n\nc\"><script> and `c`",
	":\"><script>: :tada\"onclick=alert(1):",
	"[TOC]\n\n# <script>alert(1)</script>\n\n# \"><b> &lt;i&gt;\n\n## c {#\"onclick=alert(1)}",
	"[a](#\"><script>alert(1)</script>) [b](#%22%3E%3Cscript%3E) [c](#javascript:d)\n\n# \"><script>",
	"<iframe src=javascript:alert(1)></iframe>",
	"<iframe src=\"java&Tab;script:alert(1)\" title=\"<script>\"></iframe>",
	"<iframe src=' javascript&colon;alert(1)'></iframe> a",
	"<iframe src=data:text/html,<script>alert(1)</script>></iframe>",
	"<iframe src=https://youtu.be/abcdefgh srcdoc='<script>alert(1)</script>' onload=alert(1) title='\"><script>alert(1)</script>'></iframe>",
	"<iframe src='https://youtu.be/abcdefgh\"onclick=alert(1)'></iframe>",
	"<iframe src=//youtu.be@evil.test/abcdefgh></iframe>",
	"<iframe src=https://youtu.be\\@evil.test/abcdefgh></iframe>",
	"<iframe src=https://evil.test/#@youtu.be/abcdefgh></iframe>",
	"<iframe src=https://tube.evil.test$1/w/12345678></iframe>",
	"<iframe src=https://peertube.x&quot;onclick=alert(1)/w/12345678></iframe>",
	"<iframe src=https://youtu.be/abcdefgh",
	"<iframe src=https://youtu.be/abcdefgh><iframe src=https://youtu.be/abcdefgi><script>alert(1)</script>",
	"<iframe\nsrc\n=\nhttps://youtu.be/abcdefgh\n>\n</iframe\n>",
	"a <iframe src=https://youtu.be/abcdef\u0130\u0130\u0130>",
	"<iframe/src=https://youtu.be/abcdefgh/onload=alert(1)></iframe>",
	"a <iframe src=https://youtu.be/abcdefgh onload=alert(1)>b</iframe> c",
	"[<iframe src=https://youtu.be/abcdefgh></iframe>](https://youtu.be/abcdefgj)",
	"<div><iframe src=https://youtu.be/abcdefgh></iframe></div></main><script>alert(1)</script>",
	"<noscript><iframe src=https://youtu.be/abcdefgh></iframe></noscript>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<svg><iframe src=https://youtu.be/abcdefgh><style><img src=x onerror=alert(1)></style></svg>",
	"<textarea><iframe src=https://youtu.be/abcdefgh></textarea><img src=a.png alt='</textarea><script>alert(1)</script>'>",
	"<embed src=https://evil.test/a.swf>",
	"<object data=https://evil.test/a.swf></object>",
	"<video src=https://evil.test/a.mp4 poster=https://evil.test/a.png autoplay onerror=alert(1)></video>",
	"<video><source src=https://evil.test/a.mp4 onerror=alert(1)><track src=https://evil.test/a.vtt></video>",
	"<audio src=a.mp3 onloadstart=alert(1) title='\" autoplay onplay=\"alert(1)'></audio>",
	"<p><video controls><source src=javascript:alert(1)></video></p>",
	"a <video><source src=a.mp4></video> b <source src=https://evil.test/a.mp4>",
	"<img src=a.png alt='\" onerror=\"alert(1)' class='\" onload=\"x' width='1\" onload=\"x' align='\"'>",
	"<img srcset='https://evil.test/a.png 1x' src=a.png alt=a>",
	"<picture><source srcset=https://evil.test/a.png><img src=a.png alt=a></picture>",
	"![\" onerror=\"alert(1)](a.jpg =300x)",
	"![a](javascript:alert(1) =300x)",
	"![a](<a.jpg\" onerror=alert(1)> \"t\" =1x1)",
	"![a](https://evil.test/a.png =1x1)",
	"![a](a.mp3 \"</figcaption><script>alert(1)</script>\"){transcription=javascript:alert(1)}",
	"![a](a.mp4){sous-titres=https://evil.test/a.vtt transcription='\"><script>alert(1)</script>'}",
	"![a](https://evil.test/a.mp4)",
	"![a](a.jpg){width=\"300 onload=alert(1)\" .droite onclick=alert(1)}",
	"![[a.png|<script>alert(1)</script>|300]]",
	"![[javascript:alert(1).png]]",
	"![[https://evil.test/a.png]]",
	"![[a\" onerror=\"alert(1).png]]",
	"![[<script>alert(1)</script>]]",
	"{%youtube \"><script>alert(1)</script> %}",
	"{%youtube javascript:alert(1) %}",
	"{%embed url=\"javascript:alert(1)\" %}",
	"{%embed https://youtu.be/abcdefgh \"<script>alert(1)</script>\" %}",
	"{%pdf https://evil.test/a.pdf\"onclick=alert(1) %}",
	"{%peertube evil.test\"/w/12345678 %}",
	"[<script>alert(1)</script>](https://youtu.be/abcdefgh '\"><script>alert(1)</script>')",
	"https://youtu.be/abcdefgh?\"onclick=alert(1)",
	"https://www.openstreetmap.org/#map=\"><script>alert(1)</script>",
	"[a](https://ladigitale.dev/digipad/#/p/&quot;onclick=alert(1))",
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
