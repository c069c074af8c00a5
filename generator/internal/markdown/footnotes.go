package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark"
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// footnotes reads notes, « [^1] » and « [^1]: text », and writes them at the end
// of the body. Their ids hold a colon, which the id of a heading never does.
type footnotes struct{}

// uncalled is where the notes that nothing calls are left: goldmark drops them.
var uncalled = parser.NewContextKey()

func (footnotes) Extend(m goldmark.Markdown) {
	extension.Footnote.Extend(m)
	m.Parser().AddOptions(
		parser.WithInlineParsers(util.Prioritized(footnotes{}, 149)),   // after the calls of goldmark (101)
		parser.WithASTTransformers(util.Prioritized(footnotes{}, 998)), // before its notes
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(footnotes{}, 100)))
}

func (footnotes) Trigger() []byte { return []byte{'['} }

// Parse finds the calls that have no note: they stay text.
func (footnotes) Parse(_ gast.Node, block text.Reader, pc parser.Context) gast.Node {
	const longest = 60 // bytes of a name
	line, segment := block.PeekLine()
	name, ok := bytes.CutPrefix(line[:min(len(line), longest)], []byte("[^"))
	end := bytes.IndexByte(name, ']')
	if !ok || end < 1 || end+1 < len(name) && name[end+1] == '(' {
		return nil
	}
	call := string(line[:end+len("[^]")])
	remarkOn(pc, segment.Start, "reference", "aucune note ne répond à l'appel "+quoted(call),
		"écrire la note, seule sur sa ligne : "+call+": le texte de la note")
	return nil
}

// Transform notes which footnotes are never called.
func (footnotes) Transform(doc *gast.Document, _ text.Reader, pc parser.Context) {
	var list []*ast.Footnote
	_ = gast.Walk(doc, func(n gast.Node, entering bool) (gast.WalkStatus, error) {
		if f, ok := n.(*ast.Footnote); ok && entering && f.Index < 0 {
			list = append(list, f)
		}
		return gast.WalkContinue, nil
	})
	pc.Set(uncalled, list)
}

func (p *page) uncalledNotes(pc parser.Context) {
	list, _ := pc.Get(uncalled).([]*ast.Footnote)
	for _, f := range list {
		p.warn(f.Pos(), "reference", "rien n'appelle la note "+quoted(string(f.Ref))+" : elle n'est pas dans la page",
			fmt.Sprintf("écrire [^%s] dans le texte, là où la note est utile", f.Ref))
	}
}

// noteCall says of a call in a link that it leads nowhere: a link in a link is
// not HTML.
func (p *page) noteCall(n *ast.FootnoteLink) {
	if insideLink(n) {
		p.warn(n.Pos(), "reference", "un appel de note dans un lien ne mène pas à sa note", "le mettre après le lien : [texte](adresse)[^1]")
	}
}

func (footnotes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFootnoteLink, renderNoteCall)
	reg.Register(ast.KindFootnoteBacklink, renderNoteBack)
	reg.Register(ast.KindFootnote, renderNote)
	reg.Register(ast.KindFootnoteList, renderNotes)
}

// callID returns the id of a place where note index is called, from 0.
func callID(index, call int) string {
	if call == 0 {
		return fmt.Sprintf("appel:%d", index)
	}
	return fmt.Sprintf("appel:%d:%d", index, call+1)
}

func renderNoteCall(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	n := node.(*ast.FootnoteLink)
	switch {
	case !entering:
	case insideLink(n): // said by page.noteCall
		_, _ = fmt.Fprintf(w, `<sup class="appel-note" id="%s">%d</sup>`, callID(n.Index, n.RefIndex), n.Index)
	default:
		_, _ = fmt.Fprintf(w, `<sup class="appel-note" id="%s"><a href="#note:%d" role="doc-noteref">%d</a></sup>`,
			callID(n.Index, n.RefIndex), n.Index, n.Index)
	}
	return gast.WalkContinue, nil
}

func renderNoteBack(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	if entering {
		n := node.(*ast.FootnoteBacklink)
		label := attributeOf(n, labelAttribute)
		if n.RefCount > 1 {
			label = fmt.Sprintf("%s (%d)", label, n.RefIndex+1)
		}
		_, _ = fmt.Fprintf(w, "\u00a0"+`<a class="retour-note" href="#%s" role="doc-backlink" aria-label="%s">↩`+"\ufe0e</a>",
			callID(n.Index, n.RefIndex), label)
	}
	return gast.WalkContinue, nil
}

func renderNote(w util.BufWriter, _ []byte, node gast.Node, entering bool) (gast.WalkStatus, error) {
	if entering {
		_, _ = fmt.Fprintf(w, "<li id=\"note:%d\">\n", node.(*ast.Footnote).Index)
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return gast.WalkContinue, nil
}

func renderNotes(w util.BufWriter, _ []byte, _ gast.Node, entering bool) (gast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</section>\n")
	}
	return gast.WalkContinue, nil
}
