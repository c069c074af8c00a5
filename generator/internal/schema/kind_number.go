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
	if !pattern.MatchString(figures(text)) {
		r.wrong(f, n)
		return nil
	}
	number, err := strconv.ParseFloat(figures(text), 64)
	if err != nil {
		r.wrong(f, n)
		return nil
	}
	return number
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
