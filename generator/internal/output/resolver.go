package output

import (
	"essaim/generator/internal/index"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/schema"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// resolver answers the links of one page, asks the View about each of them,
// and keeps what is wrong with them.
type resolver struct {
	view     *index.View
	page     *site.Page
	problems []site.Problem
}

// Resolve implements [markdown.Resolver].
func (r *resolver) Resolve(link markdown.Link) markdown.Target {
	var target index.Target
	var problem *site.Problem
	if link.Kind == markdown.Wiki || link.Kind == markdown.WikiFile {
		target, problem = r.view.ResolveWiki(r.page, link.Dest, link.Pos)
	} else {
		target, problem = r.view.Resolve(r.page, link.Dest, link.Pos)
	}
	if problem != nil {
		if link.Kind == markdown.Image && problem.Rule == "lien" {
			problem.Rule, problem.Message = "image", "l'image « "+link.Dest+" » est introuvable"
			problem.Hint = "mettez le fichier à côté de la page, ou corrigez son nom"
		}
		r.problems = append(r.problems, *problem)
	}
	if !target.Found {
		return markdown.Target{}
	}
	out := markdown.Target{URL: r.view.Place().To(target.Address) + target.Fragment, Width: target.Size.Width, Height: target.Size.Height}
	if target.Page != nil {
		r.view.Page(target.Page.Path) // where the page is, what its title is
		out.Title = target.Page.Title
		if target.Page == r.page && target.Fragment != "" {
			out.URL = target.Fragment
		}
	}
	return out
}

// mention is what templates receive of a page named in a field.
func (r *resolver) mention(v *schema.Value, name string) theme.Mention {
	for _, ref := range r.page.Refs {
		if ref.Pos == v.Pos {
			if p := r.view.Reference(r.page, ref); p != nil {
				return theme.Mention{Title: p.Title, URL: p.URL(), Page: p.Page}
			}
		}
	}
	return theme.Mention{Title: name}
}

// file is the link to a file named in a field, "" when there is none.
func (r *resolver) file(name string, pos site.Pos) string {
	link := markdown.Link{Dest: name, Pos: pos}
	if img := r.page.Image; img != nil && img.Pos == pos {
		link.Kind = markdown.Image
	}
	before := len(r.problems)
	url := r.Resolve(link).URL
	for i := range r.problems[before:] {
		if p := &r.problems[before+i]; p.Rule == "lien" {
			p.Rule, p.Message = "fichier", "le fichier « "+name+" » est introuvable"
			p.Hint = "mettez le fichier à côté de la page, ou corrigez son nom"
		}
	}
	return url
}
