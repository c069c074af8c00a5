package markdown

import (
	"bytes"

	"essaim/generator/site"
)

// What a text may cost. goldmark has no limit of its own and cannot be stopped,
// and it is quadratic in the marks of a paragraph ("[a](" 50 000 times: 16 s).
// These keep any text under two seconds; TestBounds holds them to it.
const (
	maxBytes   = 1 << 20
	maxNesting = 100         // blocks in blocks: quotes, lists
	maxTree    = 300         // the same as nodes: a list takes two, and emphasis and links nest too
	maxLevels  = 1 << 20     // lines × deepest nesting: goldmark keeps 24 bytes for each, twice
	maxCells   = 50_000      // of a table, with those that complete short rows
	maxMarks   = 600_000_000 // marks × bytes, paragraph by paragraph
	maxNotes   = 5_000       // footnotes and calls
	maxCards   = 1_000       // videos, maps…
	maxPipes   = 5_000       // \| in tables

	outputPerByte = 20 // bytes of addresses that one byte of text may give, by way of [references]
	outputBase    = 1 << 20
)

// limit is a bound and what to say to the author who meets it.
type limit struct{ message, hint string }

const splitHint = "le partager en plusieurs pages"

var (
	tooBig = limit{"le texte dépasse 1\u00a0Mo", splitHint}

	tooDeep = limit{"des citations, des listes ou des mises en forme sont imbriquées sur plus de 100 niveaux",
		"vérifier le début des lignes à partir d'ici"}

	tooManyLevels = limit{"le texte a trop de lignes pour des listes ou des citations aussi imbriquées", splitHint}

	tooManyCells = limit{"le tableau dépasse 50\u00a0000 cases",
		"le déposer en fichier CSV à côté de la page et écrire un lien"}

	tooManyMarks = limit{"un paragraphe contient trop de signes de mise en forme ([, *, _, ~, ==, ++, <, `)",
		"le couper par des lignes vides ; si c'est du code, le mettre entre deux lignes ```"}

	tooManyNotes = limit{"le texte contient plus de 5\u00a0000 notes", splitHint}
	tooManyPipes = limit{"les tableaux contiennent plus de 5\u00a0000 barres \\|", splitHint}

	tooManyCards = limit{"le texte contient plus de 1\u00a0000 vidéos, cartes ou autres cadres", splitHint}

	tooLong = limit{"des adresses très longues sont répétées trop souvent", "raccourcir les adresses"}
)

// refuse returns the result of a text that is not rendered.
func (p *page) refuse(l limit, offset int) Result {
	return Result{Problems: []site.Problem{{
		Pos: p.pos(offset), Severity: site.Error, Rule: "taille", Message: l.message, Hint: l.hint,
	}}}
}

// unsafe returns the result of a page that the guard refuses.
func (p *page) unsafe(why error) Result {
	return Result{Problems: []site.Problem{{
		Pos: p.pos(0), Severity: site.Error, Rule: "surete",
		Message: "la page produite contient ce qu'une page ne doit pas contenir (" + why.Error() + ") : elle n'est pas publiée",
		Hint:    "c'est un défaut d'Essaim : le signaler, avec le texte de la page",
	}}}
}

