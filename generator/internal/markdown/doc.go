// Package markdown turns the text of a page into HTML: CommonMark with tables,
// task lists, strikethrough, footnotes, definition lists and [[wiki links]],
// and nothing that could be live.
//
// It is safe by default. HTML written in a text never reaches the page, an
// address is followed only when its scheme is on a short list (address.go), a
// picture from elsewhere becomes a link, and a text that would cost too much is
// refused before it is parsed (bounds.go). Each of these is said as a problem,
// with the line and column in the author's file.
//
// A text is parsed by goldmark into a tree; the tree is changed by the methods
// of page (links.go, images.go, html.go, headings.go), set as the language of each
// passage wants it (typeset.go), and only then written. A Renderer keeps nothing
// between two texts, so one serves all workers.
//
// What a link means is asked of a Resolver, because only the caller knows the
// other pages of the site.
package markdown
