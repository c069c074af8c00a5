package french

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"essaim/generator/site"
)

// Five figures at most: no duration overflows a site.Duration.
var (
	isoDuration   = regexp.MustCompile(`^PT(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:0{1,2}S)?$`)
	hourDuration  = regexp.MustCompile(`^(\d{1,5}) ?(?:h|heures?)(?: ?(?:et )?(\d{1,2}) ?(?:m|mn|min|minutes?)?)?$`)
	minDuration   = regexp.MustCompile(`^(\d{1,5}) ?(?:m|mn|min|minutes?)$`)
	partDuration  = regexp.MustCompile(`^(\d{1,5})[.,](\d{1,2}) ?(?:h|heures?)$`)
	dayDuration   = regexp.MustCompile(`\d ?(?:j|jours?|journées?|semaines?|sem|mois|ans?|années?)\b`)
	bareDuration  = regexp.MustCompile(`^\d+$`)
	rangeWords    = regexp.MustCompile(`\d.* (?:à|a|ou|-|–) .*\d`)
	clockDuration = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)$`)
	aboutWords    = regexp.MustCompile(`^(?:environ|env\.?|à peu près|~|≈) ?| ?(?:environ|au plus|maximum)$`)
	sessionsWords = regexp.MustCompile(`séances?|[x×] ?\d|\d ?[x×]`)
)

// ParseDuration reads a duration in hours and minutes: "1 h 30", "1h30",
// "90 min", "2 heures", "1,5 h" or ISO 8601, "PT1H30M". Its errors are French
// sentences without a full stop.
func ParseDuration(s string) (site.Duration, error) {
	text := strings.TrimSuffix(spaced(s), ".")
	lower := strings.ToLower(text)
	if m := isoDuration.FindStringSubmatch(strings.ToUpper(text)); m != nil && (m[1] != "" || m[2] != "") {
		return newDuration(number(m[1])*60 + number(m[2]))
	}
	if m := hourDuration.FindStringSubmatch(lower); m != nil {
		h, min := number(m[1]), number(m[2])
		if min > 59 {
			return 0, fmt.Errorf("%d minutes font plus d'une heure ; écrivez %s", min, clock(h*60+min))
		}
		return newDuration(h*60 + min)
	}
	if m := minDuration.FindStringSubmatch(lower); m != nil {
		return newDuration(number(m[1]))
	}
	if m := partDuration.FindStringSubmatch(lower); m != nil {
		hundredths := number((m[2] + "0")[:2])
		return newDuration(number(m[1])*60 + (hundredths*60+50)/100)
	}
	return 0, durationError(text, lower)
}

func newDuration(minutes int) (site.Duration, error) {
	if minutes == 0 {
		return 0, errors.New("une durée est d'au moins une minute")
	}
	return site.Duration(minutes), nil
}

// durationError says what is wrong with a duration that no pattern knows.
func durationError(text, lower string) error {
	switch {
	case text == "":
		return errors.New("la durée est vide")
	case bareDuration.MatchString(text):
		return fmt.Errorf("il manque l'unité ; écrivez %s min ou %s h", quoted(text), quoted(text))
	case dayDuration.MatchString(lower) || isoPeriod(text):
		return errors.New("une durée s'écrit en heures et en minutes (3 h, 45 min) ; pour plusieurs jours, donnez le total des heures")
	case sessionsWords.MatchString(lower):
		return errors.New("une durée s'écrit en heures et en minutes (3 h, 45 min) ; pour plusieurs séances, donnez le total")
	case rangeWords.MatchString(lower):
		return fmt.Errorf("« %s » n'est pas une seule durée ; écrivez la plus longue, par exemple 1 h", quoted(text))
	}
	if m := clockDuration.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("« %s » n'est pas une durée ; écrivez %s", text, clock(number(m[1])*60+number(m[2])))
	}
	if about := aboutWords.ReplaceAllString(lower, ""); about != lower && about != "" {
		if d, err := ParseDuration(about); err == nil {
			return fmt.Errorf("« %s » n'est pas une durée ; écrivez-la seule : %s", quoted(text), FormatDuration(d))
		}
	}
	return fmt.Errorf("« %s » n'est pas une durée ; écrivez par exemple 1 h 30 ou 45 min", quoted(text))
}

// isoPeriod reports whether s is an ISO 8601 period in days or longer.
func isoPeriod(s string) bool {
	return len(s) > 1 && s[0] == 'P' && s[1] >= '0' && s[1] <= '9'
}

// FormatDuration writes a duration: "45 min", "2 h", "1 h 30".
func FormatDuration(d site.Duration) string {
	if d < 60 {
		return strconv.Itoa(int(d)) + noBreak + "min"
	}
	return clock(int(d))
}
