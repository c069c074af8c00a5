package main

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"essaim/generator"
	"essaim/generator/site"
)

const (
	surveyWidth = 80
	mostFiles   = 10 // named under a field: a list of every page would hide the others
)

// tellSurvey writes a survey for people.
func tellSurvey(w io.Writer, s site.Survey, r generator.Report) error {
	t := &surveyText{}
	t.line(0, "Bilan du %s : %s", day(s.Today), count(s.Pages, "page", "pages"))
	for _, reminder := range s.Reminders {
		t.reminder(reminder)
	}
	t.gaps(s.Gaps)
	for _, c := range s.Coverage {
		t.coverage(c)
	}
	t.noID(len(s.NoID))
	t.aside(r)
	_, err := io.WriteString(w, t.String())
	return err
}

// surveyText gathers the lines of a survey.
type surveyText struct{ strings.Builder }

func (t *surveyText) line(indent int, format string, args ...any) {
	text := oneLine(spaced.Replace(fmt.Sprintf(format, args...)))
	fmt.Fprintln(t, strings.Repeat(" ", indent)+text)
}

func (t *surveyText) reminder(r site.Reminder) {
	t.line(0, "")
	if len(r.Due) > 0 {
		t.line(0, "%s : %d", r.Title, len(r.Due))
	} else {
		t.line(0, "%s : rien", r.Title)
	}
	for _, d := range r.Due {
		t.line(2, "%s", d.Page.Path)
		t.line(6, "%s : %s (%s)", d.Field.Label, day(d.Date), delay(d))
	}
	switch {
	case r.Dates == 0:
		t.line(2, "aucune page ne donne cette date")
	case !r.Next.IsZero():
		t.line(2, "prochain rappel le %s", day(r.Next))
	}
}

func delay(d site.Due) string {
	switch {
	case d.Late > 0:
		return count(d.Late, "jour", "jours") + " de retard"
	case d.Late == 0:
		return "aujourd'hui"
	}
	return "dans " + count(d.Left(), "jour", "jours")
}

func (t *surveyText) gaps(all []site.Gaps) {
	t.line(0, "")
	t.line(0, "Champs attendus qui manquent")
	for _, g := range all {
		if g.Fields == nil {
			t.line(2, "%s (%s) : rien ne manque", g.Type.Plural, count(g.Pages, "page", "pages"))
			continue
		}
		t.line(2, "%s (%s)", g.Type.Plural, count(g.Pages, "page", "pages"))
		for _, f := range g.Fields {
			t.line(4, "%s : %s", f.Field.Key, count(len(f.Pages), "page", "pages"))
			for _, p := range f.Pages[:min(len(f.Pages), mostFiles)] {
				t.line(6, "%s", p.Path)
			}
			if more := len(f.Pages) - mostFiles; more > 0 {
				t.line(6, "et %s (--format json pour la liste)", count(more, "autre", "autres"))
			}
		}
	}
	if len(all) == 0 {
		t.line(2, "aucune page n'est publiée")
	}
}

func (t *surveyText) coverage(c site.Coverage) {
	t.line(0, "")
	t.line(0, "%s, dans « %s » : %d sur %d", c.Vocabulary.Label, c.Type.Plural, c.Covered(), c.Terms)
	if c.Pages == 0 {
		t.line(2, "aucune page de ce type n'est publiée")
		return
	}
	if c.Missing > 0 {
		t.line(2, "aucune page n'en parle encore :")
	}
	for _, heading := range c.Without {
		var names []string
		if heading.Label != "" {
			names = append(names, heading.Label+" :")
		}
		for i, term := range heading.Terms {
			name := termName(term)
			if i < len(heading.Terms)-1 {
				name += " ;"
			}
			names = append(names, name)
		}
		for i, line := range fold(names, surveyWidth-6) {
			t.line(4+min(i, 1)*2, "%s", line)
		}
	}
}

// numbered is the form of an identifier that people know a term by: "1.1".
var numbered = regexp.MustCompile(`^[0-9.]+$`)

func termName(t *site.Term) string {
	switch {
	case t.Short != "":
		return t.Short
	case numbered.MatchString(t.ID):
		return t.ID + " " + t.Label
	}
	return t.Label
}

func (t *surveyText) noID(n int) {
	t.line(0, "")
	if n == 0 {
		t.line(0, "Pages sans identifiant : aucune")
		return
	}
	t.line(0, "Pages sans identifiant : %d", n)
	t.line(2, "« essaim check --fix » leur en donne un")
}

// aside says what the survey leaves out.
func (t *surveyText) aside(r generator.Report) {
	var parts []string
	for _, why := range reasons {
		if _, told := setAside[why.reason]; !told || why.reason == site.IsFaulty {
			continue
		}
		if n := howMany(r.Aside, why.reason); n > 0 {
			parts = append(parts, count(n, why.one, why.many))
		}
	}
	if n := howMany(r.Aside, site.IsFaulty); n > 0 {
		parts = append(parts, count(n, "page qui a des erreurs", "pages qui ont des erreurs")+" (« essaim check » les dit)")
	}
	if parts != nil {
		t.line(0, "")
		for _, line := range fold(strings.Fields("Ne comptent pas : "+strings.Join(parts, ", ")), surveyWidth) {
			t.line(0, "%s", line)
		}
	}
}

// fold puts words, or groups of them, in lines of at most width characters.
func fold(words []string, width int) (lines []string) {
	line := ""
	for _, word := range words {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// day writes a date as it is read aloud, at its own precision.
func day(d site.Date) string {
	text := strconv.Itoa(int(d.Year))
	if d.Month > 0 {
		text = months[d.Month-1] + " " + text
	}
	switch d.Day {
	case 0:
		return text
	case 1:
		return "1er " + text
	}
	return strconv.Itoa(int(d.Day)) + " " + text
}
