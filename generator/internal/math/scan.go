package math

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	maxDepth = 40 // groups in groups
	maxHeavy = 2  // of them, those of commands that repeat what they are given
)

// heavy are the commands whose argument Temml builds twice or more: nested in
// each other, they would cost two to the power of their number.
var heavy = set(`ce pu llap mathllap cancelto equilibriumLeft equilibriumRight`)

// barred are the commands that define others: a formula is read alone, so that
// they are of little use, and « \def\f#1{\f{#1#1}} » fills any memory. Those that
// take a brace for a letter, which scan could not follow. And those that name
// other formulas.
var barred = set(`def gdef edef xdef let futurelet global long newcommand renewcommand providecommand
	definecolor verb char expandafter noexpand ref eqref`)

// opening and closing are what stands for braces, and pairs that nest alike.
var (
	opening = set(`bgroup begingroup begin left`)
	closing = set(`egroup endgroup end right`)
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// scan refuses, before anything runs, the formulas that could cost much more
// than their length. broken tells whether a formula goes to the next line by \\
// outside any table.
func scan(tex string) (broken bool, fault *Fault) {
	switch {
	case len(tex) > MaxBytes:
		return false, &Fault{0, "la formule dépasse 2\u00a0000 octets", "la couper en plusieurs formules"}
	case len(tex) > maxChemistry && isChemistry(tex):
		return false, &Fault{0, `la formule dépasse 600 octets, avec \ce ou \pu`, "la couper en plusieurs formules"}
	}
	if i := strings.IndexFunc(tex, isControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(tex[i:])
		return false, &Fault{i, fmt.Sprintf("la formule contient un caractère invisible : U+%04X", r),
			`l'effacer ; si un programme a écrit la page, y doubler la barre de \frac, \beta ou \theta`}
	}
	var groups []bool // that are open: whether each is the argument of a heavy command
	heavies, next := 0, false
	open := func() {
		groups = append(groups, next)
		if next {
			heavies++
		}
		next = false
	}
	shut := func(rest string) {
		if n := len(groups); n > 0 {
			if groups[n-1] {
				heavies--
				next = strings.HasPrefix(strings.TrimLeft(rest, " \t\n"), "{") // \cancelto{0}{x}
			}
			groups = groups[:n-1]
		}
	}
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '%':
			length := strings.IndexByte(tex[i:]+"\n", '\n')
			if length > 1 && strings.TrimSpace(tex[strings.LastIndexByte(tex[:i], '\n')+1:i]) != "" || i+length == len(tex) {
				return false, &Fault{i, "« % » commence un commentaire : ce qui suit ne serait pas dans la formule", `pour le signe lui-même, écrire \%`}
			}
			i += length
		case '\\':
			name := command(tex[i+1:])
			switch {
			case barred[name] || strings.Contains(name, "@"):
				return false, &Fault{i, "cette commande n'est pas admise dans une formule : " + quoted(`\`+name),
					"chaque formule est lue seule, et ne définit rien ; écrire en entier ce qu'elle doit montrer"}
			case heavy[name]:
				next = true
			case opening[name]:
				open()
			case closing[name]:
				shut("")
			case strings.HasPrefix(tex[i+1:], `\`) && len(groups) == 0:
				broken = true
			}
			i += max(len(name), 1)
		case '{':
			open()
		case '}':
			shut(tex[i+1:])
		}
		if len(groups) > maxDepth || heavies > maxHeavy {
			return false, &Fault{min(i, len(tex)-1), "des accolades ou des commandes sont imbriquées trop profondément",
				"couper la formule en plusieurs"}
		}
	}
	return broken, nil
}

// command returns the letters of a command after its backslash.
func command(s string) string {
	i := 0
	for i < len(s) && ('a' <= s[i] && s[i] <= 'z' || 'A' <= s[i] && s[i] <= 'Z' || s[i] == '@') {
		i++
	}
	return s[:i]
}
