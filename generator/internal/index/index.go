// Package index is the link phase: it takes the facts of every page and knows
// what follows from all of them together — which pages are published, the
// lists they make, the terms they carry, who names whom, which address belongs
// to what, and what a link that an author wrote points at.
//
// An Index is built alone and in order, then shared by every worker and never
// written again. Outputs question it through a View, which notes each question.
package index

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// news says whether a page belongs in the feed of the site: what its type
// orders by date is news, and so is a dated page of a section of plain pages.
func news(p *site.Page) bool {
	return p.Type.Order == "date" || p.Type.Folder == "" && p.Section != "" && !p.Date.IsZero()
}

// Options are what decides which pages are published.
type Options struct {
	Drafts bool            // publish drafts and pages under review too
	Future bool            // publish what is scheduled for later
	Today  site.Date       // the day of the build, in France
	Faulty map[string]bool // paths of pages to leave out because of their mistakes
	Sizes  map[string]Size // of the pictures among the files, by path
}

// Size is the width and the height of a picture, in pixels.
type Size struct{ Width, Height int }

// Hidden is a page that is not published, and why.
type Hidden struct {
	Page   *site.Page
	Reason site.Reason
}

// Index answers what depends on more than one page.
type Index struct {
	Schema   *site.Schema
	Today    site.Date
	Pages    []*site.Page // published, by path; introductions included
	Hidden   []Hidden     // by path
	Problems []site.Problem

	byPath   map[string]*site.Page // published and hidden alike
	hidden   map[*site.Page]site.Reason
	names    map[string][]*site.Page // slug, folded title, file name → pages
	lists    map[string][]*site.Page
	windows  map[string][]window
	places   map[*site.Page]int // where a page is in the list of its section
	menu     []MenuEntry
	contact  *MenuEntry
	terms    map[string][]*site.Term // vocabulary → terms in use, in order
	back     map[string][]referrer   // path → pages that name it
	intros   map[string]*site.Page   // folder under content/ → its _index.md
	sections []string
	claims   map[site.Address]claim
	files    map[string]site.Address // path of a file that is not a page → address
	sizes    map[string]Size
	folded   map[string]string   // case- and form-insensitive path → path
	beside   map[string][]string // folded name of a file that is not a page → paths, in order
}

type referrer struct {
	page        *site.Page
	field, role string
}

// New links the facts of pages together.
//
// files are the files that pages may link to.
func New(schema *site.Schema, pages []*site.Page, files map[string]site.Address, opts Options) *Index {
	ix := &Index{
		Schema: schema, Today: opts.Today,
		byPath:  map[string]*site.Page{},
		hidden:  map[*site.Page]site.Reason{},
		names:   map[string][]*site.Page{},
		lists:   map[string][]*site.Page{},
		windows: map[string][]window{},
		terms:   map[string][]*site.Term{},
		back:    map[string][]referrer{},
		intros:  map[string]*site.Page{},
		claims:  map[site.Address]claim{},
		files:   files,
		sizes:   opts.Sizes,
		places:  map[*site.Page]int{},
		folded:  map[string]string{},
		beside:  map[string][]string{},
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		ix.folded[foldPath(name)] = name
		base := foldPath(path.Base(name))
		ix.beside[base] = append(ix.beside[base], name)
	}
	filled := filledSections(pages, opts)
	for _, p := range pages {
		ix.add(p, filled, opts)
	}
	ix.checkIDs(pages)
	ix.unifyOpenTerms()
	ix.link()
	ix.list()
	return ix
}

// add files one page under its names, and says whether it is published. An
// introduction is when its section is one of those that are filled.
func (ix *Index) add(p *site.Page, filled map[string]bool, opts Options) {
	ix.byPath[p.Path] = p
	ix.folded[foldPath(p.Path)] = p.Path
	if !p.Intro {
		for _, name := range pageNames(p) {
			ix.names[name] = append(ix.names[name], p)
		}
	}
	reason, hidden := hiddenBy(p, opts)
	if !hidden && p.Intro && p.Section != "" && !filled[p.Section] {
		reason, hidden = site.IsEmpty, true
	}
	if hidden {
		ix.hidden[p] = reason
		ix.Hidden = append(ix.Hidden, Hidden{p, reason})
		return
	}
	ix.Pages = append(ix.Pages, p)
	if p.Intro {
		ix.introduce(p)
	}
}

// introduce keeps the page that introduces a section, or the home page.
func (ix *Index) introduce(p *site.Page) {
	section := strings.TrimSuffix(string(p.Address), "/")
	if first := ix.intros[section]; first != nil {
		ix.Problems = append(ix.Problems, site.Problem{Pos: site.Pos{File: p.Path}, Severity: site.Error, Rule: "adresse-double",
			Message: fmt.Sprintf("l'adresse « /%s » est déjà celle de la page %s", p.Address, first.Path),
			Hint:    "gardez un seul de ces deux fichiers"})
		return
	}
	ix.intros[section] = p
}

