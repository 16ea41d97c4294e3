package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// timing is how long many reads took.
type timing struct{ p50, p99, most time.Duration }

// timed reads for each person, after some that are not counted.
func (b *inboxBench) timed(people []string, read func(person string) error) (timing, error) {
	var took []time.Duration
	for i, p := range people {
		began := time.Now()
		if err := read(p); err != nil {
			return timing{}, err
		}
		if i >= inboxWarm {
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	return timing{took[len(took)/2], took[len(took)*99/100], took[len(took)-1]}, nil
}

func (t timing) print(out io.Writer, name string) {
	_, _ = fmt.Fprintf(out, "%-24s p50 %6.2f ms   p99 %6.2f ms   max %6.2f ms\n", name, ms(t.p50), ms(t.p99), ms(t.most))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
