package schema

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// reading is one front matter being read.
type reading struct {
	*Decoder
	page     *site.Type // of the front matter; nil for a declaration
	file     string
	manual   string // where all keys and values are listed, or ""
	lines    func(line int) string
	tidy     bool
	lenient  bool
	drafted  bool          // missing fields are no mistakes yet
	missing  []*site.Field // those of a draft
	silent   bool          // inside a field given by a synonym: aliases need no warning
	problems []site.Problem
	errors   int // problems that are errors
	guesses  int // words that a near one was looked for
}

func (r *reading) pos(n *yaml.Node) site.Pos {
	return site.Pos{File: r.file, Line: n.Line, Col: n.Column}
}

func (r *reading) problem(pos site.Pos, severity site.Severity, rule, message, hint string) {
	if severity == site.Error {
		r.errors++
	}
	r.problems = append(r.problems, site.Problem{Pos: pos, Severity: severity, Rule: rule, Message: message, Hint: hint})
}

// read reads a whole front matter, or declaration.
func (r *reading) read(t *site.Type, meta *yaml.Node) Values {
	sh, ok := r.types[t]
	if !ok {
		panic("schema: the type " + t.Name + " is not in the decoder's schema")
	}
	if meta == nil || meta.Kind != yaml.MappingNode && empty(meta) {
		meta = &yaml.Node{Kind: yaml.MappingNode}
	}
	if meta.Kind != yaml.MappingNode {
		r.problem(r.pos(meta), site.Error, "front-matter", "l'en-tête doit être fait de lignes « clé: valeur »",
			"par exemple : titre: Des robots à l'école")
		return nil
	}
	r.drafted = r.draft(sh, meta)
	values := r.mapping(sh, "", meta, site.Pos{File: r.file, Line: 1, Col: 1})
	r.unfinished()
	return values
}

// draft looks ahead: a draft may have fields missing.
func (r *reading) draft(sh *shape, meta *yaml.Node) bool {
	for i := 0; i+1 < len(meta.Content); i += 2 {
		p, ok := sh.find(meta.Content[i].Value)
		if !ok || sh.fields[p.index].Key != "etat" {
			continue
		}
		if words := r.words[sh.fields[p.index].Vocabulary]; words != nil {
			term, _ := words.find(meta.Content[i+1].Value)
			return term != nil && term.ID == string(site.Draft)
		}
	}
	return false
}

// slot is what a front matter gives for one field.
type slot struct {
	key     string // as it is written
	node    *yaml.Node
	more    []*yaml.Node // of a list given under several keys: tags and categories
	synonym bool
	given   bool       // it has a value, or an error that is already said
	blank   *yaml.Node // its key, when it is written without a value
}

// mapping reads one level; of is the key of the group that it belongs to.
func (r *reading) mapping(sh *shape, of string, n *yaml.Node, pos site.Pos) Values {
	slots := make([]slot, len(sh.fields))
	// Known keys first: what another one was meant to be depends on what is given.
	for _, known := range []bool{true, false} {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if _, ok := sh.find(n.Content[i].Value); ok == known {
				r.fill(sh, slots, n.Content[i], n.Content[i+1])
			}
		}
	}
	values := Values{}
	for i, f := range sh.fields {
		if slots[i].node == nil {
			continue
		}
		errors, silent := r.errors, r.silent
		r.silent = silent || slots[i].synonym
		v, ok := r.field(f, &slots[i])
		r.silent = silent
		if ok {
			values = append(values, v)
		}
		slots[i].given = ok || r.errors > errors
	}
	r.dates(values)
	r.needs(sh.fields, slots, values, of, pos)
	return r.defaults(sh.fields, slots, values)
}

// defaults adds what is understood of the expected fields that are missing.
func (r *reading) defaults(fields []*site.Field, slots []slot, values Values) Values {
	for i, f := range fields {
		if len(f.Default) == 0 || f.Need == site.Optional || slots[i].node != nil {
			continue
		}
		node := &yaml.Node{Kind: yaml.SequenceNode}
		for _, text := range f.Default {
			node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text})
		}
		if !f.List {
			node = node.Content[0]
		}
		if v, ok := r.field(f, &slot{key: f.Key, node: node}); ok {
			at := slices.IndexFunc(values, func(x Value) bool { return slices.Index(fields, x.Field) > i })
			if at < 0 {
				at = len(values)
			}
			values = slices.Insert(values, at, v)
		}
	}
	return values
}

