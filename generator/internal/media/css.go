package media

import (
	"strconv"
	"strings"
)

// css checks a style of an SVG picture: it may name places of the picture, hold
// fonts and pictures in itself, and load nothing.
func (c *svgCheck) css(style string) {
	text := c.urls(cssText(style))
	for _, word := range []string{"@import", "javascript:", "expression(", "-moz-binding", "behavior:", "http:", "https:", "//"} {
		if strings.Contains(text, word) {
			c.refuse("le style de l'image n'est pas admis : « " + word + " »")
			return
		}
	}
}

// urls checks each url(…) of a text made by cssText, and returns the text
// without them. Other functions that load are not admitted.
func (c *svgCheck) urls(text string) string {
	var rest strings.Builder
	for {
		before, after, found := strings.Cut(text, "url(")
		rest.WriteString(before)
		if !found {
			break
		}
		address := strings.TrimLeft(after, " \t\r\n\f\"'")
		font := strings.HasPrefix(address, "data:font/") || strings.HasPrefix(address, "data:application/font-woff")
		if !strings.HasPrefix(address, "#") && !isHeldImage(address) && !font {
			c.refuse("l'image charge un autre fichier : url(…)")
		}
		end := strings.IndexAny(address, ")\"'")
		if end < 0 {
			return rest.String()
		}
		text = address[end:]
	}
	s := rest.String()
	for _, function := range []string{"image-set(", "src(", "image("} {
		if strings.Contains(s, function) {
			c.refuse("l'image charge un autre fichier : " + function + "…)")
			break
		}
	}
	return s
}

// cssText returns a style in lower case with its escapes resolved (CSS Syntax
// 3, §4.3.7), so that « \75rl( » is read as a browser reads it.
func cssText(s string) string {
	s = strings.ToLower(s)
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		end := i + 1
		for end < len(s) && end < i+7 && strings.IndexByte("0123456789abcdef", s[end]) >= 0 {
			end++
		}
		code, err := strconv.ParseUint(s[i+1:end], 16, 32)
		if err != nil { // a backslash before anything else stands for that
			continue
		}
		b.WriteString(strings.ToLower(string(rune(code))))
		if end < len(s) && strings.IndexByte(" \t\r\n\f", s[end]) >= 0 {
			end++
		}
		i = end - 1
	}
	return b.String()
}
