package output

import (
	"bytes"
	"cmp"
	"html/template"

	"essaim/generator/internal/content"
	"essaim/generator/internal/french"
	"essaim/generator/internal/index"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/schema"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// pages lists the author's pages: everything but what introduces a list.
func pages(m *Maker) (out []Output) {
	for _, p := range m.Index.Pages {
		if !p.Intro {
			out = append(out, Output{Address: p.Address, Pos: cmp.Or(p.SlugAt, site.Pos{File: p.Path}), What: "la page",
				make: func(m *Maker, v *index.View) (made, error) { return m.page(p, v) }})
		}
	}
	return out
}

// page makes the page of p, with the layout of its type.
func (m *Maker) page(p *site.Page, v *index.View) (made, error) {
	doc, values, err := m.Content.Document(p)
	if err != nil {
		return made{}, err
	}
	r := &resolver{view: v, page: p}
	body := m.Markdown.Render(m.source(p, doc.BodyLine, withoutTitle(doc.Body, p.Title)), r)
	ctx := theme.PageContext{
		Context: m.context(v, "page", p.Title, p.Summary, m.sectionLink(v, p.Section)...),
		Page:    site.Ref{Page: p, Place: v.Place()},
		Fields:  m.fields(p.Type.Fields, values, r),
		Terms:   termGroups(p, v),
		Body:    template.HTML(body.HTML), // made safe by package markdown
		Image:   picture(p, v.Place()),

		Previous: v.Neighbour(p.Path, -1), Next: v.Neighbour(p.Path, 1),
	}
	ctx.Lang = p.Lang
	if p.Section != "" {
		ctx.Feed = &theme.Link{Label: v.SectionTitle(p.Section), URL: v.Place().To(site.Address(p.Section + "/flux.xml"))}
	}
	if !body.Contents { // the author has put them where he wants them
		for _, h := range body.Headings {
			ctx.Headings = append(ctx.Headings, theme.Heading(h))
		}
	}
	return m.render(ctx, append(body.Problems, r.problems...), p.Type.Name, "page")
}

// source is a text of p that begins at a line of its file.
func (m *Maker) source(p *site.Page, line int, body []byte) markdown.Source {
	src := markdown.Source{File: p.Path, Line: line, Lang: p.Lang, Medias: m.Settings.Medias, Body: body}
	if p.Lang == m.Settings.Lang {
		src.Glossary = m.Glossary
	}
	return src
}

// withoutTitle blanks the first line of text in a body when it is the title of
// the page over again, as Markdown from elsewhere often has it.
func withoutTitle(body []byte, title string) []byte {
	start := len(body) - len(bytes.TrimLeft(body, "\n"))
	line, rest, _ := bytes.Cut(body[start:], []byte("\n"))
	text, ok := bytes.CutPrefix(line, []byte("# "))
	if heading := content.HeadingText(string(text)); !ok || heading != title && french.Typeset(heading) != title {
		return body
	}
	return append(bytes.Repeat([]byte("\n"), start+1), rest...)
}

// fields turns what a front matter says into what templates read: every
// declared key is there, nil when the page does not say.
func (m *Maker) fields(declared []*site.Field, values schema.Values, r *resolver) map[string]any {
	out := make(map[string]any, len(declared))
	for _, f := range declared {
		out[f.Key] = nil
	}
	for i := range values {
		if v := &values[i]; !v.Field.Private {
			out[v.Field.Key] = m.value(v, r)
		}
	}
	return out
}

func (m *Maker) value(v *schema.Value, r *resolver) any {
	if v.Field.List && v.Items != nil {
		items := make([]any, len(v.Items))
		for i := range v.Items {
			items[i] = m.value(&v.Items[i], r)
		}
		return items
	}
	if v.Fields != nil {
		return m.fields(v.Field.Fields, v.Fields, r)
	}
	switch data := v.Data.(type) {
	case *site.Term:
		return r.view.TermRef(data)
	case schema.Reference:
		return r.mention(v, string(data))
	case string:
		switch v.Field.Kind {
		case "texte-long":
			start := v.Start()
			src := m.source(r.page, start.Line, []byte(data))
			src.File, src.Indent = start.File, start.Col-1
			text := m.Markdown.Inline(src, r)
			r.problems = append(r.problems, text.Problems...)
			return template.HTML(text.HTML) // made safe by package markdown
		case "fichier":
			return r.file(data, v.Pos)
		}
	}
	return v.Data
}

// termGroups gathers the terms of a page by field, in the order of the fields.
func termGroups(p *site.Page, v *index.View) (groups []theme.TermGroup) {
	for _, use := range p.Terms {
		if n := len(groups); n == 0 || groups[n-1].Field.Key != use.Field {
			groups = append(groups, theme.TermGroup{Field: p.Type.Field(use.Field)})
		}
		last := &groups[len(groups)-1]
		last.Terms = append(last.Terms, v.TermRef(use.Term))
	}
	return groups
}

func picture(p *site.Page, place site.Place) *theme.Picture {
	if p.Image == nil || p.Image.Address == "" {
		return nil
	}
	return &theme.Picture{URL: place.To(p.Image.Address), Alt: p.Image.Alt, Credit: p.Image.Credit}
}
