package site

// Type is a kind of content, declared as data: the fields its pages have, the
// folder they live in, how lists name and order them.
type Type struct {
	Name     string // "projet", also the name of its layout
	Folder   string // section folder under content/, "projets"; "" for page
	Label    string // "Projet"
	Plural   string // "Projets"
	Doc      string // one sentence for the manual
	Order    string // key of the field that orders lists: "date", "debut" (newest first) or "titre"
	Fields   []*Field
	Headings []string // the usual headings of a body, written by `essaim new`
	Pos      Pos      // where it is declared
}

// Field returns the field declared under key, or nil.
func (t *Type) Field(key string) *Field { return findField(t.Fields, key) }

// Need says how much a field is wanted.
type Need uint8

const (
	Optional Need = iota // nothing is said when it is missing
	Expected             // a warning
	Required             // an error; a warning while the page is a draft
)

// Field is one declared key of a front matter.
type Field struct {
	Key        string   // "duree"
	Synonyms   []string // other keys understood, "title" for "titre"
	Label      string   // "Durée"
	Doc        string   // one sentence: what to write, for `new` and the manual
	Kind       string   // name of a kind in package schema: "texte", "date", "choix"…
	Need       Need
	When       *Condition // Need holds only then; nil: always
	List       bool       // a list of values; a lone value is understood as a list of one
	Vocabulary string     // for kind "choix": name of the vocabulary
	To         []string   // for kind "reference": names of the types it may point at; nil: any
	Fields     []*Field   // for kind "groupe": what each value is made of
	Lead       string     // for kind "groupe": the sub-field that a bare value stands for
	Unique     string     // for a list of groups: the sub-field whose value no two items may share; "": none
	Period     *Period    // for a list of groups: items follow one another in time; nil: they need not
	One        *Condition // for a list of groups: exactly one item meets it; nil: no such demand
	After      string     // for a date: key of the date beside it that it may not precede, or ""
	Deadline   *Deadline  // for a date: what is to be done by then; nil: nothing
	Unwise     []string   // for a choice: IDs of terms that are accepted with a warning
	Coverage   bool       // for a choice: the survey says which terms no page of the type carries
	Default    []string   // what is understood when an expected field is missing, as its author would write it
	Min, Max   int        // length in characters, or number of items when List; 0: no bound
	Card       bool       // kept in memory and shown on cards
	Private    bool       // never published
	Pos        Pos        // where it is declared
}

// Field returns the sub-field declared under key, or nil.
func (f *Field) Field(key string) *Field { return findField(f.Fields, key) }

func findField(fields []*Field, key string) *Field {
	for _, f := range fields {
		if f.Key == key {
			return f
		}
	}
	return nil
}

// Condition holds for a page where the field Key has one of Values.
type Condition struct {
	Key    string
	Values []string
}

// Period names the sub-fields that say when an item of a list begins and ends.
type Period struct{ Start, End string }

// Deadline says that someone has something to do once a date is reached.
type Deadline struct {
	Title  string // "Fiches à revoir"
	Notice int    // days before it that it is already said
	Valid  int    // days that pass after the date, which is that of the last time; 0: the date itself is the limit
}

// Vocabulary is a controlled list of terms, or an open one that grows with
// what authors write.
type Vocabulary struct {
	Name   string // "disciplines", also the first part of its terms' addresses
	Label  string // "Disciplines"
	Open   bool   // any value is accepted: key words
	Pages  bool   // each term that is used has a page of its own
	Terms  []*Term
	Source string // where its facts come from, and under which licence
	Pos    Pos    // where it is declared
}

// Term is one value of a vocabulary.
type Term struct {
	Vocabulary *Vocabulary
	ID         string   // "mathematiques"
	Label      string   // "Mathématiques"
	Short      string   // "Maths", for narrow places; "" when there is none
	Aliases    []string // what authors really write
	Parents    []string // IDs of the broader terms in the same vocabulary; nil at the top
	Group      string   // label of the heading it is listed under, or ""
	Doc        string   // a definition, or ""
	URI        string   // identifier in an outside vocabulary, or ""
	Pos        Pos      // where it is declared, or first used when the vocabulary is open
}

// Schema is every type and vocabulary that a site knows.
type Schema struct {
	Types        []*Type
	Common       []*Field // those that every type has; a type that changes nothing of a field shares it
	Vocabularies []*Vocabulary
}

// Type returns the type called name, or nil.
func (s *Schema) Type(name string) *Type {
	for _, t := range s.Types {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// TypeOf returns the type whose section folder is folder, or nil.
func (s *Schema) TypeOf(folder string) *Type {
	for _, t := range s.Types {
		if t.Folder == folder && folder != "" {
			return t
		}
	}
	return nil
}

// Vocabulary returns the vocabulary called name, or nil.
func (s *Schema) Vocabulary(name string) *Vocabulary {
	for _, v := range s.Vocabularies {
		if v.Name == name {
			return v
		}
	}
	return nil
}
