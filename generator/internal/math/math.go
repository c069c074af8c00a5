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
	runtimes chan *engine // nil for one that is not started yet

	mu    sync.Mutex
	known map[formula]string // MathML of what has been rendered; emptied when it is full
}

type formula struct {
	tex     string
	display bool
}

// New returns a Renderer. It costs nothing before its first formula.
func New() *Renderer {
	n := min(runtime.GOMAXPROCS(0), maxRuntimes)
	r := &Renderer{runtimes: make(chan *engine, n), known: map[formula]string{}}
	for range n {
		r.runtimes <- nil
	}
	return r
}

// Render returns a formula as a <math> element, fit to be written in a page; or
// what is wrong with it. display is for a formula that stands on its own line.
func (r *Renderer) Render(tex string, display bool) (string, *Fault) {
	f := formula{strings.ToValidUTF8(tex, "\ufffd"), display}
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
	if broken && display && !strings.Contains(f.tex, `\tag`) {
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

// run waits for a free engine and has it read a formula.
func (r *Renderer) run(f formula) (string, *Fault) {
	e := <-r.runtimes
	if e == nil {
		e = start()
	}
	mathml, fault, sound := e.run(f)
	if !sound {
		e = nil
	}
	r.runtimes <- e
	return mathml, fault
}
