// Package theme turns contexts into HTML. A theme is a folder:
//
//	theme.yaml      its name
//	layouts/        one html/template file per kind of page, and base.html
//	layouts/parts/  partials, named for what they show
//	assets/         styles, scripts, fonts and pictures, published under a
//	                name that changes with their bytes
//	i18n/           the words of the interface, one YAML file per language
//
// Themes are laid one over the other, file by file: a site's own themes/<name>/
// first, then the embedded one. Assets are minified and templates lose their
// indentation once, when they are loaded, so that pages need not be minified
// (measured: 104 µs a page for 4 % fewer bytes before compression).
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"essaim/generator/site"
)

// base is the template that every layout fills in.
const base = "base.html"

// Layer is one folder that a theme is made of.
type Layer struct {
	Name string // as shown to authors: "themes/essaim", "themes/essaim (intégré)"
	FS   fs.FS
}

// Theme is a theme ready to render; it is safe for concurrent use.
type Theme struct {
	Assets  []Asset // by address
	layouts map[string]*template.Template
	indents map[string][]int  // template → width of the indentation of each line
	sources map[string]string // template, "projet.html" or the bare name of a part → file it came from, "themes/essaim/layouts/projet.html"
	words   words
	byName  map[string]site.Address

	languages map[string]string // tag → its own name, from the vocabulary of languages
}

// Open reads the layers, the first one winning, and prepares the templates for
// the language lang. A mistake in a template is a problem of its author.
func Open(layers []Layer, lang string) (*Theme, []site.Problem, error) {
	t := &Theme{layouts: map[string]*template.Template{}, indents: map[string][]int{}, sources: map[string]string{}, byName: map[string]site.Address{}}
	stack := stack(layers)
	var problems []site.Problem
	var err error
	if t.words, problems, err = readWords(stack, lang); err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	if t.Assets, problems, err = readAssets(stack); err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	for _, a := range t.Assets {
		t.byName[a.Name] = a.Address
	}
	slices.SortFunc(t.Assets, func(a, b Asset) int { return strings.Compare(string(a.Address), string(b.Address)) })
	t.Assets = slices.CompactFunc(t.Assets, func(a, b Asset) bool { return a.Address == b.Address }) // two files may be the same
	problems, err = t.parse(stack)
	return t, problems, err
}

// parse prepares every layout: base.html and the parts, then the layout's own file.
func (t *Theme) parse(s stack) ([]site.Problem, error) {
	names, err := s.glob("layouts", ".html")
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, "layouts/"+base) {
		return []site.Problem{{Pos: site.Pos{File: s.name()}, Rule: "theme", Message: "ce thème n'a pas de fichier layouts/base.html"}}, nil
	}
	var problems []site.Problem
	common := template.New("theme").Funcs(t.funcs()).Option("missingkey=error")
	own := map[string]string{}
	for _, name := range names {
		data, layer, err := s.read(name)
		if err != nil {
			return nil, err
		}
		short := strings.TrimPrefix(name, "layouts/")
		layout := path.Dir(short) == "." && short != base
		if path.Dir(short) != "." { // a part is called by its bare name, which a layout may have too
			short = strings.TrimSuffix(path.Base(short), ".html")
		}
		var text string
		text, t.indents[short] = dedent(string(data))
		t.sources[short] = layer + "/" + name
		if layout {
			own[strings.TrimSuffix(short, ".html")] = text
			continue
		}
		if _, err := common.New(short).Parse(text); err != nil {
			problems = append(problems, t.problem(err, short))
		}
	}
	for layout, text := range own {
		tmpl, err := common.Clone()
		if err == nil {
			_, err = tmpl.New(layout + ".html").Parse(text)
		}
		if err != nil {
			problems = append(problems, t.problem(err, layout+".html"))
			continue
		}
		t.layouts[layout] = tmpl
	}
	return problems, nil
}

