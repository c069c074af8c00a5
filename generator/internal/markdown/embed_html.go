package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// What sites give to copy is HTML: a frame, and lines around it. This finds in
// a piece of HTML what it shows — frames, images, sounds and videos — so that
// they can be shown as if they had been written in Markdown. The rest of the
// HTML is dropped as elsewhere.

// shownTags are the tags that show something.
var shownTags = map[string]bool{"iframe": true, "embed": true, "img": true, "video": true, "audio": true, "source": true}

// aroundTags are those that sites put around them, which say nothing.
var aroundTags = map[string]bool{
	"div": true, "p": true, "figure": true, "figcaption": true, "center": true, "span": true, "br": true, "a": true, "small": true,
	"b": true, "strong": true, "em": true, "i": true, "section": true, "picture": true, "track": true, "source": true,
}

// inlineTags do not part words.
var inlineTags = map[string]bool{"a": true, "span": true, "small": true, "b": true, "strong": true, "em": true, "i": true}

// tag is a tag with its attributes.
type tag struct {
	name       string
	attributes map[string]string
	keys       []string // those of attributes, in order
	offset     int      // in the HTML
}

// fragmentHTML is what a piece of HTML says.
type fragmentHTML struct {
	tags  []tag
	text  string     // what is written between tags
	links []linkHTML // of that text
	other *tag       // the first tag that is dropped and has to be said
}

type linkHTML struct {
	address, text string
	offset        int // in the HTML
}

// readHTML reads a piece of HTML as a browser does, except that a frame or a
// video that is never closed is empty.
func readHTML(raw []byte) (f fragmentHTML) {
	z := html.NewTokenizer(bytes.NewReader(raw))
	lower := lowerASCII(raw)
	var text, anchor strings.Builder
	address, offset, linkAt := "", 0, 0
	inside := "" // the tag whose content is not text: "iframe", "video", "script"…
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		at := offset
		offset += len(z.Raw())
		switch kind {
		case html.TextToken:
			if inside == "" {
				s := z.Text()
				text.Write(s)
				anchor.Write(s)
			}
		case html.EndTagToken:
			b, _ := z.TagName()
			name := string(b)
			if name == inside {
				inside = ""
			}
			if name == "a" && address != "" {
				f.links = append(f.links, linkHTML{address, strings.Join(strings.Fields(anchor.String()), " "), linkAt})
				address = ""
			}
			if !inlineTags[name] {
				text.WriteByte(' ')
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := readTag(z, at)
			if !inlineTags[t.name] {
				text.WriteByte(' ')
			}
			switch {
			case t.name == "source" || t.name == "track":
				f.addSource(t)
			case inside == "video" || inside == "audio": // for browsers that cannot play
			case shownTags[t.name]:
				f.tags = append(f.tags, t)
				if kind == html.StartTagToken && closes(t.name, lower[offset:]) {
					inside = t.name
				} else {
					z.NextIsNotRawText()
				}
			case t.name == "a":
				address, linkAt = t.attributes["href"], at
				anchor.Reset()
			case t.name == "script" || t.name == "style" || t.name == "noscript" || t.name == "textarea" || t.name == "title":
				inside = t.name
				if t.name == "noscript" || t.name == "script" && t.attributes["src"] != "" { // goes with the frame
					break
				}
				fallthrough
			case !aroundTags[t.name] && f.other == nil:
				f.other = &t
			}
		}
	}
	f.text = strings.Join(strings.Fields(text.String()), " ")
	return f
}

// lowerASCII keeps the length of what it returns: that of « İ » changes in
// bytes.ToLower.
func lowerASCII(b []byte) []byte {
	lower := bytes.Clone(b)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + ('a' - 'A')
		}
	}
	return lower
}

// closes tells whether the tag that rest follows is closed, before another one
// of its name is opened.
func closes(name string, rest []byte) bool {
	if name == "img" || name == "embed" {
		return false
	}
	if i := bytes.Index(rest, []byte("<"+name)); i >= 0 {
		rest = rest[:i]
	}
	return bytes.Contains(rest, []byte("</"+name))
}

func readTag(z *html.Tokenizer, offset int) tag {
	name, more := z.TagName()
	t := tag{name: string(name), attributes: map[string]string{}, offset: offset}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, twice := t.attributes[string(key)]; !twice && len(t.attributes) < 50 {
			t.attributes[string(key)] = string(value)
			t.keys = append(t.keys, string(key))
		}
	}
	return t
}

