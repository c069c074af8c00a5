package publish

import (
	"io/fs"
	"path/filepath"
	"strings"
)

// Names that builds keep for themselves. Below the published folder:
const (
	manifestName = ".essaim-manifeste" // what is ours, see manifest.go
	arrivedName  = ".essaim-neuf"      // a whole new tree being put in place file by file
	arrivingName = ".essaim-copie"     // the same while it is being copied in
	reserved     = ".essaim"           // whatever begins so
)

// Below <parent>/.essaim/<folder>/:
const (
	lockName    = "verrou"
	stagingName = "neuf"   // the new tree while it grows; between builds, the twin
	twinName    = "jumeau" // says that the staging folder is a twin, see twin.go
	asideName   = "ancien" // the old tree between two renames
)

// checkName refuses what must not, or could not everywhere, be a path below the
// published folder. Control characters would break the lines of the manifest.
func checkName(path string) error {
	bad := !fs.ValidPath(path) || path == "." || !filepath.IsLocal(filepath.FromSlash(path)) ||
		strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' })
	if bad || hasReservedName(path) {
		return &NameError{path}
	}
	return nil
}

// hasReservedName looks at the first element, in any case: some file systems
// see no difference.
func hasReservedName(path string) bool {
	return len(path) >= len(reserved) && strings.EqualFold(path[:len(reserved)], reserved)
}
