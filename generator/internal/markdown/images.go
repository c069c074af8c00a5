package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// images writes pictures, and figures for those that have a caption.
type images struct{}

const imageHint = "poser l'image à côté de la page et écrire son nom"

// picture is an image whose address is known.
type picture struct {
	ast.BaseInline
	src, alt, title string
	width, height   int
}

// figure is a picture alone in its paragraph, with its caption.
type figure struct {
	ast.BaseBlock
	caption string
}

var (
	kindPicture = ast.NewNodeKind("Picture")
	kindFigure  = ast.NewNodeKind("Figure")
)

func (*picture) Kind() ast.NodeKind              { return kindPicture }
func (n *picture) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (*figure) Kind() ast.NodeKind               { return kindFigure }
func (n *figure) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }

func (images) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(images{}, 100)))
}

func (images) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindPicture, renderPicture)
	reg.Register(kindFigure, renderFigure)
}

func (p *page) image(n *ast.Image) {
	alt, dest := strings.TrimSpace(plain(n, p.src.Body)), destination(n.Destination)
	switch c, _ := classify(dest); c {
	case outside:
		p.outsideImage(n, alt, dest)
		return
	case fragment, contact:
		p.warn(n.Pos(), "image", "ce n'est pas l'adresse d'une image : "+quoted(dest), imageHint)
		replace(n, plainText(alt))
		return
	}
	target, ok := p.target(Image, dest, n.Pos())
	if !ok {
		replace(n, plainText(alt))
		return
	}
	if alt == "" {
		p.warn(n.Pos(), "image", "l'image n'a pas de texte de remplacement : "+quoted(dest),
			"dire entre les crochets ce que montre l'image : ![Trois élèves autour d'un robot](robot.jpg)")
	}
	pic := &picture{src: target.URL, alt: alt, width: target.Width, height: target.Height}
	title := p.title(n.Title, n.Pos())
	parent := n.Parent()
	alone := n.PreviousSibling() == nil && n.NextSibling() == nil && parent.Kind() == ast.KindParagraph
	if !alone || title == "" {
		pic.title = title
		replace(n, pic)
		return
	}
	f := &figure{caption: title}
	f.AppendChild(f, pic)
	replace(parent, f)
}

// outsideImage makes a link of a picture that is on another site: a page loads
// nothing from elsewhere before its reader asks for it.
func (p *page) outsideImage(n *ast.Image, alt, dest string) {
	p.warn(n.Pos(), "image", "l'image vient d'un autre site : elle est remplacée par un lien vers "+quoted(dest),
		"copier l'image à côté de la page, si son auteur le permet, et écrire son nom")
	if alt == "" {
		alt = dest
	}
	if insideLink(n) {
		replace(n, plainText(alt))
		return
	}
	link := ast.NewLink()
	link.Destination = util.URLEscape([]byte(dest), false)
	link.AppendChild(link, plainText(alt))
	p.written += len(dest)
	replace(n, link)
}

func renderPicture(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*picture)
	_, _ = w.WriteString("<img")
	attribute(w, "src", n.src)
	attribute(w, "alt", n.alt)
	if n.title != "" {
		attribute(w, "title", n.title)
	}
	if n.width > 0 && n.height > 0 {
		attribute(w, "width", strconv.Itoa(n.width))
		attribute(w, "height", strconv.Itoa(n.height))
	}
	_, _ = w.WriteString(` loading="lazy" decoding="async">`)
	return ast.WalkContinue, nil
}

func renderFigure(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<figure>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("\n<figcaption>")
	_, _ = w.Write(util.EscapeHTML([]byte(node.(*figure).caption)))
	_, _ = w.WriteString("</figcaption>\n</figure>\n")
	return ast.WalkContinue, nil
}
