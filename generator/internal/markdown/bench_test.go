package markdown

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// sheet is a page that BenchmarkRender measures: parts of testdata/bench, one
// after the other, as often as it takes.
type sheet struct {
	name  string
	parts []string
	times int
}

var sheets = []sheet{
	{"plain", []string{"fiche"}, 1},
	{"dialects", []string{"fiche", "ajouts"}, 1},
	{"code", []string{"code"}, 6},
	{"formulas", []string{"formules"}, 7},
}

// BenchmarkRender is a practice sheet of 7 kB: plain, with boxes, tabs, notes
// and abbreviations, and pages of code and of formulas. Beside each, the same text
// in goldmark alone, with its own tables, notes and strikethrough: what the
// dialects, the typography and the checks cost is the ratio of the two.
func BenchmarkRender(b *testing.B) {
	r := New()
	alone := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough))
	for _, sheet := range sheets {
		text := sheet.text(b)
		measure := func(name string, render func(body []byte)) {
			b.Run(sheet.name+"/"+name, func(b *testing.B) {
				body := renumbered(text) // the engine of formulas starts here
				render(body)
				b.SetBytes(int64(len(body)))
				b.ReportAllocs()
				for b.Loop() {
					render(renumbered(text))
				}
			})
		}
		measure("essaim", func(body []byte) {
			src := source("")
			src.Body = body
			r.Render(src, nowhere{})
		})
		var out bytes.Buffer
		measure("goldmark", func(body []byte) {
			out.Reset()
			if err := alone.Convert(body, &out); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func (s sheet) text(t testing.TB) []byte {
	t.Helper()
	var text []byte
	for _, part := range s.parts {
		b, err := os.ReadFile("testdata/bench/" + part + ".md")
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, b...)
	}
	return bytes.Repeat(text, s.times)
}

// renumbered returns a text with a number never seen for each §: a formula that
// is known is not read again. The number has as many digits each time.
func renumbered(text []byte) []byte {
	mark := []byte("§")
	if !bytes.Contains(text, mark) {
		return text
	}
	var out []byte
	for part := range bytes.SplitSeq(text, mark) {
		if out != nil {
			lastNumber++
			out = fmt.Append(out, lastNumber)
		}
		out = append(out, part...)
	}
	return out
}

var lastNumber = 10_000_000

// What is measured is what authors write: nothing is said of it.
func TestSheets(t *testing.T) {
	r := New()
	for _, sheet := range sheets {
		src := source("")
		src.Body = renumbered(sheet.text(t))
		for _, p := range r.Render(src, &echo{}).Problems {
			t.Errorf("%s: %v: %s", sheet.name, p.Pos, p.Message)
		}
	}
}
