package generator_test

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"essaim/generator"
	"essaim/generator/internal/browser"
)

// elsewhere is the machine that all hostile inputs try to reach.
const elsewhere = "evil.test"

// policy is what every page says of itself: it is taken away, to see what pages
// do without it, and sent by the server as one that only reports.
const policy = "default-src 'self'"

const policyElement = `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`

// published is a site that was built.
type published struct {
	name   string // the folder it is served in
	files  fstest.MapFS
	report generator.Report
}

// TestHostile builds sites of hostile inputs and opens each of their files in a
// browser, as a page of its own: nothing runs, no request leaves, and no page
// holds what could do either. No content security policy is in force, so that
// nothing hides behind one; the one that pages state finds nothing to forbid.
func TestHostile(t *testing.T) {
	trials := readTrials(t)
	main := publishHostile(t, "site", hostileSite(trials))
	checkTrials(t, trials, main)
	sites := append([]published{main}, hostileSettings(t)...)

	bare := fstest.MapFS{}
	var files []string
	pages := 0
	for _, s := range sites {
		for name, f := range s.files {
			file := path.Join(s.name, name)
			data := f.Data
			if path.Ext(name) == ".html" {
				pages++
				data = bytes.Replace(data, []byte(policyElement), nil, 1)
				if len(data) == len(f.Data) {
					t.Errorf("%s does not state its policy", file)
				}
				data = still(t, file, data)
			}
			if opens(name) {
				files = append(files, file)
			}
			bare[file] = &fstest.MapFile{Data: data}
		}
	}

	// The policy only reports, so that it hides nothing.
	server := browser.Serve(t, bare, "/essai/", http.Header{"Content-Security-Policy-Report-Only": {policy}})
	browsers := []*browser.Browser{browser.Start(t), browser.Start(t)} // each has one thread for its windows
	var tabs []*browser.Page
	for _, b := range browsers {
		tabs = append(tabs, b.Page(t), b.Page(t))
	}
	look := inspection{server, bare, map[string]string{}}
	homes, others := []string{}, []string{}
	for _, file := range files {
		if folder, name := path.Split(file); name == "index.html" && strings.Count(folder, "/") == 1 {
			homes = append(homes, file)
		} else {
			others = append(others, file)
		}
	}
	visit(t, tabs[:1], homes, look.at) // what frames a page is compared with its home page
	visit(t, tabs, others, look.at)
	for _, missed := range server.Missed() {
		t.Errorf("a page asked for what is not in the site: %s", missed)
	}
	for _, b := range browsers {
		for _, host := range b.Quit(t) {
			if host == browser.Unnamed || strings.HasSuffix(host, elsewhere) {
				t.Errorf("the browser wanted to reach %s", host)
			}
		}
	}
	if len(trials) < 300 {
		t.Errorf("%d hostile inputs, want 300 at least", len(trials))
	}
	t.Logf("%d hostile inputs in %d sites; %d files opened, %d of them pages", len(trials), len(sites), len(files), pages)
}

