package output

import (
	"essaim/generator/internal/index"
	"essaim/generator/internal/theme"
)

// plan lists the page that shows the whole site at a glance.
func plan(m *Maker) []Output {
	const address = "plan-du-site/"
	return []Output{{Address: address, What: "le plan du site", make: func(m *Maker, v *index.View) (made, error) {
		title, err := m.Theme.Say("plan.titre")
		if err != nil {
			return made{}, err
		}
		ctx := theme.PlanContext{Context: m.context(v, "plan", title, "")}
		for _, vocabulary := range m.Index.Schema.Vocabularies {
			if vocabulary.Pages && len(v.Terms(vocabulary.Name)) > 0 {
				ctx.Vocabularies = append(ctx.Vocabularies, vocabulary)
			}
		}
		for _, p := range v.List("tout") {
			if p.Section == "" {
				ctx.Loose = append(ctx.Loose, p)
			}
		}
		if m.Settings.Survey {
			title, err := m.Theme.Say("bilan.titre")
			if err != nil {
				return made{}, err
			}
			ctx.Survey = &theme.Link{Label: title, URL: v.Place().To(surveyAddress)}
		}
		return m.render(ctx, nil, "plan")
	}}}
}

// notFound lists 404.html, which hosts serve under any address: its links
// start from the root of the site's host.
func notFound(m *Maker) []Output {
	const address = "404.html"
	return []Output{{Address: address, What: "la page d'erreur", make: func(m *Maker, v *index.View) (made, error) {
		title, err := m.Theme.Say("erreur.titre")
		if err != nil {
			return made{}, err
		}
		return m.render(m.context(v, "erreur", title, ""), nil, "404")
	}}}
}

// redirects lists a page at each former address, which leads to the new one.
func redirects(m *Maker) (out []Output) {
	for _, p := range m.Index.Pages {
		for i, alias := range p.Aliases {
			out = append(out, Output{Address: alias, Pos: p.AliasAt[i], What: "une ancienne adresse de",
				make: func(m *Maker, v *index.View) (made, error) {
					target := v.Page(p.Path)
					ctx := m.context(v, "redirection", p.Title, "")
					if m.Site.BaseURL != "" {
						ctx.Canonical = m.Site.BaseURL + string(p.Address)
					}
					return m.render(theme.RedirectContext{Context: ctx, Target: *target}, nil, "redirection")
				}})
		}
	}
	return out
}
