package schema

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// What French dates and durations are made of, as package french reads them.
const (
	yearPattern  = `[1-9]\d{3}`
	monthPattern = `(?:0?[1-9]|1[0-2])`
	dayPattern   = `(?:0?[1-9]|[12]\d|3[01])`
	clockPattern = `(?:[01]?\d|2[0-3])`
	hourPattern  = `[hH](?:[eE][uU][rR][eE][sS]?)?`
	minPattern   = `[mM](?:[nN]|[iI][nN](?:[uU][tT][eE][sS]?)?)?`

	isoTime    = `(?:(?:[Tt]|` + space + `+)` + clockPattern + `:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?` + space + `*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?)?`
	spokenTime = `(?:,?` + space + `+(?:[àa]` + space + `+)?` + clockPattern + space + `*(?:` + hourPattern + `|:)` + space + `*(?:[0-5]\d)?)?`
)

// dateForms have numbers for a year alone, and for a month with its year: 3.2026.
var dateForms = fragments{
	written(yearPattern+`(?:-`+monthPattern+`(?:-`+dayPattern+isoTime+`)?)?`,
		`(?:`+dayPattern+`[/.-])?`+monthPattern+`[/.-]`+yearPattern+spokenTime,
		`(?:(?:[Ll]e`+space+`+)?(?:[A-Za-zÀ-ÿ]+(?:di|che))?`+space+`*`+dayPattern+`(?:`+space+`*er)?`+space+`+)?`+monthNames+`\.?`+space+`+`+yearPattern+spokenTime),
	integer(1000, 9999),
	{Type: "number", Not: &fragment{Type: "integer"}},
}

var monthNames = `(?:` + strings.Join([]string{
	spelling("janvier"), spelling("janv"), spelling("jan"), spelling("fevrier"), spelling("fevr"), spelling("fev"),
	spelling("mars"), spelling("avril"), spelling("avr"), spelling("mai"), spelling("juin"), spelling("juillet"), spelling("juil"),
	spelling("aout"), spelling("septembre"), spelling("sept"), spelling("octobre"), spelling("oct"),
	spelling("novembre"), spelling("nov"), spelling("decembre"), spelling("dec"),
}, `|`) + `)`

var durationForms = fragments{written(
	`[pP][tT](?:\d{1,5}[hH](?:\d{1,5}[mM])?|\d{1,5}[mM])(?:0{1,2}[sS])?\.?`,
	`\d{1,5}`+space+`*`+hourPattern+`(?:`+space+`*(?:[eE][tT]`+space+`+)?[0-5]?\d`+space+`*(?:`+minPattern+`)?)?\.?`,
	`\d{1,5}`+space+`*`+minPattern+`\.?`,
	`\d{1,5}[.,]\d{1,2}`+space+`*`+hourPattern+`\.?`,
)}

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
