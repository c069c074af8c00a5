package markdown

import (
	"bytes"
	"cmp"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// embeds writes what an author wanted to show from another site: a card that
// says what it is and where it leads, and loads nothing. A sound or a video of
// the site itself has its player.
type embeds struct{}

// card is a resource alone in its paragraph. Its children are its title.
type card struct {
	ast.BaseBlock
	resource
	player        string // "audio" or "video", for a file of the site; "" for a link
	title         string // its plain text, for the name of a player
	action        string // "Voir la vidéo sur tubes.apps.education.fr"
	notice        string // that nothing is loaded
	note          string // what its author says of it
	transcription string // address; "" for none
	readLabel     string // of the link to it
	captions      string // address of the subtitles of a player; "" for none
	lang          string // BCP 47, of the subtitles
}

var kindCard = ast.NewNodeKind("Card")

func (*card) Kind() ast.NodeKind              { return kindCard }
func (n *card) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (embeds) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(embeds{}, 100)))
}

func (embeds) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindCard, renderCard)
}

// shown is what is known of something to show, however it was written.
type shown struct {
	address  string
	title    string // plain text; "" for none
	note     string
	captions string // name of the file of its subtitles; "" for none
	offset   int
	byName   bool // the address is the name of a file, wherever it is
}

// loneLink makes a card of a link to a video, a map… that is alone in its
// paragraph; false when n is another link. One that has a look of its own,
// {.bouton}, keeps it.
func (p *page) loneLink(n ast.Node, dest string) bool {
	class, _ := classify(dest)
	if class != outside || !p.ownsParagraph(n) || attributeOf(n, "class") != "" {
		p.noCard(n)
		return false
	}
	r, certain, _ := p.resource(dest)
	if !certain {
		p.noCard(n)
		return false
	}
	r.url = escapedURL(r.url)
	c := p.card(n, r)
	if link, ok := n.(*ast.Link); ok {
		c.note = p.prose(n, p.title(link.Title, n.Pos()))
		if text := strings.TrimSpace(plain(link, p.src.Body)); hasContent(link, p.src.Body) && !strings.Contains(text, "://") {
			for child := link.FirstChild(); child != nil; child = link.FirstChild() {
				c.AppendChild(c, child)
			}
		}
	}
	p.untitled(c, n.Pos())
	p.beside(c, n, "")
	replace(n.Parent(), c)
	return true
}

// show returns what takes the place of n, a frame or a code that shows
// something: a card if it may be a block, a link, or text.
func (p *page) show(n ast.Node, s shown, block bool) ast.Node {
	if strings.HasPrefix(s.address, "//") { // as providers write it
		s.address = "https:" + s.address
	}
	s.title = p.prose(n, s.title)
	class, why := classify(s.address)
	switch class {
	case local:
		return p.showFile(n, s, block)
	case outside:
	default:
		if class != refused {
			why = "l'adresse n'est pas celle d'une page"
		}
		p.warn(s.offset, "media", "ce cadre n'est pas repris : "+why+about(s.address), "écrire l'adresse entière, qui commence par https://")
		return plainText(s.title)
	}
	r, _, known := p.resource(s.address)
	r.url = escapedURL(r.url)
	if known && block {
		c := p.card(n, r)
		c.note = s.note
		if s.title != "" {
			c.title = s.title
			c.AppendChild(c, plainText(s.title))
		}
		p.untitled(c, s.offset)
		p.beside(c, n, "")
		return c
	}
	text := s.title
	if known {
		if text == "" {
			text = p.action(r)
		}
	} else {
		host := shownHost(s.address)
		p.warn(s.offset, "media", quoted(host)+" n'est pas dans la liste des sites que les pages présentent : un simple lien prend la place du cadre",
			"pour l'y mettre, ajouter à site.yaml : medias: ["+host+"] ; ou écrire seulement un lien : [Titre]("+s.address+")")
		r.url = escapedURL(s.address)
	}
	return p.plainLink(n, r.url, text)
}

