package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote returns s between the straight quotes that change it least.
func quote(s string) string {
	if strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return `"` + escape(s) + `"`
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
}

// curly returns what stands between typographic quotes that hold the whole of s.
func curly(s string) (string, bool) {
	for _, q := range [][2]string{{"“", "”"}, {"”", "”"}, {"„", "“"}, {"„", "”"}, {"‘", "’"}, {"’", "’"}} {
		inner, opened := strings.CutPrefix(s, q[0])
		inner, closed := strings.CutSuffix(inner, q[1])
		if single := strings.ContainsAny(q[0], "‘’"); single && !withinWords(inner, '’') {
			continue
		}
		if opened && closed && inner != "" && !strings.ContainsAny(inner, "“”„‘") {
			return strings.TrimSpace(inner), true
		}
	}
	return "", false
}

// remedy is how a value that YAML does not read is to be written, and why.
type remedy struct {
	value, rule, message string
	sure                 bool // it is what was meant, beyond doubt
}

// remedyFor guesses what was meant by a value, on one line, that YAML does not read.
func remedyFor(v string) remedy {
	v, comment := splitComment(v)
	r := diagnose(v)
	r.value += comment
	return r
}

func diagnose(v string) remedy {
	first, _ := utf8.DecodeRuneInString(v)
	if inner, ok := curly(v); ok {
		return remedy{quote(inner), "guillemets", "les guillemets “ ” ne protègent pas une valeur ; employez des guillemets droits", true}
	}
	switch {
	case first == '\'':
		message := "l'apostrophe ferme la valeur, qui s'ouvre par une apostrophe ; encadrez-la de guillemets droits"
		if strings.Count(v, "'") == 1 {
			message = "l'apostrophe qui ouvre cette valeur n'est pas refermée ; encadrez-la de guillemets droits"
		}
		text := inside(v, "'")
		return remedy{quote(text), "apostrophe", message, text == v && sureAsTyped(v) || sureApostrophes(v)}
	case first == '"':
		text := inside(v, `"`)
		return remedy{quote(text), "guillemets", quotesMessage(v), text == v && sureAsTyped(v) || text != v && sureQuotes(v)}
	case first == '[' && !strings.HasSuffix(v, "]") && strings.Contains(v, ","):
		return remedy{v + "]", "yaml", "le crochet « [ » n'est pas refermé", false}
	case first == '{' && !strings.HasSuffix(v, "}") && strings.Contains(v, ": "):
		return remedy{v + "}", "yaml", "l'accolade « { » n'est pas refermée", false}
	case first == '|' || first == '>':
		return remedy{quote(strings.TrimLeft(v, "|> ")), "yaml", "après « " + string(first) + " », le texte commence à la ligne suivante ; ou mettez-le entre guillemets", false}
	case strings.ContainsRune("@`%*&![{]},?-#", first):
		return remedy{quote(v), "yaml", "cette valeur commence par « " + string(first) + " », qui a un sens particulier ici ; mettez-la entre guillemets", sureAsTyped(v)}
	case strings.Contains(v, ": ") || strings.Contains(v, ":\t") || strings.HasSuffix(v, ":"):
		return remedy{quote(v), "deux-points", "cette valeur contient « : », qui a un sens particulier ici ; mettez-la entre guillemets", sureAsTyped(v)}
	}
	return remedy{quote(v), "yaml", "cette valeur n'est pas comprise telle quelle ; mettez-la entre guillemets", false}
}

func quotesMessage(v string) string {
	switch inner := strings.ReplaceAll(v[1:], `\"`, ""); {
	case strings.Count(inner, `"`) > 1 || strings.Contains(inner, `"`) && !strings.HasSuffix(inner, `"`):
		return "des guillemets droits se trouvent à l'intérieur d'une valeur entre guillemets droits"
	case strings.Contains(inner, `\`):
		return "dans des guillemets droits, la barre « \\ » a un sens particulier"
	}
	return "les guillemets ouverts ici ne sont pas refermés"
}

// inside returns what a value that opens with q is meant to hold: without the
// quotes around it, unless they belong to a word of it.
func inside(v, q string) string {
	inner := v[len(q):]
	if q == `"` {
		inner = strings.ReplaceAll(inner, `\"`, `"`)
	} else {
		inner = strings.ReplaceAll(inner, `''`, `'`)
	}
	body, closed := strings.CutSuffix(inner, q)
	if !closed && strings.Contains(body, q+" ") { // 'Le' and more: the quotes are a word's
		return q + inner
	}
	if q == "'" || !strings.Contains(body, q) {
		return strings.TrimSpace(body)
	}
	// In «"Le "robot""» the second quote opens a word; in «"Le" et "la"» it closes one.
	before, _ := utf8.DecodeLastRuneInString(body[:strings.Index(body, q)])
	if closed && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
		return body
	}
	return q + inner
}

// splitComment parts a value from the comment after it. A # that touches the
// next word is rather a part of the value.
func splitComment(v string) (value, comment string) {
	if i := strings.Index(v, " # "); i > 0 {
		value = strings.TrimRight(v[:i], " ")
		return value, v[len(value):]
	}
	return v, ""
}
