package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of the program; a release sets it with -ldflags.
var version = "0.1.0"

func versionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Dit la version d'essaim",
		Example: "  essaim version",
		Args:    atMost(0),
		RunE: func(cmd *cobra.Command, args []string) error {
			line := "essaim " + version
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, setting := range info.Settings {
					if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
						line += " (" + setting.Value[:12] + ")"
					}
				}
			}
			_, err := fmt.Fprintf(a.out, "%s %s/%s %s\n", line, runtime.GOOS, runtime.GOARCH, runtime.Version())
			return err
		},
	}
}
