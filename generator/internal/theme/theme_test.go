package theme_test

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// folder makes a layer of files given as name, text, name, text…
func folder(name string, files ...string) theme.Layer {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return theme.Layer{Name: name, FS: fsys}
}

// below is the theme that the layers of these tests are laid over.
var below = folder("intégré",
	"layouts/base.html", "<title>{{.Title}}</title>{{template \"contenu\" .}}",
	"layouts/page.html", "{{define \"contenu\"}}page {{template \"carte\" .}}{{end}}",
	"layouts/liste.html", "{{define \"contenu\"}}liste {{template \"carte\" .}}{{end}}",
	"layouts/parts/carte.html", "carte",
	"assets/a.txt", "a",
	"i18n/fr.yaml", "oui: Oui\nnon: Non\n",
	"i18n/en.yaml", "oui: Yes\nnon: No\n")

func open(t *testing.T, layers ...theme.Layer) (*theme.Theme, []site.Problem) {
	t.Helper()
	look, problems, err := theme.Open(append(layers, below), "fr")
	if err != nil {
		t.Fatal(err)
	}
	return look, site.SortProblems(problems)
}

func render(t *testing.T, look *theme.Theme, layout string) string {
	t.Helper()
	data, problem := look.Render(layout, look.NewContext(theme.Context{Title: "Titre"}))
	if problem != nil {
		t.Fatal(*problem)
	}
	return string(data)
}

func TestLayersWinFileByFile(t *testing.T) {
	const title = "<title>Titre</title>"
	tests := []struct {
		name        string
		layer       theme.Layer
		page, liste string
	}{
		{"nothing of its own", folder("site"), title + "page carte", title + "liste carte"},
		{"a layout", folder("site", "layouts/page.html", `{{define "contenu"}}mienne{{end}}`), title + "mienne", title + "liste carte"},
		{"a part", folder("site", "layouts/parts/carte.html", "ma carte"), title + "page ma carte", title + "liste ma carte"},
		{"the base", folder("site", "layouts/base.html", `{{template "contenu" .}}!`), "page carte!", "liste carte!"},
		{"a part named like a layout", folder("site", "layouts/parts/liste.html", "une part", "layouts/page.html", `{{define "contenu"}}{{template "liste" .}}{{end}}`), title + "une part", title + "liste carte"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look, problems := open(t, test.layer)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if got := render(t, look, "page"); got != test.page {
				t.Errorf("page: Got %q, want %q", got, test.page)
			}
			if got := render(t, look, "liste"); got != test.liste {
				t.Errorf("liste: Got %q, want %q", got, test.liste)
			}
		})
	}
	look, _ := open(t)
	for want, names := range map[string][]string{"page": {"projet", "page", "liste"}, "liste": {"liste", "page"}, "": {"projet", "carte", "base"}} {
		if got := look.Layout(names...); got != want {
			t.Errorf("Layout(%q) = %q, want %q", names, got, want)
		}
	}
}

