package browser_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"essaim/generator/internal/browser"
)

// live is what a page can do to be noticed, or to reach another machine. All
// of it must be seen: a test that looks for nothing of the kind rests on that.
// @ stands for the name of another machine.
var live = []struct {
	name, html string
	want       browser.Kind // what the tab tells; "" when only the network does
}{
	{"script", `<script>hit(1)</script>`, browser.Hit},
	{"script of elsewhere", `<script src="http://@/a.js"></script>`, browser.Request},
	{"image", `<img src="http://@/a.png">`, browser.Request},
	{"image, without scheme", `<img src="//@/a.png">`, browser.Request},
	{"image, srcset", `<img srcset="https://@/a.png 1x">`, browser.Request},
	{"image, lazy", `<p style="height:9000px"></p><img loading="lazy" src="http://@/a.png" width="9" height="9">`, browser.Request},
	{"image that fails", `<img src="data:," onerror="hit(1)">`, browser.Hit},
	{"background", `<p style="background:url(http://@/a.png)">a</p>`, browser.Request},
	{"background in print", `<style>@media print{p{background:url(http://@/a.png)}}</style><p>a</p>`, browser.Request},
	{"background in the dark", `<style>@media (prefers-color-scheme:dark){p{background:url(http://@/a.png)}}</style><p>a</p>`, browser.Request},
	{"background of a target", `<style>:target{background:url(http://@/a.png)}</style><p id="a">a</p>`, browser.Request},
	{"background under the pointer", `<p onmouseover="hit(1)">a</p>`, browser.Hit},
	{"style of elsewhere", `<style>@import "http://@/a.css";</style>`, browser.Request},
	{"sheet of elsewhere", `<link rel="stylesheet" href="http://@/a.css">`, browser.Request},
	{"font", `<style>@font-face{font-family:a;src:url(http://@/a)}p{font-family:a}</style><p>a</p>`, browser.Request},
	{"connection ahead", `<link rel="preconnect" href="https://@/">`, ""},
	{"load ahead", `<link rel="preload" as="image" href="http://@/a.png">`, browser.Request},
	{"page ahead", `<link rel="prefetch" href="http://@/">`, ""},
	{"frame", `<iframe src="http://@/"></iframe>`, browser.Request},
	{"script in a frame", `<iframe srcdoc="&lt;script&gt;hit(1)&lt;/script&gt;"></iframe>`, browser.Hit},
	{"object", `<object data="http://@/"></object>`, browser.Request},
	{"embed", `<embed src="http://@/">`, browser.Request},
	{"sound", `<audio autoplay src="http://@/a.mp3"></audio>`, browser.Request},
	{"poster", `<video poster="http://@/a.png"></video>`, browser.Request},
	{"form", `<form action="http://@/"><input name="a"></form>`, browser.Request},
	{"refresh", `<meta http-equiv="refresh" content="0; url=http://@/">`, browser.Request},
	{"base", `<base href="http://@/"><img src="a.png">`, browser.Request},
	{"socket", `<script>new WebSocket("ws://@/")</script>`, browser.Request},
	{"beacon", `<script>navigator.sendBeacon("http://@/", "a")</script>`, browser.Request},
	{"ping", `<a href="#a" ping="http://@/">a</a>`, browser.Request},
	{"window", `<script>open("http://@/")</script>`, browser.Window},
	{"dialog", `<script>alert(1)</script>`, browser.Dialog},
	{"question", `<p onclick="prompt(1)">a</p>`, browser.Dialog},
	{"exception", `<script>undefined.a</script>`, browser.Exception},
	{"promise", `<script>Promise.reject(new Error("a"))</script>`, browser.Exception},
	{"error in the console", `<script>console.error("a")</script>`, browser.Console},
	{"missing image", `<img src="missing.png">`, browser.Console},
	{"link that runs", `<a href="javascript:hit(1)">a</a>`, browser.Hit},
	{"link that runs in a drawing", `<svg><a href="javascript:hit(1)"><text>a</text></a></svg>`, browser.Hit},
	{"drawing", `<svg onload="hit(1)"></svg>`, browser.Hit},
	{"animation", `<svg><animate onbegin="hit(1)" attributeName="x" dur="1s"></svg>`, browser.Hit},
	{"use of elsewhere", `<svg><image href="http://@/a.svg"></svg>`, browser.Request},
	{"details", `<details ontoggle="hit(1)"><summary>a</summary>b</details>`, browser.Hit},
	{"summary", `<details><summary onclick="hit(1)">a</summary>b</details>`, browser.Hit},
	{"inside details", `<details><img loading="lazy" src="http://@/a.png"></details>`, browser.Request},
	{"focus", `<a href="#" onfocus="hit(1)">a</a>`, browser.Hit},
	{"key", `<input onkeydown="hit(1)">`, browser.Hit},
	{"end of an animation", `<p onanimationend="hit(1)">a</p>`, browser.Hit},
	{"label", `<label><input type="checkbox" onchange="hit(1)">a</label>`, browser.Hit},
	{"formula", `<math><mtext><img src="data:," onerror="hit(1)"></mtext></math>`, browser.Hit},
	{"code in an address", `<iframe src="javascript:parent.hit(1)"></iframe>`, browser.Hit},
}

