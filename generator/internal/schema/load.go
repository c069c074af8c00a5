package schema

import (
	"embed"
	"fmt"
	"path"
	"slices"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

//go:embed types/*.yaml vocabulaires/*.yaml
var embedded embed.FS

// common is the name of the declaration whose fields every type has.
const common = "communs"

// Extension is what site.yaml adds to the embedded declarations or changes in
// them. The zero Extension adds nothing.
type Extension struct {
	File         string     // "site.yaml"
	Types        *yaml.Node // the value of `types:`, a mapping by name; nil when absent
	Vocabularies *yaml.Node // the value of `vocabulaires:`, the same
}

// Load returns the types and vocabularies of a site, and what is wrong with
// the declarations of its author. A faulty declaration is left out, so the
// schema can always be used. The problems are sorted.
func Load(ext Extension) (*site.Schema, []site.Problem) {
	l := &loader{file: ext.File, places: map[part]site.Pos{}}
	l.types = l.added(l.embedded("types", "type"), ext.Types, "types")
	l.vocabularies = l.added(l.embedded("vocabulaires", "nom"), ext.Vocabularies, "vocabulaires")
	names := slices.DeleteFunc(namesOf(l.types), func(name string) bool { return name == common })
	l.decoder = newDeclarationDecoder(names, namesOf(l.vocabularies))

	s := &site.Schema{}
	for _, name := range namesOf(l.vocabularies) {
		s.Vocabularies = append(s.Vocabularies, l.vocabulary(name))
	}
	s.Types, s.Common = l.buildTypes(names)
	l.check(s)

	if ext.Types == nil && ext.Vocabularies == nil && len(l.problems) > 0 {
		panic(fmt.Sprintf("schema: embedded declarations: %v", l.problems))
	}
	for i := range l.problems {
		if p := &l.problems[i]; p.File != ext.File { // a change by the site made an embedded declaration wrong
			p.Pos = site.Pos{File: ext.File}
		}
	}
	return s, site.SortProblems(l.problems)
}

// loader reads declarations, layer after layer.
type loader struct {
	file         string // of the site's own declarations
	decoder      *Decoder
	types        []declaration
	vocabularies []declaration
	problems     []site.Problem
	places       map[part]site.Pos
}

// part is one key of the declaration of a type, a field or a term.
type part struct {
	of  any // *site.Type, *site.Field or *site.Term
	key string
}

// note remembers where a key is given its value, for a problem that shows once
// all is read.
func (l *loader) note(of any, v Value) { l.places[part{of, v.Field.Key}] = v.Pos }

// where returns where a key was given its value, or else pos.
func (l *loader) where(of any, key string, pos site.Pos) site.Pos {
	if at, ok := l.places[part{of, key}]; ok {
		return at
	}
	return pos
}

// declaration is one layer of a type or vocabulary.
type declaration struct {
	name string
	file string
	pos  site.Pos // of its name
	node *yaml.Node
}

// embedded returns the declarations of a folder, named by one of their keys.
func (l *loader) embedded(folder, nameKey string) []declaration {
	entries, err := embedded.ReadDir(folder)
	if err != nil {
		panic(err)
	}
	var list []declaration
	for _, e := range entries {
		file := path.Join(folder, e.Name())
		data, err := embedded.ReadFile(file)
		if err != nil {
			panic(err)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil {
			panic(fmt.Sprintf("schema: %s: %v", file, err))
		}
		d := declaration{file: file, node: doc.Content[0], pos: site.Pos{File: file, Line: 1, Col: 1}}
		for i := 0; i+1 < len(d.node.Content); i += 2 {
			if d.node.Content[i].Value == nameKey {
				d.name = d.node.Content[i+1].Value
			}
		}
		list = append(list, d)
	}
	return list
}

// added adds the declarations of site.yaml, a mapping by name, to list.
func (l *loader) added(list []declaration, n *yaml.Node, key string) []declaration {
	if n == nil || n.Kind == yaml.ScalarNode && empty(n) {
		return list
	}
	if n.Kind != yaml.MappingNode {
		l.problem(l.at(l.file, n), quote(key)+" attend "+nodeKind.want+", pas "+describe(n), "par exemple : "+key+": {…}")
		return list
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		pos := l.at(l.file, name)
		switch {
		case !isSlug(name.Value):
			l.problem(pos, quote(name.Value)+" ne peut pas être un nom : il n'a que des minuscules sans accent, des chiffres et des traits d'union", "")
		case seen[name.Value]:
			l.problem(pos, quote(name.Value)+" est déclaré deux fois", "réunissez les deux déclarations")
		case value.Kind != yaml.MappingNode && !empty(value):
			l.problem(l.at(l.file, value), quote(name.Value)+" attend "+nodeKind.want+", pas "+describe(value), "")
		default:
			seen[name.Value] = true
			list = append(list, declaration{name.Value, l.file, pos, value})
		}
	}
	return list
}

// namesOf returns the names of declarations, each once, in order.
func namesOf(list []declaration) []string {
	var names []string
	for _, d := range list {
		if !slices.Contains(names, d.name) {
			names = append(names, d.name)
		}
	}
	return names
}

func (l *loader) at(file string, n *yaml.Node) site.Pos {
	return site.Pos{File: file, Line: n.Line, Col: n.Column}
}

func (l *loader) problem(pos site.Pos, message, hint string) {
	l.problems = append(l.problems, site.Problem{Pos: pos, Rule: "configuration", Message: message, Hint: hint})
}

// read decodes a declaration; false when something in it is wrong.
func (l *loader) read(t *site.Type, file string, n *yaml.Node) (Values, bool) {
	r := &reading{Decoder: l.decoder, file: file}
	values, ok := r.read(t, n), true
	for _, p := range r.problems {
		if p.Rule == "champ-inconnu" { // in a page it may be meant for another tool; not here
			p.Severity = site.Error
		}
		ok = ok && p.Severity != site.Error
		p.Rule = "configuration"
		l.problems = append(l.problems, p)
	}
	return values, ok
}
