package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"essaim/generator/site"
)

func TestPassages(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // audience #id lang « title » excerpt
	}{
		{"a container", ":::familles\nUn *mot* pour vous.\n:::", []string{"familles #pour-les-familles  «» Un mot pour vous."}},
		{"a title", ":::partenaires Ce que l'on attend\nUn avis.\n:::", []string{"partenaires #pour-les-partenaires  «Ce que l’on attend» Un avis."}},
		{"another name", ":::parents\na\n:::\n\n:::enseignants\nb\n:::", []string{"familles #pour-les-familles  «» a", "equipes #pour-les-equipes  «» b"}},
		{"twice", ":::familles\na\n:::\n\n:::familles\nb\n:::", []string{"familles #pour-les-familles  «» a", "familles #pour-les-familles-2  «» b"}},
		{"a quotation", "> [!FAMILLES] Le soir\n> Rien à faire.", []string{"familles #pour-les-familles  «Le soir» Rien à faire."}},
		{"a folded quotation", "> [!élève]-\n> a", []string{"eleves #pour-les-eleves  «» a"}},
		{"mkdocs", "!!! familles \"Le soir\"\n    Rien.\n\n??? équipe\n    b", []string{"familles #pour-les-familles  «Le soir» Rien.", "equipes #pour-les-equipes  «» b"}},
		{"in a list", "- a\n\n  :::formateurs\n  b\n  :::", []string{"formateurs #pour-les-formateurs  «» b"}},
		{"in a footnote", "a[^1]\n\n[^1]: b\n\n    :::familles\n    c\n    :::", []string{"familles #pour-les-familles  «» c"}},
		{"in a footnote that nothing calls", "[^1]: b\n\n    :::familles\n    c\n    :::", nil},
		{"after an id in HTML", "<a id=\"pour-les-familles\"></a>\n\n:::familles\na\n:::", []string{"familles #pour-les-familles-2  «» a"}},
		{"in HTML", "<details lang=\"en\" id=\"a\">\n\n:::familles\n<b>a</b>\n:::\n\n</details>", []string{"familles #pour-les-familles en «» a"}},
		{"for everyone", ":::info\na\n:::", nil},
		{"in code", "```\n:::familles\na\n:::\n```\n\n    :::familles\n    a\n\n`:::familles`", nil},
		{"in a comment", "<!--\n:::familles\na\n:::\n-->", nil},
		{"in the text", "Voir :::familles et !!! familles, [!familles].", nil},
		{"its own id", ":::familles{#le-soir} Titre\na\n:::\n\n:::eleves{id=midi}\nb\n:::", []string{"familles #le-soir  «Titre» a", "eleves #midi  «» b"}},
		{"an id that is taken", "## A {#le-soir}\n\n:::familles{#le-soir}\na\n:::", []string{"familles #pour-les-familles  «» a"}},
		{"an id that is not one", ":::familles{#Été}\na\n:::", []string{"familles #pour-les-familles  «» a"}},
		{"an id of ours that an author has chosen", "## A {#pour-les-familles}\n\n:::familles\na\n:::", []string{"familles #pour-les-familles-2  «» a"}},
		{"a heading that says the same", "## Pour les familles\n\n:::familles\na\n:::", []string{"familles #pour-les-familles  «» a"}},
		{"a place named as in Obsidian", "A ^b\n\n:::familles{#bloc-b}\na\n:::", []string{"familles #pour-les-familles  «» a"}},
		{"Pandoc", "::: {.familles #ici title=\"Le soir\"}\na\n:::", []string{"familles #ici  «Le soir» a"}},
		{"Docusaurus", ":::familles[Le *soir*]\na\n:::", []string{"familles #pour-les-familles  «Le soir» a"}},
		{"a private remark", ":::familles\na %%privé%%\n\n%%\nprivé\n%%\n\nb {>>privé<<}\n:::", []string{"familles #pour-les-familles  «» a · b"}},
		{"a language", ":::familles{lang=en}\nIt's late!\n:::", []string{"familles #pour-les-familles en «» It's late!"}},
		{"the language around it", ":::info{lang=es}\n:::familles\n¿Vale!\n:::\n:::", []string{"familles #pour-les-familles es «» ¿Vale!"}},
		{"no such language", ":::familles{lang=français}\nOh !\n:::", []string{"familles #pour-les-familles  «» Oh\u202f!"}},
		{"one in another", ":::familles\na\n\n:::eleves\nb\n:::\n\nc\n:::", []string{"familles #pour-les-familles  «» a · c", "eleves #pour-les-eleves  «» b"}},
		{"what is not said", ":::familles\n### Titre\n\n![Un robot](a.jpg)\n\na | b\n--|--\nc | d\n\n:::info Note\nDit.\n:::\n\n```\ncode\n```\n:::", []string{"familles #pour-les-familles  «» Dit."}},
		{"a list in it", ":::familles\nApportez :\n\n- un cahier\n- un stylo.\n- [[robots]] et [ceci](b.md)\n:::", []string{"familles #pour-les-familles  «» Apportez\u00a0: un cahier · un stylo. robots et ceci"}},
		{"what is struck out", ":::familles\nÀ ~~huit~~ neuf heures.\n:::", []string{"familles #pour-les-familles  «» À neuf heures."}},
		{"nothing", ":::familles\n:::", []string{"familles #pour-les-familles  «» "}},
		{"long", ":::familles\n" + strings.Repeat("très long ", 60) + "\n:::", []string{"familles #pour-les-familles  «» " + strings.TrimSuffix(strings.Repeat("très long ", 20), " long ") + "…"}},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range r.Passages(source(tt.in)) {
				got = append(got, fmt.Sprintf("%s #%s %s «%s» %s", p.Audience, p.ID, p.Lang, p.Title, p.Excerpt))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Passages(%q) =\n%q, want\n%q", tt.in, got, tt.want)
			}
			agree(t, r, []byte(tt.in))
		})
	}
}

