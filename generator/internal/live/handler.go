package live

import (
	"bytes"
	"embed"
	"fmt"
	"net"
	"net/http"
	"path"
	"strings"

	"essaim/generator/internal/media"
)

//go:embed reload.js
var client embed.FS

// Handler serves the tree the way a host of static files would, to this
// machine only: a foreign Host header is refused, which keeps other sites from
// reading it through a name of theirs (DNS rebinding).
func (t *Tree) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_essaim/reload.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, client, "reload.js")
	})
	mux.HandleFunc("GET /_essaim/events", t.events)
	mux.HandleFunc("GET /", t.page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "cette adresse n'est pas servie", http.StatusForbidden)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}

// page answers with a file of the tree, a folder's index.html, or 404.html.
func (t *Tree) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	status := http.StatusOK
	data, ok := t.File(name)
	if !ok {
		if _, folder := t.File(path.Join(name, "index.html")); folder {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently)
			return
		}
		status = http.StatusNotFound
		name = "404.html"
		if data, ok = t.File(name); !ok {
			data = []byte(nothingYet)
		}
	}
	if strings.HasSuffix(name, ".html") {
		data = withReload(data)
	}
	w.Header().Set("Content-Type", media.MIME(name))
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // the reader may be gone
}

// nothingYet is the page of a site that no build could make yet.
const nothingYet = `<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Pas encore de site</title><body>
<h1>Le site n'a pas encore pu être construit</h1><p>Les erreurs sont dites dans le terminal où tourne « essaim serve ».
Cette page se rechargera dès qu'elles seront corrigées.</p></body></html>`

// withReload adds the script that reloads a page, which no published page has.
func withReload(data []byte) []byte {
	const script = `<script type="module" src="/_essaim/reload.js"></script>`
	if i := bytes.LastIndex(data, []byte("</body>")); i >= 0 {
		return bytes.Join([][]byte{data[:i], data[i:]}, []byte(script))
	}
	return append(bytes.Clone(data), script...)
}

// events tells a page, for as long as it is open, which build is shown.
func (t *Tree) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		turn, next := t.Turn()
		fmt.Fprintf(w, "data: %d\n\n", turn)
		flusher.Flush()
		select {
		case <-next:
		case <-r.Context().Done():
			return
		}
	}
}
