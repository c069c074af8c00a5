package markdown

import (
	"bytes"
	"fmt"
	stdhtml "html"
	"slices"
	"strings"
)

// The tree that is written is made of nodes of ours, so that nothing live can be
// in it. The guard does not trust this: it reads each page once it is written,
// and one that holds anything that is not listed here, or is not well nested, is
// refused. It knows only the form that we write, a small part of HTML that all
// that reads HTML understands alike: lower case, double quotes, no tag left out,
// no comment, and < and > escaped wherever they are not a tag.

// groups say which elements a page may hold, what they may stand in ("blocks",
// "line", "math", or one of some elements) and what they hold themselves: blocks,
// a line of text, their own parts "only", or nothing.
var groups = []struct{ elements, in, hold string }{
	{"div section nav figure blockquote details figcaption", "blocks", "blocks"},
	{"p h2 h3 h4 h5 h6 pre", "blocks", "line"},
	{"ul ol dl table", "blocks", "only"},
	{"hr", "blocks", "nothing"},
	{"a abbr bdi bdo cite code del dfn em ins kbd mark q ruby samp small span strong sub sup time u var audio video", "line", "line"},
	{"br wbr img input", "line", "nothing"},
	{"li", "ul ol", "blocks"},
	{"dt", "dl", "line"},
	{"dd", "dl", "blocks"},
	{"caption", "table", "line"},
	{"thead tbody tfoot", "table", "only"},
	{"tr", "thead tbody tfoot", "only"},
	{"td th", "tr", "blocks"},
	{"summary", "details", "line"},
	{"rt rp", "ruby", "line"},
	{"track", "audio video", "nothing"},
	{"math", "line", "math"},
	{"semantics menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle " +
		"msub msubsup msup mtable mtd mtext mtr munder munderover none", "math", "math"},
	{"annotation", "semantics", "line"},
}

// writtenAttributes are those of some elements, beside those that any may have.
var writtenAttributes = map[string]string{
	"":  "class dir id lang",
	"a": "href title role aria-label", "abbr": "title", "dfn": "title", "time": "datetime", "annotation": "encoding",
	"div": "tabindex role", "section": "role aria-label", "nav": "aria-label", "pre": "tabindex", "span": "tabindex data-ligne",
	"details": "name open", "ol": "start", "td": "colspan rowspan", "th": "colspan rowspan scope",
	"img": "src alt title width height loading decoding", "input": "type disabled checked aria-label",
	"audio": "controls preload src aria-label", "video": "controls preload src aria-label", "track": "kind src srclang",
	"math": "display",
}

const mathAttributes = "accent accentunder depth displaystyle form height largeop linethickness lspace mathsize mathvariant " +
	"maxsize minsize movablelimits notation rspace scriptlevel stretchy symmetric voffset width"

// rule is what the guard knows of an element.
type rule struct {
	name, hold     string
	in, attributes []string
}

var grammar = func() map[string]*rule {
	all := map[string]*rule{}
	for _, g := range groups {
		for name := range strings.FieldsSeq(g.elements) {
			r := &rule{name: name, hold: g.hold, in: strings.Fields(g.in)}
			r.attributes = strings.Fields(writtenAttributes[""] + " " + writtenAttributes[name])
			if g.in == "math" {
				r.attributes = strings.Fields(writtenAttributes[""] + " " + mathAttributes)
			}
			all[name] = r
		}
	}
	return all
}()

// admits reports whether an element may stand right in another.
func (r *rule) admits(child *rule) bool {
	return slices.Contains(child.in, r.hold) || r.hold == "blocks" && child.in[0] == "line" || slices.Contains(child.in, r.name)
}

// guard returns why a page cannot be published, nil when it can.
func guard(page []byte) error {
	open := []*rule{{name: "body", hold: "blocks"}}
	for {
		at := bytes.IndexAny(page, "<>")
		switch {
		case at < 0 && len(open) == 1:
			return nil
		case at < 0:
			return fmt.Errorf("<%s> is not closed", open[len(open)-1].name)
		case page[at] == '>':
			return fmt.Errorf("> outside a tag")
		}
		page = page[at+1:]
		top := open[len(open)-1]
		if rest, isEnd := bytes.CutPrefix(page, []byte("/")); isEnd {
			if rest, isEnd = bytes.CutPrefix(rest, []byte(top.name)); !isEnd || len(rest) == 0 || rest[0] != '>' {
				return fmt.Errorf("<%s> is closed by %.20q", top.name, page)
			}
			page, open = rest[1:], open[:len(open)-1]
			continue
		}
		r, rest, err := readStart(page)
		if err != nil {
			return err
		}
		if !top.admits(r) {
			return fmt.Errorf("<%s> in <%s>", r.name, top.name)
		}
		if page = rest; page[0] == '/' && r.hold == "math" && len(page) > 1 && page[1] == '>' { // an empty element of a formula
			page = page[2:]
			continue
		}
		if page[0] != '>' {
			return fmt.Errorf("%.20q in <%s>", page, r.name)
		}
		if page = page[1:]; r.hold != "nothing" {
			open = append(open, r)
		}
	}
}

// readStart reads a tag from its name on and returns what follows its last
// attribute: never empty.
func readStart(page []byte) (*rule, []byte, error) {
	end := bytes.IndexAny(page, " />")
	if end < 0 {
		return nil, nil, fmt.Errorf("tag without end: %.20q", page)
	}
	r := grammar[string(page[:end])]
	if r == nil {
		return nil, nil, fmt.Errorf("element %.20q", page[:end])
	}
	for page = page[end:]; page[0] == ' '; {
		end := bytes.IndexAny(page[1:], "= />") + 1
		if end == 0 {
			break
		}
		name, value := page[1:end], []byte(nil)
		if page = page[end:]; page[0] == '=' {
			rest, quoted := bytes.CutPrefix(page, []byte(`="`))
			value, page, _ = bytes.Cut(rest, []byte(`"`))
			if !quoted || len(page) == 0 || bytes.ContainsAny(value, "<>") {
				return nil, nil, fmt.Errorf("value of %s in <%s>", name, r.name)
			}
		}
		if err := r.checkAttribute(name, value); err != nil {
			return nil, nil, err
		}
	}
	return r, page, nil
}

func (r *rule) checkAttribute(name, value []byte) error {
	if !slices.ContainsFunc(r.attributes, func(known string) bool { return known == string(name) }) {
		return fmt.Errorf("attribute %.20q of <%s>", name, r.name)
	}
	isSource := string(name) == "src"
	if !isSource && string(name) != "href" {
		return nil
	}
	address := stdhtml.UnescapeString(string(value))
	switch c, _ := addressClass(address); {
	case c == refused:
		return fmt.Errorf("address %.40q", address)
	case isSource && c != local:
		return fmt.Errorf("<%s> from elsewhere: %.40q", r.name, address)
	}
	return nil
}
