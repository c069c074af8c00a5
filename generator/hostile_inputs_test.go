package generator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"essaim/generator"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// trial is one hostile input: a page or a file of the site.
type trial struct {
	number  int
	name    string
	file    string // where its site has it
	output  string // where its page or file is published; "" when it is not known beforehand
	data    string
	refused bool // it has an error, and is not published
}

// shapes are the texts that the fields of all types of pages are given, and the
// settings: they close what may be around them.
var shapes = []string{
	`</title></head><body><script>hit(@@)</script>`,
	`"><img src=/textes/faux.png onerror=hit(@@)>`,
	`" onmouseover="hit(@@)" onfocus="hit(@@)" autofocus tabindex="1`,
	`' onclick='hit(@@)' style='background:url(//evil.test/@@)`,
	`]]></title></summary><script xmlns="http://www.w3.org/1999/xhtml">hit(@@)</script>`,
	`--><script>hit(@@)</script><!-- <![CDATA[ ?>`,
	`{{.Site}} {{template "pied" .}} {{"<script>hit(@@)</script>"}} ${hit(@@)} <%= hit(@@) %>`,
	`&lt;script&gt;hit(@@)&lt;/script&gt; &quot;&#62;&#x3c;img src=/textes/faux.png onerror=hit(@@)&gt;`,
	`javascript:hit(@@)`,
	`//evil.test/@@`,
	"</script><script>hit(@@)</script>\u2028\u2029\u202e<b>",
	`[a](javascript:hit(@@)) <svg onload=hit(@@)> ![b](https://evil.test/@@.png) [c](//evil.test/@@){onclick=hit(@@)}`,
	`</textarea></style></noscript></template></svg></math></p></div></main><img src=/textes/faux.png onerror=hit(@@)>`,
	`";hit(@@);// ';hit(@@);// \";hit(@@);//`,
	`<details open ontoggle=hit(@@)><summary onclick=hit(@@)>a</summary><abbr title='"><script>hit(@@)</script>'>b</abbr>`,
	`<meta http-equiv=refresh content="0;url=//evil.test/@@"><base href=//evil.test/@@/><link rel=stylesheet href=//evil.test/@@>`,
}

// names are those of files and folders that try the same.
var names = []string{
	`"><img src=x onerror=hit(@@)>`, `' onmouseover='hit(@@)`, `<script>hit(@@)<%2Fscript>`, `%3Cscript%3Ehit(@@)%3C%2Fscript%3E`,
	`javascript:hit(@@)`, `&lt;script&gt;hit(@@)`, `a#b?c=d&e`, `a b%20c%00d`, "\u202egpj.a", "a\u2028b", `{{.Site}}`, `a..%2f..%2fevil`, `évil "quote"`, `a;b,c=d`, `a]]>`, `b-->`,
}

// numbered puts the number of a trial in its text, and characters in place of
// their codes.
func numbered(text string, n int) string {
	text = character.ReplaceAllStringFunc(text, func(s string) string {
		code, _ := strconv.ParseUint(s[3:7], 16, 32)
		return string(rune(code))
	})
	return strings.ReplaceAll(text, "@@", fmt.Sprint(n))
}

