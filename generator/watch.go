package generator

import (
	"context"
	"net/http"

	"essaim/generator/internal/live"
)

// Server keeps the last good build of a site in memory and serves it.
type Server struct {
	site *Site
	tree *live.Tree
}

// NewServer returns a Server of s that has built nothing yet.
func (s *Site) NewServer() *Server { return &Server{s, live.NewTree()} }

// Handler answers requests from the last good build; it refuses any Host but
// this machine's own names.
func (v *Server) Handler() http.Handler { return v.tree.Handler() }

// Build builds the site into memory. While its content has errors the former
// build stays.
func (v *Server) Build(ctx context.Context) (Report, error) { return v.site.run(ctx, v.tree.Begin()) }

// Watch builds the site at once, then each time its files change, and tells
// each time what came of it, until ctx is done.
func (v *Server) Watch(ctx context.Context, tell func(Report, error)) error {
	return live.Watch(ctx, v.site.Dir, func() { tell(v.Build(ctx)) })
}
