package media

import (
	"bytes"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"essaim/generator/site"
)

// maxPixels is the largest picture that is published: a few kilobytes can hold
// a picture that no reader's machine can open.
const maxPixels = 100_000_000

// refusals says, for kinds of file that authors are known to try, why they are
// not published and what to do.
var refusals = []struct {
	extensions []string
	why, hint  string
}{
	{[]string{".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".xml", ".xsl", ".xslt", ".xht", ".hta"},
		"une page web peut contenir un programme",
		"écrire le contenu dans une page .md, ou le publier en PDF"},
	{[]string{".js", ".mjs", ".css", ".wasm", ".swf", ".php", ".py", ".rb", ".jar"},
		"un programme ou un style ne peut être publié que par un thème",
		"pour le faire télécharger, le mettre dans une archive .zip"},
	{[]string{".exe", ".msi", ".bat", ".cmd", ".com", ".ps1", ".sh", ".app", ".dmg", ".apk", ".deb", ".scr", ".vbs", ".lnk"},
		"un programme n'est pas publié", "écrire un lien vers le site de son éditeur"},
	{[]string{".docm", ".xlsm", ".pptm", ".dotm", ".xltm"},
		"un document avec des macros peut contenir un programme", "l'enregistrer sans macros, ou en PDF"},
	{[]string{".doc", ".xls", ".ppt", ".pps", ".rtf", ".pages", ".numbers", ".key", ".pub", ".wpd"},
		"peu de lecteurs peuvent ouvrir ce format", "l'enregistrer en .odt, .ods, .odp ou en PDF"},
	{[]string{".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd", ".raw", ".jp2", ".jxl"},
		"les navigateurs ne montrent pas tous ce format d'image", "l'enregistrer en .jpg, .png ou .webp"},
	{[]string{".svgz"},
		"une image SVG compressée ne peut pas être vérifiée", "l'enregistrer en .svg"},
	{[]string{".mov", ".avi", ".wmv", ".mkv", ".flv", ".mpg", ".mpeg", ".m4v"},
		"les navigateurs ne montrent pas tous ce format de vidéo", "la convertir en .mp4 ou .webm"},
	{[]string{".wma", ".flac", ".aac", ".aif", ".aiff", ".mid", ".amr"},
		"les navigateurs ne lisent pas tous ce format de son", "le convertir en .mp3 ou .ogg"},
	{[]string{".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"},
		"tous les lecteurs ne peuvent pas ouvrir cette archive", "en faire une archive .zip"},
	{[]string{".yaml", ".yml", ".toml", ".env", ".ini", ".conf", ".log", ".bak", ".tmp", ".sql", ".sqlite", ".pem"},
		"ce fichier n'est pas fait pour des lecteurs", "le sortir du dossier content/"},
}

// Check tells whether a file beside pages may be published, from its name, a
// slash path from the site root, and its content; nil when it may.
func Check(file string, data []byte) []site.Problem {
	ext := extension(file)
	f, known := formats[ext]
	switch {
	case !known:
		return unknown(file, ext)
	case len(data) == 0:
		return refuse(file, "le fichier est vide", "le remplacer ou l'effacer")
	case !f.looks(data):
		return refuse(file, "le contenu n'est pas celui d'un fichier "+ext+found(data),
			"l'enregistrer à nouveau dans le format voulu ; changer seulement le nom ne change pas le format")
	}
	switch {
	case ext == ".svg":
		return checkSVG(file, data)
	case strings.HasPrefix(f.mime, "image/"):
		return checkPixels(file, data)
	case strings.HasPrefix(f.mime, "text/") || ext == ".json" || ext == ".srt":
		return checkText(file, ext, data)
	case isZip(data) && bytes.Contains(data, []byte("vbaProject.bin")):
		return refuse(file, "le document contient des macros, qui sont des programmes", "l'enregistrer sans macros, ou en PDF")
	}
	return nil
}

func unknown(file, ext string) []site.Problem {
	for _, r := range refusals {
		if slices.Contains(r.extensions, ext) {
			return refuse(file, "ce fichier n'est pas publié : "+r.why, r.hint)
		}
	}
	if ext == "" || ext == path.Base(file) { // "LISEZMOI", ".htaccess"
		return refuse(file, "ce fichier n'est pas publié : son nom n'a pas d'extension", "le renommer, ou le sortir du dossier content/")
	}
	return refuse(file, "ce fichier n'est pas publié : le format "+ext+" n'est pas connu",
		"l'enregistrer dans un format courant (.pdf, .odt, .jpg, .png, .mp3, .mp4…) ou le mettre dans une archive .zip")
}

// found says what the content of a file is, when it is something telling.
func found(data []byte) string {
	switch kind, _, _ := strings.Cut(http.DetectContentType(data), ";"); kind {
	case "text/html", "text/xml":
		return " : c'est une page web"
	case "application/octet-stream", "text/plain":
		return ""
	default:
		return fmt.Sprintf(" : c'est « %s »", kind)
	}
}

func checkPixels(file string, data []byte) []site.Problem {
	width, height, ok := Size(data)
	if ok && int64(width)*int64(height) > maxPixels {
		p := refuse(file, fmt.Sprintf("l'image est trop grande : %d × %d points", width, height),
			"la réduire : 2\u00a0000 points de large suffisent pour une page")
		p[0].Rule = "image"
		return p
	}
	return nil
}

func checkText(file, ext string, data []byte) []site.Problem {
	switch kind, _, _ := strings.Cut(http.DetectContentType(data), ";"); {
	case kind == "text/html" || kind == "text/xml":
		return refuse(file, "le contenu n'est pas celui d'un fichier "+ext+" : c'est une page web",
			"écrire le contenu dans une page .md, ou le publier en PDF")
	case !utf8.Valid(data):
		p := refuse(file, "le texte n'est pas en UTF-8 : ses accents seront faux à l'écran",
			"l'enregistrer en choisissant l'encodage UTF-8")
		p[0].Severity, p[0].Rule = site.Warning, "encodage"
		return p
	}
	return nil
}

func refuse(file, message, hint string) []site.Problem {
	return []site.Problem{{Pos: site.Pos{File: file}, Severity: site.Error, Rule: "fichier", Message: message, Hint: hint}}
}
