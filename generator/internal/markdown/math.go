package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/math"
	"essaim/generator/site"
)

// formulas reads formulas as GitHub, GitLab, HedgeDoc and Obsidian do: $…$ and
// $`…`$ in a line, $$…$$ alone or in a line, and blocks of code « math ». A $
// opens only before something and after no letter or digit, and closes only
// after something and before no digit: « de 5 $ à 10 $ » stays text.
type formulas struct{}

// formula is a formula, in a line or as a block.
type formula struct {
	lines   []text.Segment // of the source, without its dollars
	display bool
	mathml  string // set by page.formula; "" for a formula that cannot be shown
}

type inlineFormula struct {
	ast.BaseInline
	formula
}

type formulaBlock struct {
	ast.BaseBlock
	formula
	closed bool
}

var (
	kindInlineFormula = ast.NewNodeKind("Formula")
	kindFormulaBlock  = ast.NewNodeKind("FormulaBlock")
)

func (*inlineFormula) Kind() ast.NodeKind              { return kindInlineFormula }
func (n *inlineFormula) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (*formulaBlock) Kind() ast.NodeKind               { return kindFormulaBlock }
func (n *formulaBlock) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (*formulaBlock) IsRaw() bool                      { return true }

// looseDollars is where the places of $$ that open nothing are left.
var looseDollars = parser.NewContextKey()

const (
	maxFormulas = 30_000            // what the formulas of a page may cost, as math.Cost counts: a second or two
	maxFormula  = 4 * math.MaxBytes // how far the end of a block is looked for
)

func (formulas) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(formulas{}, 690)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(formulas{}, 100)))
}

func (formulas) Trigger() []byte { return []byte{'$'} }

// Open begins a block at « $$ » when the end is found before a blank line or,
// for $$ alone on its line, anywhere that a formula may reach.
func (formulas) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || dollars(line[pos:]) != 2 {
		return nil, parser.NoChildren
	}
	inside := segment.WithStart(segment.Start + pos + 2 - segment.Padding)
	n := &formulaBlock{formula: formula{display: true}}
	rest := reader.Source()[inside.Start:]
	rest = rest[:min(len(rest), maxFormula)]
	end := closing(rest, "$$")
	switch {
	case end < 0 || !util.IsBlank(line[pos+2:]) && hasBlankLine(rest[:end]):
		places, _ := pc.Get(looseDollars).([]int)
		if len(places) == 0 || places[len(places)-1] < inside.Start-2 { // asked once more of a line that may interrupt a paragraph
			pc.Set(looseDollars, append(places, inside.Start-2))
		}
		return nil, parser.NoChildren
	case !util.IsBlank(firstLine(rest[end+2:])):
		return nil, parser.NoChildren // $$…$$ and text: a formula in a paragraph
	}
	if n.closed = inside.Start+end < inside.Stop; n.closed {
		inside = inside.WithStop(inside.Start + end)
	}
	n.lines = append(n.lines, inside)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (formulas) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*formulaBlock)
	if n.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	end := closing(line, "$$")
	if end >= 0 {
		segment = segment.WithStop(segment.Start + end - segment.Padding)
		n.closed = true
	}
	n.lines = append(n.lines, segment)
	reader.AdvanceToEOL()
	if n.closed {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

func (formulas) Close(ast.Node, text.Reader, parser.Context) {}
func (formulas) CanInterruptParagraph() bool                 { return true }
func (formulas) CanAcceptIndentedLine() bool                 { return false }

// dollars returns the number of dollars that b begins with.
func dollars(b []byte) int { return len(b) - len(bytes.TrimLeft(b, "$")) }

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte{'\n'})
	return line
}

func hasBlankLine(b []byte) bool {
	for line := range bytes.Lines(b) {
		if util.IsBlank(line) && line[len(line)-1] == '\n' {
			return true
		}
	}
	return false
}

