package record

import (
	"context"
	"errors"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// reconciled is the name under which only one program at a time compares.
const reconciled = "reconciliation"

// Reconcile compares what must wait for somebody, derived from the record alone, with the tasks that are open
// and the inboxes they lie in, and writes down every difference. What is missing is opened, what is superfluous
// closed, what is wrong put right: that decides about nobody, so the machine may, and notes it in the county's chain.
//
// Fault: reconciliation.running while another program compares.
func (d *Desk) Reconcile(ctx context.Context) (r store.Reconciliation, found []store.Difference, err error) {
	r.ID = store.NewID()
	alone, err := d.store.Alone(ctx, reconciled, func(tx store.Tx) error {
		if err := d.store.Write(ctx, func(w store.Tx) error { return w.BeginReconciliation(ctx, r.ID) }); err != nil {
			return err
		}
		gaps, err := d.compareAll(ctx, tx, &r)
		if err == nil {
			err = d.mendAll(ctx, gaps)
		}
		for _, g := range gaps {
			found = append(found, g.Difference)
		}
		r.Failed, r.Differences, r.Mended = fault.CodeOf(err), len(found), countMended(found)
		ended := d.store.Write(context.WithoutCancel(ctx), func(w store.Tx) error { return w.EndReconciliation(ctx, r, found) })
		return errors.Join(err, ended)
	})
	if err == nil && !alone {
		err = fault.New("reconciliation.running")
	}
	return r, found, err
}

func countMended(found []store.Difference) (n int) {
	for _, f := range found {
		if f.Mended {
			n++
		}
	}
	return n
}

// compareAll compares every case that is not over, and whatever still waits on one that is, as one moment of
// the record shows them.
func (d *Desk) compareAll(ctx context.Context, tx store.Tx, r *store.Reconciliation) ([]gap, error) {
	a := &audit{desk: d, ctx: ctx, tx: tx, contests: map[string]*contest{}}
	for _, kind := range []string{CycleKind, ApplicationKind} {
		for after := ""; ; {
			cases, err := tx.Cases(ctx, kind, "", after, applicationsAtOnce)
			if err != nil {
				return a.found, err
			}
			for _, at := range cases {
				if err := a.compare(at); err != nil {
					return a.found, err
				}
				r.Cases++
			}
			if len(cases) < applicationsAtOnce {
				break
			}
			after = cases[len(cases)-1].ID
		}
	}
	return a.found, a.placed()
}

// placed adds the tasks that the inboxes do not show to those whom they concern.
func (a *audit) placed() error {
	wrong, err := a.tx.Misplaced(a.ctx)
	for _, k := range wrong {
		a.found = append(a.found, newGap(store.TaskProjection, nil, &k))
	}
	return err
}
