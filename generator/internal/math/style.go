package math

import (
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A page has no style of its own: its policy forbids it. What Temml asks by
// styles and by classes of its own becomes one of the classes below, which the
// theme draws; the rest is a matter of half a pixel and is left out.

var renamed = map[string]string{
	"tml-left":      "m-gauche",
	"tml-right":     "m-droite",
	"tml-jot":       "m-aere",
	"tml-small":     "m-serre",
	"tml-overline":  "m-trait-haut",
	"tml-underline": "m-trait-bas",
	"tml-cancel":    "m-barre",
	"tml-cancelto":  "m-barre m-montante",
	"upstrike":      "m-montante",
	"downstrike":    "m-descendante",
	"sout":          "m-milieu",
	"tml-xcancel":   "m-croix",
	"menclose":      "m-raye",
	"longdiv-top":   "m-potence",
	"circle-pad":    "m-cercle",
	"tml-fbox":      "m-cadre",
	"tml-tag":       "m-numero",
}

// classes returns the classes of an element, each once, in order.
func classes(element string, attrs []xml.Attr) []string {
	var list []string
	for _, a := range attrs {
		switch a.Name.Local {
		case "class":
			for _, c := range strings.Fields(a.Value) {
				list = append(list, renamed[c])
			}
		case "style":
			list = append(list, styled(element, a.Value)...)
		case "mathcolor":
			list = append(list, hue(a.Value))
		case "mathbackground":
			switch {
			case element == "mspace": // \rule
				list = append(list, "m-filet")
			case !slices.Contains([]string{"white", "#fff", "#ffffff"}, strings.ToLower(a.Value)):
				list = append(list, "m-fond")
			}
		case "mathvariant":
			if a.Value == "monospace" {
				list = append(list, "m-fixe")
			}
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(c string) bool { return c == "" })
}

// styled returns the classes for a style.
func styled(element, style string) (list []string) {
	left, right := math.NaN(), math.NaN() // inside a cell
	for declaration := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(value)
		switch property = strings.TrimSpace(property); property {
		case "color":
			list = append(list, hue(value))
		case "font-weight":
			if value == "bold" {
				list = append(list, "m-gras")
			}
		case "font-style":
			list = append(list, "m-italique")
		case "math-depth":
			if value == "0" {
				list = append(list, "m-plein")
			}
		case "margin-left":
			if n := int(math.Round(-6 * ems(value))); n > 0 {
				list = append(list, fmt.Sprint("m-recul-", min(n, 6)))
			}
		case "border":
			list = append(list, "m-cadre")
		case "border-top":
			list = append(list, "m-trait-haut")
		case "border-bottom":
			list = append(list, "m-trait-bas")
		case "border-left":
			list = append(list, "m-trait-gauche")
		case "border-right":
			list = append(list, "m-trait-droite")
		case "padding-left":
			left = ems(value)
		case "padding-right":
			right = ems(value)
		case "text-align":
			list = append(list, "m-gauche")
		case "width":
			switch {
			case element == "mtable":
				list = append(list, "m-large")
			case value == "50%":
				list = append(list, "m-marge")
			}
		case "position":
			if value == "relative" {
				list = append(list, "m-deborde-gauche")
			}
		case "display":
			if value == "flex" {
				list = append(list, "m-deborde")
			}
		case "transform":
			list = append(list, "m-miroir")
		}
	}
	switch {
	case element != "mtd":
	case left >= 0.9: // the theme leaves half of it, and nothing at the ends of a row
		list = append(list, "m-ecart")
	case left == 0 && right == 0:
		list = append(list, "m-joint")
	}
	return list
}

// ems returns a length in em, of 12 points.
func ems(length string) float64 {
	number := strings.TrimRight(length, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0
	}
	switch length[len(number):] {
	case "pt":
		n /= 12
	case "px":
		n /= 16
	case "ex":
		n /= 2
	}
	return n
}

// hue returns the class of the theme's colour that is nearest to one written
// "#rrggbb", or in French: the theme's can be read on a light page and on a dark
// one. Black, white and what is no colour are the colour of the text.
func hue(color string) string {
	if strings.Contains(" rouge orange vert bleu violet gris ", " "+color+" ") {
		return "m-" + color
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 32)
	if err != nil || len(color) != len("#rrggbb") {
		return ""
	}
	r, g, b := float64(n>>16), float64(n>>8&0xff), float64(n&0xff)
	most, least := max(r, g, b), min(r, g, b)
	if most-least < 40 {
		if most < 64 || least > 224 {
			return ""
		}
		return "m-gris"
	}
	var degrees float64
	switch most {
	case r:
		degrees = math.Mod(60*(g-b)/(most-least)+360, 360)
	case g:
		degrees = 60*(b-r)/(most-least) + 120
	default:
		degrees = 60*(r-g)/(most-least) + 240
	}
	switch {
	case degrees < 15 || degrees >= 335:
		return "m-rouge"
	case degrees < 70:
		return "m-orange"
	case degrees < 170:
		return "m-vert"
	case degrees < 255:
		return "m-bleu"
	}
	return "m-violet"
}
