package content

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/adrg/frontmatter"
	"gopkg.in/yaml.v3"
)

// front is where the front matter of a text is; all zero but bodyLine when
// there is none.
type front struct {
	start, stop int // the lines of YAML, without the two delimiters
	end         int // the body begins here
	line        int // of the first line of YAML
	bodyLine    int
}

var format = frontmatter.NewFormat("---", "---", func(data []byte, v any) error {
	return decodeYAML(data, v.(*yaml.Node))
})

var (
	dashes      = regexp.MustCompile(`^[-‐‑‒–—―−]+$`)
	keyLine     = regexp.MustCompile(`^[a-z_][a-z0-9_]*\s?:(\s|$)`)
	titleLine   = regexp.MustCompile(`^(?:titre|title)\s?:\s`)
	tomlSetting = regexp.MustCompile(`^([\pL\pN_-]+)\s*=\s*(.+)$`)
)

// cut finds the front matter of text. It says false, and why, when one begins
// that nothing ends, or that is not YAML.
func (r *reader) cut(text []byte) (front, bool) {
	none := front{line: 1, bodyLine: 1}
	first := 1
	rest := text
	for { // empty lines before the front matter are forgiven
		line, after, found := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 || !found {
			break
		}
		rest = after
		first++
	}
	line, after, _ := bytes.Cut(rest, []byte("\n"))
	opening := string(bytes.TrimSpace(line))
	if opening != "---" {
		return none, r.checkOpening(opening, first, after)
	}
	f := front{start: len(text) - len(after), line: first + 1, bodyLine: first + 1}
	for len(after) > 0 {
		line, rest, found := bytes.Cut(after, []byte("\n"))
		if found {
			f.bodyLine++
		}
		if string(bytes.TrimSpace(line)) == "---" {
			f.stop, f.end = len(text)-len(after), len(text)-len(rest)
			return f, r.checkSize(f)
		}
		after = rest
	}
	r.unclosed(text[f.start:], first)
	return none, false
}

func (r *reader) checkSize(f front) bool {
	if f.stop-f.start <= maxFront {
		return true
	}
	r.errorf(max(f.line-1, 1), 1, "front-matter", "Ne gardez dans l'en-tête que les champs, et mettez le texte après la ligne « --- ».",
		"l'en-tête pèse %d ko ; il en pèse au plus %d", (f.stop-f.start)>>10, maxFront>>10)
	return false
}

// checkOpening says what is wrong with the first line of a text that does not
// open a front matter although it was meant to; true when it was not.
func (r *reader) checkOpening(opening string, line int, after []byte) bool {
	second, _, _ := bytes.Cut(after, []byte("\n"))
	const how = "L'en-tête commence et finit par une ligne faite de trois tirets :\n---\ntitre: Le titre de la page\n---"
	switch {
	case opening == "+++":
		r.errorf(line, 1, "front-matter", fromTOML(after), "l'en-tête est écrit en TOML (« +++ ») ; il doit l'être en YAML, entre deux lignes « --- »")
	case opening == "{" || strings.HasPrefix(opening, `{"`):
		r.errorf(line, 1, "front-matter", how, "l'en-tête est écrit en JSON (« { ») ; il doit l'être en YAML, entre deux lignes « --- »")
	case dashes.MatchString(opening) && keyLine.Match(second), strings.HasPrefix(opening, "---") && keyLine.MatchString(strings.TrimLeft(opening, "- ")):
		r.errorf(line, 1, "front-matter", how, "l'en-tête s'ouvre par « %s » ; il faut « --- », trois tirets simples et rien d'autre", shortened(opening))
	case opening == "---yaml" || opening == "---toml" || opening == "---json":
		r.errorf(line, 1, "front-matter", how, "l'en-tête s'ouvre par « %s » ; il faut « --- » et rien d'autre", opening)
	case titleLine.MatchString(opening):
		r.errorf(line, 1, "front-matter", how, "il manque la ligne « --- » avant l'en-tête")
	default:
		return true
	}
	return false
}

// fromTOML shows how the first settings of a TOML front matter are written.
func fromTOML(toml []byte) string {
	hint := "Écrivez :\n---\n"
	for i, line := range strings.SplitN(string(toml[:min(len(toml), 2000)]), "\n", 12) {
		m := tomlSetting.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || i > 9 {
			break
		}
		hint += shortened(m[1]+": "+m[2]) + "\n"
	}
	return hint + "---"
}

// unclosed says that the front matter has no end, and where it may have been meant.
func (r *reader) unclosed(rest []byte, opening int) {
	hint := "Ajoutez une ligne « --- » après le dernier champ. Pour un trait de séparation en tête de page, écrivez « *** »."
	for i, line := range strings.Split(string(rest), "\n") {
		if line = strings.TrimSpace(line); line != "" && dashes.MatchString(line) {
			r.errorf(opening, 1, "front-matter", "Remplacez la ligne "+strconv.Itoa(opening+1+i)+", « "+shortened(line)+" », par « --- ».",
				"l'en-tête ouvert ici n'est pas refermé")
			return
		}
	}
	r.errorf(opening, 1, "front-matter", hint, "l'en-tête ouvert ici n'est pas refermé")
}

// meta returns the mapping of the front matter; false when some of its lines
// were left out, and nil when it is refused as a whole.
func (r *reader) meta(text []byte, f front) (*yaml.Node, bool) {
	if f.end == 0 {
		return emptyMapping(1), true
	}
	raw := text[f.start:f.stop]
	m := mender{reader: r, first: f.line, old: splitLines(raw), budget: mendBudget}
	m.lines = m.old
	var doc yaml.Node
	var err error
	switch {
	case suspicious(raw):
		clean := visible(raw)
		m.lines = splitLines(clean)
		err = decodeYAML(clean, &doc)
	case r.bare:
		err = decodeYAML(raw, &doc)
	default:
		_, err = frontmatter.Parse(bytes.NewReader(text[:f.end]), &doc, format)
	}
	if errors.Is(err, errDeep) {
		r.deep(max(f.line-1, 1), 1)
		return nil, false
	}
	whole := true
	if err != nil || m.strayed(&doc) {
		whole = m.mend(&doc)
	}
	n := nodes{reader: r, mender: &m}
	root, whole := n.root(&doc, whole)
	r.front = frontLines{m.first, m.old, m.lines}
	return root, whole
}

func (r *reader) deep(line, col int) {
	r.errorf(line, col, "yaml", "Aucun champ n'en demande autant : vérifiez les décalages et les crochets.",
		"%s a plus de %d niveaux imbriqués", r.subject(), maxDepth)
}

// visible returns text with each character that YAML would refuse, or take for
// the end of a line, as so many spaces: positions stay the same.
func visible(text []byte) []byte {
	clean := bytes.Clone(text)
	for at, c := range string(text) {
		if forbidden(c) || isLineBreak(c) {
			for i := range len(string(c)) {
				clean[at+i] = ' '
			}
		}
	}
	return clean
}

func splitLines(text []byte) []string {
	lines := strings.Split(string(text), "\n")
	return lines[:len(lines)-1] // what follows the last line end
}
