package record

import (
	"context"
	"slices"

	"jinchu/activities/store"
)

// reconcileEvent is what the county's chain says of a case that was put right.
const reconcileEvent = "reconcile"

// mendAll puts right what was found, case by case, each in a transaction of its own.
func (d *Desk) mendAll(ctx context.Context, found []gap) error {
	mended := map[string]bool{}
	for i := range found {
		id := found[i].Case
		if found[i].Kind == store.TaskUnclear {
			continue
		}
		if !mended[id] {
			if err := d.mend(ctx, id, found); err != nil {
				return err
			}
			mended[id] = true
		}
		found[i].Mended = true
	}
	return nil
}

// mend derives the tasks of a case anew under its lock, since acts may have moved it meanwhile, and makes the
// open ones so.
func (d *Desk) mend(ctx context.Context, id string, found []gap) error {
	return d.store.Write(ctx, func(tx store.Tx) error {
		at, err := tx.HoldCase(ctx, id)
		if err != nil {
			return err
		}
		now := &audit{desk: d, ctx: ctx, tx: tx, contests: map[string]*contest{}}
		if at.Kind == CycleKind || at.Kind == ApplicationKind {
			if err := now.compare(at); err != nil {
				return err
			}
		}
		for _, g := range now.found {
			if err := apply(ctx, tx, g); err != nil {
				return err
			}
		}
		if err := tx.Reseat(ctx, misplaced(id, found)); err != nil {
			return err
		}
		note := []store.Difference{}
		for _, g := range found {
			if g.Case == id {
				note = append(note, g.Difference)
			}
		}
		return tx.Note(ctx, reconcileEvent, store.Machine, store.Machine, map[string]any{"case": id, "found": note})
	})
}

// apply makes one task what it must be.
func apply(ctx context.Context, tx store.Tx, g gap) error {
	if g.Kind == store.TaskContent {
		amended := *g.open
		amended.Acts, amended.Except, amended.Due = g.due.Acts, g.due.Except, g.due.Due
		return tx.AmendTask(ctx, amended)
	}
	if g.open != nil {
		if err := tx.CloseTask(ctx, *g.open); err != nil {
			return err
		}
	}
	if g.due != nil {
		return tx.OpenTasks(ctx, g.Case, *g.due)
	}
	return nil
}

// misplaced lists the tasks of a case that the inboxes showed to others than they must.
func misplaced(id string, found []gap) []string {
	ids := []string{}
	for _, g := range found {
		if g.Case == id && g.Kind == store.TaskProjection && !slices.Contains(ids, g.open.ID) {
			ids = append(ids, g.open.ID)
		}
	}
	return ids
}
