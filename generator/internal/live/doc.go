// Package live shows a site to its author: it watches the site's files, keeps
// the last good build in memory and serves it on this machine alone, where a
// page open in a browser reloads when a new build is there.
package live
