package publish

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

// BenchmarkCommitOneChanged publishes 10 000 pages of which one changed, each in
// its own folder; and for comparison with nothing changed. commit-ms is the part
// of Commit in it.
func BenchmarkCommitOneChanged(b *testing.B) {
	for _, changed := range []int{1, 0} {
		b.Run(fmt.Sprint("changed=", changed), func(b *testing.B) {
			dir := b.TempDir() + "/public"
			var committing time.Duration
			page := make([]byte, 10_000)
			publish := func(n int) Result {
				t, err := Open(context.Background(), dir, Options{})
				if err != nil {
					b.Fatal(err)
				}
				var wait sync.WaitGroup
				for w := range 4 {
					wait.Go(func() {
						for i := w; i < 10_000; i += 4 {
							data := page
							if i == 0 {
								data = append([]byte(fmt.Sprint(n*changed)), page...)
							}
							if err := t.Put(fmt.Sprintf("s%d/page-%d/index.html", i%20, i), data); err != nil {
								b.Error(err)
							}
						}
					})
				}
				wait.Wait()
				start := time.Now()
				res, err := t.Commit()
				if err != nil {
					b.Fatal(err)
				}
				committing += time.Since(start)
				return res
			}
			publish(-2)
			publish(-1) // this one makes the twin
			n := 0
			committing = 0
			for b.Loop() {
				n++
				if res := publish(n); res.Written != changed {
					b.Fatalf("%+v", res)
				}
			}
			b.ReportMetric(float64(committing.Milliseconds())/float64(n), "commit-ms/op")
		})
	}
}
