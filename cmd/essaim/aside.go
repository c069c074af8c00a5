package main

import (
	"fmt"
	"strings"

	"essaim/generator"
	"essaim/generator/site"
)

// reasons are why pages are not among those that readers see, in the order
// they are told.
var reasons = []struct {
	reason    site.Reason
	one, many string // in the count of what is not published; "" for what is
	heading   string // of the list
}{
	{site.IsDraft, "brouillon", "brouillons", "Brouillons"},
	{site.IsReview, "page en relecture", "pages en relecture", "En relecture"},
	{site.IsScheduled, "page prévue pour plus tard", "pages prévues pour plus tard", "Prévues pour plus tard"},
	{site.IsExpired, "page expirée", "pages expirées", "Expirées"},
	{site.IsEmpty, "rubrique sans page", "rubriques sans page", "Rubriques sans page"},
	{site.IsFaulty, "page laissée de côté à cause de ses erreurs", "pages laissées de côté à cause de leurs erreurs", "Laissées de côté à cause de leurs erreurs"},
	{site.IsArchived, "", "", "Archivées (publiées, avec une mention)"},
}

// pagesText counts the pages of a site, and says how many are archived.
func pagesText(r generator.Report, one, many string) string {
	text := count(r.Pages, one, many)
	if n := howMany(r.Aside, site.IsArchived); n > 0 {
		text += ", dont " + count(n, "archivée", "archivées")
	}
	return text
}

// asideText counts what is not published and what is not read, a line for
// each, so that nothing vanishes in silence.
func asideText(r generator.Report, listed bool) (lines []string) {
	var parts []string
	for _, why := range reasons {
		if n := howMany(r.Aside, why.reason); n > 0 && why.one != "" {
			parts = append(parts, count(n, why.one, why.many))
		}
	}
	if parts != nil {
		lines = append(lines, "non publié : "+strings.Join(parts, ", "))
	}
	folders, files := 0, 0
	for _, i := range r.Ignored {
		switch {
		case i.Usual:
		case strings.HasSuffix(i.Path, "/"):
			folders++
		default:
			files++
		}
	}
	parts = nil
	if folders > 0 {
		parts = append(parts, count(folders, "dossier", "dossiers"))
	}
	if files > 0 {
		parts = append(parts, count(files, "fichier", "fichiers"))
	}
	if parts != nil {
		line := "ignoré : " + strings.Join(parts, ", ")
		if !listed {
			line += " (-v pour la liste)"
		}
		lines = append(lines, line)
	}
	return lines
}

// asideList names each page that is not published or is archived, by reason,
// and each file that is not read.
func asideList(r generator.Report) (lines []string) {
	list := func(heading string, items []string) {
		if len(items) > 0 {
			lines = append(append(lines, "", heading+" :"), items...)
		}
	}
	for _, why := range reasons {
		var items []string
		for _, page := range r.Aside {
			if page.Reason != why.reason || why.reason == site.IsFaulty && !r.Published {
				continue // its errors are said, and nothing is published without it
			}
			item := fmt.Sprintf("  %s – %s", page.Path, page.Title)
			if page.When != "" {
				item += " (" + page.When + ")"
			}
			items = append(items, oneLine(spaced.Replace(item)))
		}
		list(why.heading, items)
	}
	var items []string
	for _, i := range r.Ignored {
		items = append(items, oneLine("  "+i.Path))
	}
	list("Ignorés", items)
	return lines
}

func howMany(pages []site.Aside, reason site.Reason) (n int) {
	for _, p := range pages {
		if p.Reason == reason {
			n++
		}
	}
	return n
}
