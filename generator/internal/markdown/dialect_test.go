package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// A short text has marks, languages and the abbreviations of the site, and no id.
func TestInlineDialects(t *testing.T) {
	tests := []struct {
		name, in, want string
		rules          string
	}{
		{"marks", "==a== 1^er^ H~2~O ~~b~~ ++c++ ~d", "<p><mark>a</mark> 1<sup>er</sup> H<sub>2</sub>O <del>b</del> <ins>c</ins> ~d</p>\n", "[]"},
		{"a language", "[Good]{lang=en} {.petit}", "<p class=\"petit\"><span lang=\"en\">Good</span></p>\n", "[]"},
		{"an id", "[a]{#b}", "<p>a</p>\n", "[attribut]"},
		{"an emoji", ":tada:", "<p>🎉</p>\n", "[]"},
		{"no table of contents", "[TOC]", "<p>[TOC]</p>\n", "[]"},
		{"an abbreviation of the site", "L'ENT, ENT.", "<p>L’<abbr title=\"Espace\">ENT</abbr>, ENT.</p>\n", "[]"},
		{"a place that another text may have", "[a](#b)", "<p><a href=\"#b\">a</a></p>\n", "[]"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := source(tt.in)
			src.Glossary = NewGlossary(map[string]string{"ENT": "Espace", "PIA": "Programme"})
			res := r.Inline(src, &echo{})
			if string(res.HTML) != tt.want {
				t.Errorf("Inline(%q) = %q, want %q", tt.in, res.HTML, tt.want)
			}
			if rules := rules(res); rules != tt.rules {
				t.Errorf("Inline(%q): problems %s, want %s", tt.in, rules, tt.rules)
			}
		})
	}
}

func rules(res Result) string {
	list := []string{}
	for _, p := range res.Problems {
		list = append(list, p.Rule)
	}
	return fmt.Sprint(list)
}

func TestGlossary(t *testing.T) {
	site := NewGlossary(map[string]string{"ENT": "Espace", "ENT 2": "Second espace", "R&D": "Recherche", "C.D.I.": "Documentation", ".NET": "Point", "élève": "Enfant"})
	tests := []struct{ name, in, want string }{
		{"the longest", "ENT 2, ENT", "ENT 2=Second espace ENT=Espace"},
		{"whole words", "ENTs MENT ENT_1 XENT éENT ENT2", ""},
		{"signs", "(R&D) l'ENT-C.D.I. .NET", "R&D=Recherche ENT=Espace C.D.I.=Documentation .NET=Point"},
		{"capitals", "ent Élève élève", "élève=Enfant"},
		{"once", "ENT ENT\n\nENT", "ENT=Espace"},
		{"the page's own", "*[ENT]: Entreprise\n\nENT", "ENT=Entreprise"},
		{"in marks and links", "**ENT** [R&D](a.md)", "ENT=Espace R&D=Recherche"},
		{"not in code", "`ENT` <https://a.fr/ENT>\n\n    ENT", ""},
		{"not in another language", "[ENT]{lang=en}", ""},
		{"not in an alternative text", "![ENT](a.jpg)", ""},
		{"nothing of nothing", "", ""},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := source(tt.in)
			src.Glossary = site
			var got []string
			for _, part := range strings.Split(string(r.Render(src, &echo{}).HTML), `<abbr title="`)[1:] {
				title, rest, _ := strings.Cut(part, `">`)
				name, _, _ := strings.Cut(rest, "</abbr>")
				got = append(got, strings.ReplaceAll(name, "&amp;", "&")+"="+title)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%q says %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if NewGlossary(nil) != nil {
		t.Error("a glossary of nothing")
	}
}

func TestContents(t *testing.T) {
	r := New()
	for in, want := range map[string]bool{"[TOC]\n\n# a\n\n# b": true, "[TOC]\n\n# a": false, "# a\n\n# b": false} {
		if got := r.Render(source(in), &echo{}).Contents; got != want {
			t.Errorf("%q: Contents = %t, want %t", in, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	tests := []struct{ in, want, rest string }{
		{"{.a}", ".a", ""},
		{"{.a .b #c lang=en} d", ".a .b #c lang=en", " d"},
		{"{: .a }", ".a", ""},
		{"{.a.b#c}", ".a .b #c", ""},
		{"{a=\"b c\" d='e' f=g/h}", "a=b c d=e f=g/h", ""},
		{"{A=1}{b=2}", "a=1", "{b=2}"},
		{"{.é}", ".é", ""},
		{"{}", "", "{}"},
		{"{:}", "", "{:}"},
		{"{a}", "", "{a}"},
		{"{.}", "", "{.}"},
		{"{.1}", "", "{.1}"},
		{"{a=}", "", "{a=}"},
		{"{a=\"b}", "", "{a=\"b}"},
		{"{a=\"b\"c}", "", "{a=\"b\"c}"},
		{"{.a", "", "{.a"},
		{"{.a\n}", "", "{.a\n}"},
		{"{a={b=c}}", "", "{a={b=c}}"},
		{".a}", "", ".a}"},
	}
	for _, tt := range tests {
		list, rest := attributes([]byte(tt.in))
		var got []string
		for _, a := range list {
			switch a.key {
			case "class":
				got = append(got, "."+a.value)
			case "id":
				got = append(got, "#"+a.value)
			default:
				got = append(got, a.key+"="+a.value)
			}
		}
		if strings.Join(got, " ") != tt.want || string(rest) != tt.rest {
			t.Errorf("attributes(%q) = %q, %q, want %q, %q", tt.in, got, rest, tt.want, tt.rest)
		}
	}
}
