package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"

	"essaim/generator"
	"essaim/generator/site"
)

// report says what ended a command, and returns its exit code.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	var said exitError
	if errors.As(err, &said) {
		return said.code
	}
	text, hint, code := explain(err)
	a.say("erreur: %s", text)
	if hint != "" {
		a.say("    %s", hint)
	}
	return code
}

// explain says in French what a failure means, what to do, and its exit code.
func explain(err error) (text, hint string, code int) {
	var usage *generator.UsageError
	if errors.As(err, &usage) {
		return usage.Message, usage.Hint, exitUsage
	}
	var path *fs.PathError
	file := ""
	if errors.As(err, &path) {
		file = " (" + path.Path + ")"
	}
	switch {
	case errors.Is(err, generator.ErrNoSite):
		return "il n'y a pas de site ici : le fichier site.yaml est introuvable",
			"placez-vous dans le dossier du site, donnez-le à la fin de la commande, ou créez un site : essaim init mon-site", exitUsage
	case errors.Is(err, generator.ErrBusy):
		return "une autre construction du même site est en cours", "attendez qu'elle finisse, puis recommencez", exitMachine
	case errors.Is(err, context.Canceled):
		return "la construction a été interrompue ; le site publié n'a pas changé", "", exitMachine
	case errors.Is(err, syscall.ENOSPC):
		return "le disque est plein" + file + " ; le site publié n'a pas changé", "faites de la place, puis recommencez", exitMachine
	case errors.Is(err, fs.ErrPermission):
		return "le système refuse l'accès" + file + " ; le site publié n'a pas changé", "vérifiez les droits de ce fichier ou de ce dossier", exitMachine
	case errors.Is(err, generator.ErrChanged):
		return "un fichier a changé pendant la construction ; le site publié n'a pas changé", "recommencez", exitMachine
	}
	return "la machine n'a pas pu finir : " + err.Error(), "le site publié n'a pas changé", exitMachine
}

func (a *app) say(format string, args ...any) { fmt.Fprintf(a.err, format+"\n", args...) }

// problems writes problems in the chosen format.
func (a *app) problems(problems []site.Problem, format string) error {
	if format == "json" {
		return writeJSON(a.err, problems)
	}
	colour := newPalette(a.err)
	for _, p := range problems {
		place := ""
		if p.File != "" { // what the program makes of itself is in no file
			place = p.Pos.String() + ": "
		}
		fmt.Fprintf(a.err, "%s%s: %s  [%s]\n", oneLine(place), colour.severity(p.Severity), oneLine(p.Message), p.Rule)
		if p.Hint != "" {
			for line := range strings.SplitSeq(p.Hint, "\n") {
				fmt.Fprintf(a.err, "    %s\n", oneLine(line))
			}
		}
	}
	if tally := tallyText(site.Count(problems)); tally != "" {
		fmt.Fprintln(a.err, tally)
	}
	return nil
}

// oneLine shows control characters instead of sending them to a terminal: a
// file may be called anything.
func oneLine(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			fmt.Fprintf(&b, "\\x%02x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// spaced gives back ordinary spaces to what was set for a page: a terminal folds
// no line, and its font may lack the narrow ones.
var spaced = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

// jsonProblem is the shape that scripts read.
type jsonProblem struct {
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Col      int           `json:"col"`
	Severity site.Severity `json:"severity"`
	Rule     string        `json:"rule"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Fixable  bool          `json:"fixable"`
}

func writeJSON(w io.Writer, problems []site.Problem) error {
	out := make([]jsonProblem, len(problems))
	for i, p := range problems {
		out[i] = jsonProblem{p.File, p.Line, p.Col, p.Severity, p.Rule, p.Message, p.Hint, p.Fixes != nil}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func tallyText(t site.Tally) string {
	var parts []string
	if t.Errors > 0 {
		parts = append(parts, count(t.Errors, "erreur", "erreurs"))
	}
	if t.Warnings > 0 {
		parts = append(parts, count(t.Warnings, "avertissement", "avertissements"))
	}
	if t.Infos > 0 {
		parts = append(parts, count(t.Infos, "remarque", "remarques"))
	}
	return strings.Join(parts, ", ")
}

// lastLine is the line that ends a build.
func lastLine(r generator.Report) string {
	parts := []string{
		pagesText(r, "page", "pages"),
		fmt.Sprintf("%s, %s, %s", count(r.Written, "fichier écrit", "fichiers écrits"),
			count(r.Unchanged, "inchangé", "inchangés"), count(r.Removed, "supprimé", "supprimés")),
		size(r.Bytes),
		decimal(r.Elapsed.Round(10*time.Millisecond).Seconds(), 2) + " s",
	}
	return strings.Join(parts, " · ")
}

func size(n int64) string {
	switch {
	case n < 1000:
		return count(int(n), "octet", "octets")
	case n < 1_000_000:
		return decimal(float64(n)/1e3, 1) + " ko"
	}
	return decimal(float64(n)/1e6, 1) + " Mo"
}

// decimal writes a number the French way, with at most digits after the comma.
func decimal(f float64, digits int) string {
	text := strconv.FormatFloat(f, 'f', digits, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return strings.Replace(text, ".", ",", 1)
}

// count says how many there are of something: zero and one are singular in French.
func count(n int, one, many string) string {
	if n < 2 {
		many = one
	}
	return strconv.Itoa(n) + " " + many
}

// palette colours words on a terminal, unless NO_COLOR says otherwise
// (https://no-color.org).
type palette struct {
	on       bool
	terminal bool // what is written there must not command it
}

func newPalette(w io.Writer) palette {
	f, ok := w.(*os.File)
	if !ok {
		return palette{}
	}
	info, err := f.Stat()
	terminal := err == nil && info.Mode()&fs.ModeCharDevice != 0
	return palette{terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", terminal}
}

func (p palette) severity(s site.Severity) string {
	word := [...]string{site.Error: "erreur", site.Warning: "avertissement", site.Info: "remarque"}[s]
	if !p.on {
		return word
	}
	code := [...]string{site.Error: "31;1", site.Warning: "33", site.Info: "36"}[s]
	return "\x1b[" + code + "m" + word + "\x1b[0m"
}
