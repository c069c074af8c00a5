package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

const diagramHint = "exporter le diagramme en SVG ou en PNG, poser le fichier à côté de la page et écrire ![ce qu'il montre](diagramme.svg)"

// drawing is a kind of blocks that other tools make something else of than
// code.
type drawing struct{ names, what, hint string }

var drawings = []drawing{
	{"mermaid plantuml puml uml graphviz dot flow flowchart sequence seq markmap mindmap kroki d2 ditaa vega vega-lite chart charts echarts wavedrom bpmn excalidraw drawio",
		"les diagrammes ne sont pas dessinés ici", diagramHint},
	{"abc abcjs lilypond",
		"les partitions ne sont pas dessinées ici", "exporter la partition en SVG ou en PNG, poser le fichier à côté de la page et écrire ![ce qu'elle montre](partition.svg)"},
	{"geo geojson topojson stl",
		"les cartes et les objets en trois dimensions ne sont pas dessinés ici", "en faire une image, la poser à côté de la page et écrire ![ce qu'elle montre](carte.png)"},
	{"csvpreview csv-preview",
		"ce bloc n'est pas montré comme un tableau", "écrire un tableau, les colonnes séparées par |, ou poser le fichier CSV à côté de la page et écrire un lien"},
	{"dataview dataviewjs tasks query base kanban tracker",
		"ce bloc est une recherche d'Obsidian, qui n'est pas faite ici", "écrire la liste elle-même, ou la retirer"},
}

// drawn are the drawings, by the language that each of their blocks names.
var drawn = byLanguage(drawings)

func byLanguage(all []drawing) map[string]drawing {
	by := map[string]drawing{}
	for _, d := range all {
		for name := range strings.FieldsSeq(d.names) {
			by[name] = d
		}
	}
	return by
}

// undrawn says that a block stays the code that it is written in; false when it
// was meant to be code.
func (p *page) undrawn(n *ast.FencedCodeBlock, language string) bool {
	d, ok := drawn[strings.ToLower(language)]
	if ok {
		p.warn(n.Info.Segment.Start, "diagramme", d.what+" : "+quoted(language)+" est montré comme du code", d.hint)
	}
	return ok
}
