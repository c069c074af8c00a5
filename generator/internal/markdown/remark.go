package markdown

import (
	"github.com/yuin/goldmark/parser"

	"essaim/generator/internal/french"
)

// remark is something to say of a text, found while it is parsed.
type remark struct {
	offset              int
	rule, message, hint string
}

var remarks = parser.NewContextKey()

func remarkOn(pc parser.Context, offset int, rule, message, hint string) {
	list, _ := pc.Get(remarks).([]remark)
	pc.Set(remarks, append(list, remark{offset, rule, message, hint}))
}

// guess returns the word that another was meant to be, "" when there is none. A
// text full of mistakes is not helped for ever.
func (p *page) guess(word string, candidates []string) string {
	const most = 50
	if p.guesses++; p.guesses > most {
		return ""
	}
	if near := french.Nearest(word, candidates, 1); near != nil {
		return near[0]
	}
	return ""
}

// remarks says what was found.
func (p *page) remarks(pc parser.Context) {
	list, _ := pc.Get(remarks).([]remark)
	for _, r := range list {
		p.warn(r.offset, r.rule, r.message, r.hint)
	}
}
