package theme

import (
	"fmt"
	"html/template"

	"essaim/generator/site"
)

// Context is what every layout receives: the site, the output being made, and
// the View onto everything else. Layouts of a kind receive a struct that
// embeds it, named after the kind: PageContext, ListContext…
type Context struct {
	Site      *site.Identity
	View      site.View
	Place     site.Place
	Kind      string // accueil, page, liste, vocabulaire, terme, portail, passages, plan, bilan, erreur
	Title     string // of this output, without the site's name
	Summary   string
	Lang      string
	Canonical string // absolute address; "" when the site does not know its own
	Trail     []Link // breadcrumb, from the home page to the parent of this output
	Feed      *Link  // feed of the list one is on; nil when there is none
	Menu      []Link
	Contact   *Link // where to write to the team; nil when the site does not say

	theme *Theme
}

// Link is a place to go and the words that say it.
type Link struct {
	Label   string
	URL     string
	Current bool // the reader is there, or below
}

// NewContext returns a Context that knows the theme's assets.
func (t *Theme) NewContext(c Context) *Context {
	c.theme = t
	return &c
}

// Link returns the relative link to an address of the site, "projets/".
func (c *Context) Link(address string) string { return c.Place.To(site.Address(address)) }

// Asset returns the relative link to a file of the theme's assets/.
func (c *Context) Asset(name string) (string, error) {
	a, ok := c.theme.byName[name]
	if !ok {
		return "", fmt.Errorf("le thème n'a pas de fichier assets/%s", name)
	}
	return c.Place.To(a), nil
}

// HomeContext is what accueil.html receives.
type HomeContext struct {
	*Context
	Body template.HTML // of content/_index.md
}

// PageContext is what the layout of a type receives: projet.html, page.html…
type PageContext struct {
	*Context
	Page     site.Ref
	Fields   map[string]any // what the front matter says, by key; every declared key is there, nil when the page does not say
	Terms    []TermGroup    // the page's terms by vocabulary, for its facts
	Body     template.HTML
	Headings []Heading // of the body; nil when it shows them itself
	Image    *Picture
	Previous *site.Ref
	Next     *site.Ref
}

// TermGroup is the terms that a page carries in one field.
type TermGroup struct {
	Field *site.Field
	Terms []site.TermRef
}

// Heading is a heading of the body, for the table of contents.
type Heading struct {
	Level    int // 2 to 6
	ID, Text string
}

// Picture is an image with the links that a page needs.
type Picture struct {
	URL    string
	Alt    string
	Credit string
}

// Mention is a page named in a field: a link when it is published, its name otherwise.
type Mention struct {
	Title string
	URL   string     // "" when there is no such published page
	Page  *site.Page // nil then
}

// ListContext is what liste.html and portail.html receive, and terme.html and
// passages.html too.
type ListContext struct {
	*Context
	List    string // name of the list, for the View
	Section *site.SectionRef
	Term    *site.TermRef // of a term's page or a portal; nil otherwise
	Body    template.HTML // of the _index.md, or of the term's definition
	Pages   []site.Ref    // of this window
	Total   int           // pages of the whole list
	Windows []site.Window // where else to go: the years or letters of the list on its first page, the parts of the same year on the others; nil when the list is shown whole
	Window  string        // key of this window; "" on the first page
	Older   *Link         // the window after this one; nil at the end
	Newer   *Link

	Passages    []site.Ref // of a portal: the latest pages where a passage is written for its audience
	AllPassages *Link      // where all of them are; nil when Passages holds them all
}

// VocabularyContext is what vocabulaire.html receives.
type VocabularyContext struct {
	*Context
	Vocabulary *site.Vocabulary
	Terms      []site.TermRef
}

// PlanContext is what plan.html receives.
type PlanContext struct {
	*Context
	Vocabularies []*site.Vocabulary // that have a page
	Loose        []site.Ref         // pages directly under content/
	Survey       *Link              // the page that bilan.html makes; nil when site.yaml does not ask for it
}

// SurveyContext is what bilan.html receives.
type SurveyContext struct {
	*Context
	Survey site.Survey
}

// RedirectContext is what redirection.html receives.
type RedirectContext struct {
	*Context
	Target site.Ref
}
