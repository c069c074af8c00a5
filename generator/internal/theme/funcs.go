package theme

import (
	"fmt"
	"html/template"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// Func is a function that templates may call. The manual prints this table.
type Func struct {
	Name    string
	Func    any    // a function, or a func(*Theme) any that returns one
	Doc     string // one French sentence
	Example string
}

// Funcs is every function of templates.
var Funcs = []Func{
	{"t", func(t *Theme) any { return t.words.say }, "Donne une phrase de l'interface, où {0}, {1}… sont remplacés par ce qui suit.", `{{t "plan.titre"}} → Plan du site`},
	{"tn", func(t *Theme) any { return t.words.count }, "Donne une phrase de l'interface accordée à un nombre.", `{{tn "nombre.pages" 3}} → 3 pages`},
	{"date", formatDate, "Écrit une date à la française, à la précision connue.", `{{date .Page.Date}} → 12 mars 2026`},
	{"heure", formatClock, "Écrit l'heure d'une date ; rien quand elle n'en a pas.", `{{heure .Fields.fin}} → 16 h 30`},
	{"iso", func(d site.Date) string { return d.String() }, "Écrit une date sous sa forme normalisée, pour un attribut datetime.", `{{iso .Page.Date}} → 2026-03-12`},
	{"duree", french.FormatDuration, "Écrit une durée à la française.", `{{duree 90}} → 1 h 30`},
	{"nombre", formatNumber, "Écrit un nombre à la française.", `{{nombre 1250}} → 1 250`},
	{"langue", func(t *Theme) any { return t.languageName }, "Donne le nom d'une langue dans cette langue.", `{{langue "tr"}} → Türkçe`},
	{"sens", direction, "Dit dans quel sens une langue s'écrit, pour un attribut dir.", `{{sens "ar"}} → rtl`},
	{"mots", func(sep string, items []string) string { return strings.Join(items, sep) }, "Joint des textes.", `{{mots ", " .Materiel}}`},
	{"dict", dict, "Réunit des valeurs nommées, pour un gabarit partiel qui en attend plusieurs.", `{{template "carte" (dict "Page" . "Grand" true)}}`},
	{"site", siteOf, "Donne l'adresse d'un site sans son protocole.", `{{site "https://pix.fr/"}} → pix.fr`},
}

func (t *Theme) funcs() template.FuncMap {
	m := template.FuncMap{}
	for _, f := range Funcs {
		m[f.Name] = f.Func
		if of, ok := f.Func.(func(*Theme) any); ok {
			m[f.Name] = of(t)
		}
	}
	return m
}

func formatDate(d any) (string, error) {
	switch d := d.(type) {
	case site.Date:
		return french.FormatDate(d), nil
	case nil:
		return "", nil
	}
	return "", fmt.Errorf("date attend une date, pas %v", d)
}

// formatClock relies on the only way that a date is written with its hour.
func formatClock(d site.Date) string {
	_, clock, _ := strings.Cut(french.FormatDate(d), " à ")
	return clock
}

// leftward are the languages and the scripts that are written from right to left.
var leftward = map[string]bool{
	"aeb": true, "ar": true, "arq": true, "ary": true, "arz": true, "azb": true, "ckb": true, "dv": true, "fa": true,
	"he": true, "ks": true, "nqo": true, "pnb": true, "prs": true, "ps": true, "sd": true, "syr": true, "ug": true,
	"ur": true, "yi": true, "adlm": true, "arab": true, "hebr": true, "nkoo": true, "syrc": true, "thaa": true,
}

// direction says which way a BCP 47 language is written; a script written in
// the tag decides, "ku-Arab".
func direction(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	if len(parts) > 1 && len(parts[1]) == 4 {
		parts = parts[1:]
	}
	if leftward[parts[0]] {
		return "rtl"
	}
	return "ltr"
}

// languageName returns what a language calls itself, as far as the site knows,
// or else its tag.
func (t *Theme) languageName(tag string) string {
	if name := t.languages[tag]; name != "" {
		return name
	}
	return tag
}

func formatNumber(n any) (string, error) {
	switch n := n.(type) {
	case int:
		return french.FormatNumber(float64(n)), nil
	case float64:
		return french.FormatNumber(n), nil
	case nil:
		return "", nil
	}
	return "", fmt.Errorf("nombre attend un nombre, pas %v", n)
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict attend des couples nom, valeur")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict attend un nom, pas %v", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

func siteOf(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.")
}
