package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// keeps reports whether all that was understood of a page before is understood
// alike after: what was not understood then may come in addition.
func keeps(before, after schema.Values) bool {
	for i := range before {
		if before[i].Pos.Line == 0 { // what its field has when nothing is written
			continue
		}
		if v := after.Get(before[i].Field.Key); v == nil || !keepsValue(&before[i], v) {
			return false
		}
	}
	return true
}

func keepsValue(before, after *schema.Value) bool {
	if !keeps(before.Fields, after.Fields) || !sameData(before.Data, after.Data) {
		return false
	}
	items := after.Items
	for i := range before.Items {
		at := slices.IndexFunc(items, func(v schema.Value) bool { return keepsValue(&before.Items[i], &v) })
		if at < 0 {
			return false
		}
		items = items[at+1:]
	}
	return true
}

// sameData compares what two values say, whichever quotes are around a text.
func sameData(a, b any) bool {
	switch a := a.(type) {
	case *site.Term: // those of an open vocabulary are made anew
		b, ok := b.(*site.Term)
		return ok && a.Vocabulary == b.Vocabulary && a.ID == b.ID
	case string:
		b, ok := b.(string)
		return ok && sameText(a, b)
	case schema.Reference:
		b, ok := b.(schema.Reference)
		return ok && sameText(string(a), string(b))
	case map[string]string:
		b, ok := b.(map[string]string)
		for lang := range a {
			ok = ok && sameText(a[lang], b[lang])
		}
		return ok
	}
	return a == b
}

// sameNode does for YAML what keeps does for a page.
func sameNode(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && sameText(a.Value, b.Value) && slices.EqualFunc(a.Content, b.Content, sameNode)
}

// sameText compares texts but for the typographic quotes around the first.
func sameText(a, b string) bool {
	if inner, ok := curly(strings.TrimSpace(a)); ok && inner == b {
		return true
	}
	return a == b
}
