package index

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// Target is what a link that an author wrote means: a page or a file. Both are
// zero when it means something that is not published.
type Target struct {
	Page     *site.Page
	Address  site.Address
	Fragment string // "#materiel", or ""
	Size     Size   // of a picture; zero when unknown
	Found    bool
}

// Resolve finds what dest means in the page from, the way people write links:
// `../pratiques/x.md`, `/pratiques/x/`, `x.md`, a file beside the page. A link
// that means nothing is a problem with the nearest names.
func (ix *Index) Resolve(from *site.Page, dest string, pos site.Pos) (Target, *site.Problem) {
	raw, fragment := splitFragment(dest)
	name := unescape(raw)
	if t, ok := ix.resolvePath(from, name); ok {
		t.Fragment = fragment
		return ix.published(t, dest, pos)
	}
	// A file may really be called "a#b.md" or "x%2ey.md".
	for _, whole := range []string{dest, unescape(dest)} {
		if t, ok := ix.fileTarget(path.Join(path.Dir(from.Path), whole)); ok {
			return ix.published(t, dest, pos)
		}
	}
	return Target{}, &site.Problem{Pos: pos, Severity: site.Error, Rule: "lien",
		Message: fmt.Sprintf("ce lien ne mène à rien : « %s »", dest), Hint: ix.suggestPath(from, name)}
}

// unescape reads a path as a browser does; what is not escaped rightly stays as
// it is written.
func unescape(name string) string {
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return strings.NewReplacer("\\", "/", "\x00", "").Replace(name)
}

// suggestPath names the files that a link may have been meant to lead to, the
// way a link from the page would write them.
func (ix *Index) suggestPath(from *site.Page, name string) string {
	near := ix.nearest(name, nil)
	if len(near) == 0 {
		return "écrivez le chemin du fichier, par exemple « " + relative(path.Dir(from.Path), "content/pratiques/x.md") + " »"
	}
	var paths []string
	for _, slug := range near {
		for _, p := range ix.names[slug] {
			paths = append(paths, "« "+relative(path.Dir(from.Path), p.Path)+" »")
		}
	}
	return "vouliez-vous dire " + strings.Join(paths[:min(len(paths), 3)], " ou ") + " ?"
}

