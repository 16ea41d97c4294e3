// Package demo knows the county of rehearsals: its area, its staff and its register of certificates,
// of the size of a real one and obviously invented. It may not know who starts it, and it plants
// nothing in a database of real people.
package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// The county: GB/T 2260 assigns no code that begins with 99.
const (
	County = "990101000000"
	Name   = "演练县"
	city   = "990100000000"
)

// Seed of the demo county, unless another is asked for.
const Seed = 1

// Begin is the business time at which a demo begins.
var Begin = calendar.NewDate(2024, 1, 2).Start().Add(9 * time.Hour)

// Plant fills an empty rehearsal in one transaction: same seed, same county. A rehearsal that has people
// is taken as it is. The sign-ins are the same either way.
//
// Fault: local.demo.production.
func Plant(ctx context.Context, s *store.Store, seed uint64) (SignIns, error) {
	realm, err := s.Realm(ctx)
	if err != nil {
		return nil, err
	}
	if realm.Kind != store.Rehearsal {
		return nil, fault.New("local.demo.production")
	}
	hash, err := store.HashPassword(ctx, Password)
	if err != nil {
		return nil, err
	}
	signIns := staff(realm.County)
	err = s.Write(ctx, func(t store.Tx) error {
		people, err := t.People(ctx)
		if err != nil || len(people) > 0 {
			return err
		}
		return plant(ctx, t, seed, signIns, hash)
	})
	return signIns, err
}

func plant(ctx context.Context, t store.Tx, seed uint64, signIns SignIns, hash string) error {
	today, err := t.Today(ctx)
	if err != nil {
		return err
	}
	chance := rand.New(rand.NewPCG(seed, 0)) // chance that can be repeated is the point here
	area := newArea(t.Here().County)
	people := register(chance, area)
	if err := t.ImportUnits(ctx, area.units(people, today.Start())); err != nil {
		return err
	}
	if err := signIns.join(ctx, t, today.Start(), hash); err != nil {
		return err
	}
	lines, numbers, err := people.lines()
	if err != nil {
		return err
	}
	if err := t.ImportHolders(ctx, lines, numbers); err != nil {
		return err
	}
	return t.Note(ctx, "plant_demo", store.Machine, store.Machine, map[string]any{"seed": seed, "holders": len(lines)})
}
