package markdown

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"essaim/generator/internal/math"
	"essaim/generator/site"
)

// page is one text being rendered.
type page struct {
	src      Source
	res      Resolver
	starts   []int // offset in the body where each line begins
	problems []site.Problem
	opened   map[string]int  // HTML tags reported and not closed yet
	lost     map[string]bool // HTML tags with their attributes that were reported
	sets     int             // sets of tabs
	cards    int             // of resources
	silent   string          // a tag, "video", whose file is in a <source> to come
	rows     []ast.Node      // paragraphs that begin with a picture
	written  int             // bytes that addresses and titles will take in the output

	math     *math.Renderer
	formulas int             // what those of the page cost so far
	colors   int             // what those of its code cost so far
	unknown  map[string]bool // languages of code, already said
	ids      *ids            // of the page; nil for a short text, which has none
	guesses  int             // how many words were looked for that an author may have meant
	toPlaces []*ast.Link     // links to a place in the page
}

func newPage(src Source, res Resolver) *page {
	starts := make([]int, 1, 1+bytes.Count(src.Body, []byte{'\n'}))
	for i, c := range src.Body {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return &page{src: src, res: res, starts: starts, opened: map[string]int{}, lost: map[string]bool{}, unknown: map[string]bool{}}
}

// pos returns the place in the author's file of an offset in the body.
func (p *page) pos(offset int) site.Pos {
	line := sort.SearchInts(p.starts, offset+1) - 1
	return site.Pos{
		File: p.src.File,
		Line: p.src.Line + line,
		Col:  p.src.Indent + offset - p.starts[line] + 1,
	}
}

func (p *page) warn(offset int, rule, message, hint string) {
	p.problems = append(p.problems, site.Problem{
		Pos: p.pos(max(offset, 0)), Severity: site.Warning, Rule: rule, Message: message, Hint: hint,
	})
}

// quoted returns s between French quotes, short and on one line.
func quoted(s string) string {
	const most = 60
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '·'
		}
		return r
	}, s)
	return fmt.Sprintf("« %s »", s)
}

// withoutControls drops what XML 1.0 forbids and what no reader sees: a control
// character in a page makes the feeds that quote it malformed. Carriage returns
// go too, so that both kinds of line ends give the same page. Every < and & of
// the text is escaped by now, so that dropping bytes cannot make a tag. Bytes that
// are not UTF-8 become U+FFFD.
func withoutControls(html []byte) []byte {
	if utf8.Valid(html) && !hasUnseen(html) {
		return html
	}
	return bytes.Map(func(r rune) rune {
		if isUnseen(r) {
			return -1
		}
		return r
	}, html)
}

// hasUnseen looks at the bytes of UTF-8, which costs less than to read letters.
func hasUnseen(html []byte) bool {
	for i, c := range html {
		if c < ' ' && c != '\t' && c != '\n' || c == 0x7f || c == 0xef && html[i+1] == 0xbf && html[i+2] >= 0xbe {
			return true
		}
	}
	return false
}

func isUnseen(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff
}
