// Package config reads site.yaml into settings. Every key is declared in one
// table with the sentence that the manual prints; a key that is not there is
// an error with its line and the nearest one. Everything has a default, so a
// site.yaml with `titre:` alone is a site.
package config

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// File is the name of the settings file at the root of a site.
const File = "site.yaml"

// Settings are what a site says of itself.
type Settings struct {
	Title       string
	Description string
	BaseURL     string // absolute, with its final slash; "" when unknown
	Lang        string
	Theme       string
	License     string // ID in the vocabulary "licences"
	Contact     string
	Publisher   string   // name of who publishes the site
	Medias      []string // hosts of resources that pages may present, in ASCII, without "www."
	Survey      bool     // the site has a page that says what is to be done for its content
	Menu        []MenuItem
	Sections    map[string]string // section (a folder under content/, as addresses have it) → name of the type of its pages

	Abbreviations map[string]string // what each one stands for; nil for none

	Types        *yaml.Node // declarations for package schema; nil when absent
	Vocabularies *yaml.Node

	pos map[string]site.Pos // of each value, by dotted key
}

// MenuItem is an entry of the main menu.
type MenuItem struct {
	Label string // "" for the title of the page
	To    string // as a link is written: "/projets/", "content/a-propos.md"
	Pos   site.Pos
}

// Pos returns where the value of a key is written, or the file when it is not.
func (s *Settings) Pos(key string) site.Pos {
	if p, ok := s.pos[key]; ok {
		return p
	}
	return site.Pos{File: File}
}

// Default returns the settings of a site that says nothing.
func Default() *Settings {
	return &Settings{Title: "Mon site", Lang: "fr", Theme: "essaim", License: "cc-by-4.0", Sections: map[string]string{}, pos: map[string]site.Pos{}}
}

// Read reads the mapping of site.yaml, whose nodes carry file positions.
func Read(root *yaml.Node) (*Settings, []site.Problem) {
	r := &reader{settings: Default()}
	r.mapping("", Keys, root)
	if _, ok := r.settings.pos["titre"]; !ok {
		r.problem(site.Pos{File: File}, site.Error, "il manque le titre du site", "ajoutez une ligne : titre: Le nom de votre site")
	} else if strings.TrimSpace(r.settings.Title) == "" {
		r.problem(r.settings.Pos("titre"), site.Error, "le titre du site est vide", "par exemple : titre: Le nom de votre site")
	}
	return r.settings, r.problems
}

// reader walks site.yaml with the table of keys beside it.
type reader struct {
	settings *Settings
	doc      string // what the key being read is for
	problems []site.Problem
}

func (r *reader) problem(pos site.Pos, severity site.Severity, message, hint string) {
	r.problems = append(r.problems, site.Problem{Pos: pos, Severity: severity, Rule: "configuration", Message: message, Hint: hint})
}

func position(n *yaml.Node) site.Pos { return site.Pos{File: File, Line: n.Line, Col: n.Column} }

// mapping reads the keys of one level.
func (r *reader) mapping(prefix string, keys []Key, node *yaml.Node) {
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		key := find(keys, name.Value)
		if key == nil {
			r.problem(position(name), site.Error, fmt.Sprintf("« %s » n'est pas une clé de site.yaml", prefix+name.Value), nearest(keys, name.Value))
			continue
		}
		if value.Tag == "!!null" {
			continue // an empty value is the default
		}
		r.settings.pos[prefix+key.Name] = position(value)
		r.doc = key.Doc
		if key.Later {
			r.problem(position(name), site.Info, fmt.Sprintf("« %s » n'a pas encore d'effet dans cette version d'essaim", prefix+key.Name), "")
			continue
		}
		if len(key.Keys) > 0 {
			if value.Kind != yaml.MappingNode {
				r.wrong(prefix+key.Name, value, "des lignes « clé: valeur » en retrait")
				continue
			}
			r.mapping(prefix+key.Name+".", key.Keys, value)
			continue
		}
		key.read(r, prefix+key.Name, value)
	}
}

func (r *reader) wrong(key string, value *yaml.Node, expected string) {
	r.problem(position(value), site.Error, fmt.Sprintf("« %s » attend %s, pas %s", key, expected, kindOf(value)), r.doc)
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "des lignes « clé: valeur »"
	case yaml.SequenceNode:
		return "une liste"
	}
	return "« " + n.Value + " »"
}

func find(keys []Key, name string) *Key {
	for i := range keys {
		if keys[i].Name == name {
			return &keys[i]
		}
	}
	return nil
}

func nearest(keys []Key, name string) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Name
	}
	if near := french.Nearest(name, names, 1); len(near) > 0 {
		return "vouliez-vous dire « " + near[0] + " » ?"
	}
	return "les clés possibles : " + strings.Join(names, ", ")
}

// host is the name or the number of a machine, and perhaps its port.
var host = regexp.MustCompile(`^([\pL\pN._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?$`)

// BaseURL returns the address of a site in its usual form, absolute and with
// its final slash; an error in French when it cannot be one.
func BaseURL(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !host.MatchString(u.Host) || u.User != nil || strings.ContainsAny(text, "?#") {
		return "", fmt.Errorf("« %s » n'est pas l'adresse d'un site : elle commence par https:// et n'a ni « ? » ni « # »", text)
	}
	// Feed readers and search engines want the ASCII form of a name (RFC 5891).
	if u.Host, err = idna.ToASCII(strings.ToLower(u.Host)); err != nil {
		return "", fmt.Errorf("« %s » n'est pas l'adresse d'un site : ce nom de machine ne peut pas exister", text)
	}
	return u.JoinPath("/").String(), nil
}
