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
	Func    any
	Doc     string // one French sentence
	Example string
}

// Funcs is every function of templates but t and tn, which need a language.
var Funcs = []Func{
	{"date", formatDate, "Écrit une date à la française, à la précision connue.", `{{date .Page.Date}} → 12 mars 2026`},
	{"iso", func(d site.Date) string { return d.String() }, "Écrit une date sous sa forme normalisée, pour un attribut datetime.", `{{iso .Page.Date}} → 2026-03-12`},
	{"duree", french.FormatDuration, "Écrit une durée à la française.", `{{duree 90}} → 1 h 30`},
	{"nombre", formatNumber, "Écrit un nombre à la française.", `{{nombre 1250}} → 1 250`},
	{"mots", func(sep string, items []string) string { return strings.Join(items, sep) }, "Joint des textes.", `{{mots ", " .Materiel}}`},
	{"dict", dict, "Réunit des valeurs nommées, pour un gabarit partiel qui en attend plusieurs.", `{{template "carte" (dict "Page" . "Grand" true)}}`},
	{"site", siteOf, "Donne l'adresse d'un site sans son protocole.", `{{site "https://pix.fr/"}} → pix.fr`},
}

func (t *Theme) funcs() template.FuncMap {
	m := template.FuncMap{"t": t.words.say, "tn": t.words.count}
	for _, f := range Funcs {
		m[f.Name] = f.Func
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
