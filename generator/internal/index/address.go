package index

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"essaim/generator/site"
)

// A claim is what an address has been given to.
type claim struct {
	pos  site.Pos
	what string // in the author's words: "la page", "la liste « Projets »"
}

// Claim gives an address to what an author would recognise. The first claimant
// keeps it; the second gets false, and a problem names both: no page is lost in
// silence.
func (ix *Index) Claim(a site.Address, pos site.Pos, what string) bool {
	file := site.Address(a.File())
	first, taken := ix.claims[file]
	if !taken {
		ix.claims[file] = claim{pos, what}
		return true
	}
	where := strings.TrimSpace(first.what + " " + first.pos.File)
	hint := "renommez le fichier ou le dossier, ou donnez à la page un autre « slug »"
	switch {
	case pos.File == "": // what is generated has no file of its own: the author's is where to mend it
		pos, where = first.pos, what
	case strings.HasPrefix(what, "une ancienne adresse"):
		hint = "retirez cette adresse de « alias »"
	case pos.File != first.pos.File && norm.NFC.String(pos.File) == norm.NFC.String(first.pos.File):
		hint = "les deux noms se lisent de la même façon, mais leurs accents ne sont pas écrits de même : supprimez l'un des deux fichiers"
	}
	ix.Problems = append(ix.Problems, site.Problem{Pos: pos, Severity: site.Error, Rule: "adresse-double",
		Message: fmt.Sprintf("l'adresse « /%s » est déjà %s", a, belonging(where)), Hint: hint})
	return false
}

// belonging says, after « l'adresse est déjà », whose it is.
func belonging(owner string) string {
	switch article, rest, _ := strings.Cut(owner, " "); article {
	case "une": // "une ancienne adresse de …"
		return owner
	case "un":
		return "celle d'" + owner
	case "le":
		return "celle du " + rest
	}
	return "celle de " + owner
}

// Claimed says whether something is published at the address a.
func (ix *Index) Claimed(a site.Address) bool {
	_, ok := ix.claims[site.Address(a.File())]
	return ok
}

// MenuEntry is an entry of the main menu.
type MenuEntry struct {
	Label   string
	Address site.Address
}

// SetMenu keeps the main menu; it is part of link.
func (ix *Index) SetMenu(entries []MenuEntry) { ix.menu = entries }

// SetContact keeps the page where one writes to the team; it is part of link.
func (ix *Index) SetContact(page MenuEntry) { ix.contact = &page }

// TermAddress returns the address of the page of a term. Audiences have their
// portal at the root: /familles/.
func TermAddress(t *site.Term) site.Address {
	if t.Vocabulary.Name == AudienceVocabulary {
		return site.Address(t.ID + "/")
	}
	return site.Address(t.Vocabulary.Name + "/" + t.ID + "/")
}

// AudienceVocabulary is the vocabulary whose terms have portals.
const AudienceVocabulary = "lecteurs"

// PortalPassages is the number of pages whose passages the portal of an audience
// shows; those of all are on a list of their own when there are more.
const PortalPassages = 6

// ListAddress returns the address of the first page of a list.
func (ix *Index) ListAddress(list string) site.Address {
	kind, rest, _ := strings.Cut(list, "/")
	switch kind {
	case "section":
		return site.Address(rest + "/")
	case "type":
		if t := ix.Schema.Type(rest); t != nil && t.Folder != "" {
			return site.Address(t.Folder + "/")
		}
	case "passages":
		return site.Address(rest + "/passages/")
	case "terme":
		vocabulary, id, _ := strings.Cut(rest, "/")
		return TermAddress(&site.Term{ID: id, Vocabulary: &site.Vocabulary{Name: vocabulary}})
	}
	return ""
}

func windowAddress(list site.Address, key string) site.Address {
	return list + "archives/" + site.Address(key) + "/"
}

// WindowKeys returns the keys of the windows of a list with their addresses,
// in its order, and the group of each.
func (ix *Index) WindowKeys(list string) []site.Window {
	var out []site.Window
	for _, w := range ix.windows[list] {
		out = append(out, site.Window{Key: w.key, Group: w.group, Address: windowAddress(ix.ListAddress(list), w.key)})
	}
	return out
}

// capital makes a title of a folder's name: "vie-scolaire" → "Vie scolaire".
func capital(s string) string {
	s = strings.NewReplacer("-", " ", "_", " ").Replace(s)
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
