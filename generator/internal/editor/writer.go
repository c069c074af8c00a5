package editor

import (
	"fmt"
	"strings"

	"essaim/generator/site"
)

// toChoose stands where the author must put something: essaim accepts it
// nowhere but in a text, so that it is not forgotten there.
const toChoose = "…"

// writer writes fields with stops, numbered in the order of the text.
type writer struct {
	schema *site.Schema
	stops  int
}

// field returns the lines of a field.
func (w *writer) field(f *site.Field) []string {
	if f.Kind != groupKind {
		return w.line("", f)
	}
	lines := []string{f.Key + ":"}
	indent := "  "
	if f.List {
		indent = "  - "
	}
	for _, sub := range wantedFirst(f) {
		var more []string
		switch {
		case !wanted(f, sub):
			more = []string{"# " + sub.Key + ": # " + escape(sub.Doc)}
		default:
			more = w.field(sub)
		}
		for _, line := range more {
			lines = append(lines, indent+line)
			indent = strings.Repeat(" ", len(indent))
		}
	}
	return lines
}

// groupKind is the kind of the fields that have fields of their own.
const groupKind = "groupe"

// wanted says whether a part of a group is there to fill in, or only recalled.
func wanted(f, sub *site.Field) bool {
	return sub.Need != site.Optional || sub.Key == f.Lead || f.Lead == "" && noneNeeded(f)
}

func noneNeeded(f *site.Field) bool {
	for _, sub := range f.Fields {
		if sub.Need != site.Optional {
			return false
		}
	}
	return true
}

// wantedFirst returns the parts of a group with those to fill in first: a list
// item begins with one of them.
func wantedFirst(f *site.Field) []*site.Field {
	var first, rest []*site.Field
	for _, sub := range f.Fields {
		if wanted(f, sub) {
			first = append(first, sub)
		} else {
			rest = append(rest, sub)
		}
	}
	return append(first, rest...)
}

// line returns a field that is no group, most often on one line. before is
// what stands before its key.
func (w *writer) line(before string, f *site.Field) []string {
	switch f.Kind {
	case "texte-long", "texte-par-langue":
		if f.List {
			return []string{before + f.Key + ":", strings.Repeat(" ", len(before)) + "  - " + w.value(f)}
		}
		return []string{before + f.Key + ": |", strings.Repeat(" ", len(before)) + "  " + w.stop("")}
	}
	value := w.value(f)
	if f.List && strings.HasPrefix(value, "$") && !strings.HasPrefix(value, "${") { // the list's own stop will do
		value = "[" + value + "]"
	} else if f.List {
		value = "[" + value + w.stop("") + "]"
	}
	return []string{before + f.Key + ": " + value}
}

// value returns the stop of one value.
func (w *writer) value(f *site.Field) string {
	if v := w.schema.Vocabulary(f.Vocabulary); v != nil && !v.Open {
		choices := []string{toChoose}
		for _, t := range v.Terms {
			choices = append(choices, t.ID)
		}
		return w.choice(choices)
	}
	switch f.Kind {
	case "oui-non":
		return w.choice([]string{toChoose, "oui", "non"})
	case "date":
		return w.stop("AAAA-MM-JJ")
	case "moment":
		return w.stop("AAAA-MM-JJ HH:MM")
	case "adresse":
		return w.stop("https://")
	case "texte", "texte-long", "texte-par-langue":
		return `"` + w.stop("") + `"` // a colon in a text would be a mistake
	case "choix", "reference", "fichier":
		return w.stop("")
	}
	return w.stop(toChoose)
}

func (w *writer) stop(text string) string {
	w.stops++
	if text == "" {
		return fmt.Sprintf("$%d", w.stops)
	}
	return fmt.Sprintf("${%d:%s}", w.stops, escape(text))
}

var choiceEscapes = strings.NewReplacer(`\`, `\\`, ",", `\,`, "|", `\|`)

func (w *writer) choice(values []string) string {
	w.stops++
	for i, value := range values {
		values[i] = choiceEscapes.Replace(value)
	}
	return fmt.Sprintf("${%d|%s|}", w.stops, strings.Join(values, ","))
}

var escapes = strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`)

// escape returns a text that a snippet shows as it is.
func escape(text string) string { return escapes.Replace(text) }
