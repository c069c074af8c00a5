package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"essaim/generator"
	"essaim/generator/site"
)

func checkCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	var fix, dryRun bool
	cmd := &cobra.Command{
		Use:     "check [options] [dossier]",
		Aliases: []string{"verifier"},
		Short:   "Vérifie le site sans le publier",
		Long: "Vérifie le site : dit tout ce que « essaim build » refuserait ou signalerait, sans rien écrire.\n\n" +
			"Avec --fix, corrige d'abord dans les pages ce qui est certain — deux-points sans guillemets,\n" +
			"mots et dates compris autrement, tabulations, identifiant absent… — et montre chaque correction.",
		Example: "  essaim check\n  essaim check --strict --format json\n  essaim check --fix --dry-run",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if dryRun && !fix {
				return usageError("--dry-run ne va qu'avec --fix", "« essaim check --fix --dry-run » montre les corrections sans les faire")
			}
			s, err := f.open(args)
			if err != nil {
				return err
			}
			defer s.Close()
			if fix {
				fixed, err := s.Fix(cmd.Context(), dryRun)
				a.fixed(fixed, dryRun, f.quiet)
				if err != nil {
					return err
				}
			}
			r, err := s.Check(cmd.Context())
			if err != nil {
				return err
			}
			return a.finish(cmd, f, r, pagesText(r, "page vérifiée", "pages vérifiées"))
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "corrige ce qui est certain, et montre chaque correction")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "avec --fix, montre les corrections sans rien écrire")
	f.register(cmd)
	return cmd
}

// fixed shows what was corrected, or would be.
func (a *app) fixed(files []generator.FixedFile, dryRun, quiet bool) {
	colour := newPalette(a.out)
	fixes := 0
	for _, file := range files {
		for line := range strings.Lines(file.Diff) {
			fmt.Fprint(a.out, colour.diff(line))
		}
		fixes += file.Fixes
	}
	if quiet {
		return
	}
	text := count(len(files), "fichier corrigé", "fichiers corrigés")
	if dryRun {
		text = count(len(files), "fichier serait corrigé", "fichiers seraient corrigés")
	}
	if text += ", " + count(fixes, "correction", "corrections"); fixes == 0 {
		text = "rien à corriger"
	}
	fmt.Fprintln(a.out, text)
}

// diff returns a line of a diff for whoever reads it on a terminal; for a file,
// which may be given to patch, as it is.
func (p palette) diff(line string) string {
	if !p.terminal {
		return line
	}
	parts := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
	for i := range parts {
		parts[i] = oneLine(parts[i])
	}
	text := strings.Join(parts, "\t")
	if code := map[byte]string{'+': "32", '-': "31", '@': "36"}[line[0]]; p.on && code != "" {
		text = "\x1b[" + code + "m" + text + "\x1b[0m"
	}
	return text + "\n"
}

// fixableText says how many of the problems --fix takes away; "" for none.
func fixableText(problems []site.Problem) string {
	n := 0
	for _, p := range problems {
		if p.Fixes != nil {
			n++
		}
	}
	const command = "« essaim check --fix » corrige "
	switch {
	case n == 0:
		return ""
	case n == 1 && len(problems) == 1:
		return command + "ce problème"
	case n == 1:
		return command + "l'un de ces problèmes"
	case n == len(problems):
		return fmt.Sprintf("%sces %d problèmes", command, n)
	}
	return fmt.Sprintf("%s%d de ces problèmes", command, n)
}
