package live_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"essaim/generator/internal/live"
)

// show builds files, given as path, text, path, text…, into the tree.
func show(t *testing.T, tree *live.Tree, files ...string) (written, unchanged, removed int) {
	t.Helper()
	draft := tree.Begin()
	for i := 0; i < len(files); i += 2 {
		if err := draft.Put(files[i], []byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	r, err := draft.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return r.Written, r.Unchanged, r.Removed
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// TestTurns builds again and again: a page reloads when the tree has changed,
// and only then.
func TestTurns(t *testing.T) {
	tree := live.NewTree()
	tests := []struct {
		name                        string
		files                       []string
		written, unchanged, removed int
		turn                        int
	}{
		{"nothing", nil, 0, 0, 0, 0},
		{"the first", []string{"a", "1", "b", "1"}, 2, 0, 0, 1},
		{"the same", []string{"b", "1", "a", "1"}, 0, 2, 0, 1},
		{"one changed", []string{"a", "1", "b", "2"}, 1, 1, 0, 2},
		{"one more", []string{"a", "1", "b", "2", "c", ""}, 1, 2, 0, 3},
		{"one less", []string{"a", "1", "c", ""}, 0, 2, 1, 4},
		{"another in its place", []string{"a", "1", "d", ""}, 1, 1, 1, 5},
		{"none", nil, 0, 0, 2, 6},
	}
	for _, test := range tests {
		before, next := tree.Turn()
		w, u, r := show(t, tree, test.files...)
		turn, _ := tree.Turn()
		if w != test.written || u != test.unchanged || r != test.removed || turn != test.turn {
			t.Errorf("%s: Got %d written, %d unchanged, %d removed, turn %d; want %d, %d, %d, %d", test.name, w, u, r, turn, test.written, test.unchanged, test.removed, test.turn)
		}
		if closed(next) != (turn != before) {
			t.Errorf("%s: turn %d then %d, told: %v", test.name, before, turn, closed(next))
		}
		for i := 0; i < len(test.files); i += 2 {
			if data, ok := tree.File(test.files[i]); !ok || string(data) != test.files[i+1] {
				t.Errorf("%s: File(%q) = %q, %v", test.name, test.files[i], data, ok)
			}
		}
	}
	if _, ok := tree.File("a"); ok {
		t.Error("a file of a former build is still there")
	}
}

func TestDraftIsNotSeen(t *testing.T) {
	tree := live.NewTree()
	show(t, tree, "a", "1")
	draft := tree.Begin()
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { _ = draft.Put(fmt.Sprint(i), []byte("x")); tree.File("a"); tree.Turn() })
	}
	wg.Wait()
	if data, _ := tree.File("a"); string(data) != "1" {
		t.Errorf("Got %q before the draft is shown, want the former build", data)
	}
	if r, _ := draft.Commit(); r.Written != 50 || r.Removed != 1 || r.Bytes != 50 {
		t.Errorf("Got %+v, want 50 written of 50 bytes, 1 removed", r)
	}
}

const reload = `<script type="module" src="/_essaim/reload.js"></script>`

// ask sends a request to the handler without a network.
func ask(h http.Handler, method, target, host string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost/", nil)
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery, r.RequestURI, r.Host = path, "", query, target, host
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func site(t *testing.T) *live.Tree {
	tree := live.NewTree()
	show(t, tree,
		"index.html", "<body>accueil</body>", "404.html", "<body>perdu</body>",
		"projets/index.html", "<body>projets</body><p></body>", "projets/robots/index.html", "sans corps",
		"projets/flux.xml", "<feed/>", "assets/a.css", "a{}", "assets/a.js", "a", "photo.jpg", "\xff\xd8\xff",
		"archives/2026/index.html", "x", "feuille.csv", "a;b", "sans-extension", "?")
	return tree
}

func TestHandler(t *testing.T) {
	h := site(t).Handler()
	tests := []struct {
		method, target string
		status         int
		mime, body     string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "<body>accueil" + reload + "</body>"},
		{"GET", "/?a=b", 200, "text/html; charset=utf-8", "<body>accueil" + reload + "</body>"},
		{"GET", "/index.html", 200, "text/html; charset=utf-8", "<body>accueil" + reload + "</body>"},
		{"GET", "/projets/", 200, "text/html; charset=utf-8", "<body>projets</body><p>" + reload + "</body>"},
		{"GET", "/projets/robots/", 200, "text/html; charset=utf-8", "sans corps" + reload},
		{"GET", "/projets/flux.xml", 200, "application/xml; charset=utf-8", "<feed/>"},
		{"GET", "/assets/a.css", 200, "text/css; charset=utf-8", "a{}"},
		{"GET", "/assets/a.js", 200, "text/javascript; charset=utf-8", "a"},
		{"GET", "/photo.jpg", 200, "image/jpeg", "\xff\xd8\xff"},
		{"GET", "/feuille.csv", 200, "text/csv; charset=utf-8", "a;b"},
		{"GET", "/sans-extension", 200, "application/octet-stream", "?"},
		{"GET", "/rien", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"},
		{"GET", "/rien/", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"},
		{"GET", "/assets/", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"}, // no listing
		{"GET", "/assets", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"},
		{"GET", "/archives/", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"},
		{"GET", "/photo.jpg/", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"},
		{"GET", "/PHOTO.JPG", 404, "text/html; charset=utf-8", "<body>perdu" + reload + "</body>"}, // as a host would
		{"POST", "/", 405, "text/plain; charset=utf-8", "Method Not Allowed\n"},
		{"DELETE", "/photo.jpg", 405, "text/plain; charset=utf-8", "Method Not Allowed\n"},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.target, func(t *testing.T) {
			w := ask(h, test.method, test.target, "localhost:8080")
			if w.Code != test.status || w.Header().Get("Content-Type") != test.mime || w.Body.String() != test.body {
				t.Errorf("Got %d, %q, %q; want %d, %q, %q", w.Code, w.Header().Get("Content-Type"), w.Body, test.status, test.mime, test.body)
			}
			if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers: %v", w.Header())
			}
			if n := w.Header().Get("Content-Length"); test.status != 405 && n != fmt.Sprint(len(test.body)) {
				t.Errorf("Got Content-Length %q, want %d", n, len(test.body))
			}
		})
	}
}

func TestFoldersGetTheirSlash(t *testing.T) {
	server := httptest.NewServer(site(t).Handler())
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for target, want := range map[string]string{
		"/projets": "/projets/", "/projets/robots": "/projets/robots/", "/archives/2026": "/archives/2026/",
	} {
		r, err := client.Get(server.URL + target)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != want {
			t.Errorf("%s: Got %d to %q, want 301 to %q", target, r.StatusCode, r.Header.Get("Location"), want)
		}
	}
}

// TestHandlerStaysInTheTree asks for what is outside of it, the ways that have
// worked on careless servers. There is nothing to find, and no redirection may
// lead to another host.
func TestHandlerStaysInTheTree(t *testing.T) {
	h := site(t).Handler()
	for _, target := range []string{
		"/../site.yaml", "/../../../../etc/passwd", "/projets/../../site.yaml", "/./../site.yaml", "/..", "/../",
		"/..\\..\\site.yaml", "/projets\\index.html", "\\site.yaml", "/C:\\site.yaml", "/C:/site.yaml",
		"/photo.jpg\x00", "/\x00", "/photo.jpg\x00.html", "/projets/index.html\n", "//exemple.test/", "//exemple.test/..", "/\\exemple.test/",
		"//projets", "///projets", "/projets//index.html", "", "*", "projets", "/\xff\xfe", "/" + strings.Repeat("a/", 5000),
		"/_essaim/", "/_essaim/doc.go", "/_essaim/../site.yaml", "/reload.js",
	} {
		for range 5 { // follow what redirects
			w := ask(h, "GET", target, "localhost")
			if w.Code == http.StatusMovedPermanently || w.Code == http.StatusTemporaryRedirect {
				to := w.Header().Get("Location")
				if strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") || strings.Contains(to, "://") {
					t.Errorf("%.40q leads to another host: %q", target, to)
				}
				target = to
				continue
			}
			if w.Code == http.StatusOK && !strings.Contains(w.Body.String(), "projets") && !strings.Contains(w.Body.String(), "accueil") || w.Code >= 500 {
				t.Errorf("%.40q: Got %d %.60q", target, w.Code, w.Body)
			}
			break
		}
	}
	// The same, with the escapes that only a real request carries.
	server := httptest.NewServer(h)
	defer server.Close()
	for _, target := range []string{"/%2e%2e/site.yaml", "/%2e%2e%2fsite.yaml", "/projets/%2e%2e/%2e%2e/site.yaml", "/..%5csite.yaml", "/photo.jpg%00", "/%00", "/%2f%2fexemple.test/", "/%5cexemple.test", "/assets%2f"} {
		r, err := server.Client().Get(server.URL + target)
		if err != nil {
			t.Errorf("%s: %v", target, err)
			continue
		}
		body, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusNotFound || !strings.HasPrefix(r.Request.URL.String(), server.URL) {
			t.Errorf("%s: Got %d %.60q from %s, want 404", target, r.StatusCode, body, r.Request.URL)
		}
	}
}

func TestHandlerAnswersThisMachineOnly(t *testing.T) {
	h := site(t).Handler()
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "127.0.0.1": 200, "127.0.0.1:8080": 200, "127.8.9.1:80": 200,
		"[::1]": 200, "[::1]:8080": 200, "::1": 200,
		"": 403, "exemple.test": 403, "exemple.test:8080": 403, "localhost.exemple.test": 403, "exemple.test/localhost": 403,
		"127.0.0.1.exemple.test": 403, "127.0.0.1@exemple.test": 403, "192.168.1.10:8080": 403, "0.0.0.0:8080": 403, "[::]": 403,
		"[fe80::1]:8080": 403, "8.8.8.8": 403, "localhost:80:80": 403, ":8080": 403, "2130706433": 403, "0x7f.1": 403, "localhost\x00": 403,
	} {
		for _, target := range []string{"/", "/photo.jpg", "/_essaim/reload.js"} {
			w := ask(h, "GET", target, host)
			if w.Code != want || want == 403 && w.Body.String() != "cette adresse n'est pas servie\n" {
				t.Errorf("Host %q, %s: Got %d %.30q, want %d", host, target, w.Code, w.Body, want)
			}
		}
	}
}

func TestHandlerBeforeTheFirstBuild(t *testing.T) {
	w := ask(live.NewTree().Handler(), "GET", "/", "localhost")
	if w.Code != 404 || !strings.Contains(w.Body.String(), "pas encore pu être construit") || !strings.Contains(w.Body.String(), reload) {
		t.Errorf("Got %d %q", w.Code, w.Body)
	}
}

func TestReloadScript(t *testing.T) {
	w := ask(live.NewTree().Handler(), "GET", "/_essaim/reload.js", "localhost")
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") || !strings.Contains(w.Body.String(), "/_essaim/events") {
		t.Errorf("Got %d %v %q", w.Code, w.Header(), w.Body)
	}
}

func TestEvents(t *testing.T) {
	tree := site(t)
	server := httptest.NewServer(tree.Handler())
	defer server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/_essaim/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if mime := response.Header.Get("Content-Type"); mime != "text/event-stream" {
		t.Errorf("Got type %q", mime)
	}
	lines := bufio.NewScanner(response.Body)
	expect := func(want string) {
		t.Helper()
		for lines.Scan() && lines.Text() == "" {
		}
		if lines.Text() != want {
			t.Fatalf("Got %q, want %q", lines.Text(), want)
		}
	}
	expect("data: 1")
	show(t, tree, "index.html", "neuf")
	expect("data: 2")
	show(t, tree, "index.html", "neuf") // nothing to say
	show(t, tree, "index.html", "encore")
	expect("data: 3")
}
