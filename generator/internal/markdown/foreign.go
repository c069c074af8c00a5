package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// foreigns names the lines of other tools that mean nothing here. They stay in
// the text. It also reads a few that are nothing but habits: « ###### tags: `radio` »
// of CodiMD, which is no heading, `#!python print()` of mkdocs.
type foreigns struct{}

// foreign is a form of line, and what to say of it.
type foreign struct {
	line          *regexp.Regexp
	message, hint string
}

const (
	includeHint = "recopier le texte ici, ou écrire un lien : [Titre](page.md)"
	tagsHint    = "pour classer la page, les écrire dans son en-tête : tags: [robotique, radio]"
)

var foreignLines = []foreign{
	{regexp.MustCompile(`^;*-{1,}8<-{1,}`), "un autre fichier n'est pas inséré ici", includeHint},
	{regexp.MustCompile(`^::include\{|^!include\b|^@import "|^\{\{?#?include\b`), "un autre fichier n'est pas inséré ici", includeHint},
	{regexp.MustCompile(`^import [\w{*][^\n]* from ['"]|^import ['"]|^export (?:const|default|function|let) `), "ce programme (MDX) n'est pas exécuté", "retirer la ligne"},
	{regexp.MustCompile(`^///(?: [\w-]|$)`), "ce bloc de mkdocs n'est pas compris", "écrire :::info Titre, le texte, puis une ligne :::"},
	{regexp.MustCompile(`^\\(?:newpage|pagebreak|clearpage|tableofcontents|begin\{|end\{|input\{|include\{|vspace|hspace)`), "cette commande de LaTeX n'est pas comprise", "l'écrire en Markdown ; une formule, entre $$ et $$"},
	{regexp.MustCompile(`^\+(?:[-=:]+\+)+\s*$`), "les tableaux dessinés avec des + ne sont pas compris", "écrire | Moment | Durée |, et dessous |---|---|"},
	{regexp.MustCompile(`^#\. `), "cette liste numérotée n'est pas comprise", "commencer chaque ligne par 1."},
	{regexp.MustCompile(`^\{: ?toc\}`), "ce sommaire n'est pas compris", "écrire [TOC], seul dans son paragraphe"},
	{regexp.MustCompile(`^(?:\{==|==\}|\{\+\+|\+\+\}|\{--|--\})\s*$`), "une correction ne peut pas tenir plusieurs paragraphes", "la marquer dans chaque paragraphe : {==…==}"},
	{regexp.MustCompile(`^[\pL][\pL\d _-]{0,40}::(?:[ \t]|\s*$)`), "ce champ d'Obsidian reste dans le texte", "l'écrire dans l'en-tête de la page, ou en faire une phrase"},
	{regexp.MustCompile(`^(?:#[\pL][\pL\pN_/-]*[ \t]*)+\s*$`), "ces étiquettes restent dans le texte", tagsHint},
	{regexp.MustCompile(`^\|.*\|\s*$`), "ce n'est pas un tableau", "il lui faut, sous la première ligne, une ligne |---|---| d'autant de cases"},
	{regexp.MustCompile(`^\| +\S`), "les vers entre | de Pandoc ne sont pas compris", `finir chaque ligne par \`},
	{regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]*\pL`), "cet encart n'est pas compris", "écrire !!! note \"Titre\", et décaler le texte de quatre espaces"},
	{regexp.MustCompile(`^:::[\[(]`), "ce bloc n'est pas compris", "écrire :::info Titre, le texte, puis une ligne :::"},
}

func (foreigns) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithParagraphTransformers(util.Prioritized(foreigns{}, 900)), // after tables and the rest
		parser.WithASTTransformers(util.Prioritized(habits{}, 110)),
	)
}

// Transform says each thing once of a paragraph.
func (foreigns) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	var said []string
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := segment.Value(reader.Source())
		if !mayBeForeign(line) {
			continue
		}
		for _, f := range foreignLines {
			if f.line.Match(line[:min(len(line), 500)]) {
				if slices.Contains(said, f.message) {
					break
				}
				said = append(said, f.message)
				remarkOn(pc, segment.Start, "dialecte", f.message+" : "+quoted(string(firstLine(line))), f.hint)
				break
			}
		}
	}
}

// mayBeForeign spares most lines what follows.
func mayBeForeign(line []byte) bool {
	if len(line) == 0 || bytes.IndexByte([]byte(";-:!?|@{/\\+#="), line[0]) >= 0 {
		return len(line) > 0
	}
	return bytes.Contains(line, []byte("::")) || bytes.HasPrefix(line, []byte("import ")) || bytes.HasPrefix(line, []byte("export "))
}

// habits reads the forms that stand in a heading or in a code.
type habits struct{}

var (
	tagsHeading = regexp.MustCompile(`^(?i:tags) ?:`)
	codePrefix  = regexp.MustCompile("^#!([a-z0-9+-]+) ")
)

func (habits) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	var tagged []*ast.Heading
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 6 && n.Lines().Len() > 0 {
				line := n.Lines().At(0)
				if tagsHeading.Match(bytes.TrimSpace(line.Value(reader.Source()))) {
					tagged = append(tagged, n)
				}
			}
		case *ast.CodeSpan:
			withoutLanguage(n, reader.Source())
		case *mark, *extast.Strikethrough:
			trimmed(n, reader.Source())
		}
		return ast.WalkContinue, nil
	})
	for _, n := range tagged {
		line := n.Lines().At(0)
		remarkOn(pc, n.Pos(), "dialecte", "ces étiquettes restent dans le texte : "+quoted(string(bytes.TrimSpace(line.Value(reader.Source())))), tagsHint)
		paragraph := ast.NewParagraph()
		paragraph.SetPos(n.Pos())
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			paragraph.AppendChild(paragraph, c)
		}
		replace(n, paragraph)
	}
}

// trimmed drops the spaces inside « {+ a +} » of GitLab, which would be
// underlined.
func trimmed(n ast.Node, source []byte) {
	if first, ok := n.FirstChild().(*ast.Text); ok {
		first.Segment = first.Segment.TrimLeftSpace(source)
	}
	if last, ok := n.LastChild().(*ast.Text); ok {
		last.Segment = last.Segment.TrimRightSpace(source)
	}
}

// withoutLanguage drops the language that begins a code.
func withoutLanguage(n *ast.CodeSpan, source []byte) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	m := codePrefix.FindSubmatch(first.Segment.Value(source))
	if m == nil {
		return
	}
	if _, known := colorers()[string(m[1])]; known {
		first.Segment = first.Segment.WithStart(first.Segment.Start + len(m[0]))
	}
}
