package site

// View is the only window that a template has onto the rest of the site. It
// answers, and notes each question with its key, so that the build knows what
// an output depends on. A View belongs to one output and one worker.
//
// Lists are named by a string: "tout" (every page), "fil" (those of dated
// types), "fil/guide" (of a section), "type/projet", "section/guide",
// "terme/disciplines/mathematiques", "terme/lecteurs/familles/pratique" (of an
// audience and a type), "passages/familles" (of the pages where a passage is
// written for an audience, introductions included). The lists of types and sections are in the order that
// their type declares; the others newest first.
type View interface {
	// Page returns the page whose file is path; nil when none is published.
	Page(path string) *Ref
	// Latest returns the first n pages of a list.
	Latest(list string, n int) []Ref
	// List returns every page of a list.
	List(list string) []Ref
	// Count returns the number of pages of a list.
	Count(list string) int
	// Window returns the pages of one window of a list, in its order.
	Window(list, key string) []Ref
	// Windows returns the windows of a group of a list, a year or a letter, in
	// its order; for the group "" one window for each group. It is nil when the
	// list is short enough to be shown whole.
	Windows(list, group string) []Window
	// Upcoming returns at most n pages of a type that are not over, soonest
	// first: those whose field `fin`, or else their order field, is today or later.
	Upcoming(typ string, n int) []Ref
	// Terms returns the terms of a vocabulary that some page carries, in the
	// vocabulary's own order (by label when it is open); an audience for which
	// some page has a passage is one of them.
	Terms(vocabulary string) []TermRef
	// Term returns one term; nil when it is not one that Terms returns.
	Term(vocabulary, id string) *TermRef
	// Referrers returns the pages that name the page path, by type and order.
	Referrers(path string) []Referrer
	// Neighbour returns the page that is step places after the page path in the
	// list of its section, before it when step is negative; nil when there is none.
	Neighbour(path string, step int) *Ref
	// Past says whether a date is before the day of the build; a month or a
	// year is once it is over.
	Past(d Date) bool
	// Types returns the types that have at least one page, in declared order.
	Types() []*Type
	// Sections returns the introductions (_index.md) or bare names of the
	// folders directly under content/, in the order of the menu.
	Sections() []SectionRef
	// Survey returns what those who steer the content have to do on the day of
	// the build. Private fields are not told of.
	Survey() Survey
}

// Ref is a page seen from an output: its facts, and a link that works there.
type Ref struct {
	*Page
	Place Place
}

// URL returns the relative link to the page.
func (r Ref) URL() string { return r.Place.To(r.Address) }

// ImageURL returns the relative link to the picture of the page, "" when it has none.
func (r Ref) ImageURL() string {
	if r.Image == nil || r.Image.Address == "" {
		return ""
	}
	return r.Place.To(r.Image.Address)
}

// TermRef is a term seen from an output.
type TermRef struct {
	*Term
	Address Address
	Count   int // published pages that carry it
	Place   Place
}

// URL returns the relative link to the page of the term; "" when its
// vocabulary has none.
func (t TermRef) URL() string {
	if t.Address == "" {
		return ""
	}
	return t.Place.To(t.Address)
}

// Referrer is a page that names another one, and how.
type Referrer struct {
	Ref
	Field string // key of the field that names it
	Role  string // "porteur", or ""
}

// Window is a part of a list that stays the same when pages are added
// elsewhere: a year, a month, a letter.
type Window struct {
	Key     string // "2026", "2026-t1", "2026-03", "r"
	Label   string // "2026", "janvier à mars 2026", "mars 2026", "R"
	Group   string // "2026", "r"
	Count   int
	Address Address
	Place   Place
}

// URL returns the relative link to the page of the window.
func (w Window) URL() string { return w.Place.To(w.Address) }

// SectionRef is a section seen from an output.
type SectionRef struct {
	Name    string // folder under content/
	Title   string
	Summary string
	Type    *Type
	Address Address
	Place   Place
}

// URL returns the relative link to the list of the section.
func (s SectionRef) URL() string { return s.Place.To(s.Address) }

// Identity is what templates may know of the site as a whole.
type Identity struct {
	Title       string
	Description string
	Lang        string // BCP 47 language of the interface, "fr"
	BaseURL     string // absolute, with its final slash; "" when unknown
	License     *Term  // of the site's texts; nil when none is declared
	Publisher   string
}