// showFile shows a file of the site: a player for a sound or a video, a link
// for the rest.
func (p *page) showFile(n ast.Node, s shown, block bool) ast.Node {
	kind := Page
	if s.byName {
		kind = WikiFile
	}
	target, ok := p.target(kind, s.address, s.offset)
	if !ok {
		return plainText(s.title)
	}
	if player := playerOf(s.address); block && player != "" {
		return p.player(n, player, target.URL, s)
	}
	text := s.title
	if text == "" {
		text = target.Title
	}
	if text == "" {
		text = path.Base(s.address)
		p.warn(s.offset, "media", "il manque un titre à ce document : "+quoted(s.address), "écrire [Titre du document]("+s.address+")")
	}
	return p.plainLink(n, target.URL, text)
}

// plainLink returns a link to a final address, or only its text where a link cannot be.
func (p *page) plainLink(n ast.Node, address, text string) ast.Node {
	if text == "" {
		text = address
	}
	if insideLink(n) {
		return plainText(text)
	}
	link := ast.NewLink()
	link.Destination = []byte(address)
	link.AppendChild(link, plainText(text))
	p.written += len(address)
	return link
}

// card returns the card of a resource of another site, at its final address.
func (p *page) card(n ast.Node, r resource) *card {
	p.written += len(r.url)
	p.cards++
	c := &card{resource: r, action: p.action(r), notice: p.label("rien-charge")}
	c.SetPos(n.Pos())
	for _, key := range []string{"id", "lang", "dir"} { // see page.allow
		if value, ok := n.AttributeString(key); ok {
			c.SetAttributeString(key, value)
		}
	}
	return c
}

func escapedURL(address string) string { return string(util.URLEscape([]byte(address), false)) }

// about ends a message with an address, if there is one.
func about(address string) string {
	if address == "" {
		return ""
	}
	return ", " + quoted(address)
}

func (p *page) action(r resource) string { return p.label(verbs[r.kind].label) + " " + r.host }

// untitled warns of a card without a title, and says how to give it one.
func (p *page) untitled(c *card, offset int) {
	if c.FirstChild() == nil {
		p.warn(offset, "media", "il manque un titre à "+verbs[c.kind].name+" : "+quoted(c.url),
			"écrire, seul dans son paragraphe : [Titre]("+c.url+")")
	}
}

// players are the files that browsers play, by extension.
var players = map[string]string{
	".mp3": "audio", ".m4a": "audio", ".ogg": "audio", ".oga": "audio", ".wav": "audio",
	".mp4": "video", ".ogv": "video", ".webm": "video",
}

// playerOf returns the player of a file, "" for none.
func playerOf(name string) string { return players[suffix(name)] }

// player returns the player of a file of the site, at its final address.
func (p *page) player(n ast.Node, player, address string, s shown) *card {
	c := &card{player: player, note: s.note, title: s.title, lang: cmp.Or(p.src.Lang, "fr")}
	c.kind, c.url = map[string]string{"audio": "son", "video": "video"}[player], address
	c.SetPos(n.Pos())
	p.cards++
	if s.title == "" {
		p.warn(s.offset, "media", "il manque un titre à "+verbs[c.kind].name+" : "+quoted(s.address), "l'écrire entre les crochets : ![Titre]("+s.address+")")
		s.title = path.Base(s.address)
	}
	c.AppendChild(c, plainText(s.title))
	p.beside(c, n, s.captions)
	return c
}

// beside reads the attributes that name the files that go with a card,
// {transcription=texte.md}. captions are its subtitles, if known otherwise.
func (p *page) beside(c *card, n ast.Node, captions string) {
	if name := attributeOf(n, "transcription"); name != "" {
		if target, ok := p.target(Page, name, n.Pos()); ok {
			c.transcription, c.readLabel = target.URL, p.label("transcription")
		}
	}
	name := cmp.Or(attributeOf(n, "sous-titres"), captions)
	class, _ := classify(name)
	switch {
	case name == "":
	case class != local || c.player != "video" || !strings.HasSuffix(strings.ToLower(name), ".vtt"):
		p.warn(n.Pos(), "media", "ces sous-titres ne sont pas repris : "+quoted(name), "un fichier .vtt, pour une vidéo posée à côté de la page")
	default:
		if target, ok := p.target(Page, name, n.Pos()); ok {
			c.captions = target.URL
		}
	}
}

