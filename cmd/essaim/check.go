package main

import (
	"github.com/spf13/cobra"
)

func checkCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	cmd := &cobra.Command{
		Use:     "check [options] [dossier]",
		Aliases: []string{"verifier"},
		Short:   "Vérifie le site sans rien écrire",
		Long:    "Vérifie le site : dit tout ce que « essaim build » refuserait ou signalerait, sans rien écrire.",
		Example: "  essaim check\n  essaim check --strict --format json",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := f.open(args)
			if err != nil {
				return err
			}
			defer s.Close()
			r, err := s.Check(cmd.Context())
			if err != nil {
				return err
			}
			return a.finish(cmd, f, r, count(r.Pages, "page vérifiée", "pages vérifiées"))
		},
	}
	f.register(cmd)
	return cmd
}
