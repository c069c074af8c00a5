package config_test

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"essaim/generator/internal/config"
	"essaim/generator/site"
)

// read reads the text of a site.yaml, with the title that every site has
// unless it says its own.
func read(t *testing.T, text string) (*config.Settings, []site.Problem) {
	t.Helper()
	if !strings.Contains(text, "titre:") || strings.HasPrefix(text, "menu:") {
		text += "\ntitre: Essai"
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return config.Read(doc.Content[0])
}

func TestReadEveryKey(t *testing.T) {
	tests := []struct {
		key, text string
		got       func(*config.Settings) any
		want      any
	}{
		{"titre", "titre: Écoles & co", func(s *config.Settings) any { return s.Title }, "Écoles & co"},
		{"titre", "titre: 2026", func(s *config.Settings) any { return s.Title }, "2026"},
		{"description", "description: Une phrase.", func(s *config.Settings) any { return s.Description }, "Une phrase."},
		{"adresse", "adresse: https://exemple.test/site", func(s *config.Settings) any { return s.BaseURL }, "https://exemple.test/site/"},
		{"langue", "langue: en", func(s *config.Settings) any { return s.Lang }, "en"},
		{"theme", "theme: autre", func(s *config.Settings) any { return s.Theme }, "autre"},
		{"licence", "licence: etalab-2.0", func(s *config.Settings) any { return s.License }, "etalab-2.0"},
		{"contact", "contact: equipe@exemple.test", func(s *config.Settings) any { return s.Contact }, "equipe@exemple.test"},
		{"editeur", "editeur: {nom: DRANE}", func(s *config.Settings) any { return s.Publisher }, "DRANE"},
		{"menu", "menu: [/a/, {titre: B, vers: b.md}]", func(s *config.Settings) any {
			var out []string
			for _, m := range s.Menu {
				out = append(out, m.Label+">"+m.To+"@"+m.Pos.String())
			}
			return out
		}, []string{">/a/@site.yaml:1:8", "B>b.md@site.yaml:1:30"}},
		{"sections", "sections: {Mes Articles: veille}", func(s *config.Settings) any { return s.Sections }, map[string]string{"mes-articles": "veille"}},
		{"abreviations", "abreviations: {ENT: ' Espace numérique de travail ', NO: Non}", func(s *config.Settings) any { return s.Abbreviations }, map[string]string{"ENT": "Espace numérique de travail", "NO": "Non"}},
		{"medias", "medias: [Tube.exemple.org, 'https://www.été.fr/a']", func(s *config.Settings) any { return s.Medias }, []string{"tube.exemple.org", "xn--t-9fab.fr"}},
		{"medias", "medias: tube.exemple.org", func(s *config.Settings) any { return s.Medias }, []string{"tube.exemple.org"}},
		{"bilan", "bilan: oui", func(s *config.Settings) any { return s.Survey }, true},
		{"types", "types: {fiche: {nom: Fiche}}", func(s *config.Settings) any { return s.Types != nil && len(s.Types.Content) == 2 }, true},
		{"vocabulaires", "vocabulaires: {mots: {nom: Mots}}", func(s *config.Settings) any { return s.Vocabularies != nil && len(s.Vocabularies.Content) == 2 }, true},
	}
	tested := map[string]bool{}
	for _, test := range tests {
		tested[test.key] = true
		t.Run(test.text, func(t *testing.T) {
			s, problems := read(t, test.text)
			if len(problems) > 0 {
				t.Errorf("problems: %v", problems)
			}
			if got := test.got(s); !reflect.DeepEqual(got, test.want) {
				t.Errorf("Got %#v, want %#v", got, test.want)
			}
			if reflect.DeepEqual(test.got(config.Default()), test.want) {
				t.Error("the default has that value already: this row proves nothing")
			}
			if pos := s.Pos(test.key); pos.Line != 1 || pos.Col != len(test.key)+3 {
				t.Errorf("Pos(%q) = %v, want site.yaml:1:%d", test.key, pos, len(test.key)+3)
			}
		})
	}
	for _, key := range config.Keys {
		if !key.Later && !tested[key.Name] {
			t.Errorf("no row reads the key %q", key.Name)
		}
	}
}

func TestKeysTable(t *testing.T) {
	var check func(prefix string, keys []config.Key)
	check = func(prefix string, keys []config.Key) {
		seen := map[string]bool{}
		for _, key := range keys {
			if seen[key.Name] {
				t.Errorf("the key %s%s is declared twice", prefix, key.Name)
			}
			seen[key.Name] = true
			if doc := key.Doc; !strings.HasSuffix(doc, ".") || len(doc) < 10 {
				t.Errorf("the key %s%s needs a sentence, not %q", prefix, key.Name, doc)
			}
			check(prefix+key.Name+".", key.Keys)
		}
	}
	check("", config.Keys)
}

// TestLaterKeys gives each key that is to come a value: one piece of
// information at the key, and no effect.
func TestLaterKeys(t *testing.T) {
	n := 0
	var check func(prefix, before string, keys []config.Key)
	check = func(prefix, before string, keys []config.Key) {
		for _, key := range keys {
			check(prefix+key.Name+".", before+key.Name+":\n  ", key.Keys)
			if !key.Later {
				continue
			}
			n++
			for _, value := range []string{"oui", "[a, b]", "{a: {b: c}}"} {
				s, problems := read(t, before+key.Name+": "+value)
				line := 1 + strings.Count(before, "\n")
				if len(problems) != 1 || problems[0].Severity != site.Info || problems[0].Line != line || !strings.Contains(problems[0].Message, "« "+prefix+key.Name+" »") {
					t.Errorf("%s%s: %s says %v, want one Info on line %d", prefix, key.Name, value, problems, line)
				}
				want := config.Default()
				if want.Title = "Essai"; s.Publisher != want.Publisher || s.BaseURL != "" || s.Title != want.Title || s.Types != nil {
					t.Errorf("%s%s has an effect: %+v", prefix, key.Name, s)
				}
			}
		}
	}
	check("", "", config.Keys)
	if n == 0 {
		t.Fatal("no key is to come: delete this test")
	}
}

func TestReadProblems(t *testing.T) {
	tests := []struct{ text, want string }{
		{"description: [a]", "1:14: error: « description » attend un texte, pas une liste | Une phrase qui dit à quoi sert le site."},
		{"description: {a: b}", "1:14: error: « description » attend un texte, pas des lignes « clé: valeur » | Une phrase qui dit à quoi sert le site."},
		{"medias: {a: b}", "1:9: error: « medias » attend une liste de noms de sites, pas des lignes « clé: valeur » | Les sites de vidéos, de cartes ou d'activités que les pages peuvent présenter, en plus de ceux qu'Essaim connaît : [tube.exemple.org]."},
		{"medias: [a b.fr]", "1:10: error: « a b.fr » n'est pas le nom d'un site | par exemple : medias: [tube.exemple.org]"},
		{"titre: []", "1:8: error: « titre » attend un texte, pas une liste | Le nom du site. C'est la seule clé obligatoire."},
		{"titre: ' '", "1:8: error: le titre du site est vide | par exemple : titre: Le nom de votre site"},
		{"titre:", "0:0: error: il manque le titre du site | ajoutez une ligne : titre: Le nom de votre site"},
		{"titres: x\ndescription: y\n", "1:1: error: « titres » n'est pas une clé de site.yaml | vouliez-vous dire « titre » ?"},
		{"editeur: DRANE", "1:10: error: « editeur » attend des lignes « clé: valeur » en retrait, pas « DRANE » | Qui publie le site."},
		{"editeur: [nom]", "1:10: error: « editeur » attend des lignes « clé: valeur » en retrait, pas une liste | Qui publie le site."},
		{"editeur: {nome: x}", "1:11: error: « editeur.nome » n'est pas une clé de site.yaml | vouliez-vous dire « nom » ?"},
		{"editeur: {zzz: x}", "1:11: error: « editeur.zzz » n'est pas une clé de site.yaml | les clés possibles : nom, adresse, telephone, site, directeur"},
		{"editeur: {nom: {a: b}}", "1:16: error: « editeur.nom » attend un texte, pas des lignes « clé: valeur » | Le nom de l'organisme, montré en pied de page et dans les flux."},
		{"editeur:", ""},
		{"menu: /a/", "1:7: error: « menu » attend une liste, pas « /a/ » | " + doc("menu")},
		{"menu: {titre: a}", "1:7: error: « menu » attend une liste, pas des lignes « clé: valeur » | " + doc("menu")},
		{"menu: [{titre: A}]", "1:8: error: cette entrée du menu ne mène nulle part | écrivez par exemple : - {titre: Le guide, vers: /guide/}"},
		{"menu: [[a]]", "1:8: error: cette entrée du menu ne mène nulle part | écrivez par exemple : - {titre: Le guide, vers: /guide/}"},
		{"menu: [{titre: [A], vers: /a/}]", "1:16: error: « menu.titre » attend un texte, pas une liste | "},
		{"menu: [{titre: A, ver: /a/, vers: /a/}]", "1:19: error: « menu.ver » n'est pas une clé de site.yaml | vouliez-vous dire « vers » ?"},
		{"abreviations: [ENT]", "1:15: error: « abreviations » attend des lignes « sigle: ce qu'il veut dire », pas une liste | " + doc("abreviations")},
		{"abreviations: {ENT: [a]}", "1:21: error: « abreviations.ENT » attend ce que veut dire le sigle, pas une liste | " + doc("abreviations")},
		{"abreviations: {ENT: }", "1:21: error: « abreviations.ENT » attend ce que veut dire le sigle, pas «  » | " + doc("abreviations")},
		{"abreviations: {' ': a}", "1:16: error: «  » n'est pas un sigle, ou son sens est trop long | " + doc("abreviations")},
		{"bilan: peut-être", "1:8: error: « bilan » attend oui ou non, pas « peut-être » | " + doc("bilan")},
		{"bilan: [oui]", "1:8: error: « bilan » attend oui ou non, pas une liste | " + doc("bilan")},
		{"sections: [articles]", "1:11: error: « sections » attend des lignes « dossier: type », pas une liste | " + doc("sections")},
		{"sections: {articles: [veille]}", "1:22: error: « sections.articles » attend le nom d'un type, pas une liste | " + doc("sections")},
		{"sections: {'!': veille}", "1:12: error: « ! » n'est pas le nom d'un dossier | " + doc("sections")},
		{"types: oui", "1:8: error: « types » attend des lignes « clé: valeur » en retrait, pas « oui » | " + doc("types")},
		{"vocabulaires: [a]", "1:15: error: « vocabulaires » attend des lignes « clé: valeur » en retrait, pas une liste | " + doc("vocabulaires")},
		{"langue: ../../etc", "1:9: error: « langue » attend une langue, comme fr ou en, pas « ../../etc » | " + doc("langue")},
		{"langue: français", "1:9: error: « langue » attend une langue, comme fr ou en, pas « français » | " + doc("langue")},
		{"langue: [fr]", "1:9: error: « langue » attend une langue, comme fr ou en, pas une liste | " + doc("langue")},
		// « contact » becomes a link on every page.
		{"contact: javascript://exemple.test/%0aa()", contactWrong("javascript://exemple.test/%0aa()")},
		{"contact: javascript:a()//@exemple.test", contactWrong("javascript:a()//@exemple.test")},
		{"contact: //nom@exemple.test/", contactWrong("//nom@exemple.test/")},
		{"contact: equipe@exemple", contactWrong("equipe@exemple")},
		{"contact: https://", contactWrong("https://")},
		{"contact: [a]", "1:10: error: « contact » attend une page du site, un courriel ou une adresse qui commence par https://, pas une liste | " + doc("contact")},
		{"contact: mailto:equipe@exemple.test", ""},
		{"contact: https://exemple.test/ecrire?a=b", ""},
		{"theme: ../content", "1:8: error: « theme » attend le nom d'un dossier de themes/, pas « ../content » | " + doc("theme")},
		{"theme: ..", "1:8: error: « theme » attend le nom d'un dossier de themes/, pas « .. » | " + doc("theme")},
		{"theme: [a]", "1:8: error: « theme » attend le nom d'un dossier de themes/, pas une liste | " + doc("theme")},
		{"adresse: [a]", "1:10: error: « adresse » attend une adresse, pas une liste | " + doc("adresse")},
		{"adresse: exemple.test", "1:10: error: « exemple.test » n'est pas l'adresse d'un site : elle commence par https:// et n'a ni « ? » ni « # » | par exemple : adresse: https://mon-groupe.forge.apps.education.fr/mon-site/"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, problems := read(t, test.text)
			var got []string
			for _, p := range problems {
				if p.File != config.File || p.Rule != "configuration" {
					t.Errorf("%v has rule %q", p.Pos, p.Rule)
				}
				got = append(got, fmt.Sprintf("%d:%d: %s: %s | %s", p.Line, p.Col, p.Severity, p.Message, p.Hint))
			}
			if text := strings.ReplaceAll(strings.Join(got, "\n"), "\u00a0", " "); text != test.want {
				t.Errorf("Got\n%s\nwant\n%s", text, test.want)
			}
		})
	}
}

