package generator

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"essaim/generator/internal/config"
	"essaim/generator/internal/french"
	"essaim/generator/internal/index"
	"essaim/generator/site"
)

// Report says what a build found and did.
type Report struct {
	Problems  []site.Problem // sorted
	Published bool           // public/ holds this build
	Pages     int            // pages written by authors and published
	Aside     []site.Aside   // by path: pages that are not published, and archived ones
	Ignored   []site.Ignored // by path: files and folders that are not read
	Written   int            // files
	Unchanged int
	Removed   int
	Bytes     int64    // of all published files together
	Kept      []string // files of a former build that someone changed by hand: left alone
	Elapsed   time.Duration
}

// Failed says whether the site's content keeps it from being published.
func (r Report) Failed() bool { return site.Count(r.Problems).Errors > 0 }

// WrongSettings says whether site.yaml itself has errors.
func (r Report) WrongSettings() bool {
	for _, p := range r.Problems {
		if p.File == config.File && p.Severity == site.Error {
			return true
		}
	}
	return false
}

// aside lists the pages of a site that readers do not find among the others;
// ix is nil when nothing could be linked.
func aside(ix *index.Index) (pages []site.Aside) {
	if ix == nil {
		return nil
	}
	for _, h := range ix.Hidden {
		pages = append(pages, site.Aside{Path: h.Page.Path, Title: h.Page.Title, Reason: h.Reason, When: when(h)})
	}
	for _, p := range ix.Pages {
		if p.State == site.Archived {
			pages = append(pages, site.Aside{Path: p.Path, Title: p.Title, Reason: site.IsArchived})
		}
	}
	slices.SortFunc(pages, func(a, b site.Aside) int { return cmp.Compare(a.Path, b.Path) })
	return pages
}

// when says from which day a page is published, or until which day it was.
func when(h index.Hidden) string {
	switch h.Reason {
	case site.IsScheduled:
		return "paraîtra " + on(h.Page.From, "le ")
	case site.IsExpired:
		return "publiée jusqu'" + on(h.Page.Until, "au ")
	}
	return ""
}

// on writes a day after its article, and a month or a year after « en ».
func on(d site.Date, article string) string {
	if d.Day == 0 {
		article = "en "
	}
	return article + strings.ReplaceAll(french.FormatDate(d.DateOnly()), "\u00a0", " ")
}
