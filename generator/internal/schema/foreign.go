package schema

import (
	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// foreign says that a key which the type of a page does not have is one of
// other types: the page may be in the wrong folder. It is false, and says
// nothing, when the key is rather a mistyped one.
func (r *reading) foreign(sh *shape, key *yaml.Node) bool {
	t := r.page
	if t == nil || r.types[t] != sh || sh.respelled(key.Value) != "" {
		return false
	}
	var others []string
	for _, other := range r.schema.Types {
		if other.Field(key.Value) != nil {
			others = append(others, other.Name)
		}
	}
	if others == nil || r.guess(sh, key.Value) != nil {
		return false
	}
	hint := "c'est un champ du type "
	if len(others) > 1 {
		hint = "c'est un champ des types "
	}
	hint += enumerate(quoted(others)) + ", et cette page est de type " + quote(t.Name)
	if t.Folder == "" {
		hint += " : si ce n'est pas une simple page, ajoutez par exemple " + quote("type: "+others[0])
	}
	r.problem(r.pos(key), site.Warning, "champ-inconnu", quote(key.Value)+" n'est pas un champ connu", hint)
	return true
}
