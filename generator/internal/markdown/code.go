package markdown

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// code writes blocks of code in a box that scrolls, and that the keyboard
// reaches for it (WCAG 2.1.1; axe: scrollable-region-focusable). What stands
// between fences has the colours of its language (color.go).
type code struct{}

// listing is a block of code between fences.
type listing struct {
	ast.BaseBlock
	info  info
	parts []part
}

var kindListing = ast.NewNodeKind("Listing")

func (*listing) Kind() ast.NodeKind              { return kindListing }
func (n *listing) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (*listing) IsRaw() bool                     { return true }

// info is what stands after the opening fence: « python », HedgeDoc's
// « python= », « python=12 » and « python! », mkdocs' and Hugo's linenos and
// hl_lines.
type info struct {
	language string
	first    int // number of the first line; 0 when lines have none
	wrapped  bool
	marked   []lineSpan // lines to be noticed
	title    string     // shown above; "" for none
}

type lineSpan struct{ first, last int }

const maxLine = 1_000_000 // number of a line

func readInfo(s string) info {
	var in info
	s = strings.TrimSpace(s)
	s = strings.TrimLeft(s, "{. ") // Pandoc: {.python .numberLines}
	end := strings.IndexAny(s, " \t={!,;:}")
	if end < 0 {
		return info{language: s}
	}
	in.language = s[:end]
	rest := s[end:]
	if after, ok := strings.CutPrefix(rest, "="); ok {
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		in.first = 1
		if n, err := strconv.Atoi(after[:digits]); err == nil && n < maxLine {
			in.first = n
		}
		rest = after[digits:]
	}
	in.wrapped = strings.HasPrefix(rest, "!")
	if numberedWords.MatchString(rest) {
		in.first = max(in.first, 1)
	}
	if m := firstLineOf.FindStringSubmatch(rest); m != nil {
		in.first, _ = strconv.Atoi(m[1]) // six digits at most
	}
	if _, lines, ok := strings.Cut(rest, "hl_lines="); ok {
		in.marked = readSpans(lines)
	} else if m := markedLines.FindStringSubmatch(rest); m != nil {
		in.marked = readSpans(m[1])
	}
	if m := listingTitle.FindStringSubmatch(rest); m != nil {
		in.title = m[1] + m[2]
	}
	return in
}

// What may follow the language: « linenums="1" title="a.py" » of mkdocs,
// « {linenos=table,linenostart=10} » of Hugo, « {.numberLines startFrom="10"} » of
// Pandoc, « {1,3-4} showLineNumbers » of Docusaurus.
var (
	numberedWords = regexp.MustCompile(`linenos(?:=(?:table|inline|true)|[^=\w]|$)|numberLines|number-lines|line-numbers|showLineNumbers`)
	firstLineOf   = regexp.MustCompile(`(?:linenums|linenostart|startFrom|start-?line)="?(\d{1,6})\b`)
	markedLines   = regexp.MustCompile(`\{([\d,\s-]+)\}`)
	listingTitle  = regexp.MustCompile(`(?:title|filename)=(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')`)
)

// readSpans reads « "2 4-6" » and « [2,"4-6"] ».
func readSpans(s string) (spans []lineSpan) {
	s = strings.TrimLeft(s, `"'[`)
	if end := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(`0123456789-, "'`, r) }); end >= 0 {
		s = s[:end]
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) {
		from, to, isSpan := strings.Cut(word, "-")
		if !isSpan {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 == nil && err2 == nil && len(spans) < 100 {
			spans = append(spans, lineSpan{first, last})
		}
	}
	return spans
}

func (in info) isMarked(line int) bool {
	for _, s := range in.marked {
		if s.first <= line && line <= s.last {
			return true
		}
	}
	return false
}

