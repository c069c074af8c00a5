package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// abbreviations reads « *[ENT]: Espace numérique de travail », as PHP Markdown
// Extra and HedgeDoc do. The line is not shown; the first ENT of the text says
// what it stands for. The first is enough to whoever reads, and whoever listens
// does not hear it again and again.
type abbreviations struct{}

// meaning is a line that says what an abbreviation stands for.
type meaning struct {
	ast.BaseBlock
	name, title string
}

// abbreviation is the one place that says what a word stands for.
type abbreviation struct {
	ast.BaseInline
	title string
}

var (
	kindMeaning      = ast.NewNodeKind("Meaning")
	kindAbbreviation = ast.NewNodeKind("Abbreviation")
)

func (*meaning) Kind() ast.NodeKind                   { return kindMeaning }
func (n *meaning) Dump(source []byte, level int)      { ast.DumpHelper(n, source, level, nil, nil) }
func (*abbreviation) Kind() ast.NodeKind              { return kindAbbreviation }
func (n *abbreviation) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

const (
	longestName    = 60    // bytes of an abbreviation
	longestMeaning = 1_000 // bytes
)

// meanings are those of a text, in order.
var meanings = parser.NewContextKey()

func (abbreviations) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(abbreviations{}, 250)), // before lists
		parser.WithASTTransformers(util.Prioritized(abbreviations{}, 100)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(abbreviations{}, 100)))
}

func (abbreviations) Trigger() []byte { return []byte{'*'} }

func (abbreviations) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 || !bytes.HasPrefix(line[indent:], []byte("*[")) {
		return nil, parser.NoChildren
	}
	inside := line[indent+2:]
	end := bytes.IndexByte(inside[:min(len(inside), longestName+1)], ']')
	if end < 1 {
		return nil, parser.NoChildren
	}
	rest := bytes.TrimLeft(inside[end+1:], " \u00a0\u202f")
	title, ok := bytes.CutPrefix(rest, []byte(":"))
	if title = bytes.TrimSpace(title); !ok || len(title) > longestMeaning || len(rest) < len(inside[end+1:]) && bytes.IndexByte(title, '*') >= 0 {
		return nil, parser.NoChildren // « *[un lien] : suite* » is a line of text
	}
	n := &meaning{name: strings.TrimSpace(string(inside[:end])), title: decode(title)}
	n.SetPos(segment.Start + indent)
	list, _ := pc.Get(meanings).([]*meaning)
	pc.Set(meanings, append(list, n))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (abbreviations) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (abbreviations) Close(ast.Node, text.Reader, parser.Context) {}
func (abbreviations) CanInterruptParagraph() bool                 { return true }
func (abbreviations) CanAcceptIndentedLine() bool                 { return false }