// fill puts a value in the slot of its key.
func (r *reading) fill(sh *shape, slots []slot, key, value *yaml.Node) {
	p, ok := sh.find(key.Value)
	if key.Kind != yaml.ScalarNode {
		r.problem(r.pos(key), site.Error, "champ-type", "le nom d'un champ est un mot, pas "+describe(key), "")
		return
	}
	if !ok {
		if !r.foreign(sh, key) {
			r.unknown(sh, slots, key)
		}
		if meant, ok := sh.keys[sh.respelled(key.Value)]; ok && !empty(value) {
			slots[meant.index].blank = key
		}
		return
	}
	f, s := sh.fields[p.index], &slots[p.index]
	if empty(value) {
		s.blank = key
		return
	}
	switch {
	case s.node == nil:
		*s = slot{key: key.Value, node: value, synonym: p.synonym}
	case s.key == key.Value:
		r.problem(r.pos(key), site.Error, "cle-double", quote(key.Value)+" est écrit deux fois",
			fmt.Sprintf("la première valeur est à la ligne %d : gardez l'une des deux", s.node.Line))
	case f.List:
		s.more = append(s.more, value)
	default:
		severity := site.Error
		if r.lenient {
			severity = site.Warning
		}
		r.problem(r.pos(key), severity, "cle-double", quote(s.key)+" et "+quote(key.Value)+" disent la même chose",
			"gardez "+quote(f.Key)+" et retirez l'autre ligne")
	}
}

// field reads the value of one field; false when nothing is left of it.
func (r *reading) field(f *site.Field, s *slot) (Value, bool) {
	if !f.List {
		return r.one(f, s.node)
	}
	v, errors := Value{Field: f, Pos: r.pos(s.node), Items: []Value{}}, r.errors
	for _, n := range append([]*yaml.Node{s.node}, s.more...) {
		for _, item := range r.items(f, n) {
			if x, ok := r.one(f, item); ok {
				v.Items = append(v.Items, x)
			}
		}
	}
	if len(v.Items) > 0 {
		r.length(f, v.Pos, len(v.Items), "élément")
		r.list(&v, r.errors == errors)
	}
	return v, len(v.Items) > 0
}

// items returns the nodes of a list: a lone value is a list of one, and the
// terms of a vocabulary may be on one line with commas between them.
func (r *reading) items(f *site.Field, n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	if f.Kind == "choix" && n.Kind == yaml.ScalarNode && strings.Contains(n.Value, ",") {
		if term, _ := r.words[f.Vocabulary].find(n.Value); term == nil {
			return split(n)
		}
	}
	return []*yaml.Node{n}
}

// split cuts a scalar at its commas, each part with its own column.
func split(n *yaml.Node) []*yaml.Node {
	var parts []*yaml.Node
	col := n.Column
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		col++
	}
	for text := range strings.SplitSeq(n.Value, ",") {
		part := *n
		part.Value = strings.TrimSpace(text)
		part.Column = col + len(text) - len(strings.TrimLeft(text, " "))
		part.Style = 0
		parts = append(parts, &part)
		col += len(text) + 1
	}
	return parts
}

// one reads a value that is not a list.
func (r *reading) one(f *site.Field, n *yaml.Node) (Value, bool) {
	v := Value{Field: f, Pos: r.pos(n), block: n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0}
	if empty(n) {
		return v, false
	}
	if f.Kind == group {
		v.Fields = r.group(f, n)
		return v, v.Fields != nil
	}
	v.Data = r.kinds[f.Kind].decode(r, f, n)
	if text, ok := v.Data.(string); ok && !f.List {
		r.length(f, v.Pos, len([]rune(text)), "caractère")
	}
	return v, v.Data != nil
}

// group reads the fields of a group; a bare value is that of its lead.
func (r *reading) group(f *site.Field, n *yaml.Node) Values {
	if n.Kind != yaml.MappingNode {
		if f.Lead == "" || n.Kind == yaml.AliasNode || n.Kind == yaml.SequenceNode && !f.Field(f.Lead).List {
			r.wrong(f, n)
			return nil
		}
		key := &yaml.Node{Kind: yaml.ScalarNode, Value: f.Lead, Line: n.Line, Column: n.Column}
		n = &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column, Content: []*yaml.Node{key, n}}
	}
	values := r.mapping(r.groups[f], f.Key, n, r.pos(n))
	if len(values) == 0 {
		return nil
	}
	return values
}

// empty reports whether nothing is written in n: `~`, "", [], or nothing but
// keys without values.
func empty(n *yaml.Node) bool {
	switch n.Kind {
	case yaml.ScalarNode:
		return n.Tag == "!!null" || strings.TrimSpace(n.Value) == ""
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if !empty(item) {
				return false
			}
		}
		return true
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			if !empty(n.Content[i]) {
				return false
			}
		}
		return true
	}
	return false
}
