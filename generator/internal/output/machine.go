package output

import (
	"fmt"

	"essaim/generator/internal/feed"
	"essaim/generator/internal/index"
	"essaim/generator/site"
)

// feedSize is the number of pages in a feed.
const feedSize = 30

// feeds lists the Atom feed of the site and that of each section.
func feeds(m *Maker) []Output {
	out := []Output{m.feed("fil", "")}
	for _, name := range m.Index.Sections() {
		out = append(out, m.feed("fil/"+name, name))
	}
	return out
}

// feed lists the feed of a section, or that of the site for "".
func (m *Maker) feed(list, section string) Output {
	var of site.Address
	if section != "" {
		of = site.Address(section + "/")
	}
	address := of + "flux.xml"
	return Output{Address: address, What: fmt.Sprintf("le flux « /%s »", address), make: func(m *Maker, v *index.View) (made, error) {
		title := m.Site.Title
		if section != "" {
			title = v.SectionTitle(section) + " – " + title
		}
		f := feed.Feed{
			Title: title, Subtitle: m.Site.Description, Lang: m.Site.Lang, BaseURL: m.Site.BaseURL,
			Address: address, Page: of, Author: m.Site.Title, Entries: v.Latest(list, feedSize),
		}
		if m.Site.Publisher != "" {
			f.Author = m.Site.Publisher
		}
		if m.Site.License != nil {
			f.Rights = m.Site.License.Label
		}
		data, err := feed.Atom(f)
		return made{data: data}, err
	}}
}

// sitemap lists sitemap.xml, when the site knows its address: the protocol
// wants absolute ones. Past 50 000 pages it names several files.
func sitemap(m *Maker) []Output {
	if m.Site.BaseURL == "" {
		return nil
	}
	visits := 1 + len(m.Index.Sections()) + m.Index.Len("tout")
	n := (visits + feed.SitemapSize - 1) / feed.SitemapSize
	if n == 1 {
		return []Output{{Address: "sitemap.xml", What: "le plan pour les moteurs", make: func(m *Maker, v *index.View) (made, error) {
			data, err := feed.Sitemap(m.Site.BaseURL, m.visits(v))
			return made{data: data}, err
		}}}
	}
	var out []Output
	var maps []site.Address
	for i := range n {
		address := site.Address(fmt.Sprintf("sitemap-%d.xml", i+1))
		maps = append(maps, address)
		out = append(out, Output{Address: address, What: "le plan pour les moteurs", make: func(m *Maker, v *index.View) (made, error) {
			all := m.visits(v)
			start, end := min(i*feed.SitemapSize, len(all)), min((i+1)*feed.SitemapSize, len(all))
			data, err := feed.Sitemap(m.Site.BaseURL, all[start:end])
			return made{data: data}, err
		}})
	}
	return append(out, Output{Address: "sitemap.xml", What: "le plan pour les moteurs", make: func(m *Maker, v *index.View) (made, error) {
		v.Count("tout") // as many as it takes
		v.Sections()
		data, err := feed.SitemapIndex(m.Site.BaseURL, maps)
		return made{data: data}, err
	}})
}

// visits are the addresses that search engines should know.
func (m *Maker) visits(v *index.View) []feed.Visit {
	out := []feed.Visit{{Address: ""}}
	for _, s := range v.Sections() {
		out = append(out, feed.Visit{Address: s.Address})
	}
	for _, p := range v.List("tout") {
		updated := p.Updated
		if updated.IsZero() {
			updated = p.Date
		}
		out = append(out, feed.Visit{Address: p.Address, Updated: updated})
	}
	return out
}

// robots lists robots.txt: everything may be read, and the sitemap is there.
// A site that has its own in static/ keeps it.
func robots(m *Maker) []Output {
	if m.Index.Claimed("robots.txt") {
		return nil
	}
	return []Output{{Address: "robots.txt", What: "le fichier robots.txt", make: func(m *Maker, v *index.View) (made, error) {
		text := "User-agent: *\nAllow: /\n"
		if m.Site.BaseURL != "" {
			text += "\nSitemap: " + m.Site.BaseURL + "sitemap.xml\n"
		}
		return made{data: []byte(text)}, nil
	}}}
}
