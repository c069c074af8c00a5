package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// remedies says how to write in Markdown what a tag was meant for.
var remedies = map[string]string{
	"a":      "pour un lien, écrire [texte](adresse)",
	"audio":  "poser le fichier à côté de la page et écrire ![titre](son.mp3)",
	"b":      "pour du gras, écrire **texte**",
	"br":     `pour aller à la ligne, finir la ligne par \`,
	"code":   "pour du code, écrire `code`",
	"del":    "pour du texte barré, écrire ~~texte~~",
	"em":     "pour de l'italique, écrire *texte*",
	"h1":     "pour un titre, écrire ## Titre",
	"h2":     "pour un titre, écrire ## Titre",
	"h3":     "pour un titre, écrire ### Titre",
	"h4":     "pour un titre, écrire #### Titre",
	"hr":     "pour un trait, écrire --- seul sur sa ligne",
	"i":      "pour de l'italique, écrire *texte*",
	"iframe": "une page ne charge rien d'un autre site : écrire [Titre](adresse), seul dans son paragraphe",
	"img":    "pour une image, écrire ![description](image.jpg)",
	"li":     "pour une liste, commencer chaque ligne par un tiret",
	"ol":     "pour une liste numérotée, commencer chaque ligne par 1.",
	"p":      "séparer les paragraphes par une ligne vide",
	"pre":    "pour du code, l'écrire entre deux lignes ```",
	"script": "une page ne contient pas de programme",
	"strong": "pour du gras, écrire **texte**",
	"style":  "l'apparence vient du thème",
	"table":  "pour un tableau, séparer les colonnes par |",
	"ul":     "pour une liste, commencer chaque ligne par un tiret",
	"video":  "poser le fichier à côté de la page et écrire ![titre](film.mp4)",
}

const otherRemedy = "écrire en Markdown ; pour montrer une balise, l'écrire entre accents graves : `<b>`"

// htmlBlock drops a block of HTML. Comments are dropped in silence, but not
// what stands beside them.
func (p *page) htmlBlock(n *ast.HTMLBlock) {
	var block []byte
	var places [][2]int // where a line begins in block and in the body
	add := func(line text.Segment) {
		places = append(places, [2]int{len(block), line.Start})
		block = append(block, line.Value(p.src.Body)...)
	}
	for i := range n.Lines().Len() {
		add(n.Lines().At(i))
	}
	if n.HasClosure() {
		add(n.ClosureLine)
	}
	place := func(offset int) int {
		i := sort.Search(len(places), func(i int) bool { return places[i][0] > offset }) - 1
		return places[i][1] + offset - places[i][0]
	}
	pos := n.Pos()
	if p.shownHTML(n, block, place) {
		return
	}
	n.Parent().RemoveChild(n.Parent(), n)
	switch rest, closed := afterComments(block); {
	case !closed:
		p.warn(pos, "html", "le commentaire n'est jamais refermé : la suite n'est pas dans la page", "le finir par -->")
	case len(rest) == 0:
	case len(rest) < len(block) && rest[0] != '<':
		p.warn(pos, "html", "le texte qui suit un commentaire sur la même ligne n'est pas repris dans la page",
			"aller à la ligne après -->")
	default:
		p.warnHTML(pos, tagName(rest))
	}
}

// rawHTML drops a tag in a line of text. The text between two tags stays.
func (p *page) rawHTML(n *ast.RawHTML) {
	first := n.Segments.At(0)
	raw := first.Value(p.src.Body)
	name := tagName(raw)
	if raw[1] != '/' && p.shownTag(n, name) {
		return
	}
	if name == "br" {
		replace(n, plainText(" ")) // two words stay two words
	} else {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	if bytes.HasPrefix(raw, []byte("<!--")) {
		return
	}
	if raw[1] != '/' {
		p.opened[name]++
	} else if p.opened[name] > 0 { // its opening tag has been reported
		p.opened[name]--
		return
	}
	p.warnHTML(first.Start, name)
}

func (p *page) warnHTML(offset int, name string) {
	hint, ok := remedies[name]
	if !ok {
		hint = otherRemedy
	}
	message := "le HTML n'est pas repris dans la page"
	if name != "" {
		message += " : <" + name + ">"
	}
	p.warn(offset, "html", message, hint)
}

// afterComments returns what follows the comments at the start of a block;
// false when a comment has no end.
func afterComments(block []byte) ([]byte, bool) {
	for {
		block = bytes.TrimSpace(block)
		if !bytes.HasPrefix(block, []byte("<!--")) {
			return block, true
		}
		// The two dashes that open may also close: <!--> is a comment.
		end := bytes.Index(block[2:], []byte("-->"))
		if end < 0 {
			return nil, false
		}
		block = block[2+end+len("-->"):]
	}
}

// tagName returns the name of the tag that raw begins with, in lower case; ""
// for anything else that begins with <.
func tagName(raw []byte) string {
	name := strings.TrimLeft(string(raw[:min(len(raw), 40)]), "</ ")
	end := strings.IndexFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-')
	})
	if end >= 0 {
		name = name[:end]
	}
	return strings.ToLower(name)
}
