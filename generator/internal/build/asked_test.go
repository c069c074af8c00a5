package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/french"
	"essaim/generator/internal/index"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
	"essaim/themes"
)

// sheet is a page of the sites of these tests: lines of front matter, then a body.
func sheet(title, lines, body string) string {
	if !strings.Contains(lines, "lecteurs:") {
		lines = "lecteurs: [equipes]\n" + lines
	}
	return "---\ntitre: " + title + "\nresume: Une page qui sert à voir de quoi dépend chacun des fichiers du site.\n" + lines + "---\n\n" + body + "\n"
}

// source is what a note of veille must say.
const source = "source: {titre: S, url: https://example.org/1, editeur: E, date: 2025, nature: guide}\nconsulte_le: 2025-01-02\n"

// start is a small site where each kind of output shows something of others.
func start() map[string]string {
	files := map[string]string{
		"site.yaml":                  "titre: Essai\nadresse: https://exemple.test/\ncontact: a-propos.md\nmenu: [/veille/, /guide/a.md]\nsections: {longue: veille}\nbilan: oui\n",
		"content/_index.md":          sheet("Accueil", "", "Bonjour, voyez [la page a](guide/a.md)."),
		"content/a-propos.md":        sheet("À propos", "", "Nous. Bientôt : [un brouillon](guide/brouillon.md)."),
		"content/mentions.md":        sheet("Mentions", "", "Bientôt : [[brouillon]], et [une rubrique](/bientot/)."),
		"content/bientot/_index.md":  sheet("Bientôt", "", "Rien encore."),
		"content/guide/a.md":         sheet("Page a", "date: 2026-01-05\nmots_cles: [Robot]\ndisciplines: [mathematiques]\nalias: [/ancienne/]\n", "Voir [[b]], [un fichier](plan.txt) et [un brouillon](brouillon.md)."),
		"content/guide/b.md":         sheet("Page b", "date: 2026-01-04\nmots_cles: [robot]\nrelations: [a, brouillon]\n", "Rien."),
		"content/guide/c.md":         sheet("Page c", "date: 2026-01-03\n", "Voir <https://example.org> et ![un trait](trait.svg)."),
		"content/guide/trait.svg":    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"/>`,
		"content/guide/plan.txt":     "un plan",
		"content/pratiques/q.md":     sheet("Pratique q", "niveaux: [6e]\ndisciplines: [mathematiques]\nduree: 45 min\na_revoir_avant: 2026-11-01\nmateriel: [papier]\n", "Fin."),
		"content/guide/brouillon.md": sheet("Brouillon", "etat: brouillon\n", "Plus tard."),
		"content/veille/_index.md":   sheet("Notre veille", "", "Lisez [la page b](/guide/b/)."),
		"content/veille/n.md":        sheet("Note n", source+"date: 2026-02-01\n", "Voir [le plan](/guide/plan.txt).\n\n:::familles Le soir\nRien à faire.\n:::"),
		"content/veille/o.md":        sheet("Note o", source+"date: 2025-02-01\nlecteurs: [partenaires]\n", "Fin."),
		"content/Mes Fiches/f.md":    sheet("Fiche f", "date: 2025-03-01\n", "Fin."),
		"content/agenda/e.md":        sheet("Rencontre", "debut: 2026-12-01\nfin: 2026-12-01\nmodalite: presentiel\nlieu: Ici\norganisateurs: [{nom: L'équipe}]\n", "Venez."),
	}
	for i := range 40 { // enough for windows
		files[fmt.Sprintf("content/longue/p%d.md", i)] = sheet(fmt.Sprint("Longue ", i), source+fmt.Sprintf("date: %d-%02d-01\n", 2020+i%4, 1+i%12), "Texte.\n\n:::formateurs\nPour vous.\n:::")
	}
	return files
}

// built is a site and every output of it, by path.
type built struct {
	files   map[string]string
	index   *index.Index
	outputs map[string]result
}

type result struct {
	kind, source string
	data         []byte
	asked        []string
}

// footer is a part of the theme that asks for the sections: it would hide what
// other parts forget to ask.
const footer = "layouts/parts/pied.html"

