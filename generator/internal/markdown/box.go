package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// box is a passage set apart from the text, whatever the dialect that it was
// written in: a warning, a step, words for families. Its first child may be its
// title.
type box struct {
	ast.BaseBlock
	kind      string // a key of boxes; "" for one that has no frame
	folded    bool   // shown when its reader asks for it
	open      bool   // a folded one that is open at first
	mute      bool   // it has no title at all
	label     string // shown where it has no title of its own; set by page.box
	labelLang string // "fr" where the text is not in the language of the label
	extra     string // what stands beside the title: the duration of a step
	lang      string // BCP 47; "" for that of the text
	id        string // as its author wrote it; then that of the page, "" for none
	fence     *fence // while it is read between « ::: » lines
}

// boxTitle is the title of a box: inline text.
type boxTitle struct{ ast.BaseBlock }

var (
	kindBox      = ast.NewNodeKind("Box")
	kindBoxTitle = ast.NewNodeKind("BoxTitle")
)

func (*box) Kind() ast.NodeKind                   { return kindBox }
func (n *box) Dump(source []byte, level int)      { ast.DumpHelper(n, source, level, nil, nil) }
func (*boxTitle) Kind() ast.NodeKind              { return kindBoxTitle }
func (n *boxTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// boxKind is how a kind of box is written in HTML.
type boxKind struct {
	tag   string // "" for a note: a div
	class string
	// audience says that the passage is for some readers only, whose names are
	// those of the vocabulary of audiences.
	audience bool
}

// boxes are the kinds of boxes, by the name that classes and labels have.
var boxes = map[string]boxKind{
	"info":      {"", "encart encart-info", false},
	"astuce":    {"", "encart encart-astuce", false},
	"important": {"", "encart encart-important", false},
	"attention": {"", "encart encart-attention", false},
	"danger":    {"", "encart encart-danger", false},
	"reussite":  {"", "encart encart-reussite", false},
	"question":  {"", "encart encart-question", false},
	"exemple":   {"", "encart encart-exemple", false},
	"resume":    {"", "encart encart-resume", false},
	"spoiler":   {"", "encart encart-suite", false},
	"citation":  {"figure", "citation", false},

	"etape":          {"section", "etape", false},
	"bilan":          {"section", "encart encart-bilan", false},
	"telechargement": {"section", "encart encart-telechargement", false},
	"equipes":        {"section", "passage passage-equipes", true},
	"familles":       {"section", "passage passage-familles", true},
	"eleves":         {"section", "passage passage-eleves", true},
	"partenaires":    {"section", "passage passage-partenaires", true},
	"formateurs":     {"section", "passage passage-formateurs", true},
}

// boxNames are the names of boxes in the dialects that authors come with:
// CodiMD and HedgeDoc, GitHub and GitLab, Obsidian, mkdocs; and their own words.
// They are compared folded.
var boxNames = map[string]string{
	"info": "info", "note": "info", "information": "info", "remarque": "info", "a savoir": "info", "todo": "info", "a faire": "info", "seealso": "info",
	"tip": "astuce", "hint": "astuce", "astuce": "astuce", "conseil": "astuce",
	"important": "important", "a retenir": "important", "retenir": "important",
	"warning": "attention", "caution": "attention", "attention": "attention", "vigilance": "attention", "prudence": "attention", "avertissement": "attention",
	"danger": "danger", "error": "danger", "erreur": "danger", "bug": "danger", "failure": "danger", "fail": "danger", "missing": "danger", "echec": "danger",
	"success": "reussite", "check": "reussite", "done": "reussite", "succes": "reussite", "reussite": "reussite", "bravo": "reussite",
	"question": "question", "help": "question", "faq": "question", "aide": "question",
	"example": "exemple", "exemple": "exemple",
	"abstract": "resume", "summary": "resume", "tldr": "resume", "resume": "resume", "en bref": "resume",
	"quote": "citation", "cite": "citation", "citation": "citation",
	"spoiler": "spoiler", "details": "spoiler", "suite": "spoiler", "solution": "spoiler", "reponse": "spoiler",
	"etape": "etape", "bilan": "bilan", "telechargement": "telechargement", "a telecharger": "telechargement",
	"equipes": "equipes", "familles": "familles", "eleves": "eleves", "partenaires": "partenaires", "formateurs": "formateurs",
	"equipe": "equipes", "famille": "familles", "eleve": "eleves", "partenaire": "partenaires", "formateur": "formateurs", "parents": "familles", "enseignants": "equipes",
}

// mostBoxes is how many boxes may stand one in another.
const mostBoxes = 20

// full reports whether no more box may be opened where the parser is.
func full(pc parser.Context) bool {
	boxes := 0
	for _, b := range pc.OpenedBlocks() {
		switch b.Node.(type) {
		case *box, *tab:
			boxes++
		}
	}
	return boxes >= mostBoxes
}

// boxNamed returns the kind of box that a name means, "" for none.
func boxNamed(name string) string {
	if len(name) > 40 {
		return ""
	}
	return boxNames[french.Fold(name)]
}

// newBox returns a box of a kind, with the title at segment; an empty segment
// is no title.
func newBox(kind string, offset int, source []byte, title text.Segment) *box {
	b := &box{kind: kind, folded: kind == "spoiler"}
	b.SetPos(offset)
	title = title.TrimLeftSpace(source)
	title = title.TrimRightSpace(source)
	if !title.IsEmpty() {
		t := &boxTitle{}
		t.SetPos(title.Start)
		t.Lines().Append(title)
		b.AppendChild(b, t)
	}
	return b
}

// box gives a box the label that it has in the language of the text.
func (p *page) box(n *box) {
	if n.kind == "" {
		unwrap(n)
		return
	}
	if n.lang != "" && !p.languageCode(n.lang, n.Pos()) {
		n.lang = ""
	}
	if _, titled := n.FirstChild().(*boxTitle); !n.mute && (!titled || boxes[n.kind].audience || n.kind == "etape") {
		n.label, n.labelLang = labelIn(p.languageOf(n), n.kind)
	}
	if n.FirstChild() == nil {
		p.warn(n.Pos(), "encart", "ce bloc est vide", "ce qui lui appartient va entre ses deux lignes « ::: », ou se décale de quatre espaces après « !!! »")
	}
	n.extra = p.prose(n, n.extra)
	p.written += len(n.extra)
}

type boxRenderer struct{}

func (boxRenderer) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(boxRenderer{}, 100)))
}

