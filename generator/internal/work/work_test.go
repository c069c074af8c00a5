package work_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"essaim/generator/internal/work"
)

func TestMapKeepsOrder(t *testing.T) {
	for _, workers := range []int{-1, 0, 1, 2, 7, 1000} {
		for _, n := range []int{0, 1, 2, 100} {
			t.Run(fmt.Sprintf("%d workers, %d inputs", workers, n), func(t *testing.T) {
				var in, want []int
				for i := range n {
					in, want = append(in, i), append(want, i*i)
				}
				// In a bubble time is virtual: the first inputs take longest,
				// and every goroutine must have ended when the bubble does.
				synctest.Test(t, func(t *testing.T) {
					got := work.Map(workers, in, func(i int) int {
						time.Sleep(time.Duration(n-i) * time.Second)
						return i * i
					})
					if got == nil || !slices.Equal(got, want) {
						t.Errorf("Got %v, want %v", got, want)
					}
				})
			})
		}
	}
}

// TestMapEmploysAll tells how many run at the same time by how long they take
// in virtual time, when each call takes a second.
func TestMapEmploysAll(t *testing.T) {
	for _, test := range []struct{ workers, inputs, seconds int }{
		{1, 12, 12}, {3, 12, 4}, {5, 12, 3}, {12, 12, 1}, {50, 12, 1}, {4, 0, 0},
	} {
		t.Run(fmt.Sprintf("%d for %d", test.workers, test.inputs), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var running atomic.Int64
				start := time.Now()
				work.Map(test.workers, make([]int, test.inputs), func(int) int {
					running.Add(1)
					defer running.Add(-1)
					time.Sleep(time.Second)
					return 0
				})
				if got := int(time.Since(start).Seconds()); got != test.seconds {
					t.Errorf("Got %d s, want %d", got, test.seconds)
				}
				if n := running.Load(); n != 0 {
					t.Errorf("%d calls still run after Map", n)
				}
			})
		})
	}
}

func TestMapCallsOnce(t *testing.T) {
	calls := make([]atomic.Int64, 500)
	in := make([]int, len(calls))
	for i := range in {
		in[i] = i
	}
	work.Map(8, in, func(i int) struct{} { calls[i].Add(1); return struct{}{} })
	for i := range calls {
		if n := calls[i].Load(); n != 1 {
			t.Errorf("input %d was given %d times, want 1", i, n)
		}
	}
}
