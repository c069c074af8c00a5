package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func initCommand(a *app) *cobra.Command {
	var editor bool
	cmd := &cobra.Command{
		Use:   "init [options] [dossier]",
		Short: "Crée un nouveau site",
		Long: "Crée un nouveau site dans un dossier vide : ses réglages (site.yaml), une page de chaque sorte,\n" +
			"de quoi le publier sur La Forge, et les réglages de l'éditeur de texte (VS Code, VSCodium…).\n" +
			"Ne demande rien ; refuse un dossier qui n'est pas vide.\n\n" +
			"Avec --editeur, ne fait que préparer l'éditeur d'un site qui existe, ou remet ses réglages à jour\n" +
			"quand site.yaml a de nouveaux types ou de nouveaux termes. Ce que vous avez changé reste tel quel.",
		Example: "  essaim init mon-site\n  cd mon-site\n  essaim serve",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if editor {
				return a.setUpEditor(args)
			}
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
	cmd.Flags().BoolVar(&editor, "editeur", false, "prépare l'éditeur de texte d'un site qui existe, ou le remet à jour")
	return cmd
}

// setUpEditor prepares the editor for the site that args name, and says what
// became of each file.
func (a *app) setUpEditor(args []string) error {
	dir := siteFolder()
	if len(args) > 0 {
		dir = args[0]
		if err := checkFolder(dir, ""); err != nil {
			return err
		}
	}
	s, err := generator.Open(dir, generator.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	files, err := s.SetUpEditor()
	if err != nil {
		return err
	}
	written, kept := 0, 0
	for _, f := range files {
		switch {
		case f.Written:
			written++
			fmt.Fprintln(a.out, f.Path)
		case f.Kept:
			kept++
			a.say("remarque: %s a été changé à la main : il reste tel quel", f.Path)
			a.say("    pour le remettre à jour, supprimez-le, puis recommencez")
		}
	}
	summary := count(written, "fichier écrit", "fichiers écrits") + ", " + count(len(files)-written-kept, "inchangé", "inchangés")
	if kept > 0 {
		summary += ", " + count(kept, "laissé tel quel", "laissés tels quels")
	}
	_, err = fmt.Fprintln(a.out, summary)
	return err
}
