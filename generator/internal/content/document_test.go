package content_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/content"
	"essaim/generator/site"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, in   string
		meta, body string // meta as key=value@line:col
		line       int
	}{
		{"empty file", "", "", "", 1},
		{"no front matter", "# Titre\n\ntexte\n", "", "# Titre\n\ntexte\n", 1},
		{"rule later", "texte\n\n---\n\nsuite", "", "texte\n\n---\n\nsuite", 1},
		{"empty front matter", "---\n---\nCorps", "", "Corps", 3},
		{"blank front matter", "---\n\n# rien\n\n---\nCorps", "", "Corps", 6},
		{"null front matter", "---\nnull\n---\n", "", "", 4},
		{"field", "---\ntitre: Robots\n---\nCorps\n", "titre=Robots@2:8", "Corps\n", 4},
		{"accents before a column", "---\nété: {é: à, où: là}\n---\n", "été.é=à@2:13 été.où=là@2:22", "", 4},
		{"list", "---\nmots:\n  - é\n  - [à, ù]\n---\n", "mots.0=é@3:5 mots.1.0=à@4:6 mots.1.1=ù@4:10", "", 6},
		{"spaces after the dashes", "---  \ntitre: x\n---\t\nCorps", "titre=x@2:8", "Corps", 4},
		{"empty lines first", "\n\n---\ntitre: x\n---\nCorps", "titre=x@4:8", "Corps", 6},
		{"CRLF", "---\r\ntitre: é\r\nresume: y\r\n---\r\nCorps\r\nsuite\r\n", "titre=é@2:8 resume=y@3:9", "Corps\nsuite\n", 5},
		{"CR", "---\rtitre: x\r---\rCorps\rsuite", "titre=x@2:8", "Corps\nsuite", 4},
		{"mixed line ends", "---\r\ntitre: x\n---\rCorps", "titre=x@2:8", "Corps", 4},
		{"byte order mark", "\ufeff---\ntitre: x\n---\nCorps", "titre=x@2:8", "Corps", 4},
		{"mark without front matter", "\ufeffCorps", "", "Corps", 1},
		{"no end of line", "---\ntitre: x\n---", "titre=x@2:8", "", 3},
		{"rule in the body", "---\ntitre: x\n---\na\n---\nb: c\n---\n", "titre=x@2:8", "a\n---\nb: c\n---\n", 4},
		{"block of text", "---\nresume: |\n  a : b\n  'c'd'\ntitre: x\n---\n", "resume=a : b\n'c'd'\n@2:9 titre=x@5:8", "", 7},
		{"quoted", "---\ntitre: \"a : b\"\nresume: 'l''a'\n---\n", "titre=a : b@2:8 resume=l'a@3:9", "", 5},
		{"long value", "---\nresume: a\n  b\n  c\ntitre: x\n---\n", "resume=a b c@2:9 titre=x@5:8", "", 7},
		{"absent value", "---\ntitre:\nresume: y\n---\n", "titre=@2:7 resume=y@3:9", "", 5},
		{"comment", "---\ntitre: x # note\n---\n", "titre=x@2:8", "", 4},
		{"address", "---\nurl: https://exemple.fr/a:b\n---\n", "url=https://exemple.fr/a:b@2:6", "", 4},
		{"guillemets", "---\ntitre: « Robots »\n---\n", "titre=« Robots »@2:8", "", 4},
		{"emoji before a column", "---\n{🤖: a, b: c}\n---\n", "🤖=a@2:8 b=c@2:14", "", 4},
		{"multi-line list", "---\nmots: [a,\n  b,\n]\n---\n", "mots.0=a@2:8 mots.1=b@3:3", "", 6},
	}
	for _, tt := range tests {
		doc, problems := content.Parse("content/a.md", []byte(tt.in))
		if doc == nil || len(problems) > 0 {
			t.Errorf("%s: %v, %v", tt.name, doc, problems)
			continue
		}
		var meta []string
		flatten(doc.Meta, "", &meta)
		if got := strings.Join(meta, " "); got != tt.meta {
			t.Errorf("%s: meta %q, want %q", tt.name, got, tt.meta)
		}
		if string(doc.Body) != tt.body || doc.BodyLine != tt.line || doc.Partial {
			t.Errorf("%s: body %q at %d, want %q at %d", tt.name, doc.Body, doc.BodyLine, tt.body, tt.line)
		}
	}
}