// readTrials returns all the inputs of the main site.
func readTrials(t *testing.T) (trials []trial) {
	t.Helper()
	add := func(name, file, output, data string) {
		n := len(trials) + 1
		name, refused := strings.CutPrefix(name, "refused: ")
		trials = append(trials, trial{n, name, numbered(file, n), numbered(output, n), numbered(data, n), refused})
	}
	for _, f := range archive(t, "bodies") {
		add(f.Name, "content/textes/@@.md", "textes/@@/index.html", "---\ntitre: Texte @@\nresume: Un texte qui essaie de faire ce qu'aucun texte ne peut faire.\n---\n\n"+string(f.Data))
	}
	for _, f := range archive(t, "matter") {
		folder, _, _ := strings.Cut(strings.TrimPrefix(f.Name, "refused: "), ": ")
		file := "content/" + folder + "/@@.md"
		add(f.Name, file, folder+"/@@/index.html", complete(file, "---\n"+string(f.Data)+"---\n\nTexte.\n"))
	}
	for _, f := range archive(t, "attachments") {
		ext, _, _ := strings.Cut(strings.TrimPrefix(f.Name, "refused: "), ": ")
		add(f.Name, "content/textes/joint-@@."+ext, "textes/joint-@@."+ext, string(f.Data))
	}
	declared, problems := schema.Load(schema.Extension{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, typ := range declared.Types {
		for first := range 8 {
			folder := typ.Folder
			if folder == "" {
				folder = "libre"
			}
			add("every field of a page", "content/"+folder+"/@@.md", folder+"/@@/index.html", fullPage(t, declared, typ, turn(first)))
		}
	}
	for i, name := range names {
		const page = "---\ntitre: Nom @@\nresume: Une page dont le nom essaie ce qu'aucun nom ne peut faire.\nmots_cles: [noms]\n---\n\nPage numéro @@, [un fichier](<../textes/image.png>).\n"
		add("page called "+name, "content/noms/"+name+".md", "", page)
		add("file called "+name, "content/noms/"+name+" @@.txt", "", "Fichier numéro @@")
		if i%2 == 0 {
			add("folder called "+name, "content/noms/@@ "+name+"/index.md", "", page)
		} else {
			add("section called "+name, "content/@@ "+name+"/a.md", "", page)
		}
	}
	return trials
}

func archive(t *testing.T, name string) []txtar.File {
	t.Helper()
	a, err := txtar.ParseFile("testdata/hostile/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return a.Files
}

// quoted is a value as YAML may have it: JSON escapes all there is to escape.
func quoted(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// turn returns a function that gives the shapes one after the other, for ever.
func turn(first int) func() string {
	i := first - 1
	return func() string {
		i++
		return shapes[i%len(shapes)]
	}
}

// fullPage is a page of a type with a text in every field that takes one.
func fullPage(t *testing.T, declared *site.Schema, typ *site.Type, text func() string) string {
	t.Helper()
	page := "---\n"
	values := fieldValues(declared, typ.Fields, text)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		page += key + ": " + quoted(t, values[key]) + "\n"
	}
	return page + "---\n\nTexte.\n"
}

// unset are fields that would hide the page, move it or contradict others.
var unset = map[string]bool{"etat": true, "publie_le": true, "expire_le": true, "slug": true, "type": true, "id": true, "alias": true, "langue": true,
	"duree": true, "structures": true, "traductions": true, "personnes": true, "decorative": true}

// fieldValues are values for fields: text wherever there can be one.
func fieldValues(declared *site.Schema, fields []*site.Field, text func() string) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		if unset[f.Key] && f.Need != site.Required {
			continue
		}
		value := fieldValue(declared, f, text)
		if f.List {
			value = []any{value}
		}
		values[f.Key] = value
	}
	return values
}

func fieldValue(declared *site.Schema, f *site.Field, text func() string) any {
	switch f.Kind {
	case "texte-par-langue":
		return map[string]string{"fr": text(), "ar": text(), "tr": text()}
	case "nombre", "entier":
		return 3
	case "oui-non":
		return "oui"
	case "date", "moment":
		return "2026-03-12"
	case "duree":
		return "45 min"
	case "adresse":
		return "https://evil.test/@@?a=%22%3E%3Cscript%3E"
	case "courriel":
		return "equipe+@@@evil.test"
	case "choix":
		if v := declared.Vocabulary(f.Vocabulary); !v.Open {
			return v.Terms[0].ID
		}
		return strings.ReplaceAll(text(), "@@", "0") // the same terms for all: each has a page
	case "reference":
		if len(f.To) > 0 && f.To[0] != "structure" {
			return map[string]string{"outil": "un-outil", "pratique": "une-pratique"}[f.To[0]]
		}
		return "une-structure"
	case "fichier":
		return "../textes/image.png"
	case "langue":
		return "ar"
	case "uai":
		return "0751234J"
	case "siren":
		return "130025265"
	case "groupe":
		return fieldValues(declared, f.Fields, text)
	}
	return text()
}

// hostileSite is the site that all trials are part of.
func hostileSite(trials []trial) fstest.MapFS {
	files := fstest.MapFS{}
	for name, data := range map[string]string{
		"site.yaml":                                "titre: Essai\nadresse: https://exemple.test/essai/site/\nbilan: oui\nmedias: [tube.exemple.test]\nsections: {noms: page}\n",
		"content/_index.md":                        "---\ntitre: Accueil\nresume: Le site de tout ce que des textes peuvent essayer de faire.\n---\n\nVoir [une page](textes/sure.md).\n",
		"content/textes/sure.md":                   "---\ntitre: Page sûre\nresume: Une page qui n'essaie rien, pour que d'autres y mènent.\n---\n\n## Un titre {#x}\n\nTexte.\n",
		"content/textes/image.png":                 "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82",
		"content/textes/faux.png":                  "\x89PNG\r\n\x1a\n, puis rien d'une image",
		"content/textes/son.mp3":                   "ID3\x04\x00\x00\x00\x00\x00\x00",
		"content/textes/film.mp4":                  "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
		"content/textes/film.vtt":                  "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n",
		"content/structures/une-structure.md":      complete("content/structures/x", "---\nnature: drane\n…\n---\n"),
		"content/structures/ecole-des-tilleuls.md": complete("content/structures/x", "---\nnature: drane\n…\n---\n"),
		"content/outils/un-outil.md":               complete("content/outils/x", "---\n…\n---\n"),
		"content/pratiques/une-pratique.md":        complete("content/pratiques/x", "---\n…\n---\n"),
	} {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for _, name := range []string{"image.png", "film.vtt"} {
		files["content/pratiques/"+name] = files["content/textes/"+name]
	}
	for _, tr := range trials {
		files[tr.file] = &fstest.MapFile{Data: []byte(tr.data)}
	}
	return files
}

// checkTrials looks for each input in what is published: all but the refused
// ones, which have an error, are there.
func checkTrials(t *testing.T, trials []trial, s published) {
	t.Helper()
	errors := map[string]string{}
	for _, p := range s.report.Problems {
		if p.Severity == site.Error {
			errors[p.File] = p.Message
		}
	}
	for _, tr := range trials {
		there := s.files[tr.output] != nil
		if tr.output == "" {
			for name, f := range s.files {
				there = there || (path.Ext(name) == ".html" || path.Ext(name) == ".txt") && (strings.Contains(string(f.Data), fmt.Sprintf("Page numéro %d,", tr.number)) || string(f.Data) == fmt.Sprintf("Fichier numéro %d", tr.number))
			}
		}
		switch message, wrong := errors[tr.file]; {
		case tr.refused && (there || !wrong):
			t.Errorf("%d, %s: is published, want an error\n%s", tr.number, tr.name, tr.data)
		case !tr.refused && (!there || wrong):
			t.Errorf("%d, %s: is refused: %s\n%s", tr.number, tr.name, message, tr.data)
		}
	}
}

// refusedSettings are lines of site.yaml with which a site is not published.
var refusedSettings = []string{
	`contact: javascript://evil.test/%0ahit(1)`,
	`contact: javascript:hit(1)//@evil.test`,
	`contact: 'a@evil.test"onclick="hit(1)'`,
	`contact: 'data:text/html,<script>hit(1)</script>://@'`,
	`contact: //evil.test/@`,
	`menu: [{titre: a, vers: 'javascript:hit(1)'}]`,
	`menu: [{titre: a, vers: '//evil.test/'}]`,
	`medias: ['"><script>hit(1)</script>']`,
	`langue: 'fr" onclick="hit(1)'`,
	`theme: ../../evil`,
	`sections: {'"><script>': page, a: '"><script>hit(1)</script>'}`,
	`types: {'"><script>hit(1)</script>': {nom: a}}`,
	`types: {fiche: {nom: a, dossier: '../"><script>'}}`,
	`types: {fiche: {nom: a, champs: {'"><script>hit(1)</script>': {titre: a, nature: texte}}}}`,
	`vocabulaires: {'"><script>hit(1)</script>': {titre: a}}`,
	`vocabulaires: {sujets: {titre: a, termes: [{id: '"><script>hit(1)</script>', titre: a}]}}`,
	`vocabulaires: {licences: {termes: [{id: a, titre: a, uri: 'javascript:hit(1)'}]}}`,
	`vocabulaires: {licences: {termes: [{id: a, titre: a, uri: '//evil.test/'}]}}`,
}

func TestHostileSettingsAreRefused(t *testing.T) {
	for _, line := range refusedSettings {
		out := filepath.Join(t.TempDir(), "public")
		files := small("site.yaml", "titre: Essai\nadresse: https://exemple.test/\n"+line+"\n")
		r, err := openFS(t, files, generator.Options{Output: out, Today: today, KeepGoing: true}).Build(context.Background())
		if err != nil || r.Published || !r.WrongSettings() {
			t.Errorf("%s: Got published %v, %v, %v", line, r.Published, r.Problems, err)
		}
	}
}

// hostileSettings are small sites whose settings try the same, each in another
// order, with a type and a vocabulary of their own.
func hostileSettings(t *testing.T) (sites []published) {
	t.Helper()
	for i := range 4 {
		n := 1001 + i
		name := fmt.Sprint(n)
		text := turn(3 * i)
		texts := map[string]string{
			"site.yaml": `titre: ¤
description: ¤
adresse: https://exemple.test/essai/` + name + `/
licence: maison
contact: "https://evil.test/?a=%22%3E%3Cscript%3E'onclick='hit()"
bilan: oui
editeur: {nom: ¤}
menu: [{titre: ¤, vers: /textes/}, /fiches/]
abreviations: {ENT: ¤}
types:
  fiche:
    dossier: fiches
    nom: ¤
    pluriel: ¤
    aide: ¤
    champs:
      sujet: {titre: ¤, nature: choix, vocabulaire: sujets, carte: oui, couverture: oui, aide: ¤}
      propos: {titre: ¤, nature: texte, carte: oui, aide: ¤}
      a_verifier: {titre: ¤, nature: date, echeance: ¤, aide: ¤}
vocabulaires:
  sujets:
    titre: ¤
    pages: oui
    source: ¤
    termes:
      - {id: un, titre: ¤, court: ¤, groupe: ¤, definition: ¤, uri: "https://evil.test/?a=%22%3E'onclick='hit()"}
      - {id: deux, titre: ¤, groupe: ¤}
  licences:
    termes:
      - {id: maison, titre: ¤, court: ¤, definition: ¤, uri: "https://evil.test/?a=%22%3E'onclick='hit()"}
`,
			"content/_index.md":        "---\ntitre: ¤\nresume: ¤\n---\n\nL'ENT.\n",
			"content/fiches/_index.md": "---\ntitre: ¤\nresume: ¤\n---\n\nL'ENT.\n",
			"content/fiches/a.md":      "---\ntitre: ¤\nresume: ¤\ndate: 2026-03-12\nlecteurs: [equipes]\nauteurs: [¤]\nsujet: un\npropos: ¤\na_verifier: 2026-01-01\nlicence: maison\n---\n\nL'ENT.\n",
			"content/textes/b.md":      "---\ntitre: Texte\n---\n\nL'ENT et [la fiche](../fiches/a.md).\n",
		}
		files := fstest.MapFS{}
		for _, file := range slices.Sorted(maps.Keys(texts)) {
			data := texts[file]
			for strings.Contains(data, "¤") {
				data = strings.Replace(data, "¤", quoted(t, numbered(text(), n)), 1)
			}
			files[file] = &fstest.MapFile{Data: []byte(data)}
		}
		sites = append(sites, publishHostile(t, name, files))
	}
	return sites
}