func (boxRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindBox, renderBox)
	reg.Register(kindBoxTitle, renderBoxTitle)
}

func renderBox(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*box)
	kind := boxes[n.kind]
	tag := kind.tag
	switch {
	case n.folded:
		tag = "details"
	case tag == "":
		tag = "div"
	}
	_, titled := n.FirstChild().(*boxTitle)
	if !entering {
		if n.kind == "citation" && !n.folded {
			_, _ = w.WriteString("</blockquote>\n")
		}
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + tag)
	attribute(w, "class", kind.class)
	if n.id != "" {
		attribute(w, "id", n.id)
	}
	if tag == "div" {
		attribute(w, "role", "note") // an aside in the text would be a landmark too many
	}
	if n.lang != "" {
		attribute(w, "lang", n.lang)
		if code, _, _ := strings.Cut(strings.ToLower(n.lang), "-"); slices.Contains(rightToLeft, code) {
			attribute(w, "dir", "rtl")
		}
	}
	if n.open {
		_, _ = w.WriteString(" open")
	}
	_, _ = w.WriteString(">\n")
	switch {
	case titled:
	case n.kind == "citation" && !n.folded:
		_, _ = w.WriteString("<blockquote>\n")
	case n.label != "":
		n.openTitle(w)
		n.writeLabel(w, "")
		n.closeTitle(w)
	}
	return ast.WalkContinue, nil
}

func renderBoxTitle(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.Parent().(*box)
	if !ok { // of a tab
		n = &box{folded: true}
	}
	if !entering {
		n.closeTitle(w)
		return ast.WalkContinue, nil
	}
	n.openTitle(w)
	if n.label != "" {
		n.writeLabel(w, "etiquette")
		_ = w.WriteByte(' ')
	}
	return ast.WalkContinue, nil
}

// writeLabel writes the label, in an element of its own when it has a class or
// is in another language than what is around.
func (n *box) writeLabel(w util.BufWriter, class string) {
	inElement := class != "" || n.labelLang != ""
	if inElement {
		_, _ = w.WriteString("<span")
		if class != "" {
			attribute(w, "class", class)
		}
		if n.labelLang != "" {
			attribute(w, "lang", n.labelLang)
			attribute(w, "dir", "ltr")
		}
		_ = w.WriteByte('>')
	}
	_, _ = w.Write(util.EscapeHTML([]byte(n.label)))
	if inElement {
		_, _ = w.WriteString("</span>")
	}
}

func (n *box) openTitle(w util.BufWriter) {
	switch {
	case n.folded:
		_, _ = w.WriteString("<summary>")
	case n.kind == "citation":
		_, _ = w.WriteString("<figcaption>")
	default:
		_, _ = w.WriteString(`<p class="titre-encart">`)
	}
}

func (n *box) closeTitle(w util.BufWriter) {
	if n.extra != "" {
		_, _ = w.WriteString(` <span class="duree">`)
		_, _ = w.Write(util.EscapeHTML([]byte(n.extra)))
		_, _ = w.WriteString("</span>")
	}
	switch {
	case n.folded:
		_, _ = w.WriteString("</summary>\n")
	case n.kind == "citation":
		_, _ = w.WriteString("</figcaption>\n<blockquote>\n")
	default:
		_, _ = w.WriteString("</p>\n")
	}
}
