package schema

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// commentWidth is where the comments of a sheet are folded, in characters.
const commentWidth = 96

// Sheet is what is known of a page before it is written.
type Sheet struct {
	Title string
	ID    string    // "" for none
	Date  site.Date // the zero Date for none
}

// Skeleton returns the sheet that `essaim new` writes for a page of type t, a
// type of s: a draft with its required fields to fill in, the expected ones
// as comments, and the usual headings. It is a front matter that decodes with
// nothing but missing fields.
func Skeleton(s *site.Schema, t *site.Type, known Sheet) []byte {
	w := &sheet{schema: s, typ: t.Name}
	w.line("---")
	w.line("titre: " + scalarYAML(known.Title))
	if t.Field("id") != nil && known.ID != "" {
		w.line("id: " + known.ID)
	}
	if t.Field("etat") != nil {
		w.line("etat: " + string(site.Draft))
	}
	if t.Field("date") != nil && !known.Date.IsZero() {
		w.line("date: " + known.Date.DateOnly().String())
	}
	for _, f := range t.Fields {
		if f.Need == site.Required && always(f) && f.Key != "titre" {
			w.required(f)
		}
	}
	for _, f := range t.Fields {
		if f.Need == site.Expected && always(f) && f.Key != "date" {
			w.expected(f)
		}
	}
	w.line("---")
	for _, heading := range t.Headings {
		w.line("")
		w.line("## " + heading)
	}
	w.line("")
	return w.out.Bytes()
}

// always reports whether a field is wanted whatever the others say; one that
// another may stand in for is shown too.
func always(f *site.Field) bool { return f.When == nil || unset(f.When) }

// scalarYAML writes a title as a value of YAML, in quotes when it needs them.
func scalarYAML(title string) string {
	out, err := yaml.Marshal(strings.TrimSpace(oneLine(stripControls(title))))
	if err != nil {
		panic(err) // a string always marshals
	}
	return strings.TrimSuffix(string(out), "\n")
}

// sheet is a front matter being written.
type sheet struct {
	schema *site.Schema
	typ    string
	out    bytes.Buffer
}

func (w *sheet) line(text string) {
	w.out.WriteString(text)
	w.out.WriteByte('\n')
}

func (w *sheet) required(f *site.Field) {
	w.line("")
	w.comment(f.Label + " (obligatoire" + condition(f.When) + "). " + f.Doc)
	w.accepted(f)
	w.line(f.Key + ":")
	if f.Kind != group {
		return
	}
	indent := "  "
	if f.List {
		indent = "  - "
	}
	for _, sub := range wanted(f.Fields) {
		w.line(fmt.Sprintf("%s%s: # %s", indent, sub.Key, sub.Doc))
		indent = strings.Repeat(" ", len(indent))
	}
}

// wanted returns the fields of a group to write: those it needs, or all.
func wanted(fields []*site.Field) []*site.Field {
	var list []*site.Field
	for _, f := range fields {
		if f.Need != site.Optional && always(f) {
			list = append(list, f)
		}
	}
	if list == nil {
		return fields
	}
	return list
}

func (w *sheet) expected(f *site.Field) {
	w.line("")
	w.comment(f.Label + " (attendu" + condition(f.When) + "). " + f.Doc)
	w.accepted(f)
	if f.List {
		w.line("# " + f.Key + ": []")
	} else {
		w.line("# " + f.Key + ":")
	}
}

// accepted says what the values of a field may be.
func (w *sheet) accepted(f *site.Field) {
	v := w.schema.Vocabulary(f.Vocabulary)
	if v == nil || f.Kind != "choix" || v.Open {
		return
	}
	if len(v.Terms) > mostListed {
		examples := v.Terms[len(v.Terms)/2:][:3]
		w.comment(fmt.Sprintf("Valeurs : %s, %s, %s… (liste complète : essaim schema %s)", examples[0].ID, examples[1].ID, examples[2].ID, w.typ))
		return
	}
	var ids []string
	for _, t := range v.Terms {
		ids = append(ids, t.ID)
	}
	w.comment("Valeurs : " + strings.Join(ids, ", "))
}

// comment writes text as comments, folded between words.
func (w *sheet) comment(text string) {
	line := "#"
	for _, word := range strings.Split(text, " ") {
		if len([]rune(line))+1+len([]rune(word)) > commentWidth && line != "#" {
			w.line(line)
			line = "#"
		}
		line += " " + word
	}
	w.line(line)
}
