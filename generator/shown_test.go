package generator_test

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator"
	"essaim/generator/internal/french"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// ownType declares a type of which the theme knows nothing, with a field of
// each kind, and a field more for types that it knows.
const ownType = `
types:
  communs:
    champs:
      quartier: {titre: Quartier, nature: texte, aide: "Le quartier."}
  projet:
    champs:
      cout: {titre: Coût, nature: nombre, aide: "Le coût."}
      partenaires: {titre: Partenaires, nature: groupe, liste: oui, aide: "Qui aide.", champs: {nom: {titre: Nom, nature: texte, aide: "Son nom."}}}
  ressource:
    dossier: ressources
    nom: Ressource
    champs:
`

// unshown are the fields that a page does not show, by type and path, or path
// alone: they act on the page instead, or go with another one.
var unshown = []string{
	"etat", "publie_le", "expire_le", "langue", "alias", "id", "slug", "type", "ordre", // act on the page
	"lecteurs",           // are those of the portals that list it
	"traductions.langue", // is shown as the name of the link
	"image.decorative", "image.personnes.identifiables", "image.personnes.mineurs", "image.personnes.autorisation", "image.personnes.valable_jusqu_au",
	"evenement.organisateurs.nom", "evenement.supports.fichier", // the structure, the address go first
	"evenement.inscription", "evenement.places", // nobody signs up for what is called off
}

// TestEveryFieldIsShown fills every public field of every type, and looks for
// what was written on the page: a field that a layout forgets is work that an
// author did for nothing.
func TestEveryFieldIsShown(t *testing.T) {
	settings := "titre: Essai\nadresse: https://exemple.test/\n" + ownType
	for _, k := range schema.Kinds() {
		if k.Name == "groupe" {
			continue
		}
		more := map[string]string{"choix": "vocabulaire: acces, ", "reference": "vers: [outil], "}[k.Name]
		settings += fmt.Sprintf("      un_%s: {titre: Un, nature: %s, %saide: \"Un.\"}\n", strings.ReplaceAll(k.Name, "-", "_"), k.Name, more)
		settings += fmt.Sprintf("      des_%s: {titre: Des, nature: %s, %sliste: oui, aide: \"Des.\"}\n", strings.ReplaceAll(k.Name, "-", "_"), k.Name, more)
	}
	settings += "      groupe: {titre: Groupe, nature: groupe, aide: \"G.\", champs: {a: {titre: A, nature: texte, aide: \"A.\"}, b: {titre: B, nature: groupe, liste: oui, principal: c, aide: \"B.\", champs: {c: {titre: C, nature: date, aide: \"C.\"}, d: {titre: D, nature: duree, aide: \"D.\"}, e: {titre: E, nature: texte, prive: oui, aide: \"E.\"}}}}}\n"
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(settings), &doc); err != nil {
		t.Fatal(err)
	}
	declared, problems := schema.Load(schema.Extension{File: "site.yaml", Types: doc.Content[0].Content[5]})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	fsys := small("site.yaml", settings)
	wanted := map[string]map[string]string{} // folder → path of a field → what is looked for
	for _, typ := range declared.Types {
		folder := typ.Folder
		if folder == "" {
			folder = "pages"
		}
		s := &sampler{declared: declared, shown: map[string]string{}, n: 100 * len(wanted)}
		values := s.group(typ.Fields, typ.Name)
		values["titre"], s.shown[typ.Name+".titre"] = "Marque de "+typ.Name, "Marque de "+typ.Name
		values["slug"], values["type"] = "marque-"+typ.Name, typ.Name
		values["etat"], values["publie_le"], values["expire_le"], values["alias"] = "publie", "2026-01-01", "2040-01-01", []string{"/ancien-" + typ.Name}
		values["langue"], values["id"] = "fr", "id-"+typ.Name
		front, err := yaml.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		path := "content/" + folder + "/x.md"
		for name, text := range map[string]string{path: "---\n" + string(front) + "---\nTexte.\n",
			"content/" + folder + "/marque.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`} {
			fsys[name] = small(name, text)[name]
		}
		wanted[folder] = s.shown
	}
	out := filepath.Join(t.TempDir(), "public")
	r, err := openFS(t, fsys, generator.Options{Output: out, Today: today}).Build(context.Background())
	if err != nil || !r.Published {
		t.Fatalf("%v\n%v", err, r.Problems)
	}
	for folder, fields := range wanted {
		found, err := filepath.Glob(filepath.Join(out, folder, "marque-*", "index.html"))
		if err != nil || len(found) != 1 {
			t.Fatal(folder, found, err)
		}
		data, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		page := bare(html.UnescapeString(string(data)))
		for path, text := range fields {
			_, rest, _ := strings.Cut(path, ".")
			hidden := slices.Contains(unshown, path) || slices.Contains(unshown, rest)
			if shown := slices.ContainsFunc(strings.Split(text, "|"), func(one string) bool { return strings.Contains(page, bare(one)) }); !shown && !hidden {
				t.Errorf("%s: %q is not on the page", path, text)
			}
		}
		if strings.Contains(page, "secret") {
			t.Errorf("%s: a private field is on the page", folder)
		}
	}
}

