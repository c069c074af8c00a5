package theme

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"essaim/generator/site"
)

// Fact is what a page says in one field, with what a layout that does not know
// the field needs to show it.
type Fact struct {
	Field *site.Field
	Value any    // as in PageContext.Fields; nil for a list and for a group
	Items []Fact // of a list
	Facts []Fact // of a group, in declared order
}

// shown are the common fields that every page has a place for: at its head, in
// its announcements, under its text, in its signature.
var shown = []string{"titre", "resume", "date", "maj", "etat", "publie_le", "expire_le", "familles", "auteurs", "mots_cles", "licence", "langue",
	"traductions", "image", "relecture", "a_revoir_avant", "relations", "fichiers", "contact", "alias", "retire", "id", "slug", "type"}

// Facts returns what a page says in the public fields of its type, in declared
// order: those that a site added too. Left out are the common ones that every
// page has a place for, and those whose keys are in but, apart by spaces.
func (c PageContext) Facts(but string) []Fact {
	return facts(c.Page.Type.Fields, c.Fields, append(strings.Fields(but), shown...))
}

func facts(declared []*site.Field, values map[string]any, but []string) (list []Fact) {
	for _, f := range declared {
		value := values[f.Key]
		if value == nil || slices.Contains(but, f.Key) {
			continue
		}
		if x := fact(f, value); x.Items != nil || x.Facts != nil || x.Value != nil && x.Value != "" {
			list = append(list, x)
		}
	}
	return list
}

func fact(f *site.Field, value any) Fact {
	switch value := value.(type) {
	case []any:
		out := Fact{Field: f}
		for _, item := range value {
			out.Items = append(out.Items, fact(f, item))
		}
		return out
	case map[string]any:
		return Fact{Field: f, Facts: facts(f.Fields, value, nil)}
	}
	return Fact{Field: f, Value: value}
}

// Long reports whether a fact is worth a section of its own.
func (f Fact) Long() bool {
	return slices.Contains([]string{"groupe", "texte-long", "texte-par-langue"}, f.Field.Kind)
}

// Lead returns the fact that stands for a group, or nil.
func (f Fact) Lead() *Fact {
	i := slices.IndexFunc(f.Facts, func(x Fact) bool { return x.Field.Key == f.Field.Lead })
	if i < 0 {
		return nil
	}
	return &f.Facts[i]
}

// Others returns the facts of a group but its lead.
func (f Fact) Others() []Fact {
	return slices.DeleteFunc(slices.Clone(f.Facts), func(x Fact) bool { return x.Field.Key == f.Field.Lead })
}

// Name returns the name of the file that a fact links to.
func (f Fact) Name() string {
	link, _ := f.Value.(string)
	if name, err := url.PathUnescape(path.Base(link)); err == nil {
		return name
	}
	return path.Base(link)
}