// bare is laid over the theme to make its outputs ask for less.
var bare = theme.Layer{Name: "sobre", FS: fstest.MapFS{footer: {Data: []byte(`{{.Site.Title}}{{template "lien-contact" .}}`)}}}

func buildSite(t *testing.T, files map[string]string, today string, over ...theme.Layer) built {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	look, err := fs.Sub(themes.FS, "essaim")
	if err != nil {
		t.Fatal(err)
	}
	day, err := french.ParseDate(today)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := Prepare(Options{FS: fsys, Today: day, Layers: func(string) ([]theme.Layer, []string) {
		return append(over, theme.Layer{Name: "themes/essaim", FS: look}), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	b := built{files, plan.Index, map[string]result{}}
	problems := plan.Problems
	for _, o := range plan.Outputs {
		made, err := plan.maker.Make(o)
		if err != nil {
			t.Fatal(err)
		}
		problems = append(problems, made.Problems...)
		b.outputs[made.Path] = result{o.Kind, o.Pos.File, made.Data, made.Asked}
	}
	for _, p := range problems {
		if p.Severity == site.Error {
			t.Fatalf("the site of this test has an error: %v %s", p.Pos, p.Message)
		}
	}
	return b
}

// facts writes what templates can see of a page.
func facts(p *site.Page) string {
	if p == nil {
		return "none"
	}
	var b strings.Builder
	fmt.Fprintln(&b, p.Path, p.ID, p.Type.Name, p.Address, p.Lang, p.Date, p.Updated, p.State, p.SortKey, p.Rank, p.Aliases, p.Title, p.Summary)
	if p.Image != nil {
		fmt.Fprintln(&b, *p.Image)
	}
	for _, use := range p.Terms {
		fmt.Fprintln(&b, use.Field, use.Term.ID, use.Term.Label)
	}
	fmt.Fprintln(&b, p.Passages)
	for _, f := range p.Card {
		if term, ok := f.Value.(*site.Term); ok {
			f.Value = term.Label
		}
		fmt.Fprintln(&b, f.Field.Key, f.Value)
	}
	return b.String()
}

func ref(r *site.Ref) string {
	if r == nil {
		return "none"
	}
	return facts(r.Page)
}

func refs(all []site.Ref) string {
	var b strings.Builder
	for i := range all {
		b.WriteString(ref(&all[i]))
	}
	return b.String()
}

func terms(all ...site.TermRef) string {
	var b strings.Builder
	for _, t := range all {
		fmt.Fprintln(&b, t.ID, t.Label, t.Short, t.Address, t.Count)
	}
	return b.String()
}

func survey(s site.Survey) string {
	var b strings.Builder
	fmt.Fprintln(&b, s.Today, s.Pages, refs(s.NoID))
	for _, r := range s.Reminders {
		fmt.Fprintln(&b, r.Title, r.Dates, r.Next)
		for _, d := range r.Due {
			fmt.Fprintln(&b, ref(&d.Page), d.Path, d.Field.Label, d.Date, d.Day, d.Late)
		}
	}
	for _, g := range s.Gaps {
		fmt.Fprintln(&b, g.Type.Plural, g.Pages)
		for _, f := range g.Fields {
			fmt.Fprintln(&b, f.Field.Key, f.Field.Label, refs(f.Pages))
		}
	}
	for _, c := range s.Coverage {
		fmt.Fprintln(&b, c.Path, c.Vocabulary.Label, c.Pages, c.Terms)
		for _, h := range c.Without {
			for _, t := range h.Terms {
				fmt.Fprintln(&b, h.Label, t.ID, t.Label)
			}
		}
	}
	return b.String()
}

// answer asks an index the question of a key again, and writes the answer out.
func (b built) answer(t *testing.T, key string) string {
	t.Helper()
	v := b.index.View(site.Place{})
	question, rest, _ := strings.Cut(key, " ")
	first, last, _ := strings.Cut(rest, " ")
	number, _ := strconv.Atoi(rest[strings.LastIndexByte(rest, ' ')+1:])
	upTo := rest[:max(0, strings.LastIndexByte(rest, ' '))]
	page := b.index.Page(first)
	switch question {
	case "site":
		return b.files["site.yaml"]
	case "menu":
		return fmt.Sprint(v.Menu())
	case "contact":
		if c := v.Contact(); c != nil {
			return fmt.Sprint(*c)
		}
		return "none"
	case "titre":
		return v.SectionTitle(rest)
	case "presentation":
		p := v.Intro(rest)
		if p != nil {
			return p.Path
		}
		return "none"
	case "page":
		return ref(v.Page(rest))
	case "tete":
		return refs(v.Latest(upTo, number))
	case "liste":
		return refs(v.List(rest))
	case "nombre":
		return strconv.Itoa(v.Count(rest))
	case "fenetre":
		return refs(v.Window(first, last))
	case "fenetres":
		return fmt.Sprint(v.Windows(first, last))
	case "fenetre-voisine":
		if w := v.WindowBeside(first, last[:strings.LastIndexByte(last, ' ')], number); w != nil {
			return fmt.Sprint(*w)
		}
		return "none"
	case "a-venir":
		fields := strings.Fields(rest)
		n, _ := strconv.Atoi(fields[1])
		return refs(v.Upcoming(fields[0], n))
	case "termes":
		return terms(v.Terms(rest)...)
	case "terme":
		vocabulary, id, _ := strings.Cut(rest, "/")
		if term := v.Term(vocabulary, id); term != nil {
			return terms(*term)
		}
		return "none"
	case "libelle":
		vocabulary, id, _ := strings.Cut(rest, "/")
		if term := v.Term(vocabulary, id); term != nil {
			term.Count = 0
			return terms(*term)
		}
		return "none"
	case "cite":
		var b strings.Builder
		for _, r := range v.Referrers(rest) {
			b.WriteString(ref(&r.Ref) + r.Field + r.Role)
		}
		return b.String()
	case "voisin":
		return ref(v.Neighbour(upTo, number))
	case "passe":
		d, err := french.ParseDate(rest)
		return fmt.Sprint(v.Past(d), err)
	case "types":
		var names []string
		for _, typ := range v.Types() {
			names = append(names, typ.Name, typ.Label, typ.Plural)
		}
		return fmt.Sprint(names)
	case "bilan":
		return survey(v.Survey())
	case "sections":
		var b strings.Builder
		for _, s := range v.Sections() {
			fmt.Fprintln(&b, s.Name, s.Title, s.Summary, s.Type.Name, s.Address)
		}
		return b.String()
	case "lien", "wiki":
		if page == nil {
			return "no such page"
		}
		resolve := v.Resolve
		if question == "wiki" {
			resolve = v.ResolveWiki
		}
		target, problem := resolve(page, last, site.Pos{})
		title := ""
		if target.Page != nil {
			title = target.Page.Title
		}
		return fmt.Sprint(target.Address, target.Fragment, target.Size, target.Found, title, problem)
	case "reference":
		if page == nil {
			return "no such page"
		}
		for _, r := range page.Refs {
			if r.Name == last {
				return ref(v.Reference(page, r))
			}
		}
		return "no such reference"
	}
	t.Fatalf("no way to ask %q again: teach this test the new question", key)
	return ""
}

// edit is one change to a site.
type edit struct {
	name   string
	change func(files map[string]string)
	today  string // "" for the same day
}

// replace changes a text in a file, which must hold it.
func replace(name, before, after string) func(map[string]string) {
	return func(files map[string]string) {
		if !strings.Contains(files[name], before) {
			panic(name + " has no " + before)
		}
		files[name] = strings.Replace(files[name], before, after, 1)
	}
}

func write(name, text string) func(map[string]string) {
	return func(files map[string]string) { files[name] = text }
}

func remove(name string) func(map[string]string) {
	return func(files map[string]string) {
		if _, ok := files[name]; !ok {
			panic("no file " + name)
		}
		delete(files, name)
	}
}

const day = "2026-11-23"

var singleEdits = []edit{
	{"nothing", func(map[string]string) {}, ""},
	{"the body of a page", replace("content/guide/c.md", "Voir", "Revoir"), ""},
	{"the title of a page", replace("content/guide/a.md", "Page a", "Page à"), ""},
	{"the title of a page that others name", replace("content/guide/b.md", "Page b", "Page bée"), ""},
	{"the title of the contact page", replace("content/a-propos.md", "À propos", "Nous"), ""},
	{"another address for the contact page", replace("content/a-propos.md", "---\n", "---\nslug: nous\nalias: [/a-propos/]\n"), ""},
	{"the summary of a page", replace("content/guide/b.md", "Une page", "Une autre page"), ""},
	{"a new page", write("content/guide/d.md", sheet("Page d", "date: 2026-02-03\n", "Neuve.")), ""},
	{"a new page between two", write("content/guide/d.md", sheet("Page bb", "date: 2026-01-04\n", "Neuve.")), ""},
	{"a new page with links", write("content/guide/d.md", sheet("Page d", "date: 2026-02-03\nrelations: [b]\n", "[[n]]")), ""},
	{"a new namesake", write("content/veille/b.md", sheet("Page b", source+"date: 2026-02-03\n", "Neuve.")), ""},
	{"a new page without a section", write("content/d.md", sheet("Page d", "", "Neuve.")), ""},
	{"a new section", write("content/neuve/d.md", sheet("Page d", "date: 2026-02-03\n", "Neuve.")), ""},
	{"the first page of a section that is introduced", write("content/bientot/d.md", sheet("Page d", "date: 2026-02-03\n", "Neuve.")), ""},
	{"a new page for other readers", write("content/guide/d.md", sheet("Page d", "date: 2026-02-03\nlecteurs: [partenaires]\n", "Neuve.")), ""},
	{"a deleted page", remove("content/guide/c.md"), ""},
	{"a deleted section", remove("content/Mes Fiches/f.md"), ""},
	{"the last page of an audience", remove("content/veille/o.md"), ""},
	{"another name for a file", func(files map[string]string) {
		files["content/guide/z.md"] = files["content/guide/c.md"]
		delete(files, "content/guide/c.md")
	}, ""},
	{"another address for a page", replace("content/guide/b.md", "---\n", "---\nslug: bis\nalias: [/guide/b/]\n"), ""},
	{"an alias", replace("content/guide/b.md", "---\n", "---\nalias: [/vieux/]\n"), ""},
	{"a new term", replace("content/guide/c.md", "---\n", "---\nmots_cles: [Neuf]\n"), ""},
	{"one more page for a term", replace("content/guide/c.md", "---\n", "---\nmots_cles: [Robot]\n"), ""},
	{"another spelling for a term", replace("content/guide/c.md", "---\n", "---\nmots_cles: [robot]\n"), ""},
	{"the commonest spelling", func(files map[string]string) {
		replace("content/guide/c.md", "---\n", "---\nmots_cles: [robot]\n")(files)
		replace("content/veille/n.md", "---\n", "---\nmots_cles: [robot]\n")(files)
	}, ""},
	{"the last page of a term", func(files map[string]string) {
		replace("content/guide/a.md", "mots_cles: [Robot]\n", "")(files)
		replace("content/guide/b.md", "mots_cles: [robot]\n", "")(files)
	}, ""},
	{"a closed term", replace("content/veille/n.md", "---\n", "---\ndisciplines: [mathematiques]\nniveaux: [cm1]\n"), ""},
	{"another date", replace("content/guide/b.md", "2026-01-04", "2020-01-04"), ""},
	{"another date for what is to come", replace("content/agenda/e.md", "debut: 2026-12-01\nfin: 2026-12-01", "debut: 2027-12-01\nfin: 2027-12-01"), ""},
	{"other readers", replace("content/guide/b.md", "[equipes]", "[equipes, partenaires]"), ""},
	{"another state", replace("content/guide/b.md", "---\n", "---\netat: archive\n"), ""},
	{"a page becomes a draft", replace("content/guide/b.md", "---\n", "---\netat: brouillon\n"), ""},
	{"a draft is published", replace("content/guide/brouillon.md", "etat: brouillon\n", ""), ""},
	{"the title of a draft", replace("content/guide/brouillon.md", "Brouillon", "Ébauche"), ""},
	{"the title of a section", replace("content/veille/_index.md", "Notre veille", "La veille"), ""},
	{"the summary of a section", replace("content/veille/_index.md", "Une page", "Une introduction"), ""},
	{"the text of a section", replace("content/veille/_index.md", "Lisez", "Relisez"), ""},
	{"a new introduction", write("content/guide/_index.md", sheet("Notre guide", "", "Bonjour.")), ""},
	{"a new introduction in a folder with capitals", write("content/Mes Fiches/_index.md", sheet("Nos fiches", "", "Bonjour.")), ""},
	{"no introduction any more", remove("content/veille/_index.md"), ""},
	{"an introduction becomes a draft", replace("content/veille/_index.md", "---\n", "---\netat: brouillon\n"), ""},
	{"the text of the home page", replace("content/_index.md", "Bonjour", "Bonsoir"), ""},
	{"no text on the home page", remove("content/_index.md"), ""},
	{"a file", replace("content/guide/plan.txt", "un plan", "un autre plan"), ""},
	{"the size of a picture", replace("content/guide/trait.svg", "40", "80"), ""},
	{"a new file", write("static/a.txt", "a"), ""},
	{"a robots.txt", write("static/robots.txt", "User-agent: *\n"), ""},
	{"the title of the site", replace("site.yaml", "Essai", "Encore"), ""},
	{"the description of the site", replace("site.yaml", "titre:", "description: Pour voir.\ntitre:"), ""},
	{"the address of the site", replace("site.yaml", "exemple.test", "autre.test"), ""},
	{"no address", replace("site.yaml", "adresse: https://exemple.test/\n", ""), ""},
	{"the publisher", replace("site.yaml", "titre:", "editeur: {nom: DRANE}\ntitre:"), ""},
	{"the licence", replace("site.yaml", "titre:", "licence: etalab-2.0\ntitre:"), ""},
	{"the language", replace("site.yaml", "titre:", "langue: en\ntitre:"), ""},
	{"the contact", replace("site.yaml", "contact: a-propos.md", "contact: moi@exemple.test"), ""},
	{"the menu", replace("site.yaml", "[/veille/, /guide/a.md]", "[/guide/]"), ""},
	{"no menu", replace("site.yaml", "menu: [/veille/, /guide/a.md]", ""), ""},
	{"the label of a term", replace("site.yaml", "titre:", "vocabulaires: {lecteurs: {termes: [{id: equipes, titre: Les profs}]}}\ntitre:"), ""},
	{"the name of a type", replace("site.yaml", "titre:", "types: {veille: {pluriel: Veilles, nom: Note}}\ntitre:"), ""},
	{"the event is over", func(map[string]string) {}, "2027-01-01"},
	{"a page that comes later", write("content/guide/d.md", sheet("Page d", "publie_le: 2027-01-01\n", "Plus tard.")), ""},
	{"another deadline", replace("content/pratiques/q.md", "2026-11-01", "2026-11-02"), ""},
	{"a deadline to come", replace("content/pratiques/q.md", "2026-11-01", "2027-11-01"), ""},
	{"a first deadline", replace("content/guide/c.md", "---\n", "---\na_revoir_avant: 2026-01\n"), ""},
	{"the title of a page with a deadline", replace("content/pratiques/q.md", "Pratique q", "Pratique qu"), ""},
	{"the next day", func(map[string]string) {}, "2026-11-24"},
	{"a field less", replace("content/pratiques/q.md", "materiel: [papier]\n", ""), ""},
	{"a term that no practice had", replace("content/pratiques/q.md", "[6e]", "[6e, cycle-1]"), ""},
	{"a competence that no practice had", replace("content/pratiques/q.md", "---\n", "---\ncompetences_crcn: [\"1.1\"]\n"), ""},
	{"an identifier", replace("content/pratiques/q.md", "---\n", "---\nid: b2c3d4\n"), ""},
	{"a withdrawn page", replace("content/pratiques/q.md", "---\n", "---\nretire: Plus à jour\n"), ""},
	{"an archived page with a deadline", replace("content/pratiques/q.md", "---\n", "---\netat: archive\n"), ""},
	{"no page for the survey", replace("site.yaml", "bilan: oui\n", ""), ""},
	{"the words of a passage", replace("content/veille/n.md", "Rien à faire", "Rien du tout"), ""},
	{"the title of a passage", replace("content/veille/n.md", "Le soir", "Le matin"), ""},
	{"a passage for others", replace("content/veille/n.md", ":::familles", ":::partenaires"), ""},
	{"the last passage for an audience", replace("content/veille/n.md", ":::familles", ":::info"), ""},
	{"a first passage for an audience", replace("content/guide/c.md", "Voir", ":::eleves\nPour vous.\n:::\n\nVoir"), ""},
	{"a passage before another one", replace("content/veille/n.md", ":::familles", ":::familles\nAvant.\n:::\n\n:::familles"), ""},
	{"a passage in an introduction", replace("content/veille/_index.md", "Lisez", ":::familles\nPour vous.\n:::\n\nLisez"), ""},
	{"a passage on the home page", replace("content/_index.md", "Bonjour", ":::familles\nPour vous.\n:::\n\nBonjour"), ""},
	{"the title of a page with a passage", replace("content/veille/n.md", "Note n", "Note enne"), ""},
	{"a page with a passage becomes a draft", replace("content/veille/n.md", "---\n", "---\netat: brouillon\n"), ""},
	{"the last of many passages", replace("content/longue/p0.md", "Pour vous", "Pour toi"), ""},
	{"one passage more in a window", write("content/guide/d.md", sheet("Page d", "date: 2022-02-03\n", ":::formateurs\nNeuf.\n:::")), ""},
	{"few passages are left", func(files map[string]string) {
		for i := range 35 {
			replace(fmt.Sprintf("content/longue/p%d.md", i), ":::formateurs", ":::info")(files)
		}
	}, ""},
	{"a year of windows", write("content/longue/d.md", sheet("Page d", source+"date: 1999-02-03\n", "Neuve.")), ""},
	{"one more page in a window", write("content/longue/d.md", sheet("Page d", source+"date: 2022-02-03\n", "Neuve.")), ""},
	{"one page less in a window", remove("content/longue/p7.md"), ""},
	{"a title in a window", replace("content/longue/p8.md", "Longue", "Courte"), ""},
	{"a long list becomes short", func(files map[string]string) {
		for i := range 20 {
			delete(files, fmt.Sprintf("content/longue/p%d.md", i))
		}
	}, ""},
}

// TestChangesAreAskedFor makes single edits to a site. Each output whose bytes
// are then other than before must have been made from a file that was edited, or
// have asked a question whose answer is now another: what keeps outputs from
// build to build relies on it.
func TestChangesAreAskedFor(t *testing.T) {
	t.Run("theme", func(t *testing.T) { testChanges(t) })
	t.Run("bare theme", func(t *testing.T) { testChanges(t, bare) })
}

func testChanges(t *testing.T, over ...theme.Layer) {
	before := buildSite(t, start(), day, over...)
	for _, e := range singleEdits {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			files := start()
			e.change(files)
			today := e.today
			if today == "" {
				today = day
			}
			after := buildSite(t, files, today, over...)
			other := map[string]bool{} // questions with another answer
			for _, old := range before.outputs {
				for _, key := range old.asked {
					if _, ok := other[key]; !ok {
						other[key] = before.answer(t, key) != after.answer(t, key)
					}
				}
			}
			changed, remade := 0, 0
			for _, name := range slices.Sorted(maps.Keys(before.outputs)) {
				old := before.outputs[name]
				now, ok := after.outputs[name]
				if !ok {
					continue
				}
				reason := old.kind != now.kind || old.source != now.source || before.files[old.source] != after.files[old.source] ||
					slices.ContainsFunc(old.asked, func(key string) bool { return other[key] })
				if reason {
					remade++
				}
				if bytes.Equal(old.data, now.data) {
					continue
				}
				if changed++; !reason {
					t.Errorf("%s (%s) shows something that it did not ask for:\n%s", name, old.kind, parting(old.data, now.data))
				}
			}
			t.Logf("%d outputs differ, %d have a reason to be made again", changed, remade)
			if e.name == "nothing" && remade > 0 {
				t.Errorf("%d outputs would be made again for nothing", remade)
			}
		})
	}
}

// parting shows where two texts part.
func parting(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s []byte) []byte { return s[max(0, i-80):min(len(s), i+80)] }
	return fmt.Sprintf("  before …%s…\n  after  …%s…", cut(a), cut(b))
}

