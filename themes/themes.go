// Package themes holds the themes that the program carries with it.
package themes

import "embed"

// FS has one folder for each theme.
//
//go:embed essaim
var FS embed.FS
