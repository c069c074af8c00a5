package math

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"slices"
	"strings"
)

// elements is every element that a formula may hold. <menclose> is not in MathML
// Core, but two browsers of three draw its bars; the theme draws them in the other.
var elements = set(`math maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom
	mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none`)

// tokens are those of them that hold text, and nothing else: to a browser, an
// element in a <mtext> is HTML.
var tokens = set(`mi mn mo ms mtext`)

// attributes is every attribute that is written, with its values; "length" is
// any length. The others say nothing to a browser, or are read by style.go.
var attributes = map[string]string{
	"accent":        "true false",
	"accentunder":   "true false",
	"depth":         "length",
	"displaystyle":  "true false",
	"form":          "prefix infix postfix",
	"height":        "length",
	"largeop":       "true false",
	"linethickness": "length",
	"lspace":        "length",
	"mathsize":      "length",
	"mathvariant":   "normal",
	"maxsize":       "length",
	"minsize":       "length",
	"movablelimits": "true false",
	"notation":      "top bottom updiagonalstrike downdiagonalstrike horizontalstrike longdiv circle actuarial phasorangle",
	"rspace":        "length",
	"scriptlevel":   "0 1 2 3",
	"stretchy":      "true false",
	"symmetric":     "true false",
	"voffset":       "length",
	"width":         "length",
}

// node is an element as it is written.
type node struct {
	name, attributes string // attributes: ` form="prefix"`, escaped
	text             string // plain
	children         []*node
}

// clean writes what Temml made of a formula again, from the lists above, with
// its source beside it: a reader who copies the formula, and whoever cannot read
// MathML, has that at least.
func clean(markup string, f formula) (string, *Fault) {
	root := read(markup)
	if root == nil {
		return "", unreadable
	}
	if len(root.children) == 0 {
		return "", empty
	}
	body := root.children[0]
	if len(root.children) > 1 {
		body = &node{name: "mrow", children: root.children}
	}
	var b strings.Builder
	b.WriteString("<math")
	if f.display {
		b.WriteString(` display="block"`)
	}
	b.WriteString("><semantics>")
	body.write(&b)
	b.WriteString(`<annotation encoding="application/x-tex">`)
	b.WriteString(html.EscapeString(strings.TrimSpace(f.tex)))
	b.WriteString("</annotation></semantics></math>")
	return b.String(), nil
}

// read returns the tree of a formula; nil when it is not one <math> with known
// elements.
func read(markup string) *node {
	d := xml.NewDecoder(strings.NewReader(markup))
	document := &node{}
	open := []*node{document}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil
		}
		parent := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			n := &node{name: name, attributes: written(name, token.Attr)}
			switch {
			case name == "span" && parent.name == "mtext": // the place of an automatic number
			case !elements[name] || tokens[parent.name] || name == "math" != (parent == document):
				return nil
			default:
				parent.children = append(parent.children, n)
			}
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if !tokens[parent.name] {
				return nil
			}
			parent.text += string(token)
			if parent.text == "ˆ" && strings.Contains(parent.attributes, `stretchy="true"`) {
				parent.text = "\u0302" // the one that fonts can stretch, over an angle
			}
		default:
			return nil
		}
	}
	if len(document.children) != 1 {
		return nil
	}
	return document.children[0]
}

// written returns the attributes of an element as they are written.
func written(element string, attrs []xml.Attr) string {
	var b strings.Builder
	for _, a := range attrs {
		values, ok := attributes[a.Name.Local]
		switch {
		case !ok || a.Name.Space != "":
			continue
		case values == "length" && !isLength(a.Value):
			continue
		case values != "length" && !isOneOf(a.Value, values):
			continue
		}
		b.WriteString(" " + a.Name.Local + `="` + a.Value + `"`)
	}
	if list := classes(element, attrs); len(list) > 0 {
		b.WriteString(` class="` + strings.Join(list, " ") + `"`)
	}
	return b.String()
}

// isLength tells whether s is a length such as "-0.1667em". It needs no escape.
func isLength(s string) bool {
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	return number != "" && len(s) < 16 && strings.Trim(number, "+-.0123456789") == ""
}

// isOneOf tells whether each word of value is in list.
func isOneOf(value, list string) bool {
	known := strings.Fields(list)
	return value != "" && !slices.ContainsFunc(strings.Split(value, " "), func(w string) bool { return !slices.Contains(known, w) })
}

func (n *node) write(b *strings.Builder) {
	b.WriteString("<" + n.name + n.attributes)
	if n.text == "" && len(n.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	b.WriteString(html.EscapeString(n.text))
	for _, c := range n.children {
		c.write(b)
	}
	b.WriteString("</" + n.name + ">")
}
