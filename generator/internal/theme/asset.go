package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"essaim/generator/site"
)

// Asset is a file of the theme as it is published.
type Asset struct {
	Name    string       // path under assets/, "essaim.css"
	Address site.Address // "assets/essaim.3f2a9c01.css"
	Data    []byte
}

// readAssets prepares the assets of a theme: minified, and named after their
// bytes, so that a browser may keep them for ever.
func readAssets(s stack) (assets []Asset, problems []site.Problem, err error) {
	names, err := s.glob("assets", "")
	if err != nil {
		return nil, nil, err
	}
	sheets := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return path.Ext(name) != ".css" })
	names = slices.DeleteFunc(names, func(name string) bool { return path.Ext(name) == ".css" })
	m := minifier()
	for _, full := range slices.Concat(names, sheets) { // sheets last: they name fonts and pictures
		data, layer, err := s.read(full)
		if err != nil {
			return nil, nil, err
		}
		a := Asset{Name: strings.TrimPrefix(full, "assets/"), Data: data}
		if path.Ext(full) == ".css" {
			a.Data = a.rewritten(assets)
		}
		if mime, ok := minified[path.Ext(full)]; ok {
			if a.Data, err = m.Bytes(mime, a.Data); err != nil {
				problems = append(problems, wrong(layer+"/"+full, err, "ce fichier du thème ne peut pas être lu : "+firstLine(err), ""))
			}
		}
		assets = append(assets, a.named())
	}
	return assets, problems, nil
}

// named gives an asset its address: all in one folder, under its base name and
// the first bytes of its hash.
func (a Asset) named() Asset {
	sum := sha256.Sum256(a.Data)
	ext := path.Ext(a.Name)
	base := strings.TrimSuffix(path.Base(a.Name), ext)
	a.Address = site.Address("assets/" + base + "." + hex.EncodeToString(sum[:5]) + ext)
	return a
}

// reference is a file that a style sheet names, without its quotes.
var reference = regexp.MustCompile(`(url\(\s*["']?)([^"')\s]+)`)

// rewritten returns the bytes of a style sheet whose references to assets lead
// to their addresses; they are all in one folder.
func (a Asset) rewritten(assets []Asset) []byte {
	return reference.ReplaceAllFunc(a.Data, func(match []byte) []byte {
		m := reference.FindSubmatch(match)
		name, fragment, _ := strings.Cut(string(m[2]), "#")
		i := slices.IndexFunc(assets, func(b Asset) bool { return b.Name == path.Join(path.Dir(a.Name), name) })
		if i < 0 {
			return match
		}
		link := string(m[1]) + path.Base(string(assets[i].Address))
		if fragment != "" {
			link += "#" + fragment
		}
		return []byte(link)
	})
}

// minified is the kinds of files that lose what browsers do not need.
var minified = map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

func minifier() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	return m
}

// firstLine is what an error says before it shows where.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
