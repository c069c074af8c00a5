package index

import (
	"maps"
	"slices"
	"strconv"

	"essaim/generator/site"
)

// View is the window that one output has onto the index. It answers from
// facts alone, and notes each question under a key that is stable from build
// to build: the ledger will make an output again when an answer that it had
// asked for changes, and only then.
type View struct {
	ix    *Index
	place site.Place
	asked map[string]struct{}
}

var _ site.View = (*View)(nil)

// View returns a new View for the output at place.
func (ix *Index) View(place site.Place) *View {
	return &View{ix: ix, place: place, asked: map[string]struct{}{}}
}

// Asked returns the keys of every question asked so far, sorted.
func (v *View) Asked() []string { return slices.Sorted(maps.Keys(v.asked)) }

// Place returns where the output is that asks.
func (v *View) Place() site.Place { return v.place }

func (v *View) note(key string) { v.asked[key] = struct{}{} }

func (v *View) refs(pages []*site.Page) []site.Ref {
	refs := make([]site.Ref, len(pages))
	for i, p := range pages {
		refs[i] = site.Ref{Page: p, Place: v.place}
	}
	return refs
}

// Page implements [site.View].
func (v *View) Page(path string) *site.Ref {
	v.note("page " + path)
	p := v.ix.shown(path)
	if p == nil {
		return nil
	}
	return &site.Ref{Page: p, Place: v.place}
}

// shown returns the published page whose file is path, or nil.
func (ix *Index) shown(path string) *site.Page {
	p := ix.byPath[path]
	if _, hidden := ix.hidden[p]; hidden {
		return nil
	}
	return p
}

// Latest implements [site.View].
func (v *View) Latest(list string, n int) []site.Ref {
	v.note("tete " + list + " " + itoa(n))
	return v.refs(v.ix.latest(list, n))
}

func (ix *Index) latest(list string, n int) []*site.Page {
	pages := ix.lists[list]
	return pages[:min(n, len(pages))]
}

// List implements [site.View].
func (v *View) List(list string) []site.Ref {
	v.note("liste " + list)
	return v.refs(v.ix.lists[list])
}

// Count implements [site.View].
func (v *View) Count(list string) int {
	v.note("nombre " + list)
	return len(v.ix.lists[list])
}

// Window implements [site.View].
func (v *View) Window(list, key string) []site.Ref {
	v.note("fenetre " + list + " " + key)
	if pages := v.ix.inWindow(list, key); pages != nil {
		return v.refs(pages)
	}
	return nil
}

func (ix *Index) inWindow(list, key string) []*site.Page {
	for _, w := range ix.windows[list] {
		if w.key == key {
			return ix.lists[list][w.start:w.end]
		}
	}
	return nil
}

// Windows implements [site.View].
func (v *View) Windows(list, group string) []site.Window {
	v.note("fenetres " + list + " " + group)
	var out []site.Window
	for _, w := range v.ix.windows[list] {
		switch {
		case group == w.group:
			out = append(out, v.window(list, w.key, w))
		case group != "":
		case len(out) > 0 && out[len(out)-1].Group == w.group:
			out[len(out)-1].Count += w.end - w.start
		default:
			out = append(out, v.window(list, w.group, w))
		}
	}
	return out
}

// WindowBeside returns the window that is step places after the window key of
// a list, whatever their groups; nil when there is none.
func (v *View) WindowBeside(list, key string, step int) *site.Window {
	v.note("fenetre-voisine " + list + " " + key + " " + itoa(step))
	windows := v.ix.windows[list]
	for i, w := range windows {
		if j := i + step; w.key == key && j >= 0 && j < len(windows) {
			beside := v.window(list, windows[j].key, windows[j])
			return &beside
		}
	}
	return nil
}

func (v *View) window(list, name string, w window) site.Window {
	return site.Window{
		Key: w.key, Label: label(name), Group: w.group, Count: w.end - w.start,
		Address: windowAddress(v.ix.ListAddress(list), w.key), Place: v.place,
	}
}

// endField is the field of a page that says when it is over.
const endField = "fin"

// Upcoming implements [site.View].
func (v *View) Upcoming(typ string, n int) []site.Ref {
	v.note("a-venir " + typ + " " + itoa(n) + " " + v.ix.Today.String())
	return v.refs(v.ix.upcoming(typ, n))
}

func (ix *Index) upcoming(typ string, n int) []*site.Page {
	today := ix.Today.String()
	var coming []*site.Page
	for _, p := range slices.Backward(ix.lists["type/"+typ]) {
		end := p.SortKey
		if d, ok := p.Value(endField).(site.Date); ok {
			end = d.String()
		}
		if end >= today[:min(len(today), len(end))] && len(coming) < n { // "2026-11" is not over until December
			coming = append(coming, p)
		}
	}
	return coming
}

// Terms implements [site.View].
func (v *View) Terms(vocabulary string) []site.TermRef {
	v.note("termes " + vocabulary)
	var out []site.TermRef
	for _, t := range v.ix.terms[vocabulary] {
		out = append(out, v.termRef(t))
	}
	return out
}

// Term implements [site.View].
func (v *View) Term(vocabulary, id string) *site.TermRef {
	v.note("terme " + vocabulary + "/" + id)
	for _, t := range v.ix.terms[vocabulary] {
		if t.ID == id {
			ref := v.termRef(t)
			return &ref
		}
	}
	return nil
}

