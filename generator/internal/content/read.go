package content

import (
	"errors"
	"fmt"
	"io/fs"

	"essaim/generator/site"
)

// maxFile bounds a file that is published as it is.
const maxFile = 64 << 20

// ErrChanged says that a file was changed or taken away by someone during the build.
var ErrChanged = errors.New("the file changed during the build")

// ReadFile returns the bytes of one regular file of reasonable size. Anything
// else is a problem: a pipe would never end, a device has no end.
func ReadFile(fsys fs.FS, name string) ([]byte, []site.Problem, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, []site.Problem{{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "fichier",
			Message: "ce n'est pas un fichier ordinaire : il n'est pas lu"}}, nil
	}
	if info.Size() > maxFile {
		return nil, []site.Problem{{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "taille",
			Message: fmt.Sprintf("ce fichier pèse %d Mo ; la limite est de %d Mo", info.Size()>>20, maxFile>>20),
			Hint:    "déposez les gros fichiers sur un service prévu pour cela (tubes.apps.education.fr pour une vidéo) et faites un lien"}}, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	return data, nil, nil
}

// readError wraps err; a file that was there a moment ago and is not any more
// has changed.
func readError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(ErrChanged, err)
	}
	return fmt.Errorf("read %s: %w", name, err)
}
