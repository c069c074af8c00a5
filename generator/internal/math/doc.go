// Package math turns formulas, written as in LaTeX, into MathML, which browsers
// show without any script and screen readers read.
//
// The work is done by Temml 0.13.5 (https://temml.org, Ron Kok, MIT licence) and
// its extension mhchem for \ce and \pu (Martin Hensel, Apache licence 2.0): no
// library of Go does it as well. They are two files of JavaScript in the folder
// temml, as published in the npm package « temml », with their licences; goja
// runs them. Nothing is loaded before the first formula.
//
// What comes back is foreign text: only elements and attributes of a list are
// written again (clean.go), and a style becomes a class that the theme knows
// (style.go) or is left out. A formula is looked at before it is run (scan.go):
// it cannot define commands, nor nest those that repeat what they are given, so
// that its cost follows its length; characters that nobody sees are out of it
// before that (plain.go). Whatever happens while it runs is its own fault: the
// next formula has another engine. What is wrong with it is said in French
// (fault.go).
package math