// without returns a tag less some attributes.
func (t tag) without(keys ...string) tag {
	t.keys = slices.DeleteFunc(slices.Clone(t.keys), func(key string) bool { return slices.Contains(keys, key) })
	return t
}

// renamed returns a tag in which an attribute bears another name, unless it has
// one of that name.
func (t tag) renamed(from, to string) tag {
	if value, ok := t.attributes[from]; ok && t.attributes[to] == "" {
		t.attributes[to] = value
		t.keys = append(slices.Clone(t.keys), to)
	}
	return t
}

// addSource gives its file to the sound or video that a <source> is in.
func (f *fragmentHTML) addSource(t tag) {
	if len(f.tags) == 0 {
		return
	}
	last := &f.tags[len(f.tags)-1]
	switch {
	case last.name != "video" && last.name != "audio":
	case t.name == "source" && last.attributes["src"] == "":
		last.attributes["src"] = t.attributes["src"]
	case t.name == "track" && last.attributes["captions"] == "":
		last.attributes["captions"] = t.attributes["src"]
	}
}

// longestNote is the length in bytes of a text that may be a caption; a longer
// one is a text whose marks are lost.
const longestNote = 300

// shownHTML puts in the place of a block of HTML what it shows; false when it
// shows nothing. raw is its text and place the offset in the body of an offset
// in raw.
func (p *page) shownHTML(n *ast.HTMLBlock, raw []byte, place func(int) int) bool {
	f := readHTML(raw)
	if len(f.tags) == 0 {
		return false
	}
	if f.other != nil {
		p.warnHTML(place(f.other.offset), f.other.name)
	}
	text, lost := f.credits(p)
	if lost != nil {
		p.warnHTML(place(lost.offset), "a")
	}
	parent := n.Parent()
	var row *ast.Paragraph // of the pictures
	var lone *picture      // in the row
	var last *card
	for _, t := range f.tags {
		var by ast.Node
		if t.name == "img" {
			by = p.imgTag(n, t, place(t.offset))
		} else {
			by = p.show(n, p.titled(t, f, place(t.offset)), true)
		}
		if c, ok := by.(*card); ok {
			last, row = c, nil
			parent.InsertBefore(parent, n, c)
			continue
		}
		if s, ok := by.(*ast.String); ok && len(s.Value) == 0 {
			continue
		}
		if row == nil {
			row = ast.NewParagraph()
			parent.InsertBefore(parent, n, row)
			lone, _ = by.(*picture)
		} else {
			row.AppendChild(row, plainText(" "))
			lone = nil
		}
		row.AppendChild(row, by)
	}
	switch text = p.prose(n, text); {
	case text == "":
	case last != nil && len(text) <= longestNote:
		last.note = text
	case lone != nil && len(f.tags) == 1 && len(text) <= longestNote:
		lone.title = text
	default:
		if len(text) > longestNote && f.other == nil {
			p.warnHTML(place(0), "")
		}
		row = ast.NewParagraph()
		row.AppendChild(row, plainText(text))
		parent.InsertBefore(parent, n, row)
	}
	if lone != nil && row == lone.Parent() && (lone.title != "" || lone.class != "") {
		caption := lone.title
		lone.title = ""
		replace(row, newFigure(lone, caption))
	}
	parent.RemoveChild(parent, n)
	return true
}

// hosts returns the sites that a piece of HTML shows something of.
func (f *fragmentHTML) hosts(p *page) map[string]bool {
	hosts := map[string]bool{}
	for _, t := range f.tags {
		src := absolute(t.attributes["src"])
		if r, _, _ := p.resource(src); r.host != "" {
			hosts[shownHost(src)], hosts[r.host] = true, true
		}
	}
	return hosts
}

// credits returns the text of a piece of HTML that its cards do not say better,
// and the first link of it that leads elsewhere than they do, nil when there is
// none. « Afficher une carte plus grande » is what a card does.
func (f *fragmentHTML) credits(p *page) (string, *linkHTML) {
	hosts := f.hosts(p)
	var linked []string
	for i := range f.links {
		if l := &f.links[i]; !hosts[shownHost(absolute(l.address))] {
			return f.text, l
		}
		linked = append(linked, f.links[i].text)
	}
	if strings.Join(linked, " ") == f.text {
		return "", nil
	}
	return f.text, nil
}

