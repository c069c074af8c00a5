package content

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// Facts returns what the rest of the site may want to know of a page, and the
// mistakes of its front matter. It is never nil.
func (s *Scanner) Facts(doc *Document) (*site.Page, []site.Problem) {
	p, _, problems := s.facts(doc, false)
	return p, problems
}

// facts is Facts, with the values they were taken from. If tidy, it also says,
// with its fix, what is understood but not written in the usual form.
func (s *Scanner) facts(doc *Document, tidy bool) (*site.Page, schema.Values, []site.Problem) {
	p := &site.Page{Path: strings.Clone(doc.File), Hash: doc.Hash, Lang: s.Lang, State: site.Published}
	var problems []site.Problem
	p.Section = section(doc.File)
	p.Type, problems = s.typeOf(doc, p.Section)
	values, more := s.decode(p.Type, doc, tidy)
	if doc.Partial { // what is missing may be in the lines that could not be read
		more = slices.DeleteFunc(more, func(p site.Problem) bool { return p.Rule == "champ-requis" || p.Rule == "champ-attendu" })
	}
	problems = append(problems, more...)

	if id := values.Get("id"); id != nil {
		p.ID, p.IDPos = values.Text("id"), id.Pos
	}
	p.Title = values.Text("titre")
	p.Summary = values.Text("resume")
	p.Date = values.Date("date")
	p.Updated = values.Date("maj")
	p.From = values.Date("publie_le")
	p.Until = values.Date("expire_le")
	if lang := values.Text("langue"); lang != "" {
		p.Lang = lang
	}
	if state := values.Text("etat"); state != "" {
		p.State = site.State(state)
	}
	if p.Title == "" {
		p.Title = inLanguage(inferTitle(doc), p.Lang)
	}
	if s.Markdown != nil {
		p.Passages = s.Markdown.Passages(markdown.Source{Lang: p.Lang, Body: doc.Body})
	}
	problems = append(problems, s.place(p, values.Get("slug"))...)
	p.Image = image(values)
	problems = append(problems, aliases(p, values)...)
	collect(p, values)
	p.Withdrawn = values.Get("retire") != nil
	p.Missing = schema.Missing(p.Type, values)
	p.SortKey = sortKey(p, values)
	if n := values.Get("ordre"); n != nil {
		rank, _ := n.Data.(float64)
		p.Rank = max(0, int(rank))
	}
	return p, values, problems
}

func (s *Scanner) decode(t *site.Type, doc *Document, tidy bool) (schema.Values, []site.Problem) {
	// A page that is not in the folder of its type came from elsewhere, or is a
	// plain page: what it misses is said, and does not stop it.
	lenient := t.Folder == "" || t.Folder != section(doc.File)
	values, problems := s.Decoder.Decode(t, doc.File, doc.Meta, schema.Options{Lenient: lenient, Lines: doc.front.typed, Tidy: tidy})
	if !tidy { // a correction is held against what its author wrote
		typeset(values, cmp.Or(values.Text("langue"), s.Lang))
	}
	return values, problems
}

// section returns the first folder of a page under content/ as its address has it.
func section(file string) string {
	rest := strings.TrimPrefix(file, Folder+"/")
	first, _, found := strings.Cut(rest, "/")
	if !found {
		return ""
	}
	return french.Slug(first)
}

// typeOf returns the type of a page: what it says, what its folder says, or page.
func (s *Scanner) typeOf(doc *Document, section string) (*site.Type, []site.Problem) {
	if base := strings.ToLower(path.Base(doc.File)); base == "_index.md" || base == "index.md" && strings.Count(doc.File, "/") == 2 {
		return s.Schema.Type("page"), nil
	}
	if value := lookup(doc.Meta, "type"); value != nil && value.Kind == yaml.ScalarNode && value.Tag != "!!null" {
		name := strings.Join(strings.Fields(value.Value), " ")
		if t := s.Schema.Type(name); t != nil {
			return t, nil
		}
		t := s.byFolder(section)
		if english[name] {
			return t, nil
		}
		var names []string
		for _, t := range s.Schema.Types {
			names = append(names, t.Name)
		}
		hint := "les types connus : " + strings.Join(names, ", ")
		if near := french.Nearest(name, names, 1); len(near) > 0 {
			hint = "vouliez-vous dire « " + near[0] + " » ?"
		}
		return t, []site.Problem{{Pos: site.Pos{File: doc.File, Line: value.Line, Col: value.Column}, Rule: "type",
			Message: fmt.Sprintf("« %s » n'est pas un type de page", shortened(name)), Hint: hint}}
	}
	return s.byFolder(section), nil
}

// english are the values of `type` that other generators use for any page.
var english = map[string]bool{"post": true, "posts": true, "page": true, "article": true, "docs": true, "default": true}

func (s *Scanner) byFolder(section string) *site.Type {
	if t := s.Schema.TypeOf(section); t != nil {
		return t
	}
	if t := s.Schema.Type(s.Sections[section]); t != nil {
		return t
	}
	return s.Schema.Type("page")
}

func lookup(meta *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(meta.Content); i += 2 {
		if meta.Content[i].Value == key {
			return meta.Content[i+1]
		}
	}
	return nil
}

