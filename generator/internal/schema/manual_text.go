package schema

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// code shows a word as it is typed.
func code(word string) string {
	return "`" + strings.ReplaceAll(oneLine(stripControls(word)), "`", "'") + "`"
}

func codes(words []string, between string) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = code(word)
	}
	return strings.Join(list, between)
}

// marks have a meaning in Markdown; a " shown to be typed is not set as « ».
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "~", `\~`, "&", `\&`, `"`, `\"`)

// opening is what begins a list, a heading or a quotation at the start of a line.
var opening = regexp.MustCompile(`^(\d*)([-+#>=:!.)])`)

// prose shows a text of a declaration as it is, on one line.
func prose(text string) string {
	text = marks.Replace(oneLine(stripControls(strings.TrimSpace(text))))
	return opening.ReplaceAllString(text, `$1\$2`)
}

// sentence ends a text of a declaration, if need be.
func sentence(text string) string {
	if text = strings.TrimSpace(text); text == "" || strings.ContainsRune(".…!?}", []rune(text)[len([]rune(text))-1]) {
		return text
	}
	return text + "."
}

// first begins a sentence.
func first(text string) string {
	letter, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(letter)) + text[size:]
}

// lower goes on with a sentence.
func lower(text string) string {
	letter, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(letter)) + text[size:]
}
