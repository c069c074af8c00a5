package schema

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

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
	return r.refuse(f, n, "champ-type", quote(text)+" n'est pas une adresse du Web : elle commence par https:// ou http:// et n'a pas d'espace", addressHint(text))
}

var (
	webPart    = regexp.MustCompile(`https?://[^\s<>()"\\]+`)
	wrongStart = regexp.MustCompile(`^(https?)[:/]*`)
)

// addressHint says which address was meant; "" when that cannot be guessed.
func addressHint(text string) string {
	if u, err := url.Parse(text); err == nil && u.User != nil && u.Host != "" {
		u.User = nil
		return "une adresse publiée n'a ni nom ni mot de passe : " + u.String()
	}
	whole, joined := "https://"+text, strings.Join(strings.Fields(text), "%20")
	part, mended := webPart.FindString(text), wrongStart.ReplaceAllString(text, "$1://")
	switch {
	case !strings.Contains(text, ":") && strings.Contains(text, ".") && webAddress(whole):
		return "écrivez l'adresse entière : " + whole
	case joined != text && strings.Count(text, "://") == 1 && webAddress(joined):
		return "copiez l'adresse telle que le navigateur la donne : " + joined
	case part != text && webAddress(part):
		return "écrivez l'adresse seule : " + part
	case mended != text && webAddress(mended):
		return "écrivez : " + mended
	}
	return ""
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
		return r.refuse(f, n, "champ-type", quote(text)+" n'est pas une adresse de courriel", mailHint(text))
	}
	return text
}

func mailHint(text string) string {
	joined := strings.Join(strings.Fields(text), "")
	switch {
	case strings.Count(text, "@") > 1:
		return "n'en écrivez qu'une, de préférence celle d'un service"
	case mail.MatchString(joined):
		return "sans espace : " + joined
	case strings.ContainsFunc(text, func(c rune) bool { return c > unicode.MaxASCII }):
		return "une adresse de courriel n'a pas d'accent : vérifiez-la"
	}
	return "par exemple contact@exemple.fr"
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
