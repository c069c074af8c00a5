package markdown

import (
	"bufio"
	"bytes"
	stdhtml "html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"

	"essaim/generator/internal/math"
)

// decode returns the plain text of a piece of Markdown text: entities and
// backslashes resolved in one pass, as goldmark resolves them when it writes.
func decode(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var buf bytes.Buffer
	w := bufio.NewWriter(&buf)
	html.DefaultWriter.Write(w, raw)
	_ = w.Flush() // a bytes.Buffer does not fail
	return stdhtml.UnescapeString(buf.String())
}

// plain returns the text of a node and of all it holds, marks left out.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.IsRaw() {
				b.Write(n.Segment.Value(source))
			} else {
				b.WriteString(decode(n.Segment.Value(source)))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink: // in the text of an image, where links are not changed
			b.Write(n.Label(source))
		case *picture:
			b.WriteString(n.alt)
		case *keystroke:
			b.WriteString(strings.Join(n.names, "+"))
		case *inlineFormula:
			tex, _ := n.value(source)
			b.WriteString(math.Source(tex))
		}
		return ast.WalkContinue, nil
	})
	return strings.ToValidUTF8(strings.Map(visible, b.String()), "\ufffd")
}

func visible(r rune) rune {
	if isControl(r) {
		return ' '
	}
	return r
}

// plainText returns a node that writes s as it is, escaped.
func plainText(s string) ast.Node {
	n := ast.NewString([]byte(s))
	n.SetRaw(true)
	return n
}

// hasContent tells whether a link shows something: a picture, or a letter.
func hasContent(n ast.Node, source []byte) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if len(bytes.TrimSpace(c.Segment.Value(source))) > 0 {
				return true
			}
		case *ast.RawHTML:
		default:
			return true
		}
	}
	return false
}

// words counts the words that a reader reads.
func words(doc ast.Node, source []byte) int {
	var c wordCounter
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				c.add(n.Segment.Value(source))
				if n.SoftLineBreak() || n.HardLineBreak() {
					c.end()
				}
			}
		case *ast.String:
			if entering {
				c.add(n.Value)
			}
		case *inlineFormula:
			if entering {
				tex, _ := n.value(source)
				c.add([]byte(tex))
			}
		case *formulaBlock:
			c.end()
			if entering {
				tex, _ := n.value(source)
				c.add([]byte(tex))
			}
		case *ast.CodeBlock, *listing:
			c.end()
			for i := 0; entering && i < n.Lines().Len(); i++ {
				line := n.Lines().At(i)
				c.add(line.Value(source))
			}
		default:
			if n.Type() == ast.TypeBlock {
				c.end()
			}
		}
		return ast.WalkContinue, nil
	})
	c.end()
	return c.words
}

// wordCounter counts runs of anything but spaces that hold a letter or a digit:
// « l'école » is one word, a dash alone is none.
type wordCounter struct {
	words int
	in    bool
}

func (c *wordCounter) add(b []byte) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		b = b[size:]
		switch {
		case unicode.IsSpace(r):
			c.end()
		case !c.in && isWordRune(r):
			c.in = true
		}
	}
}

func (c *wordCounter) end() {
	if c.in {
		c.words++
	}
	c.in = false
}
