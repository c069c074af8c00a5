package content

import "testing"

func TestHeadingText(t *testing.T) {
	tests := []struct{ in, want string }{
		{" Un titre ", "Un titre"},
		{"Un titre ##", "Un titre"},
		{"Un **titre** en *italique* et `code`", "Un titre en italique et code"},
		{"Un ==titre== [lié](a.md)", "Un titre lié"},
		{"Un titre {#ici .unnumbered}", "Un titre"},
		{"Un titre { .a }", "Un titre"},
		{"Un {titre}", "Un {titre}"},
		{"Séance 1 %%la maman de Léo a appelé%% et suite", "Séance 1 et suite"},
		{"Séance 1 %%jamais refermé", "Séance 1"},
		{"Séance <!-- privé --> 1 {>>privé<<}", "Séance 1"},
		{"5 * 3 et C#", "5 * 3 et C#"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := HeadingText(tt.in); got != tt.want {
			t.Errorf("HeadingText(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFirstHeading(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"first", "Un texte.\n\n# Titre\n\n# Autre\n", "Titre"},
		{"none", "## Titre\n#rien\n", ""},
		{"not in code", "```python\n# un commentaire\n```\n# Titre\n", "Titre"},
		{"not in a remark", "%%\n# Privé\n%%\n# Titre\n", "Titre"},
		{"not in a remark of HTML", "<!--\n# Privé\n-->\n# Titre\n", "Titre"},
		{"after a short remark", "%% un %%\n# Titre\n", "Titre"},
		{"a remark alone", "# %%privé%%\n\n# Titre\n", "Titre"},
		{"never closed", "%%\n# Privé\n", ""},
	}
	for _, tt := range tests {
		if got := firstHeading([]byte(tt.in)); got != tt.want {
			t.Errorf("%s: Got %q, want %q", tt.name, got, tt.want)
		}
	}
}
