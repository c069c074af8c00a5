package markdown

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	"abbr": "title", "bdi": "", "bdo": "", "caption": "", "cite": "", "dfn": "title", "ins": "", "kbd": "", "mark": "",
	"nav": "class aria-label", "q": "", "rp": "", "rt": "", "ruby": "", "samp": "", "small": "", "span": "tabindex data-ligne", "sub": "",
	"tfoot": "", "time": "datetime", "u": "", "var": "", "wbr": "",
	"math": "display", "semantics": "", "annotation": "encoding", "menclose": "notation", "mfrac": "linethickness" + inFormulas,
	"mi": inFormulas, "mn": inFormulas, "mo": "symmetric largeop minsize maxsize form" + inFormulas, "mover": inFormulas, "mpadded": "voffset" + inFormulas,
	"mphantom": "", "mprescripts": "", "mmultiscripts": "", "mroot": "", "mrow": inFormulas, "mspace": inFormulas, "msqrt": "",
	"mstyle": inFormulas, "msub": inFormulas, "msubsup": inFormulas, "msup": inFormulas, "mtable": inFormulas, "mtd": "", "mtext": inFormulas,
	"mtr": "", "munder": inFormulas, "munderover": inFormulas, "none": "",
	"sup": "", "table": "", "tbody": "", "td": "class colspan rowspan", "th": "class scope colspan rowspan", "thead": "", "tr": "", "ul": "",
}

const inFormulas = " mathvariant mathsize displaystyle scriptlevel lspace rspace stretchy accent accentunder width height depth movablelimits"

// everywhere is what any element may have.
var everywhere = map[string]*regexp.Regexp{
	"class": regexp.MustCompile(`^([a-z][a-z0-9_ -]*|language-.+)$`),
	"dir":   regexp.MustCompile(`^(rtl|ltr|auto)$`),
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
	if got, want := shape(doc), tokens(page); !slices.Equal(got, want) {
		t.Errorf("a browser makes\n%s\nof\n%s", got, want)
	}
}

// shape returns the tags of the first mark as a browser understands them.
func shape(doc *html.Node) (tags []string) {
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			tags = append(tags, c.Data)
			walk(c)
			if !voids[c.Data] {
				tags = append(tags, "/"+c.Data)
			}
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			walk(n)
			return tags
		}
	}
	return tags
}

var voids = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "track": true, "wbr": true}

var anyTag = regexp.MustCompile(`<(/?[a-z0-9]+)[^<>]*>`)

// tokens returns the tags of a page as they are written.
func tokens(page []byte) (tags []string) {
	for _, m := range anyTag.FindAllSubmatch(page, -1) {
		tags = append(tags, string(m[1]))
		if bytes.HasSuffix(m[0], []byte("/>")) {
			tags = append(tags, "/"+string(m[1]))
		}
	}
	return tags
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
	"![[\x1b\x1b//evil.test|a]] [[ //evil.test|b]]",
	"[a](https://tubes.apps.education.fr/a?" + strings.Repeat("^", 1_900) + ") <https://b.fr/" + strings.Repeat("\"", 1_900) + ">",
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
	"<kbd onclick=alert(1) style=\"background:url(https://evil.test)\" title='\"><script>'>a</kbd>",
	"<abbr title='\"><script>alert(1)</script>'>a</abbr> <abbr title=\"&quot; onmouseover=&quot;alert(1)\">b</abbr>",
	"<details ontoggle=alert(1) open name='\"><script>'><summary onclick=alert(1)>a</summary>b</details>",
	"<details>\n<summary>a\n\n<script>alert(1)</script>\n\n</summary>b",
	"</details></main><script>alert(1)</script>",
	"<a href=javascript:alert(1)>a</a> <a href='java&#10;script:alert(1)'>b</a> <a href='\\javascript:alert(1)'>c</a>",
	"<a href='&#38;#106;avascript:alert(1)'>a</a> <a href=//evil.test>b</a> <a href='/\\evil.test'>c</a> <a href=data:text/html,x>d</a>",
	"<a href=b title='\" onclick=\"alert(1)' target=_blank ping=https://evil.test>a</a>",
	"[<a href=b>a</a>](c) <a href=d>[e](f)</a> <a href=g><https://h.fr></a> <a href=i>j[^1]</a>\n\n[^1]: k",
	"<a id='\"><script>' name=contenu>a</a> <span id=contenu>b</span> <span id=c>d</span><span id=c>e</span>",
	"<table><tr><td><script>alert(1)</script></td></tr><form><input></form></table>",
	"<table>a<tr>b<td>c<table>d<tr><td>e",
	"<table><caption>a<table><caption>b",
	"<td>a</td><tr>b</tr><li>c</li><dd>d</dd><summary>e</summary>",
	"<ul><li>a<ul><li>b<div><li>c</ul>d</ul>e",
	"<p>a<p>b<div>c<p>d</div>e</p>",
	"<h1>a<h2>b</h1>c</h2>",
	"<pre><script>alert(1)</script>\n</textarea>&lt;b&gt;</pre><pre>a",
	"<svg><style><img src=x onerror=alert(1)></style></svg>\n\n<svg>\n\n<img src=x onerror=alert(1)>\n\n</svg>",
	"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<div lang='\"><script>alert(1)</script>' dir='ltr\" onclick=\"alert(1)' class='externe\"onclick=\"'>a</div>",
	"a <svg><script>alert(1)</script></svg> b <style>c</style> d <title>e",
	"<ruby>a<rt>b<rp>c<rt>d</ruby> <rt>e <b><i>f</b></i> <u>g*h</u>*",
	"<time datetime='\"onclick=alert(1)'>a</time><td colspan=1e9>b",
	"> <details>\n> <summary>a</summary>\n\nb\n\n> </details>\n\n- <details>\n\n  c\n- </details>",
	"\t<details>\n- \t<table><tr><td>a\tb\n\t\tc</table>",
}

