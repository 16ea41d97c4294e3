package proof

import (
	"context"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
)

// atDesk are hands that go straight to the desk of the record.
type atDesk struct{ *County }

func (atDesk) Take(context.Context, string) error                   { return nil }
func (atDesk) Leave(context.Context, string) error                  { return nil }
func (atDesk) Fits(context.Context, store.CaseFile, []string) error { return nil }

func (d atDesk) Act(ctx context.Context, c store.Command) (store.Result, error) {
	if _, err := d.store.OpenCommand(ctx, c); err != nil {
		return store.Result{}, err
	}
	return d.desk.Decide(ctx, c.Key)
}

func (d atDesk) Lapse(ctx context.Context, id string, due store.Deadline) error {
	if err := d.store.Write(ctx, func(tx store.Tx) error { return tx.Advance(ctx, due.At) }); err != nil {
		return err
	}
	_, err := d.desk.Lapse(ctx, activities.LapseInput{Case: activities.Case{Realm: d.realm.ID, Kind: record.CycleKind, ID: id}, Name: due.Name})
	return err
}
