package schema

import (
	"net/url"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

var addressForms = fragments{written(anyCase("http") + `[sS]?://[^\s/?#@\\"<>]+(?:[/?#][^ ` + "\u00a0" + `\\"<>]*)?`)}

func decodeAddress(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	if webAddress(text) {
		return text
	}
	hint := f.Doc
	if guess := "https://" + text; !strings.Contains(text, ":") && strings.Contains(text, ".") && webAddress(guess) {
		hint = "écrivez l'adresse entière : " + guess
	}
	return r.refuse(f, n, "champ-type", quote(text)+" n'est pas une adresse du Web : elle commence par https:// ou http:// et n'a pas d'espace", hint)
}

func webAddress(text string) bool {
	if strings.ContainsAny(text, " \u00a0\\\"<>") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil
}

var mail = regexp.MustCompile(`^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\.[A-Za-z]{2,}$`)

var mailForms = fragments{written(`(?:mailto:)?[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\.[A-Za-z]{2,}`)}

func decodeMail(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	text = strings.TrimPrefix(text, "mailto:")
	if !mail.MatchString(text) {
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas une adresse de courriel", "par exemple contact@exemple.fr")
	}
	return text
}

func decodeReference(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	return Reference(text)
}

var fileForms = fragments{{Type: scalarTypes, Not: &fragment{Pattern: `://|\\`, Type: "string"}}}

func decodeFile(r *reading, f *site.Field, n *yaml.Node) any {
	text, ok := r.line(f, n)
	if !ok {
		return nil
	}
	switch {
	case strings.Contains(text, "://"):
		return r.refuse(f, n, "fichier", quote(text)+" est une adresse, pas un fichier du site", "téléchargez le fichier et posez-le à côté de la page")
	case strings.Contains(text, `\`):
		return r.refuse(f, n, "fichier", quote(text)+" n'est pas un chemin du site", "les dossiers se séparent par « / », et le fichier est dans le site")
	}
	return text
}
