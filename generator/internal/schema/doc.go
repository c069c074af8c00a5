// Package schema holds the content model as data and reads front matters after
// it. It gives five things: Load, which builds the types and vocabularies of
// a site from the files embedded here and from what site.yaml adds; a Decoder,
// which turns a front matter into Values and says what is wrong with it;
// Skeleton, the empty sheet that `essaim new` writes; JSONSchema, the same
// model for editors; and Manual, the same for those who read. It reads no page
// and resolves no reference: a reference stays the name that the author wrote.
//
// # Types
//
// types/*.yaml declares one type each; types/communs.yaml the fields that all
// of them have. The same keys serve under `types:` in site.yaml, where each
// type is named by its key.
//
//	type: pratique            # also the name of its layout
//	rang: 20                  # place among the types
//	dossier: pratiques        # section folder under content/
//	nom: Pratique
//	pluriel: Bonnes pratiques
//	aide: "…"                 # one sentence for the manual
//	ordre: date               # field that orders lists
//	titres: [Déroulement]     # usual headings of the body
//	champs:
//	  duree: {titre: Durée, nature: duree, exigence: requis, carte: oui, aide: "…"}
//
// A field is declared once with titre, aide and nature (a name in the table of
// kinds), and may have exigence (requis, attendu, facultatif), si or sauf,
// liste, vocabulaire (for choix and langue), vers (for reference), champs and
// principal (for groupe: its sub-fields, and the one that a bare value stands
// for), synonymes (other keys understood), min and max (characters, or items
// of a list), carte (kept for cards) and prive (never published).
//
// What goes together is declared too: apres (a date that another one may not
// follow); in a list of groups, unique (a sub-field whose values differ),
// periode (items that follow one another in time) and un_seul (what exactly
// one item must say); deconseille (terms accepted with a warning). And so is
// what the survey of `essaim bilan` looks at: echeance (what is to be done at
// a date) and couverture (terms that some page should carry).
//
// `si: {lecteurs: [familles]}` makes the exigence hold only where the field
// beside it, here lecteurs, has one of these values; a path such as
// phases.phase looks at every item. `sauf: structures` makes it hold only
// where that other field is missing; in a site.Condition that is the value "",
// with "non" beside it so that a refusal counts as an absence.
//
// Declarations come in layers: communs, what the site adds to communs, the
// type, what the site adds to the type. A layer that names a known field
// changes only the keys that it gives.
//
// # Vocabularies
//
// vocabulaires/*.yaml declares one vocabulary each: nom, titre, source (with
// its licence notice), ouvert (any value is accepted), pages (its terms have
// pages) and termes: id, titre, court, alias, parent, groupe, definition, uri.
// A term may have several parents: the sixième is of cycle 3 and of the collège.
// A value is compared with ids, titles, short titles and aliases in their
// folded form, so that accents, case, spaces and hyphens need no alias. An
// alias is accepted with a warning; silently when the key is itself a synonym,
// which is how `draft: true` becomes `etat: brouillon`.
//
// Declarations are themselves read by a Decoder, over the fields declared in
// declaration.go, so that their mistakes are found and said in the same way.
package schema
