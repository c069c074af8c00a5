package output

import (
	"essaim/generator/internal/index"
	"essaim/generator/site"
)

// files lists what is published as it is: files beside pages, and static/.
func files(m *Maker) (out []Output) {
	for _, f := range m.Files {
		out = append(out, Output{Address: f.Address, Pos: site.Pos{File: f.Path}, What: "le fichier",
			make: func(m *Maker, v *index.View) (made, error) {
				data, problems, err := m.Content.ReadFile(f.Path)
				if data == nil && err == nil && len(problems) == 0 {
					data = []byte{}
				}
				return made{data, problems}, err
			}})
	}
	return out
}

// assets lists the files of the theme.
func assets(m *Maker) (out []Output) {
	for _, a := range m.Theme.Assets {
		out = append(out, Output{Address: a.Address, What: "un fichier du thème",
			make: func(*Maker, *index.View) (made, error) { return made{data: a.Data}, nil }})
	}
	return out
}
