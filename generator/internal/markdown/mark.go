package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// marks reads ==marqué==, ++inséré++, ~~barré~~, 1^er^ and H~2~O, as CodiMD and
// HedgeDoc do, and ^^inséré^^ of mkdocs. One ~ does not strike, as it does for
// GitHub.
type marks struct{}

// mark is a passage in an element that says what it is.
type mark struct {
	ast.BaseInline
	tag string // mark, ins, sup or sub
}

var kindMark = ast.NewNodeKind("Mark")

func (*mark) Kind() ast.NodeKind              { return kindMark }
func (n *mark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (marks) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(doubles{}, 500),
		util.Prioritized(scripts{}, 501),
	))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(
		util.Prioritized(marks{}, 100),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
	))
}

func (marks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindMark, renderMark)
}

func renderMark(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*mark)
	if !entering {
		_, _ = w.WriteString("</" + n.tag + ">")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + n.tag)
	said(w, n, "")
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

// doubles reads what stands between == and ==, ++ and ++, ~~ and ~~, ^^ and ^^.
type doubles struct{}

// pair makes the node that two delimiters enclose.
type pair struct {
	source []byte
	char   byte
}

func (doubles) Trigger() []byte { return []byte{'=', '+', '~', '^'} }

func (doubles) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	if len(line) < 2 || line[1] != line[0] || before == rune(line[0]) {
		return nil
	}
	n := parser.ScanDelimiter(line, before, 2, pair{block.Source(), line[0]})
	if n == nil || n.OriginalLength != 2 {
		return nil
	}
	n.Segment = segment.WithStop(segment.Start + 2)
	block.Advance(2)
	pc.PushDelimiter(n)
	return n
}

func (p pair) IsDelimiter(b byte) bool { return b == p.char }

// CanOpenCloser wants no space between two pairs when one stands inside a word:
// « chan==té==e » is marked, « a==b ou c==d » is not.
func (p pair) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	const longest = 40 // bytes of a part of a word
	if opener.Char != closer.Char {
		return false
	}
	if opener.Char == '~' || !opener.CanClose && !closer.CanOpen {
		return true
	}
	inside := p.source[opener.Segment.Stop:closer.Segment.Start]
	return len(inside) <= longest && !bytes.ContainsAny(inside, " \t\n")
}

func (p pair) OnMatch(int) ast.Node {
	switch p.char {
	case '=':
		return &mark{tag: "mark"}
	case '+', '^':
		return &mark{tag: "ins"}
	}
	return extast.NewStrikethrough()
}

// scripts reads what stands between ^ and ^, ~ and ~, with no space in it: plain
// text, in which « \ » is a space that does not end it.
type scripts struct{}

func (scripts) Trigger() []byte { return []byte{'^', '~'} }

func (scripts) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	if bytes.HasPrefix(line, []byte("^[")) && !isWordRune(before) && bytes.IndexByte(line[:min(len(line), 300)], ']') > 2 {
		remarkOn(pc, segment.Start, "reference", "les notes en ligne ^[…] ne sont pas comprises ici",
			"écrire [^1] dans le texte et, plus bas, une ligne [^1]: le texte de la note")
	}
	length := scriptLength(line, before)
	if length == 0 {
		return nil
	}
	n := &mark{tag: "sup"}
	if line[0] == '~' {
		n.tag = "sub"
	}
	inside := strings.ReplaceAll(string(line[1:length-1]), `\ `, " ")
	n.AppendChild(n, plainText(decode([]byte(inside))))
	n.SetPos(segment.Start)
	block.Advance(length)
	return n
}

// scriptLength returns the length of the exponent or index that line begins
// with; 0 when there is none. « x^2+y^2 », « ~10 à ~20 », « ^^ » and « ~/a » have
// none.
func scriptLength(line []byte, before rune) int {
	const longest = 100 // bytes
	mark := line[0]
	if before == rune(mark) || len(line) < 3 || mark == '~' && line[1] == '/' {
		return 0
	}
	hasWord, hasSign := false, false
	for i := 1; i < min(len(line), longest); {
		r, size := utf8.DecodeRune(line[i:])
		switch {
		case r == rune(mark):
			after, _ := utf8.DecodeRune(line[i+1:])
			switch {
			case i == 1 || after == r,
				hasSign && isWordRune(after),
				!hasWord && !isWordRune(before) && !strings.ContainsRune(")]*_^~", before):
				return 0
			}
			return i + 1
		case r == '\\' && i+1 < len(line) && (line[i+1] == ' ' || util.IsPunct(line[i+1])):
			size, hasSign = 2, true
		case unicode.IsSpace(r) || strings.ContainsRune("`[]<", r):
			return 0
		case isWordRune(r):
			hasWord = true
		default:
			hasSign = true
		}
		i += size
	}
	return 0
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
