package index

import (
	"cmp"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// list sorts the published pages into the lists that outputs ask for.
func (ix *Index) list() {
	inUse, kin := map[*site.Term]bool{}, kinships(ix.Schema)
	use := func(t *site.Term) {
		if !inUse[t] {
			inUse[t] = true
			ix.terms[t.Vocabulary.Name] = append(ix.terms[t.Vocabulary.Name], t)
		}
	}
	audiences := ix.audiences()
	for _, p := range ix.Pages {
		for _, passage := range p.Passages {
			if t := audiences[passage.Audience]; t != nil {
				use(t)
				ix.enlistOnce(PassageList(t.ID), p)
			}
		}
		if p.Intro {
			continue
		}
		ix.enlist("tout", p)
		ix.enlist("type/"+p.Type.Name, p)
		if news(p) {
			ix.enlist("fil", p)
		}
		if p.Section != "" {
			if len(ix.lists["section/"+p.Section]) == 0 {
				ix.sections = append(ix.sections, p.Section)
			}
			ix.enlist("section/"+p.Section, p)
			ix.enlist("fil/"+p.Section, p)
		}
		for _, t := range foundUnder(p, kin) {
			use(t)
			ix.enlist(termList(t), p)
			if t.Vocabulary.Name == AudienceVocabulary {
				ix.enlist(termList(t)+"/"+p.Type.Name, p)
			}
		}
	}
	for name, pages := range ix.lists {
		own := strings.HasPrefix(name, "type/") || strings.HasPrefix(name, "section/")
		if own {
			slices.SortFunc(pages, byOrder)
		} else {
			slices.SortFunc(pages, byDate)
		}
		ix.windows[name] = cutWindows(pages, own && ascending(pages[0].Type), own)
	}
	for _, name := range ix.sections {
		for i, p := range ix.lists["section/"+name] {
			ix.places[p] = i
		}
	}
	ix.sortTerms()
	ix.sortSections()
}

func (ix *Index) enlist(name string, p *site.Page) { ix.lists[name] = append(ix.lists[name], p) }

// enlistOnce is enlist for a page that may be the last of the list already.
func (ix *Index) enlistOnce(name string, p *site.Page) {
	if pages := ix.lists[name]; len(pages) == 0 || pages[len(pages)-1] != p {
		ix.enlist(name, p)
	}
}

func termList(t *site.Term) string { return "terme/" + t.Vocabulary.Name + "/" + t.ID }

// PassageList names the list of the pages, introductions included, where a
// passage is written for an audience.
func PassageList(audience string) string { return "passages/" + audience }

// audiences returns the terms that have portals, by id.
func (ix *Index) audiences() map[string]*site.Term {
	v := ix.Schema.Vocabulary(AudienceVocabulary)
	if v == nil || !v.Pages {
		return nil
	}
	terms := map[string]*site.Term{}
	for _, t := range v.Terms {
		terms[t.ID] = t
	}
	return terms
}

// hasPage says whether something is published under a term: a page that carries
// it or, for an audience, a passage.
func (ix *Index) hasPage(t *site.Term) bool {
	return t.Vocabulary.Pages && (len(ix.lists[termList(t)]) > 0 ||
		t.Vocabulary.Name == AudienceVocabulary && len(ix.lists[PassageList(t.ID)]) > 0)
}

// byOrder is the order of a list of one type: its own field decides.
func byOrder(a, b *site.Page) int {
	if a.Rank != b.Rank { // 0, for none, comes last: -1 is the largest unsigned number
		return cmp.Compare(uint(a.Rank)-1, uint(b.Rank)-1)
	}
	if ascending(a.Type) {
		return cmp.Or(cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Path, b.Path))
	}
	return cmp.Or(cmp.Compare(b.SortKey, a.SortKey), cmp.Compare(a.Path, b.Path))
}

// ascending says whether the lists of a type run from A to Z; otherwise they
// run from the newest to the oldest.
func ascending(t *site.Type) bool { return t.Order == "titre" }

// byDate is the order of lists that mix types: newest first.
func byDate(a, b *site.Page) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Path, b.Path))
}

// sortTerms puts the terms in use in the order their vocabulary declares, or
// by label when it grows with what authors write.
func (ix *Index) sortTerms() {
	for name, terms := range ix.terms {
		v := ix.Schema.Vocabulary(name)
		if v == nil || v.Open {
			slices.SortFunc(terms, func(a, b *site.Term) int {
				return cmp.Or(cmp.Compare(french.Fold(a.Label), french.Fold(b.Label)), cmp.Compare(a.ID, b.ID))
			})
			continue
		}
		rank := make(map[*site.Term]int, len(v.Terms))
		for i, t := range v.Terms {
			rank[t] = i
		}
		slices.SortFunc(terms, func(a, b *site.Term) int { return cmp.Compare(rank[a], rank[b]) })
	}
}

func (ix *Index) sortSections() {
	rank := func(folder string) int {
		for i, t := range ix.Schema.Types {
			if t.Folder == folder {
				return i
			}
		}
		return len(ix.Schema.Types)
	}
	slices.SortFunc(ix.sections, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
}
