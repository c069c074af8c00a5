package editor

import (
	"slices"
	"strings"

	"essaim/generator/site"
)

// snippet is a text with stops that the Tab key goes through:
// https://code.visualstudio.com/docs/editing/userdefinedsnippets
type snippet struct {
	Scope       string   `json:"scope"`
	Prefix      string   `json:"prefix"`
	Description string   `json:"description"`
	Template    bool     `json:"isFileTemplate,omitempty"`
	Body        []string `json:"body"`
}

// Where snippets are proposed. To VS Code the front matter of a page is YAML.
const (
	wholePages   = "markdown"
	frontMatters = "yaml"
)

// snippets returns, by the name under which it is proposed, a whole page of
// each type, and each field. What several types share is there once.
func snippets(s *site.Schema) map[string]snippet {
	list := map[string]snippet{}
	for _, t := range s.Types {
		list["Fiche : "+t.Label] = snippet{wholePages, "fiche-" + t.Name, t.Doc, true, sheet(s, t)}
	}
	for _, f := range fields(s) {
		name := f.Label
		if len(f.types) < len(s.Types) {
			name += " (" + strings.Join(f.types, ", ") + ")"
		}
		if _, taken := list[name]; taken {
			name += ", « " + f.Key + " »"
		}
		list[name] = snippet{frontMatters, f.Key, f.Doc, false, f.body}
	}
	return list
}

// shared is a field that is the same for several types.
type shared struct {
	*site.Field
	types []string // their labels
	body  []string
}

func fields(s *site.Schema) []*shared {
	var list []*shared
	for _, t := range s.Types {
		for _, f := range t.Fields {
			body := (&writer{schema: s}).field(f)
			i := slices.IndexFunc(list, func(x *shared) bool {
				return x.Key == f.Key && x.Label == f.Label && x.Doc == f.Doc && slices.Equal(x.body, body)
			})
			if i < 0 {
				i = len(list)
				list = append(list, &shared{Field: f, body: body})
			}
			list[i].types = append(list[i].types, t.Label)
		}
	}
	return list
}
