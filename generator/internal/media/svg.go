package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"essaim/generator/site"
)

const svgSpace = "http://www.w3.org/2000/svg"

// svgElements is every element of SVG that may be published. What runs, loads
// or frames is not here: script, foreignObject, iframe, audio, cursor…
var svgElements = strings.Fields(`
	a animate animateMotion animateTransform circle clipPath defs desc ellipse
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
	feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
	feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
	feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
	feTurbulence filter g image line linearGradient marker mask metadata mpath
	path pattern polygon polyline radialGradient rect set stop style svg switch
	symbol text textPath title tspan use view`)

// metadataSpaces are the namespaces that drawing programs leave in their files.
// Browsers do nothing with their elements.
var metadataSpaces = []string{
	"http://creativecommons.org/ns#",
	"http://ns.adobe.com/",
	"http://purl.org/dc/",
	"http://schemas.microsoft.com/visio/",
	"http://sodipodi.sourceforge.net/",
	"http://vectornator.io",
	"http://web.resource.org/cc/",
	"http://www.bohemiancoding.com/sketch/",
	"http://www.figma.com/",
	"http://www.inkscape.org/namespaces/",
	"http://www.serif.com/",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"https://boxy-svg.com",
}

const svgHint = "l'enregistrer en « SVG simple » ou « SVG optimisé » dans le logiciel de dessin, ou en PNG"

// svgCheck is one SVG picture being read.
type svgCheck struct {
	file      string
	line, col int // of the token being read
	problems  []site.Problem
}

// checkSVG reads a picture token by token and refuses what could run or load
// anything. The picture is published as it is, so that the reading is strict:
// what is not well-formed XML in UTF-8 is refused.
func checkSVG(file string, data []byte) []site.Problem {
	const most = 20 // problems; more teach nothing
	c := &svgCheck{file: file}
	d := xml.NewDecoder(bytes.NewReader(data))
	var style strings.Builder
	styles, root := 0, false
	for len(c.problems) < most {
		c.line, c.col = d.InputPos()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.line, c.col = d.InputPos()
			c.refuse("l'image n'est pas du XML correct, en UTF-8, à partir d'ici")
			return c.problems
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !root && (token.Name.Space != svgSpace || token.Name.Local != "svg") {
				c.refuse(`l'image ne commence pas par <svg xmlns="` + svgSpace + `">`)
				return c.problems
			}
			root = true
			if token.Name.Local == "style" {
				styles++
			}
			c.element(token)
		case xml.EndElement:
			if token.Name.Local == "style" {
				styles--
				c.css(style.String())
				style.Reset()
			}
		case xml.CharData:
			if styles > 0 {
				style.Write(token)
			}
		case xml.Directive:
			// Entities multiply, and hide what they stand for. Old drawing
			// programs write a bare document type, which does nothing.
			if !isBareDoctype(token) {
				c.refuse("l'image contient une déclaration (DOCTYPE, ENTITY)")
			}
		case xml.ProcInst:
			if token.Target != "xml" {
				c.refuse("l'image contient une instruction <?" + token.Target + "?>")
			}
		}
	}
	if !root && len(c.problems) == 0 {
		c.refuse("l'image ne contient pas de <svg>")
	}
	return c.problems
}

// isBareDoctype knows « <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "…"> »:
// it declares no entity, and browsers do not fetch it.
func isBareDoctype(d xml.Directive) bool {
	return bytes.HasPrefix(d, []byte(`DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.`)) && !bytes.ContainsAny(d, "[]<>")
}

func (c *svgCheck) element(e xml.StartElement) {
	name := e.Name.Local
	switch {
	case e.Name.Space == svgSpace:
		if !slices.Contains(svgElements, name) {
			c.refuse("l'image contient un élément qui n'est pas admis : <" + name + ">")
		}
	case !slices.ContainsFunc(metadataSpaces, func(s string) bool { return strings.HasPrefix(e.Name.Space, s) }):
		c.refuse(fmt.Sprintf("l'image contient un élément qui n'est pas du SVG : <%s> (« %s »)", name, e.Name.Space))
	}
	for _, a := range e.Attr {
		c.attribute(name, a)
	}
}

func (c *svgCheck) attribute(element string, a xml.Attr) {
	name := strings.ToLower(a.Name.Local)
	value := readAddress(a.Value)
	switch {
	case a.Name.Space == "xmlns" || name == "xmlns":
	case strings.HasPrefix(name, "on"):
		c.refuse("l'image contient un programme : " + a.Name.Local + "=")
	case name == "base" || name == "src" || name == "ping":
		c.refuse("l'image contient un attribut qui n'est pas admis : " + a.Name.Local + "=")
	case name == "href":
		c.href(element, value)
	case name == "attributename":
		if strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on") {
			c.refuse("l'image change un lien ou un programme par une animation")
		}
	case strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:"):
		c.refuse("l'image contient un programme : " + a.Name.Local + "=")
	case a.Name.Space != "":
	case name == "style":
		c.css(a.Value)
	default:
		c.urls(cssText(a.Value))
	}
}

// href checks what an element points at: a place in the picture for all, a page
// for links, a picture held in the file itself for images.
func (c *svgCheck) href(element, value string) {
	switch {
	case strings.HasPrefix(value, "#") || value == "":
	case element == "a":
		scheme, _, found := strings.Cut(value, ":")
		if found && !strings.ContainsAny(scheme, "/?#") && !slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) {
			c.refuse("l'image contient un lien dont l'adresse n'est pas admise")
		}
	case isHeldImage(value) && (element == "image" || element == "feImage"):
	default:
		c.refuse("l'image charge un autre fichier : <" + element + " href=…>")
	}
}

// isHeldImage knows the pictures that an address may hold in itself. An SVG
// picture in an SVG picture is not among them: it would not be read here.
func isHeldImage(address string) bool {
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp"} {
		if rest, ok := strings.CutPrefix(address, "data:image/"+kind); ok {
			return strings.HasPrefix(rest, ";") || strings.HasPrefix(rest, ",")
		}
	}
	return false
}

// readAddress reads an address as browsers do: tabs, line ends and control
// characters do not count, nor does the case of its scheme.
func readAddress(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s))
}

func (c *svgCheck) refuse(message string) {
	c.problems = append(c.problems, site.Problem{
		Pos: site.Pos{File: c.file, Line: c.line, Col: c.col}, Severity: site.Error, Rule: "fichier",
		Message: message, Hint: svgHint,
	})
}
