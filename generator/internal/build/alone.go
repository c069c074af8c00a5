package build

import (
	"slices"

	"essaim/generator/internal/output"
	"essaim/generator/site"
)

// ways are the kinds of outputs through which readers go from page to page. The
// plan of the site shows every page, and feeds are read elsewhere.
var ways = []string{"accueil", "liste", "page", "terme"}

// meet returns which of the loose pages an output shows or links to, itself apart.
func (p *Plan) meet(loose map[string]bool, o output.Output, asked []string) (met []string) {
	if len(loose) == 0 || !slices.Contains(ways, o.Kind) {
		return nil
	}
	for _, key := range asked {
		for _, page := range p.Index.Shown(key) {
			if loose[page.Path] && page.Path != o.Pos.File {
				met = append(met, page.Path)
			}
		}
	}
	return met
}

// loose returns the paths of the pages that no list may be showing. A draft
// that --drafts shows is not expected to be linked yet.
func (p *Plan) loose() map[string]bool {
	if p.Index == nil {
		return nil
	}
	loose := map[string]bool{}
	for _, page := range p.Index.Loose() {
		if page.State != site.Draft && page.State != site.Review {
			loose[page.Path] = true
		}
	}
	return loose
}

// alone says which pages no other one leads to.
func alone(loose map[string]bool) (problems []site.Problem) {
	for path := range loose {
		problems = append(problems, site.Problem{Pos: site.Pos{File: path}, Severity: site.Info, Rule: "sans-liste",
			Message: "aucune liste ne montre cette page, et aucune autre page n'y mène : elle n'est que dans le plan du site",
			Hint:    "faites un lien vers elle depuis une autre page, ou mettez-la dans « menu » de site.yaml"})
	}
	return problems
}
