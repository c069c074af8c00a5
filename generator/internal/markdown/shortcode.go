package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// shortcodes finds the codes of other generators, which mean nothing here:
// Hugo's {{< … >}} and {{% … %}}, GitBook's and Jekyll's {% … %}, the {{ … }} of
// templates. They stay in the text, and are said, with what to write instead.
type shortcodes struct{}

const longestShortcode = 500 // bytes looked at

var shortcodeMarks = []struct{ open, close, from string }{
	{"{{<", ">}}", "de Hugo"},
	{"{{%", "%}}", "de Hugo"},
	{"{{", "}}", "d'un modèle, de mkdocs, de Jekyll ou de Hugo"},
	{"{%", "%}", "de GitBook, de Jekyll ou de HedgeDoc"},
	{"{::", "}", "de kramdown"},
	{"{:/", "}", "de kramdown"},
	{"<%", "%>", "de Templater"},
}

var foundShortcodes = parser.NewContextKey()

type foundShortcode struct {
	offset int
	code   string // what stands between the marks
	mark   int    // of shortcodeMarks
}

func (shortcodes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(shortcodes{}, 160)))
}

func (shortcodes) Trigger() []byte { return []byte{'{', '<'} }

func (shortcodes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	for i, mark := range shortcodeMarks {
		if !bytes.HasPrefix(line, []byte(mark.open)) {
			continue
		}
		rest := block.Source()[segment.Start+len(mark.open):]
		rest = rest[:min(len(rest), longestShortcode)]
		end := bytes.Index(rest, []byte(mark.close))
		if end < 0 || len(bytes.TrimSpace(rest[:end])) == 0 || hasBlankLine(rest[:end]) {
			return nil
		}
		list, _ := pc.Get(foundShortcodes).([]foundShortcode)
		pc.Set(foundShortcodes, append(list, foundShortcode{segment.Start, string(rest[:end]), i}))
		length := len(mark.open) + end + len(mark.close)
		if length > len(line) { // its other lines are text
			length = len(mark.open)
		}
		block.Advance(length)
		return ast.NewTextSegment(segment.WithStop(segment.Start + length))
	}
	return nil
}

// shortcodes says which codes of a text are not understood. What closes one is
// not said again.
func (p *page) shortcodes(pc parser.Context) {
	list, _ := pc.Get(foundShortcodes).([]foundShortcode)
	opened := map[string]int{}
	for _, c := range list {
		name, closes := c.name()
		if closes && opened[name] > 0 {
			opened[name]--
			continue
		}
		opened[name]++
		mark := shortcodeMarks[c.mark]
		shown := mark.open + " " + strings.Fields(c.code)[0] + " " + mark.close
		p.warn(c.offset, "code-court", "ce code vient "+mark.from+" et n'est pas compris ici : "+quoted(shown), c.remedy(name))
	}
}

// name returns the first word of a code, without what says that it closes.
func (c foundShortcode) name() (name string, closes bool) {
	fields := strings.Fields(strings.Trim(c.code, "- \t\r\n"))
	if len(fields) == 0 {
		return "", false
	}
	name = fields[0]
	if name == "/" && len(fields) > 1 {
		name += fields[1]
	}
	for _, mark := range []string{"/", "end"} {
		if rest, ok := strings.CutPrefix(name, mark); ok && rest != "" {
			return rest, true
		}
	}
	return strings.TrimPrefix(name, "/"), shortcodeMarks[c.mark].open == "{:/"
}

const (
	boxRemedy    = "écrire :::info Titre, le texte, puis une ligne :::"
	foldRemedy   = "écrire :::spoiler Titre, le texte, puis une ligne :::"
	tabsRemedy   = `écrire === "Titre de l'onglet", puis son texte décalé de quatre espaces`
	figureRemedy = `écrire ![description](image.png "légende")`
	pageRemedy   = "écrire un lien, [Titre](page.md), ou recopier le texte ici"
	iconRemedy   = "retirer l'icône, ou écrire un emoji"
)

// codeRemedies say what to write in the place of the codes that people use.
var codeRemedies = map[string]string{
	"hint": boxRemedy, "notice": boxRemedy, "callout": boxRemedy, "alert": boxRemedy, "admonition": boxRemedy, "note": boxRemedy,
	"tip": boxRemedy, "info": boxRemedy, "warning": boxRemedy, "danger": boxRemedy, "success": boxRemedy, "attention": boxRemedy, "panel": boxRemedy,
	"details": foldRemedy, "expand": foldRemedy, "collapse": foldRemedy, "accordion": foldRemedy, "spoiler": foldRemedy,
	"tabs": tabsRemedy, "tab": tabsRemedy, "tabpane": tabsRemedy,
	"figure": figureRemedy, "img": figureRemedy, "image": figureRemedy, "picture": figureRemedy,
	"ref": "écrire un lien : [texte](page.md)", "relref": "écrire un lien : [texte](page.md)", "link": "écrire un lien : [texte](page.md)",
	"include": pageRemedy, "include_relative": pageRemedy, "readfile": pageRemedy, "snippet": pageRemedy, "include-markdown": pageRemedy,
	"content-ref": "écrire un lien : [Titre](page.md)", "file": "écrire un lien : [Titre du document](document.pdf)",
	"button":    "écrire [texte](adresse){.bouton}",
	"highlight": "écrire le code entre deux lignes ```", "code": "écrire le code entre deux lignes ```",
	"mermaid": diagramHint, "plantuml": diagramHint,
	"toc": "écrire [TOC]", "katex": "écrire la formule entre $ et $", "math": "écrire la formule entre $ et $",
	"quote": "commencer chaque ligne par >", "blockquote": "commencer chaque ligne par >",
	"icon": iconRemedy, "fa": iconRemedy, "fas": iconRemedy, "fontawesome": iconRemedy,
}

// videoID is the identifier of a video in « youtube abc » and « youtube id="abc" ».
var videoID = regexp.MustCompile(`^\s*(youtube|vimeo)\s+(?:.*?\bid=)?"?([\w-]{6,20})"?`)

// remedy says what to write in the place of a code.
func (c foundShortcode) remedy(name string) string {
	const show = "pour montrer le code, l'écrire entre accents graves"
	if m := videoID.FindStringSubmatch(c.code); m != nil {
		return "écrire, seul dans son paragraphe : [Titre de la vidéo](" + map[string]string{
			"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}[m[1]] + m[2] + ") ; " + show
	}
	if remedy := codeRemedies[strings.ToLower(name)]; remedy != "" {
		return remedy + " ; " + show
	}
	if shortcodeMarks[c.mark].open == "{{" {
		return "écrire la valeur elle-même ; " + show
	}
	return "l'écrire en Markdown, ou le retirer ; " + show
}
