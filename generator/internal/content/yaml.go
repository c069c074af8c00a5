package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxDepth is how many mappings and lists may be one inside another.
const maxDepth = 32

var (
	errDeep     = errors.New("nested too deep")
	errTrailing = errors.New("text after the end of the document")
)

// decodeYAML reads data, all of it, into doc. yaml.v3 would silently leave
// unread what follows a first document, such as a line less indented than the
// first one.
func decodeYAML(data []byte, doc *yaml.Node) (err error) {
	// The library has panicked on strange input before; an author's file must not stop a build.
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("yaml: %v", v)
		}
	}()
	*doc = yaml.Node{}
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := d.Decode(doc); {
	case err == io.EOF:
		return nil
	case err != nil && strings.Contains(err.Error(), "exceeded max depth"):
		return errDeep
	case err != nil:
		return err
	}
	var more yaml.Node
	if err := d.Decode(&more); err != io.EOF {
		return errTrailing
	}
	return nil
}

// sentences says in French what yaml.v3 says in its own words; the first that
// is found in an error counts.
var sentences = []struct{ part, french string }{
	{"mapping values are not allowed", "cette ligne est mal décalée, ou la valeur qui précède contient « : »"},
	{"could not find expected ':'", "cette ligne n'est ni un champ (« champ: valeur ») ni la suite du précédent, qui serait décalée"},
	{"did not find expected key", "un champ est attendu ici, aligné avec les autres"},
	{"did not find expected '-'", "cette ligne n'est pas alignée avec la liste qui la précède"},
	{"block sequence entries are not allowed", "une liste ne peut pas commencer ici : le premier tiret va à la ligne, sous le champ"},
	{"expected ',' or ']'", "le crochet « [ » n'est pas refermé, ou il manque une virgule"},
	{"expected ',' or '}'", "l'accolade « { » n'est pas refermée, ou il manque une virgule"},
	{"did not find expected node content", "il manque une valeur, ou une fermeture « ] » ou « } »"},
	{"unexpected end of stream", "les guillemets ouverts ici ne sont pas refermés"},
	{"unexpected document indicator", "les guillemets ouverts ici ne sont pas refermés"},
	{"cannot start any token", "cette valeur commence par un caractère réservé : mettez-la entre guillemets"},
	{"unknown escape character", "dans des guillemets droits, la barre « \\ » a un sens particulier : doublez-la"},
	{"hexdecimal number", "dans des guillemets droits, la barre « \\ » a un sens particulier : doublez-la"},
	{"Unicode character escape", "dans des guillemets droits, la barre « \\ » a un sens particulier : doublez-la"},
	{"tab character", "cette ligne est décalée par une tabulation : employez des espaces"},
	{"unknown anchor", "cette valeur commence par « * » : mettez-la entre guillemets"},
	{"alphabetic or numeric character", "cette valeur commence par « * » ou « & » : mettez-la entre guillemets"},
	{"mapping keys are not allowed", "cette valeur commence par « ? » : mettez-la entre guillemets"},
	{"comment or line break", "après « | » ou « > », le texte commence à la ligne suivante, décalé"},
	{"indentation indicator", "après « | » ou « > », le texte commence à la ligne suivante, décalé"},
	{"directive", "une ligne ne peut pas commencer par « % »"},
	{"tag", "cette valeur commence par « ! » : mettez-la entre guillemets"},
	{errTrailing.Error(), "cette ligne est moins décalée que la première, ou marque la fin de l'en-tête : elle ne serait pas lue"},
}

// sentence translates an error of decodeYAML; nil is a line that is no field.
func sentence(err error) string {
	if err == nil {
		return "cette ligne n'est pas un champ : il faut « champ: valeur »"
	}
	for _, s := range sentences {
		if strings.Contains(err.Error(), s.part) {
			return s.french
		}
	}
	return "cette ligne n'a pas la forme attendue, « champ: valeur »"
}
