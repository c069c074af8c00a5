// Package site is the model that the whole program speaks: positions and
// problems, dates, types and their fields, vocabularies and their terms, the
// facts kept of a page, addresses, and the View through which a template asks
// about the rest of the site. It holds shapes and the few rules that belong to
// them; it reads no file, renders nothing, and imports nothing of ours.
package site
