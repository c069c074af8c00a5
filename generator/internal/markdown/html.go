package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// remedies says how to write in Markdown what a tag was meant for.
var remedies = map[string]string{
	"audio":    "poser le fichier à côté de la page et écrire ![titre](son.mp3)",
	"big":      "pour du gras, écrire **texte**",
	"button":   "pour un bouton qui mène à une page, écrire [Texte](adresse){.bouton}",
	"font":     "l'apparence vient du thème ; pour insister, écrire **texte**",
	"form":     "une page n'a pas de formulaire : écrire un lien vers celui d'un service prévu pour cela",
	"iframe":   "une page ne charge rien d'un autre site : écrire [Titre](adresse), seul dans son paragraphe",
	"img":      "pour une image, écrire ![description](image.jpg)",
	"input":    "pour une liste de choses à faire, écrire - [ ] texte",
	"math":     "pour une formule, écrire $x^2$",
	"noscript": "une page ne contient pas de programme",
	"script":   "une page ne contient pas de programme",
	"style":    "l'apparence vient du thème",
	"svg":      "l'enregistrer dans un fichier .svg à côté de la page et écrire ![description](dessin.svg)",
	"video":    "poser le fichier à côté de la page et écrire ![titre](film.mp4)",
}

// blockRemedy is for the tags that are read at the beginning of a line only.
const blockRemedy = "la mettre au début d'une ligne, après une ligne vide"

const otherRemedy = "écrire en Markdown ; pour montrer une balise, l'écrire entre accents graves : `<b>`"

// htmlBlock puts what it shows in the place of a block of HTML.
func (p *page) htmlBlock(n *ast.HTMLBlock) {
	b := newBuilder(p, n.Parent())
	b.take(n)
	if !p.shownHTML(n, b.raw, b.place) {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// rawHTML drops a tag in a line of text. The text between two tags stays.
func (p *page) rawHTML(n *ast.RawHTML) {
	raw, offset := p.rawTag(n), n.Segments.At(0).Start
	name := tagName(raw)
	if !isEnd(raw) && p.shownTag(n, name) {
		return
	}
	parent := n.Parent()
	parent.RemoveChild(parent, n)
	if !parent.HasChildren() && parent.Kind() == ast.KindParagraph {
		parent.Parent().RemoveChild(parent.Parent(), parent)
	}
	switch {
	case bytes.HasPrefix(raw, []byte("<!--")):
	case isEnd(raw):
		p.unopened(offset, name)
	default:
		p.opened[name]++
		p.warnHTML(offset, name)
	}
}

// unopened says that nothing in the line is open that a tag could close, unless
// its opening tag was reported.
func (p *page) unopened(offset int, name string) {
	switch {
	case p.opened[name] > 0:
		p.opened[name]--
	case inLine(name):
		p.straying(offset, name)
	default:
		p.warnHTML(offset, name)
	}
}

// straying says that a tag closes nothing.
func (p *page) straying(offset int, name string) {
	p.warn(offset, "html", "la balise </"+name+"> ne referme rien", "la retirer, ou écrire <"+name+"> au début du passage, dans le même paragraphe")
}

func (p *page) warnHTML(offset int, name string) {
	hint, ok := remedies[name]
	if _, kind := htmlName(name); !ok && (kind == block || kind == structure || kind == line) {
		hint, ok = blockRemedy, p.ids != nil
	}
	if !ok {
		hint = otherRemedy
	}
	message := "le HTML n'est pas repris dans la page"
	if name != "" {
		message += " : <" + name + ">"
	}
	p.warn(offset, "html", message, hint)
}

func (p *page) unclosedComment(offset int) {
	p.warn(offset, "html", "le commentaire n'est jamais refermé : la suite n'est pas dans la page", "le finir par -->")
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
