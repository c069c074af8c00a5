package french_test

import (
	"strings"
	"testing"

	"essaim/generator/internal/french"
	"essaim/generator/site"
)

func TestParseDuration(t *testing.T) {
	tests := []struct {
		in   string
		want site.Duration
	}{
		{"1 h 30", 90}, {"1h30", 90}, {"1H30", 90}, {"1\u00a0h\u00a030", 90}, {"1 h 30 min", 90}, {"1h30mn", 90},
		{"1 heure 30", 90}, {"1 heure et 30 minutes", 90}, {"2 heures", 120}, {"2 h", 120}, {"2h", 120}, {"1 h 05", 65},
		{"90 min", 90}, {"90min", 90}, {"90 mn", 90}, {"90 min.", 90}, {"45 minutes", 45}, {"1 minute", 1},
		{"1,5 h", 90}, {"1.25 heure", 75}, {"0,5 h", 30},
		{"PT1H30M", 90}, {"PT45M", 45}, {"PT3H", 180}, {"pt90m", 90}, {"PT1H30M00S", 90},
		{"99999 h", 5999940},
	}
	for _, tt := range tests {
		if got, err := french.ParseDuration(tt.in); got != tt.want || err != nil {
			t.Errorf("ParseDuration(%q) = %d, %v, want %d", tt.in, got, err, tt.want)
		}
	}
}

func TestParseDurationRefuses(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "vide"},
		{"90", "il manque l'unité ; écrivez 90 min ou 90 h"},
		{"3 jours", "plusieurs jours"},
		{"2 journées", "plusieurs jours"},
		{"1 semaine", "plusieurs jours"},
		{"P3D", "plusieurs jours"},
		{"P1DT2H", "plusieurs jours"},
		{"2 séances de 45 min", "plusieurs séances"},
		{"2 × 45 min", "plusieurs séances"},
		{"1 h 75", "75 minutes font plus d'une heure ; écrivez 2 h 15"},
		{"0 min", "au moins une minute"},
		{"1:30", "écrivez 1 h 30"},
		{"environ 1 h", "écrivez-la seule : 1 h"},
		{"45 min environ", "écrivez-la seule : 45 min"},
		{"environ environ", "n'est pas une durée"},
		{"45 min à 1 h", "la plus longue"},
		{"PT", "n'est pas une durée"},
		{"PT30S", "n'est pas une durée"},
		{"une heure", "« une heure » n'est pas une durée"},
		{"-2 h", "n'est pas une durée"},
		{"999999999999 h", "n'est pas une durée"},
	}
	for _, tt := range tests {
		d, err := french.ParseDuration(tt.in)
		if err == nil {
			t.Errorf("ParseDuration(%q) = %d, want an error with %q", tt.in, d, tt.want)
		} else if got := strings.ReplaceAll(err.Error(), "\u00a0", " "); !strings.Contains(got, tt.want) {
			t.Errorf("ParseDuration(%q): %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFormatDuration(t *testing.T) {
	tests := []struct {
		in   site.Duration
		want string
	}{
		{0, "0\u00a0min"}, {45, "45\u00a0min"}, {60, "1\u00a0h"}, {65, "1\u00a0h\u00a005"},
		{90, "1\u00a0h\u00a030"}, {120, "2\u00a0h"}, {1800, "30\u00a0h"},
	}
	for _, tt := range tests {
		if got := french.FormatDuration(tt.in); got != tt.want {
			t.Errorf("FormatDuration(%d) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestDurationsComeBack(t *testing.T) {
	for d := site.Duration(1); d < 6000; d++ {
		for _, text := range []string{d.ISO(), french.FormatDuration(d)} {
			if got, err := french.ParseDuration(text); got != d || err != nil {
				t.Fatalf("ParseDuration(%q) = %d, %v, want %d", text, got, err, d)
			}
		}
	}
}