// Transform takes the lines out of the text.
func (abbreviations) Transform(_ *ast.Document, _ text.Reader, pc parser.Context) {
	list, _ := pc.Get(meanings).([]*meaning)
	for _, n := range list {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// Glossary is what abbreviations stand for. Any number of goroutines may use it
// at once.
type Glossary struct {
	titles  map[string]string
	lengths map[string][]int // of those that begin with a word, the longest first
}

// NewGlossary returns the glossary of what each abbreviation stands for; nil
// when there is none.
func NewGlossary(titles map[string]string) *Glossary {
	if len(titles) == 0 {
		return nil
	}
	g := &Glossary{titles: titles, lengths: map[string][]int{}}
	for name := range titles {
		word := name[:wordLength(name)]
		if at, found := slices.BinarySearchFunc(g.lengths[word], len(name), descending); !found {
			g.lengths[word] = slices.Insert(g.lengths[word], at, len(name))
		}
	}
	return g
}

func descending(a, b int) int { return cmp.Compare(b, a) }

// longest returns the length of the longest abbreviation that s, which begins
// with a word, begins with; 0 when there is none.
func (g *Glossary) longest(s, word string) int {
	for _, n := range g.lengths[word] {
		if n <= len(s) && g.titles[s[:n]] != "" && !startsInWord(s[n:]) {
			return n
		}
	}
	return 0
}

// abbreviate marks the first place in the text where each abbreviation stands.
func (p *page) abbreviate(doc ast.Node, pc parser.Context) {
	list, _ := pc.Get(meanings).([]*meaning)
	own := map[string]string{}
	lines := map[string]int{}
	for _, m := range list {
		switch before, known := own[m.name]; {
		case m.title == "":
			p.warn(m.Pos(), "abreviation", "l'abréviation "+quoted(m.name)+" n'est suivie de rien", "écrire après les deux points ce qu'elle veut dire")
		case !known:
			own[m.name], lines[m.name] = m.title, p.pos(m.Pos()).Line
		case before != m.title:
			p.warn(m.Pos(), "abreviation", "l'abréviation "+quoted(m.name)+" a déjà un autre sens dans la page", fmt.Sprintf("garder une seule des deux lignes (voir ligne %d)", lines[m.name]))
		}
	}
	glossaries := slices.DeleteFunc([]*Glossary{NewGlossary(own), p.src.Glossary}, func(g *Glossary) bool { return g == nil })
	if len(glossaries) == 0 {
		return
	}
	done := map[string]bool{}
	body := string(p.src.Body)
	for _, t := range p.texts(doc) {
		p.abbreviateIn(t, body, glossaries, done)
	}
	for _, m := range list {
		if m.title != "" && !done[m.name] {
			done[m.name] = true
			p.warn(m.Pos(), "abreviation", "l'abréviation "+quoted(m.name)+" n'est pas dans le texte", "l'écrire dans le texte exactement comme ici, ou retirer cette ligne")
		}
	}
}

// texts returns the nodes of text that are in the language of the page, those
// that goldmark left in two pieces made whole.
func (p *page) texts(doc ast.Node) (list []*ast.Text) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if t, ok := n.(*ast.Text); ok && !t.IsRaw() {
			list = append(list, t)
		}
		if n.Kind() == ast.KindCodeSpan || isLiteral(n) || isAbbreviated(n) || n.IsRaw() && n.Type() == ast.TypeBlock {
			return ast.WalkSkipChildren, nil
		}
		if lang := language(n); lang != "" && !sameLanguage(lang, p.src.Lang) {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	whole := list[:0]
	for _, t := range list {
		if n := len(whole) - 1; n >= 0 && t.PreviousSibling() == ast.Node(whole[n]) && continues(whole[n], t) {
			t.Segment = text.NewSegmentPadding(whole[n].Segment.Start, t.Segment.Stop, whole[n].Segment.Padding)
			t.Parent().RemoveChild(t.Parent(), whole[n])
			whole[n] = t
			continue
		}
		whole = append(whole, t)
	}
	return whole
}

// isAbbreviated tells whether n is an <abbr> of the author's.
func isAbbreviated(n ast.Node) bool {
	e, ok := n.(*element)
	return ok && e.tag == "abbr"
}

// continues tells whether two nodes of text follow each other on a line.
func continues(a, b *ast.Text) bool {
	return a.Segment.Stop == b.Segment.Start && b.Segment.Padding == 0 && !a.SoftLineBreak() && !a.HardLineBreak()
}

// sameLanguage compares two codes without their regions; "" is French.
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(strings.ToLower(cmp.Or(a, "fr")), "-")
	b, _, _ = strings.Cut(strings.ToLower(cmp.Or(b, "fr")), "-")
	return a == b
}

// abbreviateIn marks what is not done yet in one node of the body.
func (p *page) abbreviateIn(t *ast.Text, body string, glossaries []*Glossary, done map[string]bool) {
	start, s := t.Segment.Start, body[t.Segment.Start:t.Segment.Stop]
	for i := 0; i < len(s); {
		word := s[i : i+wordLength(s[i:])]
		next := i + len(word)
		if word == "" {
			_, size := utf8.DecodeRuneInString(s[i:])
			next += size
		}
		for _, g := range glossaries {
			n := g.longest(s[i:], word)
			if n == 0 {
				continue
			}
			if name := s[i : i+n]; !done[name] {
				done[name] = true
				p.mark(t, start+i, start+i+n, g.titles[name])
			}
			next = i + n
			break
		}
		i = next
	}
}

// mark makes an abbreviation of what stands from start to stop in t, which
// keeps what follows.
func (p *page) mark(t *ast.Text, start, stop int, title string) {
	parent := t.Parent()
	if start > t.Segment.Start {
		parent.InsertBefore(parent, t, ast.NewTextSegment(text.NewSegment(t.Segment.Start, start)))
	}
	a := &abbreviation{}
	a.SetPos(start)
	a.AppendChild(a, ast.NewTextSegment(text.NewSegment(start, stop)))
	parent.InsertBefore(parent, t, a)
	a.title = p.prose(a, title)
	p.written += len(title)
	t.Segment = text.NewSegment(stop, t.Segment.Stop)
}

// wordLength returns the length of the word that s begins with, 0 for none.
func wordLength(s string) int {
	for i, r := range s {
		if !isWordPart(r) {
			return i
		}
	}
	return len(s)
}

func startsInWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordPart(r)
}

func isWordPart(r rune) bool {
	return isWordRune(r) || r == '_' || r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r)
}

func (abbreviations) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindAbbreviation, renderAbbreviation)
}

func renderAbbreviation(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</abbr>")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<abbr")
	attribute(w, "title", n.(*abbreviation).title)
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}
