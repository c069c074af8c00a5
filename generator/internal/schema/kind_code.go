package schema

import (
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// uaiLetters are the check letters of a UAI code: all but I, O and Q. The
// letter of a number is the one at its remainder by 23.
const uaiLetters = "ABCDEFGHJKLMNPRSTUVWXYZ"

var (
	uaiCode   = regexp.MustCompile(`^(\d{7})([A-Z])$`)
	sirenCode = regexp.MustCompile(`^\d{9}$`)
	siretCode = regexp.MustCompile(`^\d{14}$`)
)

// The forms of codes leave their check figures aside: a pattern cannot count.
var (
	codeSpace  = strings.Replace(space, "[", "[.,", 1) + "*"
	uaiForms   = fragments{written(`[.,]*(?:\d` + codeSpace + `){7}[A-Za-z]` + codeSpace)}
	sirenForms = fragments{integer(0, 999_999_999), written(`[.,]*(?:\d` + codeSpace + `){9}`)}
)

func decodeUAI(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	code := strings.ToUpper(strings.ReplaceAll(figures(text), ".", ""))
	m := uaiCode.FindStringSubmatch(code)
	if m == nil {
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas un code UAI", "sept chiffres et une lettre, par exemple 0751234J")
	}
	number, _ := strconv.Atoi(m[1])
	if letter := string(uaiLetters[number%23]); letter != m[2] {
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas un code UAI : sa lettre ne va pas avec ses chiffres", "vérifiez les chiffres ; s'ils sont justes, le code est "+m[1]+letter)
	}
	return code
}

func decodeSIREN(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	code := strings.ReplaceAll(figures(text), ".", "")
	switch {
	case siretCode.MatchString(code):
		return r.refuse(f, n, "champ-type", quote(text)+" est un numéro SIRET : un numéro SIREN n'a que neuf chiffres", "gardez les neuf premiers : "+code[:9])
	case !sirenCode.MatchString(code):
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas un numéro SIREN", "neuf chiffres, par exemple 130 025 265")
	case !luhn(code):
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas un numéro SIREN : sa clé est fausse", "vérifiez ses neuf chiffres")
	}
	return code
}

// luhn reports whether the figures of s end with the check figure of ISO/IEC
// 7812-1: doubled every other one from the right, they add up to tens.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		figure := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			figure *= 2
		}
		sum += figure/10 + figure%10
	}
	return sum%10 == 0
}
