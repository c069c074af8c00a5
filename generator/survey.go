package generator

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"essaim/generator/internal/build"
	"essaim/generator/site"
)

// Survey reads the site and returns what is to be done for its pages; nothing
// is rendered or written. Pages with errors are left out: the Report counts
// them among those that are set aside. When site.yaml or the theme has errors,
// the Survey is the zero one and the Report says them.
func (s *Site) Survey(ctx context.Context) (site.Survey, Report, error) {
	start := time.Now()
	plan, err := build.Prepare(s.options())
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return site.Survey{}, Report{}, err
	}
	r := Report{Problems: site.SortProblems(plan.Problems), Aside: aside(plan.Index), Ignored: plan.Ignored}
	if plan.Index == nil || r.WrongSettings() {
		return site.Survey{}, r, nil
	}
	faulty := map[string]bool{}
	for _, p := range r.Problems {
		if p.Severity == site.Error && strings.HasSuffix(p.File, ".md") {
			faulty[p.File] = true
		}
	}
	for _, p := range plan.Index.Pages {
		if faulty[p.Path] && !p.Intro {
			r.Aside = append(r.Aside, site.Aside{Path: p.Path, Title: p.Title, Reason: site.IsFaulty})
		}
	}
	slices.SortFunc(r.Aside, func(a, b site.Aside) int { return cmp.Compare(a.Path, b.Path) })
	survey := plan.Index.Survey(faulty)
	r.Pages, r.Elapsed = survey.Pages, time.Since(start)
	return survey, r, nil
}
