package schema

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"essaim/generator/site"
)

// The chapters of the manual that the declarations give: one for each type, one
// for the fields that all types have, one for the vocabularies. They are pages
// of content, in French, and know one another by these names.
const (
	commonChapter     = "champs-communs.md"
	vocabularyChapter = "vocabulaires.md"
)

// The chapters come after those that are written by hand, vocabularies last.
const (
	firstChapter = 200
	lastChapter  = 900
)

// Manual returns the chapter of type t, a type of s: each of its fields but
// those of CommonManual that it leaves as they are. The same schema gives the
// same bytes.
func Manual(s *site.Schema, t *site.Type) []byte {
	m := &manual{schema: s, loose: t.Folder == ""}
	m.front("Fiche "+quote(t.Label)+" : tous les champs",
		"Tous les champs d'une page de type "+quote(t.Label)+" : ce que chacun contient, s'il est obligatoire, et les valeurs possibles.",
		t.Name, firstChapter+10*(1+slices.Index(s.Types, t)))
	m.paragraph(strings.TrimSpace("**" + prose(t.Label) + ".** " + prose(sentence(t.Doc))))
	m.paragraph(home(t) + " Les listes les rangent " + order(t) + ". Pour en créer une :")
	m.fence("", fmt.Sprintf("essaim new %s \"Le titre de la page\"", t.Name))
	m.overview(t)
	m.fields(own(s, t), t.Fields)
	if len(t.Headings) > 0 {
		m.heading(2, "Le texte")
		m.paragraph("Sous l'en-tête, le texte est libre. Ses titres habituels : " + prose(quoteAll(t.Headings, ", ")) + ".")
	}
	m.heading(2, "La fiche à remplir")
	m.paragraph("Voici ce qu'écrit `essaim new " + t.Name + "`. Une ligne qui commence par `#` est une note, qu'Essaim ne lit pas ; retirez le `#` devant un champ pour le remplir.")
	m.fence("yaml", string(Skeleton(s, t, Sheet{Title: "Le titre de la page", ID: "b2d4f6h8", Date: site.Date{Year: 2026, Month: 9, Day: 1}})))
	return m.out.Bytes()
}

// manual writes one chapter.
type manual struct {
	schema *site.Schema
	loose  bool               // its pages may have fields missing
	listed []*site.Vocabulary // whose terms stand in it already
	out    bytes.Buffer
}

// front writes the front matter, with the command that gives the chapter.
func (m *manual) front(title, summary, chapter string, order int) {
	fmt.Fprintf(&m.out, "---\n# Page écrite par « essaim schema %s --format markdown » : changez les déclarations, pas cette page.\n", chapter)
	fmt.Fprintf(&m.out, "titre: %s\nresume: %s\nordre: %d\n---\n", scalarYAML(title), scalarYAML(summary), order)
}

func (m *manual) heading(level int, text string) {
	fmt.Fprintf(&m.out, "\n%s %s\n", strings.Repeat("#", level), text)
}

func (m *manual) paragraph(text string) { m.out.WriteString("\n" + text + "\n") }

// fence writes text as a block of code, whatever it holds.
func (m *manual) fence(language, text string) {
	mark := "```"
	for strings.Contains(text, mark) {
		mark += "`"
	}
	fmt.Fprintf(&m.out, "\n%s%s\n%s\n%s\n", mark, language, strings.TrimRight(text, "\n"), mark)
}

// item is a line of a list, with the list below it.
type item struct {
	text  string
	below []item
}

func (m *manual) list(items []item, indent string) {
	for _, x := range items {
		m.out.WriteString(indent + "- " + x.text + "\n")
		m.list(x.below, indent+"  ")
	}
}