var spaces = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)

func bare(s string) string { return spaces.ReplaceAllString(strings.ReplaceAll(s, "’", "'"), "") }

// sampler fills fields with values that are each found again.
type sampler struct {
	declared *site.Schema
	n        int
	shown    map[string]string // path of a field, type first → what the page says, with bars between the ways to say it
}

func (s *sampler) group(fields []*site.Field, path string) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		s.n++
		value := s.value(f, path+"."+f.Key)
		if f.List {
			value = []any{value}
		}
		values[f.Key] = value
	}
	return values
}

func (s *sampler) value(f *site.Field, path string) any {
	mark := fmt.Sprintf("Marque%04d", s.n)
	value, text := any(mark), mark
	date := site.Date{Year: 2030, Month: int8(1 + s.n/28%12), Day: int8(1 + s.n%28)}
	switch f.Kind {
	case "groupe":
		return s.group(f.Fields, path)
	case "texte-par-langue":
		value = map[string]string{"tr": mark}
	case "nombre", "entier":
		value, text = 70_000+s.n, french.FormatNumber(float64(70_000+s.n))
	case "oui-non":
		value, text = true, "Oui"
	case "date":
		value, text = date.String(), french.FormatDate(date)
	case "moment":
		date.Clock = 14*60 + 1
		value, text = strings.Replace(date.String(), "T", " ", 1), french.FormatDate(date)+"|"+french.FormatDate(date.DateOnly())
	case "duree":
		value, text = fmt.Sprint(600+s.n, " min"), french.FormatDuration(site.Duration(600+s.n))
	case "adresse":
		text = strings.ToLower(mark) + ".example"
		value = "https://" + text + "/"
	case "courriel":
		text = strings.ToLower(mark) + "@exemple.fr"
		value = text
	case "choix":
		v := s.declared.Vocabulary(f.Vocabulary)
		if v.Open {
			break
		}
		last := v.Terms[len(v.Terms)-1]
		value, text = last.ID, last.Label+"|"+last.Short
	case "reference":
		to := "structure"
		if len(f.To) > 0 {
			to = f.To[0]
		}
		value, text = "marque-"+to, "Marque de "+to
	case "fichier":
		value, text = "marque.svg", "marque.svg"
	case "langue":
		value, text = "tr", "Türkçe"
	case "identifiant":
		value, text = strings.ToLower(mark), strings.ToLower(mark)
	case "uai":
		value, text = "0751234J", "0751234J"
	case "siren":
		value, text = "130025265", "130025265"
	}
	if f.Private {
		return map[bool]any{true: "secret", false: value}[f.Kind == "texte" || f.Kind == "texte-long"]
	}
	s.shown[path] = text
	return value
}
