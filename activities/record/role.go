package record

import (
	"context"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// Role chooses the role under which an actor does an act: of those the policy lets do it here, the first
// whose turn it is, else the first, so that the case itself says why not. An opening act has no case yet:
// its unit is given.
//
// Faults: unknown, store.session for somebody unknown, forbidden.
func (d *Desk) Role(ctx context.Context, a Actor, kind, id, act, unit string) (held Held, err error) {
	if len(d.policy.Who(kind, act)) == 0 {
		return Held{}, fault.New("unknown", "what", "act") // nobody's: the word is wrong, not the role
	}
	err = d.store.Read(ctx, func(tx store.Tx) error {
		var at store.CaseFile
		if unit == "" {
			if at, err = tx.Case(ctx, id); err == nil && at.Kind != kind {
				err = fault.New("unknown", "what", kind)
			}
			if err != nil {
				return err
			}
			unit = at.Unit
		}
		able, err := d.ableHere(ctx, tx, a, kind, act, unit, id)
		if err != nil {
			return err
		}
		held = able[0]
		if at.State != "" {
			held, err = d.whoseTurn(ctx, tx, at, act, able)
		}
		return err
	})
	return held, err
}

// ableHere lists the actor's roles that the policy lets do it here.
func (d *Desk) ableHere(ctx context.Context, tx store.Tx, a Actor, kind, act, unit, id string) ([]Held, error) {
	all, err := d.held(ctx, tx, asking{Actor: a})
	if err != nil {
		return nil, err
	}
	var able []Held
	refused := error(fault.New("store.session"))
	for _, h := range all {
		_, err := d.allowed(ctx, tx, asking{Actor: a, role: string(h.Role)}, kind, act, unit, id)
		if err == nil {
			able = append(able, Held{Role: string(h.Role), Unit: h.Unit})
		} else if h.Role != policy.Public {
			refused = err
		}
	}
	if len(able) == 0 {
		if a.Person != "" && len(all) == 0 {
			refused = notTheirs("—", tables[kind].LabelOf(act).Chinese, d.policy.Who(kind, act))
		}
		return nil, refused
	}
	return able, nil
}

func (d *Desk) whoseTurn(ctx context.Context, tx store.Tx, at store.CaseFile, act string, able []Held) (Held, error) {
	cycle, err := cycleOf(ctx, tx, at)
	if err != nil {
		return able[0], err
	}
	c, err := d.open(ctx, tx, cycle)
	if err != nil {
		return able[0], err
	}
	done, err := tx.DoingsOf(ctx, at.ID)
	if err != nil {
		return able[0], err
	}
	turn, err := c.turn(at, act, done)
	if stops(err) {
		return able[0], nil // deciding says what is open
	}
	if err != nil {
		return able[0], err
	}
	now := c.able(at, act, turn)
	for _, h := range able {
		if slices.Contains(now, h.Role) {
			return h, nil
		}
	}
	return able[0], nil
}

// Bearer tells whether the code is the one given out with the application.
func (d *Desk) Bearer(ctx context.Context, application, code string) bool {
	good := false
	err := d.store.Read(ctx, func(tx store.Tx) error {
		at, err := tx.Case(ctx, application)
		good = err == nil && at.Kind == ApplicationKind && tx.IsReceipt(application, code)
		return err
	})
	return err == nil && good
}

// Receipt is the code of an application that the actor has just made or bears.
func (d *Desk) Receipt(ctx context.Context, application string) (code string, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		code = tx.Receipt(application)
		return nil
	})
	return code, err
}

// UnitFor is the area a new application in a cycle belongs to: that of its post, else of the cycle.
// A post that is not there is left to the act itself, which says so.
func (d *Desk) UnitFor(ctx context.Context, cycle, post string) (unit string, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, err := tx.Case(ctx, cycle)
		if err != nil {
			return err
		}
		if at.Kind != CycleKind {
			return fault.New("unknown", "what", CycleKind)
		}
		posts, err := tx.Posts(ctx, cycle)
		unit = at.Unit
		for _, p := range posts {
			if p.Code == post || p.ID == post {
				unit = p.Unit
			}
		}
		return err
	})
	return unit, err
}