// home says which pages are of a type.
func home(t *site.Type) string {
	switch {
	case t.Folder != "":
		return fmt.Sprintf("Les pages de ce type sont dans le dossier `content/%s`, et leur adresse commence par `/%s/`.", t.Folder, t.Folder)
	case t.Name == "page":
		return "Les pages qui ne sont pas dans le dossier d'un autre type sont de celui-ci. Rien n'y est exigé : un champ qui manque n'est qu'un avertissement."
	}
	return fmt.Sprintf("Ce type n'a pas de dossier : une page en est quand son en-tête dit `type: %s`, ou quand `sections`, dans `site.yaml`, le dit de son dossier. Rien n'y est exigé : un champ qui manque n'est qu'un avertissement.", t.Name)
}

// order says how lists arrange the pages of a type.
func order(t *site.Type) string {
	if f := t.Field(t.Order); f.Kind == "texte" {
		return "par ordre alphabétique, d'après " + code(t.Order)
	}
	return "de la plus récente à la plus ancienne, d'après " + code(t.Order)
}

// own returns the fields of a type that are not just those of all types.
func own(s *site.Schema, t *site.Type) []*site.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *site.Field) bool { return slices.Contains(s.Common, f) })
}

// parts are where the fields of a chapter stand, by how much they are wanted.
var parts = []struct {
	title, short string
	need         site.Need
	sometimes    bool // under a condition
}{
	{"Champs obligatoires", "Obligatoires", site.Required, false},
	{"Champs obligatoires dans certains cas", "Obligatoires dans certains cas", site.Required, true},
	{"Champs attendus", "Attendus", site.Expected, false},
	{"Champs facultatifs", "Facultatifs", site.Optional, false},
}

// split returns the fields of each part.
func (m *manual) split(fields []*site.Field) [][]*site.Field {
	list := make([][]*site.Field, len(parts))
	for _, f := range fields {
		for i, p := range parts {
			if m.need(f) == p.need && p.sometimes == (p.need == site.Required && f.When != nil) {
				list[i] = append(list[i], f)
			}
		}
	}
	return list
}

// need is how much a field is wanted in the pages of this chapter.
func (m *manual) need(f *site.Field) site.Need {
	if m.loose && f.Need == site.Required {
		return site.Expected
	}
	return f.Need
}

// overview names the fields of a type by part, those of all types included.
func (m *manual) overview(t *site.Type) {
	m.heading(2, "En bref")
	m.out.WriteByte('\n')
	for i, fields := range m.split(t.Fields) {
		var links []string
		common := false
		for _, f := range fields {
			shared := slices.Contains(m.schema.Common, f)
			switch {
			case shared && f.Need == site.Optional:
				common = true // there are many
			case shared:
				links = append(links, "["+code(f.Key)+"]("+commonChapter+"#"+anchor(f)+")")
			default:
				links = append(links, "["+code(f.Key)+"](#"+anchor(f)+")")
			}
		}
		if common {
			links = append(links, "et d'autres [champs communs]("+commonChapter+")")
		}
		if links != nil {
			m.out.WriteString("- **" + parts[i].short + "** : " + strings.Join(links, ", ") + "\n")
		}
	}
}

// fields describes fields, part after part; beside are all those of the page.
func (m *manual) fields(fields, beside []*site.Field) {
	for i, list := range m.split(fields) {
		if list == nil {
			continue
		}
		m.heading(2, parts[i].title)
		for _, f := range list {
			m.field(f, beside)
		}
	}
}

func (m *manual) field(f *site.Field, beside []*site.Field) {
	m.heading(3, code(f.Key)+" — "+prose(f.Label))
	about := prose(sentence(f.Doc))
	if f.When != nil && f.Need != site.Optional {
		about = first(m.wanted(f, beside)) + ". " + about
	}
	if about != "" {
		m.paragraph(about)
	}
	value, told := m.value(f)
	if !told {
		value.text = first(kindOf(f).Doc)
		if f.Kind == "reference" && f.To != nil {
			value.text = "Le nom du fichier d'une page de type " + codes(f.To, " ou ") + "."
		}
		if f.List {
			value.text = "Une ou plusieurs valeurs ; chacune est " + lower(value.text)
		}
	}
	m.out.WriteByte('\n')
	m.list([]item{value}, "")
	for _, fact := range facts(f) {
		m.list([]item{{text: fact}}, "")
	}
}