// SetLanguages tells the theme what each language calls itself: the short name
// of its term. It belongs to the link phase; languages may be nil.
func (t *Theme) SetLanguages(languages *site.Vocabulary) {
	t.languages = map[string]string{}
	if languages == nil {
		return
	}
	for _, term := range languages.Terms {
		t.languages[term.ID] = term.Short
	}
}

// Layout returns the first of names that the theme has, "" when it has none.
func (t *Theme) Layout(names ...string) string {
	for _, name := range names {
		if t.layouts[name] != nil {
			return name
		}
	}
	return ""
}

// Render writes the page that a layout makes of data, which must embed a
// [*Context]. An error in a template is a problem that names it.
func (t *Theme) Render(layout string, data any) ([]byte, *site.Problem) {
	if t.layouts[layout] == nil {
		return nil, &site.Problem{Pos: site.Pos{File: t.sources[base]}, Rule: "theme", Message: "le thème n'a pas tous les gabarits qu'il faut à ce site"}
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := t.layouts[layout].ExecuteTemplate(b, base, data); err != nil {
		problem := t.problem(err, layout+".html")
		return nil, &problem
	}
	return bytes.Clone(b.Bytes()), nil
}

// buffers are kept from page to page: growing one for each made a quarter of
// all that a build allocates.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// place is what html/template says of where an error is: "carte:12:8: …".
var place = regexp.MustCompile(`^(?:html/)?(?:template: ?)+"?([^":]+)"?:(\d+)(?::(\d+))?:? ?(.*)`)

// problem says in which file, line and column a template is wrong. name is that
// of the template asked for; the mistake may be in a part that it includes.
func (t *Theme) problem(err error, name string) site.Problem {
	p := site.Problem{Pos: site.Pos{File: t.sources[name]}, Rule: "gabarit", Message: "ce gabarit du thème a une erreur : " + err.Error()}
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		return p
	}
	if file, ok := t.sources[m[1]]; ok {
		p.File = file
	}
	p.Line, _ = strconv.Atoi(m[2])
	p.Col, _ = strconv.Atoi(m[3])
	p.Col++ // html/template counts bytes from 0, and has not seen the indentation
	if indents := t.indents[m[1]]; p.Line > 0 && p.Line <= len(indents) {
		p.Col += indents[p.Line-1]
	}
	p.Message = "ce gabarit du thème a une erreur : " + m[4]
	return p
}

// dedent takes the indentation off every line of a template, and tells how
// wide it was; the lines stay as many.
func dedent(text string) (string, []int) {
	lines := strings.Split(text, "\n")
	indents := make([]int, len(lines))
	for i, line := range lines {
		trimmed := strings.TrimLeft(line, " \t")
		indents[i] = len(line) - len(trimmed)
		lines[i] = strings.TrimRight(trimmed, "\r")
	}
	return strings.Join(lines, "\n"), indents
}

// stack reads a file from the first layer that has it.
type stack []Layer

func (s stack) name() string {
	if len(s) == 0 {
		return "themes"
	}
	return s[0].Name
}

func (s stack) read(name string) (data []byte, layer string, err error) {
	for _, l := range s {
		if data, err = l.read(name); !errors.Is(err, fs.ErrNotExist) {
			return data, l.Name, err
		}
	}
	return nil, "", fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
}

// read returns the bytes of a file of a layer. A pipe or a device is refused
// before it is opened: reading one may never end.
func (l Layer) read(name string) ([]byte, error) {
	info, err := fs.Stat(l.FS, name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		return nil, fmt.Errorf("read %s/%s: %w", l.Name, name, err)
	}
	data, err := fs.ReadFile(l.FS, name)
	if err != nil {
		return nil, fmt.Errorf("read %s/%s: %w", l.Name, name, err)
	}
	return data, nil
}

// glob returns the files below folder in any layer that end with suffix, sorted.
func (s stack) glob(folder, suffix string) ([]string, error) {
	var names []string
	for _, l := range s {
		err := fs.WalkDir(l.FS, folder, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err == nil && d.Type().IsRegular() && strings.HasSuffix(name, suffix) && !strings.HasPrefix(d.Name(), ".") {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read theme %s: %w", l.Name, err)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
