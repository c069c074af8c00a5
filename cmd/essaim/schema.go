package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func schemaCommand(a *app) *cobra.Command {
	format := "json"
	cmd := &cobra.Command{
		Use:   "schema [options] [type] [dossier]",
		Short: "Liste les champs d'un type de page et leurs valeurs",
		Long: "Liste les champs d'un type de page et leurs valeurs, sous la forme d'un schéma JSON (JSON Schema 2020-12) :\n" +
			"un éditeur de texte peut s'en servir pour compléter et vérifier l'en-tête des pages. Sans type, les donne tous.\n" +
			"Avec site.yaml à la place d'un type, décrit les réglages du site.\n" +
			"Hors d'un site, décrit les types que tous les sites ont.\n\n" +
			"Avec --format markdown, écrit plutôt un chapitre de manuel, pour ceux qui remplissent les fiches : celui d'un type,\n" +
			"celui des champs communs à tous (communs) ou celui des vocabulaires (vocabulaires).",
		Example: "  essaim schema projet\n  essaim schema projet > projet.schema.json\n  essaim schema projet --format markdown > content/guide/champs-projet.md",
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
			of, ofAll := (*generator.Site).Schema, generator.Schema
			switch {
			case format == "markdown" && typ == "":
				return usageError("il faut dire quel chapitre écrire", "un type, communs ou vocabulaires : essaim schema projet --format markdown")
			case format == "markdown":
				of, ofAll = (*generator.Site).Manual, generator.Manual
			case format != "json":
				return usageError(fmt.Sprintf("--format n'accepte pas « %s »", format), "les formats possibles : json, markdown")
			}
			doc, err := inSite(dir, func(s *generator.Site) ([]byte, error) { return of(s, typ) })
			if errors.Is(err, generator.ErrNoSite) && len(args) < 2 {
				doc, err = ofAll(typ)
			}
			if err != nil {
				return err
			}
			_, err = a.out.Write(doc)
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "forme de la réponse : json ou markdown")
	return cmd
}

// inSite asks something of the site in a folder.
func inSite(dir string, ask func(*generator.Site) ([]byte, error)) ([]byte, error) {
	s, err := generator.Open(dir, generator.Options{})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return ask(s)
}
