package markdown

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
	"github.com/yuin/goldmark/util"
)

// Code is cut into words by Chroma and written here: seven classes instead of
// its eighty, and one element for neighbours of one colour, make pages a third
// as heavy as those of its own writer, in which each bracket has an element.
//
// Chroma reads with regular expressions that go back: most of its languages take
// 10 to 30 µs for each byte of a text made to be slow, some the square of its
// length, and a few do not end. So only those below have colours, which were
// measured, for blocks of a reasonable shape, and as far as maxColors. The rest
// is shown as it is.

// colored are the languages that have colours, by a name that Chroma knows.
var colored = strings.Fields(`arduino awk basic bash batch c clojure cmake console cpp csharp css dart diff docker elixir
	erlang go graphql groovy haskell html http ini java javascript json jsx julia kotlin lisp lua make matlab mysql nasm
	nginx objective-c objectpascal ocaml octave perl php powershell prolog properties python python2 r ruby rust scala
	scheme scss sparql sql swift tcl terraform tex toml tsx turtle typescript vbnet xml yaml zig`)

// quadratic are those of them whose cost is the square of the length.
var quadratic = strings.Fields(`groovy html java lua make perl prolog r xml`)

// uncolored are the names under which code has no colours, and that is meant.
var uncolored = strings.Fields(`algo algorithme ascii md markdown none output plain plaintext pseudo pseudocode
	sortie text texte txt`)

const (
	maxColors   = 120_000 // cost of what has colours in a page, two seconds at worst
	maxListing  = 8_192   // bytes of a block
	maxCodeLine = 300     // bytes of a line
	maxBlanks   = 20      // blank lines one after the other
	maxColoring = 10 * time.Second
)

// colorer gives its colours to the code of a language.
type colorer struct {
	lexer     chroma.Lexer
	quadratic bool
}

// colorers returns what is known under each name of a language, nil for one that
// has no colours.
var colorers = sync.OnceValue(func() map[string]*colorer {
	// A match that takes more than a quarter of a second is given up, in
	// silence, and the page depends on the machine. With this clock it takes
	// ten seconds, which none of our languages does.
	regexp2.SetTimeoutCheckPeriod(maxColoring)

	known := map[string]*colorer{}
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		nameColorer(known, l, nil)
	}
	for _, n := range colored {
		l := lexers.Get(n)
		nameColorer(known, l, &colorer{l, slices.Contains(quadratic, n)})
	}
	for _, n := range uncolored {
		known[n] = nil
	}
	return known
})

func nameColorer(known map[string]*colorer, l chroma.Lexer, as *colorer) {
	known[strings.ToLower(l.Config().Name)] = as
	for _, alias := range l.Config().Aliases {
		known[strings.ToLower(alias)] = as
	}
}

// colorerNames returns the names that may be meant by a mistyped one.
var colorerNames = sync.OnceValue(func() (names []string) {
	for name, l := range colorers() {
		if l != nil && len(name) > 2 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
})

// cost returns what the colours of a block cost, in units of about 0.02 ms.
func (l *colorer) cost(code string) int {
	const each = 50
	if l.quadratic {
		return each + len(code) + len(code)*len(code)/400
	}
	return each + len(code)
}

// part is a piece of code and its class, "" when it has the colour of the text.
type part struct{ text, class string }

func (p part) write(w util.BufWriter, text string) {
	if p.class == "" || text == "" {
		_, _ = w.Write(util.EscapeHTML([]byte(text)))
		return
	}
	_, _ = w.WriteString(`<span class="` + p.class + `">`)
	_, _ = w.Write(util.EscapeHTML([]byte(text)))
	_, _ = w.WriteString("</span>")
}

// parts returns code in pieces; false when it is better left as it is.
func (l *colorer) parts(code string) (parts []part, ok bool) {
	defer func() {
		if recover() != nil { // a rule of Chroma's that is wrong
			parts, ok = nil, false
		}
	}()
	tokens, err := l.lexer.Tokenise(nil, code)
	if err != nil {
		return nil, false
	}
	start, read := time.Now(), 0
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if !strings.HasPrefix(code[read:], t.Value) || time.Since(start) > maxColoring {
			return nil, false
		}
		read += len(t.Value)
		class := classOf(t.Type)
		if n := len(parts); n > 0 && (parts[n-1].class == class || strings.TrimSpace(t.Value) == "") {
			parts[n-1].text = code[read-len(t.Value)-len(parts[n-1].text) : read]
		} else {
			parts = append(parts, part{t.Value, class})
		}
	}
	return parts, read == len(code)
}

// isReasonable tells whether a block looks like code that somebody wrote.
func isReasonable(code string) bool {
	if len(code) > maxListing {
		return false
	}
	blanks := 0
	for line := range strings.Lines(code) {
		if strings.TrimSpace(line) != "" {
			blanks = 0
		} else if blanks++; blanks > maxBlanks {
			return false
		}
		if len(line) > maxCodeLine {
			return false
		}
	}
	return true
}

// classOf returns the class of a kind of words.
func classOf(t chroma.TokenType) string {
	switch {
	case t == chroma.KeywordConstant || t == chroma.NameConstant || t == chroma.NameAttribute ||
		t.InSubCategory(chroma.LiteralNumber):
		return "c-nombre"
	case t == chroma.CommentPreproc || t == chroma.CommentPreprocFile || t == chroma.OperatorWord || t.InCategory(chroma.Keyword):
		return "c-mot"
	case t.InCategory(chroma.Comment) || t == chroma.GenericPrompt:
		return "c-note"
	case t.InCategory(chroma.Literal):
		return "c-texte"
	case t == chroma.GenericInserted:
		return "c-ajout"
	case t == chroma.GenericDeleted:
		return "c-retrait"
	case t == chroma.NameTag || t == chroma.NameClass || t == chroma.NameDecorator || t == chroma.GenericHeading ||
		t == chroma.GenericSubheading || t.InSubCategory(chroma.NameFunction) || t.InSubCategory(chroma.NameBuiltin):
		return "c-nom"
	}
	return ""
}
