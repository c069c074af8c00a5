package math

import (
	"runtime"
	"strings"
	"sync"
)

const (
	// MaxBytes is the length of the longest formula that is rendered.
	MaxBytes = 2_000

	maxChemistry = 600   // the same, for a formula with \ce or \pu: mhchem is quadratic
	maxRuntimes  = 8     // each takes 4 MB
	maxKnown     = 4_096 // formulas kept
	maxKept      = 2_000 // bytes of the longest MathML kept, so that all take 8 MB at most
)

// Renderer renders formulas. Its method may be called by many goroutines at once.
type Renderer struct {
	places chan struct{} // one for each engine that may run

	mu    sync.Mutex
	idle  []*engine          // started, and free
	known map[formula]string // MathML of what has been rendered; emptied when it is full
}

type formula struct {
	tex     string
	display bool
}

// New returns a Renderer. It costs nothing before its first formula.
func New() *Renderer {
	n := min(runtime.GOMAXPROCS(0), maxRuntimes)
	return &Renderer{places: make(chan struct{}, n), known: map[formula]string{}}
}

// Render returns a formula as a <math> element, fit to be written in a page; or
// what is wrong with it. display is for a formula that stands on its own line.
func (r *Renderer) Render(tex string, display bool) (string, *Fault) {
	// All that follows reads the same characters: a « def » in bold letters that
	// scan did not see made 38 GB.
	mathml, fault := r.render(formula{plain(tex), display})
	if fault != nil {
		here := *fault
		here.Offset = origin(tex, fault.Offset)
		return "", &here
	}
	return mathml, nil
}

func (r *Renderer) render(f formula) (string, *Fault) {
	r.mu.Lock()
	mathml, ok := r.known[f]
	r.mu.Unlock()
	if ok {
		return mathml, nil
	}
	broken, fault := scan(f.tex)
	if fault != nil {
		return "", fault
	}
	if broken && f.display && !strings.Contains(f.tex, `\tag`) {
		// TeX and Temml forget \\ here; the tools that authors come from do not.
		mathml, fault = r.run(formula{`\begin{gathered}` + f.tex + `\end{gathered}`, true})
	}
	if mathml == "" {
		mathml, fault = r.run(f)
	}
	if fault != nil {
		return "", fault
	}
	if mathml, fault = clean(mathml, f); fault != nil {
		return "", fault
	}
	if len(mathml) <= maxKept {
		r.mu.Lock()
		if len(r.known) >= maxKnown {
			clear(r.known)
		}
		r.known[f] = mathml
		r.mu.Unlock()
	}
	return mathml, nil
}

// Cost tells how much work a formula is, in units of about 0.03 ms. It is the
// same for a formula that is known already, so that what it bounds does not
// depend on the pages that came before.
func Cost(tex string) int {
	cost := 20 + len(tex) + 4*strings.Count(tex, "&") // of each cell of a table
	if isChemistry(tex) {
		cost *= 4
	}
	return cost
}

func isChemistry(tex string) bool {
	return strings.Contains(tex, `\ce`) || strings.Contains(tex, `\pu`)
}

// run waits for an engine, one that is started if there is one, and has it read a
// formula.
func (r *Renderer) run(f formula) (string, *Fault) {
	r.places <- struct{}{}
	defer func() { <-r.places }()
	e := r.takeIdle()
	if e == nil {
		e = start()
	}
	mathml, fault, sound := e.run(f)
	if sound {
		r.mu.Lock()
		r.idle = append(r.idle, e)
		r.mu.Unlock()
	}
	return mathml, fault
}

// takeIdle returns an engine that is free; nil when one is to be started.
func (r *Renderer) takeIdle() *engine {
	r.mu.Lock()
	defer r.mu.Unlock()
	last := len(r.idle) - 1
	if last < 0 {
		return nil
	}
	e := r.idle[last]
	r.idle = r.idle[:last]
	return e
}
