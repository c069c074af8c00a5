package markdown

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// codeSample is a block of code of a chapter of the guide.
type codeSample struct {
	line           int
	language, text string
	after          string // what follows it in the chapter
}

var fenceLine = regexp.MustCompile("(?m)^(`{3,})([^`\n]*)\n")

// codeSamples returns the blocks of code that stand at the left margin of a text.
func codeSamples(text string) (list []codeSample) {
	for at := 0; ; {
		m := fenceLine.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return list
		}
		fence, language := text[at+m[2]:at+m[3]], text[at+m[4]:at+m[5]]
		start := at + m[1]
		end := strings.Index(text[start:], "\n"+fence+"\n")
		if end < 0 {
			return list
		}
		at = start + end + len("\n"+fence+"\n")
		list = append(list, codeSample{strings.Count(text[:start], "\n"), language, text[start : start+end], strings.TrimLeft(text[at:], "\n")})
	}
}

func chapter(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../content/guide/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What the manual tells people to write has nothing to be said against it.
func TestManualExamples(t *testing.T) {
	r := New()
	count := 0
	for _, e := range codeSamples(chapter(t, "ecrire-en-markdown.md")) {
		if e.language != "markdown" {
			continue
		}
		count++
		res := r.Render(source(e.text), &echo{})
		if len(res.Problems) > 0 || len(res.HTML) == 0 {
			t.Errorf("line %d: %v", e.line, res.Problems)
		}
	}
	if count < 20 {
		t.Errorf("%d examples", count)
	}
}

// Each source of the demonstration is followed by itself, so that what is shown
// is what it gives.
func TestDemonstrationShowsItsSources(t *testing.T) {
	text := chapter(t, "toute-la-syntaxe/index.md")
	count := 0
	for _, e := range codeSamples(text) {
		if e.language != "markdown!" {
			continue
		}
		count++
		if !strings.HasPrefix(e.after, e.text+"\n") {
			t.Errorf("line %d: what follows is not the source:\n%s", e.line, e.text)
		}
	}
	if count < 30 {
		t.Errorf("%d sources", count)
	}
}

// The manual names every element that an author may write in HTML, but for the
// parts that go without saying.
func TestHTMLElements(t *testing.T) {
	_, section, _ := strings.Cut(chapter(t, "ecrire-en-markdown.md"), "\n## Du HTML\n")
	section, _, _ = strings.Cut(section, "Une balise qui n'est pas dans la liste")
	said := map[string]bool{}
	for _, m := range regexp.MustCompile("<([a-z0-9]+)").FindAllStringSubmatch(section, -1) {
		said[m[1]] = true
		if _, kind := htmlName(m[1]); kind == unknown || kind == silenced {
			t.Errorf("the manual says <%s>, which is dropped", m[1])
		}
	}
	untold := strings.Fields("acronym address article aside bdi caption figcaption figure footer h2 h3 h4 h5 header main picture rp section strike tbody tfoot thead tt")
	for name, kind := range htmlElements {
		if kind != silenced && !said[name] && !slices.Contains(untold, name) {
			t.Errorf("the manual does not say <%s>", name)
		}
	}
}
