package editor

import (
	"regexp"
	"strings"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// emptyField is a line of a skeleton that waits for its value, with what stands
// before the key and the comment after it.
var emptyField = regexp.MustCompile(`^( *(?:- )?)([a-z0-9_-]+):( #.*)?$`)

// sheet returns the page that `essaim new` writes, with stops in place of what
// it knows and of the values to fill in.
func sheet(s *site.Schema, t *site.Type) []string {
	w := &writer{schema: s}
	page := string(schema.Skeleton(s, t, schema.Sheet{Title: "titre", Date: site.Date{Year: 2000, Month: 1, Day: 1}}))
	meta, body, _ := strings.Cut(page, "\n---\n")
	var lines []string
	parts := t.Fields // of the group that is being filled in
	for line := range strings.SplitSeq(meta, "\n") {
		switch line {
		case "titre: titre":
			lines = append(lines, `titre: "`+w.stop("")+`"`)
			continue
		case "date: 2000-01-01":
			lines = append(lines, "date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE")
			continue
		}
		filled := []string{escape(line)}
		if found := emptyField.FindStringSubmatch(line); found != nil {
			before, key, comment := found[1], found[2], found[3]
			if before == "" {
				parts = t.Fields
			}
			f := (&site.Type{Fields: parts}).Field(key)
			switch {
			case f == nil:
			case f.Kind == groupKind && before == "":
				parts = f.Fields
			case f.Kind != groupKind:
				filled = w.line(before, f)
				filled[0] += escape(comment)
			}
		}
		lines = append(lines, filled...)
	}
	lines = append(lines, "---")
	for line := range strings.Lines(body) {
		lines = append(lines, escape(strings.TrimSuffix(line, "\n")))
	}
	return append(lines, "$0")
}
