package schema

import (
	"slices"
	"strings"

	"essaim/generator/site"
)

// CommonManual returns the chapter of the fields that all types have.
func CommonManual(s *site.Schema) []byte {
	m := &manual{schema: s}
	m.front("Les champs communs à toutes les fiches",
		"Les champs que toutes les pages peuvent avoir, comment s'écrivent leurs valeurs, et ce que veulent dire obligatoire, attendu et facultatif.",
		"communs", firstChapter)
	m.out.WriteString(commonIntroduction)
	for _, k := range kinds {
		doc, ok := strings.CutPrefix(lower(k.Doc), k.want)
		switch {
		case k.Name == group || slices.Contains(plainKinds, k.Name) || doc == ".":
		case ok:
			m.out.WriteString("- **" + first(k.want) + "**" + doc + "\n")
		default:
			m.out.WriteString("- **" + first(k.want) + "** : " + doc + "\n")
		}
	}
	m.fields(s.Common, s.Common)
	return m.out.Bytes()
}

// plainKinds are explained where they are used.
var plainKinds = []string{"texte", "texte-long", "texte-par-langue", "choix"}

const commonIntroduction = `
Ces champs sont les mêmes pour toutes les pages. Le chapitre de chaque type donne les siens, et ceux d'ici qu'il change.

- **Obligatoire** : sans ce champ, c'est une erreur, et le site n'est pas publié.
- **Attendu** : sans ce champ, un avertissement le rappelle.
- **Facultatif** : rien n'est dit quand il manque.

Tant qu'une page est un brouillon, rien ne lui est exigé : une ligne dit seulement ce qui lui manque. Et dans un dossier qui n'est pas celui de son type, un champ obligatoire qui manque n'est qu'un avertissement.

## Écrire les valeurs

` + "```yaml" + `
# Une valeur.
licence: cc-by-4.0

# Plusieurs valeurs,
# sur une ligne ou une par ligne.
lecteurs: [equipes, familles]
mots_cles:
  - robots de sol
  - repérage

# Un champ fait d'autres champs,
# sur une ligne ou décalés.
relecture: {par: Équipe Veille, le: 2026-09-01}
contact:
  nom: Référente numérique
  courriel: numerique@example.org

# Plusieurs de ces groupes.
structures:
  - {structure: ecole-des-tilleuls, role: porteur}
  - {structure: mediatheque, role: partenaire}
` + "```" + `

Une valeur qui contient « : » se met entre guillemets droits. Un champ laissé vide compte comme absent.

Les formes comprises :

`
