package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// Fifteen figures at most: a float64 holds them all.
var (
	decimal = regexp.MustCompile(`^[+-]?\d{1,15}(?:\.\d{1,15})?$`)
	whole   = regexp.MustCompile(`^\d{1,15}$`)
)

// figures returns a number without its spaces, with a decimal point.
func figures(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return -1
		case c == ',':
			return '.'
		case c == '−':
			return '-'
		}
		return c
	}, s)
	return s
}

// figurePattern is a figure, with the spaces that figures lets go of.
const figurePattern = `(?:\d` + space + `*)`

var (
	numberForms  = fragments{{Type: "number"}, written(`[+−-]?` + space + `*` + figurePattern + `{1,15}(?:[.,]` + space + `*` + figurePattern + `{1,15})?`)}
	integerForms = fragments{integer(0, 1e15-1), written(figurePattern + `{1,15}`)}
)

func decodeNumber(r *reading, f *site.Field, n *yaml.Node) any {
	return r.number(f, n, decimal)
}

func decodeInteger(r *reading, f *site.Field, n *yaml.Node) any {
	return r.number(f, n, whole)
}

func (r *reading) number(f *site.Field, n *yaml.Node, pattern *regexp.Regexp) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	number, err := strconv.ParseFloat(figures(text), 64)
	if err != nil || !pattern.MatchString(figures(text)) {
		hint := numberHint(text, pattern)
		if hint != "" && f.Doc != "" {
			hint += "\n"
		}
		r.unfit(f, n, hint+f.Doc)
		return nil
	}
	return number
}

var (
	numeral   = regexp.MustCompile(`[+−-]?\d(?:[\d\s\x{a0}\x{202f}]*\d)?(?:[.,]\d+)?`)
	thousands = regexp.MustCompile(`^\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$`)
)

// numberHint says how a number is to be written in place of text; "" when that
// cannot be guessed.
func numberHint(text string, pattern *regexp.Regexp) string {
	alone := numeral.FindAllString(text, -1)
	switch {
	case len(alone) == 0:
		return "écrivez-le en chiffres"
	case thousands.MatchString(text):
		return "les milliers s'écrivent avec une espace entre eux : " + strings.NewReplacer(".", " ", ",", " ").Replace(text)
	case len(alone) == 1 && alone[0] != text && pattern.MatchString(figures(alone[0])):
		return "écrivez le nombre seul : " + alone[0]
	case pattern == whole && decimal.MatchString(figures(text)):
		return "un nombre entier n'a ni signe ni virgule"
	}
	return ""
}

var booleans = map[string]bool{
	"oui": true, "vrai": true, "true": true, "yes": true,
	"non": false, "faux": false, "false": false, "no": false,
}

// yes and no are the two answers; boolForms both.
var (
	yes       = fragments{{Const: true}, written(anyCase("oui"), anyCase("vrai"), anyCase("true"), anyCase("yes"))}
	no        = fragments{{Const: false}, written(anyCase("non"), anyCase("faux"), anyCase("false"), anyCase("no"))}
	boolForms = append(slices.Clone(yes), no...)
)

func decodeBool(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	answer, known := booleans[strings.ToLower(text)]
	if !known {
		r.wrong(f, n)
		return nil
	}
	return answer
}
