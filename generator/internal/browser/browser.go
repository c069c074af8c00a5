// Package browser gives tests a real browser: a headless Chromium of their own
// (Start), tabs in it that tell all that a page did (Page), and a server of
// static files as a host would be (Serve). Nothing that the browser asks for
// reaches the network: every name but 127.0.0.1 leads to a listener that writes
// down who was called and answers nothing. Only tests import it.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// names are what Chromium is called where it is installed, the first one first.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

// Find returns the program that Start starts: what CHROMIUM names, or else the
// first browser in PATH.
func Find() (string, error) {
	if program := os.Getenv("CHROMIUM"); program != "" {
		return exec.LookPath(program)
	}
	for _, name := range names {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	return "", errors.New("chromium is not in PATH, nor named by CHROMIUM")
}

// Browser is a running Chromium. Its tabs may be used at the same time.
type Browser struct {
	ctx    context.Context
	sink   *sink
	netLog string // the file where it writes what its network does
	quit   sync.Once
	called []string
}

// Start starts a browser with a fresh profile, until the end of the test. A
// test that has no browser fails: what it checks would otherwise go unchecked.
func Start(t testing.TB) *Browser {
	t.Helper()
	program, err := Find()
	if err != nil {
		t.Fatalf("this test needs a browser: %v (`make tools` installs it)", err)
	}
	b := &Browser{sink: listen(t), netLog: filepath.Join(t.TempDir(), "net-log.json")}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.Flag("no-sandbox", true), // a container seldom allows it, and nothing here comes from elsewhere
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// Frames stay in the process of their page, whose events tell of them
		// too; pages that are left are not kept, which makes the next one slow.
		chromedp.Flag("disable-site-isolation-trials", true),
		chromedp.Flag("disable-features", "Translate,BackForwardCache,IsolateOrigins,site-per-process,OptimizationHints,MediaRouter"),
		chromedp.Flag("host-resolver-rules", "MAP * "+b.sink.address()+", EXCLUDE 127.0.0.1"),
		chromedp.Flag("log-net-log", b.netLog),
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	// chromedp reports, as errors, the messages of a Chromium that it does not know yet.
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	b.ctx = ctx
	t.Cleanup(func() {
		b.close()
		cancel()
		free()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	return b
}

func (b *Browser) close() {
	b.quit.Do(func() {
		ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
		defer cancel()
		_ = chromedp.Cancel(ctx) // what it could not write is missed by Quit
		b.sink.close()
	})
}

// Unnamed stands, in what Quit returns, for a name that a page had looked up:
// the log of the browser does not say which.
const Unnamed = "?"

// Quit ends the browser and returns the names, other than 127.0.0.1, that it
// wanted to reach in any way since it was started: requests, connections opened
// ahead of one, look-ups. Sorted, each once. Errands of the browser itself, to
// its maker's servers, are among them.
func (b *Browser) Quit(t testing.TB) []string {
	t.Helper()
	b.close()
	if b.called == nil {
		logged, err := b.sink.hostsIn(b.netLog)
		if err != nil {
			t.Fatalf("what the browser wrote of its network: %v", err)
		}
		b.called = append(logged, b.sink.called()...)
		slices.Sort(b.called)
		b.called = slices.Compact(b.called)
	}
	return b.called
}

// deadline is the most that one step of a page may take, on a slow machine.
const deadline = time.Minute
