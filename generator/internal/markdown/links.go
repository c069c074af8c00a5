package markdown

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"essaim/generator/site"
)

// A Resolver turns what an author wrote in a link into what the page must say.
// It is asked once for each link to a page or a file of the site, in document
// order, by one goroutine. It keeps its own problems about what it cannot find.
type Resolver interface {
	Resolve(Link) Target
}

// LinkKind says how a link was written.
type LinkKind uint8

const (
	Page     LinkKind = iota // [text](dest)
	Image                    // ![text](dest)
	Wiki                     // [[dest]], [[dest|text]]
	WikiFile                 // ![[dest]], for a file
)

// Link is a link as its author wrote it.
type Link struct {
	Dest string // "../projets/robots.md#suite"; entities and backslashes resolved, %20 kept
	Kind LinkKind
	Pos  site.Pos // where the link begins
}

// Target is what a link becomes.
type Target struct {
	URL    string // what href or src says; "" drops the link and keeps its text
	Title  string // title of the page meant: the text of a link that has none
	Width  int    // of an image, in pixels; 0 when unknown
	Height int
}

const linkHint = "une adresse commence par https://, mailto: ou tel:, ou désigne une page ou un fichier du site ; " +
	"seul le texte du lien est gardé"

// links writes links as page.link left them: the address final, the title plain.
type links struct{}

func (links) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(links{}, 100)))
}

func (links) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindLink, renderLink)
}

func (p *page) link(n *ast.Link) {
	kind, dest := Page, destination(n.Destination)
	if isWiki(n) {
		kind, dest = Wiki, toBlock(string(n.Destination))
	} else if p.loneLink(n, dest) {
		return
	}
	if insideLink(n) { // of an <a> in HTML: Markdown makes none
		unwrap(n)
		return
	}
	target, ok := p.target(kind, dest, n.Pos())
	if !hasContent(n, p.src.Body) {
		text := target.Title
		if isWiki(n) && n.Destination[0] == '#' { // a heading of this page
			text = strings.TrimLeft(string(n.Destination), "#^")
		}
		if text == "" {
			text, _, _ = strings.Cut(dest, "#")
		}
		n.AppendChild(n, plainText(text))
	}
	if !ok {
		unwrap(n)
		return
	}
	n.Destination = []byte(target.URL)
	if strings.HasPrefix(target.URL, "#") {
		p.toPlaces = append(p.toPlaces, n)
	}
	n.Title = []byte(p.prose(n, p.title(n.Title, n.Pos())))
}

func (p *page) autoLink(n *ast.AutoLink) {
	label, dest := n.Label(p.src.Body), string(n.URL(p.src.Body))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	if p.loneLink(n, dest) {
		return
	}
	target, ok := p.target(Page, dest, n.Pos())
	if !ok || insideLink(n) {
		replace(n, plainText(string(label)))
		return
	}
	link := ast.NewLink()
	link.Destination = []byte(target.URL)
	link.AppendChild(link, plainText(string(label)))
	for _, a := range n.Attributes() {
		link.SetAttribute(a.Name, a.Value)
	}
	replace(n, link)
}

// target returns what a link becomes; false when it must be dropped.
func (p *page) target(kind LinkKind, dest string, offset int) (Target, bool) {
	c, why := local, ""
	if kind != Wiki { // what stands between [[ and ]] is a name, not an address
		c, why = classify(dest)
	}
	var t Target
	switch c {
	case refused:
		rule, hint := "lien", linkHint
		if kind == Image {
			rule, hint = "image", imageHint
		}
		if dest != "" {
			why += " : " + quoted(dest)
		}
		p.warn(offset, rule, why, hint)
		return t, false
	case local:
		t = p.res.Resolve(Link{Dest: dest, Kind: kind, Pos: p.pos(max(offset, 0))})
		if again, _ := addressClass(t.URL); again == refused {
			return t, false
		}
	default:
		t.URL = string(util.URLEscape([]byte(dest), false))
	}
	p.written += len(t.URL)
	return t, true
}

// title returns the plain text of the title of a link or an image.
func (p *page) title(raw []byte, offset int) string {
	const most = 1_000 // bytes
	if len(raw) > most {
		p.warn(offset, "lien", "le titre du lien dépasse 1\u00a0000 octets : il n'est pas repris", "l'écrire dans le texte")
		return ""
	}
	p.written += len(raw)
	return decode(raw)
}

// unwrap puts the children of n in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	parent.RemoveChild(parent, n)
}

// insideLink tells whether n stands in the text of a link. A link in a link is
// not HTML.
func insideLink(n ast.Node) bool {
	for a := n.Parent(); a != nil; a = a.Parent() {
		if a.Kind() == ast.KindLink || a.Kind() == kindCard {
			return true
		}
	}
	return false
}

func replace(n, by ast.Node) { n.Parent().ReplaceChild(n.Parent(), n, by) }

func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Link)
	_, _ = w.WriteString("<a")
	class := ""
	if c, _ := classify(string(n.Destination)); c == outside {
		class = "externe"
	}
	said(w, n, class)
	attribute(w, "href", string(n.Destination))
	if len(n.Title) > 0 {
		attribute(w, "title", string(n.Title))
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

func attribute(w util.BufWriter, name, value string) {
	_ = w.WriteByte(' ')
	_, _ = w.WriteString(name)
	_, _ = w.WriteString(`="`)
	_, _ = w.Write(util.EscapeHTML([]byte(value)))
	_ = w.WriteByte('"')
}
