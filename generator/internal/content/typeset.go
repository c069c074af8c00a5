package content

import (
	"essaim/generator/internal/french"
	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// typeset sets the texts that are shown as they are, in place, as the language
// of their page wants it. Those in Markdown are set once they are rendered.
func typeset(values schema.Values, lang string) {
	for i := range values {
		typesetValue(&values[i], lang)
	}
}

func typesetValue(v *schema.Value, lang string) {
	for i := range v.Items {
		typesetValue(&v.Items[i], lang)
	}
	typeset(v.Fields, lang)
	switch data := v.Data.(type) {
	case string:
		if v.Field.Kind == "texte" {
			v.Data = inLanguage(data, lang)
		}
	case map[string]string:
		for tag, text := range data {
			if tag == "" {
				data[tag] = inLanguage(text, lang)
			} else {
				data[tag] = inLanguage(text, tag)
			}
		}
	case *site.Term:
		if data.Pos == v.Pos { // a key word, that nothing declares
			data.Label = inLanguage(data.Label, lang)
		}
	}
}

func inLanguage(text, lang string) string {
	if french.IsFrench(lang) {
		return french.Typeset(text)
	}
	return text
}