func contactWrong(value string) string {
	return "1:10: error: « contact » attend une page du site, un courriel ou une adresse qui commence par https://, pas « " + value + " » | " + doc("contact")
}

// doc is the sentence of a key.
func doc(name string) string {
	for _, key := range config.Keys {
		if key.Name == name {
			return key.Doc
		}
	}
	return ""
}

func TestBaseURL(t *testing.T) {
	tests := []struct{ in, want string }{ // "" when it must be refused
		{"https://exemple.test", "https://exemple.test/"},
		{"https://exemple.test/", "https://exemple.test/"},
		{"http://exemple.test:8080/a/b", "http://exemple.test:8080/a/b/"},
		{"HTTPS://Exemple.TEST/Groupe", "https://exemple.test/Groupe/"},
		{"https://exemple.test//a///b//", "https://exemple.test/a/b/"},
		{"https://exemple.test/a/../../b/./", "https://exemple.test/b/"},
		{"https://exemple.test/été à", "https://exemple.test/%C3%A9t%C3%A9%20%C3%A0/"},
		{"https://exemple.test/\"><script>", "https://exemple.test/%22%3E%3Cscript%3E/"},
		{"https://école.test/", "https://xn--cole-9oa.test/"},
		{"https://[::1]:8080", "https://[::1]:8080/"},
		{"", ""},
		{"exemple.test", ""},
		{"//exemple.test/", ""},
		{"/site/", ""},
		{"https:", ""},
		{"https://", ""},
		{"https:///site", ""},
		{"https://:80/", ""},
		{"https:exemple.test", ""},
		{"ftp://exemple.test/", ""},
		{"javascript:alert(1)", ""},
		{"javascript://exemple.test/%0Aalert(1)", ""},
		{"data:text/html,x", ""},
		{"file:///etc/passwd", ""},
		{"https://exemple.test/?a=b", ""},
		{"https://exemple.test/?", ""},
		{"https://exemple.test?", ""},
		{"https://exemple.test/#a", ""},
		{"https://exemple.test/#", ""},
		{"https://moi:secret@exemple.test/", ""},
		{"https://moi@exemple.test/", ""},
		{"https://exemple.test\\@autre.test/", ""},
		{"https://<script>/", ""},
		{"https://exemple.test\"/", ""},
		{"https://exe mple.test/", ""},
		{"https://exemple.test/\n", ""},
		{"https://exemple.test/\x00", ""},
		{"https://exemple.test:port/", ""},
		{"https://exemple.test/%zz", ""},
	}
	for _, test := range tests {
		got, err := config.BaseURL(test.in)
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("BaseURL(%q) = %q, %v; want %q", test.in, got, err, test.want)
		}
		if err == nil {
			if again, err := config.BaseURL(got); again != got || err != nil {
				t.Errorf("BaseURL(%q) = %q, %v; want it unchanged", got, again, err)
			}
		}
	}
}

func FuzzBaseURL(f *testing.F) {
	for _, seed := range []string{"https://exemple.test/a b", "https://é.test", "http://[::1]:80//", "https://a/?#"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := config.BaseURL(in)
		if err != nil {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || !strings.HasSuffix(got, "/") || strings.ContainsAny(got, "?#<>\" \n\x00") {
			t.Errorf("BaseURL(%q) = %q", in, got)
		}
		if again, err := config.BaseURL(got); again != got || err != nil {
			t.Errorf("BaseURL(%q) = %q, %v; want it unchanged", got, again, err)
		}
	})
}
