package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// htmlKind says what becomes of an element that an author wrote in HTML.
type htmlKind uint8

const (
	unknown   htmlKind = iota // its tags are dropped and said, its content stays
	silenced                  // it is dropped with all it holds
	wrapper                   // it parts paragraphs, and is kept for its class or its language only
	phrase                    // it is kept in a line of text
	void                      // the same, and it holds nothing
	anchor                    // <a>
	block                     // it is kept and holds paragraphs, lists…
	line                      // it is kept and holds a line of text
	structure                 // it is kept and holds only elements made for it
)

// htmlElements is all that an author may write in HTML, and what is dropped
// whole. TestHTMLElements holds the manual to it.
var htmlElements = map[string]htmlKind{
	"a": anchor, "br": void, "wbr": void,

	"abbr": phrase, "bdi": phrase, "bdo": phrase, "cite": phrase, "code": phrase, "del": phrase, "dfn": phrase, "em": phrase,
	"ins": phrase, "kbd": phrase, "mark": phrase, "q": phrase, "rp": phrase, "rt": phrase, "ruby": phrase, "samp": phrase,
	"small": phrase, "span": phrase, "strong": phrase, "sub": phrase, "sup": phrase, "time": phrase, "u": phrase, "var": phrase,

	"details": block, "blockquote": block, "li": block, "dd": block, "td": block, "th": block, "pre": block, "hr": block,
	"summary": line, "dt": line, "caption": line, "h1": line, "h2": line, "h3": line, "h4": line, "h5": line, "h6": line,
	"ul": structure, "ol": structure, "dl": structure,
	"table": structure, "thead": structure, "tbody": structure, "tfoot": structure, "tr": structure,

	"p": wrapper, "div": wrapper, "section": wrapper, "article": wrapper, "aside": wrapper, "center": wrapper, "figure": wrapper,
	"figcaption": wrapper, "header": wrapper, "footer": wrapper, "main": wrapper, "address": wrapper, "picture": wrapper,

	"script": silenced, "style": silenced, "noscript": silenced, "template": silenced, "head": silenced,
	"svg": silenced, "math": silenced, "object": silenced, "canvas": silenced, "select": silenced,
}

// htmlNames are the elements that say the same as another.
var htmlNames = map[string]string{
	"acronym": "abbr", "b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code",
}

// htmlOwn are the attributes that an element has beside its class, its id, its
// language and its direction, and the values that they may have.
var htmlOwn = map[string]map[string]func(string) bool{
	"abbr": {"title": isShort},
	"dfn":  {"title": isShort},
	"time": {"datetime": isMoment},
	"td":   {"colspan": isSpan, "rowspan": isSpan},
	"th":   {"colspan": isSpan, "rowspan": isSpan, "scope": isScope},
}

// muteAttributes say something to a browser that is decided here otherwise, or
// to nobody.
var muteAttributes = map[string]bool{
	"target": true, "rel": true, "name": true, "markdown": true, "border": true, "cellpadding": true, "cellspacing": true,
	"width": true, "height": true, "valign": true, "role": true, "cite": true, "download": true, "referrerpolicy": true,
	"start": true, "type": true, "open": true,
}

const longestTitle = 1_000 // bytes of a title=""

func isShort(s string) bool  { return len(s) <= longestTitle }
func isMoment(s string) bool { return len(s) <= 40 && strings.Trim(s, "0123456789-:.+TWPDHMSZ ") == "" }
func isScope(s string) bool  { return s == "row" || s == "col" || s == "rowgroup" || s == "colgroup" }
func isSpan(s string) bool {
	return len(s) > 0 && len(s) <= 3 && strings.Trim(s, "0123456789") == "" && s[0] != '0'
}

// htmlName returns the element that a tag means, and what becomes of it.
func htmlName(tag string) (string, htmlKind) {
	if name := htmlNames[tag]; name != "" {
		tag = name
	}
	return tag, htmlElements[tag]
}

// element is a passage in an element that its author wrote in HTML. elementBlock is
// the same for blocks: a table and its parts, a <div>.
type (
	element struct {
		ast.BaseInline
		tag string
	}
	elementBlock struct {
		ast.BaseBlock
		tag string
	}
)

var (
	kindElement      = ast.NewNodeKind("Element")
	kindElementBlock = ast.NewNodeKind("ElementBlock")
)

