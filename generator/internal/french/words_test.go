package french_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"essaim/generator/internal/french"
)

func TestFormatNumber(t *testing.T) {
	tests := []struct {
		in   float64
		want string
	}{
		{0, "0"}, {7, "7"}, {999, "999"}, {1250, "1\u202f250"}, {1234567, "1\u202f234\u202f567"}, {100000, "100\u202f000"},
		{3.5, "3,5"}, {1250.25, "1\u202f250,25"}, {0.1 + 0.2, "0,3"}, {1.0 / 3, "0,333333"},
		{-4, "−4"}, {math.Copysign(0, -1), "0"}, {-1e-9, "0"}, {math.NaN(), ""}, {math.Inf(1), ""},
	}
	for _, tt := range tests {
		if got := french.FormatNumber(tt.in); got != tt.want {
			t.Errorf("FormatNumber(%v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		n    int
		want string
	}{
		{0, "0\u00a0page"}, {1, "1\u00a0page"}, {2, "2\u00a0pages"}, {1250, "1\u202f250\u00a0pages"},
	}
	for _, tt := range tests {
		if got := french.Count(tt.n, "page", "pages"); got != tt.want {
			t.Errorf("Count(%d) = %q, want %q", tt.n, got, tt.want)
		}
	}
}

var folds = []struct{ name, in, fold, slug string }{
	{"empty", "", "", ""},
	{"plain", "des robots", "des robots", "des-robots"},
	{"upper case", "Robots", "robots", "robots"},
	{"apostrophe", "Des robots à l'école", "des robots a l ecole", "des-robots-a-l-ecole"},
	{"typographic apostrophe", "L’école", "l ecole", "l-ecole"},
	{"modifier apostrophe", "Lʼécole", "l ecole", "l-ecole"},
	{"decomposed", "e\u0301cole", "ecole", "ecole"},
	{"ligatures", "Œuvre, cœur, Lætitia, ﬁn", "oeuvre coeur laetitia fin", "oeuvre-coeur-laetitia-fin"},
	{"sharp s", "Straße STRAẞE", "strasse strasse", "strasse-strasse"},
	{"letters of neighbours", "Łódź, Århus, Sørensen", "lodz arhus sorensen", "lodz-arhus-sorensen"},
	{"spaces", "  a \u00a0\t b\u202fc  ", "a b c", "a-b-c"},
	{"double space", "a  b", "a b", "a-b"},
	{"trailing space", "a ", "a", "a"},
	{"guillemets", "« Le projet » : une réussite !", "le projet une reussite", "le-projet-une-reussite"},
	{"superscript", "1ᵉʳ 2²", "1er 22", "1er-22"},
	{"hyphens", "sous-préfecture — Évreux", "sous prefecture evreux", "sous-prefecture-evreux"},
	{"soft hyphen", "numé\u00adrique", "numerique", "numerique"},
	{"underscore", "mots_cles", "mots cles", "mots-cles"},
	{"arabic", "مدرسة 2", "مدرسة 2", "2"},
	{"cyrillic", "Школа", "школа", ""},
	{"signs only", "!!! — …", "", ""},
	{"traversal", "../../etc/passwd", "etc passwd", "etc-passwd"},
	{"invalid", "a\xffb", "a b", "a-b"},
	{"NUL", "a\x00b", "a b", "a-b"},
}

func TestFold(t *testing.T) {
	for _, tt := range folds {
		if got := french.Fold(tt.in); got != tt.fold {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.name, tt.in, got, tt.fold)
		}
		if got := french.Slug(tt.in); got != tt.slug {
			t.Errorf("%s: Slug(%q) = %q, want %q", tt.name, tt.in, got, tt.slug)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, tt := range folds {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := french.Fold(s)
		if again := french.Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and again %q", s, folded, again)
		}
		if strings.HasPrefix(folded, " ") || strings.HasSuffix(folded, " ") || strings.Contains(folded, "  ") {
			t.Errorf("Fold(%q) = %q", s, folded)
		}
		slug := french.Slug(s)
		if again := french.Slug(slug); again != slug || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("Slug(%q) = %q, and again %q", s, slug, again)
		}
	})
}

// A long title is folded at once, whatever it is made of.
func TestSlugIsLinear(t *testing.T) {
	for _, in := range []string{"é", "’ ", "e\u0301", "\u0301", "\ufdfa"} {
		start := time.Now()
		french.Slug(strings.Repeat(in, 1<<18/len(in)))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("256 kB of %q took %v", in, took)
		}
	}
}

func TestNearest(t *testing.T) {
	levels := []string{"CP", "CE1", "CE2", "cm1", "cm2"}
	fields := []string{"titre", "resume", "disciplines", "date", "duree", "date_fin"}
	tests := []struct {
		name, word string
		candidates []string
		max        int
		want       []string
	}{
		{"a letter missing", "disiplines", fields, 3, []string{"disciplines"}},
		{"accents do not count", "Durée", fields, 1, []string{"duree"}},
		{"prefix", "dat", fields, 3, []string{"date", "date_fin"}},
		{"candidate is the prefix", "titres", fields, 3, []string{"titre"}},
		{"nothing plausible", "chocolat", fields, 3, nil},
		{"a short word is not any other", "xy", levels, 3, nil},
		{"ties keep their order", "ce3", levels, 2, []string{"CE1", "CE2"}},
		{"the closest first", "cm2", levels, 2, []string{"cm2", "CE2"}},
		{"nearly the same", "mathematique", []string{"maths", "mathematiques", "mathematiques-sciences"}, 3, []string{"mathematiques"}},
		{"beginnings keep their order", "première", []string{"Première générale", "Première techno", "première pro"}, 3, []string{"Première générale", "Première techno", "première pro"}},
		{"a word of the candidate", "primaire", []string{"collège", "école primaire"}, 3, []string{"école primaire"}},
		{"the candidates are words of it", "du CM1 à la 6e", []string{"5e", "6e", "cm1", "m1"}, 3, []string{"6e", "cm1"}},
		{"a letter is not a word of it", "vitamine C", []string{"c"}, 3, nil},
		{"nothing in common", "9", []string{"1", "2"}, 3, nil},
		{"ordinals", "septième", []string{"Sixième", "Cinquième"}, 3, []string{"Sixième"}},
		{"repeated candidates", "date", []string{"date", "date"}, 3, []string{"date"}},
		{"at most none", "date", fields, 0, nil},
		{"empty", "", fields, 3, nil},
		{"too long", strings.Repeat("a", 5000), []string{strings.Repeat("a", 4999)}, 3, nil},
	}
	for _, tt := range tests {
		if got := french.Nearest(tt.word, tt.candidates, tt.max); !slices.Equal(got, tt.want) {
			t.Errorf("%s: Nearest(%q) = %q, want %q", tt.name, tt.word, got, tt.want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		french.Fold("Des robots à l'école maternelle, un projet pour découvrir")
	}
}
