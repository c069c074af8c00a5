package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// dates checks the dates of one level that may not precede another one.
func (r *reading) dates(values Values) {
	for i := range values {
		v := &values[i]
		if v.Field.After == "" {
			continue
		}
		if before := values.Get(v.Field.After); before != nil {
			r.order(before, v)
		}
	}
}

// order says that a date precedes the one that it should follow. Dates are
// compared at the precision of the less precise one: 2026 does not precede
// March 2026.
func (r *reading) order(before, after *Value) {
	first, _ := before.Data.(site.Date)
	second, _ := after.Data.(site.Date)
	if first.IsZero() || second.IsZero() || !precedes(second, first) {
		return
	}
	r.contradiction(after.Pos, "periode", fmt.Sprintf("%s (%s) vient avant %s (%s)",
		quote(after.Field.Key), french.FormatDate(second), quote(before.Field.Key), french.FormatDate(first)),
		"vérifiez les deux dates")
}

// precedes reports whether d is over before e begins, as far as both tell.
func precedes(d, e site.Date) bool {
	switch {
	case d.Year != e.Year:
		return d.Year < e.Year
	case d.Month == 0 || e.Month == 0:
		return false
	case d.Month != e.Month:
		return d.Month < e.Month
	case d.Day == 0 || e.Day == 0:
		return false
	case d.Day != e.Day:
		return d.Day < e.Day
	}
	return d.Clock != 0 && e.Clock != 0 && d.Clock < e.Clock
}

// contradiction reports that values do not go together: an error, but for
// pages that come from elsewhere.
func (r *reading) contradiction(pos site.Pos, rule, message, hint string) {
	severity := site.Error
	if r.lenient {
		severity = site.Warning
	}
	r.problem(pos, severity, rule, message, hint)
}

// list checks the items of a list beside one another; whole says that each
// was read without an error.
func (r *reading) list(v *Value, whole bool) {
	f := v.Field
	if f.Kind == "choix" || f.Kind == "reference" {
		r.repeated(v)
	}
	if f.Unique != "" {
		r.unique(v)
	}
	if f.Period != nil {
		r.period(v)
	}
	if f.One != nil && whole {
		r.onlyOne(v)
	}
}

// repeated warns of a term or a page that a list names twice.
func (r *reading) repeated(v *Value) {
	seen := map[string]bool{}
	for i := range v.Items {
		item := &v.Items[i]
		if seen[item.same()] {
			r.problem(item.Pos, site.Warning, "double", quote(item.text())+" est déjà dans "+quote(v.Field.Key), "retirez l'un des deux")
		}
		seen[item.same()] = true
	}
}

// same is the text of a value as it is compared: a page is found by its name
// with neither case nor accents.
func (v *Value) same() string {
	if name, ok := v.Data.(Reference); ok {
		return cmp.Or(french.Fold(string(name)), string(name))
	}
	return strings.ToLower(v.text())
}

// unique says that two items have the same value in a field.
func (r *reading) unique(v *Value) {
	seen := map[string]site.Pos{}
	for _, item := range v.Items {
		x := item.Fields.Get(v.Field.Unique)
		if x == nil || x.text() == "" {
			continue
		}
		first, double := seen[x.same()]
		if !double {
			seen[x.same()] = x.Pos
			continue
		}
		r.contradiction(x.Pos, "double", fmt.Sprintf("%s est déjà dans %s, à la ligne %d", quote(x.text()), quote(v.Field.Key), first.Line),
			"chaque valeur de "+quote(v.Field.Unique)+" n'y est qu'une fois : réunissez les deux, ou corrigez l'une")
	}
}

// period says that items are not in the order of time, or overlap.
func (r *reading) period(v *Value) {
	p := v.Field.Period
	var before *Value // the item before, if it says when it begins
	for i := range v.Items {
		item := &v.Items[i]
		start := item.Fields.Date(p.Start)
		if start.IsZero() {
			continue
		}
		if before != nil {
			r.follow(v, before, item)
		}
		before = item
	}
}

// follow says that an item of a list begins before the one it follows ends.
func (r *reading) follow(v, before, item *Value) {
	p := v.Field.Period
	start := item.Fields.Get(p.Start)
	date, first, last := item.Fields.Date(p.Start), before.Fields.Date(p.Start), before.Fields.Date(p.End)
	this, that := r.called(item, v.Field.Lead), r.called(before, v.Field.Lead)
	switch {
	case precedes(date, first):
		r.contradiction(start.Pos, "periode", fmt.Sprintf("%s ne suit pas l'ordre du temps : %s (%s) commence avant %s (%s)",
			quote(v.Field.Key), this, french.FormatDate(date), that, french.FormatDate(first)), "rangez les éléments du plus ancien au plus récent, ou corrigez l'une des dates")
	case !last.IsZero() && precedes(date, last):
		r.contradiction(start.Pos, "periode", fmt.Sprintf("%s commence (%s) avant la fin de %s (%s)",
			this, french.FormatDate(date), that, french.FormatDate(last)), "deux éléments de "+quote(v.Field.Key)+" ne se chevauchent pas : corrigez l'une des dates")
	}
}

// called is how a message calls an item of a list: by its lead, or its line.
func (r *reading) called(item *Value, lead string) string {
	if text := item.Fields.Text(lead); text != "" {
		return quote(text)
	}
	return fmt.Sprintf("l'élément de la ligne %d", item.Pos.Line)
}

// onlyOne warns when not exactly one item is what one of them must be.
func (r *reading) onlyOne(v *Value) {
	c := v.Field.One
	var those []*Value
	for _, item := range v.Items {
		x := item.Fields.Get(c.Key)
		if x != nil && slices.Contains(c.Values, x.text()) {
			those = append(those, x)
		}
	}
	wanted := quote(c.Key + ": " + strings.Join(c.Values, " ou "))
	switch len(those) {
	case 0:
		r.problem(v.Pos, site.Warning, "un-seul", "aucun élément de "+quote(v.Field.Key)+" n'a "+wanted, "ajoutez-le à l'un d'eux, et à un seul")
	case 1:
	default:
		for _, x := range those[1:] {
			r.problem(x.Pos, site.Warning, "un-seul", "un seul élément de "+quote(v.Field.Key)+" peut avoir "+wanted, fmt.Sprintf("le premier est à la ligne %d : gardez l'un des deux", those[0].Pos.Line))
		}
	}
}
