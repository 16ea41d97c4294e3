package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	route "jinchu/policy/approval"
	"jinchu/policy/approval/exercise"
)

// batch is how many acts are done between two looks at whether to stop.
const batch = 10_000

// approval proves the pure route: so many random acts on random routes, machine and reference model side by side.
// The first difference ends it, with the case that led there.
func approval(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("approval", flag.ContinueOnError)
	pure := flags.Int("pure", 1_000_000, "random acts on the pure route")
	seed := flags.Uint64("seed", 1, "the same acts for the same seed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *pure < 1 {
		return errors.New("say how many acts: --pure 1000000")
	}
	tally, began := exercise.NewTally(), time.Now()
	lots := rand.New(rand.NewPCG(*seed, *seed)) //nolint:gosec // lots of an exercise, not a secret
	for left := *pure; left > 0 && ctx.Err() == nil; left -= batch {
		if err := exercise.Run(lots.IntN, min(left, batch), func(r route.Route) exercise.Machine { return r }, tally); err != nil {
			return fmt.Errorf("seed %d, after %d acts: %w", *seed, tally.Acts, err)
		}
	}
	fmt.Fprintf(os.Stdout, "seed %d, %s\n%s", *seed, time.Since(began).Round(time.Second), tally)
	for _, pair := range tally.Missing() {
		fmt.Fprintf(os.Stdout, "not done: %s after %s\n", pair[1], pair[0])
	}
	return ctx.Err()
}
