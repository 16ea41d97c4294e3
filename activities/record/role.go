package record

import (
	"context"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// Role chooses the role under which an actor does an act: of those the policy lets do it here, the first
// whose turn it is, else the first, so that the case itself says why not. An opening act has no case yet:
// its unit is given.
//
// Faults: unknown, store.session for somebody unknown, forbidden.
func (d *Desk) Role(ctx context.Context, a Actor, kind, id, act, unit string) (held Held, err error) {
	if !d.known(kind, act) {
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
		able, err := d.ableAt(ctx, tx, a, at, kind, act, unit, id)
		if err != nil {
			return err
		}
		held = able[0]
		if at.State != "" {
			held, err = d.whoseTurn(ctx, tx, at, act, a, able)
		}
		return err
	})
	return held, err
}

// known tells whether anybody may do an act somewhere: the policy has a line, or it is a word on a route.
func (d *Desk) known(kind, act string) bool {
	return len(d.lines().Who(kind, act)) > 0 || wordOf(kind, act)
}

func wordOf(kind, act string) bool {
	return slices.ContainsFunc(tables[kind].Verbs, func(n procedure.Name) bool { return n.Code == act })
}

// parts are the acts of the policy any of which lets somebody take part in a decision on a route.
var parts = []string{"sign", "assist", "submit"}

// ableAt lists the actor's roles that the policy lets do it where the case stands: a word on a route whoever may
// take part in it.
func (d *Desk) ableAt(ctx context.Context, tx store.Tx, a Actor, at store.CaseFile, kind, act, unit, id string) (able []Held, err error) {
	if !tables[kind].Verb(at.State, act) && (!wordOf(kind, act) || len(d.lines().Who(kind, act)) > 0) {
		return d.ableHere(ctx, tx, a, kind, act, unit, id)
	}
	var refused error
	for _, part := range parts {
		some, err := d.ableHere(ctx, tx, a, kind, part, unit, id)
		if err != nil && refused == nil {
			refused = err
		}
		for _, h := range some {
			if !slices.Contains(able, h) {
				able = append(able, h)
			}
		}
	}
	if f := fault.Of(refused); len(able) == 0 && fault.CodeOf(refused) == "forbidden" {
		f.Args["act"] = policy.ActName(kind, act)
	}
	if len(able) > 0 {
		return able, nil
	}
	return nil, refused
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
			refused = notTheirs("—", policy.ActName(kind, act), d.lines().Who(kind, act))
		}
		return nil, refused
	}
	return able, nil
}

func (d *Desk) whoseTurn(ctx context.Context, tx store.Tx, at store.CaseFile, act string, a Actor, able []Held) (Held, error) {
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
	if tables[at.Kind].Verb(at.State, act) {
		return c.speaks(at, act, done, a, able)
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

// speaks chooses the role under which somebody speaks on a route: that of the seat that is theirs, else the first
// that the policy lets play their part: who also runs the cycle takes back as the one who submitted it.
func (c *contest) speaks(at store.CaseFile, act string, done []store.Doing, a Actor, able []Held) (Held, error) {
	r, err := c.routeOf(at, done)
	if stops(err) || fault.Of(err).Kind() == fault.Unruled {
		return able[0], nil // deciding says what is open
	}
	if err != nil {
		return able[0], err
	}
	offer, spoken := r.offer(approval.Act{Verb: act, By: a.Person})
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		for _, h := range able {
			if d.Seat == offer.Seat && r.rung(d).role == h.Role {
				return h, nil
			}
		}
	}
	if !spoken {
		return able[0], nil
	}
	for _, h := range able {
		for _, part := range r.partsOf(offer) {
			_, err := c.desk.allowed(c.ctx, c.tx, asking{a, h.Role}, at.Kind, part, at.Unit, at.ID)
			if err == nil || fault.CodeOf(err) != "forbidden" {
				return h, err
			}
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
