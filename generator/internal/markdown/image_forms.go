package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What dialects add to the images of CommonMark: ![a](b.jpg =300x200) of
// HedgeDoc, ![[b.jpg|300]] of Obsidian, and what braces may say of an image,
// ![a](b.jpg){.droite width=300}. All of them leave attributes on an image of
// goldmark's own kind, which page.image reads.

// sizedImages reads ![text](address "title" =300x200).
type sizedImages struct{}

const longestImage = 3_000 // bytes between ![ and )

// sizedImage begins after ![. Its text holds no brackets: such an image is
// that of goldmark.
var sizedImage = regexp.MustCompile(`^((?:[^\[\]\\\n]|\\.)*)\]\([ \t]*(<[^<>\n]*>|[^\s<>()\\]+)(?:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'))?[ \t]+=([\w%*×.]*)[ \t]*\)`)

func (sizedImages) Trigger() []byte { return []byte{'!'} }

func (sizedImages) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	inside, ok := bytes.CutPrefix(line, []byte("!["))
	if !ok {
		return nil
	}
	inside = inside[:min(len(inside), longestImage)]
	// An image without a size is the common case, and is not read twice.
	if close := bytes.Index(inside, []byte("](")); close < 0 || !bytes.Contains(inside[close:], []byte(" =")) {
		return nil
	}
	m := sizedImage.FindSubmatchIndex(inside)
	if m == nil {
		return nil
	}
	part := func(i int) []byte {
		if m[2*i] < 0 {
			return nil
		}
		return inside[m[2*i]:m[2*i+1]]
	}
	link := ast.NewLink()
	link.Destination = bytes.Trim(part(2), "<>")
	link.Title = append(part(3), part(4)...)
	n := ast.NewImage(link)
	n.SetPos(segment.Start)
	start := segment.Start + len("![")
	if m[3] > m[2] {
		n.AppendChild(n, ast.NewTextSegment(text.NewSegment(start+m[2], start+m[3])))
	}
	setSize(n, string(part(5)))
	block.Advance(len("![") + m[1])
	return n
}

// wikiImages reads ![[image.png]], ![[image.png|text]] and ![[image.png|300]].
type wikiImages struct{}

func isObsidian(n *ast.Image) bool { return n.Reference != nil && n.Reference.Type == wikiReference }

func (wikiImages) Trigger() []byte { return []byte{'!'} }

