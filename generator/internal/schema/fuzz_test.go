package schema_test

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

// FuzzDecode reads any YAML after every type. Nothing may panic; a problem
// must be inside the file and printable; what is kept is what was declared.
func FuzzDecode(f *testing.F) {
	for _, tt := range faults {
		f.Add([]byte(frontMatter(tt.typ, tt.text)))
	}
	f.Add([]byte("titre: Sans lecteurs\nid: sans-lecteurs\n")) // those that are understood come in their place
	s := load(f)
	decoder := schema.NewDecoder(s)
	f.Fuzz(func(t *testing.T, data []byte) {
		var doc yaml.Node
		if len(data) > 64<<10 || yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
			return
		}
		for _, typ := range s.Types {
			values, problems := decoder.Decode(typ, "content/x.md", doc.Content[0], schema.Options{Lenient: len(data)%2 == 0})
			for _, p := range problems {
				if p.Line < 1 || p.Col < 1 || p.Rule == "" || p.Message == "" || strings.ContainsFunc(p.Message+strings.ReplaceAll(p.Hint, "\n", ""), control) {
					t.Errorf("%s: %+v", typ.Name, p)
				}
			}
			checkValues(t, typ.Fields, values)
		}
	})
}

func control(c rune) bool { return c < ' ' || c == 0x7f }

// checkValues looks at the order and the shape of values.
func checkValues(t *testing.T, fields []*site.Field, values schema.Values) {
	t.Helper()
	next := 0
	for _, v := range values {
		for next < len(fields) && fields[next] != v.Field {
			next++
		}
		if next == len(fields) {
			t.Fatalf("%s is not declared here, or out of order", v.Field.Key)
		}
		checkValue(t, v)
	}
}

func checkValue(t *testing.T, v schema.Value) {
	t.Helper()
	shapes := 0
	for _, has := range []bool{v.Data != nil, len(v.Items) > 0, len(v.Fields) > 0} {
		if has {
			shapes++
		}
	}
	if shapes != 1 {
		t.Fatalf("%s has %d shapes: %+v", v.Field.Key, shapes, v)
	}
	for _, item := range v.Items {
		checkValue(t, item)
	}
	checkValues(t, v.Field.Fields, v.Fields)
	switch data := v.Data.(type) {
	case string:
		if v.Field.Kind != "texte-long" && strings.ContainsFunc(data, control) {
			t.Fatalf("%s keeps a control character: %q", v.Field.Key, data)
		}
	case *site.Term:
		if data.Vocabulary.Name != v.Field.Vocabulary || data.ID == "" {
			t.Fatalf("%s has the term %+v", v.Field.Key, data)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		schema.Load(schema.Extension{})
	}
}

func BenchmarkNewDecoder(b *testing.B) {
	s := load(b)
	for b.Loop() {
		schema.NewDecoder(s)
	}
}

func BenchmarkDecode(b *testing.B) {
	s := load(b)
	decoder := schema.NewDecoder(s)
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(frontMatter("pratique", "tags: [robot, école]")), &doc); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		decoder.Decode(s.Type("pratique"), "x.md", doc.Content[0], schema.Options{})
	}
}
