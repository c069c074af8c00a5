package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// TestManualListsEveryCommand keeps the chapter on the commands from drifting:
// each of them stands there with its other names and its options.
func TestManualListsEveryCommand(t *testing.T) {
	data, err := os.ReadFile("../../content/guide/les-commandes.md")
	if err != nil {
		t.Fatal(err)
	}
	chapter := string(data)
	root := (&app{out: io.Discard, err: io.Discard}).root()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "aide" {
			continue
		}
		if !strings.Contains(chapter, "\n## "+cmd.Name()) {
			t.Errorf("the manual has no section on %s", cmd.Name())
		}
		for _, alias := range cmd.Aliases {
			if !strings.Contains(chapter, "`"+alias+"`") {
				t.Errorf("the manual does not say that %s is also %s", cmd.Name(), alias)
			}
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && f.Name != "help" && !strings.Contains(chapter, "`--"+f.Name) {
				t.Errorf("the manual does not list --%s of %s", f.Name, cmd.Name())
			}
		})
	}
}
