package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"essaim/generator/internal/schema"
	"essaim/generator/site"
)

func TestExtensionProblems(t *testing.T) {
	for _, tt := range extensionFaults {
		s, problems := schema.Load(extension(t, tt.text))
		var got []string
		for _, p := range problems {
			if p.File != "site.yaml" || p.Rule != "configuration" || p.Severity != site.Error {
				t.Errorf("%q: %s in %q, severity %s", tt.text, p.Rule, p.File, p.Severity)
			}
			got = append(got, fmt.Sprintf("%d:%d %s | %s", p.Line, p.Col, p.Message, p.Hint))
		}
		want := strings.ReplaceAll(strings.ReplaceAll(tt.want, "« ", "« "), " »", " »")
		if result := strings.Join(got, "\n"); result != want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, result, want)
		}
		for _, typ := range s.Types { // what is left can be used
			schema.NewDecoder(s).Decode(typ, "x.md", nil, schema.Options{})
			schema.Skeleton(s, typ, schema.Sheet{Title: "Essai"})
			if typ.Pos.File == "site.yaml" {
				schema.JSONSchema(s, typ)
			}
		}
	}
}

var extensionFaults = []struct{ text, want string }{
	// A page of the site leads to the address of a term.
	{"vocabulaires:\n  licences:\n    termes:\n      - {id: maison, titre: Maison, uri: \"//ailleurs.test/\"}",
		"4:42 « //ailleurs.test/ » n'est pas une adresse du Web : elle commence par https:// ou http:// et n'a pas d'espace | L'adresse qui le désigne dans un vocabulaire extérieur ; la page d'une licence y mène."},
	{"vocabulaires:\n  licences:\n    termes:\n      - {id: maison, titre: Maison, uri: \"javascript:a()\"}",
		"4:42 « javascript:a() » n'est pas une adresse du Web : elle commence par https:// ou http:// et n'a pas d'espace | L'adresse qui le désigne dans un vocabulaire extérieur ; la page d'une licence y mène."},
	{"types: [atelier]",
		"1:8 « types » attend des lignes « clé: valeur », pas une liste | par exemple : types: {…}"},
	{"types:\n  Ateliers: {nom: Atelier}",
		"2:3 « Ateliers » ne peut pas être un nom : il n'a que des minuscules sans accent, des chiffres et des traits d'union | "},
	{"types:\n  atelier: oui",
		"2:12 « atelier » attend des lignes « clé: valeur », pas « oui » | "},
	{"types:\n  atelier:",
		"2:3 le type « atelier » n'a pas de nom | ajoutez : nom: …"},
	{"types:\n  atelier: {nom: Atelier, dosier: ateliers}",
		"2:27 « dosier » n'est pas un champ connu | vouliez-vous dire « dossier » ? (possibles : type, rang, dossier, nom, pluriel, aide, ordre, titres, champs)"},
	{"types:\n  atelier: {nom: Atelier, dossier: projets}",
		"2:36 le dossier « projets » est déjà celui du type « projet » | choisissez un autre dossier"},
	{"types:\n  atelier: {nom: Atelier, ordre: quand}",
		"2:34 l'ordre « quand » du type « atelier » n'est pas l'un de ses champs | possibles : titre, resume, date, maj, etat, publie_le, expire_le, lecteurs, familles, auteurs, structures, mots_cles, licence, langue, traductions, image, relecture, a_revoir_avant, relations, fichiers, contact, alias, retire, id, slug, type, notes_internes"},
	{"types:\n  atelier: {nom: Atelier, ordre: lecteurs}",
		"2:34 l'ordre « lecteurs » du type « atelier » n'est ni une date ni un texte | "},
	{"types:\n  atelier: {nom: Atelier, type: forge}",
		"2:33 « forge » n'est pas le nom sous lequel ceci est déclaré : « atelier » | retirez cette ligne"},
	{"types:\n  communs: {dossier: x}",
		"2:22 « communs » n'a que des champs : « dossier » n'y sert pas | mettez cette ligne dans un type"},
	{"types:\n  projet: {champs: {portee: {nature: texte}}}",
		"2:21 le champ « portee » n'a pas de titre | ajoutez : titre: …"},
	{"types:\n  projet: {champs: {portee: {titre: Portée}}}",
		"2:21 le champ « portee » n'a pas de nature | ajoutez : nature: texte, ou une autre nature"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: text}}}",
		"2:53 « text » n'est pas une valeur connue pour « nature » | vouliez-vous dire « texte » ou « texte-long » ou « texte-par-langue » ? (possibles : texte, texte-long, texte-par-langue, nombre, entier, oui-non, date, moment, duree, adresse, courriel, choix, reference, fichier, langue, identifiant, groupe, uai, siren)"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: couleur}}}",
		"2:53 « couleur » n'est pas une valeur connue pour « nature » | possibles : texte, texte-long, texte-par-langue, nombre, entier, oui-non, date, moment, duree, adresse, courriel, choix, reference, fichier, langue, identifiant, groupe, uai, siren"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: choix}}}",
		"2:21 le champ « portee » est un choix sans vocabulaire | ajoutez : vocabulaire: …"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: choix, vocabulaire: discipline}}}",
		"2:73 « discipline » n'est pas une valeur connue pour « vocabulaire » | vouliez-vous dire « disciplines » ?"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, vocabulaire: disciplines}}}",
		"2:21 le champ « portee » a un vocabulaire sans être un choix | écrivez : nature: choix"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: reference, vers: [projets]}}}",
		"2:71 « projets » n'est pas une valeur connue pour « vers » | vouliez-vous dire « projet » ? (possibles : evenement, outil, page, pratique, projet, structure, veille)"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, vers: [projet]}}}",
		"2:21 le champ « portee » a « vers » sans être une référence | écrivez : nature: reference"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigance: requis}}}",
		"2:60 « exigance » n'est pas un champ connu | vouliez-vous dire « exigence » ? (possibles : titre, aide, nature, exigence, si, sauf, liste, vocabulaire, vers, champs, principal, unique, periode, un_seul, apres, echeance, deconseille, couverture, synonymes, defaut, min, max, carte, prive)"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigence: obligatoire}}}",
		"2:70 « obligatoire » n'est pas une valeur connue pour « exigence » | possibles : requis, attendu, facultatif"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, max: beaucoup}}}",
		"2:65 « max » attend un nombre entier, pas « beaucoup » | écrivez-le en chiffres\nLe nombre maximal de caractères, ou de valeurs d'une liste."},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, min: 9, max: 3}}}",
		"2:21 le champ « portee » a un minimum plus grand que son maximum | "},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: groupe}}}",
		"2:21 le champ « portee » est un groupe sans champs | ajoutez : champs: …"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: groupe, principal: nom, champs: {non: {titre: Nom, nature: texte}}}}}",
		"2:72 le principal « nom » de « portee » n'est pas l'un de ses champs simples | vouliez-vous dire « non » ? (possibles : non)"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, champs: {nom: {titre: Nom, nature: texte}}}}}",
		"2:21 le champ « portee » a des champs sans être un groupe | écrivez : nature: groupe"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigence: requis, si: [x]}}}",
		"2:82 « si » attend des lignes « clé: valeur », pas une liste | La condition de l'exigence : {lecteurs: [familles]}."},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigence: requis, si: {lecteur: familles}}}}",
		"2:82 la condition de « portee » parle de « lecteur », qui n'est pas un champ | vouliez-vous dire « lecteurs » ?"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigence: requis, si: {lecteurs: famille}}}}",
		"2:82 la condition de « portee » : « famille » n'est pas un terme de « lecteurs » | vouliez-vous dire « familles » ? (possibles : equipes, familles, eleves, partenaires, formateurs)"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, exigence: requis, sauf: durée}}}",
		"2:84 la condition de « portee » parle de « durée », qui n'est pas un champ | possibles : titre, resume, date, maj, etat, publie_le, expire_le, lecteurs, familles, auteurs, structures, mots_cles, licence, langue, traductions, image, relecture, a_revoir_avant, relations, fichiers, contact, alias, retire, id, slug, type, notes_internes, besoin, phases, avancement, motif_arret, objectifs, academie, niveaux, disciplines, evaluation, effectifs, indicateurs, financements, dispositif, competences_crcn, outils, pratiques, leviers, freins, conseils, lieux, portee"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, si: {lecteurs: familles}, sauf: besoin}}}",
		"2:92 « si » et « sauf » ne vont pas ensemble | gardez l'un des deux"},
	{"types:\n  projet: {champs: {portee: {titre: Portée, nature: texte, synonymes: [title]}}}",
		"2:71 le synonyme « title » de « portee » est déjà la clé de « titre » | retirez l'un des deux"},
	{"types:\n  projet: {champs: {Portée: {titre: Portée, nature: texte}}}",
		"2:21 « Portée » ne peut pas être la clé d'un champ | des minuscules sans accent, des chiffres et des soulignés, par exemple mots_cles"},
	{"types:\n  projet: {champs: {portee: texte}}",
		"2:29 « portee » attend des lignes « clé: valeur », pas « texte » | par exemple : {titre: …, nature: texte}"},
	{"types:\n  projet: {champs: texte}",
		"2:20 « champs » attend des lignes « clé: valeur », pas « texte » | Ses champs."},
	{"types:\n  projet: {champs: {avancement: {vocabulaire: etats}}}",
		"0:0 la condition de « motif_arret » : « arrete » n'est pas un terme de « etats » | possibles : brouillon, relecture, publie, archive"},
	{"types:\n  communs: {champs: {portee: {titre: Portée}}}",
		"2:22 le champ « portee » n'a pas de nature | ajoutez : nature: texte, ou une autre nature"},
	{"vocabulaires: salles",
		"1:15 « vocabulaires » attend des lignes « clé: valeur », pas « salles » | par exemple : vocabulaires: {…}"},
	{"vocabulaires:\n  salles: {termes: [{id: bleue, titre: Bleue}]}",
		"2:3 le vocabulaire « salles » n'a pas de titre | ajoutez : titre: …"},
	{"vocabulaires:\n  salles: {titre: Salles, terms: []}",
		"2:27 « terms » n'est pas un champ connu | vouliez-vous dire « termes » ? (possibles : nom, titre, source, ouvert, pages, termes)"},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: bleue}]}",
		"2:41 le terme « bleue » n'a pas de titre | écrivez : {id: bleue, titre: …}"},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{titre: Bleue}]}",
		"2:36 « id » est obligatoire dans « termes » | Ce que les auteurs écrivent : lettres sans accent, chiffres, points et traits d'union."},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: bleue, titre: Bleue}, {id: bleue, titre: Bleu}]}",
		"2:68 le terme « bleue » est déclaré deux fois | gardez l'une des deux lignes"},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: salle bleue, titre: Bleue}]}",
		"2:41 « salle bleue » ne peut pas être l'identifiant d'un terme | des minuscules sans accent, des chiffres, des points et des traits d'union"},
	{"vocabulaires:\n  salles: {titre: Salles, pages: oui, termes: [{id: Bleue, titre: Bleue}]}",
		"2:53 « Bleue » ne peut pas être l'identifiant d'un terme | des minuscules sans accent, des chiffres, des points et des traits d'union"},
	{"vocabulaires:\n  salles: {titre: Salles, pages: peut-être}",
		"2:34 « pages » attend oui ou non, pas « peut-être » | oui si chaque terme employé a sa page."},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: a, titre: A, alias: [c]}, {id: b, titre: B, alias: [C]}]}",
		"2:72 « C » désigne deux termes : « a » et « b » | gardez-le pour l'un des deux"},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: a, titre: A, parent: c}]}",
		"2:62 le parent « c » de « a » n'est pas un terme de ce vocabulaire | possibles : a"},
	{"vocabulaires:\n  salles: {titre: Salles, termes: [{id: a, titre: A, parent: b}, {id: b, titre: B, parent: a}]}",
		"2:62 « a » est son propre parent | retirez « b » de ses parents"},
	{"vocabulaires:\n  projets: {titre: Projets, pages: oui, termes: [{id: a, titre: A}]}",
		"2:3 le vocabulaire « projets » a le nom du dossier du type « projet » : leurs adresses se confondraient | choisissez un autre nom"},
}