// place gives a page its slug and address: the folders and the name of its
// file, or of its folder when the file is index.md.
func (s *Scanner) place(p *site.Page, slug *schema.Value) []site.Problem {
	rest := strings.TrimPrefix(p.Path, Folder+"/")
	folder, base := path.Split(rest)
	name := base[:len(base)-len(".md")]
	lower := strings.ToLower(name)
	index := lower == "index" || lower == "_index"
	top := strings.TrimSuffix(folder, "/")
	if index && s.solo[top] && lower == "index" {
		p.Section = ""
	} else if index && !strings.Contains(top, "/") {
		p.Intro = true // it titles the home page or a section, and is in no list
		p.Address = slugFolder(folder)
		return nil
	}
	if index {
		folder, name = path.Split(strings.TrimSuffix(folder, "/"))
	}
	p.Slug = french.Slug(name)
	pos := site.Pos{File: p.Path}
	if slug != nil {
		pos, p.SlugAt = slug.Pos, slug.Pos
		p.Slug = french.Slug(fmt.Sprint(slug.Data))
	}
	var problems []site.Problem
	if p.Slug == "" {
		p.Slug = "page"
		problems = append(problems, site.Problem{Pos: pos, Rule: "adresse", Message: "ce nom ne donne pas d'adresse : il n'a ni lettre de a à z ni chiffre",
			Hint: "renommez le fichier, par exemple « mon-projet.md »"})
	}
	if unnamed(folder) {
		problems = append(problems, site.Problem{Pos: site.Pos{File: p.Path}, Rule: "adresse",
			Message: "le nom d'un des dossiers de cette page ne donne pas d'adresse : il n'a ni lettre de a à z ni chiffre",
			Hint:    "renommez le dossier, par exemple « projets-2026 »"})
	}
	p.Address = slugFolder(folder) + site.Address(p.Slug+"/")
	return problems
}

// inferTitle finds a title for a page that declares none: its first heading,
// or the name of its file.
func inferTitle(doc *Document) string {
	if title := firstHeading(doc.Body); title != "" {
		return title
	}
	name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(doc.File, Folder+"/"), ".md"), "/index"), "/_index")
	if name == "_index" {
		return ""
	}
	name = strings.NewReplacer("-", " ", "_", " ").Replace(path.Base(name))
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

func image(values schema.Values) *site.Image {
	file := values.Get("image.fichier")
	if file == nil {
		return nil
	}
	img := &site.Image{File: fmt.Sprint(file.Data), Pos: file.Pos,
		Alt: values.Text("image.alt"), Credit: values.Text("image.credit")}
	if d := values.Get("image.decorative"); d != nil {
		img.Decorative, _ = d.Data.(bool)
	}
	return img
}

func aliases(p *site.Page, values schema.Values) (problems []site.Problem) {
	list := values.Get("alias")
	if list == nil {
		return nil
	}
	for _, item := range list.Items {
		text := strings.Trim(strings.TrimSuffix(fmt.Sprint(item.Data), "index.html"), "/")
		address := slugFolder(strings.TrimSuffix(text, ".html"))
		if strings.HasSuffix(text, ".html") { // the file itself is what old links ask for
			address = fileAddress(text)
		}
		if address == p.Address && address != "" {
			problems = append(problems, site.Problem{Pos: item.Pos, Severity: site.Warning, Rule: "alias",
				Message: fmt.Sprintf("« %s » est l'adresse que cette page a déjà", item.Data), Hint: "retirez-la de « alias »"})
			continue
		}
		if address == "" || unnamed(text) {
			problems = append(problems, site.Problem{Pos: item.Pos, Severity: site.Warning, Rule: "alias",
				Message: fmt.Sprintf("« %s » ne peut pas être une ancienne adresse de cette page", item.Data),
				Hint:    "écrivez l'ancien chemin dans ce site, par exemple : /ancien-dossier/ancien-nom/"})
			continue
		}
		p.Aliases, p.AliasAt = append(p.Aliases, address), append(p.AliasAt, item.Pos)
	}
	return problems
}

// collect gathers the terms, references, deadlines and card facts of values, at
// any depth.
func collect(p *site.Page, values schema.Values) {
	for i := range values {
		collectValue(p, values[i].Field.Key, "", &values[i], false)
	}
}

// collectValue walks one value; key is that of the top-level field it is in,
// role what is written beside it in its group; private says that the group is.
func collectValue(p *site.Page, key, role string, v *schema.Value, private bool) {
	private = private || v.Field.Private
	for i := range v.Items {
		collectValue(p, key, role, &v.Items[i], private)
	}
	if v.Fields != nil {
		role := v.Fields.Text("role") + v.Fields.Text("type")
		for i := range v.Fields {
			collectValue(p, key, role, &v.Fields[i], private)
		}
		return
	}
	survey(p, v)
	if private {
		return
	}
	switch data := v.Data.(type) {
	case *site.Term:
		if data.Vocabulary.Pages {
			p.Terms = append(p.Terms, site.TermUse{Field: key, Term: data})
		}
	case schema.Reference:
		p.Refs = append(p.Refs, site.Reference{Field: key, Role: role, Name: string(data), To: v.Field.To, Pos: v.Pos})
	}
	if v.Field.Card && v.Data != nil {
		p.Card = append(p.Card, site.Fact{Field: v.Field, Value: v.Data})
	}
}

// survey keeps what the survey looks at in one value.
func survey(p *site.Page, v *schema.Value) {
	switch data := v.Data.(type) {
	case site.Date:
		if v.Field.Deadline != nil {
			p.Deadlines = append(p.Deadlines, site.FieldDate{Field: v.Field, Date: data.DateOnly()})
		}
	case *site.Term:
		if v.Field.Coverage {
			p.Covers = append(p.Covers, site.FieldTerm{Field: v.Field, Term: data})
		}
	}
}

// sortKey returns what lists order a page by: its title without accents, or
// the date in the field that its type names.
func sortKey(p *site.Page, values schema.Values) string {
	if p.Type.Order == "titre" {
		return french.Fold(p.Title)
	}
	if d := values.Date(p.Type.Order); !d.IsZero() {
		return d.String()
	}
	return p.Date.String()
}
