package build

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// checkPlaces finds the pages that are where nothing reads them: in a folder
// that has the name of a section but is not under content/, or anywhere else
// when the site has no page at all.
func checkPlaces(fsys fs.FS, s *config.Settings, declared *site.Schema, found *content.Inventory) (problems []site.Problem) {
	var others []string
	entries, _ := fs.ReadDir(fsys, ".")
	for _, e := range entries {
		section := french.Slug(e.Name())
		switch {
		case !e.IsDir():
		case declared.TypeOf(section) == nil && s.Sections[section] == "":
			others = append(others, e.Name())
		case holdsPages(fsys, e.Name()):
			problems = append(problems, site.Problem{Pos: site.Pos{File: e.Name()}, Severity: site.Info, Rule: "hors-de-content",
				Message: "ce dossier a le nom d'une rubrique, mais il n'est pas dans content/ : ses pages ne sont pas lues",
				Hint:    fmt.Sprintf("déplacez « %s » dans le dossier content", e.Name())})
		}
	}
	unusable := slices.ContainsFunc(found.Problems, func(p site.Problem) bool { return p.File == content.Folder })
	if len(found.Pages) > 0 || unusable {
		return problems
	}
	empty := site.Problem{Pos: site.Pos{File: content.Folder}, Severity: site.Warning, Rule: "sans-page",
		Message: "le site n'a pas de page", Hint: `écrivez-en une : essaim new page "À propos"`}
	if i := slices.IndexFunc(others, func(name string) bool { return holdsPages(fsys, name) }); i >= 0 {
		empty.Hint = fmt.Sprintf("les pages se mettent dans le dossier content ; celles de « %s » ne sont pas lues", others[i])
	}
	return append(problems, empty)
}

// notContent are the folders of a site's root whose Markdown is not for readers.
var notContent = []string{content.Folder, "static", "themes", "public", "node_modules"}

// holdsPages says whether a folder of the root has Markdown in it or in one of
// its folders, apart from what explains the folder.
func holdsPages(fsys fs.FS, folder string) bool {
	if strings.HasPrefix(folder, ".") || slices.Contains(notContent, folder) {
		return false
	}
	for _, pattern := range []string{"*.md", "*/*.md"} {
		found, _ := fs.Glob(fsys, folder+"/"+pattern)
		for _, name := range found {
			if base := strings.ToLower(path.Base(name)); base != "readme.md" && base != "lisezmoi.md" && base != "lisez-moi.md" {
				return true
			}
		}
	}
	return false
}

// unusedThemes lists the themes of a site that it does not ask for.
func unusedThemes(fsys fs.FS, used string) (ignored []site.Ignored) {
	entries, _ := fs.ReadDir(fsys, "themes")
	for _, e := range entries {
		if e.IsDir() && e.Name() != used {
			ignored = append(ignored, site.Ignored{Path: "themes/" + e.Name() + "/"})
		}
	}
	return ignored
}
