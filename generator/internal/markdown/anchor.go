package markdown

import (
	"bytes"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// anchors checks the links to a place in the page, once all its ids are known.
// An anchor that differs from an id by its accents, its capitals or its signs
// only, as those of GitHub and HedgeDoc do, means this id.
func (p *page) anchors() {
	if len(p.toPlaces) == 0 || p.ids == nil {
		return
	}
	ids := slices.Sorted(maps.Keys(p.ids.used))
	folded := map[string]string{} // "" when two ids are alike
	for _, id := range ids {
		key := foldedAnchor(id)
		if _, twice := folded[key]; twice {
			id = ""
		}
		folded[key] = id
	}
	for _, n := range p.toPlaces {
		anchor := string(n.Destination[1:])
		if plain, err := url.PathUnescape(anchor); err == nil {
			anchor = plain
		}
		if anchor == "" || anchor == "top" || p.ids.used[anchor] || isNoteID(anchor) {
			continue
		}
		if id := folded[foldedAnchor(anchor)]; id != "" {
			n.Destination = []byte("#" + id)
			continue
		}
		hint := "donner un identifiant à l'endroit voulu, ## Titre {#mon-titre}, ou retirer le lien"
		if near := p.guess(anchor, ids); near != "" {
			hint = "écrire #" + near
		}
		p.warn(n.Pos(), "lien", "la page n'a pas d'endroit nommé "+quoted("#"+anchor), hint)
	}
}

func foldedAnchor(s string) string { return strings.ReplaceAll(french.Fold(s), " ", "") }

func isNoteID(s string) bool { return strings.HasPrefix(s, "note:") || strings.HasPrefix(s, "appel:") }

// nearLinks finds what looks like a link and is none: its address has a space.
type nearLinks struct{}

func (nearLinks) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(nearLinks{}, 201))) // after links
}

func (nearLinks) Trigger() []byte { return []byte{']'} }

func (nearLinks) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	const longest = 300 // bytes
	line, segment := block.PeekLine()
	inside, ok := bytes.CutPrefix(line[:min(len(line), longest)], []byte("]("))
	end := bytes.IndexByte(inside, ')')
	if !ok || end < 0 {
		return nil
	}
	address, title := inside[:end], []byte(nil)
	if i := bytes.Index(address, []byte(` "`)); i > 0 {
		address, title = address[:i], address[i:]
	}
	address = bytes.TrimSpace(address)
	if bytes.IndexByte(address, ' ') < 0 || bytes.ContainsAny(address, "<>") || !looksLikeAddress(address) {
		return nil
	}
	remarkOn(pc, segment.Start, "lien", "ce n'est pas un lien, parce que son adresse contient une espace : "+quoted(string(address)),
		"la mettre entre chevrons : (<"+string(address)+">"+string(title)+")")
	return nil
}

// looksLikeAddress tells whether a text ends as the name of a file, or begins as
// an address.
func looksLikeAddress(b []byte) bool {
	for _, start := range []string{"http://", "https://", "/", "./", "../"} {
		if bytes.HasPrefix(b, []byte(start)) {
			return true
		}
	}
	i := bytes.LastIndexByte(b, '.')
	if i < 1 || len(b)-i < 3 || len(b)-i > 6 {
		return false
	}
	for _, c := range b[i+1:] {
		if !util.IsAlphaNumeric(c) {
			return false
		}
	}
	return true
}
