package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"jinchu/policy"
)

const (
	decideRounds = 15
	decideEach   = 4_000 // questions of a round
	day          = "2024-03-01"
)

// query is one question as an act asks it, and what Casbin is asked for it in the end.
type query struct {
	person, unit, kind, act string
	role                    policy.Role
	distance                string
}

// decisions measures a decision as acts take it (who holds what, how far it is, what the lines say) in one county
// of 100 and one of 100,000 people, beside Casbin alone asked about the same role, distance, kind and act: first
// with a policy that has answered nothing yet, so that Casbin goes through the lines for each, then as it runs.
func (b *permissionsBench) decisions(context.Context) error {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // lots of a measurement, not a secret
	small, large := peopled(100), peopled(100_000)
	acts := policy.Program().Acts()
	ask := func(s *policy.Snapshot, people int) []query {
		all := make([]query, decideEach)
		for i := range all {
			all[i] = question(s, random, people, acts)
		}
		return all
	}
	few, many := ask(small, 100), ask(large, 100_000)
	var bare, cold, flat, warmFew, warmMany []float64
	for range decideRounds {
		r, err := round(small, large, few, many)
		if err != nil {
			return err
		}
		bare, cold, flat = append(bare, r.bare), append(cold, r.coldMany/r.bare), append(flat, r.coldMany/r.coldFew)
		warmFew, warmMany = append(warmFew, r.warmFew), append(warmMany, r.warmMany)
	}
	b.hold("decision, nothing remembered / bare Casbin", median(cold) <= decideLimit, "%.3f (≤ %.2f; Casbin alone %.1f µs)", median(cold), decideLimit, median(bare))
	b.hold("the same, 100,000 people / 100 people", median(flat) <= flatLimit, "%.3f (≤ %.2f)", median(flat), flatLimit)
	b.hold("decision as it runs / bare Casbin", median(warmMany) <= decideLimit*median(bare), "%.4f (≤ %.2f; %.2f µs among 100 people, %.2f µs among 100,000)",
		median(warmMany)/median(bare), decideLimit, median(warmFew), median(warmMany))
	return nil
}

// rounded are the medians of one round, in µs.
type rounded struct{ bare, coldFew, coldMany, warmFew, warmMany float64 }

// round takes each way of asking in turn, so that what else the machine does falls on all of them alike.
func round(small, large *policy.Snapshot, few, many []query) (r rounded, err error) {
	alone, err := policy.New(policy.Lines())
	if err != nil {
		return r, err
	}
	for _, step := range []struct {
		into *float64
		all  []query
		ask  func(query) (bool, error)
	}{
		{&r.bare, distinct(many), func(q query) (bool, error) { return alone.Enforce(q.role, q.distance, q.kind, q.act) }},
		{&r.coldFew, distinct(few), decided(unasked(small))},
		{&r.coldMany, distinct(many), decided(unasked(large))},
		{&r.warmFew, few, decided(small)},
		{&r.warmMany, many, decided(large)},
	} {
		if *step.into, err = timedPerOne(step.all, step.ask); err != nil {
			return r, err
		}
	}
	return r, nil
}

// unasked is a snapshot whose policy has answered nothing yet.
func unasked(s *policy.Snapshot) *policy.Snapshot {
	fresh, err := policy.New(policy.Lines())
	if err != nil {
		panic(err) // it was read before
	}
	return s.Then(s.Epoch()+1, policy.State{Policy: fresh})
}

// decided asks a snapshot as an act does.
func decided(s *policy.Snapshot) func(query) (bool, error) {
	return func(q query) (bool, error) {
		d, err := s.Policy().Decide(policy.Request{Assignments: s.Of(q.person, day), Unit: q.unit, Kind: q.kind, Act: q.act, Date: day}, s.Areas(day))
		return d.Allowed, err
	}
}

// peopled is the snapshot of a county with so many people, each with one role: a staff like that of the field, most
// of it in townships and villages.
func peopled(people int) *policy.Snapshot {
	s := policy.State{Policy: policy.Program(), People: map[string][]policy.Assignment{}}
	s.Areas = append(s.Areas, policy.Area{Code: benchCounty, From: "2023-01-01"})
	for _, u := range area() {
		s.Areas = append(s.Areas, policy.Area{Code: u.Code, Parent: u.Parent, From: "2023-01-01"})
	}
	roles := policy.StaffRoles()
	for n := range people {
		s.People[fmt.Sprintf("p%d", n)] = []policy.Assignment{{Role: roles[n%len(roles)], Unit: s.Areas[n%len(s.Areas)].Code, From: "2023-01-01"}}
	}
	return policy.NewSnapshot(1, s)
}

func question(s *policy.Snapshot, random *rand.Rand, people int, acts [][2]string) query {
	person, act, units := fmt.Sprintf("p%d", random.IntN(people)), acts[random.IntN(len(acts))], s.Areas(day).Codes()
	held, unit := s.Of(person, day)[0], units[random.IntN(len(units))]
	return query{person, unit, act[0], act[1], held.Role, s.Areas(day).Between(held.Unit, unit)}
}

// distinct are the first of all that ask Casbin the same.
func distinct(all []query) (once []query) {
	seen := map[query]bool{}
	for _, q := range all {
		key := q
		key.person, key.unit = "", ""
		if !seen[key] {
			seen[key] = true
			once = append(once, q)
		}
	}
	return once
}

// timedPerOne is the median time of one question, in µs.
func timedPerOne(all []query, ask func(query) (bool, error)) (float64, error) {
	took := make([]float64, len(all))
	for i, q := range all {
		began := time.Now()
		if _, err := ask(q); err != nil {
			return 0, err
		}
		took[i] = float64(time.Since(began)) / float64(time.Microsecond)
	}
	return median(took), nil
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
