package math

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"essaim/generator/internal/french"
)

// Fault is what is wrong with a formula, in French, as in a site.Problem.
type Fault struct {
	Offset        int // in bytes, from the start of the formula; -1 when it is not known
	Message, Hint string
}

// TooLong is the fault of a formula that was stopped. It may be that of a slow
// machine: as another would make another page, none must be made.
var TooLong = &Fault{-1, "la formule demande plus d'une minute", "la couper en plusieurs formules"}

// Stops tells whether the fault is TooLong, wherever it stands.
func (f *Fault) Stops() bool { return f.Message == TooLong.Message }

const checkHint = `vérifier le nom de chaque commande, et que chaque { a son } et chaque \begin son \end`

var (
	unreadable = &Fault{-1, "la formule demande plus que ce qu'une page peut montrer", "l'écrire plus simplement"}
	tooHard    = &Fault{-1, "la formule est trop compliquée", "la couper en plusieurs formules"}
	empty      = &Fault{-1, "la formule est vide", `pour écrire le signe dollar, \$`}
)

// common are the commands that a mistyped one may stand for.
var common = strings.Fields(`\alpha \approx \bar \begin \beta \binom \boxed \cancel \cap \cdot \cdots \ce \circ
	\cos \cup \Delta \delta \dfrac \div \dots \emptyset \end \epsilon \equiv \exists \exp \forall \frac \gamma
	\geq \geqslant \hat \iff \implies \in \infty \int \lambda \ldots \left \Leftrightarrow \leq \leqslant \lim
	\ln \log \mathbb \mathbf \mathcal \mathrm \max \mid \min \mu \neq \notin \Omega \omega \operatorname
	\overbrace \overline \overrightarrow \overset \parallel \partial \perp \phi \pi \pm \prod \pu \qquad \quad
	\rho \right \Rightarrow \Sigma \sigma \sim \sin \sqrt \subset \sum \tan \text \textbf \theta \times \to
	\underbrace \underline \underset \varnothing \varphi \vec \widehat`)

