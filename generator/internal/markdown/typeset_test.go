package markdown

import (
	"strings"
	"testing"
)

func TestTypesetFollowsLanguages(t *testing.T) {
	const french = `L’un : « oui » ! ![d’eau](a.png "L’eau ?") [b](c "d : e")`
	const typed = `L'un : "oui" ! ![d'eau](a.png "L'eau ?") [b](c "d : e")`
	spaces := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	tests := []struct{ name, lang, in, want string }{
		{"French, not said", "", typed, french},
		{"French", "fr", typed, french},
		{"French of elsewhere", "fr-CA", typed, french},
		{"English", "en", typed, typed},
		{"French of Switzerland", "fr-CH", typed, french},
		{"another that begins like French", "frp", typed, typed},
		{"quotes across marks", "fr", `Un "**mot** et *deux*", "[un](a.md)" et un "*seul`, `Un &quot;<strong>mot</strong> et <em>deux</em>&quot;, &quot;<a href="a.md">un</a>&quot; et un &quot;*seul`},
		{"quotes that marks hold", "fr", `**"mot"** et *"deux" trois*`, `<strong>« mot »</strong> et <em>« deux » trois</em>`},
		{"English in French", "fr", "[It's \"one\"]{lang=en} l'un", "<span lang=\"en\">It's &quot;one&quot;</span> l’un"},
		{"a quotation in English", "fr", ":::info{lang=en} It's\nIt's \"one\"!\n:::\n\nl'un", "It's &quot;one&quot;!</p>\n</div>\n<p>l’un"},
		{"French in English", "en", "It's [l'\"un\" ; l'autre !]{lang=fr} isn't", "It's <span lang=\"fr\">l’« un » ; l’autre !</span> isn't"},
		{"French in English in French", "fr", ":::info{lang=en} It's\nIt's [l'un]{lang=fr}\n:::\n\nl'un", "It's <span lang=\"fr\">l’un</span></p>\n</div>\n<p>l’un"},
		{"one edit over three texts", "fr", "L'un <b> <i> !", "<p>L’un !</p>"},
		{"a quotation in French", "en", ":::info{lang=fr} L'un\nL'autre 1er !\n:::\n\nIt's", "<p class=\"titre-encart\">L’un</p>\n<p>L’autre 1<sup>er</sup> !</p>\n</div>\n<p>It's"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := source(tt.in)
			src.Lang = tt.lang
			got := spaces.Replace(string(r.Render(src, &echo{}).HTML))
			want := tt.want
			if tt.in == typed {
				plain := source(tt.want)
				plain.Lang = "en" // as it stands
				want = spaces.Replace(string(r.Render(plain, &echo{}).HTML))
			}
			if !strings.Contains(got, want) {
				t.Errorf("%q in %q gives\n%s\nwant\n%s", tt.in, tt.lang, got, want)
			}
		})
	}
}

// A problem has its place in what the author wrote, and the id of a heading its
// letters, whatever was set.
func TestTypesetMovesNothing(t *testing.T) {
	const body = "L'un ; l'autre !\n\n## L'un : \"1er\" !\n\nC'est \"ici\" : <u>l'un</u> [x](javascript:y)\n"
	r := New()
	src := source(body)
	fr := r.Render(src, &echo{})
	src.Lang = "en"
	en := r.Render(src, &echo{})
	if len(fr.Problems) == 0 || len(fr.Problems) != len(en.Problems) {
		t.Fatalf("Got %v, want %v", fr.Problems, en.Problems)
	}
	for i, p := range fr.Problems {
		if p.Pos != en.Problems[i].Pos {
			t.Errorf("%v, want %v", p, en.Problems[i])
		}
	}
	if fr.Headings[0].ID != en.Headings[0].ID || fr.Headings[0].Text == en.Headings[0].Text || fr.Words != en.Words {
		t.Errorf("Got %+v and %d words, want the id and the words of %+v, %d", fr.Headings[0], fr.Words, en.Headings[0], en.Words)
	}
	if string(src.Body) != body {
		t.Error("the text itself changed")
	}
}
