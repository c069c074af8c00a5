package content

import (
	"slices"
	"strings"
)

// noise says whether a file or a folder is not read because of its name: it is
// hidden, or an editor or a system leaves it behind.
func noise(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || usual(name)
}

// usual says whether nobody means to publish a file or a folder of that name.
// Others that are not read may have been meant for readers: ".htaccess", "#1.md".
func usual(name string) bool {
	switch {
	case slices.Contains(leftovers, name):
		return true
	case strings.HasSuffix(name, "~"), strings.HasPrefix(name, "~$"): // copies of editors, locks of office suites
		return true
	case strings.HasPrefix(name, "."):
		// What macOS keeps beside a file, locks, and what Vim is editing.
		return strings.HasPrefix(name, "._") || strings.HasPrefix(name, ".#") || strings.HasPrefix(name, ".~lock.") ||
			strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swo")
	}
	return strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") // what Emacs is editing
}

// leftovers are the names that systems, editors and git leave in any folder.
var leftovers = []string{
	".DS_Store", "Thumbs.db", "desktop.ini", ".directory",
	".git", ".gitignore", ".gitkeep", ".gitattributes", ".keep",
	".obsidian", ".vscode", ".idea", ".editorconfig",
}
