package markdown

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// images writes pictures; figures for those that are alone in their paragraph
// and have a caption or a place; galleries for those that follow one another.
// image_forms.go reads what the dialects add to CommonMark.
type images struct{}

const imageHint = "poser l'image à côté de la page et écrire son nom"

// picture is an image whose address is known.
type picture struct {
	ast.BaseInline
	src, alt, title string
	width, height   int    // in pixels; 0 when unknown
	class           string // where it stands: "droite"
}

// figure is a picture alone in its paragraph, with its caption or its place.
type figure struct {
	ast.BaseBlock
	caption, class string
}

// gallery is pictures that follow one another, each in its figure.
type gallery struct{ ast.BaseBlock }

var (
	kindPicture = ast.NewNodeKind("Picture")
	kindFigure  = ast.NewNodeKind("Figure")
	kindGallery = ast.NewNodeKind("Gallery")
)

func (*picture) Kind() ast.NodeKind              { return kindPicture }
func (n *picture) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (*figure) Kind() ast.NodeKind               { return kindFigure }
func (n *figure) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (*gallery) Kind() ast.NodeKind              { return kindGallery }
func (n *gallery) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (images) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(wikiImages{}, 150), // before links (200), as [[page]] is
		util.Prioritized(sizedImages{}, 190),
	))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(images{}, 100)))
}

func (images) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindPicture, renderPicture)
	reg.Register(kindFigure, renderFigure)
	reg.Register(kindGallery, renderGallery)
}

// image puts in the place of n the picture that it stands for, or what else it
// shows.
func (p *page) image(n *ast.Image) {
	alt := strings.TrimSpace(plain(n, p.src.Body))
	if m := sizeInText.FindStringSubmatchIndex(alt); m != nil { // ![text|300](x.jpg)
		setSize(n, alt[m[2]:m[3]])
		alt = strings.TrimSpace(alt[:m[0]])
	}
	alt = p.prose(n, alt)
	dest := destination(n.Destination)
	if isObsidian(n) {
		dest = string(n.Destination)
	}
	switch c, _ := classify(dest); {
	case isObsidian(n) && (suffix(dest) == "" || suffix(dest) == ".md"):
		p.wikiNote(n, dest, alt)
		return
	case c == outside:
		p.outsideImage(n, alt, dest)
		return
	case c == local && suffix(dest) != "" && !pictures[suffix(dest)]:
		p.otherFile(n, alt, dest)
		return
	case c == fragment, c == contact:
		p.warn(n.Pos(), "image", "ce n'est pas l'adresse d'une image : "+quoted(dest), imageHint)
		replace(n, plainText(alt))
		return
	}
	pic := p.picture(n, n.Pos(), dest, alt)
	if pic == nil {
		replace(n, plainText(alt))
		return
	}
	title := p.prose(n, p.title(n.Title, n.Pos()))
	p.place(n, pic, title)
}

// place puts a picture in the place of n: a figure when it is alone and has a
// caption or a place.
func (p *page) place(n ast.Node, pic *picture, caption string) {
	parent := n.Parent()
	inParagraph := parent.Kind() == ast.KindParagraph
	if inParagraph && (caption != "" || pic.class != "") && p.alone(n) {
		p.put(n, newFigure(pic, caption))
		return
	}
	pic.title = caption
	replace(n, pic)
	if inParagraph && parent.FirstChild() == ast.Node(pic) && pic.NextSibling() != nil {
		p.rows = append(p.rows, parent)
	}
}

// put puts by in the place of n, or of its paragraph when by is a block.
func (p *page) put(n, by ast.Node) {
	if by.Type() == ast.TypeBlock {
		n = n.Parent()
	}
	replace(n, by)
}

