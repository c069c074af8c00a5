package media

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Each hostile picture stands beside a clean twin, which must pass.
var pictures = []struct{ name, hostile, clean string }{
	{"script", `<script>alert(1)</script>`, `<text>script</text>`},
	{"script elsewhere", `<script href="https://evil.test/a.js"/>`, `<a href="https://exemple.fr/a"><text>a</text></a>`},
	{"script by a prefix", `<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`, `<s:rect xmlns:s="http://www.w3.org/2000/svg"/>`},
	{"script of HTML", `<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`, `<desc>script</desc>`},
	{"handler", `<rect onclick="alert(1)"/>`, `<rect id="onclick"/>`},
	{"handler in capitals", `<rect OnLoad="alert(1)"/>`, `<rect class="OnLoad"/>`},
	{"foreign object", `<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>`, `<text>a</text>`},
	{"frame", `<iframe src="https://evil.test"/>`, `<g/>`},
	{"image of HTML", `<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>`, `<image href="data:image/png;base64,AAAA"/>`},
	{"link that runs", `<a href="javascript:alert(1)"><text>a</text></a>`, `<a href="mailto:a@exemple.fr"><text>a</text></a>`},
	{"link that runs, xlink", `<a xlink:href="JaVaScRiPt:alert(1)"><text>a</text></a>`, `<a xlink:href="../page/"><text>a</text></a>`},
	{"link that runs, tab", "<a href=\"java&#9;script:alert(1)\"/>", `<a href="page?a=b:c"/>`},
	{"link that runs, control", "<a href=\" &#13;javascript:alert(1)\"/>", `<a href="#a"/>`},
	{"link to data", `<a href="data:text/html,x"/>`, `<a href="/data/"/>`},
	{"use of elsewhere", `<use href="https://evil.test/a.svg#b"/>`, `<use href="#b"/>`},
	{"use of a neighbour", `<use xlink:href="b.svg#c"/>`, `<use xlink:href="#c"/>`},
	{"use of data", `<use href="data:image/svg+xml;base64,AAAA#b"/>`, `<symbol id="b"/>`},
	{"image of elsewhere", `<image href="https://evil.test/pixel.png"/>`, `<image href="data:image/jpeg;base64,AAAA"/>`},
	{"image without scheme", `<image href="//evil.test/pixel.png"/>`, `<image xlink:href="data:image/webp;base64,AAAA"/>`},
	{"SVG in SVG", `<image href="data:image/svg+xml,%3Csvg/%3E"/>`, `<image href="data:image/gif;base64,AAAA"/>`},
	{"filter of elsewhere", `<filter><feImage href="http://evil.test/a"/></filter>`, `<filter><feImage href="#a"/></filter>`},
	{"fill of elsewhere", `<rect fill="url(https://evil.test/a.svg#b)"/>`, `<rect fill="url(#b)"/>`},
	{"fill of elsewhere, quotes", `<rect fill="URL( 'https://evil.test/a' )"/>`, `<rect fill="url( '#b' )"/>`},
	{"fill, escaped", `<rect fill="\75 rl(https://evil.test/a)"/>`, `<rect fill="#75aabb"/>`},
	{"second url", `<rect style="fill:url(#a);filter:url(x.svg#b)"/>`, `<rect style="fill:url(#a);filter:url(#b)"/>`},
	{"style that imports", `<style>@import "https://evil.test/a.css";</style>`, `<style>.a{fill:#fff}</style>`},
	{"style that imports, escaped", `<style>@\69mport "a.css";</style>`, `<style>.import{fill:red}</style>`},
	{"style that imports, CDATA", `<style><![CDATA[@IMPORT 'a.css';]]></style>`, `<style><![CDATA[.a>.b{fill:red}]]></style>`},
	{"style in two parts", `<style>@imp<!-- -->ort 'a.css';</style>`, `<style>.a{}<!-- -->.b{}</style>`},
	{"style that loads", `<style>.a{fill:url(http://evil.test/b)}</style>`, `<style>.a{fill:url(#b)}</style>`},
	{"style that loads a font", `<style>@font-face{src:url(https://evil.test/a.woff2)}</style>`, `<style>@font-face{src:url(data:font/woff2;base64,AA//)}</style>`},
	{"style that loads a set", `<rect style="cursor:image-set('https://evil.test/a' 1x)"/>`, `<rect style="cursor:pointer"/>`},
	{"cursor that loads", `<rect cursor="image-set('a.png' 1x)"/>`, `<rect cursor="pointer"/>`},
	{"animation of a link", `<a><animate attributeName="href" values="javascript:alert(1)"/></a>`, `<rect><animate attributeName="x" values="0;10"/></rect>`},
	{"animation of a link, xlink", `<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>`, `<rect><set attributeName="fill" to="red"/></rect>`},
	{"animation of a handler", `<rect><set attributeName="onclick" to="alert(1)"/></rect>`, `<rect><set attributeName="opacity" to="1"/></rect>`},
	{"animation towards a script", `<a><animate attributeName="x" to="javascript:alert(1)"/></a>`, `<a><animate attributeName="x" to="1"/></a>`},
	{"base", `<g xml:base="https://evil.test/"/>`, `<g xml:lang="fr"/>`},
	{"ping", `<a href="#a" ping="https://evil.test"/>`, `<a href="#a" target="_top"/>`},
	{"handler element", `<handler type="application/ecmascript">alert(1)</handler>`, `<metadata>handler</metadata>`},
	{"listener of XML events", `<l:listener xmlns:l="http://www.w3.org/2001/xml-events" handler="#a"/>`, `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>`},
	{"MathML", `<math xmlns="http://www.w3.org/1998/Math/MathML"/>`, `<i:grid xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:path="C:\a\b"/>`},
	{"sound", `<audio href="a.mp3"/>`, `<title>audio</title>`},
	{"instruction", `<?xml-stylesheet href="a.css"?>`, `<!-- <?xml-stylesheet href="a.css"?> <script/> -->`},
	{"unknown entity", `<text>&evil;</text>`, `<text>&amp;&#233;</text>`},
	{"not XML", `<rect></g>`, `<rect></rect>`},
	{"no end", `<g>`, `<g/>`},
}

