//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience bounds every wait of these tests, on a machine however busy.
const patience = 30 * time.Second

// served is a running « essaim serve ».
type served struct {
	t    *testing.T
	cmd  *exec.Cmd
	dir  string
	addr string // host:port
	mu   sync.Mutex
	said bytes.Buffer // stdout and stderr together
}

// Write keeps what the command says.
func (s *served) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.Write(data)
}

func (s *served) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.String()
}

var announced = regexp.MustCompile(`Le site est là : http://(127\.0\.0\.1:\d+)/ `)

// serve starts the command on a free port and waits until it says which.
func serve(t *testing.T, dir string) *served {
	t.Helper()
	s := &served{t: t, dir: dir, cmd: exec.Command("essaim", "serve", "--addr", "127.0.0.1:0", dir)}
	s.cmd.Stdout, s.cmd.Stderr = s, s
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended, unless the test failed
	s.until("the address", func() bool {
		found := announced.FindStringSubmatch(s.output())
		if found != nil {
			s.addr = found[1]
		}
		return found != nil
	})
	return s
}

// until waits until ok says so.
func (s *served) until(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	s.t.Fatalf("%s: still not there; said:\n%s", what, s.output())
}

// get returns the status and the text of a page.
func (s *served) get(path string) (int, string) {
	s.t.Helper()
	resp, err := http.Get("http://" + s.addr + path)
	if err != nil {
		s.t.Fatalf("%v; said:\n%s", err, s.output())
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// shows waits until a page answers with a status and holds a text.
func (s *served) shows(path string, status int, text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("%s with %d and %q", path, status, text), func() bool {
		got, body := s.get(path)
		return got == status && strings.Contains(body, text)
	})
}

// raw sends a request as it is, and returns the status and the Location of the answer.
func (s *served) raw(request string) (int, string) {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(conn, request); err != nil {
		s.t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		s.t.Fatalf("%q: %v", request, err)
	}
	defer resp.Body.Close()
	return resp.StatusCode, resp.Header.Get("Location")
}

// stop interrupts the command as Ctrl+C does, and returns its exit code.
func (s *served) stop() int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		s.t.Fatal(err)
	}
	killer := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer killer.Stop()
	_ = s.cmd.Wait() // its exit code says
	return s.cmd.ProcessState.ExitCode()
}

const summary = "resume: Une page qui dit qui nous sommes et comment nous écrire si besoin.\n"

func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "site.yaml", "titre: Le site\nadresse: https://exemple.test/\n")
	write(t, dir, "content/notes/un.md", "---\ntitre: Un\n"+summary+"---\nLe premier texte.\n")
	return dir
}

// TestServe follows an author: look, change, break, mend, add, remove, stop.
func TestServe(t *testing.T) {
	t.Parallel()
	dir := smallSite(t)
	s := serve(t, dir)

	s.shows("/notes/un/", 200, "Le premier texte.")
	s.shows("/notes/un/", 200, "/_essaim/reload.js")
	s.shows("/notes/un", 200, "Le premier texte.") // by a redirection
	s.shows("/", 200, "<title>")
	s.shows("/flux.xml", 200, "<feed")
	s.shows("/nulle-part/", 404, "</html>")
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("public/ was written: %v", err)
	}

	page := func(text string) { write(t, dir, "content/notes/un.md", "---\ntitre: Un\n"+summary+"---\n"+text+"\n") }
	// An author saves again when nothing happens: the first build may have been
	// made before the files were watched.
	s.until("the second text", func() bool {
		page("Le deuxième texte.")
		time.Sleep(500 * time.Millisecond)
		_, body := s.get("/notes/un/")
		return strings.Contains(body, "Le deuxième texte.")
	})

	page("Un [lien](nulle-part.md) qui ne mène à rien.")
	s.until("the mistake", func() bool {
		return strings.Contains(s.output(), "content/notes/un.md:5:4: erreur: ") && strings.Contains(s.output(), "la version précédente")
	})
	s.shows("/notes/un/", 200, "Le deuxième texte.")

	page("Le troisième texte.")
	s.shows("/notes/un/", 200, "Le troisième texte.")

	write(t, dir, "site.yaml", "titre: Le site\nzut: 1\n")
	s.until("the wrong setting", func() bool { return strings.Contains(s.output(), "site.yaml:2:1: erreur: ") })
	s.shows("/notes/un/", 200, "Le troisième texte.")
	write(t, dir, "site.yaml", "titre: Un autre nom\n")
	s.shows("/", 200, "Un autre nom")

	write(t, dir, "content/nouvelle/rubrique/deux.md", "---\ntitre: Deux\n"+summary+"---\nBonjour.\n")
	s.shows("/nouvelle/rubrique/deux/", 200, "Bonjour.")
	write(t, dir, "static/logo.txt", "un logo")
	s.shows("/logo.txt", 200, "un logo")
	write(t, dir, "themes/essaim/layouts/404.html", `{{define "contenu"}}Perdu ici.{{end}}`)
	s.shows("/zut", 404, "Perdu ici.")

	if err := os.RemoveAll(filepath.Join(dir, "content", "nouvelle")); err != nil {
		t.Fatal(err)
	}
	s.shows("/nouvelle/rubrique/deux/", 404, "")

	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d after an interruption; said:\n%s", code, s.output())
	}
}

