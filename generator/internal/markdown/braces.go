package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// attributions reads « {.droite #ici lang=en} », as Pandoc, PHP Markdown Extra,
// kramdown and mkdocs write it: after a heading, after a link, an image or a
// mark, after a [passage] between brackets, at the end of a paragraph or on the
// line after a block. An author can name a class of the theme, an id and a
// language, and nothing else.
type attributions struct{}

// braced is a pair of braces of which it is not known yet what they are about.
type braced struct {
	ast.BaseInline
	list    []attr
	segment text.Segment
}

// passage is a [passage]{lang=en}.
type passage struct{ ast.BaseInline }

var (
	kindBraced  = ast.NewNodeKind("Braced")
	kindPassage = ast.NewNodeKind("Passage")
)

func (*braced) Kind() ast.NodeKind               { return kindBraced }
func (n *braced) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (*passage) Kind() ast.NodeKind              { return kindPassage }
func (n *passage) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (attributions) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithInlineParsers(util.Prioritized(attributions{}, 150)),
		parser.WithASTTransformers(util.Prioritized(attributions{}, 100)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(attributions{}, 100)))
}

func (attributions) Trigger() []byte { return []byte{'{'} }

// foundBraces are those of a text, in order; givenNodes are the nodes that some
// are about.
var (
	foundBraces = parser.NewContextKey()
	givenNodes  = parser.NewContextKey()
)

func (attributions) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	list, rest := attributes(line)
	if list == nil {
		return nil
	}
	length := len(line) - len(rest)
	block.Advance(length)
	n := &braced{list: list, segment: text.NewSegment(segment.Start, segment.Start+length)}
	n.SetPos(segment.Start)
	found, _ := pc.Get(foundBraces).([]*braced)
	pc.Set(foundBraces, append(found, n))
	return n
}

// Transform gives each pair of braces to the node that it is about. Those that
// are about nothing are text again.
func (attributions) Transform(_ *ast.Document, reader text.Reader, pc parser.Context) {
	found, _ := pc.Get(foundBraces).([]*braced)
	parents := map[ast.Node]bool{}
	var nodes []ast.Node
	for _, b := range found {
		if parent := b.Parent(); !parents[parent] {
			parents[parent] = true
			bracketed(parent, reader.Source())
		}
		n := b.subject(reader.Source())
		if n == nil {
			replace(b, ast.NewTextSegment(b.segment))
			if slices.ContainsFunc(b.list, func(a attr) bool { return a.key == "class" || a.key == "id" || a.key == "lang" }) {
				remarkOn(pc, b.segment.Start, "attribut", quoted(string(b.segment.Value(reader.Source())))+" ne porte sur rien : c'est resté du texte",
					"le coller à un lien, à une image ou à un [passage entre crochets], ou en finir un titre ou un paragraphe")
			}
			continue
		}
		b.Parent().RemoveChild(b.Parent(), b)
		n.SetAttributeString(givenAttribute, b)
		nodes = append(nodes, n)
	}
	pc.Set(givenNodes, nodes)
}

// bracketed encloses each [passage] of n that braces follow, and leaves the braces
// after it. It reads n once, whatever its brackets.
func bracketed(n ast.Node, source []byte) {
	type place struct {
		text   *ast.Text
		offset int // of its [, in the source
	}
	var open []place
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || t.IsRaw() {
			continue
		}
		for i := t.Segment.Start; i < t.Segment.Stop; i++ {
			switch source[i] {
			case '\\':
				i++
			case '[':
				open = append(open, place{t, i})
			case ']':
				if len(open) == 0 {
					continue
				}
				from := open[len(open)-1]
				open = open[:len(open)-1]
				b, ok := t.NextSibling().(*braced)
				if ok && i+1 == t.Segment.Stop && i+1 == b.segment.Start {
					c = enclose(from.text, from.offset, t, b)
				}
			}
		}
	}
}

// enclose puts what stands between the [ at offset in first and the ] that ends
// last in a passage, before b; it returns the passage.
func enclose(first *ast.Text, offset int, last *ast.Text, b *braced) *passage {
	parent := b.Parent()
	s := &passage{}
	s.SetPos(offset)
	last.Segment = last.Segment.WithStop(last.Segment.Stop - 1)
	inside := ast.NewTextSegment(text.NewSegment(offset+1, first.Segment.Stop))
	inside.SetSoftLineBreak(first.SoftLineBreak())
	inside.SetHardLineBreak(first.HardLineBreak())
	for c := first.NextSibling(); c != ast.Node(b); {
		next := c.NextSibling()
		s.AppendChild(s, c)
		c = next
	}
	if !inside.Segment.IsEmpty() || first != last && (first.SoftLineBreak() || first.HardLineBreak()) {
		s.InsertBefore(s, s.FirstChild(), inside)
	}
	parent.InsertBefore(parent, b, s)
	first.Segment = text.NewSegment(first.Segment.Start, offset)
	first.SetSoftLineBreak(false)
	first.SetHardLineBreak(false)
	if first.Segment.IsEmpty() {
		parent.RemoveChild(parent, first)
	}
	return s
}

