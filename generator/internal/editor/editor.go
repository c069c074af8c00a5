// Package editor sets up a text editor for those who write a site. It gives the
// files that make VS Code and VSCodium propose the fields of a page and their
// values, run essaim and show its messages where the mistakes are, with no
// extension, and an .editorconfig for other editors. They are made from the
// declarations, and know whether someone changed them since.
package editor

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"

	"essaim/generator/site"
)

// File is a file that sets up an editor.
type File struct {
	Path string // slash path from the site's root
	Data []byte
}

//go:embed files/editorconfig
var editorconfig string

//go:embed files/settings.json
var settings string

//go:embed files/extensions.json
var extensions string

// Files returns the files of a site whose types and vocabularies are s, by
// path. settingsSchema is the JSON Schema of its site.yaml. The same
// declarations give the same bytes.
func Files(s *site.Schema, settingsSchema []byte) []File {
	schema := "{\n  \"$comment\": \"" + note + "\"," + strings.TrimPrefix(string(settingsSchema), "{")
	return []File{
		{".editorconfig", sign("# " + note + "\n" + editorconfig)},
		{".vscode/essaim.code-snippets", sign("// " + note + "\n" + encode(snippets(s)))},
		{".vscode/extensions.json", sign("// " + note + "\n" + extensions)},
		{".vscode/settings.json", sign("// " + note + "\n" + settings)},
		{".vscode/site.schema.json", sign(schema)},
		{".vscode/tasks.json", sign("// " + note + "\n" + encode(tasks(s)))},
	}
}

// note is in every file. What its brackets hold is the mark of the file: a hash
// of all the rest.
const note = "Fait par essaim (). « essaim init --editeur » le refait, tant que personne ne l'a changé."

var mark = regexp.MustCompile(`Fait par essaim \(([0-9a-f]{16})\)`)

func sign(text string) []byte {
	return []byte(strings.Replace(text, "essaim ()", "essaim ("+hash(text)+")", 1))
}

// Ours says whether a file is as some version of essaim made it, for whatever
// declarations. Line ends do not count: git may change them.
func Ours(data []byte) bool {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	at := mark.FindStringSubmatchIndex(text)
	return at != nil && hash(text[:at[2]]+text[at[3]:]) == text[at[2]:at[3]]
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// encode writes v as JSON for people: no escapes for HTML.
func encode(v any) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic(err) // strings, and lists and structs of them
	}
	return out.String()
}