func flatten(node *yaml.Node, prefix string, out *[]string) {
	for i, child := range node.Content {
		switch {
		case node.Kind == yaml.MappingNode && i%2 == 0:
		case node.Kind == yaml.MappingNode:
			flatten(child, prefix+"."+node.Content[i-1].Value, out)
		default:
			flatten(child, fmt.Sprintf("%s.%d", prefix, i), out)
		}
	}
	if node.Kind == yaml.ScalarNode {
		*out = append(*out, fmt.Sprintf("%s=%s@%d:%d", prefix[1:], node.Value, node.Line, node.Column))
	}
}

// The positions that errors give still hold beside what was mended.
func TestPositionsBesideMends(t *testing.T) {
	in := "---\nimage:\n\té: [à, 'l'ù', ç]\n\tb: é\n---\n"
	doc, _ := content.Parse("content/a.md", []byte(in))
	var meta []string
	flatten(doc.Meta, "", &meta)
	want := "image.é.0=à@3:7 image.é.1=l'ù@3:11 image.é.2=ç@3:19 image.b=é@4:5"
	if got := strings.Join(meta, " "); got != want {
		t.Errorf("meta %q, want %q", got, want)
	}
}

func TestRefused(t *testing.T) {
	latin := "---\ntitre: Le projet \xe0 l\x92\xe9cole\n---\n"
	utf16 := func(order func(lo, hi byte) []byte, mark string) string {
		out := mark
		for _, c := range []byte("---\ntitre: Le projet\n---\n") {
			out += string(order(c, 0))
		}
		return out
	}
	le := func(lo, hi byte) []byte { return []byte{lo, hi} }
	be := func(lo, hi byte) []byte { return []byte{hi, lo} }
	tests := []struct{ name, in, want, hint string }{
		{"too long", strings.Repeat("a", 1<<20+1), "0:0 fichier", "plusieurs pages"},
		{"long front matter", "---\ntitre: " + strings.Repeat("a", 65<<10) + "\n---\n", "1:1 front-matter", "le texte après"},
		{"unclosed", "---\ntitre: x\n\nCorps\n", "1:1 front-matter", "Ajoutez une ligne « --- »"},
		{"unclosed, after empty lines", "\n\n---\ntitre: x\n", "3:1 front-matter", "Ajoutez"},
		{"closed by other dashes", "---\ntitre: x\n—-\nCorps\n", "1:1 front-matter", "la ligne 3, « —- »"},
		{"opened by other dashes", "——\ntitre: x\n---\n", "1:1 front-matter", "trois tirets"},
		{"opened by four dashes", "----\ntitre: x\n----\n", "1:1 front-matter", "trois tirets"},
		{"opened by a name", "---yaml\ntitre: x\n---\n", "1:1 front-matter", "trois tirets"},
		{"not opened", "titre: x\nresume: y\n---\nCorps", "1:1 front-matter", "trois tirets"},
		{"TOML", "+++\ntitle = \"x\"\n+++\n", "1:1 front-matter", "---\ntitle: \"x\"\n---"},
		{"JSON", "{\n \"title\": \"x\"\n}\n\nCorps", "1:1 front-matter", "titre: Le titre"},
		{"JSON on a line", "{\"title\": \"x\"}\n", "1:1 front-matter", "titre: Le titre"},
		{"Windows-1252", latin, "2:18 encodage", "titre: Le projet à l’école\n"},
		{"Windows-1252 in the body", "---\ntitre: é\n---\nUn \xe9l\xe8ve", "4:4 encodage", "Un élève\n"},
		{"not even that", "a\x81b", "1:2 encodage", "UTF-8"},
		{"a letter cut in two", "Un caf\xc3\n", "1:7 encodage", "Retapez"},
		{"Windows-1252 with CRLF", "a\r\n\xe9", "2:1 encodage", "é\n"},
		{"UTF-16 LE", utf16(le, "\xff\xfe"), "1:1 encodage", "Bloc-notes"},
		{"UTF-16 BE", utf16(be, "\xfe\xff"), "1:1 encodage", "Bloc-notes"},
		{"UTF-16 LE without a mark", utf16(le, ""), "1:1 encodage", "Bloc-notes"},
		{"UTF-16 BE without a mark", utf16(be, ""), "1:1 encodage", "Bloc-notes"},
		{"UTF-32", "\xff\xfe\x00\x00-\x00\x00\x00", "1:1 encodage", "Bloc-notes"},
		{"Word", "PK\x03\x04...", "1:1 encodage", "fichier texte"},
		{"deep", "---\na: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n---\n", "2:35 yaml", "crochets"},
	}
	for _, tt := range tests {
		doc, problems := content.Parse("content/a.md", []byte(tt.in))
		checkProblems(t, tt.name, problems, []string{tt.want})
		if doc != nil {
			t.Errorf("%s: there is a document", tt.name)
		}
		if len(problems) > 0 && !strings.Contains(problems[0].Hint, tt.hint) {
			t.Errorf("%s: hint %q, want %q", tt.name, problems[0].Hint, tt.hint)
		}
	}
}

