package config

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// Key is one key of site.yaml. The manual prints this table.
type Key struct {
	Name string
	Doc  string // what it is for, in French
	Keys []Key  // what it is made of, for a key with keys of its own
	// Later says that the key is kept for a part of essaim that is to come: it
	// is accepted, and said to have no effect.
	Later bool
	read  func(r *reader, key string, value *yaml.Node)
	form  form // what its value may be, for an editor; nil when it has Keys
}

// Keys is every key that site.yaml may have.
var Keys = []Key{
	{Name: "titre", Doc: "Le nom du site. C'est la seule clé obligatoire.", read: text(func(s *Settings) *string { return &s.Title }), form: titleForm},
	{Name: "description", Doc: "Une phrase qui dit à quoi sert le site.", read: text(func(s *Settings) *string { return &s.Description }), form: textForm},
	{Name: "adresse", Doc: "L'adresse publique du site, pour les flux et le plan destiné aux moteurs de recherche.", read: baseURL, form: addressForm},
	{Name: "langue", Doc: "La langue du site (fr par défaut).", read: language, form: languageForm},
	{Name: "theme", Doc: "Le nom du thème (essaim par défaut).", read: theme, form: themeForm},
	{Name: "licence", Doc: "La licence des textes du site (cc-by-4.0 par défaut).", read: text(func(s *Settings) *string { return &s.License }), form: ref("licence")},
	{Name: "contact", Doc: "L'adresse de la page ou du courriel où écrire à l'équipe.", read: contact, form: contactForm},
	{Name: "editeur", Doc: "Qui publie le site.", Keys: []Key{
		{Name: "nom", Doc: "Le nom de l'organisme, montré en pied de page et dans les flux.", read: text(func(s *Settings) *string { return &s.Publisher }), form: textForm},
		{Name: "adresse", Doc: "Son adresse postale.", Later: true},
		{Name: "telephone", Doc: "Son numéro de téléphone.", Later: true},
		{Name: "site", Doc: "L'adresse de son site.", Later: true},
		{Name: "directeur", Doc: "La fonction de la personne qui dirige la publication.", Later: true},
	}},
	{Name: "hebergeur", Doc: "Qui héberge le site.", Later: true},
	{Name: "menu", Doc: "Les entrées du menu, dans l'ordre : un chemin, ou {titre: …, vers: …}. Par défaut, les rubriques.", read: menu, form: menuForm},
	{Name: "sections", Doc: "Le type des pages d'un dossier qui n'est pas celui du type : {articles: veille}.", read: sections, form: sectionsForm},
	{Name: "medias", Doc: "Les sites de vidéos, de cartes ou d'activités que les pages peuvent présenter, en plus de ceux qu'Essaim connaît : [tube.exemple.org].", read: medias, form: mediasForm},
	{Name: "abreviations", Doc: "Ce que veulent dire les sigles, dans toutes les pages : {ENT: Espace numérique de travail}.", read: abbreviations, form: abbreviationsForm},
	{Name: "bilan", Doc: "oui pour publier, à l'adresse /bilan/, ce que dit la commande essaim bilan (non par défaut).", read: yesOrNo(func(s *Settings) *bool { return &s.Survey }), form: switchForm},
	{Name: "types", Doc: "Des types de contenu, ou des champs, ajoutés par le site.", read: node(func(s *Settings) **yaml.Node { return &s.Types }), form: ref("types")},
	{Name: "vocabulaires", Doc: "Des vocabulaires, ou des termes, ajoutés par le site.", read: node(func(s *Settings) **yaml.Node { return &s.Vocabularies }), form: ref("vocabulaires")},
	{Name: "langues", Doc: "Les autres langues du site.", Later: true},
	{Name: "lecteurs", Doc: "L'ordre et les mots des espaces des lecteurs.", Later: true},
	{Name: "accessibilite", Doc: "La déclaration d'accessibilité.", Later: true},
	{Name: "donnees_personnelles", Doc: "La page sur les données personnelles.", Later: true},
	{Name: "synonymes", Doc: "Les mots que la recherche tient pour équivalents.", Later: true},
	{Name: "recherche", Doc: "Les réglages de la recherche.", Later: true},
	{Name: "seuils", Doc: "Les seuils des contrôles.", Later: true},
}

func text(at func(*Settings) *string) func(*reader, string, *yaml.Node) {
	return func(r *reader, key string, value *yaml.Node) {
		if value.Kind != yaml.ScalarNode {
			r.wrong(key, value, "un texte")
			return
		}
		*at(r.settings) = value.Value
	}
}

// answers are the ways to say yes and no, as in the front matter of pages.
var answers = map[string]bool{
	"oui": true, "vrai": true, "true": true, "yes": true,
	"non": false, "faux": false, "false": false, "no": false,
}

func yesOrNo(at func(*Settings) *bool) func(*reader, string, *yaml.Node) {
	return func(r *reader, key string, value *yaml.Node) {
		answer, known := answers[strings.ToLower(value.Value)]
		if value.Kind != yaml.ScalarNode || !known {
			r.wrong(key, value, "oui ou non")
			return
		}
		*at(r.settings) = answer
	}
}

// languageTag is the form of a language (BCP 47): fr, fr-FR, zh-Hant.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func language(r *reader, key string, value *yaml.Node) {
	if value.Kind != yaml.ScalarNode || !languageTag.MatchString(value.Value) {
		r.wrong(key, value, "une langue, comme fr ou en")
		return
	}
	r.settings.Lang = value.Value
}

