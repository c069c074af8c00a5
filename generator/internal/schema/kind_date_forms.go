package schema

import "strings"

// What French dates and durations are made of, as package french reads them.
// A pattern counts the days of a month, and tells the years that have a 29
// February: those that four divides, but for centuries that it does not.
const (
	yearPattern  = `[1-9]\d{3}`
	leapPattern  = `(?:[1-9]\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)`
	monthPattern = `(?:0?[1-9]|1[0-2])`
	longMonth    = `(?:0?[13578]|1[02])`
	shortMonth   = `(?:0?[469]|11)`
	february     = `0?2`
	to31         = `(?:0?[1-9]|[12]\d|3[01])`
	to30         = `(?:0?[1-9]|[12]\d|30)`
	to28         = `(?:0?[1-9]|1\d|2[0-8])`
	clockPattern = `(?:[01]?\d|2[0-3])`
	hourPattern  = `[hH](?:[eE][uU][rR][eE][sS]?)?`
	minPattern   = `[mM](?:[nN]|[iI][nN](?:[uU][tT][eE][sS]?)?)?`

	isoTime    = `(?:(?:[Tt]|` + space + `+)` + clockPattern + `:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?` + space + `*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?)?`
	spokenTime = `(?:,?` + space + `+(?:[àa]` + space + `+)?` + clockPattern + space + `*(?:` + hourPattern + `|:)` + space + `*(?:[0-5]\d)?)?`
	weekday    = `(?:[Ll]e` + space + `+)?(?:[A-Za-zÀ-ÿ]+(?:di|che))?` + space + `*`
	ofMonth    = `(?:` + space + `*er)?` + space + `+` // between a day and the name of its month
	ofYear     = `\.?` + space + `+`                   // between the name of a month and its year
)

// monthNames are all the names of some months.
func monthNames(names ...string) string {
	for i, name := range names {
		names[i] = spelling(name)
	}
	return `(?:` + strings.Join(names, `|`) + `)`
}

var (
	longNames    = monthNames("janvier", "janv", "jan", "mars", "mai", "juillet", "juil", "aout", "octobre", "oct", "decembre", "dec")
	shortNames   = monthNames("avril", "avr", "juin", "septembre", "sept", "novembre", "nov")
	februaryName = monthNames("fevrier", "fevr", "fev")
)

// dateForms have numbers for a year alone, and for a month with its year: 3.2026.
var dateForms = fragments{
	written(
		yearPattern+`(?:-`+monthPattern+`)?`,
		`(?:`+yearPattern+`-(?:`+longMonth+`-`+to31+`|`+shortMonth+`-`+to30+`|`+february+`-`+to28+`)|`+leapPattern+`-`+february+`-29)`+isoTime,
		monthPattern+`[/.-]`+yearPattern,
		`(?:(?:`+to31+`[/.-]`+longMonth+`|`+to30+`[/.-]`+shortMonth+`|`+to28+`[/.-]`+february+`)[/.-]`+yearPattern+`|29[/.-]`+february+`[/.-]`+leapPattern+`)`+spokenTime,
		`(?:`+longNames+`|`+shortNames+`|`+februaryName+`)`+ofYear+yearPattern,
		weekday+`(?:(?:`+to31+ofMonth+longNames+`|`+to30+ofMonth+shortNames+`|`+to28+ofMonth+februaryName+`)`+ofYear+yearPattern+
			`|29`+ofMonth+februaryName+ofYear+leapPattern+`)`+spokenTime,
	),
	integer(1000, 9999),
	{Type: "number", Not: &fragment{Type: "integer"}},
}

// durationForms have some figure that is not zero.
var durationForms = fragments{nonzero(written(
	`[pP][tT](?:\d{1,5}[hH](?:\d{1,5}[mM])?|\d{1,5}[mM])(?:0{1,2}[sS])?\.?`,
	`\d{1,5}`+space+`*`+hourPattern+`(?:`+space+`*(?:[eE][tT]`+space+`+)?[0-5]?\d`+space+`*(?:`+minPattern+`)?)?\.?`,
	`\d{1,5}`+space+`*`+minPattern+`\.?`,
	`\d{1,5}[.,]\d{1,2}`+space+`*`+hourPattern+`\.?`,
))}

func nonzero(f *fragment) *fragment {
	f.Not = &fragment{Pattern: `^[^1-9]*$`}
	return f
}
