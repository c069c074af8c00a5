package generator_test

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"essaim/generator"
	"essaim/generator/site"
)

var today = site.Date{Year: 2026, Month: 11, Day: 23}

// TestEveryLinkResolves builds the site of this repository and follows every
// link, picture, script and style sheet of every page to a file of the tree,
// and every fragment to an element of its page.
func TestEveryLinkResolves(t *testing.T) {
	for _, test := range []struct {
		name    string
		options generator.Options
		prefix  string // where 404.html believes the site is
	}{
		{"served", generator.Options{Today: today}, "/"},
		{"under a prefix", generator.Options{Today: today, BaseURL: "https://exemple.test/groupe/site/"}, "/groupe/site/"},
		{"from a disk", generator.Options{Today: today, Offline: true}, "/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := buildTree(t, "..", filepath.Join(t.TempDir(), "public"), test.options)
			pages := map[string]*document{}
			for name, data := range files {
				if strings.HasSuffix(name, ".html") {
					pages[name] = parse(t, data)
				}
			}
			if len(pages) < 100 {
				t.Fatalf("only %d pages in the tree", len(pages))
			}
			for name, page := range pages {
				for _, link := range page.links {
					if problem := follow(files, pages, name, link, test.prefix, test.options.Offline); problem != "" {
						t.Errorf("%s: %s: %s", name, link, problem)
					}
				}
			}
		})
	}
}

// follow says what is wrong with a link of the page name; "" when it is right.
func follow(files tree, pages map[string]*document, name, link, prefix string, offline bool) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel":
		return ""
	case u.Scheme != "" || u.Host != "":
		return "unexpected scheme or host"
	}
	target := name
	if u.Path != "" {
		target = path.Join(path.Dir(name), u.Path)
		if rest, ok := strings.CutPrefix(u.Path, prefix); ok && name == "404.html" && !offline {
			target = path.Clean(rest)
		} else if strings.HasPrefix(u.Path, "/") {
			return "a link from the root does not work under a prefix"
		}
		if strings.HasSuffix(u.Path, "/") || target == "." {
			if offline {
				return "a link to a folder does not work from a disk"
			}
			target = path.Join(target, "index.html")
		}
	}
	if _, ok := files[target]; !ok {
		return "no file " + target
	}
	if page := pages[target]; u.Fragment != "" && page != nil && !page.ids[u.Fragment] {
		return "no element #" + u.Fragment + " in " + target
	}
	return ""
}

// document is what TestEveryLinkResolves needs of a page.
type document struct {
	ids   map[string]bool
	links []string
}

func parse(t *testing.T, data string) *document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	d := &document{ids: map[string]bool{}}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				d.ids[a.Val] = true
			case "href", "src":
				d.links = append(d.links, a.Val)
			case "content":
				if rest, ok := strings.CutPrefix(a.Val, "0; url="); ok {
					d.links = append(d.links, rest)
				}
			}
		}
	}
	return d
}