// agree checks that the passages of a body are those that its page shows, in
// some order: footnotes are written at the end.
func agree(t *testing.T, r *Renderer, body []byte) {
	t.Helper()
	res := r.Render(Source{File: "f.md", Line: 1, Body: body}, &echo{})
	if res.HTML == nil {
		return // refused
	}
	doc, err := html.Parse(strings.NewReader(string(res.HTML)))
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{} // id → classes
	for n := range doc.Descendants() {
		var id, class string
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				id = a.Val
			case "class":
				class = a.Val
			}
		}
		if strings.HasPrefix(class, "passage ") {
			shown[id] = class
		}
	}
	known := r.Passages(Source{Body: body})
	if want := min(len(shown), mostPassages); len(known) != want {
		t.Errorf("the page of %q shows the passages %v, and Passages gives %v", body, shown, known)
	}
	for _, p := range known {
		if shown[p.ID] != "passage passage-"+p.Audience {
			t.Errorf("the page of %q has no passage #%s for %s, only %v", body, p.ID, p.Audience, shown)
		}
		if utf8.RuneCountInString(p.Excerpt) > longestExcerpt || utf8.RuneCountInString(p.Title) > longestPassage ||
			strings.ContainsAny(p.Excerpt+p.Title, "\n\t") {
			t.Errorf("Passages(%q) gives %+v: too long, or not on one line", body, p)
		}
	}
}

// A page may hold any number of passages; what is known of it is bounded, and
// its author is told.
func TestManyPassages(t *testing.T) {
	body := []byte(strings.Repeat(":::familles Titre\nTexte.\n:::\n\n", mostPassages+5))
	r := New()
	agree(t, r, body)
	res := r.Render(source(string(body)), &echo{})
	if len(res.Problems) != 1 || res.Problems[0].Line != 4*mostPassages+1 || res.Problems[0].Severity != site.Warning {
		t.Errorf("problems %v, want one warning at the first passage that is not known of", res.Problems)
	}
}

// A text that is refused is not parsed for its passages either.
func TestPassagesOfRefused(t *testing.T) {
	body := ":::familles\na\n:::\n\n" + strings.Repeat("[a](", 50_000)
	if got := New().Passages(source(body)); got != nil {
		t.Errorf("Passages of a text that is refused = %v, want nil", got)
	}
}

// FuzzPassages looks for a body whose page does not show the passages that it
// is said to have.
func FuzzPassages(f *testing.F) {
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
		f.Add(append([]byte(":::familles\n"), body...))
	}
	for _, body := range []string{
		"> [!FAMILLES]- a\n> b\n>\n> > [!eleves]\n> > c", "=== \"A\"\n    !!! familles\n        b", "[^a]\n\n[^a]: :::familles\n    b",
		"[^:::]\n\n[^:::]: :::familles\n    b", "> [!ﾞ familles]\n> a", "::::::équipe_ {#a} b\n{#a}\n", "- a\n  {#pour-les-familles}\n\n!!! parents\n    ## Pour les familles",
		"<span id=pour-les-familles>a</span>\n\n<details id=b lang=ar>\n\n:::familles\n<svg>c</svg> <b>d\n:::\n\n</details>",
	} {
		f.Add([]byte(body))
	}
	r := New()
	f.Fuzz(func(t *testing.T, body []byte) {
		if utf8.Valid(body) && len(body) < 1<<14 {
			agree(t, r, body)
		}
	})
}

// BenchmarkPassages tells what the passages cost to a body that has none, as
// almost all, and to one that has some.
func BenchmarkPassages(b *testing.B) {
	page := page7kB(b)
	r := New()
	for name, body := range map[string]string{"none": page, "one": page + "\n:::familles\nTexte.\n:::\n"} {
		b.Run(name, func(b *testing.B) {
			src := source(body)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				r.Passages(src)
			}
		})
	}
}
