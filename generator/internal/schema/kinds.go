package schema

import (
	"slices"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// Kind is a kind of field: what its values are and how they are read.
type Kind struct {
	Name string // as `nature` names it, "duree"
	Doc  string // one sentence for the manual
	want string // what a value is, for messages: "une durée"
	// decode reads a scalar or mapping node that is not empty into a Data of
	// Value. It answers nil once it has said what is wrong.
	decode func(r *reading, f *site.Field, n *yaml.Node) any
	// forms are what decode accepts, in a JSON Schema: any one of them.
	forms fragments
}

// group is the kind whose values have fields of their own. The decoder reads
// it itself, and JSONSchema writes it itself, as it does with terms.
const group = "groupe"

var kinds = []Kind{
	{"texte", "Un texte d'une ligne.", "un texte", decodeText, textForms},
	{"texte-long", "Un texte en Markdown, d'une ou plusieurs lignes.", "un texte", decodeLongText, textForms},
	{"texte-par-langue", "Un texte, ou un texte par langue : {fr: …, ar: …}.", "un texte, ou un texte par langue : {fr: …, ar: …}", decodeTextByLanguage, textByLanguageForms},
	{"nombre", "Un nombre, avec ou sans décimales : 12,5.", "un nombre", decodeNumber, numberForms},
	{"entier", "Un nombre entier, zéro ou plus.", "un nombre entier", decodeInteger, integerForms},
	{"oui-non", "oui ou non.", "oui ou non", decodeBool, boolForms},
	{"date", "Un jour, un mois ou une année : 2026-03-12, 12 mars 2026, mars 2026, 2026.", "une date", decodeDate, dateForms},
	{"moment", "Un jour, avec ou sans heure : 2026-12-09 14:00.", "une date, avec ou sans heure", decodeMoment, dateForms},
	{"duree", "Une durée : 45 min, 1 h 30, PT2H.", "une durée", decodeDuration, durationForms},
	{"adresse", "L'adresse d'une page du Web, avec https://.", "une adresse du Web", decodeAddress, addressForms},
	{"courriel", "Une adresse de courriel.", "une adresse de courriel", decodeMail, mailForms},
	{"choix", "Un terme d'un vocabulaire.", "un terme", decodeChoice, nil},
	{"reference", "Une autre page du site, par le nom de son fichier.", "le nom d'une page", decodeReference, textForms},
	{"fichier", "Un fichier du site, à côté de la page.", "le nom d'un fichier", decodeFile, fileForms},
	{"langue", "Le code d'une langue (BCP 47) : fr, ar, zh-Hans.", "le code d'une langue", decodeLanguage, languageForms},
	{"identifiant", "Des minuscules sans accent, des chiffres et des traits d'union.", "un identifiant", decodeIdentifier, identifierForms},
	{group, "Plusieurs champs ensemble.", "des lignes « clé: valeur »", nil, nil},
	{"uai", "Le code UAI d'une école ou d'un établissement : sept chiffres et une lettre.", "un code UAI", decodeUAI, uaiForms},
	{"siren", "Un numéro SIREN : neuf chiffres.", "un numéro SIREN", decodeSIREN, sirenForms},
}

// Kinds returns the kinds of fields, in the order of the manual.
func Kinds() []Kind { return slices.Clone(kinds) }
