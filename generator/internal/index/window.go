package index

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// ListSize is the number of pages that the first page of a list shows; a list
// that has more is cut in windows, of at most windowSize pages each.
const (
	ListSize   = 24
	windowSize = 96
)

// A window is a part of a list whose bounds do not depend on how many pages
// come before it: a year, a month, a letter. Pages numbered from the newest
// would all change when one is added (measured: 339 outputs at 10 000 pages
// for one back-dated page; 6 with windows).
type window struct {
	key, group string
	start, end int // pages[start:end] of the list
}

// A cutter cuts one sorted list in windows.
type cutter struct {
	pages []*site.Page
	key   func(*site.Page) string // what the list is ordered by
	alpha bool                    // by letters, otherwise by dates
	out   []window
}

// cutWindows cuts a sorted list at the shortest prefixes of its sort keys that
// leave few enough pages together: years, then quarters, months and days; or
// one letter, then two, then three. What still holds together is cut by
// number, within that day or those letters alone. own says that the list is of
// one type, ordered by that type's own field; such a list stays whole when its
// authors have numbered it.
func cutWindows(pages []*site.Page, alpha, own bool) []window {
	if len(pages) <= ListSize || own && pages[0].Rank != 0 {
		return nil
	}
	c := &cutter{pages: pages, alpha: alpha, key: func(p *site.Page) string { return p.Date.String() }}
	if own {
		c.key = func(p *site.Page) string { return p.SortKey }
	}
	c.cut("", 0, len(pages), 0)
	return c.out
}

// levels is how many times a list may be cut before its parts are numbered.
const levels = 4

// cut cuts pages start to end, which share a prefix one level above. group is
// their prefix at the first level.
func (c *cutter) cut(group string, start, end, level int) {
	for start < end {
		key := c.prefix(c.pages[start], level)
		if level == 0 {
			group = key
		}
		stop := start + 1
		for stop < end && c.prefix(c.pages[stop], level) == key {
			stop++
		}
		if stop-start > windowSize && level+1 < levels && key != undated {
			c.cut(group, start, stop, level+1)
		} else {
			c.number(key, group, start, stop)
		}
		start = stop
	}
}

const undated = "sans-date"

// prefix returns the part of a page's sort key that names its window at a
// level: 2026, 2026-t1, 2026-03, 2026-03-12; or r, ro, rob, robo.
func (c *cutter) prefix(p *site.Page, level int) string {
	key := c.key(p)
	if !c.alpha {
		if key == "" {
			return undated
		}
		if level == 1 && len(key) >= 7 {
			return key[:4] + "-t" + quarter(key)
		}
		return key[:min(len(key), []int{4, 4, 7, 10}[level])]
	}
	n := 0
	for range level + 1 {
		if n < len(key) {
			_, size := utf8.DecodeRuneInString(key[n:])
			n += size
		}
	}
	if k := french.Slug(key[:n]); k != "" {
		return k
	}
	return "autres"
}

// quarter returns the number of the quarter of "2026-03-12".
func quarter(key string) string {
	return string('1' + ((key[5]-'0')*10+key[6]-'1')/3)
}

// number adds pages start to end under one key, numbered from the second
// window on when they are too many for one.
func (c *cutter) number(key, group string, start, end int) {
	for n := 1; start < end; n++ {
		w := window{key, group, start, min(start+windowSize, end)}
		if n > 1 {
			w.key += "-p" + itoa(n)
		}
		c.out = append(c.out, w)
		start = w.end
	}
}

// label says the key of a window the French way.
func label(key string) string {
	key, number, _ := strings.Cut(key, "-p")
	text := strings.ToUpper(key)
	if d, err := french.ParseDate(key); err == nil {
		text = french.FormatDate(d)
	} else if year, q, ok := strings.Cut(key, "-t"); ok && len(year) == 4 && len(q) == 1 {
		months := []string{"janvier à mars", "avril à juin", "juillet à septembre", "octobre à décembre"}
		text = months[q[0]-'1'] + " " + year
	} else if key == undated {
		text = "Sans date"
	}
	if number != "" {
		text += fmt.Sprintf(" (%s)", number)
	}
	return text
}
