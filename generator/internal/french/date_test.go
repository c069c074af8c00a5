package french_test

import (
	"strings"
	"testing"
	"time"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2026", "2026"},
		{"2026-03", "2026-03"},
		{"2026-3-2", "2026-03-02"},
		{"2026-03-12", "2026-03-12"},
		{"  2026-03-12 ", "2026-03-12"},
		{"2024-02-29", "2024-02-29"},
		{"2000-02-29", "2000-02-29"},
		{"1000", "1000"},
		{"9999-12-31", "9999-12-31"},
		{"12 mars 2026", "2026-03-12"},
		{"12\u00a0mars\u202f2026", "2026-03-12"},
		{"12 MARS 2026", "2026-03-12"},
		{"1er avril 2026", "2026-04-01"},
		{"1 er avril 2026", "2026-04-01"},
		{"le 1er avril 2026", "2026-04-01"},
		{"jeudi 12 mars 2026", "2026-03-12"},
		{"dimanche 15 mars 2026", "2026-03-15"},
		{"3 août 2026", "2026-08-03"},
		{"3 aout 2026", "2026-08-03"},
		{"3 aou\u0302t 2026", "2026-08-03"},
		{"5 févr. 2026", "2026-02-05"},
		{"25 déc. 2026", "2026-12-25"},
		{"mars 2026", "2026-03"},
		{"Décembre 2026", "2026-12"},
		{"12/03/2026", "2026-03-12"},
		{"1/3/2026", "2026-03-01"},
		{"12.03.2026", "2026-03-12"},
		{"12-03-2026", "2026-03-12"},
		{"03/2026", "2026-03"},
		{"2026-03-12T14:30", "2026-03-12T14:30"},
		{"2026-03-12 14:30", "2026-03-12T14:30"},
		{"2026-03-12T14:30:15", "2026-03-12T14:30"},
		{"2026-03-12T14:30:15.250Z", "2026-03-12T14:30"},
		{"2026-03-12T23:30:00+01:00", "2026-03-12T23:30"},
		{"2026-03-12T00:10:00-0500", "2026-03-12T00:10"},
		{"2026-03-12 14:30:00 +0100", "2026-03-12T14:30"},
		{"2026-03-12T00:00:00Z", "2026-03-12T00:00"},
		{"12 mars 2026 à 14 h 30", "2026-03-12T14:30"},
		{"12 mars 2026, 14h30", "2026-03-12T14:30"},
		{"12 mars 2026 à 14 h", "2026-03-12T14:00"},
		{"12/03/2026 14:30", "2026-03-12T14:30"},
		{"12 mars 2026 à 9 heures", "2026-03-12T09:00"},
	}
	for _, tt := range tests {
		d, err := french.ParseDate(tt.in)
		if err != nil || d.String() != tt.want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", tt.in, d, err, tt.want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "vide"},
		{" ", "vide"},
		{"hier", "n'est pas une date"},
		{"12", "n'est pas une date"},
		{"12/03/26", "deux chiffres ; écrivez 12/03/2026"},
		{"12-03-26", "écrivez 12-03-2026"},
		{"2025-2026", "deux années ; écrivez la première, 2025"},
		{"2025 / 2026", "deux années"},
		{"16 h", "pas le jour ; écrivez par exemple 2026-03-12 14:00"},
		{"à 16:30", "pas le jour"},
		{"printemps 2026", "« printemps » n'est pas un mois ; écrivez par exemple 2026-03-12"},
		{"20260312", "n'est pas une date"},
		{"12026-01-01", "n'est pas une date"},
		{"2026-02-30", "le 30 février n'existe pas"},
		{"2025-02-29", "le 29 février 2025 n'existe pas : l'année n'est pas bissextile"},
		{"1900-02-29", "bissextile"},
		{"31 avril 2026", "le 31 avril n'existe pas"},
		{"2026-00-10", "le mois 00 n'existe pas"},
		{"2024-13-45", "le mois 13 n'existe pas"},
		{"2026-03-00", "le 0 mars n'existe pas"},
		{"03/25/2026", "le jour s'écrit avant le mois : 25/03/2026"},
		{"0999-01-01", "de 1000 à 9999"},
		{"0000", "de 1000 à 9999"},
		{"12 marz 2026", "« marz » n'est pas un mois ; vouliez-vous dire « mars » ?"},
		{"2026-03-12T24:00", "l'heure 24 h 00 n'existe pas"},
		{"2026-03-12T12:60", "l'heure 12 h 60 n'existe pas"},
		{"mars 2026 à 14 h", "pas le jour"},
		{strings.Repeat("x", 1000), "xxx…"},
	}
	for _, tt := range tests {
		d, err := french.ParseDate(tt.in)
		if err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error with %q", tt.in, d, tt.want)
		} else if got := strings.ReplaceAll(err.Error(), "\u00a0", " "); !strings.Contains(got, tt.want) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %q, want %q", tt.in, d, got, tt.want)
		}
	}
}

func TestFormatDate(t *testing.T) {
	tests := []struct {
		in   site.Date
		want string
	}{
		{site.Date{}, ""},
		{site.Date{Year: 2026}, "2026"},
		{site.Date{Year: 2026, Month: 3}, "mars 2026"},
		{site.Date{Year: 2026, Month: 3, Day: 12}, "12\u00a0mars 2026"},
		{site.Date{Year: 2026, Month: 4, Day: 1}, "1er\u00a0avril 2026"},
		{site.Date{Year: 2026, Month: 3, Day: 12, Clock: 14*60 + 30 + 1}, "12\u00a0mars 2026 à 14\u00a0h\u00a030"},
		{site.Date{Year: 2026, Month: 3, Day: 12, Clock: 9*60 + 5 + 1}, "12\u00a0mars 2026 à 9\u00a0h\u00a005"},
		{site.Date{Year: 2026, Month: 3, Day: 12, Clock: 1}, "12\u00a0mars 2026 à 0\u00a0h"},
	}
	for _, tt := range tests {
		if got := french.FormatDate(tt.in); got != tt.want {
			t.Errorf("FormatDate(%v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Every day of a century is read back from both of its forms.
func TestDatesComeBack(t *testing.T) {
	day := time.Date(1899, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Year() < 2002; day = day.AddDate(0, 0, 1) {
		want := site.Date{Year: int16(day.Year()), Month: int8(day.Month()), Day: int8(day.Day())}
		for _, text := range []string{want.String(), french.FormatDate(want)} {
			if got, err := french.ParseDate(text); got != want || err != nil {
				t.Fatalf("ParseDate(%q) = %v, %v", text, got, err)
			}
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-03-12T14:30Z", "1er avril 2026 à 14 h 30", "12/03/2026", "2025-02-29", "mars\u00a02026"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := french.ParseDate(s)
		if err != nil {
			return
		}
		for _, text := range []string{d.String(), french.FormatDate(d)} {
			if again, err := french.ParseDate(text); again != d || err != nil {
				t.Errorf("%q is read as %v, and that as %v, %v", s, d, again, err)
			}
		}
	})
}

func BenchmarkParseDate(b *testing.B) {
	for b.Loop() {
		french.ParseDate("2026-03-12")
	}
}
