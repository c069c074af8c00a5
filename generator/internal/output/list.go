package output

import (
	"fmt"
	"html/template"
	"path"

	"essaim/generator/internal/content"
	"essaim/generator/internal/index"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// home lists the home page.
func home(m *Maker) []Output {
	o := Output{Pos: introPos(m, ""), What: "l'accueil"}
	o.make = func(m *Maker, v *index.View) (made, error) {
		body, problems, err := m.intro("", v)
		if err != nil {
			return made{}, err
		}
		ctx := m.context(v, "accueil", m.Site.Title, m.Site.Description)
		return m.render(theme.HomeContext{Context: ctx, Body: body}, problems, "accueil")
	}
	return []Output{o}
}

// lists lists the pages of each section, and the windows of the long ones.
func lists(m *Maker) (out []Output) {
	for _, name := range m.Index.Sections() {
		out = append(out, m.windows("section/"+name, introPos(m, name), fmt.Sprintf("la liste « %s »", m.Index.SectionTitle(name)),
			func(v *index.View, ctx *theme.ListContext) ([]site.Problem, error) {
				for _, s := range v.Sections() {
					if s.Name == name {
						ctx.Section = &s
					}
				}
				if ctx.Window != "" {
					return nil, nil
				}
				var problems []site.Problem
				var err error
				ctx.Body, problems, err = m.intro(name, v)
				return problems, err
			})...)
	}
	return out
}

// introPos is where a section is introduced, or its folder when it is not.
func introPos(m *Maker, section string) site.Pos {
	if p := m.Index.Intro(section); p != nil {
		return site.Pos{File: p.Path}
	}
	return site.Pos{File: path.Join(content.Folder, section)}
}

// intro renders the text of a section's _index.md.
func (m *Maker) intro(section string, v *index.View) (template.HTML, []site.Problem, error) {
	p := v.Intro(section)
	if p == nil {
		return "", nil, nil
	}
	doc, _, err := m.Content.Document(p)
	if err != nil {
		return "", nil, err
	}
	r := &resolver{view: v, page: p}
	body := m.Markdown.Render(m.source(p, doc.BodyLine, doc.Body), r)
	return template.HTML(body.HTML), append(body.Problems, r.problems...), nil // made safe by package markdown
}

// fill completes the context of one page of a list.
type fill func(*index.View, *theme.ListContext) ([]site.Problem, error)

// windows lists the first page of a list and one page for each of its windows.
func (m *Maker) windows(list string, pos site.Pos, what string, fill fill) []Output {
	address := m.Index.ListAddress(list)
	out := []Output{{Address: address, Pos: pos, What: what,
		make: func(m *Maker, v *index.View) (made, error) {
			return m.list(list, site.Window{Address: address}, v, fill)
		}}}
	for _, w := range m.Index.WindowKeys(list) {
		out = append(out, Output{Address: w.Address, Pos: pos, What: what,
			make: func(m *Maker, v *index.View) (made, error) { return m.list(list, w, v, fill) }})
	}
	return out
}

// list makes one page of a list: its head when w has no key, or one window.
func (m *Maker) list(list string, w site.Window, v *index.View, fill fill) (made, error) {
	ctx := theme.ListContext{List: list, Window: w.Key, Total: v.Count(list), Windows: v.Windows(list, w.Group)}
	ctx.Context = m.context(v, "liste", "", "")
	switch {
	case w.Key != "":
		ctx.Pages = v.Window(list, w.Key)
	case ctx.Windows == nil: // short, or numbered by its authors: nowhere else shows the rest
		ctx.Pages = v.Latest(list, max(index.ListSize, ctx.Total))
	default:
		ctx.Pages = v.Latest(list, index.ListSize)
	}
	problems, err := fill(v, &ctx)
	if err != nil {
		return made{}, err
	}
	layouts := []string{"liste"}
	switch {
	case ctx.Term == nil:
		ctx.Title, ctx.Summary = ctx.Section.Title, ctx.Section.Summary
		ctx.Feed = &theme.Link{Label: ctx.Title, URL: v.Place().To(m.Index.ListAddress(list) + "flux.xml")}
	case ctx.Kind == "passages":
		if ctx.Title, err = m.Theme.Say("passages.titre", ctx.Term.Label); err != nil {
			return made{}, err
		}
		layouts = []string{"passages", "terme", "liste"}
	case ctx.Term.Vocabulary.Name == index.AudienceVocabulary && w.Key == "":
		if err := m.portal(&ctx, v); err != nil {
			return made{}, err
		}
		ctx.Title, ctx.Summary = ctx.Term.Label, ctx.Term.Doc
		layouts = []string{"portail", "terme", "liste"}
	default:
		ctx.Kind, ctx.Title, ctx.Summary = "terme", ctx.Term.Label, ctx.Term.Doc
		layouts = []string{"terme", "liste"}
	}
	if w.Key != "" {
		ctx.Trail = append(ctx.Trail, theme.Link{Label: ctx.Title, URL: v.Place().To(m.Index.ListAddress(list))})
		neighbours(&ctx, v)
	}
	return m.render(ctx, problems, layouts...)
}

// neighbours names a window, and links it to the ones on either side.
func neighbours(ctx *theme.ListContext, v *index.View) {
	for _, w := range ctx.Windows {
		if w.Key == ctx.Window {
			ctx.Title += "\u00a0: " + w.Label
		}
	}
	link := func(step int) *theme.Link {
		w := v.WindowBeside(ctx.List, ctx.Window, step)
		if w == nil {
			return nil
		}
		return &theme.Link{Label: w.Label, URL: w.URL()}
	}
	ctx.Newer, ctx.Older = link(-1), link(1)
}
