package feed_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"essaim/generator/internal/feed"
	"essaim/generator/site"
)

// page makes a dated page for a feed.
func page(path, title string, change ...func(*site.Page)) site.Ref {
	p := &site.Page{Path: "content/" + path + ".md", Address: site.Address(path + "/"), Title: title, Summary: "Résumé.", Lang: "fr", Date: site.Date{Year: 2026, Month: 3, Day: 12}}
	for _, c := range change {
		c(p)
	}
	return site.Ref{Page: p}
}

func sample(entries ...site.Ref) feed.Feed {
	return feed.Feed{Title: "Veille", Subtitle: "Ce qui change", Lang: "fr", BaseURL: "https://exemple.test/site/",
		Address: "veille/flux.xml", Page: "veille/", Author: "L'équipe", Rights: "CC BY 4.0", Entries: entries}
}

// document is an Atom feed as a reader understands it.
type document struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	IDs      []string `xml:"http://www.w3.org/2005/Atom id"`
	Titles   []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated  []string `xml:"http://www.w3.org/2005/Atom updated"`
	Subtitle string   `xml:"http://www.w3.org/2005/Atom subtitle"`
	Rights   string   `xml:"http://www.w3.org/2005/Atom rights"`
	Authors  []string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links    []link   `xml:"http://www.w3.org/2005/Atom link"`
	Entries  []entry  `xml:"http://www.w3.org/2005/Atom entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type entry struct {
	Lang       string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	IDs        []string `xml:"http://www.w3.org/2005/Atom id"`
	Titles     []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated    []string `xml:"http://www.w3.org/2005/Atom updated"`
	Published  []string `xml:"http://www.w3.org/2005/Atom published"`
	Summaries  []string `xml:"http://www.w3.org/2005/Atom summary"`
	Links      []link   `xml:"http://www.w3.org/2005/Atom link"`
	Categories []struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	} `xml:"http://www.w3.org/2005/Atom category"`
}

// read parses a feed and checks what RFC 4287 requires of every one.
func read(t *testing.T, f feed.Feed) document {
	t.Helper()
	data, err := feed.Atom(f)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := feed.Atom(f); !bytes.Equal(data, again) {
		t.Error("the same feed twice has different bytes")
	}
	if !bytes.HasPrefix(data, []byte(xml.Header)) || !utf8.Valid(data) {
		t.Errorf("not a UTF-8 XML document: %q", data)
	}
	onlyAtom(t, data)
	var doc document
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	checkOnce(t, "feed", doc.IDs, doc.Titles, doc.Updated) // §4.1.1
	if len(doc.Authors) != 1 {                             // §4.1.1: unless every entry has one
		t.Errorf("Got authors %q, want one", doc.Authors)
	}
	self := slices.IndexFunc(doc.Links, func(l link) bool { return l.Rel == "self" })
	if self < 0 || doc.Links[self].Type != "application/atom+xml" {
		t.Errorf("no link to itself in %v", doc.Links)
	}
	ids := slices.Clone(doc.IDs)
	for i, e := range doc.Entries {
		where := fmt.Sprint("entry ", i)
		checkOnce(t, where, e.IDs, e.Titles, e.Updated) // §4.1.2
		if len(e.Published) != 1 || len(e.Summaries) > 1 {
			t.Errorf("%s: published %q, summaries %d", where, e.Published, len(e.Summaries))
		}
		if len(e.Links) != 1 || e.Links[0].Rel != "alternate" || e.Links[0].Type != "text/html" { // §4.1.2: without content, an alternate
			t.Errorf("%s: links %v, want one alternate", where, e.Links)
		}
		if moment(t, e.Updated[0]).Before(moment(t, e.Published[0])) || moment(t, doc.Updated[0]).Before(moment(t, e.Updated[0])) {
			t.Errorf("%s: published %s, updated %s in a feed updated %s", where, e.Published, e.Updated, doc.Updated)
		}
		ids = append(ids, e.IDs...)
	}
	for i, id := range ids {
		if u, err := url.Parse(id); err != nil || !u.IsAbs() { // §4.2.6
			t.Errorf("the id %q is not absolute", id)
		}
		if slices.Contains(ids[:i], id) {
			t.Errorf("two things have the id %s", id)
		}
	}
	return doc
}

func checkOnce(t *testing.T, where string, ids, titles, updated []string) {
	t.Helper()
	if len(ids) != 1 || len(titles) != 1 || len(updated) != 1 {
		t.Fatalf("%s: ids %q, titles %q, updated %q, want one of each", where, ids, titles, updated)
	}
	moment(t, updated[0])
}

// moment reads a date the way RFC 4287 §3.3 wants it.
func moment(t *testing.T, text string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Errorf("not a date: %v", err)
	}
	return m
}

// onlyAtom fails when anything but the elements we write is in the document.
func onlyAtom(t *testing.T, data []byte) {
	t.Helper()
	known := strings.Fields("feed title subtitle id updated link author name rights entry published summary category")
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v in\n%s", err, data)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(known, token.Name.Local) || token.Name.Space != "" {
				t.Errorf("the element <%s> came in", token.Name.Local)
			}
		case xml.Comment, xml.Directive:
			t.Errorf("%T came in", token)
		}
	}
}

func TestAtom(t *testing.T) {
	use := site.TermUse{Field: "mots_cles", Term: &site.Term{ID: "robots", Label: "Robots & co"}}
	doc := read(t, sample(
		page("veille/b", "Deux", func(p *site.Page) {
			p.Updated = site.Date{Year: 2026, Month: 5, Day: 1, Clock: 601}
			p.Lang = "en"
			p.Terms = []site.TermUse{use}
		}),
		page("veille/a", "Un", func(p *site.Page) { p.Updated = site.Date{Year: 2025}; p.Summary = "" }),
		page("veille/mois", "Mois", func(p *site.Page) { p.Date = site.Date{Year: 2025, Month: 2} }),
		page("veille/an", "An", func(p *site.Page) { p.Date = site.Date{Year: 987} }),
		page("veille/jamais", "Sans date", func(p *site.Page) { p.Date = site.Date{} }),
	))
	var got []string
	for _, e := range doc.Entries {
		got = append(got, fmt.Sprint(e.Titles[0], " ", e.Links[0].Href, " ", e.Published[0], " ", e.Updated[0], " ", e.Lang, " ", len(e.Summaries), e.Categories))
	}
	want := []string{
		"Deux https://exemple.test/site/veille/b/ 2026-03-12T00:00:00Z 2026-05-01T00:00:00Z en 1 [{robots Robots & co}]",
		"Un https://exemple.test/site/veille/a/ 2026-03-12T00:00:00Z 2026-03-12T00:00:00Z  0 []",
		"Mois https://exemple.test/site/veille/mois/ 2025-02-01T00:00:00Z 2025-02-01T00:00:00Z  1 []",
		"An https://exemple.test/site/veille/an/ 0987-01-01T00:00:00Z 0987-01-01T00:00:00Z  1 []",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if doc.Updated[0] != "2026-05-01T00:00:00Z" || doc.Lang != "fr" || doc.Subtitle != "Ce qui change" || doc.Rights != "CC BY 4.0" || doc.Authors[0] != "L'équipe" {
		t.Errorf("Got %+v", doc)
	}
	wantLinks := []link{{"self", "application/atom+xml", "https://exemple.test/site/veille/flux.xml"}, {"alternate", "text/html", "https://exemple.test/site/veille/"}}
	if !slices.Equal(doc.Links, wantLinks) {
		t.Errorf("Got links %v, want %v", doc.Links, wantLinks)
	}
}

func TestAtomWithoutBaseURL(t *testing.T) {
	f := sample(page("veille/a", "Un"), page("guide/b", "Deux"))
	f.BaseURL = ""
	doc := read(t, f)
	got := []string{doc.Links[0].Href, doc.Links[1].Href, doc.Entries[0].Links[0].Href, doc.Entries[1].Links[0].Href}
	if want := []string{"flux.xml", "./", "a/", "../guide/b/"}; !slices.Equal(got, want) {
		t.Errorf("Got links %q, want %q", got, want)
	}
}

func TestAtomEmpty(t *testing.T) {
	doc := read(t, feed.Feed{Address: "flux.xml"})
	if len(doc.Entries) != 0 || doc.Updated[0] != "1970-01-01T00:00:00Z" {
		t.Errorf("Got %+v", doc)
	}
}

// TestIDsAreStable holds RFC 4287 §4.2.6: a reader that has seen an entry must
// know it again wherever the page went, and never take one page for another.
func TestIDsAreStable(t *testing.T) {
	id := func(f feed.Feed) string { t.Helper(); return read(t, f).Entries[0].IDs[0] }
	moved := func(path string, change ...func(*site.Page)) site.Ref {
		return page(path, "Page", append(change, func(p *site.Page) { p.Address = "ailleurs/neuf/" })...)
	}
	named := func(p *site.Page) { p.ID = "robots-2026" }
	elsewhere := sample(page("veille/a", "Page"))
	elsewhere.Address, elsewhere.Page, elsewhere.Title = "flux.xml", "", "Tout"
	other := sample(page("veille/a", "Page"))
	other.BaseURL = "https://autre.test/"
	tests := []struct {
		name string
		a, b feed.Feed
		same bool
	}{
		{"another title, summary and date", sample(page("veille/a", "Page")), sample(page("veille/a", "Autre", func(p *site.Page) { p.Date.Year, p.Summary = 2020, "" })), true},
		{"the same file at another address", sample(page("veille/a", "Page")), sample(moved("veille/a")), true},
		{"another file with the same id", sample(page("veille/a", "Page", named)), sample(moved("guide/b", named)), true},
		{"in another feed", sample(page("veille/a", "Page")), elsewhere, true},
		{"another file", sample(page("veille/a", "Page")), sample(page("veille/b", "Page")), false},
		{"another file at the same address", sample(moved("veille/a")), sample(moved("veille/b")), false},
		{"another site", sample(page("veille/a", "Page")), other, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if a, b := id(test.a), id(test.b); (a == b) != test.same {
				t.Errorf("Got %s and %s, want the same: %v", a, b, test.same)
			}
		})
	}
	if a, b := read(t, sample()).IDs[0], read(t, elsewhere).IDs[0]; a == b {
		t.Errorf("two feeds have the id %s", a)
	}
}

// hostile are texts that would break a careless writer of XML, with what a
// reader must see.
var hostile = []struct{ in, want string }{
	{`]]>`, `]]>`},
	{`<script>alert(1)</script>`, `<script>alert(1)</script>`},
	{`</title><entry>`, `</title><entry>`},
	{`<![CDATA[x]]>`, `<![CDATA[x]]>`},
	{`<!-- x --> <?php ?> <!DOCTYPE x>`, `<!-- x --> <?php ?> <!DOCTYPE x>`},
	{`&amp; &nbsp; & "deux" 'un'`, `&amp; &nbsp; & "deux" 'un'`},
	{"a\x00b\x01c\x1fd\x7fe", "a\ufffdb\ufffdc\ufffdd\x7fe"},
	{"\ufffe \uffff", "\ufffd \ufffd"},
	{"\xed\xa0\x80", "\ufffd\ufffd\ufffd"}, // a lone surrogate, written as UTF-8 never is
	{"\xff\xc0\x80", "\ufffd\ufffd\ufffd"},
	{"👩🏽‍🏫 émoji", "👩🏽‍🏫 émoji"},
	{"\u202eà l'envers\u202c \u2066x\u2069", "\u202eà l'envers\u202c \u2066x\u2069"},
	{"tab\tnl\ncr\r", "tab\tnl\ncr\r"},
	{strings.Repeat("<", 10_000), strings.Repeat("<", 10_000)},
}

func TestAtomHostileTexts(t *testing.T) {
	for _, test := range hostile {
		t.Run(fmt.Sprintf("%.20q", test.in), func(t *testing.T) {
			f := sample(page("veille/a", test.in, func(p *site.Page) {
				p.Summary, p.Lang, p.ID = test.in, test.in, test.in
				p.Terms = []site.TermUse{{Term: &site.Term{ID: test.in, Label: test.in}}}
			}))
			f.Title, f.Subtitle, f.Author, f.Rights = test.in, test.in, test.in, test.in
			doc := read(t, f)
			e := doc.Entries[0]
			for _, got := range []string{doc.Titles[0], doc.Subtitle, doc.Authors[0], doc.Rights, e.Titles[0], e.Summaries[0], e.Lang, e.Categories[0].Term, e.Categories[0].Label} {
				if got != test.want {
					t.Errorf("Got %.60q, want %.60q", got, test.want)
				}
			}
		})
	}
}

func FuzzAtom(f *testing.F) {
	for _, h := range hostile[:len(hostile)-1] {
		f.Add(h.in, h.in)
	}
	f.Fuzz(func(t *testing.T, title, summary string) {
		read(t, sample(page("veille/a", title, func(p *site.Page) { p.Summary, p.ID = summary, title })))
	})
}

func TestSitemap(t *testing.T) {
	type location struct {
		Loc     string   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
		LastMod []string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
	}
	var doc struct {
		XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []location `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	data, err := feed.Sitemap("https://exemple.test/a&b/", []feed.Visit{
		{Address: ""},
		{Address: "veille/a/", Updated: site.Date{Year: 2026, Month: 3, Day: 12, Clock: 60}},
		{Address: "veille/b/", Updated: site.Date{Year: 2026, Month: 3}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	want := `[{"https://exemple.test/a&b/" []} {"https://exemple.test/a&b/veille/a/" ["2026-03-12"]} {"https://exemple.test/a&b/veille/b/" ["2026-03"]}]`
	if got := fmt.Sprintf("%q", doc.URLs); got != want {
		t.Errorf("Got %s, want %s", got, want)
	}
	var index struct {
		XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Maps    []location `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap"`
	}
	if data, err = feed.SitemapIndex("https://exemple.test/", []site.Address{"sitemap-1.xml", "sitemap-2.xml"}); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(data, &index); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	if got := fmt.Sprint(index.Maps); got != "[{https://exemple.test/sitemap-1.xml []} {https://exemple.test/sitemap-2.xml []}]" {
		t.Errorf("Got %s", got)
	}
}
