package math

import (
	_ "embed"
	"errors"
	"sync"
	"time"
	"unicode/utf16"

	"github.com/dop251/goja"
)

//go:embed temml/temml.min.js
var temml string

//go:embed temml/mhchem.min.js
var mhchem string

// call is the only function that Go calls. It returns the MathML; or the
// message of what is wrong, and its place in the formula, in UTF-16 units, -1
// when it is not known. Commands that teachers use and Temml does not know are
// told to it, and those that define others are taken away, although scan refuses
// them; the table is a new one each time, for a formula may write in it.
const call = `(function (tex, display) {
	try {
		return { mathml: temml.renderToString(tex, {
			displayMode: display, throwOnError: true, trust: false, strict: false,
			maxExpand: 1000, maxSize: [20, 240],
			macros: {
				"\\mbox": "\\text{#1}", "\\overarc": "\\wideparen{#1}", "\\degre": "{\\degree}",
				"\\abs": "\\left|#1\\right|", "\\norm": "\\left\\|#1\\right\\|",
				"\\def": "", "\\edef": "", "\\xdef": "", "\\futurelet": "",
				"\\newcommand": "", "\\renewcommand": "", "\\providecommand": "",
			},
		}) };
	} catch (e) {
		return {
			fault: String(Array.isArray(e) ? e[0] : e && e.message).trim(),
			at: e && typeof e.position === "number" ? e.position : -1,
		};
	}
})`

const (
	maxFrames = 1_500 // of JavaScript, in each other

	// maxTime is the last resort: scan has refused what is known to be long, and the
	// longest formula that it lets through takes a quarter of a second. As a slow
	// machine must not make another page than a fast one, it stops the build.
	maxTime = time.Minute
)

var programs = sync.OnceValue(func() []*goja.Program {
	return []*goja.Program{
		goja.MustCompile("temml.js", temml, false),
		goja.MustCompile("mhchem.js", mhchem, false),
	}
})

// engine is a JavaScript runtime with Temml in it. One formula at a time.
type engine struct {
	vm      *goja.Runtime
	call    goja.Callable
	maxTime time.Duration
}

type answer struct {
	MathML string `json:"mathml"`
	Fault  string `json:"fault"`
	At     int    `json:"at"`
}

func start() *engine {
	vm := goja.New()
	vm.SetMaxCallStackSize(maxFrames)
	vm.SetFieldNameMapper(goja.TagFieldNameMapper("json", true))
	for _, p := range programs() {
		if _, err := vm.RunProgram(p); err != nil {
			panic("math: " + err.Error()) // the two files are ours
		}
	}
	v, err := vm.RunString(call)
	if err != nil {
		panic("math: " + err.Error())
	}
	f, _ := goja.AssertFunction(v)
	return &engine{vm: vm, call: f, maxTime: maxTime}
}

// run has a formula read; false when the engine must not be used again.
func (e *engine) run(f formula) (mathml string, fault *Fault, sound bool) {
	defer func() {
		if recover() != nil { // goja met what it does not do
			mathml, fault, sound = "", tooHard, false
		}
	}()
	clock := time.AfterFunc(e.maxTime, func() { e.vm.Interrupt(nil) })
	v, err := e.call(goja.Undefined(), e.vm.ToValue(f.tex), e.vm.ToValue(f.display))
	sound = clock.Stop() && err == nil
	var interrupted *goja.InterruptedError
	switch {
	case errors.As(err, &interrupted):
		return "", TooLong, false
	case err != nil: // too many frames
		return "", tooHard, false
	}
	var a answer
	if err := e.vm.ExportTo(v, &a); err != nil {
		panic("math: " + err.Error())
	}
	if a.Fault != "" {
		return "", inFrench(a.Fault, f.tex, offset(f.tex, a.At)), sound
	}
	return a.MathML, nil, sound
}

// offset returns the byte of s where a UTF-16 unit is.
func offset(s string, units int) int {
	if units < 0 {
		return -1
	}
	for i, r := range s {
		if units <= 0 {
			return i
		}
		units -= utf16.RuneLen(r)
	}
	return len(s)
}