// noCard warns of what is said of n that only a card shows.
func (p *page) noCard(n ast.Node) {
	for _, key := range []string{"transcription", "sous-titres"} {
		if attributeOf(n, key) != "" {
			p.warn(n.Pos(), "attribut", quoted(key)+" ne se dit que d'une vidéo ou d'un son montré dans la page : il est ignoré", "mettre le lien seul dans son paragraphe")
			return
		}
	}
}

// ownsParagraph reports whether n is alone in a paragraph that may become a
// card. The only paragraph of an item of a list is not one: a list of links
// stays a list of links.
func (p *page) ownsParagraph(n ast.Node) bool {
	parent := n.Parent()
	if parent == nil || parent.Kind() != ast.KindParagraph || !p.alone(n) {
		return false
	}
	item := parent.Parent()
	return item == nil || item.Kind() != ast.KindListItem || item.ChildCount() > 1
}

// alone reports whether n has no other sibling than blanks and marks of HTML
// that show nothing.
func (p *page) alone(n ast.Node) bool {
	for s := n.PreviousSibling(); s != nil; s = s.PreviousSibling() {
		if p.shows(s) {
			return false
		}
	}
	for s := n.NextSibling(); s != nil; s = s.NextSibling() {
		if p.shows(s) {
			return false
		}
	}
	return true
}

func (p *page) shows(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		return len(bytes.TrimSpace(n.Value(p.src.Body))) > 0
	case *ast.RawHTML:
		first := n.Segments.At(0)
		raw := first.Value(p.src.Body)
		name := tagName(raw)
		return raw[1] != '/' && name != "source" && shownTags[name]
	}
	return true
}

func renderCard(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*card)
	switch {
	case entering:
		n.open(w)
	default:
		n.close(w)
	}
	return ast.WalkContinue, nil
}

func (n *card) open(w util.BufWriter) {
	_, _ = w.WriteString("<figure")
	if id := attributeOf(n, "id"); id != "" {
		attribute(w, "id", id)
	}
	attribute(w, "class", "media media-"+n.kind)
	_, _ = w.WriteString(">\n")
	if n.player == "" {
		_, _ = w.WriteString(`<a class="externe"`)
		attribute(w, "href", n.url)
		_, _ = w.WriteString(">")
		if n.HasChildren() {
			_, _ = w.WriteString(`<strong class="media-titre"`)
			for _, key := range []string{"lang", "dir"} {
				if value := attributeOf(n, key); value != "" {
					attribute(w, key, value)
				}
			}
			_ = w.WriteByte('>')
		}
		return
	}
	_, _ = w.WriteString("<" + n.player + ` controls preload="none"`)
	attribute(w, "src", n.url)
	if n.title != "" {
		attribute(w, "aria-label", n.title)
	}
	_, _ = w.WriteString(">")
	if n.captions != "" {
		_, _ = w.WriteString(`<track kind="captions"`)
		attribute(w, "src", n.captions)
		attribute(w, "srclang", n.lang)
		_, _ = w.WriteString(">")
	}
	_, _ = w.WriteString("</" + n.player + ">\n<figcaption><a")
	attribute(w, "href", n.url)
	_, _ = w.WriteString(">")
}

func (n *card) close(w util.BufWriter) {
	text := func(s string) { _, _ = w.Write(util.EscapeHTML([]byte(s))) }
	if n.player == "" {
		if n.HasChildren() {
			_, _ = w.WriteString("</strong><br>\n")
		}
		text(n.action)
		_, _ = w.WriteString("</a>\n<figcaption>")
		if n.note != "" {
			text(n.note)
			_, _ = w.WriteString("<br>\n")
		}
		text(n.notice)
	} else {
		_, _ = w.WriteString("</a>")
		if n.note != "" {
			_, _ = w.WriteString("<br>\n")
			text(n.note)
		}
	}
	if n.transcription != "" {
		_, _ = w.WriteString("<br>\n<a")
		attribute(w, "href", n.transcription)
		_, _ = w.WriteString(">")
		text(n.readLabel)
		_, _ = w.WriteString("</a>")
	}
	_, _ = w.WriteString("</figcaption>\n</figure>\n")
}