// TermRef returns a term as a page that carries it shows it: with a link when
// its vocabulary has pages.
func (v *View) TermRef(t *site.Term) site.TermRef {
	v.note("libelle " + t.Vocabulary.Name + "/" + t.ID)
	return v.named(t)
}

// named returns a term with its link.
func (v *View) named(t *site.Term) site.TermRef {
	ref := site.TermRef{Term: t, Place: v.place}
	if v.ix.hasPage(t) {
		ref.Address = TermAddress(t)
	}
	return ref
}

func (v *View) termRef(t *site.Term) site.TermRef {
	ref := v.named(t)
	ref.Count = len(v.ix.lists[termList(t)])
	return ref
}

// Referrers implements [site.View].
func (v *View) Referrers(path string) []site.Referrer {
	v.note("cite " + path)
	var out []site.Referrer
	for _, r := range v.ix.back[path] {
		out = append(out, site.Referrer{Ref: site.Ref{Page: r.page, Place: v.place}, Field: r.field, Role: r.role})
	}
	return out
}

// Neighbour implements [site.View].
func (v *View) Neighbour(path string, step int) *site.Ref {
	v.note("voisin " + path + " " + itoa(step))
	p := v.ix.neighbour(path, step)
	if p == nil {
		return nil
	}
	return &site.Ref{Page: p, Place: v.place}
}

func (ix *Index) neighbour(path string, step int) *site.Page {
	p := ix.byPath[path]
	if p == nil {
		return nil
	}
	pages := ix.lists["section/"+p.Section]
	i, ok := ix.places[p]
	if i += step; !ok || i < 0 || i >= len(pages) {
		return nil
	}
	return pages[i]
}

// Past implements [site.View]. The answer changes on one day only, so that is
// the day when who asked is made again.
func (v *View) Past(d site.Date) bool {
	v.note("passe " + d.String())
	return past(d, v.ix.Today)
}

// past says whether a date is over: 2026 is on the first day of 2027.
func past(d, today site.Date) bool {
	if d.Month == 0 {
		today.Month = 0
	}
	if d.Day == 0 {
		today.Day = 0
	}
	return !d.IsZero() && d.DateOnly().Compare(today) < 0
}

// Menu returns the entries of the main menu.
func (v *View) Menu() []MenuEntry {
	v.note("menu")
	return v.ix.menu
}

// Contact returns the page where one writes to the team; nil when site.yaml
// names none.
func (v *View) Contact() *MenuEntry {
	v.note("contact")
	return v.ix.contact
}

// Settings notes that what site.yaml says shows in the output: the title of
// the site, its address, its licence, the names of types and vocabularies.
func (v *View) Settings() { v.note("site") }

// SectionTitle returns the title of a section.
func (v *View) SectionTitle(name string) string {
	v.note("titre " + name)
	return v.ix.SectionTitle(name)
}

// Intro returns the page that introduces a section, or the home page for "";
// nil when there is none.
func (v *View) Intro(section string) *site.Page {
	v.note("presentation " + section)
	return v.ix.intros[section]
}

// Resolve finds what a link of the page from means, as [Index.Resolve] does.
func (v *View) Resolve(from *site.Page, dest string, pos site.Pos) (Target, *site.Problem) {
	v.note("lien " + from.Path + " " + dest)
	return v.ix.Resolve(from, dest, pos)
}

// ResolveWiki finds what [[name]] means in the page from.
func (v *View) ResolveWiki(from *site.Page, name string, pos site.Pos) (Target, *site.Problem) {
	v.note("wiki " + from.Path + " " + name)
	return v.ix.ResolveWiki(from, name, pos)
}

// Reference returns the page that a reference of the page from means; nil when
// none is published.
func (v *View) Reference(from *site.Page, ref site.Reference) *site.Ref {
	v.note("reference " + from.Path + " " + ref.Name)
	if ref.Path == "" {
		return nil
	}
	return v.Page(ref.Path)
}

// Types implements [site.View].
func (v *View) Types() []*site.Type {
	v.note("types")
	var out []*site.Type
	for _, t := range v.ix.Schema.Types {
		if len(v.ix.lists["type/"+t.Name]) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// Sections implements [site.View].
func (v *View) Sections() []site.SectionRef {
	v.note("sections")
	var out []site.SectionRef
	for _, name := range v.ix.sections {
		out = append(out, v.section(name))
	}
	return out
}

func (v *View) section(name string) site.SectionRef {
	ref := site.SectionRef{
		Name: name, Title: v.ix.SectionTitle(name), Type: v.ix.lists["section/"+name][0].Type,
		Address: site.Address(name + "/"), Place: v.place,
	}
	if intro := v.ix.intros[name]; intro != nil {
		ref.Summary = intro.Summary
	}
	return ref
}

// SectionTitle returns the title of a section: its introduction's, the plural
// of its type, or the folder's name.
func (ix *Index) SectionTitle(name string) string {
	if intro := ix.intros[name]; intro != nil && intro.Title != "" {
		return intro.Title
	}
	if t := ix.Schema.TypeOf(name); t != nil {
		return t.Plural
	}
	return capital(name)
}

func itoa(n int) string { return strconv.Itoa(n) }