func TestHostile(t *testing.T) {
	r := New()
	for _, body := range hostile {
		t.Run("", func(t *testing.T) { withstand(t, r, []byte(body)) })
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
		if utf8.Valid(body) { // package content lets no other file through
			withstand(t, r, body)
		}
	})
}

// pieces are what FuzzPieces makes texts of: tags and marks that part, nest and
// cross in all ways, which bytes at random seldom do.
var pieces = strings.Split("a\x00é\x00 \x00\n\x00\n\n\x00\n    \x00- \x00> \x001. \x00# \x00*\x00**\x00`\x00~~\x00==\x00^\x00$\x00[\x00](b)\x00![\x00[^1]\x00\n\n[^1]: "+
	"\x00[[c]]\x00{.droite}\x00{#d lang=en}\x00|\x00\n|-|-|\n\x00\n:::info \x00\n:::\n\x00\n!!! note\n\x00\n=== \"e\"\n\x00: \x00\\\x00&lt;\x00<!-- \x00 -->\x00https://youtu.be/abcdefgh\x00\"\x00 onclick=f\x00"+
	"<b>\x00</b>\x00<a href=g>\x00</a>\x00<a id=h>\x00<kbd>\x00</kbd>\x00<sub lang=en>\x00</sub>\x00<span class=petit>\x00</span>\x00<br>\x00<ruby>\x00<rt>\x00</ruby>\x00<abbr title=i>\x00</abbr>\x00"+
	"<details>\x00</details>\x00<details open id=j>\x00<summary>\x00</summary>\x00<div lang=en>\x00<div>\x00</div>\x00<p>\x00<p align=center>\x00</p>\x00<ul>\x00<ol start=3>\x00<li>\x00</li>\x00</ul>\x00"+
	"<dl>\x00<dt>\x00<dd>\x00</dl>\x00<table>\x00<caption>\x00<thead>\x00<tbody>\x00<tr>\x00<td>\x00<th colspan=2>\x00</td>\x00</tr>\x00</table>\x00<blockquote>\x00</blockquote>\x00<h2>\x00</h2>\x00<hr>\x00<pre>\x00</pre>\x00"+
	"<script>\x00</script>\x00<svg>\x00</svg>\x00<math>\x00<style>\x00</style>\x00<textarea>\x00<img src=k.png alt=l>\x00<iframe src=https://youtu.be/abcdefgh>\x00</iframe>\x00<video src=m.mp4>\x00</video>\x00<figure>\x00<font>\x00<", "\x00")

func FuzzPieces(f *testing.F) {
	all := make([]byte, len(pieces))
	for i := range all {
		all[i] = byte(i)
	}
	for part := range slices.Chunk(all, 60) {
		f.Add(slices.Clone(part))
		slices.Reverse(part)
		f.Add(part)
	}
	r := New()
	f.Fuzz(func(t *testing.T, chosen []byte) {
		var body []byte
		for _, c := range chosen[:min(len(chosen), 60)] {
			body = append(body, pieces[int(c)%len(pieces)]...)
		}
		withstand(t, r, body)
	})
}

// withstand renders a text as a body and as a short text, and inspects what
// comes out.
func withstand(t *testing.T, r *Renderer, body []byte) {
	t.Helper()
	src := Source{File: "f.md", Line: 1, Body: body}
	for _, render := range []func(Source, Resolver) Result{r.Render, r.Inline} {
		res := render(src, &echo{})
		inspect(t, res.HTML)
		for _, p := range res.Problems {
			if p.Line < 1 || p.Col < 1 || p.Line > 1+bytes.Count(body, []byte("\n")) || p.Message == "" {
				t.Errorf("problem without a place: %+v", p)
			}
			if p.Rule == "surete" { // the guard is for faults of ours
				t.Error(p.Message)
			}
		}
		if again := render(src, &echo{}); !bytes.Equal(again.HTML, res.HTML) {
			t.Error("two renderings differ")
		}
		if t.Failed() {
			t.Fatalf("%q gives\n%s", body, res.HTML)
		}
	}
}
