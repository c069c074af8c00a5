package content

import (
	"errors"
	"fmt"
	"io/fs"

	"essaim/generator/site"
)

// What a file may weigh, in bytes: one that is published as it is, a page, site.yaml.
const (
	maxFile     = 64 << 20
	maxPage     = 1 << 20
	maxSettings = 256 << 10
)

// ErrChanged says that a file was changed or taken away by someone during the build.
var ErrChanged = errors.New("the file changed during the build")

// ReadFile returns the bytes of one regular file of reasonable size. Anything
// else is a problem: a pipe would never end, a device has no end.
func ReadFile(fsys fs.FS, name string) ([]byte, []site.Problem, error) {
	return read(fsys, name, maxFile, fileTooBig)
}

// ReadPage is ReadFile for a page, which weighs less than another file: one
// that is too big is not even read.
func ReadPage(fsys fs.FS, name string) ([]byte, []site.Problem, error) {
	return read(fsys, name, maxPage, pageTooBig)
}

// ReadSettings is ReadFile for site.yaml.
func ReadSettings(fsys fs.FS, name string) ([]byte, []site.Problem, error) {
	return read(fsys, name, maxSettings, settingsTooBig)
}

func read(fsys fs.FS, name string, most int64, tooBig func(name string, size int64) site.Problem) ([]byte, []site.Problem, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, []site.Problem{{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "fichier",
			Message: "ce n'est pas un fichier ordinaire : il n'est pas lu"}}, nil
	}
	if info.Size() > most {
		return nil, []site.Problem{tooBig(name, info.Size())}, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	return data, nil, nil
}

func fileTooBig(name string, size int64) site.Problem {
	return site.Problem{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "taille",
		Message: fmt.Sprintf("ce fichier pèse %d Mo ; la limite est de %d Mo", size>>20, maxFile>>20),
		Hint:    "déposez les gros fichiers sur un service prévu pour cela (tubes.apps.education.fr pour une vidéo) et faites un lien"}
}

func pageTooBig(name string, size int64) site.Problem {
	return site.Problem{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "fichier",
		Message: fmt.Sprintf("ce fichier pèse %d ko ; une page en pèse au plus %d", size>>10, maxPage>>10),
		Hint:    "Partagez le texte en plusieurs pages, ou publiez-le en pièce jointe."}
}

func settingsTooBig(name string, size int64) site.Problem {
	return site.Problem{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "taille",
		Message: fmt.Sprintf("ce fichier pèse %d ko ; il en pèse au plus %d", size>>10, maxSettings>>10),
		Hint:    "N'y gardez que des réglages : vérifiez ce qui y a été collé."}
}

// readError wraps err; a file that was there a moment ago and is not any more
// has changed.
func readError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(ErrChanged, err)
	}
	return fmt.Errorf("read %s: %w", name, err)
}
