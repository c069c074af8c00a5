package main

import (
	"github.com/spf13/cobra"
)

func bilanCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	cmd := &cobra.Command{
		Use:   "bilan [options] [dossier]",
		Short: "Dit ce qu'il y a à faire pour les contenus",
		Long: "Dit ce qu'il y a à faire pour les contenus : les pages à revoir, les outils à vérifier de nouveau,\n" +
			"les autorisations d'image qui finissent, les champs attendus qui manquent, et ce dont aucune fiche\n" +
			"ne parle encore. Ne regarde que les pages publiées, et n'écrit rien.",
		Example: "  essaim bilan\n  essaim bilan --format json > bilan.json",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := f.open(args)
			if err != nil {
				return err
			}
			defer s.Close()
			survey, r, err := s.Survey(cmd.Context())
			switch {
			case err != nil:
				return err
			case survey.Today.IsZero():
				return a.finish(cmd, f, r, "")
			case f.format == "json":
				return writeSurvey(a.out, survey, r)
			}
			return tellSurvey(a.out, survey, r)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.options.Drafts, "drafts", false, "regarde aussi les brouillons et les pages en relecture")
	flags.StringVar(&f.format, "format", "text", "forme du bilan : text ou json")
	return cmd
}
