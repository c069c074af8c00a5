package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/internal/markdown"
	"essaim/generator/internal/media"
	"essaim/generator/internal/schema"
	"essaim/generator/internal/work"
	"essaim/generator/site"
)

// Folder is where a site's pages are.
const Folder = "content"

// Inventory is what a scan found.
type Inventory struct {
	Pages    []*site.Page    // by path
	Unread   map[string]bool // paths of pages whose file could not be read at all
	Files    []File          // by path
	Ignored  []site.Ignored  // by path
	Problems []site.Problem
}

// File is a file that is published as it is, beside pages or from static/.
type File struct {
	Path          string // slash path from the site root
	Address       site.Address
	Width, Height int // of a picture, in pixels; 0 when unknown
}

// Scanner reads the files of a site into facts.
type Scanner struct {
	FS       fs.FS // the site's root; no file outside it can be reached
	Schema   *site.Schema
	Decoder  *schema.Decoder
	Sections map[string]string // folder → type, for folders that came from elsewhere
	Lang     string            // language of pages that do not say
	Workers  int
	Markdown *markdown.Renderer // finds the passages that bodies hold; nil: they are not looked for

	solo map[string]bool // folders directly under content/ whose one page is their index.md
}

// Scan finds every file under content/ and static/ and reads the pages, in
// parallel. Its answer does not depend on the order in which files are met.
func (s *Scanner) Scan() (*Inventory, error) {
	inv := Inventory{Unread: map[string]bool{}}
	var pages []string
	err := s.walk(Folder, &inv, func(name string) {
		if strings.HasSuffix(strings.ToLower(name), ".md") {
			pages = append(pages, name)
			return
		}
		inv.Files = append(inv.Files, File{Path: name, Address: fileAddress(strings.TrimPrefix(name, Folder+"/"))})
	})
	if err != nil {
		return nil, err
	}
	err = s.walk("static", &inv, func(name string) {
		if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) || !fs.ValidPath(name) {
			inv.Problems = append(inv.Problems, site.Problem{Pos: site.Pos{File: strconv.Quote(name)}, Rule: "fichier",
				Message: "ce nom de fichier contient un caractère qui ne peut pas être publié",
				Hint:    "renommez le fichier : des lettres, des chiffres, des points et des traits d'union"})
			return
		}
		inv.Files = append(inv.Files, File{Path: name, Address: site.Address(strings.TrimPrefix(name, "static/"))})
	})
	if err != nil {
		return nil, err
	}
	inv.Files = work.Map(s.Workers, inv.Files, s.measured)
	s.solo = soloFolders(pages)
	type result struct {
		page     *site.Page
		problems []site.Problem
		err      error
	}
	results := work.Map(s.Workers, pages, func(name string) (r result) {
		r.page, r.problems, r.err = s.page(name)
		return r
	})
	for _, r := range results {
		if r.err != nil {
			return nil, r.err
		}
		inv.Problems = append(inv.Problems, r.problems...)
		inv.Pages = append(inv.Pages, r.page)
		if r.page.Hash == 0 {
			inv.Unread[r.page.Path] = true
		}
	}
	return &inv, nil
}

// soloFolders returns the folders directly under content/ that hold one page
// only, their index.md: content/contact/index.md is a page with its files
// beside it, not the introduction of a section.
func soloFolders(pages []string) map[string]bool {
	count := map[string]int{}
	for _, name := range pages {
		folder, _, _ := strings.Cut(strings.TrimPrefix(name, Folder+"/"), "/")
		count[folder]++
	}
	solo := map[string]bool{}
	for _, name := range pages {
		folder, base, found := strings.Cut(strings.TrimPrefix(name, Folder+"/"), "/")
		if found && count[folder] == 1 && strings.EqualFold(base, "index.md") {
			solo[folder] = true
		}
	}
	return solo
}

// page reads the facts of one page. Those of a file that cannot be used have no
// hash and say just its name, so that links to it are not called unknown too.
func (s *Scanner) page(name string) (*site.Page, []site.Problem, error) {
	data, problems, err := ReadPage(s.FS, name)
	if err != nil {
		return nil, nil, err
	}
	var doc *Document
	if problems == nil {
		doc, problems = parse(name, data, s.known)
	}
	if doc == nil {
		page, _ := s.Facts(&Document{File: name, Meta: &yaml.Node{Kind: yaml.MappingNode}})
		return page, problems, nil
	}
	page, more := s.Facts(doc)
	return page, append(problems, more...), nil
}

// ReadFile returns the bytes of a file that is published as it is, once it is
// known to be harmless.
func (s *Scanner) ReadFile(name string) ([]byte, []site.Problem, error) {
	data, problems, err := ReadFile(s.FS, name)
	if err != nil || problems != nil {
		return nil, problems, err
	}
	if !strings.HasPrefix(name, Folder+"/") {
		return data, nil, nil // static/ is the site's own, not half-trusted
	}
	return data, media.Check(name, data), nil
}

