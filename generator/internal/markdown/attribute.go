package markdown

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// attr is one thing said between braces, not checked yet.
type attr struct {
	key, value string // "class" for .droite, "id" for #ici
	at         int    // bytes after the opening brace
}

const longestList = 300 // bytes looked at

// attributes reads the braces that raw begins with and returns what follows
// them; a nil list when there are none, and what stands there is text.
func attributes(raw []byte) (list []attr, rest []byte) {
	s := raw[:min(len(raw), longestList)]
	if len(s) < 3 || s[0] != '{' {
		return nil, raw
	}
	i := 1
	if s[i] == ':' {
		i++
	}
	for {
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if i == len(s) || s[i] == '}' && list == nil {
			return nil, raw
		}
		if s[i] == '}' {
			return list, raw[i+1:]
		}
		a, end := oneAttribute(s, i)
		if end == 0 {
			return nil, raw
		}
		list, i = append(list, a), end
	}
}

// oneAttribute reads .name, #name or key=value at i and returns where it ends;
// 0 when it is none.
func oneAttribute(s []byte, i int) (attr, int) {
	if s[i] == '.' || s[i] == '#' {
		key := "class"
		if s[i] == '#' {
			key = "id"
		}
		end := nameEnd(s, i+1)
		for key == "id" && end > 0 && end < len(s) && (s[end] == ':' || s[end] == '.') && nameEnd(s, end+1) > 0 { // {#fig:robot} of Pandoc
			end = nameEnd(s, end+1)
		}
		return attr{key, string(s[i+1 : max(end, i+1)]), i}, end
	}
	if s[i] == '-' && i+1 < len(s) && (s[i+1] == '}' || s[i+1] == ' ') { // Pandoc: not numbered
		return attr{"class", "unnumbered", i}, i + 1
	}
	end := nameEnd(s, i)
	if end > 0 && end < len(s) && s[end] != '=' && decorativeWords[strings.ToLower(string(s[i:end]))] { // ![](a.jpg){decorative}
		return attr{key: string(s[i:end]), at: i}, end
	}
	if end == 0 || end+1 >= len(s) || s[end] != '=' {
		return attr{}, 0
	}
	a := attr{key: strings.ToLower(string(s[i:end])), at: i}
	start, stop := end+1, 0
	if quote := s[start]; quote == '"' || quote == '\'' {
		start++
		stop = start + bytes.IndexByte(s[start:], quote)
		end = stop + 1
	} else {
		stop = start + bytes.IndexAny(s[start:], " \t\n{}\"'")
		end = stop
		if stop == start {
			return attr{}, 0
		}
	}
	if stop < start || end >= len(s) || s[end] != ' ' && s[end] != '\t' && s[end] != '}' {
		return attr{}, 0
	}
	a.value = string(s[start:stop])
	return a, end
}

// nameEnd returns where the name at i ends; 0 when there is none.
func nameEnd(s []byte, i int) int {
	start := i
	for i < len(s) && (util.IsAlphaNumeric(s[i]) || s[i] >= 0x80 || i > start && (s[i] == '-' || s[i] == '_')) {
		i++
	}
	if i == start || util.IsNumeric(s[start]) {
		return 0
	}
	return i
}

// classes are the looks that the theme has for what an author names. Any other
// class could pass a passage off as a part of the frame.
var classes = []string{"bouton", "centre", "chapeau", "discret", "droite", "gauche", "grand", "large", "petit"}

// classNames are the names that they have in other dialects.
var classNames = map[string]string{
	"button": "bouton", "btn": "bouton", "md-button": "bouton", "md-button--primary": "bouton",
	"center": "centre", "text-center": "centre", "align-center": "centre",
	"lead": "chapeau", "lede": "chapeau",
	"right": "droite", "float-right": "droite", "text-right": "droite", "align-right": "droite",
	"left": "gauche", "float-left": "gauche", "text-left": "gauche", "align-left": "gauche",
	"big": "grand", "wide": "large", "small": "petit",
}

// needlessClasses ask for what is so already.
var needlessClasses = []string{"unnumbered", "unlisted", "annotate"}

var classWords = slices.Concat(classes, slices.Sorted(maps.Keys(classNames)))

var (
	idForm   = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,79}$`)
	langForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$`) // BCP 47
)

