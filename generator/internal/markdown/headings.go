package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"essaim/generator/internal/french"
)

// frameIDs are the ids of the frame around a body. A heading never takes one.
var frameIDs = []string{"contenu", "menu", "recherche", "pied"}

// headings gives each heading its level and its id, and returns them. The title
// of the page is its only h1: when a body has some, all its headings go down by
// one level.
func (p *page) headings(found []ast.Node) []Heading {
	var all []*ast.Heading
	shift := 0
	for _, n := range found {
		if h, ok := n.(*ast.Heading); ok {
			all = append(all, h)
			if h.Level == 1 {
				shift = 1
			}
		}
	}
	var list []Heading
	ids := newIDs(frameIDs)
	for _, h := range all {
		h.Level = min(h.Level+shift, 6)
		text := strings.Join(strings.Fields(plain(h, p.src.Body)), " ")
		id := ids.take(french.Slug(text))
		h.SetAttributeString("id", []byte(id))
		list = append(list, Heading{Level: h.Level, ID: id, Text: text})
	}
	return list
}

// ids gives names that are used once.
type ids struct {
	used map[string]bool
	last map[string]int // last number given after a name, so that 10 000 equal headings take linear time
}

func newIDs(reserved []string) *ids {
	s := &ids{used: map[string]bool{}, last: map[string]int{}}
	for _, id := range reserved {
		s.used[id] = true
	}
	return s
}

func (s *ids) take(base string) string {
	if base == "" {
		base = "section"
	}
	id := base
	for n := max(s.last[base], 1); s.used[id]; {
		n++
		s.last[base] = n
		id = base + "-" + strconv.Itoa(n)
	}
	s.used[id] = true
	return id
}
