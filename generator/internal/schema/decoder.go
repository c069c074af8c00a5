package schema

import (
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// Decoder reads front matters after a schema. Any number of goroutines may
// use it at once, as long as nobody changes the schema.
type Decoder struct {
	schema *site.Schema
	kinds  map[string]Kind
	types  map[*site.Type]*shape
	groups map[*site.Field]*shape
	words  map[string]*lexicon // by name of vocabulary
}

// NewDecoder prepares a decoder for the types and vocabularies of s.
func NewDecoder(s *site.Schema) *Decoder { return newDecoder(s, kinds) }

func newDecoder(s *site.Schema, kinds []Kind) *Decoder {
	d := &Decoder{s, map[string]Kind{}, map[*site.Type]*shape{}, map[*site.Field]*shape{}, map[string]*lexicon{}}
	for _, k := range kinds {
		d.kinds[k.Name] = k
	}
	for _, v := range s.Vocabularies {
		d.words[v.Name] = newLexicon(v)
	}
	for _, t := range s.Types {
		d.types[t] = d.shape(t.Fields)
	}
	return d
}

// shape is the keys that one level of a front matter may have.
type shape struct {
	fields []*site.Field
	keys   map[string]place
	names  []string // keys, then synonyms, for suggestions
}

// place is what a key stands for.
type place struct {
	index   int // in fields
	synonym bool
}

func (d *Decoder) shape(fields []*site.Field) *shape {
	sh := &shape{fields: fields, keys: map[string]place{}}
	for i, f := range fields {
		sh.keys[f.Key] = place{index: i}
		sh.names = append(sh.names, f.Key)
		if f.Kind == group {
			d.groups[f] = d.shape(f.Fields)
		}
	}
	for i, f := range fields {
		for _, name := range f.Synonyms {
			sh.names = append(sh.names, name)
			for _, key := range []string{name, strings.ToLower(name)} {
				if _, taken := sh.keys[key]; !taken {
					sh.keys[key] = place{i, true}
				}
			}
		}
	}
	return sh
}

// find returns what a key stands for. Other generators write their keys in
// any case: synonyms are found in lower case too.
func (sh *shape) find(key string) (place, bool) {
	if p, ok := sh.keys[key]; ok {
		return p, true
	}
	p, ok := sh.keys[strings.ToLower(key)]
	return p, ok && p.synonym
}

// nearest returns the keys that key may have been meant to be, one for a field.
func (sh *shape) nearest(key string) []string {
	var keys []string
	seen := map[int]bool{}
	for _, name := range french.Nearest(key, sh.names, 2*mostNearest) {
		if p := sh.keys[name]; !seen[p.index] && len(keys) < mostNearest {
			seen[p.index] = true
			keys = append(keys, name)
		}
	}
	return keys
}

// Options say how strict a reading is.
type Options struct {
	Lenient bool // missing fields are warnings: for pages that come from elsewhere
	// Lines returns a line of the file as it is typed, without its end; "" for
	// one that is not known. Problems have no Fixes without it.
	Lines func(line int) string
	Tidy  bool // say as well, and fix, what is understood without a word but not written in the usual form
}

// Decode reads the front matter meta of file after the fields of t, a type of
// the decoder's schema. meta is a mapping whose nodes carry file positions;
// nil stands for an empty one. The problems are sorted.
func (d *Decoder) Decode(t *site.Type, file string, meta *yaml.Node, opts Options) (Values, []site.Problem) {
	r := &reading{Decoder: d, page: t, file: file, manual: "liste : essaim schema " + t.Name, lenient: opts.Lenient, lines: opts.Lines, tidy: opts.Tidy}
	values := r.read(t, meta)
	return values, bounded(site.SortProblems(r.problems))
}
