package content

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"essaim/generator/site"
)

var (
	blockWidth = regexp.MustCompile(`^[|>][-+]?[1-9]`)                     // ">5" is a block of text indented by five
	stuckDash  = regexp.MustCompile(`^-[\x{a0}\x{202f}]`)                  // what a keyboard types for "- "
	otherDash  = regexp.MustCompile(`^[–—•·▪‣][ \x{a0}\x{202f}\x{2002}]+`) // what a word processor makes of it
)

// checkMeant says of a scalar that YAML reads without a word, but in another
// way than anyone would mean.
func (n *nodes) checkMeant(node *yaml.Node) {
	rest := strings.TrimRight(n.rest(node), " \t")
	switch {
	case node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		if rest == "" || blockScalar.MatchString(rest) && (node.Value != "" || !blockWidth.MatchString(rest)) {
			return
		}
		line, _ := n.requoted(node, "")
		n.errorf(node.Line, node.Column, "yaml", line, "cette valeur commence par « %s », qui a un sens particulier ici ; mettez-la entre guillemets", rest[:1])
		node.Style, node.Value, node.Tag = 0, rest, "!!str"
	case node.Style != 0 || !n.opens(node):
	case stuckDash.MatchString(node.Value):
		n.errorf(node.Line, node.Column, "yaml", n.dashed(node, rest, stuckDash), "ce tiret est suivi d'une espace insécable, et n'ouvre pas un élément de liste ; employez une espace ordinaire")
	case otherDash.MatchString(node.Value):
		n.report(site.Warning, node.Line, node.Column, "yaml", "ce signe n'ouvre pas un élément de liste ; si c'est une liste, commencez chaque ligne par un tiret simple et une espace", n.dashed(node, rest, otherDash))
	}
}

// opens reports whether nothing is written before a node on its line.
func (n *nodes) opens(node *yaml.Node) bool {
	i := node.Line - n.mender.first
	return n.rest(node) != "" && strings.TrimSpace(n.mender.lines[i][:node.Column-1]) == ""
}

// dashed returns the line of a node as that of an item of a list.
func (n *nodes) dashed(node *yaml.Node, rest string, dash *regexp.Regexp) string {
	return strings.Repeat(" ", node.Column-1) + "- " + dash.ReplaceAllString(rest, "")
}
