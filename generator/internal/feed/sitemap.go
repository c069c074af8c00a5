package feed

import (
	"encoding/xml"

	"essaim/generator/site"
)

// SitemapSize is the number of addresses that one sitemap may hold
// (sitemaps.org protocol: 50 000).
const SitemapSize = 50_000

type urlSet struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []location `xml:"url"`
}

type mapIndex struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []location `xml:"sitemap"`
}

type location struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// Visit is an address that search engines should know.
type Visit struct {
	Address site.Address
	Updated site.Date // zero when unknown
}

// Sitemap returns the bytes of a sitemap of at most SitemapSize visits.
func Sitemap(base string, visits []Visit) ([]byte, error) {
	set := urlSet{}
	for _, v := range visits {
		set.URLs = append(set.URLs, location{base + string(v.Address), v.Updated.DateOnly().String()})
	}
	return document(set)
}

// SitemapIndex returns the bytes of the file that names several sitemaps.
func SitemapIndex(base string, maps []site.Address) ([]byte, error) {
	index := mapIndex{}
	for _, a := range maps {
		index.Maps = append(index.Maps, location{Loc: base + string(a)})
	}
	return document(index)
}
