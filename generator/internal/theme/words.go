package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

// words are the sentences of the interface in one language, by key.
type words map[string]string

// readWords reads i18n/<lang>.yaml from every layer, upper layers winning. A
// language must say everything that French says.
func readWords(s stack, lang string) (words, []site.Problem, error) {
	reference, problems, err := layered(s, "i18n/fr.yaml")
	if err != nil || problems != nil {
		return nil, problems, err
	}
	name := "i18n/" + lang + ".yaml"
	out, problems, err := layered(s, name)
	if err != nil || problems != nil {
		return nil, problems, err
	}
	if len(out) == 0 {
		return reference, nil, nil // an unknown language reads the interface in French
	}
	for key := range reference {
		if _, ok := out[key]; !ok {
			problems = append(problems, site.Problem{Pos: site.Pos{File: s.name() + "/" + name}, Rule: "theme",
				Message: fmt.Sprintf("la phrase « %s » manque dans cette langue", key)})
		}
	}
	return out, problems, nil
}

// errorLine is where a library says that a file is wrong.
var errorLine = regexp.MustCompile(`line (\d+)`)

// wrong is the problem of a file of the theme that a library cannot read.
func wrong(file string, err error, message, hint string) site.Problem {
	p := site.Problem{Pos: site.Pos{File: file}, Rule: "theme", Message: message, Hint: hint}
	if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Col = 1
	}
	return p
}

func layered(s stack, name string) (words, []site.Problem, error) {
	out := words{}
	for _, l := range slices.Backward(s) {
		data, err := l.read(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if err := yaml.Unmarshal(data, &out); err != nil {
			return nil, []site.Problem{wrong(l.Name+"/"+name, err, "les phrases de ce fichier ne peuvent pas être lues", "chaque ligne a la forme « clé: \"phrase\" »")}, nil
		}
	}
	if french.IsFrench(strings.TrimSuffix(path.Base(name), ".yaml")) {
		for key, text := range out {
			out[key] = french.Typeset(text)
		}
	}
	return out, nil, nil
}

// say returns the sentence under key, with {0}, {1}… replaced by args.
func (w words) say(key string, args ...any) (string, error) {
	text, ok := w[key]
	if !ok {
		return "", fmt.Errorf("la phrase « %s » n'existe pas dans i18n/fr.yaml", key)
	}
	for i, arg := range args {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), fmt.Sprint(arg))
	}
	return text, nil
}

// count returns the sentence under key for n things, "0 projet", "2 projets":
// the text holds both forms, "{n} projet|{n} projets".
func (w words) count(key string, n int) (string, error) {
	text, err := w.say(key)
	if err != nil {
		return "", err
	}
	one, many, found := strings.Cut(text, "|")
	if found && n > 1 {
		one = many
	}
	return strings.ReplaceAll(one, "{n}", french.FormatNumber(float64(n))), nil
}

// Say returns a sentence of the interface, with {0}, {1}… replaced by args, for
// what is not made by a template.
func (t *Theme) Say(key string, args ...any) (string, error) { return t.words.say(key, args...) }
