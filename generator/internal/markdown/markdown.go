package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/math"
	"essaim/generator/site"
)

// Source is a text to render and where it stands in its file.
type Source struct {
	File   string // slash path from the site root
	Line   int    // line of the file where Body begins
	Indent int    // bytes before the text on each of its lines; 0 for the body of a page
	Lang   string // BCP 47, of the text; "" for French
	Body   []byte

	Glossary *Glossary // the abbreviations of the site, in the language of the text; nil for none
	Medias   []string  // hosts of resources that the site adds to those that all know
}

// Result is a text once rendered. When the text is refused, HTML is empty and
// Problems holds the error that says why.
type Result struct {
	HTML     []byte
	Headings []Heading // in document order
	Contents bool      // the page shows a table of contents where its author wants it
	Problems []site.Problem
	Words    int // words that a reader reads, code included
}

// Heading is one heading of a page.
type Heading struct {
	Level int    // 2 to 6: level 1 is the title of the page
	ID    string // its id in the page, ASCII
	Text  string // plain text, not escaped
}

// Renderer renders texts. Its methods may be called by many goroutines at once.
type Renderer struct {
	body   goldmark.Markdown
	inline goldmark.Markdown
	math   *math.Renderer
}

// extensions is what a body may hold beyond CommonMark.
var extensions = []goldmark.Extender{
	comments{},
	tables{},
	code{},
	formulas{},
	inlineFormulas{},
	tasks{},
	footnotes{},
	extension.DefinitionList,
	bareAddresses,
	marks{},
	critics{},
	keys{},
	emojis{},
	abbreviations{},
	attributions{},
	elements{},
	contents{},
	nearLinks{},
	containers{},
	alerts{},
	signatures{},
	blockIDs{},
	admonitions{},
	fencedQuotes{},
	foreigns{},
	citations{},
	tabs{},
	shortcodes{},
	boxRenderer{},
	wikiLinks{},
	links{},
	images{},
	embeds{},
	embedCodes{},
	ordinals{},
}

// inlineExtensions is what a short text may hold: no tables, no footnotes.
var inlineExtensions = []goldmark.Extender{
	comments{},
	bareAddresses,
	marks{},
	critics{},
	keys{},
	emojis{},
	abbreviations{},
	attributions{},
	elements{},
	nearLinks{},
	inlineFormulas{},
	wikiLinks{},
	links{},
	images{},
	embeds{},
	embedCodes{},
	ordinals{},
}

// New returns a Renderer.
func New() *Renderer {
	// A short text has paragraphs and lists. Blocks of HTML are recognised so that
	// their tags are read or said, as in a body.
	short := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(anyParagraph{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
	)
	return &Renderer{
		body:   goldmark.New(goldmark.WithExtensions(extensions...)),
		inline: goldmark.New(goldmark.WithParser(short), goldmark.WithExtensions(inlineExtensions...)),
		math:   math.New(),
	}
}

// anyParagraph reads lines that begin with four spaces too. goldmark stops at
// the first line that no parser wants, and a short text has no blocks of code.
type anyParagraph struct{ parser.BlockParser }

func (anyParagraph) CanAcceptIndentedLine() bool { return true }

// Render renders the body of a page.
func (r *Renderer) Render(src Source, res Resolver) Result {
	p := newPage(src, res)
	p.math = r.math
	p.ids = newIDs(frameIDs)
	return p.render(r.body)
}

// Inline renders a short text, such as a field of a front matter: paragraphs,
// lists, links and emphasis. What would be a heading, a table or a block of
// code in a body stays plain text.
func (r *Renderer) Inline(src Source, res Resolver) Result {
	p := newPage(src, res)
	p.math = r.math
	return p.render(r.inline)
}

func (p *page) render(md goldmark.Markdown) Result {
	if l, offset := excess(p.src.Body); l != nil {
		return p.refuse(*l, offset)
	}

	pc := parser.NewContext()
	doc := md.Parser().Parse(text.NewReader(p.src.Body), parser.WithContext(pc))
	if pos, ok := pc.Get(hugeTable).(int); ok {
		return p.refuse(tooManyCells, pos)
	}
	p.uncalledNotes(pc)
	p.looseDollars(pc)
	p.fenceFaults(pc)
	p.shortcodes(pc)
	p.remarks(pc)
	p.html(doc)

	found, deep := gather(doc)
	if deep != nil {
		return p.refuse(tooDeep, max(deep.Pos(), 0))
	}
	p.takeIDs(pc, found)
	for _, n := range found {
		p.change(n)
	}
	p.galleries()
	if p.cards > maxCards {
		return p.refuse(tooManyCards, 0)
	}
	headings := p.headingIDs(found)
	p.anchors()
	p.abbreviate(doc, pc)
	if p.written > outputPerByte*len(p.src.Body)+outputBase {
		return p.refuse(tooLong, 0)
	}
	p.typeset(doc)
	list := p.headings(headings)
	shown := p.contents(found, list)

	var out bytes.Buffer
	out.Grow(2 * len(p.src.Body))
	if err := md.Renderer().Render(&out, p.src.Body, doc); err != nil {
		panic("markdown: " + err.Error()) // a bytes.Buffer does not fail, nor do our renderers
	}
	html := withoutControls(out.Bytes())
	if err := guard(html); err != nil {
		return p.unsafe(err)
	}
	return Result{
		HTML:     html,
		Headings: list,
		Contents: shown,
		Problems: p.problems,
		Words:    words(doc, p.src.Body),
	}
}

// gather returns the nodes that have to be changed, in document order, or the
// first node that is nested too deep.
func gather(doc ast.Node) (found []ast.Node, deep ast.Node) {
	depth := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		if depth++; depth > maxTree {
			deep = n
			return ast.WalkStop, nil
		}
		switch n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.HTMLBlock, *ast.RawHTML, *ast.Heading, *extast.TableRow, *ast.Blockquote, *box, *tab, *contentsHere, *embedCode, *taskState:
			found = append(found, n)
		case *ast.FencedCodeBlock, *formulaBlock, *inlineFormula, *extast.FootnoteLink, *extast.FootnoteBacklink, *extast.TaskCheckBox:
			found = append(found, n)
		case *ast.Image:
			found = append(found, n)
			return ast.WalkSkipChildren, nil // its children are its alternative text
		}
		return ast.WalkContinue, nil
	})
	return found, deep
}

// change makes one node fit to be written.
func (p *page) change(n ast.Node) {
	switch n := n.(type) {
	case *ast.Link:
		p.link(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.image(n)
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *ast.RawHTML:
		p.rawHTML(n)
	case *extast.TableRow:
		p.extraCells(n)
	case *ast.FencedCodeBlock:
		p.codeBlock(n)
	case *formulaBlock:
		p.formulaBlock(n)
	case *inlineFormula:
		p.formula(&n.formula)
	case *extast.FootnoteLink:
		p.noteCall(n)
	case *extast.FootnoteBacklink:
		n.SetAttributeString(labelAttribute, p.label("retour-note"))
	case *extast.TaskCheckBox:
		p.task(n)
	case *ast.Blockquote:
		p.alert(n)
	case *box:
		p.box(n)
	case *tab:
		p.tab(n)
	case *embedCode:
		p.embedCode(n)
	case *taskState:
		n.label = p.label(taskStates[n.mark])
	}
}
