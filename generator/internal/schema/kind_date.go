package schema

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

func decodeDate(r *reading, f *site.Field, n *yaml.Node) any {
	if date, ok := r.date(f, n).(site.Date); ok {
		date = date.DateOnly()
		if !isoDay.MatchString(n.Value) {
			r.usual(n, "date", date.String())
		}
		return date
	}
	return nil
}

func decodeMoment(r *reading, f *site.Field, n *yaml.Node) any {
	date, ok := r.date(f, n).(site.Date)
	if !ok {
		return nil
	}
	if !isoDay.MatchString(n.Value) {
		r.usual(n, "date", typeableDate(date))
	}
	return date
}

// isoDay is how a date begins when it is written in figures from the year on.
var isoDay = regexp.MustCompile(`^\d{4}(?:-\d\d){0,2}(?:$|[Tt ])`)

func (r *reading) date(f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	date, err := french.ParseDate(text)
	if err != nil {
		return r.explain(f, n, "date", err)
	}
	return date
}

func decodeDuration(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	duration, err := french.ParseDuration(text)
	if err != nil {
		return r.explain(f, n, "duree", err)
	}
	return duration
}

// explain reports an error of package french, whose sentences say what is
// wrong and, after a semicolon, what to write.
func (r *reading) explain(f *site.Field, n *yaml.Node, rule string, err error) any {
	message, hint, _ := strings.Cut(err.Error(), " ; ")
	return r.refuse(f, n, rule, quote(f.Key)+" : "+message, hint)
}
