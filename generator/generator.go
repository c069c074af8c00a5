package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the day of a build is a day in France, on any machine

	"essaim/generator/internal/build"
	"essaim/generator/internal/config"
	"essaim/generator/internal/publish"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
	"essaim/themes"
)

// Options are what a build is told; the zero value does what the command does.
type Options struct {
	Output    string    // where to publish, from the site's root unless absolute; "" for "public"
	BaseURL   string    // public address, in place of the one in site.yaml
	Drafts    bool      // publish drafts and pages under review
	Future    bool      // publish pages scheduled for later
	Strict    bool      // warnings are errors
	KeepGoing bool      // publish all but the faulty pages
	Offline   bool      // links work from a disk, without a server
	Workers   int       // 0: one for each processor
	Today     site.Date // the zero Date: today in France, or SOURCE_DATE_EPOCH
	FS        fs.FS     // the site's files; nil: those of its folder, and nothing outside it
}

// Site is a site that can be built. It is used by one goroutine at a time.
type Site struct {
	Dir  string // absolute path of its root
	opts Options
	root *os.Root
}

// ErrNoSite says that a folder holds no site.yaml.
var ErrNoSite = build.ErrNoSite

// Open returns the site in the folder dir, which must hold a site.yaml
// ([ErrNoSite] otherwise). Close it when done.
func Open(dir string, opts Options) (*Site, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := &Site{Dir: dir, opts: opts}
	if opts.BaseURL != "" {
		if s.opts.BaseURL, err = config.BaseURL(opts.BaseURL); err != nil {
			return nil, &UsageError{err.Error(), "par exemple : --base-url https://mon-groupe.forge.apps.education.fr/mon-site/"}
		}
	}
	if opts.FS == nil {
		// os.Root keeps every read inside the site, whatever links it holds.
		if s.root, err = os.OpenRoot(dir); err != nil {
			return nil, fmt.Errorf("open the site: %w", err)
		}
		s.opts.FS = s.root.FS()
	}
	if err := checkSettingsFile(s.opts.FS); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close lets go of the site's folder.
func (s *Site) Close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// Build compiles the site and publishes it, all at once or not at all. A site
// whose content has errors is reported and not published.
func (s *Site) Build(ctx context.Context) (Report, error) {
	if s.root == nil && !filepath.IsAbs(s.opts.Output) {
		return Report{}, errors.New("a site that is not in a folder needs an absolute Output")
	}
	out := s.opts.Output
	if out == "" {
		out = "public"
	}
	if !filepath.IsAbs(out) {
		out = filepath.Join(s.Dir, out)
	}
	if err := s.checkOutput(out); err != nil {
		return Report{}, err
	}
	tree, err := publish.Open(ctx, out, publish.Options{Protect: []string{s.Dir}})
	if err != nil {
		return Report{}, refusal(out, err)
	}
	defer tree.Abort()
	r, err := s.run(ctx, tree)
	return r, refusal(out, err)
}

// Check does all that Build does, and writes nothing.
func (s *Site) Check(ctx context.Context) (Report, error) { return s.run(ctx, nothing{}) }

// target is where a build publishes.
type target interface {
	Put(path string, data []byte) error
	Commit() (publish.Result, error)
}

type nothing struct{}

func (nothing) Put(string, []byte) error        { return nil }
func (nothing) Commit() (publish.Result, error) { return publish.Result{}, nil }

// run builds the site into t, and commits when nothing forbids it.
func (s *Site) run(ctx context.Context, t target) (Report, error) {
	start := time.Now()
	plan, err := build.Prepare(s.options())
	if err != nil {
		return Report{}, err
	}
	problems, err := plan.Render(func(path string, data []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return t.Put(path, data)
	})
	if err != nil {
		return Report{}, err
	}
	r := Report{Problems: append(plan.Problems, problems...), Pages: plan.Pages(), Aside: aside(plan.Index), Ignored: plan.Ignored}
	r.Problems = site.SortProblems(r.Problems)
	if s.opts.Strict {
		for i := range r.Problems {
			if r.Problems[i].Severity == site.Warning {
				r.Problems[i].Severity = site.Error
			}
		}
	}
	if r.Failed() && (!s.opts.KeepGoing || r.WrongSettings() || len(plan.Outputs) == 0) {
		r.Elapsed = time.Since(start)
		return r, nil
	}
	result, err := t.Commit()
	if err != nil {
		return r, err
	}
	r.Published = true
	r.Written, r.Unchanged, r.Removed = result.Written, result.Unchanged, result.Removed
	r.Bytes, r.Kept = result.Bytes, result.Kept
	r.Elapsed = time.Since(start)
	return r, nil
}

func (s *Site) options() build.Options {
	o := build.Options{
		FS: s.opts.FS, Layers: s.layers, Drafts: s.opts.Drafts, Future: s.opts.Future, Offline: s.opts.Offline,
		KeepGoing: s.opts.KeepGoing, BaseURL: s.opts.BaseURL, Today: s.opts.Today, Workers: s.opts.Workers,
	}
	if o.Today.IsZero() {
		o.Today = Today()
	}
	return o
}

// layers returns the folders that the theme called name is made of: the site's
// own over the one that the program carries, over the default one.
func (s *Site) layers(name string) (layers []theme.Layer, known []string) {
	for _, l := range []struct {
		label string
		fs    fs.FS
		name  string
	}{
		{"themes/" + name, s.opts.FS, "themes/" + name},
		{"themes/" + name + " (intégré)", themes.FS, name},
		{"themes/essaim (intégré)", themes.FS, "essaim"},
	} {
		if !strings.ContainsAny(name, `/\`) && isFolder(l.fs, l.name) {
			layers = append(layers, theme.Layer{Name: l.label, FS: folder{l.fs, l.name}})
		}
	}
	if name == "essaim" {
		return layers[:len(layers)-1], nil // the last two are the same
	}
	if len(layers) > 1 {
		return layers, nil
	}
	return layers, s.themeNames()
}

// themeNames returns the themes that a site may ask for.
func (s *Site) themeNames() []string {
	var names []string
	for _, l := range []struct {
		fs     fs.FS
		folder string
	}{{s.opts.FS, "themes"}, {themes.FS, "."}} {
		entries, _ := fs.ReadDir(l.fs, l.folder)
		for _, e := range entries {
			if e.IsDir() {
				names = append(names, e.Name())
			}
		}
	}
	return names
}

func isFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// Today returns the present day in France, or the one that SOURCE_DATE_EPOCH
// tells (https://reproducible-builds.org/specs/source-date-epoch/); what is no
// day of the next four thousand years is not listened to.
func Today() site.Date {
	now := time.Now()
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil && seconds >= 0 && seconds < 1<<37 {
		now = time.Unix(seconds, 0)
	}
	if paris, err := time.LoadLocation("Europe/Paris"); err == nil {
		now = now.In(paris)
	}
	return site.Date{Year: int16(now.Year()), Month: int8(now.Month()), Day: int8(now.Day())}
}