// titled returns what a tag shows, with the title that it has itself, or the
// text of the link to the same thing beside it.
func (p *page) titled(t tag, f fragmentHTML, offset int) shown {
	s := shown{address: strings.TrimSpace(t.attributes["src"]), captions: t.attributes["captions"], offset: offset}
	for _, key := range []string{"title", "aria-label", "data-title"} {
		if title := strings.Join(strings.Fields(t.attributes[key]), " "); s.title == "" && !playerTitles[strings.ToLower(title)] && len(title) <= 500 {
			s.title = title
		}
	}
	if s.title != "" || len(f.links) > 20 {
		return s
	}
	r, certain, _ := p.resource(absolute(s.address))
	for _, l := range f.links {
		if other, same, _ := p.resource(absolute(l.address)); certain && same && other.url == r.url && len(l.text) <= 500 && !playerTitles[strings.ToLower(l.text)] {
			s.title = l.text
			break
		}
	}
	return s
}

// playerTitles are titles that sites give to all that they show.
var playerTitles = map[string]bool{
	"youtube video player": true, "youtube": true, "video player": true, "vimeo": true, "vimeo-player": true, "vimeo video player": true,
	"dailymotion video player": true, "dailymotion": true, "peertube video": true, "iframe": true, "video": true, "vidéo": true,
	"embedded content": true, "h5p": true, "geogebra": true, "openstreetmap": true,
	"afficher une carte plus grande": true, "view larger map": true, "voir en plein écran": true, "see full screen": true,
}

// absolute returns an address with its scheme, which providers leave out.
func absolute(address string) string {
	if strings.HasPrefix(address, "//") {
		return "https:" + address
	}
	return address
}

// imgTag returns what an <img> shows, as if it had been written in Markdown.
func (p *page) imgTag(n ast.Node, t tag, offset int) ast.Node {
	alt, hasAlt := t.attributes["alt"]
	alt = p.prose(n, strings.Join(strings.Fields(alt), " "))
	dest := strings.TrimSpace(t.attributes["src"])
	switch c, why := classify(dest); c {
	case local:
	case outside:
		return p.outsideLink(n, offset, dest, alt)
	default:
		if why == "" {
			why = "ce n'est pas l'adresse d'une image"
		}
		p.warn(offset, "image", why+about(dest), imageHint)
		return plainText(alt)
	}
	as := ast.NewText() // carries the attributes, as an image does
	as.SetParent(n.Parent())
	for _, key := range []string{"width", "height", "class", "align"} {
		value := t.attributes[key]
		switch {
		case key == "align" && places[value] != "", key == "class" && value != "" && len(value) < 100:
			as.SetAttributeString("class", []byte(value))
		case braceSize.MatchString(value):
			as.SetAttributeString(key, []byte(value))
		}
	}
	if role := t.attributes["role"]; hasAlt && alt == "" && (role == "presentation" || role == "none" || t.attributes["aria-hidden"] == "true") {
		as.SetAttributeString("decorative", []byte("oui"))
	}
	pic := p.picture(as, offset, dest, alt)
	if pic == nil {
		return plainText(alt)
	}
	title := strings.TrimSpace(t.attributes["title"])
	if len(title) <= 1_000 {
		pic.title = p.prose(n, title)
		p.written += len(title)
	}
	return pic
}

// shownTag puts in the place of a tag in a line of text what it shows; false
// when it is no such tag.
func (p *page) shownTag(n *ast.RawHTML, name string) bool {
	if !shownTags[name] {
		return false
	}
	var raw []byte
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		raw = append(raw, segment.Value(p.src.Body)...)
	}
	offset := n.Segments.At(0).Start
	if name == "source" { // of the sound or video that is open
		if p.silent == "" {
			return p.dropSource(n)
		}
		raw = append([]byte("<"+p.silent), raw[len("<source"):]...)
		p.silent = ""
	}
	f := readHTML(raw)
	if len(f.tags) != 1 {
		return false
	}
	t := f.tags[0]
	if t.name != "img" && t.name != "embed" {
		p.opened[t.name]++ // its end is not said
	}
	switch {
	case t.name == "img":
		by := p.imgTag(n, t, offset)
		pic, ok := by.(*picture)
		if !ok {
			replace(n, by)
			break
		}
		caption := pic.title
		pic.title = ""
		p.place(n, pic, caption)
	case t.attributes["src"] == "" && (t.name == "video" || t.name == "audio"):
		p.silent = t.name
		n.Parent().RemoveChild(n.Parent(), n)
	default:
		p.put(n, p.show(n, p.titled(t, f, offset), p.ownsParagraph(n)))
	}
	return true
}

// dropSource drops another format of the sound or video that is open.
func (p *page) dropSource(n *ast.RawHTML) bool {
	if p.opened["video"]+p.opened["audio"] == 0 {
		return false
	}
	n.Parent().RemoveChild(n.Parent(), n)
	return true
}
