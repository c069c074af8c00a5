package schema

import (
	"cmp"
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

const (
	lastRank  = 80 // of a type that gives none: after those with a folder, before page
	deepField = 5  // groups in groups
)

var fieldKey = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// buildTypes builds every type from its layers, sorted by rank, and the fields
// that they have in common.
func (l *loader) buildTypes(names []string) (types []*site.Type, shared []*site.Field) {
	rank := map[*site.Type]float64{}
	layers := func(t *site.Type, name string) {
		for _, d := range l.types {
			if d.name == name {
				l.layer(t, d, rank)
			}
		}
	}
	base := &site.Type{}
	layers(base, common)
	for _, name := range names {
		t := &site.Type{Name: name, Order: "date", Fields: base.Fields}
		rank[t] = lastRank
		layers(t, name)
		if t.Label == "" {
			l.problem(t.Pos, "le type "+quote(name)+" n'a pas de nom", "ajoutez : nom: …")
			t.Label = name
		}
		t.Plural = cmp.Or(t.Plural, t.Label)
		types = append(types, t)
	}
	slices.SortStableFunc(types, func(a, b *site.Type) int { return cmp.Compare(rank[a], rank[b]) })
	return types, base.Fields
}

// layer lays one declaration over what is known of a type.
func (l *loader) layer(t *site.Type, d declaration, rank map[*site.Type]float64) {
	values, _ := l.read(typeDeclaration, d.file, d.node)
	l.renamed(values.Get("type"), d.name)
	for _, x := range values {
		if d.name == common && x.Field.Key != "champs" && x.Field.Key != "type" {
			l.problem(x.Pos, quote(common)+" n'a que des champs : "+quote(x.Field.Key)+" n'y sert pas", "mettez cette ligne dans un type")
			continue
		}
		l.note(t, x)
		switch x.Field.Key {
		case "rang":
			rank[t], _ = x.Data.(float64)
		case "dossier":
			t.Folder = x.text()
		case "nom":
			t.Label = x.text()
		case "pluriel":
			t.Plural = x.text()
		case "aide":
			t.Doc = x.text()
		case "ordre":
			t.Order = x.text()
		case "titres":
			t.Headings = values.Texts("titres")
		case "champs":
			t.Fields = l.fields(t.Fields, d.file, x.Data.(*yaml.Node), 0)
		}
	}
	if d.name != common {
		t.Pos = d.pos
	}
}

// fields lays the declarations of n, a mapping by key, over known fields.
func (l *loader) fields(known []*site.Field, file string, n *yaml.Node, depth int) []*site.Field {
	known = slices.Clone(known)
	if depth > deepField {
		l.problem(l.at(file, n), "il y a trop de groupes l'un dans l'autre", "")
		return known
	}
	var seen []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !fieldKey.MatchString(key.Value):
			l.problem(l.at(file, key), quote(key.Value)+" ne peut pas être la clé d'un champ", "des minuscules sans accent, des chiffres et des soulignés, par exemple mots_cles")
			continue
		case slices.Contains(seen, key.Value):
			l.problem(l.at(file, key), quote(key.Value)+" est déclaré deux fois", "gardez l'une des deux déclarations")
			continue
		case value.Kind != yaml.MappingNode && !empty(value):
			l.problem(l.at(file, value), quote(key.Value)+" attend "+nodeKind.want+", pas "+describe(value), "par exemple : {titre: …, nature: texte}")
			continue
		}
		seen = append(seen, key.Value)
		at := slices.IndexFunc(known, func(f *site.Field) bool { return f.Key == key.Value })
		f := site.Field{Key: key.Value}
		if at >= 0 {
			f = *known[at]
		}
		f.Pos = l.at(file, key)
		if ok := l.field(&f, file, value, depth); !ok {
			continue
		}
		if at >= 0 {
			known[at] = &f
		} else {
			known = append(known, &f)
		}
	}
	return known
}

// field lays one declaration over f; false when it is faulty.
func (l *loader) field(f *site.Field, file string, n *yaml.Node, depth int) bool {
	values, ok := l.read(fieldDeclaration, file, n)
	if !ok {
		return false
	}
	before := len(l.problems)
	for _, x := range values {
		l.note(f, x)
		switch x.Field.Key {
		case "titre":
			f.Label = x.text()
		case "aide":
			f.Doc = x.text()
		case "nature":
			f.Kind = x.text()
		case "exigence":
			f.Need, f.When = needOf[x.text()], nil
		case "liste":
			f.List = x.Data == true
		case "vocabulaire":
			f.Vocabulary = x.text()
		case "vers":
			f.To = values.Texts("vers")
		case "champs":
			f.Fields = l.fields(f.Fields, file, x.Data.(*yaml.Node), depth+1)
		case "principal":
			f.Lead = x.text()
		case "unique":
			f.Unique = x.text()
		case "periode":
			f.Period = &site.Period{Start: x.Fields.Text("debut"), End: x.Fields.Text("fin")}
		case "un_seul":
			f.One = l.equality(file, x)
		case "apres":
			f.After = x.text()
		case "echeance":
			f.Deadline = &site.Deadline{Title: x.Fields.Text("titre"), Notice: int(x.Fields.Number("preavis")), Valid: int(x.Fields.Number("validite"))}
		case "deconseille":
			f.Unwise = values.Texts("deconseille")
		case "couverture":
			f.Coverage = x.Data == true
		case "synonymes":
			f.Synonyms = values.Texts("synonymes")
		case "defaut":
			f.Default = values.Texts("defaut")
		case "min":
			f.Min = int(values.Number("min"))
		case "max":
			f.Max = int(values.Number("max"))
		case "carte":
			f.Card = x.Data == true
		case "prive":
			f.Private = x.Data == true
		}
	}
	l.condition(f, file, values)
	l.checkField(f)
	return len(l.problems) == before
}

// condition reads `si` or `sauf`.
func (l *loader) condition(f *site.Field, file string, values Values) {
	si, sauf := values.Get("si"), values.Get("sauf")
	switch {
	case si != nil && sauf != nil:
		l.problem(sauf.Pos, quote("si")+" et "+quote("sauf")+" ne vont pas ensemble", "gardez l'un des deux")
	case sauf != nil:
		f.When = &site.Condition{Key: sauf.text(), Values: []string{"", "non"}}
	case si != nil:
		f.When = l.equality(file, *si)
	}
}

// equality reads a field and the values it may have; nil when it is faulty.
func (l *loader) equality(file string, v Value) *site.Condition {
	n := v.Data.(*yaml.Node)
	if len(n.Content) != 2 || n.Content[1].Kind != yaml.SequenceNode && n.Content[1].Kind != yaml.ScalarNode {
		l.problem(l.at(file, n), quote(v.Field.Key)+" attend un champ et ses valeurs", "par exemple : "+v.Field.Key+": {lecteurs: [familles]}")
		return nil
	}
	c := &site.Condition{Key: n.Content[0].Value}
	accepted := n.Content[1].Content
	if n.Content[1].Kind == yaml.ScalarNode {
		accepted = n.Content[1:]
	}
	for _, value := range accepted {
		c.Values = append(c.Values, value.Value)
	}
	return c
}
