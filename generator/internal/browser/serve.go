package browser

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"essaim/generator/internal/media"
)

// Server serves a folder on this machine, under a path prefix as most hosts do.
type Server struct {
	Origin string // "http://127.0.0.1:41234"
	URL    string // of the folder: "http://127.0.0.1:41234/essai/"
	files  fs.FS
	Prefix string // of the paths of files: "/essai/"
	header http.Header
	mu     sync.Mutex
	missed []string
}

// Serve serves files under prefix ("/essai/") until the end of the test, with
// the right content types and, on each answer, the lines of header.
func Serve(t testing.TB, files fs.FS, prefix string, header http.Header) *Server {
	s := &Server{files: files, Prefix: prefix, header: header}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.Origin, s.URL = server.URL, server.URL+prefix
	return s
}

// ServeHTTP answers with a file, the index.html of a folder, or 404.html.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for name, values := range s.header {
		w.Header()[name] = values
	}
	if r.URL.Path == "/favicon.ico" { // asked for by the browser itself
		w.WriteHeader(http.StatusNoContent)
		return
	}
	name, under := strings.CutPrefix(r.URL.Path, s.Prefix)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, err := fs.ReadFile(s.files, path.Clean(name))
	if !under || err != nil {
		s.mu.Lock()
		s.missed = append(s.missed, r.Method+" "+r.RequestURI)
		s.mu.Unlock()
		w.Header().Set("Content-Type", media.MIME("404.html"))
		w.WriteHeader(http.StatusNotFound)
		data, _ = fs.ReadFile(s.files, "404.html")
		_, _ = w.Write(data)
		return
	}
	w.Header().Set("Content-Type", media.MIME(name))
	w.Header().Set("Cache-Control", "max-age=3600") // styles and fonts are read once
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// Missed returns the requests since the last call that no file answers.
func (s *Server) Missed() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	missed := s.missed
	s.missed = nil
	return missed
}