func (wikiImages) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("![[")) {
		return nil
	}
	const before = len("![[")
	inside := line[before:min(len(line), before+maxWiki)]
	end := bytes.IndexByte(inside, ']')
	if end < 1 || !bytes.HasPrefix(inside[end:], []byte("]]")) || bytes.IndexByte(inside[:end], '[') >= 0 {
		return nil
	}
	name, rest, _ := bytes.Cut(inside[:end], []byte("|"))
	name = bytes.TrimSpace(bytes.TrimSuffix(name, []byte(`\`))) // \| in a table
	if len(name) == 0 {
		return nil
	}
	link := ast.NewLink()
	link.Destination = name
	link.Reference = ast.NewReferenceLink(wikiReference, nil)
	n := ast.NewImage(link)
	n.SetPos(segment.Start)
	if i := bytes.LastIndexByte(rest, '|'); sizeAlone.Match(rest[i+1:]) {
		setSize(n, string(bytes.TrimSpace(rest[i+1:])))
		rest = bytes.TrimSuffix(rest[:max(i, 0)], []byte(`\`))
	}
	if len(bytes.TrimSpace(rest)) > 0 {
		start := segment.Start + before + bytes.IndexByte(inside, '|') + 1
		n.AppendChild(n, ast.NewTextSegment(text.NewSegment(start, start+len(rest))))
	}
	block.Advance(before + end + len("]]"))
	return n
}

// sizeFault keeps, on an image, a size that is not understood.
const sizeFault = "_taille"

var (
	sizeForm   = regexp.MustCompile(`^(?:[0-9]{1,4}(?:px)?(?:x(?:[0-9]{1,4}(?:px)?)?)?|x[0-9]{1,4}(?:px)?|[0-9]{1,3}%x?)$`)
	sizeAlone  = regexp.MustCompile(`^[ \t]*[0-9]{1,4}(?:x[0-9]{1,4})?[ \t]*$`)
	sizeInText = regexp.MustCompile(`[ \t]*\|[ \t]*([0-9]{1,4}(?:x[0-9]{1,4})?)$`)
)

// setSize notes a size written 300, 300x, 300x200, x200 or 50%.
func setSize(n ast.Node, size string) {
	if !sizeForm.MatchString(size) {
		n.SetAttributeString(sizeFault, []byte(size+" "))
		return
	}
	width, height, _ := strings.Cut(strings.ReplaceAll(size, "px", ""), "x")
	if width != "" {
		n.SetAttributeString("width", []byte(width))
	}
	if height != "" {
		n.SetAttributeString("height", []byte(height))
	}
}

// wikiNote makes a link of ![[page]], which Obsidian shows whole.
func (p *page) wikiNote(n *ast.Image, dest, alt string) {
	dest = strings.Map(visible, dest)
	p.warn(n.Pos(), "image", "une page ne peut pas en montrer une autre : un lien prend sa place : "+quoted(dest), "écrire [["+dest+"]]")
	target, ok := p.target(Wiki, toBlock(dest), n.Pos())
	if alt == "" {
		alt = target.Title
	}
	if alt == "" {
		alt, _, _ = strings.Cut(dest, "#")
	}
	if !ok {
		replace(n, plainText(alt))
		return
	}
	replace(n, p.plainLink(n, target.URL, alt))
}

// ofLinks are the attributes that a link may have: those of its card.
var ofLinks = map[string]bool{"transcription": true, "sous-titres": true}

var braceSize = regexp.MustCompile(`^[0-9]{1,4}(?:px|%)?$`)

// braceMeaning returns what an item between braces means to an image or to a
// card: .class, a word alone or key=value; "" when they have no use for it.
func braceMeaning(class, key, value string) (string, string) {
	key = strings.ToLower(key)
	switch {
	case class != "" && places[class] != "":
		return "class", places[class]
	case decorativeWords[class], decorativeWords[key] && value == "":
		return "decorative", "oui"
	case value == "":
	case key == "align" && places[value] != "":
		return "class", places[value]
	case (key == "width" || key == "largeur") && braceSize.MatchString(value):
		return "width", value
	case (key == "height" || key == "hauteur") && braceSize.MatchString(value):
		return "height", value
	case key == "loading": // all of them are lazy
		return "loading", value
	case key == "transcription":
		return key, value
	case key == "sous-titres" || key == "captions" || key == "subtitles":
		return "sous-titres", value
	}
	return "", ""
}

var decorativeWords = map[string]bool{"decorative": true, "décorative": true, "decoratif": true, "décoratif": true}

// places are the classes that say where an image stands, by the words of
// several dialects.
var places = map[string]string{
	"droite": "droite", "right": "droite", "float-right": "droite", "align-right": "droite", "pull-right": "droite", "text-right": "droite",
	"gauche": "gauche", "left": "gauche", "float-left": "gauche", "align-left": "gauche", "pull-left": "gauche",
	"centre": "centre", "center": "centre", "centré": "centre", "centree": "centre", "centrée": "centre", "align-center": "centre", "middle": "centre",
}

// attributeOf returns an attribute of a node as text, "" for none.
func attributeOf(n ast.Node, key string) string {
	value, _ := n.AttributeString(key)
	switch value := value.(type) {
	case []byte:
		return string(value)
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return ""
}

// imageClass returns the classes of an image: where it stands, and the part of the
// width of the text that it takes.
func imageClass(n ast.Node) string {
	var classes []string
	for _, class := range strings.Fields(attributeOf(n, "class")) {
		if place := places[class]; place != "" {
			classes = append(classes, place)
		}
	}
	if share, ok := strings.CutSuffix(attributeOf(n, "width"), "%"); ok {
		wanted, _ := strconv.Atoi(share)
		near := 100
		for _, step := range []int{75, 66, 50, 33, 25} {
			if abs(wanted-step) < abs(wanted-near) {
				near = step
			}
		}
		classes = append(classes, "largeur-"+strconv.Itoa(near))
	}
	return strings.Join(classes, " ")
}

func abs(n int) int { return max(n, -n) }
