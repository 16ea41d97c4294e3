package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"jinchu/activities/store"
	"jinchu/deploy/local/engine"
	"jinchu/deploy/proof"
	"jinchu/policy/approval/exercise"
)

// countyActs is how many acts one county sees before the next begins: its clock moves on by the rounds that run
// out, and has to stay within the calendars that are out.
const countyActs = 1_000

// proveRecord drives routes in real records, county after county, at the desk or through the procedure.
func proveRecord(ctx context.Context, level string, acts int, seed uint64, through func(*proof.County)) error {
	if acts == 0 {
		return nil
	}
	return onGround(ctx, func(g *ground) error {
		return proveCounties(ctx, g, level, acts, countyActs, seed, func(county *proof.County) (func(), error) {
			through(county)
			return func() {}, nil
		})
	})
}

// proveHTTP drives routes through a counter, a worker and a Temporal server.
func proveHTTP(ctx context.Context, acts int, seed uint64) error {
	if acts == 0 {
		return nil
	}
	return onGround(ctx, func(g *ground) error {
		e, err := engine.Start(ctx, engine.Config{Databases: g, Namespace: "jinchu", LogFile: g.home + "/engine.log"})
		if err != nil {
			return err
		}
		defer func() { _ = e.Stop() }()
		return proveCounties(ctx, g, "HTTP", acts, httpActs, seed, func(county *proof.County) (func(), error) {
			return county.OverHTTP(e.Access())
		})
	})
}

// httpActs is how many acts one county sees over HTTP: every decision that was left open in it is told upwards again
// whenever the clock moves.
const httpActs = 250

func proveCounties(ctx context.Context, g *ground, level string, acts, each int, seed uint64, through func(*proof.County) (func(), error)) error {
	tally, began := exercise.NewTally(), time.Now()
	lots := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // lots of an exercise, not a secret
	for no := 1; tally.Acts < acts && ctx.Err() == nil; no++ {
		if err := proveCounty(ctx, g, no, lots.IntN, min(each, acts-tally.Acts), tally, through); err != nil {
			return fmt.Errorf("%s: seed %d, after %d acts: %w", level, seed, tally.Acts, err)
		}
	}
	return report(level, seed, began, tally, ctx.Err())
}

// proveCounty does so many acts in a county of its own.
func proveCounty(ctx context.Context, g *ground, no int, draw exercise.Draw, acts int, tally *exercise.Tally, through func(*proof.County) (func(), error)) error {
	name := fmt.Sprint("proof_", no)
	if _, err := g.Ensure(ctx, name); err != nil {
		return err
	}
	if err := store.Migrate(ctx, g.URL(name)); err != nil {
		return err
	}
	keys, err := store.OpenKeyring(fmt.Sprint(g.home, "/keys-", no))
	if err != nil {
		return err
	}
	county, err := proof.Settle(ctx, g.URL(name), keys)
	if county != nil {
		defer county.Close()
	}
	if err != nil {
		return err
	}
	end, err := through(county)
	if err != nil {
		return err
	}
	defer end()
	return exercise.On(draw, acts, county, tally)
}
