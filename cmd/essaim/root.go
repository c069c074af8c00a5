package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"essaim/generator"
)

// Exit codes; scripts rely on them.
const (
	exitDone    = 0 // done, warnings allowed
	exitContent = 1 // the content has errors
	exitUsage   = 2 // wrong use or wrong configuration
	exitMachine = 3 // the machine failed
)

// commands is every command, in the order of the help.
var commands = []func(*app) *cobra.Command{
	initCommand, newCommand, buildCommand, serveCommand, checkCommand, bilanCommand, schemaCommand, versionCommand, completionCommand,
}

// app is what the commands of one run share.
type app struct {
	out, err io.Writer
}

// exitError carries an exit code with what was already said.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// usageError is a wrong use of the command line, in French.
func usageError(message, hint string) error {
	return &generator.UsageError{Message: message, Hint: hint}
}

// execute runs one command line and returns its exit code.
func execute(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{out: out, err: errOut}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	return a.report(root.ExecuteContext(ctx))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "essaim",
		Short:         "Essaim fait connaître les projets numériques des écoles",
		Long:          "Essaim compile des fiches écrites en Markdown — projets, bonnes pratiques,\nnotes de veille — en un site que l'on peut consulter et publier partout.",
		Example:       "  essaim init mon-site\n  essaim serve mon-site",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	cobra.EnableCommandSorting = false // the order of the table is the order one meets them
	cobra.AddTemplateFunc("options", options)
	cobra.AddTemplateFunc("join", strings.Join)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n\n{{end}}{{.UsageString}}")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(&cobra.Command{Use: "aide [commande]", Aliases: []string{"help"}, Short: "Explique une commande",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil || found == root && len(rest) > 0 {
				return unknownCommand(root, args)
			}
			return found.Help()
		}})
	for _, command := range commands {
		cmd := command(a)
		cmd.DisableFlagsInUseLine = true
		root.AddCommand(cmd)
	}
	for _, cmd := range append(root.Commands(), root) {
		cmd.InitDefaultHelpFlag()
		cmd.Flags().Lookup("help").Usage = "affiche cette aide"
	}
	return root
}

const usageTemplate = `Utilisation :
  {{if .HasAvailableSubCommands}}{{.CommandPath}} <commande> [options] [dossier]{{else}}{{.UseLine}}{{end}}
{{if gt (len .Aliases) 0}}
Se dit aussi :
  {{join .Aliases ", "}}
{{end}}{{if .HasExample}}
Exemple :
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commandes :{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Options :
{{options .LocalFlags}}
{{end}}{{if .HasAvailableSubCommands}}
« essaim <commande> --help » en dit plus sur une commande.
{{end}}`

// options lists the flags of a command, as pflag does, but in French.
func options(flags *pflag.FlagSet) string {
	var lines []string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		usage := f.Usage
		switch f.Value.Type() {
		case "string":
			name += " <texte>"
		case "int":
			name += " <nombre>"
		}
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			usage += " (" + f.DefValue + " par défaut)"
		}
		lines = append(lines, fmt.Sprintf("  %-26s %s", name, usage))
	})
	return strings.Join(lines, "\n")
}

// unknownCommand refuses what is not a command, and says the nearest one.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "« essaim --help » montre ce qui est possible"
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "vouliez-vous dire « essaim " + near[0] + " » ?"
	}
	return usageError(fmt.Sprintf("« %s » n'est pas une commande d'essaim", args[0]), hint)
}

// flagError says in French what pflag says in English.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	hint := "« --help » montre les options de cette commande"
	switch {
	case errors.As(err, &unknown):
		dashes, name := "--", unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		} else if near := nearestFlag(cmd, name); near != "" {
			hint = "vouliez-vous dire « --" + near + " » ?"
		}
		return usageError(fmt.Sprintf("l'option « %s%s » n'existe pas", dashes, name), hint)
	case errors.As(err, &syntax):
		return usageError(fmt.Sprintf("« %s » n'est pas une option", syntax.GetSpecifiedFlag()), hint)
	case errors.As(err, &noValue):
		return usageError(fmt.Sprintf("l'option « --%s » attend une valeur", noValue.GetSpecifiedName()), "")
	case errors.As(err, &invalid):
		return usageError(fmt.Sprintf("l'option « --%s » n'accepte pas « %s »", invalid.GetFlag().Name, invalid.GetValue()), "")
	}
	return usageError("la ligne de commande est mal écrite : "+err.Error(), hint)
}

// nearestFlag returns the option of cmd that name looks like, "" when none does.
func nearestFlag(cmd *cobra.Command, name string) string {
	near, least := "", 3
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if d := levenshtein.ComputeDistance(f.Name, name); !f.Hidden && d < least {
			near, least = f.Name, d
		}
	})
	return near
}

// atMost refuses more than n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError(fmt.Sprintf("« %s » est de trop", args[n]), "utilisation : "+cmd.UseLine())
		}
		return nil
	}
}