// publishHostile builds a site, less what is faulty in it.
func publishHostile(t *testing.T, name string, files fstest.MapFS) published {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	r, err := openFS(t, files, generator.Options{Output: out, Today: today, KeepGoing: true}).Build(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !r.Published {
		t.Fatalf("%s is not published: %v", name, r.Problems)
	}
	s := published{name, fstest.MapFS{}, r}
	public := os.DirFS(out)
	err = fs.WalkDir(public, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(public, file)
		s.files[file] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// refresh is how a page at a former address leads to the new one.
var refresh = regexp.MustCompile(`<meta http-equiv="refresh" content="0; url=([^":]*)">`)

// still is a page that stays where it is, to be looked at.
func still(t *testing.T, file string, data []byte) []byte {
	t.Helper()
	at := refresh.FindSubmatchIndex(data)
	if at == nil {
		return data
	}
	if to := string(data[at[2]:at[3]]); strings.HasPrefix(to, "/") || strings.HasPrefix(to, "\\") {
		t.Errorf("%s leads to %s", file, to)
	}
	return slices.Concat(data[:at[0]], data[at[1]:])
}

// opens tells whether a browser shows a file of this name, instead of saving it.
func opens(name string) bool {
	return slices.Contains([]string{".html", ".svg", ".xml", ".txt", ".json", ".vtt"}, path.Ext(name))
}

// escaped is the address of a file below the one of its folder.
func escaped(file string) string {
	return strings.TrimPrefix((&url.URL{Path: "/" + file}).EscapedPath(), "/")
}

// visit has each file looked at in one of the tabs, and reports what is wrong.
func visit(t *testing.T, tabs []*browser.Page, files []string, look func(p *browser.Page, file string) []string) {
	t.Helper()
	slices.Sort(files)
	queue := make(chan string)
	var wg sync.WaitGroup
	for _, p := range tabs {
		wg.Go(func() {
			for file := range queue {
				for _, wrong := range look(p, file) {
					t.Errorf("%s: %s", file, wrong)
				}
			}
		})
	}
	for _, file := range files {
		queue <- file
	}
	close(queue)
	wg.Wait()
}

//go:embed testdata/hostile/inspect.js
var inspector string

// inspection looks at the files of a server.
type inspection struct {
	server *browser.Server
	files  fs.FS
	frames map[string]string // what the header and the footer of each site say
}

// found is what inspector says of a document.
type found struct {
	Kind   string   // page, drawing, xml, text
	Faults []string // what no document may hold
	Local  []string // paths on the server that it leads to
	Frame  string   // of a page: all that its header and footer say
}

// at opens a file, does to it what readers do, and says what is wrong with it.
func (i inspection) at(p *browser.Page, file string) (wrong []string) {
	if err := p.Load(i.server.URL + escaped(file)); err != nil {
		return []string{err.Error()}
	}
	var doc found
	if err := p.Run(fmt.Sprintf("%s(%q)", inspector, i.server.Prefix), &doc); err != nil {
		return []string{"inspect: " + err.Error()}
	}
	wrong = doc.Faults
	if want := kinds[path.Ext(file)]; doc.Kind != want {
		wrong = append(wrong, fmt.Sprintf("it opens as a %s, want a %s", doc.Kind, want))
	}
	for _, to := range doc.Local {
		name := strings.TrimPrefix(to, i.server.Prefix)
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if _, err := fs.Stat(i.files, name); err != nil {
			wrong = append(wrong, "it leads to "+to+", which does not exist")
		}
	}
	within := "main, svg"
	if home, _, _ := strings.Cut(file, "/"); doc.Kind == "page" {
		if i.frames[home] == "" {
			i.frames[home], within = doc.Frame, ":root"
		}
		if doc.Frame != i.frames[home] {
			wrong = append(wrong, fmt.Sprintf("it is framed by\n%s\nwant\n%s", doc.Frame, i.frames[home]))
		}
	}
	if err := p.Provoke(within); err != nil {
		wrong = append(wrong, err.Error())
	}
	for _, e := range p.Events() {
		switch {
		case e.Kind == browser.Request && strings.HasPrefix(e.Text, i.server.Origin+"/"):
		case e.Kind == browser.Violation && doc.Kind != "page": // of the browser's own way to show it, or of a drawing's style
		default:
			wrong = append(wrong, e.String())
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// kinds says as what a file of each kind must open.
var kinds = map[string]string{".html": "page", ".svg": "drawing", ".xml": "xml", ".txt": "text", ".json": "text", ".vtt": "text"}

// faultyDocuments are documents that something got through to, served as they are: what
// TestHostile looks at must say so. A page has the frame that the theme gives.
var faultyDocuments = []struct{ name, body, want string }{
	{"script.html", `<script>hit(1)</script>`, "hit: 1"},
	{"dialog.html", `<p onclick="alert(1)">a</p>`, "dialog: 1"},
	{"request.html", `<img src="//evil.test/1.png" alt="">`, "request: http://evil.test/1.png"},
	{"exception.html", `<p onmouseover="undefined.a">a</p>`, "exception: "},
	{"violation.html", `<p style="color:red">a</p>`, "violation: "},
	{"handler.html", `<p onfoo="a">a</p>`, "handler <p onfoo"},
	{"element.html", `<template>a</template>`, "element <template>"},
	{"form.html", `<input name="a">`, "element <input"},
	{"own-element.html", `<a-b>a</a-b>`, "element <a-b>"},
	{"address.html", `<a href="ftp://evil.test/">a</a>`, "address in <a"},
	{"refused-address.html", `<a href="#ZgotmplZ">a</a>`, "address that a template refused"},
	{"other-site.html", `<a href="//evil.test/">a</a>`, "without its scheme"},
	{"lost.html", `<a href="nowhere/">a</a>`, "which does not exist"},
	{"missing.html", `<img src="missing.png" alt="">`, "console: "},
	{"twice.html", `<p id="a">a</p><p id="a">b</p>`, "a second id"},
	{"clobbered.html", `<p id="contenu">a</p>`, "a second id"},
	{"broken-out.html", `</main><p>a</p><main>`, "the frame of the page is"},
	{"in-the-footer.html", `</main><footer class="pied" id="pied">a</footer></body></html>`, "it is framed by"},
	{"comment.html", `<!-- a -->`, "comment"},
	{"title.html", `<title>a</title>`, "element <title>"},
	{"drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="hit(1)"/>`, "hit: 1"},
	{"page.xml", `<html xmlns="http://www.w3.org/1999/xhtml"><script>hit(1)</script></html>`, "it opens as a page, want a xml"},
	{"feed.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><script xmlns="http://www.w3.org/1999/xhtml">hit(1)</script></feed>`, "a document of "},
}

// TestFaultsAreSeen proves that TestHostile can fail.
func TestFaultsAreSeen(t *testing.T) {
	frame := func(body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<!DOCTYPE html><html lang="fr" dir="ltr"><head><meta charset="utf-8"><title>a</title><link rel="icon" href="icone.svg"></head><body class="sorte-page">` +
			`<a class="evitement" href="#contenu">a</a><header class="entete">b</header><main id="contenu">` + body + `</main><footer class="pied" id="pied">c</footer></body></html>`)}
	}
	files := fstest.MapFS{"site/index.html": frame("<p>a</p>"), "site/icone.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}}
	for _, f := range faultyDocuments {
		if path.Ext(f.name) == ".html" {
			files["site/"+f.name] = frame(f.body)
		} else {
			files["site/"+f.name] = &fstest.MapFile{Data: []byte(f.body)}
		}
	}
	p := browser.Start(t).Page(t)
	look := inspection{browser.Serve(t, files, "/essai/", http.Header{"Content-Security-Policy-Report-Only": {policy}}), files, map[string]string{}}
	for _, sound := range []string{"site/index.html", "site/icone.svg"} {
		if wrong := look.at(p, sound); len(wrong) > 0 {
			t.Errorf("%s: Got %q, want nothing", sound, wrong)
		}
	}
	for _, f := range faultyDocuments {
		wrong := look.at(p, "site/"+f.name)
		if !slices.ContainsFunc(wrong, func(s string) bool { return strings.Contains(s, f.want) }) {
			t.Errorf("%s: Got %q, want %q among it", f.name, wrong, f.want)
		}
	}
}
