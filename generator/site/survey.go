package site

// Survey is what those who steer the content of a site may want to do next:
// what to look at again, what is missing, what nothing speaks of yet. It is
// about published pages; introductions are left out.
type Survey struct {
	Today     Date       // the zero Date: nothing was surveyed
	Pages     int        // how many it is about
	Reminders []Reminder // one for each title that the types declare, in their order
	Gaps      []Gaps     // one for each type that has pages, in declared order
	Coverage  []Coverage // one for each field whose coverage is declared, in that order
	NoID      []Ref      // pages without an `id`, by path; simple pages, whose type has no folder, need none
}

// Reminder is what the deadlines of one title ask for. Archived and withdrawn
// pages are not looked at again: only what they show, a picture, counts.
type Reminder struct {
	Title string // "Pages à revoir"
	Dates int    // dates that pages give, reached or not
	Due   []Due  // those that are reached, or near enough; the most urgent first
	Next  Date   // the first day when something more will be due; zero when none will
}

// Due is something to do for a page.
type Due struct {
	Page  Ref
	Field *Field
	Path  string // dotted key of the field, "image.personnes.valable_jusqu_au"
	Date  Date   // as its author wrote it
	Day   Date   // the last day to do it
	Late  int    // days since that day; negative when it is to come
}

// Left returns the days that are left, negative when it is late.
func (d Due) Left() int { return -d.Late }

// Gaps is what the pages of a type should say and do not. Those that are
// archived or withdrawn are left out.
type Gaps struct {
	Type   *Type
	Pages  int
	Fields []Gap // the most often missing first; nil when nothing is
}

// Gap is a field and the pages without it, by path.
type Gap struct {
	Field *Field
	Pages []Ref
}

// Coverage is which terms of a vocabulary the pages of a type speak of. In a
// hierarchy only the narrowest terms count, and a page speaks of all those that
// are inside the ones that it carries.
type Coverage struct {
	Type       *Type
	Field      *Field
	Path       string // dotted key of the field, "competences_crcn.competence"
	Vocabulary *Vocabulary
	Pages      int // of the type
	Terms      int // that count
	Without    []TermHeading
	Missing    int // terms in Without
}

// TermHeading is terms that are listed under one heading, in the order of
// their vocabulary.
type TermHeading struct {
	Label string // "" when there is none
	Terms []*Term
}

// Covered returns how many of the terms that count have a page.
func (c Coverage) Covered() int { return c.Terms - c.Missing }
