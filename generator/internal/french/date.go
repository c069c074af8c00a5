package french

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"essaim/generator/site"
)

var months = [...]string{
	"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

// monthNumbers is keyed by folded names, whole and abbreviated.
var monthNumbers = map[string]int{
	"janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6,
	"juillet": 7, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
	"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7,
	"sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// The zone of an ISO date is read and set aside: the day that is written is
// the day that is meant, wherever the site is built.
const (
	isoClock    = `(?:[Tt ](\d{1,2}):(\d{2})(?::[0-5]\d(?:[.,]\d+)?)? ?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?)?`
	spokenClock = `(?:,? (?:à |a )?(\d{1,2}) ?(?:[hH]|:|[hH]eures?) ?(\d{2})?)?`
)

var (
	isoDate    = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})` + isoClock + `)?)?$`)
	figureDate = regexp.MustCompile(`^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})` + spokenClock + `$`)
	shortYear  = regexp.MustCompile(`^(\d{1,2}[/.-]\d{1,2}[/.-])(\d{2})$`)
	twoYears   = regexp.MustCompile(`^([1-9]\d{3})(?:-| ?[/–—] ?| à )[1-9]\d{3}$`)
	clockAlone = regexp.MustCompile(`^(?:à )?\d{1,2} ?(?:[hH]|:)(?: ?\d{2})?$`)
	wordDate   = regexp.MustCompile(`^(?:(?:[Ll]e )?(?:\pL+di|\pL+che)? ?(\d{1,2})(?: ?er)? )?([\pL\pM]+)\.? (\d{4})` + spokenClock + `$`)
)

// ParseDate reads a date at the precision of its author: "2026", "2026-03",
// "mars 2026", "2026-03-12", "12/03/2026" (day first), "1er avril 2026", with
// an hour or without. Its errors are French sentences without a full stop.
func ParseDate(s string) (site.Date, error) {
	text := spaced(s)
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return newDate(m[1], m[2], m[3], m[4], m[5])
	}
	if m := figureDate.FindStringSubmatch(text); m != nil {
		if number(m[2]) > 12 && m[1] != "" && number(m[1]) <= 12 {
			return site.Date{}, fmt.Errorf("le mois %s n'existe pas ; le jour s'écrit avant le mois : %s/%s/%s", m[2], m[2], m[1], m[3])
		}
		return newDate(m[3], m[2], m[1], m[4], m[5])
	}
	if m := wordDate.FindStringSubmatch(text); m != nil {
		month, ok := monthNumbers[Fold(m[2])]
		if !ok {
			return site.Date{}, fmt.Errorf("« %s » n'est pas un mois%s", quoted(m[2]), nearMonth(m[2]))
		}
		return newDate(m[3], strconv.Itoa(month), m[1], m[4], m[5])
	}
	return site.Date{}, dateError(text)
}

// dateError says what is wrong with a date that no pattern knows.
func dateError(text string) error {
	if m := shortYear.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("l'année de « %s » n'a que deux chiffres ; écrivez %s20%s", text, m[1], m[2])
	}
	if m := twoYears.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("« %s » n'est pas une date, mais deux années ; écrivez la première, %s, ou un mois, %s-09", text, m[1], m[1])
	}
	switch {
	case text == "":
		return errors.New("la date est vide")
	case clockAlone.MatchString(text):
		return errors.New("une heure est donnée, mais pas le jour ; écrivez par exemple 2026-03-12 14:00")
	}
	return fmt.Errorf("« %s » n'est pas une date ; écrivez par exemple 2026-03-12 ou 12 mars 2026", quoted(text))
}

// nearMonth offers the month that a word may have been meant to be.
func nearMonth(word string) string {
	if near := Nearest(word, months[:], 1); near != nil {
		return " ; vouliez-vous dire « " + near[0] + " » ?"
	}
	return " ; écrivez par exemple 2026-03-12 ou 12 mars 2026"
}

// newDate checks the parts of a date, in figures; "" for those not given.
func newDate(year, month, day, hour, minute string) (site.Date, error) {
	y, m, d := number(year), number(month), number(day)
	switch {
	case y < 1000:
		return site.Date{}, fmt.Errorf("l'année %s n'est pas acceptée ; elle va de 1000 à 9999", year)
	case month == "":
		return site.Date{Year: int16(y)}, nil
	case m < 1 || m > 12:
		return site.Date{}, fmt.Errorf("le mois %s n'existe pas ; les mois vont de 01 à 12", month)
	case day == "":
		if hour != "" {
			return site.Date{}, errors.New("une heure est donnée, mais pas le jour ; écrivez par exemple 2026-03-12 14:00")
		}
		return site.Date{Year: int16(y), Month: int8(m)}, nil
	case d == 29 && m == 2 && daysIn(y, m) == 28:
		return site.Date{}, fmt.Errorf("le 29 février %d n'existe pas : l'année n'est pas bissextile ; ce mois a 28 jours", y)
	case d < 1 || d > daysIn(y, m):
		return site.Date{}, fmt.Errorf("le %d %s n'existe pas ; ce mois a %d jours", d, months[m-1], daysIn(y, m))
	}
	date := site.Date{Year: int16(y), Month: int8(m), Day: int8(d)}
	if hour == "" {
		return date, nil
	}
	h, min := number(hour), number(minute)
	if h > 23 || min > 59 {
		return site.Date{}, fmt.Errorf("l'heure %d h %02d n'existe pas", h, min)
	}
	date.Clock = int16(h*60 + min + 1)
	return date, nil
}

// FormatDate writes a date as it is read aloud, "12 mars 2026 à 14 h 30", at
// its own precision; "" for the zero Date.
func FormatDate(d site.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return strconv.Itoa(int(d.Year))
	}
	text := months[d.Month-1] + " " + strconv.Itoa(int(d.Year))
	switch {
	case d.Day == 0:
		return text
	case d.Day == 1:
		text = "1er" + noBreak + text
	default:
		text = strconv.Itoa(int(d.Day)) + noBreak + text
	}
	if d.Clock == 0 {
		return text
	}
	return text + " à " + clock(int(d.Clock-1))
}

// clock writes minutes as hours, "14 h 30" or "14 h".
func clock(minutes int) string {
	text := strconv.Itoa(minutes/60) + noBreak + "h"
	if minutes%60 == 0 {
		return text
	}
	return text + noBreak + fmt.Sprintf("%02d", minutes%60)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// number reads figures that a pattern has already checked; 0 for "".
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// spaced trims s and turns each run of spaces of any kind into one space.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoted shortens what an author wrote, for a message.
func quoted(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
