package main

import (
	"errors"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func schemaCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [type] [dossier]",
		Short: "Liste les champs d'un type de page et leurs valeurs",
		Long: "Liste les champs d'un type de page et leurs valeurs, sous la forme d'un schéma JSON (JSON Schema 2020-12) :\n" +
			"un éditeur de texte peut s'en servir pour compléter et vérifier l'en-tête des pages. Sans type, les donne tous.\n" +
			"Hors d'un site, décrit les types que tous les sites ont.",
		Example: "  essaim schema projet\n  essaim schema projet > projet.schema.json",
		Args:    atMost(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			typ, dir := "", siteFolder()
			if len(args) > 0 {
				typ = args[0]
			}
			if len(args) == 2 {
				dir = args[1]
				if err := checkFolder(dir, ""); err != nil {
					return err
				}
			}
			doc, err := schemaOf(typ, dir)
			if errors.Is(err, generator.ErrNoSite) && len(args) < 2 {
				doc, err = generator.Schema(typ)
			}
			if err != nil {
				return err
			}
			_, err = a.out.Write(doc)
			return err
		},
	}
}

// schemaOf returns the schema of a type of the site in a folder.
func schemaOf(typ, dir string) ([]byte, error) {
	s, err := generator.Open(dir, generator.Options{})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Schema(typ)
}