func theme(r *reader, key string, value *yaml.Node) {
	if value.Kind != yaml.ScalarNode || strings.HasPrefix(value.Value, ".") || strings.ContainsAny(value.Value, "/\\") {
		r.wrong(key, value, "le nom d'un dossier de themes/")
		return
	}
	r.settings.Theme = value.Value
}

func node(at func(*Settings) **yaml.Node) func(*reader, string, *yaml.Node) {
	return func(r *reader, key string, value *yaml.Node) {
		if value.Kind != yaml.MappingNode {
			r.wrong(key, value, "des lignes « clé: valeur » en retrait")
			return
		}
		*at(r.settings) = value
	}
}

func baseURL(r *reader, key string, value *yaml.Node) {
	if value.Kind != yaml.ScalarNode {
		r.wrong(key, value, "une adresse")
		return
	}
	base, err := BaseURL(value.Value)
	if err != nil {
		r.problem(position(value), site.Error, err.Error(), "par exemple : adresse: https://mon-groupe.forge.apps.education.fr/mon-site/")
		return
	}
	r.settings.BaseURL = base
}

// mail is the form of an e-mail address, as in the front matter of pages.
var mail = regexp.MustCompile(`^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\.[A-Za-z]{2,}$`)

// contact reads what every page has a link to: an e-mail, a page elsewhere, or
// one of the site, which is looked for later.
func contact(r *reader, key string, value *yaml.Node) {
	to := strings.TrimPrefix(strings.TrimSpace(value.Value), "mailto:")
	u, err := url.Parse(to)
	elsewhere := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(to, ` \"<>`)
	if value.Kind != yaml.ScalarNode || strings.ContainsAny(to, ":@") && !elsewhere && !mail.MatchString(to) {
		r.wrong(key, value, "une page du site, un courriel ou une adresse qui commence par https://")
		return
	}
	r.settings.Contact = to
}

func menu(r *reader, key string, value *yaml.Node) {
	if value.Kind != yaml.SequenceNode {
		r.wrong(key, value, "une liste")
		return
	}
	for _, entry := range value.Content {
		item := MenuItem{Pos: position(entry)}
		switch entry.Kind {
		case yaml.ScalarNode:
			item.To = entry.Value
		case yaml.MappingNode:
			keys := []Key{
				{Name: "titre", read: text(func(*Settings) *string { return &item.Label })},
				{Name: "vers", read: text(func(*Settings) *string { return &item.To })},
			}
			r.mapping("menu.", keys, entry)
			item.Pos = r.settings.Pos("menu.vers")
		}
		if item.To == "" {
			r.problem(position(entry), site.Error, "cette entrée du menu ne mène nulle part", "écrivez par exemple : - {titre: Le guide, vers: /guide/}")
			continue
		}
		r.settings.Menu = append(r.settings.Menu, item)
	}
}

// medias reads names of hosts, or addresses of which only the host counts.
func medias(r *reader, key string, value *yaml.Node) {
	names := value.Content
	if value.Kind == yaml.ScalarNode {
		names = []*yaml.Node{value}
	} else if value.Kind != yaml.SequenceNode {
		r.wrong(key, value, "une liste de noms de sites")
		return
	}
	for _, node := range names {
		name := strings.ToLower(strings.TrimSpace(node.Value))
		if _, after, ok := strings.Cut(name, "://"); ok {
			name = after
		}
		name, _, _ = strings.Cut(name, "/")
		name = strings.TrimPrefix(name, "www.")
		ascii, err := idna.ToASCII(name)
		if node.Kind != yaml.ScalarNode || err != nil || !host.MatchString(ascii) || !strings.Contains(ascii, ".") {
			r.problem(position(node), site.Error, fmt.Sprintf("« %s » n'est pas le nom d'un site", node.Value), "par exemple : medias: [tube.exemple.org]")
			continue
		}
		r.settings.Medias = append(r.settings.Medias, ascii)
	}
}

func abbreviations(r *reader, key string, value *yaml.Node) {
	const longestName, longestMeaning = 60, 1_000 // bytes, as in the text of a page
	if value.Kind != yaml.MappingNode {
		r.wrong(key, value, "des lignes « sigle: ce qu'il veut dire »")
		return
	}
	r.settings.Abbreviations = make(map[string]string, len(value.Content)/2)
	for i := 0; i+1 < len(value.Content); i += 2 {
		name, meaning := value.Content[i], value.Content[i+1]
		short, long := strings.TrimSpace(name.Value), strings.TrimSpace(meaning.Value)
		switch {
		case meaning.Kind != yaml.ScalarNode || long == "":
			r.wrong(key+"."+short, meaning, "ce que veut dire le sigle")
		case short == "" || len(short) > longestName || len(long) > longestMeaning:
			r.problem(position(name), site.Error, fmt.Sprintf("« %s » n'est pas un sigle, ou son sens est trop long", short), r.doc)
		default:
			r.settings.Abbreviations[short] = long
		}
	}
}

func sections(r *reader, key string, value *yaml.Node) {
	if value.Kind != yaml.MappingNode {
		r.wrong(key, value, "des lignes « dossier: type »")
		return
	}
	for i := 0; i+1 < len(value.Content); i += 2 {
		folder, typ := value.Content[i], value.Content[i+1]
		if typ.Kind != yaml.ScalarNode {
			r.wrong(key+"."+folder.Value, typ, "le nom d'un type")
			continue
		}
		if french.Slug(folder.Value) == "" {
			r.problem(position(folder), site.Error, fmt.Sprintf("« %s » n'est pas le nom d'un dossier", folder.Value), r.doc)
			continue
		}
		r.settings.Sections[french.Slug(folder.Value)] = typ.Value
		r.settings.pos[key+"."+french.Slug(folder.Value)] = position(typ)
	}
}