func TestLivePagesAreSeen(t *testing.T) {
	files := fstest.MapFS{}
	for i, l := range live {
		html := "<!DOCTYPE html><meta charset=utf-8><title>a</title><body>" + strings.ReplaceAll(l.html, "@/", host(i)+"/")
		files[fmt.Sprintf("%d.html", i)] = &fstest.MapFile{Data: []byte(html)}
	}
	b := browser.Start(t)
	server := browser.Serve(t, files, "/essai/", nil)
	seen := make([][]browser.Event, len(live))
	var tabs sync.WaitGroup
	const n = 4 // tabs: some pages wait for another machine
	for first := range n {
		p := b.Page(t)
		tabs.Go(func() {
			for i := first; i < len(live); i += n {
				if err := p.Load(fmt.Sprintf("%s%d.html", server.URL, i)); err != nil {
					t.Error(err)
				}
				if err := p.Provoke(":root"); err != nil {
					t.Errorf("%s: %v", live[i].name, err)
				}
				seen[i] = p.Events()
			}
		})
	}
	tabs.Wait()
	called := b.Quit(t)
	for i, l := range live {
		told := slices.ContainsFunc(seen[i], func(e browser.Event) bool {
			return e.Kind == l.want && (e.Kind != browser.Request || strings.Contains(e.Text, host(i)))
		})
		if l.want != "" && !told {
			t.Errorf("%s: Got %v, want a %s", l.name, seen[i], l.want)
		}
		if strings.Contains(l.html, "@/") {
			if !slices.Contains(called, host(i)) {
				t.Errorf("%s: %s was not called; Got %q", l.name, host(i), called)
			}
		}
	}
}

func host(i int) string { return fmt.Sprintf("n%d.elsewhere.test", i) }

// TestLookUpsAreSeen holds what leaves no trace but in the log of the browser,
// and that there is none when a page does nothing.
func TestLookUpsAreSeen(t *testing.T) {
	files := fstest.MapFS{
		"a.html": {Data: []byte(`<!DOCTYPE html><link rel="dns-prefetch" href="//n.elsewhere.test">`)},
		"b.html": {Data: []byte(`<!DOCTYPE html><link rel="icon" href="data:,"><a href="https://n.elsewhere.test/">a</a>`)},
	}
	for name, want := range map[string]bool{"a.html": true, "b.html": false} {
		b := browser.Start(t)
		p := b.Page(t)
		if err := p.Load(browser.Serve(t, files, "/", nil).URL + name); err != nil {
			t.Fatal(err)
		}
		if err := p.Provoke(":root"); err != nil {
			t.Fatal(err)
		}
		called := b.Quit(t)
		if got := slices.Contains(called, browser.Unnamed); got != want || slices.Contains(called, "n.elsewhere.test") {
			t.Errorf("%s: Got %q, want a look-up: %v", name, called, want)
		}
	}
}

func TestViolationsAreSeen(t *testing.T) {
	files := fstest.MapFS{
		"a.html": {Data: []byte(`<!DOCTYPE html><p style="color:red">a</p>`)},
		"b.html": {Data: []byte(`<!DOCTYPE html><p>a</p>`)},
	}
	p := browser.Start(t).Page(t)
	for _, header := range []string{"Content-Security-Policy", "Content-Security-Policy-Report-Only"} {
		server := browser.Serve(t, files, "/", http.Header{header: {"default-src 'self'"}})
		for name, want := range map[string]bool{"a.html": true, "b.html": false} {
			if err := p.Load(server.URL + name); err != nil {
				t.Fatal(err)
			}
			events := p.Events()
			got := slices.ContainsFunc(events, func(e browser.Event) bool { return e.Kind == browser.Violation })
			if got != want {
				t.Errorf("%s, %s: Got %v, want a violation: %v", header, name, events, want)
			}
		}
	}
}

func TestServe(t *testing.T) {
	files := fstest.MapFS{
		"index.html": {Data: []byte("accueil")}, "a/index.html": {Data: []byte("page")},
		"a/b é.svg": {Data: []byte("<svg/>")}, "404.html": {Data: []byte("rien ici")},
	}
	server := browser.Serve(t, files, "/essai/", http.Header{"X-Essai": {"1"}})
	tests := []struct {
		path   string
		status int
		mime   string
	}{
		{"", 200, "text/html; charset=utf-8"},
		{"a/", 200, "text/html; charset=utf-8"},
		{"a/b%20%C3%A9.svg", 200, "image/svg+xml"},
		{"b/", 404, "text/html; charset=utf-8"},
		{"../a/", 404, "text/html; charset=utf-8"},
	}
	for _, test := range tests {
		answer, err := http.Get(server.URL + test.path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if got := answer.Header.Get("Content-Type"); answer.StatusCode != test.status || got != test.mime || answer.Header.Get("X-Essai") != "1" {
			t.Errorf("%q: Got %d, %q", test.path, answer.StatusCode, got)
		}
	}
	if got := server.Missed(); len(got) != 2 || got[0] != "GET /essai/b/" {
		t.Errorf("Got %q as missed", got)
	}
}

// TestFind holds what a machine without a browser is told.
func TestFind(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROMIUM", "")
	if program, err := browser.Find(); err == nil {
		t.Errorf("Got %q without any browser", program)
	}
	t.Setenv("CHROMIUM", "/absent/chromium")
	if program, err := browser.Find(); err == nil {
		t.Errorf("Got %q, which does not exist", program)
	}
}
