package output_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/config"
	"essaim/generator/internal/feed"
	"essaim/generator/internal/index"
	"essaim/generator/internal/output"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// maker makes the outputs of a site of n pages in two sections, which have
// nothing but an address.
func maker(t *testing.T, n int, base string) *output.Maker {
	t.Helper()
	typ := &site.Type{Name: "page", Order: "titre"}
	pages := make([]*site.Page, n)
	for i := range pages {
		section := []string{"a", "b"}[i%2]
		pages[i] = &site.Page{Path: fmt.Sprintf("content/%s/%d.md", section, i), Type: typ, Section: section,
			Address: site.Address(fmt.Sprintf("%s/%d/", section, i)), Title: fmt.Sprint(i), SortKey: fmt.Sprint(i), State: site.Published}
	}
	look, problems, err := theme.Open([]theme.Layer{{Name: "essai", FS: fstest.MapFS{
		"layouts/base.html": {Data: []byte("x")}, "i18n/fr.yaml": {Data: []byte("a: A")},
	}}}, "fr")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return &output.Maker{Settings: config.Default(), Site: &site.Identity{Title: "Essai", BaseURL: base}, Theme: look,
		Index: index.New(&site.Schema{Types: []*site.Type{typ}}, pages, nil, index.Options{})}
}

// TestSitemapHoldsEveryAddress counts around the number of addresses that one
// sitemap may hold: the home page and the sections are some of them too.
func TestSitemapHoldsEveryAddress(t *testing.T) {
	const others = 3 // the home page and two sections
	tests := []struct{ pages, maps int }{
		{1, 1}, {feed.SitemapSize - others, 1}, {feed.SitemapSize - others + 1, 2}, {2*feed.SitemapSize - others, 2},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.pages), func(t *testing.T) {
			t.Parallel()
			m := maker(t, test.pages, "https://exemple.test/")
			files := map[string][]byte{}
			for _, o := range m.All() {
				if o.Kind != "plan-xml" {
					continue
				}
				made, err := m.Make(o)
				if err != nil {
					t.Fatal(err)
				}
				files[made.Path] = made.Data
			}
			want := []string{"sitemap.xml"}
			if test.maps > 1 {
				want = nil
				for i := range test.maps {
					want = append(want, fmt.Sprintf("sitemap-%d.xml", i+1))
				}
				if got := locations(t, files["sitemap.xml"]); strings.Join(got, " ") != "https://exemple.test/"+strings.Join(want, " https://exemple.test/") {
					t.Errorf("sitemap.xml names %q", got)
				}
			}
			seen := map[string]bool{}
			for _, name := range want {
				all := locations(t, files[name])
				if len(all) == 0 || len(all) > feed.SitemapSize {
					t.Errorf("%s holds %d addresses", name, len(all))
				}
				for _, a := range all {
					seen[a] = true
				}
			}
			expected := test.pages + others
			if test.pages == 1 {
				expected-- // one section only
			}
			if len(seen) != expected {
				t.Errorf("Got %d addresses, want %d", len(seen), expected)
			}
		})
	}
}

// locations reads the addresses in a sitemap.
func locations(t *testing.T, data []byte) (out []string) {
	t.Helper()
	var doc struct {
		URLs []string `xml:"url>loc"`
		Maps []string `xml:"sitemap>loc"`
	}
	if err := xml.NewDecoder(bytes.NewReader(data)).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(doc.URLs, doc.Maps)
}

// TestKinds lists the kinds of outputs of a site, in the order that says whose
// an address is: what authors write comes first.
func TestKinds(t *testing.T) {
	tests := []struct{ base, want string }{
		{"https://exemple.test/", "page accueil liste plan erreur flux plan-xml robots"},
		{"", "page accueil liste plan erreur flux robots"},
	}
	for _, test := range tests {
		m := maker(t, 2, test.base)
		var kinds []string
		for _, o := range m.All() {
			kinds = append(kinds, o.Kind)
			if o.What == "" {
				t.Errorf("an output of kind %s has no name for its author", o.Kind)
			}
		}
		if got := strings.Join(slices.Compact(kinds), " "); got != test.want {
			t.Errorf("Got %q, want %q", got, test.want)
		}
	}
}
