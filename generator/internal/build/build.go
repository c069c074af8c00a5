// Package build walks the road from files to outputs: scan, link, render. Scan
// and render run on several workers, link alone and in order, so nothing needs
// a lock and the answer does not depend on the number of workers.
package build

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"essaim/generator/internal/content"
	"essaim/generator/internal/index"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/output"
	"essaim/generator/internal/schema"
	"essaim/generator/internal/theme"
	"essaim/generator/internal/work"
	"essaim/generator/site"
)

// Options are what one build is told, settings apart.
type Options struct {
	FS        fs.FS // the site's root
	Layers    Layers
	Drafts    bool
	Future    bool
	Offline   bool
	KeepGoing bool
	BaseURL   string // in place of the settings' own; "" to keep that
	Today     site.Date
	Workers   int
}

// Layers returns the folders that the theme called name is made of; when there
// is no such theme, those of the default one and the names of all there are.
type Layers func(name string) (layers []theme.Layer, known []string)

// Plan is a site that was scanned and linked: its outputs are known, none is made.
type Plan struct {
	Outputs  []output.Output
	Index    *index.Index
	Problems []site.Problem
	Ignored  []site.Ignored // by path
	maker    *output.Maker
	workers  int
}

// A Sink takes each file of the site as it is made, from several workers.
type Sink func(path string, data []byte) error

// Prepare scans and links a site. Mistakes of its authors are in the Plan's
// Problems; a Plan without outputs is one whose theme cannot be used.
func Prepare(opts Options) (*Plan, error) {
	plan := &Plan{workers: opts.Workers}
	settings, problems, err := settings(opts)
	if err != nil {
		return nil, err
	}
	plan.Problems = problems
	sound := site.Count(problems).Errors == 0
	declared, problems := schema.Load(extension(settings))
	plan.Problems = append(plan.Problems, problems...)
	half := site.Count(problems).Errors > 0
	layers, known := opts.Layers(settings.Theme)
	plan.Problems = append(plan.Problems, checkSettings(settings, declared, known, sound)...)

	scanner := pages(opts, settings, declared)
	scanner.Markdown = markdown.New()
	found, err := scanner.Scan()
	if err != nil {
		return nil, err
	}
	if half {
		found.Problems = whatHolds(found.Problems)
	}
	plan.Problems = append(plan.Problems, found.Problems...)
	plan.Problems = append(plan.Problems, checkSections(settings, found.Pages)...)
	plan.Problems = append(plan.Problems, checkPlaces(opts.FS, settings, declared, found)...)
	plan.Ignored = append(found.Ignored, unusedThemes(opts.FS, settings.Theme)...)

	typeset(settings, declared)
	look, problems, err := theme.Open(layers, settings.Lang)
	if err != nil {
		return nil, err
	}
	plan.Problems = append(plan.Problems, problems...)
	plan.maker = &output.Maker{
		Settings: settings, Site: info(settings, declared), Content: scanner, Theme: look,
		Markdown: scanner.Markdown, Glossary: markdown.NewGlossary(settings.Abbreviations), Files: found.Files, Offline: opts.Offline,
	}
	if look == nil || site.Count(problems).Errors > 0 {
		return plan, nil
	}
	plan.link(declared, found, opts, found.Unread)
	if opts.KeepGoing {
		return plan, plan.leaveOutFaulty(declared, found, opts)
	}
	return plan, nil
}

// link makes the index and lists the outputs, without the pages in faulty.
func (p *Plan) link(declared *site.Schema, found *content.Inventory, opts Options, faulty map[string]bool) {
	files := make(map[string]site.Address, len(found.Files))
	sizes := map[string]index.Size{}
	for _, f := range found.Files {
		files[f.Path] = f.Address
		if f.Width > 0 {
			sizes[f.Path] = index.Size{Width: f.Width, Height: f.Height}
		}
	}
	p.Index = index.New(declared, found.Pages, files, index.Options{Drafts: opts.Drafts, Future: opts.Future, Today: opts.Today, Faulty: faulty, Sizes: sizes})
	p.maker.Index = p.Index
	p.Outputs = p.maker.All()
	p.Problems = append(p.Problems, p.Index.Problems...)
}

// leaveOutFaulty takes the pages with errors out of the site, and again those
// whose errors show only once the others are gone.
func (p *Plan) leaveOutFaulty(declared *site.Schema, found *content.Inventory, opts Options) error {
	faulty := maps.Clone(found.Unread)
	for {
		problems, _, err := p.render(nil, func(string, []byte) error { return nil })
		if err != nil {
			return err
		}
		before := len(faulty)
		for _, problem := range slices.Concat(p.Problems, problems) {
			if problem.Severity == site.Error && strings.HasSuffix(problem.File, ".md") {
				faulty[problem.File] = true
			}
		}
		if len(faulty) == before {
			return nil
		}
		p.Problems = append(p.Problems, problems...)
		p.link(declared, found, opts, faulty)
	}
}

// Render makes every output and hands it to sink. It returns the mistakes that
// show only then; an output that has one is not handed over.
func (p *Plan) Render(sink Sink) ([]site.Problem, error) {
	loose := p.loose()
	problems, met, err := p.render(loose, sink)
	if err != nil || site.Count(p.Problems).Errors+site.Count(problems).Errors > 0 {
		return problems, err // a link that is wrong may be the one that leads to a loose page
	}
	for _, path := range met {
		delete(loose, path)
	}
	return append(problems, alone(loose)...), nil
}

// render makes every output, and also returns which of the loose pages they
// lead to, some several times.
func (p *Plan) render(loose map[string]bool, sink Sink) (problems []site.Problem, met []string, err error) {
	type result struct {
		problems []site.Problem
		met      []string
		err      error
	}
	results := work.Map(p.workers, p.Outputs, func(o output.Output) result {
		made, err := p.maker.Make(o)
		if err != nil {
			return result{err: fmt.Errorf("make %s: %w", o.Address.File(), err)}
		}
		met := p.meet(loose, o, made.Asked)
		if made.Data == nil || site.Count(made.Problems).Errors > 0 {
			return result{problems: made.Problems, met: met}
		}
		return result{made.Problems, met, sink(made.Path, made.Data)}
	})
	for _, r := range results {
		if r.err != nil {
			return nil, nil, r.err
		}
		problems, met = append(problems, r.problems...), append(met, r.met...)
	}
	return problems, met, nil
}

// Pages returns the number of pages that the site publishes.
func (p *Plan) Pages() int {
	if p.Index == nil {
		return 0
	}
	return len(p.Index.Pages)
}
