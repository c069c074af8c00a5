package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"essaim/generator/internal/config"
	"essaim/generator/internal/content"
	"essaim/generator/internal/publish"
)

// ErrBusy says that another build of the same site is under way.
var ErrBusy = publish.ErrBusy

// ErrChanged says that someone changed a file of the site during the build.
var ErrChanged = content.ErrChanged

// UsageError is a call that cannot be right: its words are French and meant
// for whoever wrote the command line.
type UsageError struct {
	Message string
	Hint    string // "" when there is nothing to add
}

// Error implements error.
func (e *UsageError) Error() string { return e.Message }

// checkSettingsFile refuses a site.yaml that cannot be read without harm: a pipe
// would never end.
func checkSettingsFile(fsys fs.FS) error {
	info, err := fs.Stat(fsys, config.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoSite
	case errors.Is(err, fs.ErrPermission):
		return err
	case err != nil:
		return &UsageError{"site.yaml mène hors du dossier du site : il n'est pas lu", "copiez ce fichier à la place du lien"}
	case !info.Mode().IsRegular():
		return &UsageError{"site.yaml n'est pas un fichier ordinaire", ""}
	}
	return nil
}

// sources are the folders of a site that a build reads and must never write in.
var sources = []string{"content", "static", "themes", "donnees", ".essaim", ".git"}

// checkOutput refuses an output folder in, or that is, one of the sources: what
// is published there would be taken for what the author wrote.
func (s *Site) checkOutput(out string) error {
	for up := filepath.Clean(out); ; up = filepath.Dir(up) {
		info, err := os.Stat(up)
		for _, name := range sources {
			source := filepath.Join(s.Dir, name)
			known, missing := os.Stat(source)
			if up == source || err == nil && missing == nil && os.SameFile(info, known) {
				return refusal(out, &publish.RefusedError{Path: out, Reason: publish.Protected})
			}
		}
		if up == filepath.Dir(up) {
			return nil
		}
	}
}

// refusal turns a folder that must not be published into, or a file that must
// not be overwritten, into words for whoever asked. Other errors pass.
func refusal(dir string, err error) error {
	var foreign *publish.ForeignFileError
	if errors.As(err, &foreign) {
		return &UsageError{
			fmt.Sprintf("« %s » existe déjà dans le dossier où publier, et ce n'est pas essaim qui l'a écrit : rien n'a été changé", foreign.Path),
			"videz ce dossier (" + dir + ") ou publiez ailleurs avec --output"}
	}
	if errors.Is(err, syscall.ENOTDIR) {
		return &UsageError{fmt.Sprintf("on ne peut pas publier dans « %s » : une partie de ce chemin n'est pas un dossier", dir), "choisissez un dossier qui ne sert qu'à cela, par exemple --output public"}
	}
	var refused *publish.RefusedError
	if !errors.As(err, &refused) {
		return err
	}
	why := map[publish.Reason]string{
		publish.Relative:     "ce n'est pas un chemin complet",
		publish.Symlink:      "c'est un lien symbolique",
		publish.NotDirectory: "ce n'est pas un dossier",
		publish.DiskRoot:     "c'est la racine du disque",
		publish.Protected:    "il contient les fichiers du site, ou en fait partie",
		publish.Leftover:     "une construction interrompue a laissé le dernier site dans « " + refused.Aside + " », et ce dossier a été rempli depuis",
	}[refused.Reason]
	hint := "choisissez un dossier qui ne sert qu'à cela, par exemple --output public"
	if refused.Reason == publish.Leftover {
		hint = "remettez le dernier site à sa place, ou supprimez l'un des deux dossiers"
	}
	return &UsageError{fmt.Sprintf("on ne peut pas publier dans « %s » : %s", refused.Path, why), hint}
}