func (*element) Kind() ast.NodeKind                   { return kindElement }
func (n *element) Dump(source []byte, level int)      { ast.DumpHelper(n, source, level, nil, nil) }
func (*elementBlock) Kind() ast.NodeKind              { return kindElementBlock }
func (n *elementBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// isLiteral tells whether n holds what is neither French nor prose, but what a
// machine reads or writes.
func isLiteral(n ast.Node) bool {
	e, ok := n.(*element)
	return ok && (e.tag == "code" || e.tag == "kbd" || e.tag == "samp" || e.tag == "var")
}

// giveHTML writes on a node the attributes of the tag that it comes from, and says
// which are lost.
func (p *page) giveHTML(n ast.Node, name string, t tag, offset int) {
	var list []attr
	var lost []string
	b, isBox := n.(*box)
	for _, key := range t.keys {
		value := t.attributes[key]
		own := htmlOwn[name][key]
		switch {
		case own != nil && own(value):
			p.written += len(value)
			if key == "title" {
				value = p.prose(n, value)
			}
			n.SetAttributeString(key, []byte(value))
		case isBox && key == "id": // see page.boxIDs
			b.id = value
		case key == "class" || key == "id" || key == "lang":
			if key == "class" {
				value = p.newClasses(value)
			}
			if value != "" {
				list = append(list, attr{key: key, value: value})
			}
		case key == "align":
			list = append(list, attr{key: "class", value: alignments[strings.ToLower(value)]})
		case key == "dir" && (value == "rtl" || value == "ltr" || value == "auto"):
			n.SetAttributeString("dir", []byte(value))
		case muteAttributes[key]:
		default:
			lost = append(lost, key)
		}
	}
	if t.name == "center" {
		list = append(list, attr{key: "class", value: "centre"})
	}
	p.allow(n, list, offset)
	switch n := n.(type) {
	case *box:
		n.lang = attributeOf(n, "lang")
	case *elementBlock:
		if name == "td" || name == "th" {
			n.SetAttributeString("class", []byte(cellClasses[attributeOf(n, "class")]))
		}
	}
	if said := strings.Join(lost, ", "); said != "" && !p.lost[t.name+" "+said] {
		p.lost[t.name+" "+said] = true
		message := "l'attribut " + quoted(said) + " de <" + t.name + "> n'est pas repris dans la page"
		if len(lost) > 1 {
			message = "les attributs " + quoted(said) + " de <" + t.name + "> ne sont pas repris dans la page"
		}
		p.warn(offset, "html", message, "l'apparence vient du thème ; une page ne contient pas de programme")
	}
}

// newClasses returns some classes less those that were said not to be known:
// pasted HTML has the same ones on each line.
func (p *page) newClasses(value string) string {
	var kept []string
	for _, name := range strings.Fields(value) {
		isKnown := slices.Contains(classWords, strings.ToLower(name))
		if isKnown || !p.lost["."+name] {
			kept = append(kept, name)
		}
		p.lost["."+name] = true
	}
	return strings.Join(kept, " ")
}

// alignments are the classes of align="".
var alignments = map[string]string{"center": "centre", "middle": "centre", "right": "droite", "left": "", "justify": ""}

// cellClasses are those of the cells of tables in Markdown.
var cellClasses = map[string]string{"droite": "aligne-droite", "centre": "aligne-centre"}

// hasLook tells whether a node bears something that its reader sees or hears.
func hasLook(n ast.Node) bool {
	for _, key := range []string{"class", "id", "lang", "dir"} {
		if value, ok := n.AttributeString(key); ok && value != nil {
			return true
		}
	}
	return false
}

type elements struct{}

func (elements) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(elements{}, 100)))
}

func (elements) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindElement, renderElement)
	reg.Register(kindElementBlock, renderElementBlock)
}

// own writes the attributes of an element that others do not have.
func own(w util.BufWriter, n ast.Node) {
	for _, key := range []string{"title", "datetime", "colspan", "rowspan", "scope"} {
		if value := attributeOf(n, key); value != "" {
			attribute(w, key, value)
		}
	}
}

func renderElement(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*element)
	switch {
	case entering:
		_, _ = w.WriteString("<" + n.tag)
		said(w, n, "")
		own(w, n)
		_ = w.WriteByte('>')
	case htmlElements[n.tag] != void:
		_, _ = w.WriteString("</" + n.tag + ">")
	}
	return ast.WalkContinue, nil
}

func renderElementBlock(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*elementBlock)
	if !entering {
		_, _ = w.WriteString("</" + n.tag + ">\n")
		if n.tag == "table" {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	}
	if n.tag == "table" {
		_, _ = w.WriteString("<div")
		said(w, n, "tableau")
		_, _ = w.WriteString(" tabindex=\"0\">\n<table")
	} else {
		_, _ = w.WriteString("<" + n.tag)
		said(w, n, "")
	}
	own(w, n)
	_ = w.WriteByte('>')
	if htmlElements[n.tag] == structure || n.tag == "div" {
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}
