package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Event is something that a page did, or wanted to do.
type Event struct {
	Kind Kind
	Text string // the address, the message…
}

func (e Event) String() string { return string(e.Kind) + ": " + e.Text }

// Kind is what an event is.
type Kind string

// What a page may do. A page can call hit(x) to be noticed: Hit.
const (
	Request   Kind = "request"   // of any address, data: apart
	Hit       Kind = "hit"       // a script of the page called hit
	Dialog    Kind = "dialog"    // alert, confirm, prompt
	Exception Kind = "exception" // that nothing caught
	Console   Kind = "console"   // an error or a warning
	Violation Kind = "violation" // of the page's content security policy
	Window    Kind = "window"    // another one was asked for
)

// Page is a tab, used by one goroutine at a time.
type Page struct {
	ctx    context.Context
	mu     sync.Mutex
	events []Event
}

//go:embed notice.js
var notice string

// Page opens a tab, until the end of the test.
func (b *Browser) Page(t testing.TB) *Page {
	t.Helper()
	p := &Page{}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithListener(p.hear))
	p.ctx = ctx
	t.Cleanup(cancel)
	if err := p.prepare(); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return p
}

func (p *Page) prepare() error {
	return errors.Join(
		call(p.ctx, network.Enable, network.EnableParams{}),
		call(p.ctx, log.Enable, struct{}{}),
		call(p.ctx, runtime.AddBinding, runtime.AddBindingParams{Name: "_notice"}),
		call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: notice}),
		// A tab that is not seen is not drawn, and loads nothing that is lazy.
		call(p.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	)
}

// call runs a command of which only the failure matters.
func call[P, R any](ctx context.Context, command cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, command, params)
	return err
}

// hear runs on the goroutine that reads the messages of the tab.
func (p *Page) hear(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:") {
			p.note(Request, e.Request.URL)
		}
	case *network.EventWebSocketCreated:
		p.note(Request, e.URL)
	case *network.EventWebTransportCreated:
		p.note(Request, e.URL)
	case *page.EventFrameRequestedNavigation:
		p.note(Request, e.URL)
	case *page.EventWindowOpen:
		p.note(Window, e.URL)
	case *page.EventJavascriptDialogOpening:
		p.note(Dialog, e.Message)
		// The page waits for an answer, which this goroutine cannot give; when
		// the browser is gone there is nothing to answer.
		go func() { _ = call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) }()
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		p.note(Exception, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			p.note(Console, fmt.Sprint(e.Type))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			p.note(Console, strings.TrimSpace(e.Entry.Text+" "+e.Entry.URL))
		}
	case *runtime.EventBindingCalled:
		var said struct{ Kind, Text string }
		if e.Name == "_notice" && json.Unmarshal([]byte(e.Payload), &said) == nil {
			p.note(Kind(said.Kind), said.Text)
		}
	}
}

func (p *Page) note(kind Kind, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.events = append(p.events, Event{kind, text})
}

// Events returns what the page did since the last call, in order.
func (p *Page) Events() []Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	events := slices.Clone(p.events)
	p.events = nil
	return events
}

// Load goes to an address and waits until it is loaded.
func (p *Page) Load(address string) error {
	ctx, cancel := context.WithTimeout(p.ctx, deadline)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("load %s: %w", address, err)
	}
	return nil
}

// Run evaluates a JavaScript expression in the page, waits for the promise that
// it may be, and reads its value into out, as encoding/json does; out may be nil.
func (p *Page) Run(expression string, out any) error {
	ctx, cancel := context.WithTimeout(p.ctx, deadline)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal(value, out)
}

// Media shows the page as on a medium, "print" or "screen", and with features
// of a reader's choice, {"prefers-color-scheme": "dark"}.
func (p *Page) Media(medium string, features map[string]string) error {
	ctx, cancel := context.WithTimeout(p.ctx, deadline)
	defer cancel()
	params := emulation.SetEmulatedMediaParams{Media: medium}
	for name, value := range features {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	return call(ctx, emulation.SetEmulatedMedia, params)
}

//go:embed provoke.js
var provoke string

// drawn waits until the page was drawn; a page may be none that is.
const drawn = `new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(done)); setTimeout(done, 200) })`

// Provoke does to the page what its readers may do: it sends what handlers wait
// for to all that has one, opens what opens, scrolls to the end, submits,
// prints; and in the elements that a selector names (":root" for the whole
// page), focuses and clicks everything and goes to every id that does not begin
// with "_", as those of our theme do. It follows no link to another page.
func (p *Page) Provoke(within string) error {
	if err := p.Run(fmt.Sprintf("%s(%q)", provoke, within), nil); err != nil && !gone(err) {
		return fmt.Errorf("provoke the page: %w", err)
	}
	if err := p.Media("print", map[string]string{"prefers-color-scheme": "dark"}); err != nil {
		return err
	}
	if err := p.Run(drawn, nil); err != nil && !gone(err) {
		return fmt.Errorf("print the page: %w", err)
	}
	return p.Media("", nil)
}

// gone tells that the page went elsewhere while a script of ours ran in it,
// which its events tell better.
func gone(err error) bool {
	text := err.Error()
	return strings.Contains(text, "navigated") || strings.Contains(text, "context was destroyed") || strings.Contains(text, "Cannot find context")
}
