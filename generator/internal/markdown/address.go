package markdown

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/util"
)

// bareAddresses makes links of the addresses of a text. goldmark would end them
// at their first accent, and https://fr.wikipedia.org/wiki/École lead elsewhere.
var bareAddresses = extension.NewLinkify(
	extension.WithLinkifyURLRegexp(regexp.MustCompile(`^(?:https?|ftp)://`+bareHost+`(?::\d+)?`+barePath)),
	extension.WithLinkifyWWWRegexp(regexp.MustCompile(`^www\.`+bareHost+barePath)),
)

// bareHost and barePath are those of goldmark, with letters of all languages.
const (
	bareHost = `[-\pL\pM\pN@:%._+~#=]+\.[a-z]+`
	barePath = `(?:[/#?][-\pL\pM\pN@:%_+.~#$!?&/=();,'">^{}\[\]` + "`" + `]*)?`
)

// class says what an address points at.
type class uint8

const (
	refused  class = iota
	local          // a page or a file of the site; the Resolver knows
	fragment       // a place in the same page
	outside        // another site
	contact        // an e-mail address or a telephone number
)

// schemes is the whole list of schemes that an address may have. Browsers
// execute or open some others: everything that is not here is refused.
var schemes = map[string]class{
	"http":   outside,
	"https":  outside,
	"mailto": contact,
	"tel":    contact,
}

const maxAddress = 2_000 // bytes

// destination returns the address that Markdown stands for, entities and
// backslashes resolved. What is checked is what is written, so it is done once.
func destination(raw []byte) string {
	if len(raw) > maxAddress { // it is refused, and a long [reference] may be used a thousand times
		return string(raw[:maxAddress+1])
	}
	b := util.UnescapePunctuations(raw)
	b = util.ResolveNumericReferences(b)
	b = util.ResolveEntityNames(b)
	return strings.Trim(string(b), " ")
}

// classify returns what an address that was written points at and, when it is
// refused, why.
func classify(address string) (class, string) {
	if len(address) > maxAddress {
		return refused, "l'adresse est trop longue"
	}
	return addressClass(address)
}

// addressClass is classify for an address of any length: once escaped, one is up to
// three times as long.
func addressClass(address string) (class, string) {
	switch {
	case address == "":
		return refused, "l'adresse est vide"
	case strings.ContainsFunc(address, isControl):
		return refused, "l'adresse contient un caractère invisible"
	case strings.Contains(address, `\`):
		return refused, `l'adresse contient une barre oblique inverse (\)`
	case strings.HasPrefix(strings.TrimLeft(address, " "), "//"): // the spaces do not count for a browser
		return refused, "l'adresse n'a pas de protocole (https:)"
	case address[0] == '#':
		return fragment, ""
	}
	head := address
	if i := strings.IndexAny(address, "/?#"); i >= 0 {
		head = address[:i]
	}
	scheme, rest, found := strings.Cut(head, ":")
	if !found {
		// "javascript%3Aalert(1)" is a file name to a browser, but a server or
		// a later tool may decode it.
		if plain, err := url.PathUnescape(head); err != nil || strings.Contains(plain, ":") {
			return refused, "l'adresse n'est pas admise"
		}
		return local, ""
	}
	c := schemes[strings.ToLower(scheme)]
	switch c {
	case outside:
		// Browsers read "https:page" and "https:///page" in ways of their own.
		after := address[len(scheme)+1:]
		if rest != "" || !strings.HasPrefix(after, "//") || strings.Trim(after[2:], "/?# ") == "" || after[2] == '/' {
			return refused, "l'adresse n'a pas de nom de site"
		}
	case contact:
		if rest == "" {
			return refused, "l'adresse est incomplète"
		}
	case refused:
		return refused, "l'adresse n'est pas admise"
	}
	return c, ""
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 || r == '\ufffd' }
