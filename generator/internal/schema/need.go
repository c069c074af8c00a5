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
		rule, word, severity := "champ-attendu", " est attendu", site.Warning
		if f.Need == site.Required {
			rule = "champ-requis"
			if !r.lenient {
				word = " est obligatoire"
			}
			if !r.soft {
				severity = site.Error
			}
		}
		message := quote(f.Key) + word
		if of != "" {
			message += " dans " + quote(of)
		}
		at := pos
		if key := slots[i].blank; key != nil {
			at = r.pos(key)
		}
		r.problem(at, severity, rule, message+condition(f.When), f.Doc)
	}
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
		faulty := i >= 0 && slots[i].given
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
	return " quand " + quote(c.Key) + " vaut " + quoteAll(c.Values, " ou ")
}
