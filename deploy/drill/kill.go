package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// kill is the drill of a rehearsal that is killed again and again.
type kill struct {
	programFlag
	Regulation string        `default:"qingyuan-2018"`
	Applicants int           `default:"20"`
	Seed       uint64        `default:"7" help:"Of the rehearsal, and of the points at which it is killed."`
	Kills      int           `default:"20"`
	Inside     int           `default:"10" help:"How many of them at least must fall inside an act."`
	Limit      time.Duration `default:"10m" help:"The drill stops by itself after this time."`
}

// Run plays once undisturbed, once killed, and compares the ends.
func (k *kill) Run(ctx context.Context, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, k.Limit)
	defer cancel()
	d, err := k.prepare(ctx)
	if err != nil {
		return err
	}
	err = k.drill(ctx, d, out)
	return errors.Join(err, d.clear())
}

func (k *kill) drill(ctx context.Context, d *field, out io.Writer) error {
	calm := d.home("calm")
	began := time.Now()
	want, err := k.whole(d, calm)
	if err != nil {
		return err
	}
	total, err := k.total(ctx, calm)
	if err != nil {
		return err
	}
	say(out, "undisturbed: %.1f s, %d acts, digest %s", time.Since(began).Seconds(), total, want)
	rough := d.home("rough")
	inside, err := k.kills(ctx, d, rough, total, out)
	if err != nil {
		return err
	}
	got, err := k.whole(d, rough)
	switch {
	case err != nil:
		return err
	case got != want:
		return fmt.Errorf("digest %s after %d kills, %s undisturbed", got, k.Kills, want)
	case inside < k.Inside:
		return fmt.Errorf("%d of %d kills fell inside an act, at least %d must", inside, k.Kills, k.Inside)
	}
	say(out, "killed %d times, %d of them inside an act: the same digest", k.Kills, inside)
	return nil
}

func (k *kill) arguments(home string) []string {
	return []string{"rehearse", "--home", home, "--regulation", k.Regulation, "--applicants", strconv.Itoa(k.Applicants),
		"--seed", strconv.FormatUint(k.Seed, 10), "--report", filepath.Join(home, "report.json")}
}

// whole lets the rehearsal go to its end and gives the digest.
func (k *kill) whole(d *field, home string) (string, error) {
	p, err := d.start(k.arguments(home)...)
	if err != nil {
		return "", err
	}
	if err := p.wait(k.Limit); err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(home, "report.json"))
	if err != nil {
		return "", err
	}
	var report struct {
		Digest string `json:"digest"`
	}
	return report.Digest, json.Unmarshal(text, &report)
}

// database is the one of the home's only rehearsal.
func database(home string) (string, error) {
	found, err := filepath.Glob(filepath.Join(home, "rehearsals", "*.json"))
	if err != nil || len(found) != 1 {
		return "", errors.Join(err, fmt.Errorf("%d rehearsals in %s", len(found), home))
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		return "", err
	}
	var played struct {
		Database string `json:"database"`
	}
	return played.Database, json.Unmarshal(text, &played)
}

// total counts the acts of the undisturbed rehearsal; its database is brought up once more for that.
func (k *kill) total(ctx context.Context, home string) (int, error) {
	d := field{folder: filepath.Dir(home), program: k.Program}
	if d.program == "" {
		d.program = filepath.Join(d.folder, "local")
	}
	p, err := d.start("engine", "--home", home)
	if err != nil {
		return 0, err
	}
	name, err := database(home)
	if err != nil {
		return 0, errors.Join(err, p.end())
	}
	w, err := watch(ctx, home, name, time.Minute)
	if err != nil {
		return 0, errors.Join(err, p.end())
	}
	defer w.close(ctx)
	c, err := w.commands(ctx)
	return c.All, errors.Join(err, p.until("Ctrl-C", time.Minute), p.end())
}

// kills kills the rehearsal at seeded points spread over all its acts, each time waiting for an act
// under way, and takes it up again.
func (k *kill) kills(ctx context.Context, d *field, home string, total int, out io.Writer) (inside int, err error) {
	chance := rand.New(rand.NewPCG(k.Seed, 1)) // chance that can be repeated is the point here
	for i := range k.Kills {
		at := (i*total + chance.IntN(total)) / k.Kills
		p, err := d.start(k.arguments(home)...)
		if err != nil {
			return inside, err
		}
		hit, err := k.killAt(ctx, p, home, at)
		if err != nil {
			return inside, errors.Join(err, p.kill())
		}
		if hit.inside() {
			inside++
		}
		say(out, "kill %2d after %3d acts: %d open, %d decided and not acknowledged", i+1, hit.All, hit.Open, hit.Decided)
	}
	return inside, nil
}

// lookFor is how long a kill waits for an act under way before it falls between two.
const lookFor = 300 * time.Millisecond

func (k *kill) killAt(ctx context.Context, p *process, home string, at int) (hit counts, err error) {
	var name string
	for name == "" {
		if name, err = database(home); err != nil && ctx.Err() != nil {
			return hit, err
		}
	}
	w, err := watch(ctx, home, name, time.Minute)
	if err != nil {
		return hit, err
	}
	defer w.close(ctx)
	var reached time.Time
	for {
		c, err := w.commands(ctx)
		if err != nil {
			return hit, err
		}
		if c.All >= at && reached.IsZero() {
			reached = time.Now()
		}
		if !reached.IsZero() && (c.inside() || time.Since(reached) > lookFor) {
			break
		}
		select {
		case over := <-p.over:
			return hit, fmt.Errorf("it ended before it was killed: %w: %s", over, p.said())
		default:
		}
	}
	if err := p.kill(); err != nil {
		return hit, err
	}
	return w.commands(ctx)
}
