package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"jinchu/deploy/proof"
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
	kept := flags.Int("record", 0, "random acts on the record, at its desk")
	procedure := flags.Int("workflow", 0, "random acts through the procedure, with the record")
	counter := flags.Int("http", 0, "random acts over HTTP, on the running product")
	seed := flags.Uint64("seed", 1, "the same acts for the same seed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if min(*pure, *kept, *procedure, *counter) < 0 || *pure+*kept+*procedure+*counter == 0 {
		return errors.New("say how many acts: --pure 1000000 --workflow 50000 --http 5000")
	}
	if err := provePure(ctx, *pure, *seed); err != nil {
		return err
	}
	if err := proveRecord(ctx, "record", *kept, *seed, func(*proof.County) {}); err != nil {
		return err
	}
	if err := proveRecord(ctx, "workflow", *procedure, *seed, (*proof.County).ThroughProcedure); err != nil {
		return err
	}
	return proveHTTP(ctx, *counter, *seed)
}

// provePure drives the machine alone.
func provePure(ctx context.Context, acts int, seed uint64) error {
	if acts == 0 {
		return nil
	}
	tally, began := exercise.NewTally(), time.Now()
	lots := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // lots of an exercise, not a secret
	for left := acts; left > 0 && ctx.Err() == nil; left -= batch {
		if err := exercise.Run(lots.IntN, min(left, batch), func(r route.Route) exercise.Machine { return r }, tally); err != nil {
			return fmt.Errorf("seed %d, after %d acts: %w", seed, tally.Acts, err)
		}
	}
	return report("pure route", seed, began, tally, ctx.Err())
}

// report prints what was counted.
func report(level string, seed uint64, began time.Time, tally *exercise.Tally, err error) error {
	spent := time.Since(began)
	fmt.Fprintf(os.Stdout, "%s: seed %d, %s, %.0f acts/s\n%s", level, seed, spent.Round(time.Second), float64(tally.Acts)/spent.Seconds(), tally)
	for _, pair := range tally.Missing() {
		fmt.Fprintf(os.Stdout, "not done: %s after %s\n", pair[1], pair[0])
	}
	return err
}
