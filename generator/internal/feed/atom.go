// Package feed writes what machines subscribe to or read in bulk: Atom feeds
// and the sitemap of search engines. It turns facts into bytes and knows
// nothing of files; every text is written by encoding/xml, so none can break out.
package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"essaim/generator/site"
)

// Feed is one Atom feed.
type Feed struct {
	Title    string
	Subtitle string
	Lang     string
	BaseURL  string       // of the site; "" makes every link relative to the feed
	Address  site.Address // of the feed itself
	Page     site.Address // of the list it follows
	Author   string
	Rights   string
	Entries  []site.Ref // newest first; pages without a date are left out
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr,omitempty"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   *atomPerson `xml:"author"`
	Rights   string      `xml:"rights,omitempty"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	Title      string         `xml:"title"`
	ID         string         `xml:"id"`
	Link       atomLink       `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Summary    string         `xml:"summary,omitempty"`
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// Atom returns the bytes of a feed (RFC 4287).
func Atom(f Feed) ([]byte, error) {
	out := atomFeed{
		Lang: f.Lang, Title: f.Title, Subtitle: f.Subtitle, Rights: f.Rights,
		ID:      identifier(f.BaseURL, "flux "+string(f.Address)),
		Updated: "1970-01-01T00:00:00Z", // RFC 4287 §4.1.1 wants a date even of an empty feed
		Author:  &atomPerson{f.Author},
		Links: []atomLink{
			{"self", "application/atom+xml", f.link(f.Address)},
			{"alternate", "text/html", f.link(f.Page)},
		},
	}
	for _, p := range f.Entries {
		if p.Date.IsZero() {
			continue
		}
		e := f.entry(p)
		out.Updated = max(out.Updated, e.Updated)
		out.Entries = append(out.Entries, e)
	}
	return document(out)
}

func (f Feed) entry(p site.Ref) atomEntry {
	// RFC 4287 §4.2.6: an id never changes, even when the page moves; the
	// author's own identifier does not, the name of a file seldom does.
	name := p.ID
	if name == "" {
		name = p.Path
	}
	e := atomEntry{
		Title: p.Title, Summary: p.Summary, ID: identifier(f.BaseURL, name),
		Link:      atomLink{"alternate", "text/html", f.link(p.Address)},
		Published: instant(p.Date), Updated: instant(p.Date),
	}
	if p.Lang != f.Lang {
		e.Lang = p.Lang
	}
	if p.Updated.Compare(p.Date) > 0 {
		e.Updated = instant(p.Updated)
	}
	for _, use := range p.Terms {
		e.Categories = append(e.Categories, atomCategory{use.Term.ID, use.Term.Label})
	}
	return e
}

// link is absolute when the site knows its address, as readers prefer;
// otherwise relative to the feed (RFC 4287 §2).
func (f Feed) link(a site.Address) string {
	if f.BaseURL != "" {
		return f.BaseURL + string(a)
	}
	return site.Place{Address: f.Address}.To(a)
}

// identifier names something for ever: a UUID of the site and the name (RFC
// 9562 §5.5). A site that goes from http to https stays the same.
func identifier(base, name string) string {
	base = strings.TrimPrefix(strings.TrimPrefix(base, "https://"), "http://")
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(base+"\n"+name)).String()
}

// instant is the RFC 3339 form that Atom wants of a day: its first moment.
func instant(d site.Date) string {
	return fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Year, max(d.Month, 1), max(d.Day, 1))
}

// document writes v as an XML document. encoding/xml replaces the characters
// that XML 1.0 forbids, which would make readers refuse the whole of it.
func document(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write XML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