// TestServeReload listens the way an open page does: it is told of each new
// build, and does not keep the command from ending.
func TestServeReload(t *testing.T) {
	t.Parallel()
	dir := smallSite(t)
	s := serve(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.addr+"/_essaim/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	turns := make(chan string, 10)
	go func() {
		defer close(turns)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if turn, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				turns <- turn
			}
		}
	}()
	first := <-turns
	again := time.NewTicker(2 * time.Second)
	defer again.Stop()
	for second := first; second == first; {
		write(t, dir, "content/notes/un.md", "---\ntitre: Un\n"+summary+"---\nUn autre texte.\n")
		select {
		case second = <-turns:
		case <-again.C:
		}
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d after an interruption; said:\n%s", code, s.output())
	}
}

// TestServeBroken starts on a site that cannot be built: the mistakes are said,
// and the site is there as soon as they are mended.
func TestServeBroken(t *testing.T) {
	t.Parallel()
	dir := smallSite(t)
	write(t, dir, "content/notes/deux.md", "---\ntitre: Deux\n"+summary+"date: 2026-02-30\n---\n")
	s := serve(t, dir)
	if !strings.Contains(s.output(), "content/notes/deux.md:4:7: erreur: ") {
		t.Errorf("said:\n%s", s.output())
	}
	if code, _ := s.get("/"); code != http.StatusNotFound {
		t.Errorf("status %d", code)
	}
	s.until("the mended site", func() bool {
		write(t, dir, "content/notes/deux.md", "---\ntitre: Deux\n"+summary+"date: 2026-02-28\n---\nRéparé.\n")
		time.Sleep(500 * time.Millisecond)
		_, body := s.get("/notes/deux/")
		return strings.Contains(body, "Réparé.")
	})

	// The port is taken: another one says so and ends.
	second := exec.Command("essaim", "serve", "--addr", s.addr, dir)
	said, _ := second.CombinedOutput()
	if code := second.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(string(said), "est déjà prise") {
		t.Errorf("on a port that is taken: exit code %d, %s", code, said)
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d after an interruption; said:\n%s", code, s.output())
	}
}

// TestServeRefuses sends what no browser would: other hosts, paths that leave
// the site, wrong methods. It goes on serving.
func TestServeRefuses(t *testing.T) {
	t.Parallel()
	s := serve(t, smallSite(t))
	for _, c := range []struct {
		target, host string
		want         int
	}{
		{"/notes/un/", s.addr, 200},
		{"/notes/un/", "localhost", 200},
		{"/notes/un/", "[::1]:1313", 200},
		{"/notes/un/", "evil.test", 403},
		{"/notes/un/", "127.0.0.1.evil.test", 403},
		{"/notes/un/", "localhost.evil.test:80", 403},
		{"/notes/un/", "192.168.1.1", 403},
		{"/notes/un/", "0.0.0.0", 403},
		{"/_essaim/events", "evil.test", 403},
		{"/_essaim/reload.js", "evil.test", 403},
		{"http://evil.test/notes/un/", s.addr, 403},
		{"/../site.yaml", s.addr, 404},
		{"/notes/../../site.yaml", s.addr, 404},
		{"/%2e%2e/site.yaml", s.addr, 404},
		{"/%2E%2E%2Fsite.yaml", s.addr, 404},
		{"/..%5csite.yaml", s.addr, 404},
		{`/..\site.yaml`, s.addr, 404},
		{"/%00", s.addr, 404},
		{"/notes/un/%00", s.addr, 404},
		{"/notes/un/\x00", s.addr, 400},
		{"/%zz", s.addr, 400},
		{"/site.yaml", s.addr, 404},
		{"/content/notes/un.md", s.addr, 404},
		{"/.essaim-manifeste", s.addr, 404},
		{"//evil.test/notes", s.addr, 404},
		{"/%2fevil.test/notes", s.addr, 404},
		{"/" + strings.Repeat("a", 50_000), s.addr, 404},
	} {
		status, location := s.raw("GET " + c.target + " HTTP/1.1\r\nHost: " + c.host + "\r\nConnection: close\r\n\r\n")
		if status/100 == 3 { // a cleaner path, here
			if !strings.HasPrefix(location, "/") || strings.HasPrefix(location, "//") {
				t.Errorf("%.80q leads to %q", c.target, location)
				continue
			}
			status, _ = s.raw("GET " + location + " HTTP/1.1\r\nHost: " + c.host + "\r\nConnection: close\r\n\r\n")
		}
		if status != c.want {
			t.Errorf("%.80q for the host %s: status %d, want %d", c.target, c.host, status, c.want)
		}
	}
	for request, want := range map[string]int{
		"POST / HTTP/1.1\r\nHost: " + s.addr + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n": 405,
		"HEAD / HTTP/1.1\r\nHost: " + s.addr + "\r\nConnection: close\r\n\r\n":                      200,
		"GET / HTTP/1.0\r\n\r\n": 403,
		"GET / HTTP/1.1\r\n\r\n": 400,
		"zut\r\n\r\n":            400,
	} {
		if status, _ := s.raw(request); status != want {
			t.Errorf("%q: status %d, want %d", request, status, want)
		}
	}
	s.shows("/notes/un/", 200, "Le premier texte.")
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d after an interruption; said:\n%s", code, s.output())
	}
}
