package editor

import "essaim/generator/site"

// The shape of .vscode/tasks.json, as far as it is needed:
// https://code.visualstudio.com/docs/reference/tasks-appendix
type (
	taskFile struct {
		Version string  `json:"version"`
		Tasks   []task  `json:"tasks"`
		Inputs  []input `json:"inputs"`
	}
	task struct {
		Label        string        `json:"label"`
		Detail       string        `json:"detail"`
		Type         string        `json:"type"`
		Command      string        `json:"command"`
		Args         []string      `json:"args"`
		Group        any           `json:"group,omitempty"`
		Background   bool          `json:"isBackground,omitempty"`
		Presentation *presentation `json:"presentation,omitempty"`
		Matchers     []matcher     `json:"problemMatcher"`
	}
	presentation struct {
		Clear    bool   `json:"clear"`
		Reuse    bool   `json:"showReuseMessage"`
		Problems string `json:"revealProblems"`
	}
	group struct {
		Kind    string `json:"kind"`
		Default bool   `json:"isDefault"`
	}
	matcher struct {
		Owner    string    `json:"owner"`
		Source   string    `json:"source"`
		Location []string  `json:"fileLocation"`
		Pattern  []pattern `json:"pattern"`
	}
	pattern struct {
		Regexp   string `json:"regexp"`
		File     int    `json:"file,omitempty"`
		Line     int    `json:"line,omitempty"`
		Column   int    `json:"column,omitempty"`
		Severity int    `json:"severity,omitempty"`
		Code     int    `json:"code,omitempty"`
		Message  int    `json:"message,omitempty"`
	}
	input struct {
		ID          string   `json:"id"`
		Type        string   `json:"type"`
		Description string   `json:"description"`
		Options     []option `json:"options,omitempty"`
	}
	option struct {
		Label string `json:"label"`
		Value string `json:"value"`
	}
)

// problems finds the problems that essaim writes with --format json: each of
// these keys has its line, in this order. The hint follows the message. The
// text that people read would not do: VS Code cannot tell that a hint is not
// always there.
var problems = []matcher{{"essaim", "essaim", []string{"relative", "${workspaceFolder}"}, []pattern{
	{Regexp: `^\s*"file": "(.*)",$`, File: 1},
	{Regexp: `^\s*"line": (\d+),$`, Line: 1},
	{Regexp: `^\s*"col": (\d+),$`, Column: 1},
	{Regexp: `^\s*"severity": "(error|warning|info)",$`, Severity: 1},
	{Regexp: `^\s*"rule": "(.*)",$`, Code: 1},
	{Regexp: `^\s*"message": "(.*)",$`, Message: 1},
	{Regexp: `^\s*"hint": "(.*)",?$`, Message: 1},
}}}

// tasks returns the commands that one runs from the editor. They are processes,
// not lines of a shell, so that a title may hold quotes.
func tasks(s *site.Schema) taskFile {
	var types []option
	for _, t := range s.Types {
		types = append(types, option{t.Label, t.Name})
	}
	shown := &presentation{Clear: true, Problems: "onProblem"}
	list := []task{
		{Label: "Vérifier le site", Detail: "Montre dans l'onglet « Problèmes » ce qui ne va pas, à l'endroit où c'est écrit",
			Args: []string{"check", "--format", "json"}, Group: group{"build", true}, Presentation: shown, Matchers: problems},
		{Label: "Nouvelle page", Detail: "Crée une page, avec ses champs prêts à remplir",
			Args: []string{"new", "${input:type}", "${input:titre}"}, Matchers: []matcher{}},
		{Label: "Voir le site", Detail: "Ouvre le site dans le navigateur et le refait à chaque enregistrement",
			Args: []string{"serve", "--drafts", "--open"}, Background: true, Matchers: []matcher{}},
		{Label: "Fabriquer le site", Detail: "Écrit le site à publier dans le dossier public",
			Args: []string{"build", "--format", "json"}, Group: "build", Presentation: shown, Matchers: problems},
	}
	for i := range list {
		list[i].Type, list[i].Command = "process", "essaim"
	}
	return taskFile{"2.0.0", list, []input{
		{"type", "pickString", "Le type de la page", types},
		{"titre", "promptString", "Le titre de la page", nil},
	}}
}
