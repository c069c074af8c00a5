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
	l.checkGroup(f)
	switch {
	case f.After != "" && !isDate(f):
		wrong(field+" a "+quote("apres")+" sans être une date", "écrivez : nature: date")
	case f.Deadline != nil && !isDate(f):
		wrong(field+" a "+quote("echeance")+" sans être une date", "écrivez : nature: date")
	case f.Unwise != nil && f.Kind != "choix":
		wrong(field+" a "+quote("deconseille")+" sans être un choix", "écrivez : nature: choix")
	case f.Coverage && f.Kind != "choix":
		wrong(field+" a "+quote("couverture")+" sans être un choix", "écrivez : nature: choix")
	}
}

// checkGroup looks at the sub-fields that a group says something of.
func (l *loader) checkGroup(f *site.Field) {
	if list := f.Kind == group && f.List; !list && (f.Unique != "" || f.Period != nil || f.One != nil) {
		l.problem(f.Pos, quote("unique")+", "+quote("periode")+" et "+quote("un_seul")+" ne servent qu'à une liste de groupes", "retirez-les de "+quote(f.Key))
		return
	}
	sub := func(key, name string, fits func(*site.Field) bool, what string) {
		if x := f.Field(name); name != "" && (x == nil || !fits(x)) {
			l.problem(l.where(f, key, f.Pos), quote(name)+", dans "+quote(key)+" de "+quote(f.Key)+", n'est pas l'un de ses champs "+what, nearestField(name, f.Fields))
		}
	}
	simple := func(x *site.Field) bool { return x.Kind != group && !x.List }
	if f.Kind == group && f.Lead != "" {
		if lead := f.Field(f.Lead); lead == nil || lead.Kind == group {
			l.problem(l.where(f, "principal", f.Pos), "le principal "+quote(f.Lead)+" de "+quote(f.Key)+" n'est pas l'un de ses champs simples", nearestField(f.Lead, f.Fields))
		}
	}
	sub("unique", f.Unique, simple, "simples")
	if f.Period != nil {
		sub("periode", f.Period.Start, isDate, "de date")
		sub("periode", f.Period.End, isDate, "de date")
	}
}

func isDate(f *site.Field) bool { return (f.Kind == "date" || f.Kind == "moment") && !f.List }

func nearestField(key string, fields []*site.Field) string { return nearestWord(key, keysOf(fields)) }

func nearestWord(word string, words []string) string {
	near := french.Nearest(word, words, mostNearest)
	if !fits(words) && len(near) > 0 {
		words = nil
	}
	return (&reading{}).hint(near, words)
}

// check looks at types, fields and vocabularies beside one another.
func (l *loader) check(s *site.Schema) {
	folders := map[string]string{}
	for _, t := range s.Types {
		if other, taken := folders[t.Folder]; taken && t.Folder != "" {
			l.problem(l.where(t, "dossier", t.Pos), "le dossier "+quote(t.Folder)+" est déjà celui du type "+quote(other), "choisissez un autre dossier")
			t.Folder = ""
		}
		folders[t.Folder] = t.Name
		switch f := t.Field(t.Order); {
		case f == nil:
			l.problem(l.where(t, "ordre", t.Pos), "l'ordre "+quote(t.Order)+" du type "+quote(t.Name)+" n'est pas l'un de ses champs", nearestField(t.Order, t.Fields))
			t.Order = "date"
		case f.Kind != "texte" && f.Kind != "date" && f.Kind != "moment":
			l.problem(l.where(t, "ordre", t.Pos), "l'ordre "+quote(t.Order)+" du type "+quote(t.Name)+" n'est ni une date ni un texte", "")
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
				l.problem(l.where(f, "synonymes", f.Pos), "le synonyme "+quote(name)+" de "+quote(f.Key)+" est déjà la clé de "+quote(other), "retirez l'un des deux")
			}
			owner[name] = f.Key
		}
		if f.When != nil && !l.checkCondition(s, fields, f, f.When, "la condition", l.where(f, "si", l.where(f, "sauf", f.Pos))) {
			f.When = nil
		}
		if f.One != nil && !l.checkCondition(s, f.Fields, f, f.One, quote("un_seul"), l.where(f, "un_seul", f.Pos)) {
			f.One = nil
		}
		if other := (&site.Type{Fields: fields}).Field(f.After); f.After != "" && (other == nil || !isDate(other)) {
			l.problem(l.where(f, "apres", f.Pos), quote(f.After)+" n'est pas une date à côté de "+quote(f.Key), nearestField(f.After, fields))
			f.After = ""
		}
		if v := s.Vocabulary(f.Vocabulary); v != nil {
			for _, id := range f.Unwise {
				if !slices.ContainsFunc(v.Terms, func(t *site.Term) bool { return t.ID == id }) {
					l.problem(l.where(f, "deconseille", f.Pos), quote(id)+" n'est pas un terme de "+quote(v.Name), l.nearestTerm(v, id))
				}
			}
		}
		l.checkLevel(s, f.Fields)
	}
}

// checkCondition looks for the field of a condition of f, and at its values;
// what is how the author calls it, and pos where it is.
func (l *loader) checkCondition(s *site.Schema, fields []*site.Field, f *site.Field, c *site.Condition, what string, pos site.Pos) bool {
	var target *site.Field
	level := fields
	for key := range strings.SplitSeq(c.Key, ".") {
		i := slices.IndexFunc(level, func(x *site.Field) bool { return x.Key == key })
		if i < 0 {
			l.problem(pos, what+" de "+quote(f.Key)+" parle de "+quote(c.Key)+", qui n'est pas un champ", nearestField(key, level))
			return false
		}
		target, level = level[i], level[i].Fields
	}
	v := s.Vocabulary(target.Vocabulary)
	if target.Kind != "choix" || unset(c) || v.Open {
		return true
	}
	for _, value := range c.Values {
		if !slices.ContainsFunc(v.Terms, func(t *site.Term) bool { return t.ID == value }) {
			l.problem(pos, what+" de "+quote(f.Key)+" : "+quote(value)+" n'est pas un terme de "+quote(v.Name), l.nearestTerm(v, value))
			return false
		}
	}
	return true
}

func (l *loader) nearestTerm(v *site.Vocabulary, value string) string {
	words := newLexicon(v)
	return (&reading{}).hint(words.nearest(value), words.ids)
}
