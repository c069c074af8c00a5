package schema

import (
	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

// The keys of a declaration, as fields: a Decoder reads declarations too.
var (
	typeDeclaration = &site.Type{Name: "declaration de type", Fields: []*site.Field{
		{Key: "type", Kind: "identifiant", Doc: "Le nom du type, qui est aussi celui de son gabarit."},
		{Key: "rang", Kind: "entier", Doc: "Sa place parmi les types."},
		{Key: "dossier", Kind: "identifiant", Doc: "Le dossier de ses pages sous content/."},
		{Key: "nom", Kind: "texte", Doc: "Son nom au singulier."},
		{Key: "pluriel", Kind: "texte", Doc: "Son nom au pluriel, ou celui de sa rubrique."},
		{Key: "aide", Kind: "texte", Doc: "Ce qu'il est, en une phrase."},
		{Key: "ordre", Kind: "texte", Doc: "Le champ qui ordonne ses listes : date, titre…"},
		{Key: "titres", Kind: "texte", List: true, Doc: "Les titres habituels du texte."},
		{Key: "champs", Kind: rawNode, Doc: "Ses champs."},
	}}
	fieldDeclaration = &site.Type{Name: "declaration de champ", Fields: []*site.Field{
		{Key: "titre", Kind: "texte", Doc: "Le nom du champ, tel qu'un lecteur le voit."},
		{Key: "aide", Kind: "texte", Doc: "Ce qu'il faut y écrire, en une phrase."},
		{Key: "nature", Kind: "choix", Vocabulary: "natures", Doc: "Ce que sont ses valeurs : texte, date, choix…"},
		{Key: "exigence", Kind: "choix", Vocabulary: "exigences", Doc: "requis, attendu ou facultatif."},
		{Key: "si", Kind: rawNode, Doc: "La condition de l'exigence : {lecteurs: [familles]}."},
		{Key: "sauf", Kind: "texte", Doc: "Le champ qui dispense de celui-ci."},
		{Key: "liste", Kind: "oui-non", Doc: "oui si le champ a plusieurs valeurs."},
		{Key: "vocabulaire", Kind: "choix", Vocabulary: "vocabulaires", Doc: "Le vocabulaire d'un choix."},
		{Key: "vers", Kind: "choix", Vocabulary: "types", List: true, Doc: "Les types des pages d'une référence."},
		{Key: "champs", Kind: rawNode, Doc: "Les champs d'un groupe."},
		{Key: "principal", Kind: "texte", Doc: "Le champ d'un groupe qu'une valeur seule donne."},
		{Key: "unique", Kind: "texte", Doc: "Le champ d'un groupe dont la valeur ne se répète pas dans la liste."},
		{Key: "periode", Kind: group, Doc: "Les champs qui disent quand chaque élément de la liste commence et finit : ils se suivent.", Fields: []*site.Field{
			{Key: "debut", Kind: "texte", Need: site.Required, Doc: "Le champ du début."},
			{Key: "fin", Kind: "texte", Need: site.Required, Doc: "Le champ de la fin."},
		}},
		{Key: "un_seul", Kind: rawNode, Doc: "Ce qu'un élément de la liste, et un seul, doit dire : {role: [porteur]}."},
		{Key: "apres", Kind: "texte", Doc: "La date, à côté de celle-ci, qu'elle ne peut pas précéder."},
		{Key: "echeance", Kind: group, Lead: "titre", Doc: "Ce qu'il faut faire à cette date ; « essaim bilan » le rappelle.", Fields: []*site.Field{
			{Key: "titre", Kind: "texte", Need: site.Required, Doc: "Le titre de cette liste dans le bilan."},
			{Key: "preavis", Kind: "entier", Doc: "Le nombre de jours, avant la date, où le bilan le dit déjà."},
			{Key: "validite", Kind: "entier", Doc: "Le nombre de jours, après la date de la dernière fois, où rien n'est à faire."},
		}},
		{Key: "deconseille", Kind: "texte", List: true, Doc: "Les termes d'un choix qui sont acceptés avec un avertissement."},
		{Key: "couverture", Kind: "oui-non", Doc: "oui si le bilan dit quels termes aucune page du type ne porte."},
		{Key: "synonymes", Kind: "texte", List: true, Doc: "D'autres clés comprises."},
		{Key: "defaut", Kind: "texte", List: true, Doc: "Ce qui est compris quand un champ attendu manque."},
		{Key: "min", Kind: "entier", Doc: "Le nombre minimal de caractères, ou de valeurs d'une liste."},
		{Key: "max", Kind: "entier", Doc: "Le nombre maximal de caractères, ou de valeurs d'une liste."},
		{Key: "carte", Kind: "oui-non", Doc: "oui si le champ se montre dans les listes."},
		{Key: "prive", Kind: "oui-non", Doc: "oui si le champ n'est jamais publié."},
	}}
	vocabularyDeclaration = &site.Type{Name: "declaration de vocabulaire", Fields: []*site.Field{
		{Key: "nom", Kind: "identifiant", Doc: "Le nom du vocabulaire, début de l'adresse de ses termes."},
		{Key: "titre", Kind: "texte", Doc: "Son nom, tel qu'un lecteur le voit."},
		{Key: "source", Kind: "texte", Doc: "D'où il vient, et sous quelle licence."},
		{Key: "ouvert", Kind: "oui-non", Doc: "oui si toute valeur est acceptée."},
		{Key: "pages", Kind: "oui-non", Doc: "oui si chaque terme employé a sa page."},
		{Key: "termes", Kind: group, List: true, Lead: "id", Doc: "Ses termes.", Fields: []*site.Field{
			{Key: "id", Kind: "texte", Need: site.Required, Max: 80, Doc: "Ce que les auteurs écrivent : lettres sans accent, chiffres, points et traits d'union."},
			{Key: "titre", Kind: "texte", Doc: "Le nom du terme."},
			{Key: "court", Kind: "texte", Doc: "Son nom, là où la place manque."},
			{Key: "groupe", Kind: "texte", Doc: "Le titre sous lequel il est rangé."},
			{Key: "definition", Kind: "texte", Doc: "Ce qu'il veut dire."},
			{Key: "parent", Kind: "texte", List: true, Doc: "L'identifiant d'un terme plus large, ou de plusieurs."},
			{Key: "alias", Kind: "texte", List: true, Doc: "D'autres formes comprises."},
			{Key: "uri", Kind: "adresse", Doc: "L'adresse qui le désigne dans un vocabulaire extérieur ; la page d'une licence y mène."},
		}},
	}}
)

// rawNode is the kind of a key of a declaration that the loader reads itself.
const rawNode = "noeud"

var nodeKind = Kind{rawNode, "", "des lignes « clé: valeur »", func(r *reading, f *site.Field, n *yaml.Node) any {
	if n.Kind != yaml.MappingNode {
		r.wrong(f, n)
		return nil
	}
	return n
}, nil}

var needTerms = []*site.Term{{ID: "requis"}, {ID: "attendu"}, {ID: "facultatif"}}

var needOf = map[string]site.Need{"requis": site.Required, "attendu": site.Expected, "facultatif": site.Optional}

// newDeclarationDecoder returns a decoder of declarations that knows the names
// of the types and vocabularies that there are.
func newDeclarationDecoder(types, vocabularies []string) *Decoder {
	return newDecoder(declarations(types, vocabularies), append(Kinds(), nodeKind))
}

// declarations is the schema of declarations themselves.
func declarations(types, vocabularies []string) *site.Schema {
	natures := &site.Vocabulary{Name: "natures"}
	for _, k := range kinds {
		natures.Terms = append(natures.Terms, &site.Term{ID: k.Name, Doc: k.Doc})
	}
	return &site.Schema{
		Types: []*site.Type{typeDeclaration, fieldDeclaration, vocabularyDeclaration},
		Vocabularies: []*site.Vocabulary{
			{Name: "exigences", Terms: needTerms},
			natures,
			named("types", types),
			named("vocabulaires", vocabularies),
		},
	}
}

func named(name string, ids []string) *site.Vocabulary {
	v := &site.Vocabulary{Name: name}
	for _, id := range ids {
		v.Terms = append(v.Terms, &site.Term{ID: id})
	}
	return v
}