// TestOutputsAsk holds, for each kind of output, the questions that must be
// among those it asks.
func TestOutputsAsk(t *testing.T) {
	b := buildSite(t, start(), day)
	tests := []struct {
		path, kind string
		asked      []string
	}{
		{"guide/a/index.html", "page", []string{"site", "menu", "contact", "titre guide", "page content/guide/b.md", "wiki content/guide/a.md b",
			"lien content/guide/a.md plan.txt", "lien content/guide/a.md brouillon.md", "cite content/guide/a.md", "voisin content/guide/a.md -1", "voisin content/guide/a.md 1", "libelle mots-cles/robot", "types"}},
		{"guide/b/index.html", "page", []string{"reference content/guide/b.md a", "page content/guide/a.md", "reference content/guide/b.md brouillon"}},
		{"guide/plan.txt", "fichier", nil},
		{"index.html", "accueil", []string{"site", "presentation ", "page content/guide/a.md", "tete type/veille 5", "termes lecteurs", "sections"}},
		{"veille/index.html", "liste", []string{"site", "nombre section/veille", "tete section/veille 24", "fenetres section/veille ", "presentation veille", "sections", "page content/guide/b.md"}},
		{"longue/archives/2022/index.html", "liste", []string{"fenetre section/longue 2022", "fenetres section/longue 2022", "fenetre-voisine section/longue 2022 1"}},
		{"mots-cles/index.html", "terme", []string{"site", "termes mots-cles"}},
		{"mots-cles/robot/index.html", "terme", []string{"terme mots-cles/robot", "tete terme/mots-cles/robot 24"}},
		{"partenaires/index.html", "terme", []string{"terme lecteurs/partenaires", "tete passages/partenaires 6", "nombre passages/partenaires"}},
		{"familles/index.html", "terme", []string{"terme lecteurs/familles", "tete passages/familles 6"}},
		{"formateurs/passages/index.html", "terme", []string{"terme lecteurs/formateurs", "tete passages/formateurs 24", "nombre passages/formateurs"}},
		{"formateurs/passages/archives/2022/index.html", "terme", []string{"fenetre passages/formateurs 2022"}},
		{"plan-du-site/index.html", "plan", []string{"site", "sections", "liste tout", "liste section/guide", "termes lecteurs", "termes mots-cles"}},
		{"bilan/index.html", "bilan", []string{"site", "menu", "bilan 2026-11-23"}},
		{"404.html", "erreur", []string{"site", "menu"}},
		{"ancienne/index.html", "redirection", []string{"page content/guide/a.md"}},
		{"flux.xml", "flux", []string{"site", "tete fil 30"}},
		{"veille/flux.xml", "flux", []string{"site", "titre veille", "tete fil/veille 30"}},
		{"sitemap.xml", "plan-xml", []string{"site", "sections", "liste tout"}},
		{"robots.txt", "robots", []string{"site"}},
	}
	kinds := map[string]bool{"theme": true}
	for _, test := range tests {
		kinds[test.kind] = true
		made, ok := b.outputs[test.path]
		if !ok || made.kind != test.kind {
			t.Errorf("%s is of kind %q, want %q", test.path, made.kind, test.kind)
		}
		for _, key := range test.asked {
			if !slices.Contains(made.asked, key) {
				t.Errorf("%s did not ask %q, only %q", test.path, key, made.asked)
			}
		}
		if test.asked == nil && len(made.asked) > 0 {
			t.Errorf("%s asked %q, want nothing", test.path, made.asked)
		}
	}
	for name, made := range b.outputs {
		if !kinds[made.kind] {
			t.Errorf("%s is of kind %q, which has no row", name, made.kind)
		}
		if path.Dir(name) == "assets" && (made.kind != "theme" || len(made.asked) > 0) {
			t.Errorf("%s is of kind %q and asked %q", name, made.kind, made.asked)
		}
	}
}
