package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"essaim/generator/internal/french"
)

// frameIDs are the ids of the frame around a body. A heading never takes one.
var frameIDs = []string{"contenu", "menu", "recherche", "pied"}

// headingIDs gives each heading its level and its id, which its author gave or
// its text as it is written makes, and returns them. The title of the page is its only h1: when a
// body has some, all its headings go down by one level.
func (p *page) headingIDs(found []ast.Node) (all []*ast.Heading) {
	shift := 0
	for _, n := range found {
		if h, ok := n.(*ast.Heading); ok {
			all = append(all, h)
			if h.Level == 1 {
				shift = 1
			}
		}
	}
	for _, h := range all {
		h.Level = min(h.Level+shift, 6)
		if _, own := h.AttributeString("id"); !own {
			h.SetAttributeString("id", []byte(p.ids.take(french.Slug(plain(h, p.src.Body)))))
		}
	}
	return all
}

// headings describes headings that have their ids.
func (p *page) headings(all []*ast.Heading) (list []Heading) {
	for _, h := range all {
		id, _ := h.AttributeString("id")
		text := strings.FieldsFunc(plain(h, p.src.Body), func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' })
		list = append(list, Heading{Level: h.Level, ID: string(id.([]byte)), Text: strings.Join(text, " ")})
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
