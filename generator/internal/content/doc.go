// Package content turns files into facts and body.
//
// Parse reads one file: its encoding, then its front matter, into a YAML
// mapping whose nodes know their line and byte column in the file, and its
// body, untouched but for its line ends. Whatever people do to such a file
// without meaning it — a colon or an apostrophe that YAML takes for its own,
// tabs, the quotes of a word processor, Windows-1252 — is recognised, said
// with the corrected line, mended in memory, and reading goes on: one run
// shows every mistake of a file. The corrections that are beyond doubt are in
// the problems; Repair writes them, and changes nothing else.
//
// A Scanner finds the files of a site and makes of each document the facts
// that are kept in memory: what a front matter may hold is the business of
// package schema, what a body says that of package markdown, which is asked for
// the passages that are written for one audience.
package content
