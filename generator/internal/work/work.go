// Package work runs a function over many inputs on several workers. Each
// worker writes only its own slot, so the answer is the same for any number.
package work

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Map returns f of each input, in the order of the inputs. workers is how many
// run at the same time; 0 means one for each processor.
func Map[In, Out any](workers int, in []In, f func(In) Out) []Out {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	out := make([]Out, len(in))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(in)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(in) {
					return
				}
				out[i] = f(in[i])
			}
		})
	}
	wg.Wait()
	return out
}
