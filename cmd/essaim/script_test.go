package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output of the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"essaim": func() { os.Exit(run()) },
	})
}

// TestScript runs the stories of testdata/script: each is a tiny site, the
// commands someone types there, and what comes out.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1795431600") // 2026-11-23, at noon in France
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: storyCommands,
	})
}
