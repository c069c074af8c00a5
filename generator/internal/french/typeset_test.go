package french

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// marks writes the no-break spaces so that a reader of a test sees them.
var marks = strings.NewReplacer("\u202f", "_", "\u00a0", "~", "’", "’")

func TestTypeset(t *testing.T) {
	// In want, _ is a narrow no-break space and ~ a no-break space.
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a word", "école", "école"},
		{"a sentence", "Les élèves programment un robot.", "Les élèves programment un robot."},

		// Spaces before signs.
		{"exclamation", "Bonjour !", "Bonjour_!"},
		{"question", "Pourquoi ?", "Pourquoi_?"},
		{"semicolon", "un ; deux", "un_; deux"},
		{"colon", "Matériel : un robot", "Matériel~: un robot"},
		{"two spaces", "Bonjour  !", "Bonjour_!"},
		{"the other no-break space", "Bonjour\u00a0! Oui\u202f: non", "Bonjour_! Oui~: non"},
		{"a thin space", "Bonjour\u2009!", "Bonjour_!"},
		{"right already", "Bonjour\u202f! Oui\u00a0: non", "Bonjour_! Oui~: non"},
		{"a run of signs", "Quoi ?! Non !!!", "Quoi_?! Non_!!!"},
		{"signs one by one", "Non ! ! !", "Non_!_!_!"},
		{"before a parenthesis", "(vraiment ?)", "(vraiment_?)"},
		{"before a quote", "« Quoi ? »", "«_Quoi_?_»"},
		{"with points", "Quoi ?... Si !…", "Quoi_?… Si_!…"},
		{"at the end of emphasis", "**Bravo !**", "**Bravo_!**"},
		{"after a link", "voir \x1a !", "voir \x1a_!"},
		{"before a picture", "voir ici :\x1a", "voir ici~:\x1a"},
		{"a question in brackets", "( ? )", "( ? )"},
		{"a sign alone", "! ? : ;", "!_?~:_;"},
		{"after a line end", "Attention\n! Oui", "Attention\n! Oui"},
		{"at a line end", "Attention :\nun", "Attention~:\nun"},
		{"a ratio with spaces", "1 : 2", "1~: 2"},

		// Spaces that are missing.
		{"missing, exclamation", "Bonjour!", "Bonjour_!"},
		{"missing, question", "Vous venez? Oui.", "Vous venez_? Oui."},
		{"missing, semicolon", "un;deux; trois", "un;deux_; trois"},
		{"missing, semicolon after a word", "un robot; une tablette", "un robot_; une tablette"},
		{"missing, colon", "Matériel: un robot", "Matériel~: un robot"},
		{"missing, colon at the end", "Matériel:", "Matériel~:"},
		{"missing, a run", "Quoi?! Oui!!", "Quoi_?! Oui_!!"},
		{"missing, after a parenthesis", "Un mot (ou deux)! Oui", "Un mot (ou deux)_! Oui"},
		{"missing, after a quote", "« Quoi »? Oui", "«_Quoi_»_? Oui"},
		{"missing, after a number", "En 2026? Oui; 12; 13", "En 2026_? Oui_; 12_; 13"},
		{"missing, after a percentage", "10 %; 20 €?", "10~%_; 20~€_?"},
		{"missing, a step", "Étape 1: découvrir", "Étape 1~: découvrir"},
		{"missing, a class", "Bravo les CM2!", "Bravo les CM2_!"},
		{"missing, one letter", "il y a: à; y?", "il y a: à_; y_?"},
		{"missing, ends of words", "les élève(s)! les motivé(e)! les motivé(e)s?", "les élève(s)_! les motivé(e)_! les motivé(e)s?"},
		{"missing, hyphens", "rendez-vous! celui-ci: oui", "rendez-vous_! celui-ci~: oui"},
		{"missing, decomposed letters", "e\u0301te\u0301!", "e\u0301te\u0301_!"},

		// Guillemets.
		{"guillemets", "un « mot » ici", "un «_mot_» ici"},
		{"guillemets without spaces", "un «mot» ici", "un «_mot_» ici"},
		{"guillemets, the other space", "un «\u00a0mot\u00a0»", "un «_mot_»"},
		{"guillemets and signs", "«Bonjour!», dit-elle", "«_Bonjour_!_», dit-elle"},
		{"guillemets and points", "«Il vient...»", "«_Il vient…_»"},
		{"guillemets around a number", "«12»", "«_12_»"},
		{"guillemets the German way", "das »Wort« hier", "das_»Wort«_hier"},
		{"a breadcrumb", "Accueil » Projets", "Accueil_» Projets"},
		{"a breadcrumb without spaces", "Accueil»Projets", "Accueil»Projets"},
		{"guillemets around an object", "«\x1a»", "«\x1a»"},

		// Straight quotes.
		{"quotes", `le mot "robot" ici`, "le mot «_robot_» ici"},
		{"quotes, whole", `"Une phrase entière."`, "«_Une phrase entière._»"},
		{"quotes and a sign", `"Bonjour!" dit-elle`, "«_Bonjour_!_» dit-elle"},
		{"a sign after quotes", `un "mot"! un "mot" ?`, "un «_mot_»_! un «_mot_»_?"},
		{"several", `"un", "deux" et "trois"`, "«_un_», «_deux_» et «_trois_»"},
		{"quotes in guillemets", `« un "mot" »`, "«_un “mot”_»"},
		{"quotes in guillemets, glued", `«"mot" là»`, "«_“mot” là_»"},
		{"quotes after an apostrophe", `l'"école"`, "l’«_école_»"},
		{"quotes in parentheses", `("mot")`, "(«_mot_»)"},
		{"quotes around an object", `"` + "\x1a" + `"`, "«_\x1a_»"},
		{"quotes in quotes", `le "mot "robot" ici" là`, `le "mot "robot" ici" là`},
		{"quotes never closed", `le "mot robot, là "ici"`, `le "mot robot, là "ici"`},
		{"quotes over lines", "\"un mot\nou deux\", dit", "«_un mot\nou deux_», dit"},
		{"quotes and apostrophes", `"l'un", qu'"elle" 'dit'`, "«_l’un_», qu’«_elle_» 'dit'"},
		{"inches", `un écran de 15" et un de 17"`, `un écran de 15" et un de 17"`},
		{"inches beside quotes", `un "grand" écran de 15"`, `un "grand" écran de 15"`},
		{"a quote alone", `un " seul`, `un " seul`},
		{"quotes apart", `un " mot " ici`, `un " mot " ici`},
		{"nothing quoted", `un "" vide`, `un "" vide`},
		{"JSON", `{"titre": "un", "note": 5}`, `{"titre": "un", "note": 5}`},
		{"YAML", `"titre": "un"`, `"titre": "un"`},
		{"settings", `par exemple {fr: "un", ar: "deux" } ; oui`, `par exemple {fr: "un", ar: "deux" }_; oui`},
		{"an attribute", `<a class="b">`, `<a class="b">`},
		{"CSV", `"a","b"`, `"a","b"`},
		{"English quotes", "“robot”", "“robot”"},

		// Apostrophes.
		{"apostrophe", "l'école", "l’école"},
		{"apostrophe inside", "aujourd'hui", "aujourd’hui"},
		{"capital", "L'École D'été", "L’École D’été"},
		{"jusqu'à", "jusqu'à", "jusqu’à"},
		{"before guillemets", "qu'« un »", "qu’«_un_»"},
		{"before a number", "d'11 ans", "d’11 ans"},
		{"before an object", "l'\x1a", "l’\x1a"},
		{"before a parenthesis", "d'(un)", "d’(un)"},
		{"no elision before an object", "chats'\x1a", "chats'\x1a"},
		{"a name", "O'Connor", "O’Connor"},
		{"rock'n'roll", "rock'n'roll", "rock’n’roll"},
		{"p'tit", "p'tit", "p’tit"},
		{"with a slash", "d'un/d'une élève", "d’un/d’une élève"},
		{"inclusive", "l'enseignant.e", "l’enseignant.e"},
		{"right already, apostrophe", "l’école", "l’école"},
		{"decomposed, apostrophe", "jusqu'e\u0301te\u0301", "jusqu’e\u0301te\u0301"},
		{"single quotes", "le mot 'robot' ici", "le mot 'robot' ici"},
		{"minutes and seconds", `5'30"`, `5'30"`},
		{"feet", "6' de haut", "6' de haut"},
		{"degrees", `48°51'24"`, `48°51'24"`},
		{"years", "les années '90", "les années '90"},
		{"at the end", "les amis'", "les amis'"},
		{"a program", "x='a'", "x='a'"},

		// Points.
		{"ellipsis", "Hmm...", "Hmm…"},
		{"ellipsis and a word", "Bien... oui", "Bien… oui"},
		{"ellipsis in brackets", "[...] (...)", "[…] (…)"},
		{"ellipsis first", "... et la suite", "… et la suite"},
		{"ellipsis and a sign", "Quoi...?", "Quoi…?"},
		{"ellipsis, glued", "un...deux", "un...deux"},
		{"two points, four points", "un.. deux....", "un.. deux...."},
		{"a path", "../.../a", "../.../a"},
		{"a call", "f(...)", "f(...)"},
		{"a range", "1...10", "1...10"},
		{"ellipsis before an object", "un...\x1a", "un…\x1a"},

		// Numbers.
		{"a percentage", "10 %", "10~%"},
		{"euros", "5 €", "5~€"},
		{"minutes", "45 min", "45~min"},
		{"an hour", "1 h 30", "1~h~30"},
		{"an hour and minutes", "à 1 h 30 min.", "à 1~h~30~min."},
		{"kilometres", "12 km/h", "12~km/h"},
		{"square metres", "50 m2, 50 m²", "50~m2, 50~m²"},
		{"degrees Celsius", "20 °C", "20~°C"},
		{"decimals", "3,5 kg", "3,5~kg"},
		{"thousands", "1 250 élèves", "1_250 élèves"},
		{"millions", "1 250 000", "1_250_000"},
		{"a year and a number", "en 2026 250 élèves", "en 2026 250 élèves"},
		{"a telephone number", "01 23 45 67 89", "01 23 45 67 89"},
		{"number", "n° 3", "n°~3"},
		{"a page", "p. 12, art. 9", "p.~12, art.~9"},
		{"titles", "M. Martin, Mme Durand, Dr Petit", "M.~Martin, Mme~Durand, Dr~Petit"},
		{"a day", "le 12 mars 2026, le 1er avril", "le 12~mars 2026, le 1er~avril"},
		{"a century", "le XXIe siècle", "le XXIe~siècle"},
		{"an author's narrow space", "45\u202fmin, 10\u202f%", "45_min, 10_%"},
		{"a range of ages", "10-12 ans", "10-12 ans"},
		{"no unit", "12 l'an, 3 s'il", "12 l’an, 3 s’il"},
		{"no unit, long", "12 minutes, 3 mètres", "12 minutes, 3 mètres"},
		{"no unit, name", "CM2 m", "CM2 m"},
		{"ordinals stay", "le 1er, la 2ème, la 6e", "le 1er, la 2ème, la 6e"},

		// What only looks like French.
		{"an address", "https://a.fr/?x=1;y et https://a.fr/l'eau!", "https://a.fr/?x=1;y et https://a.fr/l'eau!"},
		{"an address and a sign", "Voir https://a.fr/x; puis www.b.fr? Oui", "Voir https://a.fr/x; puis www.b.fr? Oui"},
		{"a host", "exemple.fr? page.php!", "exemple.fr? page.php!"},
		{"an hour in figures", "à 14:30: départ", "à 14:30: départ"},
		{"a ratio", "1:2 et 16:9", "1:2 et 16:9"},
		{"C++", "C++ et C#!", "C++ et C#!"},
		{"emoticons", "Oui :-) non ;-) bof :/ :) ;) :D :'(", "Oui :-) non ;-) bof :/ :) ;) :D :'("},
		{"an emoticon in French", "Bravo ! :-)", "Bravo_! :-)"},
		{"short codes", "Bravo :abeille: et :smile:", "Bravo :abeille: et :smile:"},
		{"a Windows path", `C:\Mes documents\l'eau; D:`, `C:\Mes documents\l'eau; D:`},
		{"a mail address", "ecrire@exemple.fr? Oui", "ecrire@exemple.fr? Oui"},
		{"LaTeX", `$f'(x)=\frac{1}{2}\;x!$`, `$f'(x)=\frac{1}{2}\;x!$`},
		{"colours", "#1a2b3c; #fff!", "#1a2b3c; #fff!"},
		{"an operator", "a != b, x ?: y", "a != b, x ?: y"},
		{"factorial", "n! et 5! et (n+1)!", "n! et 5! et (n+1)_!"},
		{"CSS", "color: red !important", "color~: red !important"},
		{"a scheme", "en https: ou mailto: oui", "en https: ou mailto: oui"},
		{"a function", "f(x); g(); h(a, b)", "f(x); g(); h(a, b)"},
		{"a namespace", "std::cout; a::b", "std::cout; a::b"},
		{"brands", "avec Kahoot! et Yahoo!", "avec Kahoot! et Yahoo!"},
		{"code", "la clé `l'id ; titre : x`, l'autre", "la clé `l'id ; titre : x`, l’autre"},
		{"code twice", "``a ` b ; c`` d'un", "``a ` b ; c`` d’un"},
		{"a grave accent alone", "l'`école ; oui", "l'`école_; oui"},
		{"an escape", "\x1a\x1a l\x1a\x1aa", "\x1a\x1a l\x1a\x1aa"},
		{"tabs", "a\t! b", "a\t! b"},
		{"bytes that are not UTF-8", "l'\xffa ! \xff", "l'\xffa_! \xff"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Typeset(tt.in)
			if marks.Replace(got) != tt.want {
				t.Errorf("Typeset(%q)\nGot  %q\nwant %q", tt.in, marks.Replace(got), tt.want)
			}
			checkTypeset(t, tt.in)
		})
	}
	if len(tests) < 120 {
		t.Errorf("%d rows", len(tests))
	}
}

