package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// comments drops what an author wrote for himself, in a line or on several, in
// the marks of other tools; HTML has its own. Such remarks are private: what is
// never closed hides what follows rather than show it, and is said.
type comments struct{}

// commentMarks open and close remarks.
var commentMarks = []struct{ open, close string }{
	{"%%", "%%"}, // Obsidian
	{"{>>", "<<}"},
	{"{/*", "*/}"}, // MDX
	{"{{/*", "*/}}"},
	{"{{- /*", "*/ -}}"}, // Hugo
	{"{# ", "#}"},        // Jinja, of mkdocs
	{"{% comment %}", "{% endcomment %}"},
	{"{::comment}", "{:/comment}"},
	{"{::comment}", "{:/}"}, // kramdown
}

// commentBlock is a remark that begins a line and ends one.
type commentBlock struct {
	ast.BaseBlock
	close  string
	closed bool
}

var kindCommentBlock = ast.NewNodeKind("CommentBlock")

func (*commentBlock) Kind() ast.NodeKind              { return kindCommentBlock }
func (n *commentBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (*commentBlock) IsRaw() bool                     { return true }

// commentBlocks are those of a text.
var commentBlocks = parser.NewContextKey()

func (comments) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(comments{}, 80)), // before all that marks may look like
		parser.WithInlineParsers(util.Prioritized(inlineComments{}, 90)),
		parser.WithASTTransformers(util.Prioritized(comments{}, 90)),
	)
}

// commentAt returns what opens and closes the remark that b begins with; of two
// that open alike, the one whose end comes first. "" when there is none.
func commentAt(b []byte) (open, close string) {
	first := -1
	for _, mark := range commentMarks {
		rest, ok := bytes.CutPrefix(b, []byte(mark.open))
		if !ok {
			continue
		}
		end := bytes.Index(rest, []byte(mark.close))
		if open == "" || end >= 0 && (first < 0 || end < first) {
			open, close, first = mark.open, mark.close, end
		}
	}
	return open, close
}

func (comments) Trigger() []byte { return []byte{'%', '{'} }

// Open begins a remark that is alone on its lines; what follows the end of a
// shorter one is a paragraph.
func (comments) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 {
		return nil, parser.NoChildren
	}
	open, close := commentAt(line[indent:])
	if open == "" {
		return nil, parser.NoChildren
	}
	n := &commentBlock{close: close}
	if _, after, ok := bytes.Cut(line[indent+len(open):], []byte(close)); ok {
		if !util.IsBlank(after) {
			return nil, parser.NoChildren
		}
		n.closed = true
	}
	n.SetPos(segment.Start + indent)
	list, _ := pc.Get(commentBlocks).([]*commentBlock)
	pc.Set(commentBlocks, append(list, n))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (comments) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*commentBlock)
	if n.closed {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	before, after, ok := bytes.Cut(line, []byte(n.close))
	if !ok {
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	if n.closed = true; util.IsBlank(after) {
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	reader.Advance(len(before) + len(n.close)) // the rest begins a paragraph
	return parser.Close
}

func (comments) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if n := node.(*commentBlock); !n.closed {
		remarkOn(pc, n.Pos(), "commentaire", "le commentaire n'est jamais refermé : la suite n'est pas dans la page", "le finir par "+n.close)
	}
}

func (comments) CanInterruptParagraph() bool { return true }
func (comments) CanAcceptIndentedLine() bool { return false }

// Transform takes the remarks out of the text.
func (comments) Transform(_ *ast.Document, _ text.Reader, pc parser.Context) {
	list, _ := pc.Get(commentBlocks).([]*commentBlock)
	for _, n := range list {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// inlineComments drops the remarks of a paragraph.
type inlineComments struct{}

func (inlineComments) Trigger() []byte { return []byte{'%', '{'} }

func (inlineComments) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	open, close := commentAt(line)
	if open == "" || open == "%%" && block.PrecendingCharacter() == '{' { // {%%} is a code without a name
		return nil
	}
	isNumber := open == "%%" && followsNumber(block.Source()[:segment.Start])
	block.Advance(len(open))
	for {
		line, _ = block.PeekLine()
		if line == nil {
			break
		}
		if end := bytes.Index(line, []byte(close)); end >= 0 {
			block.Advance(end + len(close))
			return nothing(segment)
		}
		block.AdvanceLine()
	}
	if isNumber {
		return nil // « 100 %% » is a slip
	}
	remarkOn(pc, segment.Start, "commentaire", "le commentaire n'est pas refermé : la fin de son paragraphe n'est pas dans la page",
		"le finir par "+close+" ; s'il a plusieurs paragraphes, mettre ces deux marques seules sur leurs lignes")
	return nothing(segment)
}

// followsNumber tells whether what ends b is a number, and perhaps a space.
func followsNumber(b []byte) bool {
	b = bytes.TrimRight(b, " \u00a0\u202f")
	return len(b) > 0 && util.IsNumeric(b[len(b)-1])
}

// nothing returns a node of text that shows nothing, where segment begins.
func nothing(segment text.Segment) ast.Node {
	return ast.NewTextSegment(text.NewSegment(segment.Start, segment.Start))
}
