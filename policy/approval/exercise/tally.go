package exercise

import (
	"fmt"
	"slices"
	"strings"

	"jinchu/policy/approval"
)

// Verbs are all verbs, of people and of the clock, in order.
var Verbs = append(append([]string{}, approval.People...), approval.Facts...)

// Tally counts what a run did.
type Tally struct {
	Cases, Acts   int
	Done, Refused map[string]int
	// Tried are pairs of a verb that was done and the one tried directly after it in the same case; Followed those
	// of them where the second was done too.
	Tried, Followed map[[2]string]int
}

// NewTally is one with nothing counted.
func NewTally() *Tally {
	return &Tally{Done: map[string]int{}, Refused: map[string]int{}, Tried: map[[2]string]int{}, Followed: map[[2]string]int{}}
}

func (t *Tally) count(last, verb string, done bool) {
	t.Acts++
	counts, pairs := t.Refused, []map[[2]string]int{t.Tried}
	if done {
		counts, pairs = t.Done, append(pairs, t.Followed)
	}
	counts[verb]++
	for _, all := range pairs {
		if last != "" && slices.Contains(Verbs, verb) {
			all[[2]string{last, verb}]++
		}
	}
}

// String lists the counts, a verb a line.
func (t *Tally) String() string {
	var b strings.Builder
	done, refused := 0, 0
	for _, verb := range Verbs {
		done, refused = done+t.Done[verb], refused+t.Refused[verb]
	}
	fmt.Fprintf(&b, "acts %d in %d cases: done %d, refused %d, no verb at all %d\n", t.Acts, t.Cases, done, refused, t.Acts-done-refused)
	for _, verb := range Verbs {
		zh, _ := approval.Name(verb)
		fmt.Fprintf(&b, "  %-16s done %8d  refused %8d  %s\n", verb, t.Done[verb], t.Refused[verb], zh)
	}
	fmt.Fprintf(&b, "pairs of verbs, one directly after the other: tried %d of %d, done %d of %d that can be\n",
		len(t.Tried), Pairs(), len(t.Followed), Possible())
	return b.String()
}

// Missing lists the pairs that can be done and were not, in order.
func (t *Tally) Missing() [][2]string {
	var all [][2]string
	for _, first := range Verbs {
		for _, second := range Verbs {
			if pair := [2]string{first, second}; CanFollow(first, second) && t.Followed[pair] == 0 {
				all = append(all, pair)
			}
		}
	}
	return all
}
