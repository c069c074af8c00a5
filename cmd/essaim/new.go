package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func newCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "new <type> \"<titre>\" [dossier]",
		Aliases: []string{"nouveau"},
		Short:   "Crée une nouvelle page",
		Long: "Crée une page d'un type — projet, pratique, veille, outil, structure, evenement, page — avec ses champs\n" +
			"prêts à remplir, et dit son chemin. La page est un brouillon ; aucun fichier n'est jamais remplacé.",
		Example: "  essaim new projet \"Des robots à l'école\"",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError("il faut le type de la page et son titre", "par exemple : essaim new projet \"Des robots à l'école\"")
			}
			return atMost(3)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := siteFolder()
			if len(args) == 3 {
				dir = args[2]
				if err := checkFolder(dir, "mettez le titre entre guillemets"); err != nil {
					return err
				}
			}
			s, err := generator.Open(dir, generator.Options{})
			if err != nil {
				return err
			}
			defer s.Close()
			path, err := s.New(args[0], args[1])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, path)
			return err
		},
	}
}
