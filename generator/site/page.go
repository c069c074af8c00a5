package site

// State is how far a page is on its way to readers.
type State string

const (
	Draft     State = "brouillon"
	Review    State = "relecture"
	Published State = "publie"
	Archived  State = "archive"
)

// Page is the facts about one page: all that the rest of the site may want to
// know of it, without its text. Facts are small and stay in memory; after link
// they are shared by all workers and must not be changed.
type Page struct {
	Path    string  // slash path of its file from the site root, "content/projets/robots.md"
	ID      string  // the author's `id`, or ""
	IDPos   Pos     // where it is written
	Type    *Type   // never nil
	Section string  // first folder under content/, "projets"; "" at the top
	Intro   bool    // it is an _index.md: it introduces its folder and is in no list
	Slug    string  // last part of its address
	Address Address // "projets/robots/"
	Hash    uint64  // of the bytes of its file

	Title   string
	Summary string
	Lang    string // BCP 47, "fr"
	Date    Date
	Updated Date
	From    Date // scheduled publication
	Until   Date // expiry
	State   State
	Image   *Image // nil when there is none
	Terms   []TermUse
	Refs    []Reference
	Card    []Fact    // the values of fields declared for cards, in declared order
	Aliases []Address // former addresses
	AliasAt []Pos     // where each is written
	SlugAt  Pos       // where the page says its slug; the zero Pos when it does not
	SortKey string    // what lists order by: a folded title, or an ISO date
	Rank    int       // the author's own order, before SortKey; 0 comes last

	Passages []Passage // what its body says to one audience, in document order

	// For the survey, private fields included.
	Withdrawn bool        // it says that it is withdrawn
	Deadlines []FieldDate // the dates of fields that have a deadline, at any depth
	Covers    []FieldTerm // the terms of fields whose coverage is surveyed
	Missing   []string    // keys of the fields that it should have and has not
}

// Passage is a part of the body of a page that is written for one audience.
type Passage struct {
	Audience string // id of its term in the vocabulary of audiences, "familles"
	ID       string // its id in the page, ASCII; never ""
	Title    string // what its author calls it, plain text; "" when it has no title
	Lang     string // BCP 47; "" for that of the page
	Excerpt  string // how it begins, plain text on one line, at most 200 characters; "" when it has no words
}

// FieldDate is a date and the field that it is written in.
type FieldDate struct {
	Field *Field
	Date  Date
}

// FieldTerm is a term and the field that it is written in.
type FieldTerm struct {
	Field *Field
	Term  *Term
}

// TermUse is one term that a page carries in one of its fields.
type TermUse struct {
	Field string // key of the field, "disciplines"
	Term  *Term
}

// Reference is one page named by another in its front matter.
type Reference struct {
	Field string   // key of the top-level field, "structures"
	Role  string   // the `role` or `type` written beside it, or ""
	Name  string   // what the author wrote: a slug, a path
	To    []string // names of the types it may point at; nil: any
	Pos   Pos
	Path  string // Path of the page meant; set by link, "" while unknown
}

// Fact is a field's value kept for cards.
type Fact struct {
	Field *Field
	Value any // string, float64, bool, Date, Duration, *Term, or map[string]string by language
}

// Image is the picture that stands for a page.
type Image struct {
	File       string // as the author wrote it
	Alt        string
	Decorative bool
	Credit     string
	Pos        Pos
	Address    Address // where it is published; set by link, "" while unknown
}

// Value returns the value of the card fact of the field key, or nil.
func (p *Page) Value(key string) any {
	for _, f := range p.Card {
		if f.Field.Key == key {
			return f.Value
		}
	}
	return nil
}