// TestTemplateErrorsSayWhere puts one mistake, marked with §, in each place
// where a theme has templates: the problem must be in the file, on the line and
// at the byte of the mark, whatever its indentation.
func TestTemplateErrorsSayWhere(t *testing.T) {
	const layout, part, base = "layouts/page.html", "layouts/parts/carte.html", "layouts/base.html"
	tests := []struct {
		name, file, text, says string
		lineOnly               bool // the template packages tell no column
	}{
		{"execution, layout", layout, "{{define \"contenu\"}}\n    <p>\n\t  é {{§.Rien}}</p>\n{{end}}", "can't evaluate field Rien", false},
		{"execution, first line", layout, "{{define \"contenu\"}}{{§.Rien}}{{end}}", "Rien", false},
		{"execution, part", part, "\n\n  <b>{{§.Rien}}</b>", "Rien", false},
		{"execution, base", base, "<!doctype html>\n\t<title>{{§.Rien}}</title>{{template \"contenu\" .}}", "Rien", false},
		{"execution, CRLF", part, "un\r\n  deux {{§.Rien}}\r\n", "Rien", false},
		{"function that fails", part, "\n  {{§nombre \"x\"}}", "nombre attend un nombre", false},
		{"unknown phrase", part, "\n  {{§t \"peut-etre\"}}", "la phrase « peut-etre » n'existe pas", false},
		{"unknown phrase that counts", part, "\n  {{§tn \"peut-etre\" 2}}", "la phrase « peut-etre » n'existe pas", false},
		{"unknown asset", part, "\n  {{§.Asset \"b.txt\"}}", "assets/b.txt", false},
		{"missing part", layout, "{{define \"contenu\"}}\n  {{§template \"rien\" .}}{{end}}", "rien", true},
		{"unsafe place", layout, "{{define \"contenu\"}}\n  <a href={{if .Title}}\"{{end}}x>§{{.Title}}</a>{{end}}", "", true},
		{"parse, layout", layout, "{{define \"contenu\"}}\n\n    {{if}§}{{end}}{{end}}", "missing value for if", true},
		{"parse, part", part, "un\n    {{range .Title}}\n§", "unexpected EOF", true},
		{"parse, base", base, "un\n\t{{inconn§u .}}", "\"inconnu\" not defined", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, after, _ := strings.Cut(test.text, "§")
			look, problems := open(t, folder("themes/mien", test.file, before+after))
			if len(problems) == 0 {
				_, problem := look.Render("page", look.NewContext(theme.Context{Title: "Titre"}))
				if problem == nil {
					t.Fatal("no problem")
				}
				problems = append(problems, *problem)
			}
			p := problems[0]
			want := site.Pos{File: "themes/mien/" + test.file, Line: 1 + strings.Count(before, "\n"), Col: len(before) - strings.LastIndex(before, "\n")}
			if test.lineOnly {
				want.Col = p.Col
			}
			if p.Pos != want || p.Severity != site.Error || p.Col < 1 || !strings.Contains(p.Message, test.says) || strings.Contains(p.Message, "template:") {
				t.Errorf("Got %v %s, want %v …%s", p.Pos, p.Message, want, test.says)
			}
			if len(problems) > 1 {
				t.Errorf("more problems than one: %v", problems)
			}
		})
	}
}