// closing returns where mark is in b, \$ left aside; -1 when it is not there.
func closing(b []byte, mark string) int {
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\':
			i++
		case b[i] == mark[0] && bytes.HasPrefix(b[i:], []byte(mark)):
			return i
		}
	}
	return -1
}

// inlineFormulas reads the formulas of a line.
type inlineFormulas struct{}

func (inlineFormulas) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(inlineFormulas{}, 160)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(inlineFormulas{}, 100)))
}

func (inlineFormulas) Trigger() []byte { return []byte{'$'} }

func (inlineFormulas) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	run := dollars(line)
	startLine, start := block.Position()
	if before := block.PrecendingCharacter(); !unicode.IsLetter(before) && !unicode.IsDigit(before) {
		n := &inlineFormula{formula: formula{display: run == 2}}
		switch {
		case run == 1 && bytes.HasPrefix(line, []byte("$`")):
			block.Advance(2)
			if n.lines = upTo(block, "`", "`$"); n.lines != nil {
				return n
			}
		case run == 1 && begins(line[1:]):
			block.Advance(1)
			if n.lines = upTo(block, "$", "$"); n.lines != nil {
				return n
			}
		case run == 2:
			block.Advance(2)
			if n.lines = upTo(block, "$$", "$$"); n.lines != nil {
				return n
			}
		}
	}
	block.SetPosition(startLine, start)
	block.Advance(run) // the second of two dollars opens nothing
	return ast.NewTextSegment(segment.WithStop(segment.Start + run))
}

// begins tells whether a formula may begin so. « 5 $, puis 10 $ » is money.
func begins(b []byte) bool {
	first, _ := utf8.DecodeRune(b)
	return len(b) > 0 && !unicode.IsSpace(first) && !strings.ContainsRune(",.;:!?)", first)
}

// upTo returns what stands before end, which is looked for at the first sign
// only, so that many openers without an end cost no more than their length; the
// reader is left after it. nil when there is nothing, or a code span.
func upTo(block text.Reader, sign, end string) (lines []text.Segment) {
	seen := false
	for {
		line, segment := block.PeekLine()
		if line == nil {
			return nil
		}
		stop := closing(line, sign)
		if code := bytes.IndexByte(line, '`'); code >= 0 && sign != "`" && (stop < 0 || code < stop) {
			return nil
		}
		if stop < 0 {
			seen = seen || !util.IsBlank(line)
			lines = append(lines, segment)
			block.AdvanceLine()
			continue
		}
		if !bytes.HasPrefix(line[stop:], []byte(end)) || !seen && util.IsBlank(line[:stop]) {
			return nil
		}
		last, _ := utf8.DecodeLastRune(line[:stop])
		after, _ := utf8.DecodeRune(line[stop+1:])
		if sign == "$" && (stop == 0 || unicode.IsSpace(last) || unicode.IsDigit(after)) {
			return nil
		}
		lines = append(lines, segment.WithStop(segment.Start+stop-segment.Padding))
		block.Advance(stop + len(end))
		return lines
	}
}

// looseDollars says which $$ open nothing.
func (p *page) looseDollars(pc parser.Context) {
	places, _ := pc.Get(looseDollars).([]int)
	for _, offset := range places {
		p.unclosed(offset)
	}
}

func (p *page) unclosed(offset int) {
	p.warn(offset, "formule", "la formule n'est jamais refermée", `la finir par $$ ; pour écrire des dollars, \$\$`)
}

// formulaBlock makes a block ready to be written. It is not closed when what it
// stands in, a list or a quote, ends before.
func (p *page) formulaBlock(n *formulaBlock) {
	if n.closed {
		p.formula(&n.formula)
	} else {
		p.unclosed(n.Pos())
	}
}

