package index

import (
	"strconv"
	"strings"

	"essaim/generator/site"
)

// Shown returns the pages that the answer to a question names, given the key
// that [View.Asked] has for it; nil when the answer is about something else.
func (ix *Index) Shown(key string) []*site.Page {
	question, rest, _ := strings.Cut(key, " ")
	switch question {
	case "page":
		return some(ix.shown(rest))
	case "voisin":
		path, step := cutLast(rest)
		return some(ix.neighbour(path, step))
	case "liste":
		return ix.lists[rest]
	case "tete":
		return ix.latest(cutLast(rest))
	case "fenetre":
		list, window, _ := strings.Cut(rest, " ")
		return ix.inWindow(list, window)
	case "a-venir":
		asked, _, _ := strings.Cut(rest, " "+ix.Today.String())
		return ix.upcoming(cutLast(asked))
	case "cite":
		var pages []*site.Page
		for _, r := range ix.back[rest] {
			pages = append(pages, r.page)
		}
		return pages
	}
	return nil
}

// cutLast parts a key from the number that ends it, which itoa wrote.
func cutLast(key string) (string, int) {
	i := strings.LastIndexByte(key, ' ')
	n, _ := strconv.Atoi(key[i+1:])
	return key[:max(i, 0)], n
}

// some returns the list of p alone, empty when there is none.
func some(p *site.Page) []*site.Page {
	if p == nil {
		return nil
	}
	return []*site.Page{p}
}

// Loose returns the published pages that are in no section, and that neither
// the menu nor the link to the team leads to. It waits for SetMenu and SetContact.
func (ix *Index) Loose() []*site.Page {
	led := map[site.Address]bool{}
	for _, entry := range ix.menu {
		led[entry.Address] = true
	}
	if ix.contact != nil {
		led[ix.contact.Address] = true
	}
	var loose []*site.Page
	for _, p := range ix.lists["tout"] {
		if p.Section == "" && !led[p.Address] {
			loose = append(loose, p)
		}
	}
	return loose
}
