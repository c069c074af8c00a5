package content

import (
	"os"
	"strings"
	"testing"
)

// TestManualListsIgnoredNames keeps the manual's list of names from drifting.
func TestManualListsIgnoredNames(t *testing.T) {
	manual, err := os.ReadFile("../../../content/guide/publier.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range leftovers {
		if !noise(name) || !strings.Contains(string(manual), "`"+name+"`") {
			t.Errorf("the manual does not say that %s is not read", name)
		}
	}
}
