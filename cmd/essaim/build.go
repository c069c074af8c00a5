package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"essaim/generator"
	"essaim/generator/site"
)

// siteFlags are the options that every command on a site has.
type siteFlags struct {
	options generator.Options
	format  string
	quiet   bool
	verbose bool
}

func (f *siteFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.options.Drafts, "drafts", false, "publie aussi les brouillons et les pages en relecture")
	flags.BoolVar(&f.options.Future, "future", false, "publie aussi les pages prévues pour plus tard")
	flags.BoolVar(&f.options.Strict, "strict", false, "traite les avertissements comme des erreurs")
	flags.StringVar(&f.format, "format", "text", "forme des messages : text ou json")
	flags.BoolVar(&f.quiet, "quiet", false, "ne dit que les erreurs et les avertissements")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "liste les pages non publiées ou archivées et les fichiers ignorés")
	flags.StringVar(&f.options.BaseURL, "base-url", "", "adresse publique du site, à la place de celle de site.yaml")
	flags.IntVar(&f.options.Workers, "workers", 0, "nombre de tâches en parallèle (0 : autant que de processeurs)")
}

// open returns the site that args name: a folder, or the nearest one above the
// current folder that holds a site.yaml.
func (f *siteFlags) open(args []string) (*generator.Site, error) {
	if f.format != "text" && f.format != "json" {
		return nil, usageError(fmt.Sprintf("--format n'accepte pas « %s »", f.format), "les formats possibles : text, json")
	}
	if f.quiet && f.verbose {
		return nil, usageError("--quiet et --verbose se contredisent", "gardez l'une des deux options")
	}
	if f.options.Workers < 0 {
		return nil, usageError("--workers attend un nombre positif", "")
	}
	dir := siteFolder()
	if len(args) > 0 {
		dir = args[0]
		if err := checkFolder(dir, ""); err != nil {
			return nil, err
		}
	}
	return generator.Open(dir, f.options)
}

// checkFolder refuses what is not a folder.
func checkFolder(dir, hint string) error {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return usageError(fmt.Sprintf("le dossier « %s » n'existe pas", dir), hint)
	case !info.IsDir():
		return usageError(fmt.Sprintf("« %s » n'est pas un dossier", dir), hint)
	}
	return nil
}

// siteFolder is the current folder, or the nearest one above that holds a site.
func siteFolder() string {
	here, err := os.Getwd()
	if err != nil {
		return "."
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "site.yaml")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return here
		}
	}
}

func buildCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	cmd := &cobra.Command{
		Use:     "build [options] [dossier]",
		Aliases: []string{"construire"},
		Short:   "Compile le site dans public/",
		Long: "Compile le site dans public/.\n\nLe site publié est remplacé en une seule fois. S'il y a une erreur, il reste tel qu'il était,\n" +
			"et chaque erreur est dite avec son fichier, sa ligne et sa colonne.",
		Example: "  essaim build\n  essaim build --base-url https://mon-groupe.forge.apps.education.fr/mon-site/",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := f.open(args)
			if err != nil {
				return err
			}
			defer s.Close()
			r, err := s.Build(cmd.Context())
			if err != nil {
				return err
			}
			return a.finish(cmd, f, r, lastLine(r))
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.options.Output, "output", "public", "dossier où publier")
	cmd.Flags().BoolVar(&f.options.KeepGoing, "keep-going", false, "publie tout sauf les pages qui ont des erreurs")
	cmd.Flags().BoolVar(&f.options.Offline, "offline", false, "fait des liens qui fonctionnent depuis un disque, sans serveur")
	return cmd
}

// finish says what a build found and did, and chooses the exit code.
func (a *app) finish(cmd *cobra.Command, f *siteFlags, r generator.Report, summary string) error {
	if f.quiet {
		r.Problems = slices.DeleteFunc(r.Problems, func(p site.Problem) bool { return p.Severity == site.Info })
	}
	if err := a.problems(r.Problems, f.format); err != nil {
		return err
	}
	if text := fixableText(r.Problems); text != "" && f.format == "text" && !f.quiet {
		a.say("%s", text)
	}
	if f.format == "text" {
		for _, path := range r.Kept {
			a.say("remarque: %s a été modifié à la main dans le dossier publié : il y reste", path)
		}
	}
	code := exitContent
	if r.WrongSettings() {
		code = exitUsage
	}
	switch {
	case r.Failed() && !r.Published && f.format == "text" && cmd.Name() == "serve":
		a.say("la version précédente du site reste affichée")
	case r.Failed() && !r.Published && f.format == "text" && cmd.Name() == "build":
		a.say("le site n'a pas été publié ; la version précédente reste en place")
	case r.Published && !f.quiet && summary != "":
		fmt.Fprintln(a.out, strings.Join(append([]string{summary}, asideText(r, f.verbose)...), "\n"))
	}
	if f.verbose {
		for _, line := range asideList(r) {
			fmt.Fprintln(a.out, line)
		}
	}
	if r.Failed() {
		return exitError{code}
	}
	return nil
}