// picture returns the picture at an address of the site, sized and placed as
// the attributes of n say; nil when there is none.
func (p *page) picture(n ast.Node, offset int, dest, alt string) *picture {
	kind := Image
	if image, ok := n.(*ast.Image); ok && isObsidian(image) {
		kind = WikiFile
	}
	target, ok := p.target(kind, dest, offset)
	if !ok {
		return nil
	}
	decorative := attributeOf(n, "decorative") != "" && !(insideLink(n) && p.alone(n)) // it would be the name of the link
	switch {
	case decorative && alt != "":
		p.warn(offset, "image", "l'image est dite décorative et a un texte de remplacement, qui n'est pas repris : "+quoted(alt), "retirer l'un ou l'autre")
		alt = ""
	case decorative:
	case alt == "":
		p.warn(offset, "image", "l'image n'a pas de texte de remplacement : "+quoted(dest),
			"dire entre les crochets ce que montre l'image : ![Trois élèves autour d'un robot](robot.jpg) ; si elle ne fait que décorer : ![](robot.jpg){decorative}")
	case saysNothing(alt, dest):
		p.warn(offset, "image", "le texte de remplacement ne dit pas ce que montre l'image : "+quoted(alt),
			"le dire entre les crochets : ![Trois élèves autour d'un robot](robot.jpg)")
	}
	p.noCard(n)
	if fault := attributeOf(n, sizeFault); fault != "" {
		p.warn(offset, "image", "la taille de l'image n'est pas comprise : "+quoted("="+strings.TrimSpace(fault)), "des points de large, de haut ou les deux : =300x, =x200, =300x200 ; ou une part de la largeur : =50%")
	}
	pic := &picture{src: target.URL, alt: alt, class: imageClass(n)}
	pic.width, pic.height = scaled(n, target.Width, target.Height)
	return pic
}

// emptyWords are folded alternatives that programs write in the place of an
// author.
var emptyWords = regexp.MustCompile(`^(?:images?|img|photos?|pictures?|figure|illustration|sans titre|untitled|description|legende|alt|texte|texte alternatif` +
	`|(?:image|img|dscn?|dscf|pxl|photo|figure|whatsapp image|sans titre)[\d ]+[a-z]?|(?:capture(?: d ecran)?|screenshot)[\d a]*)$`)

// saysNothing tells whether an alternative is a word such as « image », or the
// name of the file.
func saysNothing(alt, dest string) bool {
	if len(alt) > 100 {
		return false
	}
	folded, name := french.Fold(alt), path.Base(dest)
	return emptyWords.MatchString(folded) || pictures[suffix(alt)] && !strings.Contains(alt, " ") || folded == french.Fold(name)
}

// pictures are the formats of pictures, published or not.
var pictures = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".jfif": true, ".gif": true, ".svg": true, ".webp": true, ".avif": true, ".apng": true,
	".bmp": true, ".tif": true, ".tiff": true, ".heic": true, ".heif": true, ".ico": true, ".svgz": true, ".psd": true, ".jxl": true, ".jp2": true,
}

var suffixed = regexp.MustCompile(`\.[A-Za-z][A-Za-z0-9]{1,4}$`)

// suffix returns the extension of a file name, in lower case, ".png"; "" when
// it has none.
func suffix(name string) string {
	name, _, _ = strings.Cut(name, "#")
	name, _, _ = strings.Cut(name, "?")
	return strings.ToLower(suffixed.FindString(name[max(len(name)-8, 0):]))
}

// scaled returns the size of a picture as its author wants it: in proportion,
// when the real one is known.
func scaled(n ast.Node, realWidth, realHeight int) (width, height int) {
	width, height = pixelsOf(n, "width"), pixelsOf(n, "height")
	switch {
	case width == 0 && height == 0:
		return realWidth, realHeight
	case realWidth == 0 || realHeight == 0:
	case height == 0:
		height = max((width*realHeight+realWidth/2)/realWidth, 1)
	case width == 0:
		width = max((height*realWidth+realHeight/2)/realHeight, 1)
	}
	return width, height
}

// pixelsOf returns an attribute such as "300" or "300px", 0 for none.
func pixelsOf(n ast.Node, key string) int {
	size, err := strconv.Atoi(strings.TrimSuffix(attributeOf(n, key), "px"))
	if err != nil || size < 1 || size > 9_999 {
		return 0
	}
	return size
}