// filledSections returns the sections that have a page to show.
func filledSections(pages []*site.Page, opts Options) map[string]bool {
	filled := map[string]bool{}
	for _, p := range pages {
		if _, hidden := hiddenBy(p, opts); !hidden && !p.Intro {
			filled[p.Section] = true
		}
	}
	return filled
}

// checkIDs says which pages have the identifier of another one: most often, one
// is a copy of the other. Drafts count, because they keep theirs.
func (ix *Index) checkIDs(pages []*site.Page) {
	first := map[string]*site.Page{}
	for _, p := range pages {
		if p.ID == "" {
			continue
		}
		if other := first[p.ID]; other != nil {
			ix.Problems = append(ix.Problems, site.Problem{Pos: p.IDPos, Severity: site.Error, Rule: "id-double",
				Message: fmt.Sprintf("l'identifiant « %s » est déjà celui de %s", p.ID, other.Path),
				Hint:    "si cette page est une copie, retirez cette ligne : « essaim check --fix » lui donnera un autre identifiant"})
			continue
		}
		first[p.ID] = p
	}
}

func hiddenBy(p *site.Page, opts Options) (site.Reason, bool) {
	switch {
	case opts.Faulty[p.Path]:
		return site.IsFaulty, true
	case p.State == site.Draft && !opts.Drafts:
		return site.IsDraft, true
	case p.State == site.Review && !opts.Drafts:
		return site.IsReview, true
	case p.From.DateOnly().Compare(opts.Today) > 0 && !opts.Future:
		return site.IsScheduled, true
	case past(p.Until, opts.Today):
		return site.IsExpired, true
	}
	return 0, false
}

// pageNames returns what an author may call a page in [[x]] or a reference:
// its slug, the name of its file, its title; each once.
func pageNames(p *site.Page) []string {
	file := strings.TrimSuffix(strings.TrimSuffix(p.Path, ".md"), "/index")
	names := []string{p.Slug, french.Slug(file[strings.LastIndexByte(file, '/')+1:]), french.Slug(p.Title)}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// unifyOpenTerms gives every page that wrote the same key word the same Term:
// open vocabularies have none declared, so each page brought its own. The
// label is the one written most often, the first in order on a tie.
func (ix *Index) unifyOpenTerms() {
	type key struct {
		vocabulary *site.Vocabulary
		id         string
	}
	labels := map[key]map[string]int{}
	for _, p := range ix.Pages {
		for _, use := range p.Terms {
			if k := (key{use.Term.Vocabulary, use.Term.ID}); k.vocabulary.Open {
				if labels[k] == nil {
					labels[k] = map[string]int{}
				}
				labels[k][use.Term.Label]++
			}
		}
	}
	shared := map[key]*site.Term{}
	for _, p := range ix.Pages {
		for i, use := range p.Terms {
			k := key{use.Term.Vocabulary, use.Term.ID}
			if !k.vocabulary.Open {
				continue
			}
			if shared[k] == nil {
				term := *use.Term
				term.Label = commonest(labels[k])
				shared[k] = &term
			}
			p.Terms[i].Term = shared[k]
		}
	}
}

func commonest(counts map[string]int) string {
	best := ""
	for label, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && label < best {
			best = label
		}
	}
	return best
}

// link finds the page that each reference means, and remembers it both ways.
func (ix *Index) link() {
	for _, p := range ix.Pages {
		ix.linkImage(p)
		for i := range p.Refs {
			ref := &p.Refs[i]
			target, problem := ix.reference(p, *ref)
			if problem != nil {
				ix.Problems = append(ix.Problems, *problem)
			}
			if target == nil {
				continue
			}
			ref.Path = target.Path
			ix.back[target.Path] = append(ix.back[target.Path], referrer{p, ref.Field, ref.Role})
		}
	}
	for _, h := range ix.Hidden { // a draft's references are checked too, and count for nothing
		for _, ref := range h.Page.Refs {
			if _, problem := ix.reference(h.Page, ref); problem != nil {
				problem.Severity = site.Warning
				ix.Problems = append(ix.Problems, *problem)
			}
		}
	}
	rank := map[*site.Type]int{}
	for i, t := range ix.Schema.Types {
		rank[t] = i
	}
	for _, referrers := range ix.back {
		slices.SortStableFunc(referrers, func(a, b referrer) int {
			return cmp.Or(cmp.Compare(rank[a.page.Type], rank[b.page.Type]), byOrder(a.page, b.page))
		})
	}
}