// taughtLanguages gives the codes of the languages that schools teach.
var taughtLanguages = map[string]string{
	"allemand": "de", "anglais": "en", "arabe": "ar", "basque": "eu", "breton": "br", "catalan": "ca", "chinois": "zh",
	"corse": "co", "creole": "gcf", "espagnol": "es", "francais": "fr", "grec": "el", "hebreu": "he", "italien": "it",
	"japonais": "ja", "latin": "la", "occitan": "oc", "polonais": "pl", "portugais": "pt", "russe": "ru", "turc": "tr",
	"ukrainien": "uk", "english": "en", "french": "fr", "german": "de", "spanish": "es",
}

// rightToLeft are the taughtLanguages that are written so.
var rightToLeft = []string{"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

// allow writes on a node the classes, the id and the language of a list that
// stands at offset, and says what is not admitted. They are then final: what
// writes the node writes them as they are.
func (p *page) allow(n ast.Node, list []attr, offset int) {
	var names []string
	for _, a := range list {
		at := offset + a.at
		switch a.key {
		case "class":
			for _, name := range strings.Fields(a.value) {
				if name = p.class(name, at); name != "" && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		case "id":
			if p.authorID(a.value, at) {
				n.SetAttributeString("id", []byte(a.value))
			}
		case "lang":
			if p.languageCode(a.value, at) {
				n.SetAttributeString("lang", []byte(a.value))
				if code, _, _ := strings.Cut(strings.ToLower(a.value), "-"); slices.Contains(rightToLeft, code) {
					n.SetAttributeString("dir", []byte("rtl"))
				}
			}
		default:
			p.warn(at, "attribut", "l'attribut « "+a.key+" » n'est pas admis : il est ignoré",
				"ce qui peut être dit entre accolades : .classe, #identifiant, lang=en")
		}
	}
	if len(names) > 0 {
		n.SetAttributeString("class", []byte(strings.Join(names, " ")))
	}
}

// class returns the class that a name means, "" when there is none.
func (p *page) class(name string, offset int) string {
	name = strings.ToLower(name)
	if slices.Contains(classes, name) {
		return name
	}
	if known, ok := classNames[name]; ok {
		return known
	}
	if slices.Contains(needlessClasses, name) {
		return ""
	}
	hint := "les classes connues : ." + strings.Join(classes, ", .")
	if near := p.guess(name, classWords); near != "" {
		hint = "écrire ." + near + " ; " + hint
	}
	p.warn(offset, "attribut", "la classe "+quoted("."+name)+" n'est pas connue : elle est ignorée", hint)
	return ""
}

// authorID tells whether an author may have an id, and takes it.
func (p *page) authorID(id string, offset int) bool {
	switch {
	case p.ids == nil:
		p.warn(offset, "attribut", "un identifiant n'est possible que dans le texte d'une page", "retirer "+quoted("#"+id))
	case !idForm.MatchString(id):
		hint := "des lettres sans accent en minuscules, des chiffres et des traits d'union : #mon-titre"
		if slug := french.Slug(id); idForm.MatchString(slug) {
			hint = "écrire #" + slug
		}
		p.warn(offset, "attribut", "l'identifiant "+quoted("#"+id)+" n'est pas valable : il est ignoré", hint)
	case p.ids.used[id]:
		p.warn(offset, "attribut", "l'identifiant "+quoted("#"+id)+" est déjà pris dans la page : il est ignoré", "en choisir un autre")
	default:
		p.ids.used[id] = true
		return true
	}
	return false
}

// languageCode tells whether a code has the form of a language.
func (p *page) languageCode(code string, offset int) bool {
	if langForm.MatchString(code) {
		return true
	}
	hint := "un code comme en, es, de ou pt-BR : lang=en"
	if known := taughtLanguages[french.Fold(code)]; known != "" {
		hint = "écrire lang=" + known
	}
	p.warn(offset, "attribut", quoted(code)+" n'est pas le code d'une langue : il est ignoré", hint)
	return false
}

// said writes what an author said of a node, in the tag that is being written;
// classes, which are ours, go before.
func said(w util.BufWriter, n ast.Node, classes string) {
	for _, name := range []string{"id", "class", "lang", "dir"} {
		value, _ := n.AttributeString(name)
		text, _ := value.([]byte)
		if name == "class" {
			text = []byte(strings.TrimSpace(classes + " " + string(text)))
		}
		if len(text) > 0 {
			attribute(w, name, string(text))
		}
	}
}