// subject returns the node that braces are about, nil when there is none.
func (b *braced) subject(source []byte) ast.Node {
	parent, before := b.Parent(), b.PreviousSibling()
	switch before.(type) {
	case *passage, *ast.Link, *ast.Image, *ast.AutoLink, *ast.CodeSpan, *ast.Emphasis, *extast.Strikethrough, *mark:
		if given(before) == nil {
			return before
		}
	}
	if b.NextSibling() != nil || parent.Type() != ast.TypeBlock {
		return nil
	}
	gap, _ := before.(*ast.Text)
	if gap != nil && isBlank(gap.Segment.Value(source)) && gap.PreviousSibling() == parent.FirstChild() {
		if image, ok := gap.PreviousSibling().(*ast.Image); ok && given(image) == nil {
			parent.RemoveChild(parent, gap)
			return image
		}
	}
	n := parent
	switch parent.(type) {
	case *ast.Heading:
	case *ast.Paragraph, *ast.TextBlock, *extast.DefinitionTerm:
		if before == nil {
			n = parent.PreviousSibling()
		} else if gap == nil || !gap.SoftLineBreak() && !gap.HardLineBreak() && gap.Segment.TrimRightSpace(source).Stop == gap.Segment.Stop {
			return nil
		} else if parent.Kind() == ast.KindTextBlock {
			n = parent.Parent() // an item of a list has no paragraph of its own
		}
	}
	if n == nil || !takesAttributes(n) || given(n) != nil {
		return nil
	}
	if before == nil && n != parent { // nothing else was in the paragraph
		parent.Parent().RemoveChild(parent.Parent(), parent)
	}
	if gap != nil {
		gap.Segment = gap.Segment.TrimRightSpace(source)
		gap.SetSoftLineBreak(false)
		gap.SetHardLineBreak(false)
		if n.Kind() == ast.KindHeading {
			withoutClosing(gap, source)
		}
	}
	return n
}

// takesAttributes tells whether the element that a block becomes is written
// with what is said of it.
func takesAttributes(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.List, *ast.ListItem, *extast.Table,
		*extast.DefinitionList, *extast.DefinitionTerm, *extast.DefinitionDescription:
		return true
	case *ast.Blockquote:
		_, boxed := n.AttributeString(alertAttribute)
		return !boxed
	}
	return false
}

// withoutClosing drops the # that may end a heading before its braces.
func withoutClosing(t *ast.Text, source []byte) {
	value := t.Segment.Value(source)
	rest := bytes.TrimRight(value, "#")
	if len(rest) < len(value) && (len(rest) == 0 || rest[len(rest)-1] == ' ') {
		t.Segment = t.Segment.WithStop(t.Segment.Start + len(bytes.TrimRight(rest, " ")))
	}
}

// givenAttribute keeps, on a node, the braces that are about it.
const givenAttribute = "_attributs"

// given returns the braces that are about n, nil when there are none.
func given(n ast.Node) *braced {
	value, _ := n.AttributeString(givenAttribute)
	b, _ := value.(*braced)
	return b
}

// give checks what stands between braces and writes on each node what it may
// say.
func (p *page) give(pc parser.Context) {
	nodes, _ := pc.Get(givenNodes).([]ast.Node)
	for _, n := range nodes {
		b := given(n)
		switch n.(type) {
		case *ast.Image, *ast.Link, *ast.AutoLink: // they have attributes of their own
			p.giveOwn(n, b)
		}
		p.allow(n, b.list, b.segment.Start)
		if n.Kind() == kindPassage && len(n.Attributes()) == 1 {
			unwrap(n)
		}
	}
}

// giveOwn writes on an image or a link what only it may be said of, and takes
// it out of the list.
func (p *page) giveOwn(n ast.Node, b *braced) {
	_, isImage := n.(*ast.Image)
	b.list = slices.DeleteFunc(b.list, func(a attr) bool {
		class, word := a.value, ""
		if a.key != "class" {
			class, word = "", a.key
		}
		switch key, value := braceMeaning(class, word, a.value); {
		case key != "" && (isImage || ofLinks[key]):
			n.SetAttributeString(key, []byte(value))
			return true
		case isImage && (a.key == "class" || a.key == "id" || a.key == "lang"):
			p.warn(b.segment.Start+a.at, "attribut", quoted(a.value)+" ne peut pas être dit d'une image : il est ignoré", "ce qui peut l'être : .droite, .gauche, .centre, width=300")
			return true
		}
		return false
	})
}

func (attributions) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindPassage, renderPassage)
}

func renderPassage(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</span>")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<span")
	said(w, n, "")
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}
