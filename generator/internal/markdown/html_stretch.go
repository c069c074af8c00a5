package markdown

import (
	"bytes"
	stdhtml "html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// stretch is a run of text and inline tags between two blocks of HTML.
type stretch struct {
	b      *builder
	line   *lineHTML // nil between two paragraphs
	silent string    // the tag that is dropped with all it holds, "" for none
	from   int       // where it stands in raw
}

// stretch adds what stands from start to stop in raw.
func (b *builder) stretch(start, stop int) {
	raw := b.raw[start:stop]
	if len(bytes.TrimSpace(raw)) == 0 {
		return
	}
	if b.shows && len(readHTML(raw).tags) > 0 {
		n := ast.NewHTMLBlock(ast.HTMLBlockType6)
		n.Lines().AppendAll(b.segments(start, stop))
		n.SetPos(b.place(start))
		b.add(n)
		return
	}
	s := &stretch{b: b}
	z := html.NewTokenizer(bytes.NewReader(raw))
	for at := start; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		end := at + len(z.Raw())
		s.token(z, kind, at, end)
		at = end
	}
	s.end()
	if s.silent != "" {
		b.p.warn(b.place(s.from), "html", "la balise <"+s.silent+"> n'est pas refermée : la suite, jusqu'à la fin du bloc, n'est pas dans la page", "la retirer, ou écrire </"+s.silent+">")
	}
}

// readsTags makes the tokenizer read the tags in an element that is no program:
// a browser takes what stands in a <textarea> for text, and it stays.
func readsTags(z *html.Tokenizer, name string) {
	if name != "script" && name != "style" && name != "noscript" {
		z.NextIsNotRawText()
	}
}

func (s *stretch) token(z *html.Tokenizer, kind html.TokenType, at, end int) {
	switch kind {
	case html.TextToken:
		if s.silent == "" {
			s.text(at, end)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		t := readTag(z, at)
		readsTags(z, t.name)
		if s.silent == "" {
			s.start(t, kind, s.b.place(at))
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		s.close(string(name), s.b.place(at))
	case html.DoctypeToken:
		s.b.p.warnHTML(s.b.place(at), "")
	case html.CommentToken:
		switch raw := s.b.raw[at:end]; {
		case s.silent != "":
		case !bytes.HasPrefix(raw, []byte("<!--")): // <?php …
			s.b.p.warnHTML(s.b.place(at), "")
		case !bytes.HasSuffix(raw, []byte("-->")):
			s.b.p.unclosedComment(s.b.place(at))
		}
	}
}

func (s *stretch) start(t tag, kind html.TokenType, offset int) {
	switch name, what := htmlName(t.name); {
	case inLine(t.name):
		if s.paragraph().start(t, offset, nil) {
			return
		}
	case what == wrapper:
		s.end()
		return
	case what == silenced && kind == html.StartTagToken:
		s.silent, s.from = name, t.offset
	case isColumn(t.name):
		return
	}
	s.b.p.opened[t.name]++
	s.b.p.warnHTML(offset, t.name)
}

// isColumn tells the tags that only say how a table looks.
func isColumn(name string) bool { return name == "col" || name == "colgroup" }

func (s *stretch) close(name string, offset int) {
	switch {
	case s.silent != "":
		if name == s.silent {
			s.silent = ""
			s.b.p.opened[name]--
		}
	case s.line != nil && s.line.close(name):
	case htmlElements[name] == wrapper:
		s.end()
	case isColumn(name):
	default:
		s.b.p.unopened(offset, name)
	}
}

// paragraph returns the line that the text goes to, a new paragraph if there is
// none.
func (s *stretch) paragraph() *lineHTML {
	if s.line != nil {
		return s.line
	}
	var n ast.Node
	switch t := s.b.top(); htmlElements[t.name] {
	case line:
		if n = t.node; n.HasChildren() {
			n.AppendChild(n, plainText(" "))
		}
	case block:
		n = ast.NewTextBlock()
		if t.name == "details" || t.name == "blockquote" {
			n = ast.NewParagraph()
		}
		s.b.add(n)
	default:
		n = ast.NewParagraph()
		s.b.add(n)
	}
	s.line = newLine(s.b.p, n)
	return s.line
}

// end ends the paragraph.
func (s *stretch) end() {
	if s.line == nil {
		return
	}
	s.line.end()
	n := s.line.parent
	if last, ok := n.LastChild().(*ast.Text); ok {
		last.SetSoftLineBreak(false)
		last.Segment = last.Segment.TrimRightSpace(s.b.p.src.Body)
	}
	if !hasContent(n, s.b.p.src.Body) && (n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock) {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	s.line = nil
}

// markdownLike is what the author of a block of HTML meant as Markdown.
var markdownLike = regexp.MustCompile("\\*\\*\\S[^*]*\\*\\*|\\]\\([^)\\s]+\\)|`[^`]+`|(?m:^[ \t]*(?:#{1,6}|[-*]) \\S)")

// markdownLike returns where Markdown stands from start to stop in raw, nil when
// there is none or some was said of this block.
func (s *stretch) markdownLike(start, stop int) []int {
	if s.b.said {
		return nil
	}
	return markdownLike.FindIndex(s.b.raw[start:stop])
}

// text adds the text from start to stop in raw.
func (s *stretch) text(start, stop int) {
	source := s.b.p.src.Body
	if m := s.markdownLike(start, stop); m != nil {
		s.b.said = true
		s.b.p.warn(s.b.place(start+m[0]), "html", "le texte d'un bloc de HTML n'est pas lu comme du Markdown : "+quoted(string(bytes.TrimSpace(s.b.raw[start+m[0]:start+m[1]]))),
			"laisser une ligne vide après la balise qui l'ouvre, et une avant celle qui le referme")
	}
	for i, segment := range s.b.segments(start, stop) {
		value := segment.Value(source)
		isEnd := bytes.HasSuffix(value, []byte("\n"))
		segment = text.NewSegment(segment.Start, segment.Start+len(bytes.TrimRight(value, "\r\n")))
		if i > 0 || s.line == nil {
			segment = segment.TrimLeftSpace(source)
		}
		if segment.IsEmpty() && (s.line == nil || !isEnd || !s.line.top().HasChildren()) {
			continue
		}
		to := s.paragraph().top()
		value = segment.Value(source)
		if bytes.IndexByte(value, '\\') >= 0 { // which means nothing in HTML
			to.AppendChild(to, plainText(stdhtml.UnescapeString(string(value))))
			segment = segment.WithStart(segment.Stop)
		}
		n := ast.NewTextSegment(segment)
		n.SetSoftLineBreak(isEnd)
		to.AppendChild(to, n)
	}
}