func drawing(inside string) string {
	return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n" + inside + "\n</svg>"
}

func TestSVG(t *testing.T) {
	for _, tt := range pictures {
		t.Run(tt.name, func(t *testing.T) {
			got := Check("a.svg", []byte(drawing(tt.hostile)))
			if len(got) == 0 {
				t.Errorf("%s passes", tt.hostile)
			}
			for _, p := range got {
				if p.Line < 2 || p.Col < 1 || p.Rule != "fichier" || p.Message == "" || p.Hint == "" {
					t.Errorf("%s: %+v, want a line and a hint", tt.hostile, p)
				}
			}
			if got := Check("a.svg", []byte(drawing(tt.clean))); got != nil {
				t.Errorf("%s is refused: %v", tt.clean, got)
			}
		})
	}
}

func TestSVGDocument(t *testing.T) {
	const root = `<svg xmlns="http://www.w3.org/2000/svg"/>`
	tests := []struct {
		name, data, want string // line:col, or "" when the picture passes
	}{
		{"declaration", `<?xml version="1.0" encoding="UTF-8" standalone="no"?>` + "\n" + root, ""},
		{"byte order mark", "\ufeff" + root, ""},
		{"bare document type", `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + root, ""},
		{"entity", `<!DOCTYPE svg [<!ENTITY a "b">]>` + root, "1:1"},
		{"entity in a known document type", `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a" [<!ENTITY a "b">]>` + root, "1:1"},
		{"document type of elsewhere", "\n" + `<!DOCTYPE svg SYSTEM "https://evil.test/a.dtd">` + root, "2:1"},
		{"other encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>` + root, "1:44"},
		{"without namespace", `<svg width="1"/>`, "1:1"},
		{"not a picture", `<html xmlns="http://www.w3.org/1999/xhtml"/>`, "1:1"},
		{"text", "un texte", "1:9"},
		{"script on line 3", drawing("\n  <script/>"), "3:3"},
		{"script after the end", root + `<script xmlns="http://www.w3.org/2000/svg"/>`, "1:42"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if problems := Check("a.svg", []byte(tt.data)); len(problems) > 0 {
				got = fmt.Sprintf("%d:%d", problems[0].Line, problems[0].Col)
			}
			if got != tt.want {
				t.Errorf("Check(%s): problem at %q, want %q", tt.data, got, tt.want)
			}
		})
	}
	if got := Check("a.svg", []byte(drawing(strings.Repeat("<script/>", 1_000)))); len(got) > 21 {
		t.Errorf("%d problems, want a few", len(got))
	}
}

// FuzzSVG looks for a picture that passes and holds a word that should not, as
// a reader who knows nothing of XML would.
func FuzzSVG(f *testing.F) {
	for _, p := range pictures {
		f.Add([]byte(drawing(p.hostile)))
		f.Add([]byte(drawing(p.clean)))
	}
	never := []string{"<script", ":script", "<foreignobject", ":foreignobject", "<iframe", "<!entity", "<?xml-"}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := Check("a.svg", data)
		Size(data)
		for _, p := range got {
			if p.Message == "" || p.Line < 0 {
				t.Errorf("problem %+v", p)
			}
		}
		text := strings.ToLower(string(data))
		hidden := strings.Contains(text, "<!--") || strings.Contains(text, "<![cdata[") || strings.Contains(text, `"`) || strings.Contains(text, "'")
		if got == nil && !hidden && slices.ContainsFunc(never, func(w string) bool { return strings.Contains(text, w) }) {
			t.Errorf("%q passes", data)
		}
	})
}