// value returns the formula, and what gives the place in the source of one of its bytes.
func (f *formula) value(source []byte) (tex string, place func(int) int) {
	var b bytes.Buffer
	for _, line := range f.lines {
		b.Write(line.Value(source))
	}
	return b.String(), func(offset int) int {
		for i, line := range f.lines {
			length := len(line.Value(source))
			if offset <= length && (offset < length || i == len(f.lines)-1) {
				return line.Start + max(offset-line.Padding, 0)
			}
			offset -= length
		}
		return 0
	}
}

// formula makes a formula ready to be written, or says what is wrong with it.
func (p *page) formula(f *formula) {
	tex, place := f.value(p.src.Body)
	before := p.formulas
	if p.formulas += math.Cost(tex); p.formulas > maxFormulas {
		if before <= maxFormulas {
			p.warn(place(0), "formule", "la page contient trop de formules : à partir d'ici, elles ne sont pas mises en forme",
				"la partager en plusieurs pages")
		}
		return
	}
	mathml, fault := p.math.Render(tex, f.display)
	if fault != nil {
		p.formulaFault(place(max(fault.Offset, 0)), fault)
		return
	}
	f.mathml = mathml
}

func (p *page) formulaFault(offset int, fault *math.Fault) {
	p.warn(offset, "formule", fault.Message, fault.Hint)
	if fault.Stops() {
		p.problems[len(p.problems)-1].Severity = site.Error
	}
}

// codeFormula turns a block of code « math » into a formula.
func (p *page) codeFormula(n *ast.FencedCodeBlock) {
	block := &formulaBlock{formula: formula{display: true}, closed: true}
	for i := range n.Lines().Len() {
		block.lines = append(block.lines, n.Lines().At(i))
	}
	if len(block.lines) == 0 {
		p.warn(n.Pos(), "formule", "la formule est vide", "l'écrire entre les deux lignes ```")
		n.Parent().RemoveChild(n.Parent(), n)
		return
	}
	replace(n, block)
	p.formula(&block.formula)
}

func (inlineFormulas) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindInlineFormula, renderInlineFormula)
}

func (formulas) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindFormulaBlock, renderFormulaBlock)
}

func renderInlineFormula(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	f := node.(*inlineFormula).formula
	switch {
	case !entering:
	case f.mathml == "":
		_, _ = w.WriteString(`<code class="formule-source">`)
		tex, _ := f.value(source)
		_, _ = w.Write(util.EscapeHTML([]byte(math.Source(tex))))
		_, _ = w.WriteString("</code>")
	case f.display:
		writeFormula(w, "span", "formule", f.mathml)
	case isLong(f.mathml):
		writeFormula(w, "span", "formule-longue", f.mathml)
	default:
		_, _ = w.WriteString(f.mathml)
	}
	return ast.WalkContinue, nil
}

func renderFormulaBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	f := node.(*formulaBlock).formula
	switch {
	case !entering:
	case f.mathml == "":
		_, _ = w.WriteString(`<pre tabindex="0"><code class="formule-source">`)
		tex, _ := f.value(source)
		_, _ = w.Write(util.EscapeHTML([]byte(math.Source(strings.Trim(tex, "\r\n")))))
		_, _ = w.WriteString("</code></pre>\n")
	default:
		writeFormula(w, "div", "formule", f.mathml)
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// writeFormula writes a formula in a box that scrolls. The keyboard reaches the
// boxes that a narrow screen may cut, and not each of them.
func writeFormula(w util.BufWriter, tag, class, mathml string) {
	_, _ = w.WriteString("<" + tag)
	attribute(w, "class", class)
	if isLong(mathml) {
		attribute(w, "tabindex", "0")
	}
	_, _ = w.WriteString(">" + mathml + "</" + tag + ">")
}

// isLong tells whether a formula may be wider than the narrowest of screens, of
// about 26 characters of a formula.
func isLong(mathml string) bool {
	const most = 24
	shown, _, _ := strings.Cut(mathml, "<annotation")
	width := 2 * strings.Count(shown, `<mspace width="`)
	inTag := false
	for _, r := range shown {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			width++
		}
	}
	return width > most
}
