package markdown

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gitHub are the examples of GitHub's dialect, with how many each file holds:
// testdata/LICENCE-specifications.txt says where they come from.
var gitHub = []struct {
	file  string
	count int
}{
	{"gfm-0.29", 44},
	{"gfm-extensions", 30},
	{"gfm-regression", 25},
}

// change is what an example of GitHub gives otherwise than it says, and why.
type change struct {
	Example string `json:"example"` // "gfm-0.29 198"
	Why     string `json:"why"`
	HTML    string `json:"html"` // normalised
}

// TestGitHubInGoldmark is GitHub's own examples in the parser alone, as it reads
// its dialect.
func TestGitHubInGoldmark(t *testing.T) {
	md := goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, extension.Linkify, extension.TaskList,
		),
		goldmark.WithRendererOptions(gmhtml.WithUnsafe()),
	)
	sayAlike(t, "testdata/gfm-changes-goldmark.json", func(text string) string { return convert(t, md, text) }, func(*html.Node) {})
}

// TestGitHub is GitHub's own examples in a page of ours, in English so that
// French typography changes nothing of them.
func TestGitHub(t *testing.T) {
	r := New()
	sayAlike(t, "testdata/gfm-changes.json", func(text string) string {
		src := source(text)
		src.Lang = "en"
		return string(r.Render(src, &echo{}).HTML)
	}, asWeWrite)
}

// asWeWrite changes what a specification writes into what we always write for
// it: the box of a table, the name of a box to tick, the class of a link to
// another site.
func asWeWrite(n *html.Node) {
	set := func(key, value string) { n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value}) }
	switch n.DataAtom {
	case atom.Table:
		box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		box.Attr = []html.Attribute{{Key: "class", Val: "tableau"}, {Key: "tabindex", Val: "0"}}
		n.Parent.InsertBefore(box, n)
		n.Parent.RemoveChild(n)
		box.AppendChild(n)
	case atom.Th, atom.Td:
		for i, a := range n.Attr {
			if class, ok := map[string]string{"center": "aligne-centre", "right": "aligne-droite"}[a.Val]; ok {
				n.Attr[i] = html.Attribute{Key: "class", Val: class}
			}
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "align" }) // left, as without
		if n.DataAtom == atom.Th {
			set("scope", "col")
		}
	case atom.A:
		if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" && strings.HasPrefix(a.Val, "http") }) {
			set("class", "externe")
		}
	case atom.Input:
		if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
			set("aria-label", "Done")
		} else {
			set("aria-label", "To do")
		}
	}
}

// sayAlike holds every example to what it says, as promised changes it, but for
// those that a file lists with what they give and why. With -update, the file is
// written again: a new change comes without its reason, which is to be written
// there.
func sayAlike(t *testing.T, changesFile string, render func(string) string, promised func(*html.Node)) {
	t.Helper()
	known := changes(t, changesFile)
	var found []change
	for _, suite := range gitHub {
		list := examples(t, "testdata/"+suite.file+".json")
		if len(list) != suite.count {
			t.Errorf("%s has %d examples, want %d", suite.file, len(list), suite.count)
		}
		for _, e := range list {
			name := fmt.Sprintf("%s %d", suite.file, e.Example)
			got, want := normalised(t, render(e.Markdown), func(*html.Node) {}), normalised(t, e.HTML, promised)
			listed, differs := known[name]
			delete(known, name)
			if got == want || e.HTML == "<IGNORE>\n" {
				if differs && !*update {
					t.Errorf("%s: gives what the specification says: take it out of %s", name, changesFile)
				}
				continue
			}
			found = append(found, change{name, listed.Why, got})
			switch {
			case *update:
			case !differs:
				t.Errorf("%s (%s): %q gives\n%s\nwant\n%s", name, e.Section, e.Markdown, got, want)
			case listed.HTML != got:
				t.Errorf("%s (%s): %q gives\n%s\nwant, for %s,\n%s", name, listed.Why, e.Markdown, got, listed.Why, listed.HTML)
			case listed.Why == "":
				t.Errorf("%s: %s does not say why it differs", name, changesFile)
			}
		}
	}
	for name := range known {
		t.Errorf("%s: in %s, and in no suite", name, changesFile)
	}
	if *update {
		writeChanges(t, changesFile, found)
	}
}

func changes(t *testing.T, file string) map[string]change {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []change
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	known := map[string]change{}
	for _, c := range list {
		known[c.Example] = c
	}
	return known
}

func writeChanges(t *testing.T, file string, list []change) {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

var whitespace = regexp.MustCompile(`[ \t\r\n]+`)

// blocks are the elements that stand on lines of their own.
var blocks = map[atom.Atom]bool{
	atom.Body: true, atom.Blockquote: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.Hr: true, atom.Li: true,
	atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Table: true, atom.Tbody: true, atom.Td: true,
	atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true,
}

// normalised returns a fragment of HTML without what changes nothing of it: the
// order of attributes, how a character is escaped, and the spaces that a browser
// does not show.
func normalised(t *testing.T, fragment string, alter func(*html.Node)) string {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), body)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	for _, n := range slices.Collect(body.Descendants()) {
		alter(n)
	}
	normalise(body)
	var b strings.Builder
	for n := range body.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func normalise(n *html.Node) {
	if n.DataAtom == atom.Pre {
		return
	}
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	for c, next := n.FirstChild, (*html.Node)(nil); c != nil; c = next {
		next = c.NextSibling
		if c.Type != html.TextNode {
			normalise(c)
			continue
		}
		c.Data = whitespace.ReplaceAllString(c.Data, " ")
		if isEdge(c.PrevSibling, n) || c.PrevSibling != nil && c.PrevSibling.DataAtom == atom.Br {
			c.Data = strings.TrimPrefix(c.Data, " ")
		}
		if isEdge(c.NextSibling, n) {
			c.Data = strings.TrimSuffix(c.Data, " ")
		}
		if c.Data == "" {
			n.RemoveChild(c)
		}
	}
}

// isEdge tells whether a text meets a block there: beside it, or around it.
func isEdge(sibling, parent *html.Node) bool {
	if sibling == nil {
		sibling = parent
	}
	return blocks[sibling.DataAtom]
}
