package markdown

import (
	"cmp"
	"strings"
)

// labels are the words that the renderer itself writes in a page, by language.
var labels = map[string]map[string]string{
	"fr": {
		"info": "À savoir", "astuce": "Astuce", "important": "Important", "attention": "Attention", "danger": "Danger",
		"reussite": "Réussite", "question": "Question", "exemple": "Exemple", "citation": "Citation", "resume": "En résumé",
		"spoiler": "Afficher la suite", "bilan": "Bilan", "etape": "Étape", "telechargement": "À télécharger",
		"equipes": "Pour les équipes", "familles": "Pour les familles", "eleves": "Pour les élèves",
		"sommaire": "Sommaire", "partenaires": "Pour les partenaires", "formateurs": "Pour les formateurs",
		"voir-video": "Voir la vidéo sur", "ecouter": "Écouter sur", "ouvrir-activite": "Ouvrir l’activité sur", "ouvrir-carte": "Ouvrir la carte sur",
		"voir-donnees": "Voir les données sur", "lire-document": "Lire le document sur", "ouvrir-ressource": "Ouvrir la ressource sur",
		"fait": "Fait", "a-faire": "À faire", "retour-note": "Retour au texte",
		"rien-charge": "Cette page n’en charge rien\u00a0: vous ne vous y connectez qu’en suivant ce lien.", "transcription": "Transcription",
		"sans-objet": "Sans objet", "annule": "Annulé", "en-cours": "En cours", "reporte": "Reporté",
	},
	"en": {
		"info": "Good to know", "astuce": "Tip", "important": "Important", "attention": "Warning", "danger": "Danger",
		"reussite": "Success", "question": "Question", "exemple": "Example", "citation": "Quotation", "resume": "Summary",
		"spoiler": "Show more", "bilan": "Review", "etape": "Step", "telechargement": "Download",
		"equipes": "For school teams", "familles": "For families", "eleves": "For pupils",
		"sommaire": "Contents", "partenaires": "For partners", "formateurs": "For trainers",
		"voir-video": "Watch the video on", "ecouter": "Listen on", "ouvrir-activite": "Open the activity on", "ouvrir-carte": "Open the map on",
		"voir-donnees": "See the data on", "lire-document": "Read the document on", "ouvrir-ressource": "Open the resource on",
		"fait": "Done", "a-faire": "To do", "retour-note": "Back to the text",
		"rien-charge": "This page loads nothing from it: you connect to it only by following this link.", "transcription": "Transcript",
		"sans-objet": "Not applicable", "annule": "Cancelled", "en-cours": "In progress", "reporte": "Postponed",
	},
}

// labelAttribute keeps, on a node, the name that is read of it.
const labelAttribute = "_nom"

// label returns a word in the language of the text, in French when it has none.
func (p *page) label(key string) string {
	word, _ := labelIn(p.src.Lang, key)
	return word
}

// labelIn returns a word in a language, or in French, which it then names.
func labelIn(lang, key string) (word, inFrench string) {
	code, _, _ := strings.Cut(strings.ToLower(cmp.Or(lang, "fr")), "-")
	if word := labels[code][key]; word != "" {
		return word, ""
	}
	return labels["fr"][key], "fr"
}