// Document reads a page again, for its body.
func (s *Scanner) Document(p *site.Page) (*Document, schema.Values, error) {
	data, _, err := ReadPage(s.FS, p.Path)
	if err != nil {
		return nil, nil, err
	}
	doc, _ := Parse(p.Path, data)
	if doc == nil || doc.Hash != p.Hash {
		return nil, nil, fmt.Errorf("read %s: %w", p.Path, ErrChanged)
	}
	values, _ := s.decode(p.Type, doc, false)
	return doc, values, nil
}

// walk calls found for each regular file below folder, by path. What cannot be
// published — a link out of the site, a pipe, a device — is said.
func (s *Scanner) walk(folder string, inv *Inventory, found func(name string)) error {
	switch info, err := fs.Stat(s.FS, folder); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil || !info.IsDir():
		inv.Problems = append(inv.Problems, site.Problem{Pos: site.Pos{File: folder}, Severity: site.Error, Rule: "fichier",
			Message: "ce n'est pas un dossier du site : c'est un fichier, ou un lien qui mène ailleurs",
			Hint:    "mettez les fichiers dans un vrai dossier « " + folder + " »"})
		return nil
	}
	err := fs.WalkDir(s.FS, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return readError(name, err)
		}
		if name != folder && noise(d.Name()) {
			if d.IsDir() {
				inv.Ignored = append(inv.Ignored, site.Ignored{Path: name + "/", Usual: usual(d.Name())})
				return fs.SkipDir
			}
			inv.Ignored = append(inv.Ignored, site.Ignored{Path: name, Usual: usual(d.Name())})
			return nil
		}
		switch {
		case d.IsDir():
		case d.Type().IsRegular():
			found(name)
		case d.Type()&fs.ModeSymlink != 0:
			if problem := s.symlink(name); problem != nil {
				inv.Problems = append(inv.Problems, *problem)
				return nil
			}
			found(name)
		default:
			inv.Problems = append(inv.Problems, site.Problem{Pos: site.Pos{File: name}, Severity: site.Warning, Rule: "fichier",
				Message: "ce n'est pas un fichier ordinaire (tube, périphérique…) : il n'est pas lu",
				Hint:    "supprimez-le, ou mettez un vrai fichier à sa place"})
		}
		return nil
	})
	return err
}

// symlink says what is wrong with a symbolic link; nil when it leads to a
// regular file inside the site.
func (s *Scanner) symlink(name string) *site.Problem {
	info, err := fs.Stat(s.FS, name) // follows the link, never out of the site
	switch {
	case err != nil:
		return &site.Problem{Pos: site.Pos{File: name}, Severity: site.Error, Rule: "fichier",
			Message: "ce lien symbolique mène hors du site, ou nulle part : il n'est pas suivi",
			Hint:    "copiez le fichier à la place du lien"}
	case info.IsDir():
		return &site.Problem{Pos: site.Pos{File: name}, Severity: site.Warning, Rule: "fichier",
			Message: "ce lien symbolique mène à un dossier : il n'est pas suivi",
			Hint:    "déplacez le dossier à la place du lien"}
	case !info.Mode().IsRegular():
		return &site.Problem{Pos: site.Pos{File: name}, Severity: site.Warning, Rule: "fichier",
			Message: "ce lien symbolique ne mène pas à un fichier ordinaire : il n'est pas suivi",
			Hint:    "supprimez le lien, ou mettez un vrai fichier à sa place"}
	}
	return nil
}

// fileAddress is the address of a file beside pages: each folder as a page's
// address has it, the name in plain ASCII, its extension in lower case.
func fileAddress(name string) site.Address {
	folder, base := path.Split(name)
	ext := strings.ToLower(path.Ext(base))
	slug := french.Slug(strings.TrimSuffix(base, path.Ext(base)))
	if slug == "" {
		slug = "fichier"
	}
	return slugFolder(folder) + site.Address(slug+ext)
}

// slugFolder returns the address of a folder under content/, with its final
// slash; "" for content/ itself.
func slugFolder(folder string) site.Address {
	folder = strings.Trim(folder, "/")
	if folder == "" {
		return ""
	}
	parts := strings.Split(folder, "/")
	for i, part := range parts {
		if parts[i] = french.Slug(part); parts[i] == "" {
			parts[i] = "dossier"
		}
	}
	return site.Address(strings.Join(parts, "/") + "/")
}

// unnamed says whether a part of a path has neither a letter nor a digit that an
// address could keep: "..", "+++".
func unnamed(folder string) bool {
	for part := range strings.SplitSeq(strings.Trim(folder, "/"), "/") {
		if french.Slug(part) == "" && folder != "" {
			return true
		}
	}
	return false
}