// excess returns the first limit that a text goes over and the offset where it
// does, without parsing it; nil when there is none.
func excess(body []byte) (*limit, int) {
	switch {
	case len(body) > maxBytes:
		return &tooBig, 0
	case bytes.Count(body, []byte("[^")) > maxNotes:
		return &tooManyNotes, bytes.Index(body, []byte("[^"))
	case bytes.Count(body, []byte(`\|`)) > maxPipes:
		return &tooManyPipes, bytes.Index(body, []byte(`\|`))
	}
	lines, deepest := 0, 0
	spent, start, marks := 0, 0, 0 // marks of the paragraph that begins at start
	for at := 0; at < len(body); {
		line := body[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		lines++
		deepest = max(deepest, nesting(line))
		switch {
		case deepest > maxNesting:
			return &tooDeep, at
		case lines*deepest > maxLevels:
			return &tooManyLevels, at
		}
		if endsParagraph(line) {
			spent += marks * (at - start)
			start, marks = at, 0
		}
		marks += countMarks(line)
		at += len(line)
		if spent+marks*(at-start) > maxMarks {
			return &tooManyMarks, start
		}
		if marks == 0 {
			start = at // what stands before the first mark is not read again
		}
	}
	return nil, 0
}

// nesting returns a bound on the depth of the blocks that a line opens: the
// markers that it begins with, and those that its indentation may stand for.
func nesting(line []byte) int {
	indent, markers := 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			indent++
		case c == '\t':
			indent += 4
		case c == '>':
			markers++
		case isMarker(line[i:]) > 0:
			i += isMarker(line[i:]) - 1
			markers++
		default:
			return depth(line, markers, indent)
		}
	}
	return depth(line, markers, indent)
}

func depth(line []byte, markers, indent int) int {
	if markers == 0 || isRule(line) {
		return 0
	}
	return markers + max(indent-markers, 0)/2 // a list item is indented by two columns or more
}

// isMarker returns the length of the marker that begins a list item, a
// definition or a footnote; 0 when there is none.
func isMarker(b []byte) int {
	i := 0
	switch c := b[0]; {
	case c == '-' || c == '+' || c == '*' || c == ':':
		i = 1
	case '0' <= c && c <= '9':
		for i < len(b) && '0' <= b[i] && b[i] <= '9' {
			i++
		}
		if i == len(b) || b[i] != '.' && b[i] != ')' {
			return 0
		}
		i++
	case bytes.HasPrefix(b, []byte("[^")):
		if i = bytes.Index(b[:min(len(b), 1100)], []byte("]:")); i > 0 {
			return i + 2
		}
		return 0
	default:
		return 0
	}
	if i < len(b) && b[i] != ' ' && b[i] != '\t' && b[i] != '\n' && b[i] != '\r' {
		return 0
	}
	return i
}

func isRule(line []byte) bool {
	return len(bytes.Trim(line, " \t\r\n-")) == 0 || len(bytes.Trim(line, " \t\r\n*")) == 0
}

// endsParagraph tells whether a paragraph cannot go on with this line: it is
// blank, or begins with a marker that no paragraph can hold. A marker after four
// spaces is text, so that it does not count.
func endsParagraph(line []byte) bool {
	rest := line
	for {
		spaces := len(rest) - len(bytes.TrimLeft(rest, " "))
		if spaces > 3 || spaces == len(rest) || rest[spaces] != '>' {
			break
		}
		rest = rest[spaces+1:]
	}
	text := bytes.TrimLeft(rest, " ")
	if isBlank(text) {
		return true
	}
	if len(rest)-len(text) > 3 || len(text) < 2 {
		return false
	}
	bullet := (text[0] == '-' || text[0] == '+' || text[0] == '*') && text[1] == ' '
	return bullet && !isBlank(text[2:])
}

// isBlank does not count a no-break space as a space, nor does Markdown.
func isBlank(b []byte) bool { return len(bytes.Trim(b, " \t\r\n")) == 0 }

// countMarks counts what makes goldmark look back or ahead in a paragraph: each
// bracket and each <, two =, + or ^ alone, and runs of the others.
func countMarks(line []byte) int {
	n := 0
	var last byte
	for i, c := range line {
		switch c {
		case '[', ']', '<':
			n++
		case '{':
			if i+1 < len(line) && bytes.IndexByte([]byte("+-=~"), line[i+1]) >= 0 {
				n++
			}
		case '*', '_', '~', '`':
			if c != last {
				n++
			}
		case '=', '+', '^':
			if c != last && i+1 < len(line) && line[i+1] == c && (i+2 == len(line) || line[i+2] != c) {
				n++
			}
		}
		last = c
	}
	return n
}
