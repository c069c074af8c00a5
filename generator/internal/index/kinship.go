package index

import (
	"slices"

	"essaim/generator/site"
)

// kinships returns, for each term of a vocabulary that is a hierarchy, the
// terms that have something in common with it: itself, the broader and the
// narrower ones, and those that share a narrower one. A sheet for cycle 3
// concerns the sixième, and one for the sixième concerns the collège; so may
// one for cycle 3, whose last class is there.
func kinships(schema *site.Schema) map[*site.Term][]*site.Term {
	kin := map[*site.Term][]*site.Term{}
	for _, v := range schema.Vocabularies {
		if !slices.ContainsFunc(v.Terms, func(t *site.Term) bool { return t.Parents != nil }) {
			continue
		}
		within := inside(v)
		for _, t := range v.Terms {
			for _, other := range v.Terms {
				if meet(within[t], within[other]) {
					kin[t] = append(kin[t], other)
				}
			}
		}
	}
	return kin
}

func meet(a, b map[*site.Term]bool) bool {
	for t := range a {
		if b[t] {
			return true
		}
	}
	return false
}

// inside returns the terms that each one covers: itself and the narrower ones.
func inside(v *site.Vocabulary) map[*site.Term]map[*site.Term]bool {
	byID := map[string]*site.Term{}
	within := map[*site.Term]map[*site.Term]bool{}
	for _, t := range v.Terms {
		byID[t.ID] = t
		within[t] = map[*site.Term]bool{}
	}
	for _, t := range v.Terms {
		above := []*site.Term{t}
		for len(above) > 0 {
			x := above[0]
			above = above[1:]
			if within[x][t] {
				continue
			}
			within[x][t] = true
			for _, id := range x.Parents {
				above = append(above, byID[id])
			}
		}
	}
	return within
}

// foundUnder returns the terms under which a page is found, each once: those
// that it carries and their kin.
func foundUnder(p *site.Page, kin map[*site.Term][]*site.Term) []*site.Term {
	var terms []*site.Term
	add := func(t *site.Term) {
		if !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	for _, use := range p.Terms {
		if kin[use.Term] == nil {
			add(use.Term)
		}
		for _, t := range kin[use.Term] {
			add(t)
		}
	}
	return terms
}
