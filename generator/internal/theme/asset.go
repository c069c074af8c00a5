package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
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
func readAssets(s stack) ([]Asset, error) {
	names, err := s.glob("assets", "")
	if err != nil {
		return nil, err
	}
	m := minifier()
	var assets []Asset
	var sheets []Asset // after the others: a style sheet names fonts and pictures
	for _, full := range names {
		data, _, err := s.read(full)
		if err != nil {
			return nil, err
		}
		a := Asset{Name: strings.TrimPrefix(full, "assets/"), Data: data}
		switch path.Ext(full) {
		case ".css":
			sheets = append(sheets, a)
			continue
		case ".js":
			a.Data, err = m.Bytes("text/javascript", data)
		case ".svg":
			a.Data, err = m.Bytes("image/svg+xml", data)
		}
		if err != nil {
			return nil, fmt.Errorf("minify %s: %w", full, err)
		}
		assets = append(assets, a.named())
	}
	for _, a := range sheets {
		for _, other := range assets {
			a.Data = bytes.ReplaceAll(a.Data, []byte(`"`+other.Name+`"`), []byte(`"`+path.Base(string(other.Address))+`"`))
		}
		if a.Data, err = m.Bytes("text/css", a.Data); err != nil {
			return nil, fmt.Errorf("minify %s: %w", a.Name, err)
		}
		assets = append(assets, a.named())
	}
	return assets, nil
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

func minifier() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	return m
}