// relative returns the path that leads from a folder to a file of the site.
func relative(folder, file string) string {
	from, to := strings.Split(folder, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// ResolveWiki finds the page that [[name]] means: a slug, a path, a title; or
// the file, wherever it is. What follows # is a heading, as it is written there.
func (ix *Index) ResolveWiki(from *site.Page, name string, pos site.Pos) (Target, *site.Problem) {
	bare, fragment := splitFragment(name)
	if heading := fragment[strings.LastIndexByte(fragment, '#')+1:]; heading != "" { // page#part#chapter
		fragment = "#" + french.Slug(heading)
	}
	if bare = strings.TrimSpace(bare); bare == "" && fragment != "" {
		return Target{Page: from, Address: from.Address, Fragment: fragment, Found: true}, nil
	}
	switch pages := ix.named(from, bare); len(pages) {
	case 0:
		if t, ok := ix.resolvePath(from, bare); ok && t.Page == nil {
			return t, nil
		}
		switch paths := ix.filesNamed(from, bare); len(paths) {
		case 0:
		case 1:
			t, _ := ix.fileTarget(paths[0])
			return t, nil
		default:
			return Target{}, &site.Problem{Pos: pos, Severity: site.Error, Rule: "lien",
				Message: fmt.Sprintf("« %s » peut désigner plusieurs fichiers", bare),
				Hint:    "précisez lequel : " + strings.Join(paths[:min(len(paths), 5)], ", ")}
		}
		if fileName.MatchString(bare) {
			return Target{}, &site.Problem{Pos: pos, Severity: site.Error, Rule: "lien",
				Message: fmt.Sprintf("aucun fichier ne s'appelle « %s »", bare), Hint: "mettez le fichier à côté de la page, ou corrigez son nom"}
		}
		return Target{}, &site.Problem{Pos: pos, Severity: site.Error, Rule: "lien",
			Message: fmt.Sprintf("aucune page ne s'appelle « %s »", bare), Hint: ix.suggest(bare, nil)}
	case 1:
		return ix.published(Target{Page: pages[0], Address: pages[0].Address, Fragment: fragment, Found: true}, name, pos)
	default:
		return Target{}, &site.Problem{Pos: pos, Severity: site.Error, Rule: "lien",
			Message: fmt.Sprintf("« %s » peut désigner plusieurs pages", bare),
			Hint:    "précisez laquelle : " + joinPaths(pages)}
	}
}

// published keeps a link from leading to a page that readers cannot see.
func (ix *Index) published(t Target, dest string, pos site.Pos) (Target, *site.Problem) {
	reason, hidden := ix.hidden[t.Page]
	if t.Page == nil || !hidden {
		return t, nil
	}
	why := [...]string{
		site.IsDraft: "est un brouillon", site.IsReview: "est en relecture", site.IsScheduled: "sera publiée plus tard",
		site.IsExpired: "n'est plus publiée", site.IsFaulty: "a des erreurs", site.IsEmpty: "présente une rubrique sans page",
	}[reason]
	return Target{}, &site.Problem{Pos: pos, Severity: site.Warning, Rule: "lien-brouillon",
		Message: fmt.Sprintf("la page visée par « %s » %s : le texte reste, sans lien", dest, why)}
}

func splitFragment(dest string) (string, string) {
	if i := strings.IndexByte(dest, '#'); i >= 0 {
		return dest[:i], dest[i:]
	}
	return dest, ""
}

// resolvePath tries a path as a file from the page's folder, then as an address.
func (ix *Index) resolvePath(from *site.Page, name string) (Target, bool) {
	name, _, _ = strings.Cut(name, "?")
	if name == "" {
		return Target{Page: from, Address: from.Address, Found: true}, true
	}
	if strings.HasPrefix(name, "/") {
		rest := strings.TrimPrefix(name, "/")
		return first(
			func() (Target, bool) { return ix.fileTarget(path.Join("content", rest)) },
			func() (Target, bool) { return ix.fileTarget("static/" + path.Clean(rest)) },
			func() (Target, bool) { return ix.fileTarget(rest) },
			func() (Target, bool) { return ix.addressTarget(rest) })
	}
	folder := path.Dir(from.Path)
	return first(
		func() (Target, bool) { return ix.fileTarget(path.Join(folder, name)) },
		func() (Target, bool) { return ix.fileTarget(path.Join("content", name)) },
		func() (Target, bool) { return ix.addressTarget(path.Join(string(from.Address), name)) },
		func() (Target, bool) {
			return ix.addressTarget(path.Join(path.Dir(strings.TrimSuffix(string(from.Address), "/")), name))
		})
}

func first(tries ...func() (Target, bool)) (Target, bool) {
	for _, try := range tries {
		if t, ok := try(); ok {
			return t, true
		}
	}
	return Target{}, false
}

// fileTarget finds the page or file at a path from the site root, with or
// without .md, whatever the case and form of its letters.
func (ix *Index) fileTarget(name string) (Target, bool) {
	for _, candidate := range []string{name, name + ".md", path.Join(name, "index.md"), path.Join(name, "_index.md")} {
		known, ok := ix.folded[foldPath(candidate)]
		if !ok {
			continue
		}
		if p := ix.byPath[known]; p != nil {
			return Target{Page: p, Address: p.Address, Found: true}, true
		}
		return Target{Address: ix.files[known], Size: ix.sizes[known], Found: true}, true
	}
	return Target{}, false
}

// addressTarget finds what is published at an address, forgiving a missing or
// extra final slash, index.html, and .html.
func (ix *Index) addressTarget(name string) (Target, bool) {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	name = strings.TrimSuffix(name, "index.html")
	name = strings.Trim(name, "/")
	for _, a := range []site.Address{site.Address(name), site.Address(name + "/"), site.Address(strings.TrimSuffix(name, ".html") + "/"), site.Address(slugPath(name) + "/")} {
		if a == "/" {
			a = ""
		}
		if c, ok := ix.claims[site.Address(a.File())]; ok {
			return Target{Page: ix.byPath[c.pos.File], Address: a, Size: ix.sizes[c.pos.File], Found: true}, true
		}
	}
	for _, p := range ix.Hidden {
		if string(p.Page.Address) == slugPath(name)+"/" {
			return Target{Page: p.Page, Address: p.Page.Address, Found: true}, true
		}
	}
	return Target{}, false
}

// named returns the pages that a bare name may mean: a path under content/, an
// address, or a slug, file name or title. A page of the asking page's own
// section wins over namesakes elsewhere.
func (ix *Index) named(from *site.Page, name string) []*site.Page {
	name = strings.Trim(strings.TrimSuffix(name, ".md"), "/")
	if strings.Contains(name, "/") {
		if t, ok := ix.resolvePath(from, name); ok && t.Page != nil {
			return []*site.Page{t.Page}
		}
		if t, ok := ix.resolvePath(from, "/"+name); ok && t.Page != nil {
			return []*site.Page{t.Page}
		}
		return nil
	}
	pages := ix.names[french.Slug(name)]
	if len(pages) < 2 {
		return pages
	}
	exact := slices.DeleteFunc(slices.Clone(pages), func(p *site.Page) bool { return p.Slug != name })
	if len(exact) == 1 {
		return exact
	}
	same := slices.DeleteFunc(slices.Clone(pages), func(p *site.Page) bool { return p.Section != from.Section })
	if len(same) == 1 {
		return same
	}
	return pages
}

// fileName is a name that ends as those of files do.
var fileName = regexp.MustCompile(`\.(?:[A-Za-z]{2,4}|mp[34])$`)

// filesNamed returns the files that are not pages and that a name, or the end of a
// path, may mean: those below the folder of the asking page before those elsewhere.
func (ix *Index) filesNamed(from *site.Page, name string) []string {
	end := "/" + foldPath(strings.TrimPrefix(path.Clean("/"+name), "/"))
	var all, near []string
	for _, file := range ix.beside[path.Base(end)] {
		if !strings.HasSuffix("/"+foldPath(file), end) {
			continue
		}
		all = append(all, file)
		if strings.HasPrefix(file, path.Dir(from.Path)+"/") {
			near = append(near, file)
		}
	}
	if len(near) == 1 {
		return near
	}
	return all
}

// foldPath makes paths comparable whatever the case and Unicode form that a
// file system or an author gave their letters.
func foldPath(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		if part == "_index.md" {
			continue // not index.md
		}
		parts[i] = french.Fold(part)
	}
	return strings.Join(parts, "/")
}

func slugPath(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = french.Slug(part)
	}
	return strings.Join(parts, "/")
}
