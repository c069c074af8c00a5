package content

import (
	"bytes"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// YAML reads a file that is YAML from end to end, such as site.yaml, with the
// same care as a front matter: its nodes have their place in the file. The
// node is nil when nothing of it can be used.
func YAML(file string, data []byte) (*yaml.Node, []site.Problem) {
	r := reader{file: file, bare: true}
	if size := int64(len(data)); size > maxSettings {
		return nil, []site.Problem{settingsTooBig(file, size)}
	}
	var root *yaml.Node
	if text, ok := r.decode(data); ok {
		if !bytes.HasSuffix(text, []byte("\n")) {
			text = append(bytes.Clone(text), '\n')
		}
		whole := front{stop: len(text), end: len(text), line: 1}
		r.checkCharacters(text, whole)
		var readable bool
		if root, readable = r.meta(text, whole); !readable && root != nil && len(root.Content) == 0 {
			root = nil // a list, a sentence
		}
	}
	return root, site.SortProblems(r.problems)
}