func TestOpenProblems(t *testing.T) {
	tests := []struct {
		name   string
		lang   string
		layers []theme.Layer
		want   string
	}{
		{"no base.html", "fr", []theme.Layer{folder("themes/nu", "layouts/page.html", "x")}, "themes/nu: ce thème n'a pas de fichier layouts/base.html"},
		{"nothing at all", "fr", nil, "themes: ce thème n'a pas de fichier layouts/base.html"},
		{"a phrase missing in a second language", "en", []theme.Layer{folder("themes/mien", "i18n/fr.yaml", "neuf: Neuf\n"), below}, "themes/mien/i18n/en.yaml: la phrase « neuf » manque dans cette langue"},
		{"a phrase of the second language alone", "en", []theme.Layer{folder("themes/mien", "i18n/en.yaml", "new: New\n"), below}, ""},
		{"a language without a file", "eo", []theme.Layer{below}, ""},
		{"phrases that are not YAML", "fr", []theme.Layer{folder("themes/mien", "i18n/fr.yaml", "oui: Oui\n  non: [\n"), below}, "themes/mien/i18n/fr.yaml:2:1: les phrases de ce fichier ne peuvent pas être lues"},
		{"phrases that are not texts", "en", []theme.Layer{folder("themes/mien", "i18n/en.yaml", "oui: Yes\n\nnon: {a: b}\n"), below}, "themes/mien/i18n/en.yaml:3:1: les phrases de ce fichier ne peuvent pas être lues"},
		{"a script that is not one", "fr", []theme.Layer{folder("themes/mien", "assets/a.js", "let a = 1;\nlet = = 2;\n"), below}, "themes/mien/assets/a.js:2:1: ce fichier du thème ne peut pas être lu : unexpected = in expression on line 2 and column 7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems, err := theme.Open(test.layers, test.lang)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.Pos.String()+": "+p.Message)
			}
			if text := strings.ReplaceAll(strings.Join(got, "\n"), "\u00a0", " "); text != test.want {
				t.Errorf("Got %q, want %q", text, test.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	layer := folder("themes/mien",
		"i18n/fr.yaml", "non: Que non\ndeux: \"{1} puis {0}\"\npages: \"{n} page|{n} pages\"\ninvariable: \"{n} souris\"\n",
		"i18n/en.yaml", "deux: \"{1} then {0}\"\npages: \"{n} page|{n} pages\"\ninvariable: \"{n} mice\"\n",
		"layouts/page.html", `{{define "contenu"}}{{t "oui"}} {{t "non"}} {{t "deux" "a" 2}} {{tn "pages" 0}} {{tn "pages" 1}} {{tn "pages" 2}} {{tn "pages" 1250}} {{tn "invariable" 3}}{{end}}`)
	for lang, want := range map[string]string{
		"fr": "Oui Que non 2 puis a 0 page 1 page 2 pages 1 250 pages 3 souris",
		"en": "Yes No 2 then a 0 page 1 page 2 pages 1 250 pages 3 mice",
		"eo": "Oui Que non 2 puis a 0 page 1 page 2 pages 1 250 pages 3 souris",
	} {
		look, problems, err := theme.Open([]theme.Layer{layer, below}, lang)
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		got := spaces.ReplaceAllString(strings.TrimPrefix(render(t, look, "page"), "<title>Titre</title>"), " ")
		if got != want {
			t.Errorf("%s: Got %q, want %q", lang, got, want)
		}
	}
	look, _ := open(t, layer)
	if _, err := look.Say("peut-etre"); err == nil {
		t.Error("Say of an unknown phrase gives no error")
	}
}

// spaces are those of French numbers and units.
var spaces = regexp.MustCompile("[\u00a0\u202f]")

func addresses(look *theme.Theme) map[string]string {
	out := map[string]string{}
	for _, a := range look.Assets {
		out[a.Name] = string(a.Address)
	}
	return out
}

func TestAssetNamesFollowBytes(t *testing.T) {
	look, _ := open(t, folder("themes/mien", "assets/b.txt", "b", "assets/sous/c.txt", "c", "assets/.cache", "x", "assets/sous/a.txt", "z"))
	first := addresses(look)
	form := regexp.MustCompile(`^assets/([a-z]+)\.[0-9a-f]{10}\.txt$`)
	for _, name := range []string{"a.txt", "b.txt", "sous/c.txt"} {
		m := form.FindStringSubmatch(first[name])
		if m == nil || m[1]+".txt" != path.Base(name) {
			t.Errorf("the address of %s is %q", name, first[name])
		}
	}
	if len(first) != 4 || !slices.IsSortedFunc(look.Assets, func(a, b theme.Asset) int { return strings.Compare(string(a.Address), string(b.Address)) }) {
		t.Errorf("Got %v, want four, by address", first)
	}
	tests := []struct {
		name    string
		layer   theme.Layer
		changed []string
	}{
		{"the same", folder("themes/autre", "assets/b.txt", "b", "assets/sous/c.txt", "c", "assets/sous/a.txt", "z"), nil},
		{"one byte", folder("themes/mien", "assets/b.txt", "B", "assets/sous/c.txt", "c", "assets/sous/a.txt", "z"), []string{"b.txt"}},
		{"the lower layer covered", folder("themes/mien", "assets/a.txt", "à", "assets/b.txt", "b", "assets/sous/c.txt", "c", "assets/sous/a.txt", "z"), []string{"a.txt"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look, _ := open(t, test.layer)
			var changed []string
			for name, address := range addresses(look) {
				if address != first[name] {
					changed = append(changed, name)
				}
			}
			if slices.Sort(changed); !slices.Equal(changed, test.changed) {
				t.Errorf("Got new addresses for %q, want %q", changed, test.changed)
			}
		})
	}
}

func TestTwoAssetsOfTheSameBytes(t *testing.T) {
	look, problems := open(t, folder("themes/mien", "assets/x/a.txt", "a", "layouts/page.html", `{{define "contenu"}}{{.Asset "a.txt"}} {{.Asset "x/a.txt"}}{{end}}`))
	if len(problems) > 0 || len(look.Assets) != 1 {
		t.Fatalf("Got assets %v, problems %v; want one asset", look.Assets, problems)
	}
	a := string(look.Assets[0].Address)
	if got, want := render(t, look, "page"), "<title>Titre</title>"+a+" "+a; got != want {
		t.Errorf("Got %q, want %q", got, want)
	}
}

func TestStyleSheetsNameAssets(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1z"/></svg>`
	tests := []struct{ name, file, css, want string }{ // %s is the base name of the asset's address
		{"double quotes", "essai.css", `a{background:url("images/b.svg")}`, `a{background:url(%s)}`},
		{"single quotes", "essai.css", `a{background:url('images/b.svg')}`, `a{background:url(%s)}`},
		{"no quotes, spaces", "essai.css", `a{background:url( images/b.svg )}`, `a{background:url(%s)}`},
		{"from its folder", "essai.css", `a{background:url(./images/../images/b.svg)}`, `a{background:url(%s)}`},
		{"a sheet in a folder", "css/essai.css", `a{background:url("../images/b.svg")}`, `a{background:url(%s)}`},
		{"a sheet beside it", "images/essai.css", `a{background:url("b.svg")}`, `a{background:url(%s)}`},
		{"a fragment", "essai.css", `a{fill:url("images/b.svg#x")}`, `a{fill:url(%s#x)}`},
		{"two", "essai.css", `a{background:url(images/b.svg),url("images/b.svg")}`, `a{background:url(%[1]s),url(%[1]s)}`},
		{"no reference", "essai.css", `a:before{content:"images/b.svg"}`, `a:before{content:"images/b.svg"}`},
		{"elsewhere", "essai.css", `a{background:url(https://exemple.test/b.svg)}`, `a{background:url(https://exemple.test/b.svg)}`},
		{"inline", "essai.css", `a{background:url(#x)}`, `a{background:url(#x)}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look, problems := open(t, folder("themes/mien", "assets/"+test.file, test.css, "assets/images/b.svg", svg))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			want := test.want
			if strings.Contains(want, "%") {
				want = fmt.Sprintf(want, path.Base(addresses(look)["images/b.svg"]))
			}
			i := slices.IndexFunc(look.Assets, func(a theme.Asset) bool { return a.Name == test.file })
			if got := string(look.Assets[i].Data); got != want {
				t.Errorf("Got %s, want %s", got, want)
			}
		})
	}
	// A style sheet that names a picture has another name when the picture has.
	before, _ := open(t, folder("a", "assets/e.css", "a{b:url(p.txt)}", "assets/p.txt", "1"))
	after, _ := open(t, folder("a", "assets/e.css", "a{b:url(p.txt)}", "assets/p.txt", "2"))
	if addresses(before)["e.css"] == addresses(after)["e.css"] {
		t.Error("a browser that kept the style sheet would ask for the former picture")
	}
}

func TestAssetsAreMinified(t *testing.T) {
	look, problems := open(t, folder("themes/mien", "assets/e.css", "a {\n  color : red ;\n}\n", "assets/e.js", "// note\nlet a = 1 ;\n", "assets/e.bin", "a {\n  b\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := map[string]string{"e.css": "a{color:red}", "e.js": "let a=1", "e.bin": "a {\n  b\n", "a.txt": "a"}
	for _, a := range look.Assets {
		if !bytes.Equal(a.Data, []byte(want[a.Name])) {
			t.Errorf("%s: Got %q, want %q", a.Name, a.Data, want[a.Name])
		}
	}
}

func TestTemplatesLoseIndentation(t *testing.T) {
	look, _ := open(t, folder("themes/mien", "layouts/page.html", "{{define \"contenu\"}}\n\t <p>\r\n      un  deux\r\n\t</p>{{end}}"))
	if got, want := render(t, look, "page"), "<title>Titre</title>\n<p>\nun  deux\n</p>"; got != want {
		t.Errorf("Got %q, want %q", got, want)
	}
}

func TestTextsAreEscaped(t *testing.T) {
	look, _ := open(t)
	const bad = `</title><script>alert(1)</script>`
	data, problem := look.Render("page", look.NewContext(theme.Context{Title: bad}))
	if problem != nil || bytes.Contains(data, []byte("<script>")) {
		t.Errorf("Got %s, %v", data, problem)
	}
}

func TestRenderWithoutLayout(t *testing.T) {
	look, _ := open(t)
	data, problem := look.Render(look.Layout("accueil"), look.NewContext(theme.Context{}))
	if data != nil || problem == nil || problem.File != "intégré/layouts/base.html" {
		t.Errorf("Got %q, %v", data, problem)
	}
}

// TestExamples runs the examples of the functions that say what they give.
func TestExamples(t *testing.T) {
	data := map[string]any{
		"Page":   map[string]any{"Date": site.Date{Year: 2026, Month: 3, Day: 12}},
		"Fields": map[string]any{"fin": site.Date{Year: 2026, Month: 3, Day: 12, Clock: 16*60 + 31}},
	}
	ran := 0
	for _, f := range theme.Funcs {
		example, want, ok := strings.Cut(f.Example, " → ")
		if !ok {
			continue
		}
		ran++
		t.Run(f.Name, func(t *testing.T) {
			look, problems := open(t, folder("themes/mien", "layouts/base.html", example, "layouts/page.html", " ",
				"i18n/fr.yaml", "plan.titre: Plan du site\nnombre.pages: \"{n} page|{n} pages\"\n"))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			look.SetLanguages(&site.Vocabulary{Terms: []*site.Term{{ID: "tr", Short: "Türkçe"}}})
			got, problem := look.Render("page", data)
			if problem != nil {
				t.Fatal(*problem)
			}
			if text := spaces.ReplaceAllString(string(got), " "); text != want {
				t.Errorf("%s gives %q, want %q", example, text, want)
			}
		})
	}
	if ran < 8 {
		t.Errorf("only %d examples say what they give", ran)
	}
}