// outsideImage makes a link of a picture that is on another site: a page loads
// nothing from elsewhere before its reader asks for it.
func (p *page) outsideImage(n *ast.Image, alt, dest string) {
	if _, certain, _ := p.resource(dest); certain && p.ownsParagraph(n) { // as Obsidian shows a video
		p.put(n, p.show(n, shown{address: dest, title: alt, offset: n.Pos()}, true))
		return
	}
	replace(n, p.outsideLink(n, n.Pos(), dest, alt))
}

func (p *page) outsideLink(n ast.Node, offset int, dest, alt string) ast.Node {
	p.warn(offset, "image", "l'image vient d'un autre site : elle est remplacée par un lien vers "+quoted(dest),
		"copier l'image à côté de la page, si son auteur le permet, et écrire son nom")
	if alt == "" {
		alt = dest
	}
	return p.plainLink(n, escapedURL(dest), alt)
}

// otherFile shows a file that is not a picture, written as one: the player of
// a sound or a video, as GitLab does, a link to the rest.
func (p *page) otherFile(n *ast.Image, alt, dest string) {
	block := p.ownsParagraph(n)
	if playerOf(dest) == "" {
		p.warn(n.Pos(), "image", "ce fichier n'est pas une image : un lien prend sa place : "+quoted(dest), "écrire "+linkTo(dest, isObsidian(n)))
	}
	p.put(n, p.show(n, shown{address: dest, title: alt, note: p.prose(n, p.title(n.Title, n.Pos())), offset: n.Pos(), byName: isObsidian(n)}, block))
}

// linkTo is a link to a file, to be written in the place of an image.
func linkTo(dest string, byName bool) string {
	if byName {
		return "[[" + dest + "|Titre du document]]"
	}
	return "[Titre du document](" + dest + ")"
}

func newFigure(pic *picture, caption string) *figure {
	f := &figure{caption: caption, class: pic.class}
	pic.class = ""
	f.AppendChild(f, pic)
	return f
}

// galleries makes a gallery of each paragraph that holds only pictures, one on
// each line.
func (p *page) galleries() {
	for _, row := range p.rows {
		var all []*picture
		lines, only := 1, true
		for c := row.FirstChild(); c != nil && only; c = c.NextSibling() {
			switch c := c.(type) {
			case *picture:
				all = append(all, c)
			case *ast.Text:
				if only = !p.shows(c); c.SoftLineBreak() || c.HardLineBreak() {
					lines++
				}
			default:
				only = false
			}
		}
		if !only || len(all) < 2 || lines < len(all) {
			continue
		}
		g := &gallery{}
		for _, a := range row.Attributes() {
			g.SetAttribute(a.Name, a.Value)
		}
		for _, pic := range all {
			f := newFigure(pic, pic.title)
			f.class, pic.title = "", "" // the gallery places them
			g.AppendChild(g, f)
		}
		replace(row, g)
	}
}

func renderPicture(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*picture)
	_, _ = w.WriteString("<img")
	if n.class != "" {
		attribute(w, "class", n.class)
	}
	attribute(w, "src", n.src)
	attribute(w, "alt", n.alt)
	if n.title != "" {
		attribute(w, "title", n.title)
	}
	if n.width > 0 {
		attribute(w, "width", strconv.Itoa(n.width))
	}
	if n.height > 0 {
		attribute(w, "height", strconv.Itoa(n.height))
	}
	_, _ = w.WriteString(` loading="lazy" decoding="async">`)
	return ast.WalkContinue, nil
}

func renderFigure(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*figure)
	if entering {
		_, _ = w.WriteString("<figure")
		if n.class != "" {
			attribute(w, "class", n.class)
		}
		_, _ = w.WriteString(">\n")
		return ast.WalkContinue, nil
	}
	if n.caption != "" {
		_, _ = w.WriteString("\n<figcaption>")
		_, _ = w.Write(util.EscapeHTML([]byte(n.caption)))
		_, _ = w.WriteString("</figcaption>")
	}
	_, _ = w.WriteString("\n</figure>\n")
	return ast.WalkContinue, nil
}

func renderGallery(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div")
		said(w, n, "galerie")
		_, _ = w.WriteString(">\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}
