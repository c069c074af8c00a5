// Package markdown turns the text of a page into HTML: CommonMark and what
// GitHub, CodiMD, HedgeDoc, Obsidian and mkdocs add to it, each addition in a
// file of its own and a line of the table of extensions, and nothing that could
// be live.
//
// It is safe by default. Of the HTML written in a text, the elements of a short
// list become nodes of the tree (html_elements.go) and the rest is dropped; an
// address is followed only when its scheme is on a short list (address.go); what
// other sites show becomes a card that loads nothing (embed.go); a text that would
// cost too much is refused before it is parsed (bounds.go). Each of these is said
// as a problem, with the line and column in the author's file. At the end the
// guard reads what was written and refuses whatever it does not know (guard.go).
//
// A text is parsed by goldmark into a tree; the tree is changed by the methods
// of page (html_*.go, links.go, images.go, headings.go…), set as the language of
// each passage wants it (typeset.go), and only then written. A Renderer keeps
// nothing between two texts, so one serves all workers.
//
// What a link means is asked of a Resolver, because only the caller knows the
// other pages of the site.
package markdown
