package schema

import (
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// checkField looks at one field by itself.
func (l *loader) checkField(f *site.Field) {
	wrong := func(message, hint string) { l.problem(f.Pos, message, hint) }
	field := "le champ " + quote(f.Key)
	if f.Label == "" {
		wrong(field+" n'a pas de titre", "ajoutez : titre: …")
	}
	switch {
	case f.Kind == "":
		wrong(field+" n'a pas de nature", "ajoutez : nature: texte, ou une autre nature")
	case f.Kind == "choix" && f.Vocabulary == "":
		wrong(field+" est un choix sans vocabulaire", "ajoutez : vocabulaire: …")
	case f.Kind == group && len(f.Fields) == 0:
		wrong(field+" est un groupe sans champs", "ajoutez : champs: …")
	case f.Kind != group && (len(f.Fields) > 0 || f.Lead != ""):
		wrong(field+" a des champs sans être un groupe", "écrivez : nature: groupe")
	case f.Kind != "choix" && f.Kind != "langue" && f.Vocabulary != "":
		wrong(field+" a un vocabulaire sans être un choix", "écrivez : nature: choix")
	case f.Kind != "reference" && len(f.To) > 0:
		wrong(field+" a "+quote("vers")+" sans être une référence", "écrivez : nature: reference")
	case f.Max > 0 && f.Min > f.Max:
		wrong(field+" a un minimum plus grand que son maximum", "")
	}
	if f.Kind == group && f.Lead != "" {
		if lead := f.Field(f.Lead); lead == nil || lead.Kind == group {
			wrong("le principal "+quote(f.Lead)+" de "+quote(f.Key)+" n'est pas l'un de ses champs simples", nearestField(f.Lead, f.Fields))
		}
	}
}

func nearestField(key string, fields []*site.Field) string {
	keys := keysOf(fields)
	return (&reading{}).hint(french.Nearest(key, keys, mostNearest), keys)
}

// check looks at types, fields and vocabularies beside one another.
func (l *loader) check(s *site.Schema) {
	folders := map[string]string{}
	for _, t := range s.Types {
		if other, taken := folders[t.Folder]; taken && t.Folder != "" {
			l.problem(t.Pos, "le dossier "+quote(t.Folder)+" est déjà celui du type "+quote(other), "choisissez un autre dossier")
			t.Folder = ""
		}
		folders[t.Folder] = t.Name
		switch f := t.Field(t.Order); {
		case f == nil:
			l.problem(t.Pos, "l'ordre "+quote(t.Order)+" du type "+quote(t.Name)+" n'est pas l'un de ses champs", nearestField(t.Order, t.Fields))
			t.Order = "date"
		case f.Kind != "texte" && f.Kind != "date" && f.Kind != "moment":
			l.problem(t.Pos, "l'ordre "+quote(t.Order)+" du type "+quote(t.Name)+" n'est ni une date ni un texte", "")
			t.Order = "date"
		}
		l.checkLevel(s, t.Fields)
	}
	for _, v := range s.Vocabularies {
		if typ, taken := folders[v.Name]; taken && v.Pages {
			l.problem(v.Pos, "le vocabulaire "+quote(v.Name)+" a le nom du dossier du type "+quote(typ)+" : leurs adresses se confondraient", "choisissez un autre nom")
			v.Pages = false
		}
	}
}

// checkLevel looks at fields of one level: their synonyms and conditions.
func (l *loader) checkLevel(s *site.Schema, fields []*site.Field) {
	owner := map[string]string{}
	for _, f := range fields {
		owner[f.Key] = f.Key
	}
	for _, f := range fields {
		for _, name := range f.Synonyms {
			if other, taken := owner[name]; taken {
				l.problem(f.Pos, "le synonyme "+quote(name)+" de "+quote(f.Key)+" est déjà la clé de "+quote(other), "retirez l'un des deux")
			}
			owner[name] = f.Key
		}
		if f.When != nil && !l.checkCondition(s, fields, f) {
			f.When = nil
		}
		l.checkLevel(s, f.Fields)
	}
}

// checkCondition looks for the field of a condition, and at its values.
func (l *loader) checkCondition(s *site.Schema, fields []*site.Field, f *site.Field) bool {
	var target *site.Field
	level := fields
	for key := range strings.SplitSeq(f.When.Key, ".") {
		i := slices.IndexFunc(level, func(x *site.Field) bool { return x.Key == key })
		if i < 0 {
			l.problem(f.Pos, "la condition de "+quote(f.Key)+" parle de "+quote(f.When.Key)+", qui n'est pas un champ", nearestField(key, level))
			return false
		}
		target, level = level[i], level[i].Fields
	}
	v := s.Vocabulary(target.Vocabulary)
	if target.Kind != "choix" || unset(f.When) || v.Open {
		return true
	}
	for _, value := range f.When.Values {
		if !slices.ContainsFunc(v.Terms, func(t *site.Term) bool { return t.ID == value }) {
			l.problem(f.Pos, "la condition de "+quote(f.Key)+" : "+quote(value)+" n'est pas un terme de "+quote(v.Name), l.nearestTerm(v, value))
			return false
		}
	}
	return true
}

func (l *loader) nearestTerm(v *site.Vocabulary, value string) string {
	words := newLexicon(v)
	return (&reading{}).hint(words.nearest(value), words.ids)
}
