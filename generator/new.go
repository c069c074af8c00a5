package generator

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/build"
	"essaim/generator/internal/content"
	"essaim/generator/internal/french"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// starter is the site that Init writes; {{titre}} and {{jour}} are filled in.
//
//go:embed all:starter
var starter embed.FS

// Init writes a new site into the folder dir, which must be empty or absent,
// with what sets up a text editor for it, and returns the slash paths of the
// files it wrote, sorted.
func Init(dir string) ([]string, error) {
	dir = filepath.Clean(dir)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &UsageError{fmt.Sprintf("« %s » n'est pas un dossier : rien n'a été écrit", dir), "choisissez un autre nom : essaim init mon-site"}
	}
	if entries, err := os.ReadDir(dir); err == nil && !blank(entries) {
		return nil, &UsageError{fmt.Sprintf("le dossier « %s » n'est pas vide : rien n'a été écrit", dir), "choisissez un autre nom : essaim init mon-site"}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	title := filepath.Base(abs)
	quoted, err := yaml.Marshal(title)
	if err != nil {
		return nil, fmt.Errorf("write the title: %w", err)
	}
	fill := strings.NewReplacer("{{titre}}", strings.TrimSpace(string(quoted)), "{{jour}}", Today().String())
	root, err := makeRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var written []string
	err = fs.WalkDir(starter, "starter", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := starter.ReadFile(name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "starter/")
		written = append(written, name)
		return writeNew(root, name, []byte(fill.Replace(string(data))))
	})
	if err != nil {
		return written, err
	}
	declared, _ := schema.Load(schema.Extension{}) // the starter's site.yaml adds nothing
	for _, f := range editorFiles(declared) {
		if err := writeNew(root, f.Path, f.Data); err != nil {
			return written, err
		}
		written = append(written, f.Path)
	}
	slices.Sort(written)
	return written, nil
}

// blank says whether a folder holds nothing of anybody's: a clone of a new
// repository holds .git alone.
func blank(entries []fs.DirEntry) bool {
	return len(entries) == 0 || len(entries) == 1 && entries[0].Name() == ".git"
}

// New writes a sheet of the type called typ with its fields ready to fill in,
// and returns its slash path from the site's root. It never overwrites.
func (s *Site) New(typ, title string) (string, error) {
	declared, err := build.Schema(s.options())
	if err != nil {
		return "", err
	}
	t := declared.Type(typ)
	if t == nil {
		return "", unknownType(declared, typ)
	}
	slug := french.Slug(title)
	if slug == "" {
		return "", &UsageError{"le titre n'a ni lettre ni chiffre", "par exemple : essaim new " + typ + " \"Des robots à l'école\""}
	}
	if len(slug) > longestSlug {
		return "", &UsageError{"le titre est trop long pour le nom d'un fichier", "donnez un titre plus court ; il peut changer ensuite, dans la page"}
	}
	name := path.Join("content", t.Folder, slug+".md")
	today := s.options().Today
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	err = writeNew(root, name, schema.Skeleton(declared, t, schema.Sheet{Title: title, ID: content.NewID(name), Date: today}))
	if errors.Is(err, fs.ErrExist) {
		return "", &UsageError{fmt.Sprintf("« %s » existe déjà : il n'a pas été changé", name), "donnez un autre titre, ou modifiez ce fichier"}
	}
	return name, err
}

// longestSlug leaves room for an extension in the 255 bytes that a name may have.
const longestSlug = 200

func unknownType(declared *site.Schema, typ string) *UsageError {
	var names []string
	for _, t := range declared.Types {
		names = append(names, t.Name)
	}
	hint := "les types possibles : " + strings.Join(names, ", ")
	if near := french.Nearest(typ, names, 1); len(near) > 0 {
		hint = "vouliez-vous dire « " + near[0] + " » ? " + hint
	}
	return &UsageError{fmt.Sprintf("« %s » n'est pas un type de page", typ), hint}
}

// makeRoot opens a folder, which it makes if need be.
func makeRoot(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
}

// writeNew writes a file that must not exist yet, and the folders above it,
// below root and nowhere else whatever links are there. It leaves no part of a
// file behind.
func writeNew(root *os.Root, name string, data []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}
