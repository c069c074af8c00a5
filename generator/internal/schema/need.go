package schema

import (
	"slices"
	"strings"

	"essaim/generator/site"
)

// needs says which fields of one level are wanted and not given.
func (r *reading) needs(fields []*site.Field, slots []slot, values Values, of string, pos site.Pos) {
	for i, f := range fields {
		if f.Need == site.Optional || slots[i].given || !holds(f.When, fields, slots, values) {
			continue
		}
		if r.drafted && of == "" {
			r.missing = append(r.missing, f)
			continue
		}
		rule, word, severity := "champ-attendu", " est attendu", site.Warning
		if f.Need == site.Required {
			rule = "champ-requis"
			if !r.lenient {
				word = " est obligatoire"
			}
			if !r.lenient {
				severity = site.Error
			}
		}
		if r.drafted {
			severity = site.Info
		}
		message := quote(f.Key) + word
		if of != "" {
			message += " dans " + quote(of)
		}
		at := pos
		if key := slots[i].blank; key != nil {
			at = r.pos(key)
		}
		r.problem(at, severity, rule, message+condition(f.When), r.ask(f))
	}
}

// ask says what to write in a field that is missing.
func (r *reading) ask(f *site.Field) string {
	if words := r.words[f.Vocabulary]; f.Kind == "choix" && words != nil && len(words.ids) > 0 && fits(words.ids) {
		return f.Doc + " Possibles : " + strings.Join(words.ids, ", ") + "."
	}
	return f.Doc
}

// unfinished says in one line what a draft still misses: that is no mistake.
func (r *reading) unfinished() {
	var required, expected []string
	for _, f := range r.missing {
		if f.Need == site.Required && !r.lenient {
			required = append(required, quote(f.Key))
		} else {
			expected = append(expected, quote(f.Key))
		}
	}
	var parts []string
	if required != nil {
		parts = append(parts, "il manque "+enumerate(required)+" pour publier ce brouillon")
	}
	if expected != nil {
		verb := " sont attendus"
		if len(expected) == 1 {
			verb = " est attendu"
		}
		if required == nil {
			parts = append(parts, "ce brouillon peut être publié")
		}
		parts = append(parts, enumerate(expected)+verb)
	}
	if parts != nil {
		r.problem(site.Pos{File: r.file, Line: 1, Col: 1}, site.Info, "brouillon", strings.Join(parts, " ; "), "")
	}
}

// Missing returns the keys of the fields that values, those of a page of type
// t, should have and lack: the expected ones and, in a page that is published
// without them because it comes from elsewhere, the required ones.
func Missing(t *site.Type, values Values) []string {
	var keys []string
	for _, f := range t.Fields {
		v := values.Get(f.Key)
		if f.Need != site.Optional && (v == nil || v.Pos.Line == 0) && holds(f.When, t.Fields, nil, values) {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// holds reports whether a condition is met by the values of its level.
func holds(c *site.Condition, fields []*site.Field, slots []slot, values Values) bool {
	if c == nil {
		return true
	}
	all := values.All(c.Key)
	if len(all) == 0 {
		key, _, _ := strings.Cut(c.Key, ".")
		i := slices.IndexFunc(fields, func(f *site.Field) bool { return f.Key == key })
		faulty := i >= 0 && slots != nil && slots[i].given
		return !faulty && unset(c)
	}
	return slices.ContainsFunc(all, func(v *Value) bool {
		text := v.text()
		return text != "" && slices.Contains(c.Values, text)
	})
}

// unset reports whether a condition is about a field that is missing (sauf).
func unset(c *site.Condition) bool { return slices.Contains(c.Values, "") }

// condition says when a field is wanted, after the words that say that it is.
func condition(c *site.Condition) string {
	switch {
	case c == nil:
		return ""
	case unset(c):
		return ", à moins de donner " + quote(c.Key)
	}
	key := quote(c.Key)
	if of, sub, within := strings.Cut(c.Key, "."); within {
		key = quote(sub) + ", dans " + quote(of) + ","
	}
	return " quand " + key + " vaut " + quoteAll(c.Values, " ou ")
}
