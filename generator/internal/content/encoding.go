package content

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"essaim/generator/site"
)

// reopen is for a file that an editor which expects UTF-8 would show, and save,
// without its accents.
const reopen = "Dans VS Code, cliquez sur « UTF-8 » en bas à droite, puis « Reopen with Encoding » et « Western (Windows 1252) » ; " +
	"cliquez au même endroit, puis « Save with Encoding » et « UTF-8 ». Dans le Bloc-notes, « Enregistrer sous », Encodage : UTF-8."

const saveAsUTF8 = "Enregistrez le fichier en UTF-8 : dans VS Code, cliquez sur le nom de l'encodage en bas à droite, " +
	"puis « Save with Encoding » et « UTF-8 » ; dans le Bloc-notes, « Enregistrer sous », Encodage : UTF-8."

// formats are the first bytes of files that are sometimes renamed into pages.
var formats = []struct{ magic, name string }{
	{"PK\x03\x04", "un document Word ou LibreOffice, ou une archive"},
	{"\xd0\xcf\x11\xe0", "un ancien document Word"},
	{"%PDF-", "un PDF"},
	{"{\\rtf", "un document RTF"},
	{"\x89PNG", "une image"},
	{"\xff\xd8\xff", "une image"},
	{"GIF8", "une image"},
}

// decode returns data as UTF-8 with LF line ends and no byte order mark; it
// shares the memory of data when there is nothing to change. It says false,
// and why, when data is not UTF-8.
func (r *reader) decode(data []byte) ([]byte, bool) {
	for _, f := range formats {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			r.errorf(1, 1, "encodage", "Copiez le texte dans un fichier texte, enregistré en UTF-8 avec l'extension .md.",
				"ce fichier n'est pas du texte : c'est %s", f.name)
			return nil, false
		}
	}
	if name := wide(data); name != "" {
		r.errorf(1, 1, "encodage", saveAsUTF8, "ce fichier est enregistré en %s", name)
		return nil, false
	}
	text := bytes.TrimLeft(data, "\ufeff")
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if !utf8.Valid(text) {
		r.invalid(text)
		return nil, false
	}
	return text, true
}

// wide names the encoding of a text whose characters take two bytes or four;
// "" when it is not one.
func wide(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return "UTF-32"
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "UTF-16"
	}
	// Without a mark: in French, nearly every other byte is zero, on one side.
	sample := data[:min(len(data), 512)&^1]
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	if half > 0 && (zeros[0]*4 >= half*3 && zeros[1] == 0 || zeros[1]*4 >= half*3 && zeros[0] == 0) {
		return "UTF-16"
	}
	return ""
}

// invalid says where text stops being UTF-8, and what its author meant: nearly
// always, Windows-1252.
func (r *reader) invalid(text []byte) {
	at := 0
	for at < len(text) {
		c, n := utf8.DecodeRune(text[at:])
		if c == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	line, col := place(text, at)
	meant := windows1252(text[at])
	if text[at] == 0xc3 { // it begins most letters with an accent in UTF-8, and is « Ã » elsewhere, which is not French
		r.errorf(line, col, "encodage", "Retapez la lettre qui manque.", "une lettre accentuée a été coupée ici : il n'en reste que l'octet %X", text[at])
		return
	}
	if meant == "" {
		r.errorf(line, col, "encodage", saveAsUTF8, "ce fichier n'est pas enregistré en UTF-8 : l'octet %X n'y a pas de sens", text[at])
		return
	}
	hint := "La ligne devrait se lire : " + shortened(recoded(lineAt(text, at))) + "\n" + reopen
	r.errorf(line, col, "encodage", hint, "ce fichier n'est pas enregistré en UTF-8 : l'octet %X est sans doute « %s » en Windows-1252", text[at], meant)
}

// windows1252 returns the character of a byte; "" when it has none.
func windows1252(c byte) string {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError && r >= ' ' && (r < 0x7f || r >= 0xa0) {
		return string(r)
	}
	return ""
}

// recoded returns line with each byte that is not UTF-8 as Windows-1252 has it.
func recoded(line []byte) string {
	var b strings.Builder
	for len(line) > 0 {
		c, n := utf8.DecodeRune(line)
		switch {
		case c == utf8.RuneError && n == 1:
			b.WriteString(windows1252(line[0]))
		case !forbidden(c):
			b.WriteRune(c)
		}
		line = line[n:]
	}
	return b.String()
}

// checkCharacters says where text holds characters that no one typed on purpose.
func (r *reader) checkCharacters(text []byte, f front) {
	if !suspicious(text) {
		return
	}
	for at, c := range string(text) {
		inFront := at < f.end
		switch {
		case c == utf8.RuneError:
			line, col := place(text, at)
			r.report(site.Warning, line, col, "encodage", "le caractère « � » montre qu'une lettre a été perdue", "Retapez la lettre qui manque.")
		case forbidden(c):
			line, col := place(text, at)
			r.errorf(line, col, "encodage", "Supprimez-le.", "un caractère invisible et interdit se trouve ici (%s)", characterName(c))
		case inFront && isLineBreak(c):
			line, col := place(text, at)
			r.errorf(line, col, "encodage", "Remplacez-le par une espace.", "un saut de ligne invisible se trouve ici (U+%04X)", c)
		}
		if len(r.problems) > maxProblems {
			return
		}
	}
}

// suspicious reports whether text may hold a character that is looked for: a
// quick look at bytes, which most files pass.
func suspicious(text []byte) bool {
	for i, c := range text {
		switch {
		case c < ' ' && c != '\n' && c != '\t', c == 0x7f:
			return true
		case c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0: // U+0080 to U+009F
			return true
		case c == 0xef && i+1 < len(text) && text[i+1] == 0xbf: // U+FFC0 to U+FFFF
			return true
		case c == 0xe2 && i+1 < len(text) && text[i+1] == 0x80: // U+2000 to U+203F
			if i+2 < len(text) && (text[i+2] == 0xa8 || text[i+2] == 0xa9) {
				return true
			}
		}
	}
	return false
}

// forbidden reports whether c is a control character or no character at all.
func forbidden(c rune) bool {
	return c < ' ' && c != '\n' && c != '\t' || 0x7f <= c && c < 0xa0 || c&0xfffe == 0xfffe
}

// isLineBreak reports whether YAML ends a line at c although no editor does.
func isLineBreak(c rune) bool { return c == '\u2028' || c == '\u2029' }

func characterName(c rune) string {
	name := fmt.Sprintf("U+%04X", c)
	switch {
	case c == 0:
		name += ", NUL"
	case c == '\v':
		name += ", saut de ligne d'un traitement de texte"
	case c == '\f':
		name += ", saut de page"
	case 0x80 <= c && c < 0xa0 && windows1252(byte(c)) != "":
		name += ", sans doute « " + windows1252(byte(c)) + " »"
	}
	return name
}

// shortened cuts what is shown of a line at 160 characters.
func shortened(s string) string {
	const most = 160
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