// codeBlock makes a block of code ready to be written.
func (p *page) codeBlock(n *ast.FencedCodeBlock) {
	var in info
	if n.Info != nil {
		in = readInfo(decode(n.Info.Segment.Value(p.src.Body)))
	}
	if strings.EqualFold(in.language, "math") {
		p.codeFormula(n)
		return
	}
	block := &listing{info: in}
	block.SetLines(n.Lines())
	block.SetPos(n.Pos())
	replace(n, block)

	var text strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text.Write(line.Value(p.src.Body))
	}
	source := strings.ReplaceAll(text.String(), "\r", "")
	colors, known := colorers()[strings.ToLower(in.language)]
	if in.language != "" && p.undrawn(n, in.language) {
		colors = nil
	} else if !known && in.language != "" {
		p.unknownLanguage(n, in.language)
	}
	block.parts = []part{{text: source}}
	if colors == nil || !isReasonable(source) || p.colors+colors.cost(source) > maxColors {
		return
	}
	p.colors += colors.cost(source)
	if parts, ok := colors.parts(source); ok {
		block.parts = parts
	} else {
		p.colors = maxColors // what went wrong once is not tried again
	}
}

// unknownLanguage says that a language is not known, once for each: what is
// written after the fence may be anything.
func (p *page) unknownLanguage(n *ast.FencedCodeBlock, name string) {
	const most = 20
	if p.unknown[name] || len(p.unknown) == most {
		return
	}
	p.unknown[name] = true
	hint := "sans langage, ou avec « text », rien n'est dit"
	if near := french.Nearest(name, colorerNames(), 1); near != nil {
		hint = "écrire ```" + near[0] + " si c'est ce que vous vouliez dire ; " + hint
	}
	p.problems = append(p.problems, site.Problem{
		Pos: p.pos(n.Info.Segment.Start), Severity: site.Info, Rule: "code",
		Message: "ce langage n'est pas connu : " + quoted(name) + ", le code n'a pas de couleurs", Hint: hint,
	})
}

func (code) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(code{}, 100)))
}

func (code) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindCodeBlock, renderCode)
	reg.Register(kindListing, renderListing)
}

func renderCode(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</code></pre>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<pre tabindex="0"><code>`)
	lines := node.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		_, _ = w.Write(util.EscapeHTML(line.Value(source)))
	}
	return ast.WalkContinue, nil
}

func renderListing(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*listing)
	if n.info.title != "" {
		_, _ = w.WriteString("<figure class=\"listing\">\n<figcaption>")
		_, _ = w.Write(util.EscapeHTML([]byte(n.info.title)))
		_, _ = w.WriteString("</figcaption>\n")
	}
	_, _ = w.WriteString("<pre")
	if n.info.wrapped { // it does not scroll
		attribute(w, "class", "replie")
	} else {
		attribute(w, "tabindex", "0")
	}
	_, _ = w.WriteString("><code")
	if n.info.language != "" {
		attribute(w, "class", "language-"+n.info.language)
	}
	_ = w.WriteByte('>')
	if n.info.first > 0 || n.info.marked != nil {
		n.writeLines(w)
	} else {
		for _, part := range n.parts {
			part.write(w, part.text)
		}
	}
	_, _ = w.WriteString("</code></pre>\n")
	if n.info.title != "" {
		_, _ = w.WriteString("</figure>\n")
	}
	return ast.WalkContinue, nil
}

// writeLines writes each line in an element of its own, which bears its number:
// the theme shows it, and it is not copied with the code.
func (n *listing) writeLines(w util.BufWriter) {
	line, open := 0, false
	for _, part := range n.parts {
		for text := range strings.Lines(part.text) {
			if !open {
				n.openLine(w, line)
				open = true
			}
			text, ended := strings.CutSuffix(text, "\n")
			part.write(w, text)
			if ended {
				_, _ = w.WriteString("</span>\n")
				line++
				open = false
			}
		}
	}
	if open {
		_, _ = w.WriteString("</span>")
	}
}

func (n *listing) openLine(w util.BufWriter, line int) {
	_, _ = w.WriteString(`<span class="c-ligne`)
	if n.info.isMarked(line + 1) {
		_, _ = w.WriteString(" c-remarquee")
	}
	_ = w.WriteByte('"')
	if n.info.first > 0 {
		_, _ = fmt.Fprintf(w, ` data-ligne="%d"`, n.info.first+line)
	}
	_ = w.WriteByte('>')
}