// linkImage finds the file of a page's picture.
func (ix *Index) linkImage(p *site.Page) {
	if p.Image == nil {
		return
	}
	target, problem := ix.Resolve(p, p.Image.File, p.Image.Pos)
	if problem != nil || target.Page != nil {
		ix.Problems = append(ix.Problems, site.Problem{Pos: p.Image.Pos, Severity: site.Error, Rule: "image",
			Message: fmt.Sprintf("l'image « %s » est introuvable", p.Image.File),
			Hint:    "mettez le fichier à côté de la page, ou corrigez son nom"})
		return
	}
	p.Image.Address = target.Address
}

// reference returns the page that ref means, or the problem with it; neither
// when it means a page that is not published, which its own line says.
func (ix *Index) reference(from *site.Page, ref site.Reference) (*site.Page, *site.Problem) {
	named := ix.named(from, ref.Name)
	candidates := named
	if len(ref.To) > 0 {
		candidates = slices.DeleteFunc(slices.Clone(named), func(p *site.Page) bool { return !slices.Contains(ref.To, p.Type.Name) })
	}
	switch len(candidates) {
	case 1:
		p := candidates[0]
		if _, hidden := ix.hidden[p]; hidden {
			return nil, &site.Problem{Pos: ref.Pos, Severity: site.Warning, Rule: "reference-brouillon",
				Message: fmt.Sprintf("« %s » n'est pas publié (%s) : son nom reste, sans lien", ref.Name, p.Path)}
		}
		return p, nil
	case 0:
		hint := ix.suggest(ref.Name, ref.To)
		if len(named) > 0 {
			hint = fmt.Sprintf("%s est de type « %s » ; ce champ attend une page de type « %s »", named[0].Path, named[0].Type.Name, strings.Join(ref.To, " » ou « "))
		}
		return nil, &site.Problem{Pos: ref.Pos, Severity: site.Error, Rule: "reference",
			Message: fmt.Sprintf("aucune page ne s'appelle « %s »%s", ref.Name, ix.ofTypes(ref.To)), Hint: hint}
	}
	return nil, &site.Problem{Pos: ref.Pos, Severity: site.Error, Rule: "reference",
		Message: fmt.Sprintf("« %s » peut désigner plusieurs pages", ref.Name),
		Hint:    "précisez laquelle : " + joinPaths(candidates)}
}

func (ix *Index) ofTypes(names []string) string {
	if len(names) == 0 {
		return ""
	}
	var plurals []string
	for _, name := range names {
		if t := ix.Schema.Type(name); t != nil {
			plurals = append(plurals, "« "+t.Plural+" »")
		}
	}
	return " dans " + strings.Join(plurals, ", ")
}

// suggest names the pages that look most like name, or where to look.
func (ix *Index) suggest(name string, types []string) string {
	near := ix.nearest(name, types)
	if len(near) == 0 {
		return "écrivez le nom du fichier de la page, sans « .md »"
	}
	for i, n := range near {
		near[i] = "« " + n + " »"
	}
	return "vouliez-vous dire " + strings.Join(near, " ou ") + " ?"
}

// nearest returns the slugs of published pages of some types (nil: any) that
// look most like the last part of a path.
func (ix *Index) nearest(name string, types []string) []string {
	var candidates []string
	for _, p := range ix.Pages {
		if !p.Intro && (len(types) == 0 || slices.Contains(types, p.Type.Name)) {
			candidates = append(candidates, p.Slug)
		}
	}
	name = strings.TrimSuffix(strings.Trim(name, "/"), ".md")
	return french.Nearest(name[strings.LastIndexByte(name, '/')+1:], candidates, 3)
}

func joinPaths(pages []*site.Page) string {
	paths := make([]string, len(pages))
	for i, p := range pages {
		paths[i] = strings.TrimSuffix(strings.TrimPrefix(p.Path, "content/"), ".md")
	}
	return strings.Join(paths, ", ")
}

// Page returns the page whose file is path, published or not; nil when there is none.
func (ix *Index) Page(path string) *site.Page { return ix.byPath[path] }

// Intro returns the published page that introduces a section, or the home page for ""; nil when there is none.
func (ix *Index) Intro(section string) *site.Page { return ix.intros[section] }

// Sections returns the names of the folders directly under content/ that hold
// published pages, those of declared types first.
func (ix *Index) Sections() []string { return ix.sections }

// Terms returns the terms of a vocabulary that a published page carries, or has a
// passage for, in order.
func (ix *Index) Terms(vocabulary string) []*site.Term { return ix.terms[vocabulary] }

// Len returns the number of pages of a list.
func (ix *Index) Len(list string) int { return len(ix.lists[list]) }
