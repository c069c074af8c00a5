package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func initCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init [dossier]",
		Short: "Crée un nouveau site",
		Long: "Crée un nouveau site dans un dossier vide : ses réglages (site.yaml), une page de chaque sorte,\n" +
			"et de quoi le publier sur La Forge. Ne demande rien ; refuse un dossier qui n'est pas vide.",
		Example: "  essaim init mon-site\n  cd mon-site\n  essaim serve",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			written, err := generator.Init(dir)
			if err != nil {
				return err
			}
			for _, path := range written {
				fmt.Fprintln(a.out, path)
			}
			if dir != "." {
				fmt.Fprintf(a.out, "\nVotre site est dans %s. Pour le voir :\n  cd %s\n  essaim serve\n", dir, dir)
				return nil
			}
			_, err = fmt.Fprint(a.out, "\nVotre site est prêt. Pour le voir :\n  essaim serve\n")
			return err
		},
	}
}
