// Package output makes the files of a site: one file here for each kind of
// output, and one table of them. An Output knows its address and how to make
// its bytes from facts, a body and a View; it is made by one worker, and what
// it asked of the View is kept with what it made.
package output

import (
	"fmt"
	"net/url"
	"strings"

	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
	"essaim/generator/internal/index"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// Maker is all that outputs are made with. Nothing in it changes once outputs
// are made, in parallel.
type Maker struct {
	Settings *config.Settings
	Site     *site.Identity
	Index    *index.Index
	Content  *content.Scanner
	Theme    *theme.Theme
	Markdown *markdown.Renderer
	Glossary *markdown.Glossary // the abbreviations of the site; nil for none
	Files    []content.File
	Offline  bool // links lead to index.html
}

// Output is one file of public/.
type Output struct {
	Address site.Address
	Kind    string   // name of its kind: "page", "liste"…
	Pos     site.Pos // what it is made from, for a message about its address
	What    string   // in the author's words: "la liste « Projets »"
	make    func(m *Maker, v *index.View) (made, error)
}

// made is what a kind hands back.
type made struct {
	data     []byte
	problems []site.Problem
}

// Made is an output with its bytes.
type Made struct {
	Path     string // in public/, "projets/robots/index.html"
	Data     []byte
	Problems []site.Problem
	Asked    []string // keys of the questions it asked
}

// kind lists the outputs of one kind.
type kind struct {
	name    string
	outputs func(m *Maker) []Output
}

// kinds is every kind of output. The author's pages come first, so that they
// have the addresses they ask for; what is generated yields, and says so.
var kinds = []kind{
	{"page", pages},
	{"fichier", files},
	{"accueil", home},
	{"liste", lists},
	{"terme", terms},
	{"plan", plan},
	{"bilan", survey},
	{"erreur", notFound},
	{"redirection", redirects},
	{"flux", feeds},
	{"plan-xml", sitemap},
	{"robots", robots},
	{"theme", assets},
}

// All lists every output of the site and gives each its address in the index;
// it belongs to the link phase. Call it once.
func (m *Maker) All() []Output {
	var all []Output
	for _, k := range kinds {
		for _, o := range k.outputs(m) {
			o.Kind = k.name
			if m.Index.Claim(o.Address, o.Pos, o.What) {
				all = append(all, o)
			}
		}
	}
	m.setMenu()
	m.setContact()
	m.Theme.SetLanguages(m.Index.Schema.Vocabulary("langues"))
	return all
}

// Make makes one output. The error is a failure of the machine; mistakes of
// authors are in Problems, and Data is nil when there is nothing to publish.
func (m *Maker) Make(o Output) (Made, error) {
	place := site.Place{Address: o.Address, Offline: m.Offline}
	if o.Kind == "erreur" && !m.Offline {
		place.Root = m.root()
	}
	v := m.Index.View(place)
	if o.Kind != "fichier" && o.Kind != "theme" {
		v.Settings()
	}
	result, err := o.make(m, v)
	if err != nil {
		return Made{}, err
	}
	return Made{Path: o.Address.File(), Data: result.data, Problems: result.problems, Asked: v.Asked()}, nil
}

// root is the path that the site is served under, as far as it knows.
func (m *Maker) root() string {
	if u, err := url.Parse(m.Site.BaseURL); err == nil && strings.HasPrefix(u.Path, "/") {
		return u.EscapedPath()
	}
	return "/"
}

// context returns what the layout of a kind of page receives.
func (m *Maker) context(v *index.View, kind, title, summary string, trail ...theme.Link) *theme.Context {
	place := v.Place()
	c := theme.Context{
		Site: m.Site, View: v, Place: place, Kind: kind,
		Title: title, Summary: summary, Lang: m.Site.Lang,
		Feed: &theme.Link{Label: m.Site.Title, URL: place.To("flux.xml")},
	}
	if place.Address != "" {
		c.Trail = append([]theme.Link{{Label: m.Site.Title, URL: place.To("")}}, trail...)
	}
	if m.Site.BaseURL != "" && kind != "erreur" {
		c.Canonical = m.Site.BaseURL + string(place.Address)
	}
	for _, entry := range v.Menu() {
		c.Menu = append(c.Menu, theme.Link{
			Label: entry.Label, URL: place.To(entry.Address),
			Current: entry.Address != "" && strings.HasPrefix(string(place.Address), string(entry.Address)),
		})
	}
	c.Contact = m.contact(v)
	return m.Theme.NewContext(c)
}

// contact is the link to where one writes to the team: a page, a site, an e-mail.
func (m *Maker) contact(v *index.View) *theme.Link {
	to := m.Settings.Contact
	switch {
	case to == "":
		return nil
	case strings.Contains(to, "://"):
		return &theme.Link{Label: to, URL: to}
	case strings.Contains(to, "@"):
		return &theme.Link{Label: to, URL: "mailto:" + to}
	}
	if page := v.Contact(); page != nil {
		return &theme.Link{Label: page.Label, URL: v.Place().To(page.Address)}
	}
	return nil
}

// sectionLink is the step of a trail that leads to a section.
func (m *Maker) sectionLink(v *index.View, name string) []theme.Link {
	if name == "" || m.Index.Len("section/"+name) == 0 {
		return nil
	}
	return []theme.Link{{Label: v.SectionTitle(name), URL: v.Place().To(site.Address(name + "/"))}}
}

// setMenu resolves the main menu: what site.yaml says, or the sections.
func (m *Maker) setMenu() {
	var entries []index.MenuEntry
	from := &site.Page{Path: "content/_index.md"}
	for _, item := range m.Settings.Menu {
		target, problem := m.Index.Resolve(from, item.To, item.Pos)
		if problem != nil {
			if problem.Rule == "lien-brouillon" {
				problem.Message = fmt.Sprintf("« %s » ne paraît pas dans le menu : la page n'est pas publiée", item.To)
				problem.Hint = "« essaim check -v » dit pourquoi"
			}
			m.Index.Problems = append(m.Index.Problems, *problem)
			continue
		}
		label := item.Label
		if label == "" && target.Page != nil {
			label = target.Page.Title
		}
		if label == "" {
			label = m.Index.SectionTitle(strings.Trim(string(target.Address), "/"))
		}
		entries = append(entries, index.MenuEntry{Label: label, Address: target.Address})
	}
	if len(m.Settings.Menu) == 0 {
		for _, name := range m.Index.Sections() {
			entries = append(entries, index.MenuEntry{Label: m.Index.SectionTitle(name), Address: site.Address(name + "/")})
		}
	}
	m.Index.SetMenu(entries)
}

// setContact resolves `contact` when it is a page of the site.
func (m *Maker) setContact() {
	to := m.Settings.Contact
	if to == "" || strings.ContainsAny(to, ":@") {
		return
	}
	target, problem := m.Index.Resolve(&site.Page{Path: "content/_index.md"}, to, m.Settings.Pos("contact"))
	if problem != nil {
		m.Index.Problems = append(m.Index.Problems, *problem)
		return
	}
	page := index.MenuEntry{Address: target.Address}
	if target.Page != nil {
		page.Label = target.Page.Title
	}
	m.Index.SetContact(page)
}

// render makes a page of the site with the first of layouts that the theme has.
func (m *Maker) render(data any, problems []site.Problem, layouts ...string) (made, error) {
	html, problem := m.Theme.Render(m.Theme.Layout(layouts...), data)
	if problem != nil {
		problems = append(problems, *problem)
	}
	return made{html, problems}, nil
}
