package generator_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed says which of our packages each of them may import. A new package
// starts with its line here; only generator and generator/site are public.
var allowed = map[string][]string{
	"cmd/essaim":                  {"generator", "generator/site"},
	"themes":                      {},
	"generator":                   {"generator/site", "build", "config", "french", "index", "editor", "live", "publish", "schema", "content", "theme", "themes"},
	"generator/site":              {},
	"generator/internal/work":     {},
	"generator/internal/french":   {"generator/site"},
	"generator/internal/config":   {"generator/site", "french"},
	"generator/internal/schema":   {"generator/site", "french"},
	"generator/internal/math":     {"french"},
	"generator/internal/media":    {"generator/site"},
	"generator/internal/content":  {"generator/site", "french", "markdown", "media", "schema", "work"},
	"generator/internal/editor":   {"generator/site", "schema"},
	"generator/internal/index":    {"generator/site", "french"},
	"generator/internal/markdown": {"generator/site", "french", "math"},
	"generator/internal/theme":    {"generator/site", "french"},
	"generator/internal/feed":     {"generator/site"},
	"generator/internal/output":   {"generator/site", "config", "content", "feed", "french", "index", "markdown", "schema", "theme"},
	"generator/internal/publish":  {},
	"generator/internal/build":    {"generator/site", "config", "content", "french", "index", "markdown", "output", "schema", "theme", "work"},
	"generator/internal/live":     {"media", "publish"},
	"generator/internal/browser":  {"media"}, // for tests only
}

// TestImportsPointOneWay holds the shape of the program: what is not in the
// table above is not imported, and there is no package that is not in it.
func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "essaim/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	seen := map[string]bool{}
	for dec.More() {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&pkg); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(pkg.ImportPath, "essaim/")
		seen[name] = true
		edges, ok := allowed[name]
		if !ok {
			t.Errorf("package %s has no line in the table of allowed imports", name)
		}
		for _, imported := range pkg.Imports {
			ours, ok := strings.CutPrefix(imported, "essaim/")
			if !ok {
				continue
			}
			short := strings.TrimPrefix(ours, "generator/internal/")
			if !slices.Contains(edges, ours) && !slices.Contains(edges, short) {
				t.Errorf("%s imports %s, which is not an allowed edge", name, ours)
			}
		}
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("the table of allowed imports names %s, which does not exist", name)
		}
	}
}