func TestHash(t *testing.T) {
	hash := func(s string) uint64 {
		doc, _ := content.Parse("content/a.md", []byte(s))
		return doc.Hash
	}
	// The beginning of SHA-256, the same on every machine.
	if hash("a\n") == hash("a\r\n") || hash("") != 0xe3b0c44298fc1c14 {
		t.Error("the hash is that of the bytes of the file")
	}
}

func TestBodySharesMemory(t *testing.T) {
	data := []byte("---\ntitre: x\n---\nCorps\n")
	doc, _ := content.Parse("content/a.md", data)
	if &doc.Body[0] != &data[len(data)-len("Corps\n")] {
		t.Error("the body was copied")
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range faults {
		f.Add([]byte("---\n" + tt.front + "\n---\nCorps\n"))
	}
	for _, s := range []string{"", "---", "\ufeff---\r\na: b\r---\n", "\xff\xfe-", "---\n\xe9", "+++\na = b", "{\n", "---\n? a\n---\n", "---\na: |\n\n---\n", "---\n- - - a\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		doc, problems := content.Parse("content/a.md", data)
		if !bytes.Equal(before, data) {
			t.Fatal("the bytes of the file were changed")
		}
		text := bytes.TrimLeft(bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n")), "\ufeff")
		lines := strings.Split(string(text), "\n")
		within := func(line, col int) bool {
			return line >= 1 && line <= len(lines) && col >= 1 && col <= len(lines[line-1])+1
		}
		for _, p := range problems {
			if !within(p.Line, p.Col) || p.Message == "" || p.Rule == "" || !utf8.ValidString(p.Message+p.Hint) {
				t.Fatalf("problem %+v", p)
			}
		}
		if doc == nil {
			if site.Count(problems).Errors == 0 {
				t.Fatal("neither a document nor an error")
			}
			return
		}
		if !bytes.HasSuffix(text, doc.Body) || doc.BodyLine != 1+bytes.Count(text[:len(text)-len(doc.Body)], []byte("\n")) && len(doc.Body) > 0 {
			t.Fatalf("body %q at line %d", doc.Body, doc.BodyLine)
		}
		if doc.Meta == nil || doc.Meta.Kind != yaml.MappingNode || doc.Partial && site.Count(problems).Errors == 0 {
			t.Fatalf("meta %v, partial %v, %v", doc.Meta, doc.Partial, problems)
		}
		checkNodes(t, doc.Meta, within)
		for _, p := range problems {
			for _, f := range p.Fixes {
				if !strings.HasPrefix(lines[f.Line-1][f.Col-1:], f.Old) || f.New == f.Old || strings.Contains(f.New, "\n") {
					t.Fatalf("fix %+v", f)
				}
			}
		}
	})
}

func checkNodes(t *testing.T, node *yaml.Node, within func(line, col int) bool) {
	t.Helper()
	if !within(node.Line, node.Column) || node.Kind == yaml.AliasNode || node.Anchor != "" || node.Kind == 0 {
		t.Fatalf("node %+v", node)
	}
	if node.Kind == yaml.MappingNode {
		seen := map[string]bool{}
		if len(node.Content)%2 != 0 {
			t.Fatalf("odd mapping %+v", node)
		}
		for i := 0; i < len(node.Content); i += 2 {
			key := node.Content[i]
			if key.Kind != yaml.ScalarNode || key.Value == "" || seen[key.Value] {
				t.Fatalf("key %+v", key)
			}
			seen[key.Value] = true
		}
	}
	for _, child := range node.Content {
		checkNodes(t, child, within)
	}
}

func BenchmarkParse(b *testing.B) {
	var front strings.Builder
	front.WriteString("---\ntitre: Des robots à l'école maternelle\nresume: \"Un projet pour découvrir : la programmation, dès quatre ans.\"\nauteurs:\n")
	for i := range 9 {
		fmt.Fprintf(&front, "  - nom: Camille Dupont %d\n    role: enseignante\n    structure: ecole-des-tilleuls\n    niveaux: [ps, ms, gs, \"cp\"]\n", i)
	}
	front.WriteString("---\n")
	data := []byte(front.String() + strings.Repeat("Un paragraphe où l'on raconte ce qui a été fait, et pourquoi.\n\n", 110))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if doc, problems := content.Parse("content/projets/robots.md", data); doc == nil || len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
