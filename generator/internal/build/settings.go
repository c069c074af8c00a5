package build

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
	"essaim/generator/internal/french"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// ErrNoSite says that a folder holds no site.yaml.
var ErrNoSite = errors.New("no site.yaml")

// settings reads site.yaml.
func settings(opts Options) (*config.Settings, []site.Problem, error) {
	data, problems, err := content.ReadSettings(opts.FS, config.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, ErrNoSite
	case err != nil:
		return nil, nil, err
	case problems != nil:
		return config.Default(), problems, nil
	}
	root, problems := content.YAML(config.File, data)
	if root == nil {
		return config.Default(), problems, nil
	}
	s, more := config.Read(root)
	if opts.BaseURL != "" {
		s.BaseURL = opts.BaseURL
	}
	return s, append(problems, more...), nil
}

// checkSettings finds what site.yaml says that only the declarations can judge.
// themes are the names of those that exist, when the one it asks for does not.
// sound says that site.yaml was read without an error.
func checkSettings(s *config.Settings, declared *site.Schema, themes []string, sound bool) (problems []site.Problem) {
	say := func(key, message string, value string, known []string) {
		p := site.Problem{Pos: s.Pos(key), Severity: site.Error, Rule: "configuration", Message: fmt.Sprintf(message, value)}
		if near := french.Nearest(value, known, 1); len(near) > 0 {
			p.Hint = "vouliez-vous dire « " + near[0] + " » ?"
		} else {
			p.Hint = "possibles : " + strings.Join(known, ", ")
		}
		problems = append(problems, p)
	}
	if s.BaseURL == "" && sound {
		problems = append(problems, site.Problem{Pos: s.Pos("adresse"), Severity: site.Info, Rule: "adresse",
			Message: "le site ne connaît pas son adresse : sitemap.xml n'est pas écrit, et les liens des flux sont relatifs",
			Hint:    "ajoutez par exemple : adresse: https://mon-groupe.forge.apps.education.fr/mon-site/"})
	}
	var types []string
	for _, t := range declared.Types {
		types = append(types, t.Name)
	}
	for folder, name := range s.Sections {
		if declared.Type(name) == nil {
			say("sections."+folder, "« %s » n'est pas un type de page", name, types)
		}
	}
	if themes != nil {
		say("theme", "le thème « %s » n'existe pas", s.Theme, themes)
	}
	if s.License != "" && license(s, declared) == nil {
		var ids []string
		for _, t := range declared.Vocabulary("licences").Terms {
			ids = append(ids, t.ID)
		}
		say("licence", "« %s » n'est pas une licence connue", s.License, ids)
	}
	return problems
}

func license(s *config.Settings, declared *site.Schema) *site.Term {
	terms := declared.Vocabulary("licences").Terms
	i := slices.IndexFunc(terms, func(t *site.Term) bool { return t.ID == s.License })
	if i < 0 {
		return nil
	}
	return terms[i]
}

// info is what templates may know of the site.
func info(s *config.Settings, declared *site.Schema) *site.Identity {
	return &site.Identity{
		Title: s.Title, Description: s.Description, Lang: s.Lang, BaseURL: s.BaseURL,
		License: license(s, declared), Publisher: s.Publisher,
	}
}

// Schema returns the types and vocabularies of a site, as far as its settings
// can be read.
func Schema(opts Options) (*site.Schema, error) {
	s, _, err := settings(opts)
	if err != nil {
		return nil, err
	}
	declared, _ := schema.Load(extension(s))
	return declared, nil
}

// whatHolds drops what is said of unknown and missing fields: where site.yaml
// declares some of them wrongly, they may be none of either.
func whatHolds(problems []site.Problem) []site.Problem {
	rules := []string{"champ-inconnu", "champ-requis", "champ-attendu", "brouillon"}
	return slices.DeleteFunc(problems, func(p site.Problem) bool { return slices.Contains(rules, p.Rule) })
}

func extension(s *config.Settings) schema.Extension {
	return schema.Extension{File: config.File, Types: s.Types, Vocabularies: s.Vocabularies}
}

// checkSections finds the folders that `sections` names and that hold no page.
func checkSections(s *config.Settings, pages []*site.Page) (problems []site.Problem) {
	for section := range s.Sections {
		if !slices.ContainsFunc(pages, func(p *site.Page) bool { return p.Section == section }) {
			problems = append(problems, site.Problem{Pos: s.Pos("sections." + section), Severity: site.Warning, Rule: "configuration",
				Message: fmt.Sprintf("il n'y a pas de page dans le dossier content/%s", section),
				Hint:    "vérifiez le nom du dossier, ou retirez cette ligne"})
		}
	}
	return problems
}