// checkTypeset holds what is true of any text.
func checkTypeset(t *testing.T, s string) {
	t.Helper()
	got := Typeset(s)
	if again := Typeset(got); again != got {
		t.Errorf("%q gives %q, then %q", s, got, again)
	}
	if utf8.ValidString(s) && !utf8.ValidString(got) {
		t.Errorf("%q gives %q, which is not UTF-8", s, got)
	}
	if before, after := letters(s), letters(got); before != after {
		t.Errorf("%q gives %q: its letters change", s, got)
	}
	if Slug(got) != Slug(s) || Fold(got) != Fold(s) {
		t.Errorf("%q and %q have not the same address: %q, %q", s, got, Fold(s), Fold(got))
	}
	at := 0
	for _, e := range AppendEdits(nil, s) {
		if e.Start < at || e.End < e.Start || e.End > len(s) {
			t.Fatalf("%q: edit %+v is not after %d", s, e, at)
		}
		if at = e.End; !e.Raised && letters(s[e.Start:e.End]) != letters(e.New) {
			t.Errorf("%q: %+v", s, e)
		}
	}
}

// letters returns the letters and digits of s, and all else that must stay.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(`"'’«»“”.…`, r) {
			return -1
		}
		return r
	}, s)
}

func FuzzTypeset(f *testing.F) {
	for _, s := range []string{
		"« Bonjour ! » : l'« un »; d'un/d'une? 1 250 000 €, 1 h 30; \"a\" (\"b\"...) M. X 1er mars 6e-5e XXIe siècle",
		"\x1a! «\x1a» `a` l'\x1a «\"\"» :-) !!! ?... '’\u00a0\u202f\u2009;",
		// Those that once changed the second time.
		"00«...", "«:", "#0»!", "y:»", "` \"0`\" 0", "0       h 0", "01?...;", "\"0\" (\"... 1e\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTypeset(t, s) })
}

func TestOrdinals(t *testing.T) {
	tests := []struct{ in, want string }{
		{"le 1er avril", "le 1^er^~avril"},
		{"la 1re et la 1ère", "la 1^re^ et la 1^re^"},
		{"les 1ers, les 1ères", "les 1^ers^, les 1^res^"},
		{"la 2e, la 2ème, la 2è, la 3ième", "la 2^e^, la 2^e^, la 2^e^, la 3^e^"},
		{"les 3èmes", "les 3^es^"},
		{"le 2nd, la 2nde, la 2de, les 2ndes", "le 2^nd^, la 2^de^, la 2^de^, les 2^des^"},
		{"une classe de 6e", "une classe de 6^e^"},
		{"les 6e-5e, 4e/3e", "les 6^e^-5^e^, 4^e^/3^e^"},
		{"(6e)", "(6^e^)"},
		{"l’«6e»", "l’«_6^e^_»"},
		{"la 100e", "la 100^e^"},
		{"le XXIe siècle, le XIXème", "le XXI^e^~siècle, le XIX^e^"},
		{"la Ve République", "la V^e^~République"},
		{"François Ier", "François I^er^"},
		{"Ve Xe Ie Vers Xes Cie Ce Des Les Mer", "Ve Xe Ie Vers Xes Cie Ce Des Les Mer"},
		{"VIe", "VI^e^"},
		{"Vie, Vive, Ivre", "Vie, Vive, Ivre"},
		{"1e5 0x1e a3e 3em 3E 12er 3nd 2d", "1e5 0x1e a3e 3em 3E 12er 3nd 2d"},
		{"3e.fr? x_3e #3e 3e_ 5e@a.fr", "3^e^.fr? x_3e #3e 3e_ 5e@a.fr"},
		{"3e-trimestre a/3e", "3e-trimestre a/3e"},
		{"12345678e", "12345678e"},
	}
	for _, tt := range tests {
		var b strings.Builder
		at := 0
		for _, e := range AppendEdits(nil, tt.in) {
			b.WriteString(tt.in[at:e.Start])
			if e.Raised {
				e.New = "^" + e.New + "^"
			}
			b.WriteString(e.New)
			at = e.End
		}
		b.WriteString(tt.in[at:])
		if got := marks.Replace(b.String()); got != tt.want {
			t.Errorf("AppendEdits(%q) give %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestIsFrench(t *testing.T) {
	for lang, want := range map[string]bool{"fr": true, "fr-CA": true, "FR": true, "fr-x-falc": true, "": false, "en": false, "frm": false, "fro-FR": false} {
		if got := IsFrench(lang); got != want {
			t.Errorf("IsFrench(%q) = %t, want %t", lang, got, want)
		}
	}
}

func BenchmarkTypeset(b *testing.B) {
	const s = "L'équipe a préparé l'atelier : 45 min, « à voix haute », avec 1 250 élèves de 6e ! Qu'en dire ? Rien de plus ; les robots roulent. "
	text := strings.Repeat(s, 8_000/len(s))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Typeset(text)
	}
}