// translations are what Temml says, with what we say instead: $1 is the part
// of the message between parentheses. The first that matches is taken.
var translations = []struct {
	said          *regexp.Regexp
	message, hint string
}{
	{regexp.MustCompile(`^Function "(.*)" is not trusted`),
		"cette commande n'est pas admise dans une formule : « $1 »", "l'enlever ; un lien ou une image s'écrivent en Markdown"},
	{regexp.MustCompile(`^Expected '[^']*', got '&'`),
		"« & » sépare des colonnes, et il n'y en a pas ici", `l'écrire entre \begin{aligned} et \end{aligned} ; pour le signe lui-même, \&`},
	{regexp.MustCompile(`^(?:Expected 'EOF', got '}'|Extra })`), "une accolade } ferme ce qui n'est pas ouvert", `pour l'accolade elle-même, \}`},
	{regexp.MustCompile(`^Expected '}', got 'EOF'`), "une accolade { n'est pas refermée", `écrire } ; pour l'accolade elle-même, \{`},
	{regexp.MustCompile(`^Unexpected end of input in a macro argument`),
		"la formule s'arrête trop tôt : il manque une accolade }, ou ce qu'attend la dernière commande", checkHint},
	{regexp.MustCompile(`^Cannot read property`), "il manque quelque chose dans la formule", "après ^ ou _, écrire l'exposant ou l'indice entre accolades : x^{2}"},
	{regexp.MustCompile(`^Expected '\\right', got `), `« \left » n'a pas son « \right »`, `écrire \right) ; ou \right. pour ne rien montrer`},
	{regexp.MustCompile(`^Expected 'EOF', got '\\right'`), `« \right » n'a pas son « \left »`, `écrire \left( ; ou \left. pour ne rien montrer`},
	{regexp.MustCompile(`^Expected '.*', got '\\end'`), `« \end » ferme ce qui n'est pas ouvert`, checkHint},
	{regexp.MustCompile(`^Expected & or .* or \\end`), `« \begin » n'a pas son « \end »`, checkHint},
	{regexp.MustCompile(`^Expected '\\end', got `), `« \begin » n'a pas son « \end »`, checkHint},
	{regexp.MustCompile(`^Mismatch: \\begin{(.*)} matched by \\end{(.*)}`), `« \begin{$1} » est fermé par « \end{$2} »`, `écrire \end{$1}`},
	{regexp.MustCompile(`^No such environment: (.*)`), `« \begin{$1} » n'est pas connu dans une formule`,
		"les plus courants : aligned, cases, array, pmatrix, vmatrix"},
	{regexp.MustCompile(`^(?:Expected group (?:after|as .*to) '(.*)'|Got function '.*' with no arguments as .*to '(.*)')`),
		"il manque quelque chose après « $1$2 »", "l'écrire entre accolades : $1$2{…}"},
	{regexp.MustCompile(`^Double superscript`), "deux exposants se suivent", "les réunir : {x^2}^3, ou x^{2+3}"},
	{regexp.MustCompile(`^Double subscript`), "deux indices se suivent", "les réunir : x_{i,j}"},
	{regexp.MustCompile(`^\{?(\\tag|[a-z*]+)\}?(?: works only| can be used only) in display mode`),
		"« $1 » ne s'emploie que dans une formule seule sur sa ligne", "l'écrire entre deux lignes $$$$"},
	{regexp.MustCompile(`^Can't use function '(.*)' in (?:math|text) mode`), "« $1 » n'a pas sa place ici",
		`le texte d'une formule s'écrit dans \text{…}, et rien d'autre`},
	{regexp.MustCompile(`^(?:Too many math in a row|The split environment|The equation environment)`), "une ligne a trop de colonnes",
		`les séparer autrement, ou écrire \begin{aligned}`},
	{regexp.MustCompile(`^Too many expansions`), "la formule est trop compliquée", "la couper en plusieurs formules"},
	{regexp.MustCompile(`^Invalid size: '(.*)'`), "ce n'est pas une longueur : « $1 »", "écrire par exemple 1em ou 5mm"},
	{regexp.MustCompile(`^Invalid unit: '(.*)'`), "cette unité de longueur n'est pas connue : « $1 »", "écrire par exemple 1em ou 5mm"},
	{regexp.MustCompile(`^Invalid color: '(.*)'`), "cette couleur n'est pas connue : « $1 »", "écrire par exemple red, blue ou #0055aa"},
	{regexp.MustCompile(`^Limit controls must follow`), `« \limits » ne suit pas un grand opérateur`, `l'écrire après \sum, \int ou \lim`},
	{regexp.MustCompile(`^Invalid delimiter '(.*)' after '(.*)'`), "« $2 » n'est pas suivi d'un délimiteur : « $1 »",
		`écrire par exemple $2( ou $2. pour ne rien montrer`},
	{regexp.MustCompile(`^ExtraCloseMissingOpen`), `une accolade } ferme ce qui n'est pas ouvert, dans \ce ou \pu`, checkHint},
	{regexp.MustCompile(`^Mhchem`), `le contenu de \ce ou de \pu n'est pas compris`, `écrire par exemple \ce{2H2 + O2 -> 2H2O}`},
	{regexp.MustCompile(`^Expected '.*', got '(.*)'`), "« $1 » n'est pas à sa place", checkHint},
}

var unknownCommand = regexp.MustCompile(`^(?:Unsupported function name|Undefined control sequence): (\S+)`)

// inFrench returns what Temml said of a formula.
func inFrench(said, tex string, at int) *Fault {
	said, _, _ = strings.Cut(said, " at position ")
	said, _, _ = strings.Cut(said, " at end of input:")
	if m := unknownCommand.FindStringSubmatch(said); m != nil {
		hint := `vérifier son nom ; un mot s'écrit \text{mot}`
		if near := french.Nearest(m[1], common, 1); near != nil {
			hint = "écrire " + near[0] + `, si c'est ce que vous vouliez dire ; un mot s'écrit \text{mot}`
		}
		return &Fault{at, "la commande " + quoted(m[1]) + " n'est pas connue dans une formule", hint}
	}
	if strings.HasPrefix(said, "Unexpected character") && at >= 0 {
		character, _ := utf8.DecodeRuneInString(tex[min(at, len(tex)):])
		return &Fault{at, "une formule ne peut pas contenir ce caractère : " + quoted(string(character)), "l'enlever"}
	}
	for _, t := range translations {
		if m := t.said.FindStringSubmatchIndex(said); m != nil {
			say := func(template string) string { return short(string(t.said.ExpandString(nil, template, said, m))) }
			return &Fault{at, say(t.message), say(t.hint)}
		}
	}
	if at >= 0 && at < len(tex) {
		return &Fault{at, "la formule n'est pas comprise à partir d'ici : " + quoted(tex[at:]), checkHint}
	}
	return &Fault{at, "la formule n'est pas comprise", checkHint}
}

func quoted(s string) string { return "« " + short(s) + " »" }

// short returns s on one line, cut when it is long.
func short(s string) string {
	const most = 120 // runes
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}
