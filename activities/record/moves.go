package record

import (
	"jinchu/activities/store"
	"jinchu/policy/procedure"
)

// moveAll moves many applications by one event, each with its own reason; the person who acts on the
// cycle answers for every one of them.
func (x *deed) moveAll(event string, apps []store.Application, reason func(store.Application) string, opens func(store.Application) []store.Due) error {
	table := tables[ApplicationKind]
	moves := make([]store.Move, 0, len(apps))
	running, err := x.tx.DeadlinesBelow(x.ctx, x.cycle.ID)
	if err != nil {
		return err
	}
	for _, a := range apps {
		why := reason(a)
		if err := table.Permit(a.State, event, x.cmd.Role, why); err != nil {
			return err
		}
		to, err := table.Next(procedure.Place{State: a.State}, event, nil)
		if err != nil {
			return err
		}
		move := store.Move{Case: a.ID, Event: event, State: to.State, Actor: x.cmd.Actor, Role: x.cmd.Role, Command: x.cmd.Key,
			Record: x.keptThrough(event, why, opens != nil)}
		if opens != nil {
			move.Opens = opens(a)
		}
		for _, name := range running[a.ID] {
			if pointless(table, to.State, name) {
				move.Cancels = append(move.Cancels, name)
			}
		}
		moves = append(moves, move)
	}
	if err := x.tx.Move(x.ctx, moves); err != nil {
		return err
	}
	return x.decideAll(event, apps, reason)
}

// decideAll keeps a decision per person, closes the tasks their move made pointless, and tells their procedures.
func (x *deed) decideAll(event string, apps []store.Application, reason func(store.Application) string) error {
	if x.told == nil {
		x.told = map[string]bool{}
	}
	decisions, ids := make([]store.Decision, 0, len(apps)), make([]string, 0, len(apps))
	for _, a := range apps {
		decisions = append(decisions, store.Decision{Case: a.ID, Seq: a.Seq + 1, Kind: event, By: x.cmd.Actor, Role: x.cmd.Role,
			Reason: reason(a), Date: day(x.today)})
		ids = append(ids, a.ID)
		if !x.told[a.ID] { // one message is enough: a procedure follows all steps it does not know
			x.out.Outbox = append(x.out.Outbox, store.Message{Case: a.ID, Kind: MovedMessage})
			x.told[a.ID] = true
		}
	}
	if err := x.tx.Decide(x.ctx, decisions...); err != nil {
		return err
	}
	if err := x.tx.CloseTasksOf(x.ctx, ids...); err != nil {
		return err
	}
	x.moved(event, ids)
	return nil
}

// moved keeps what was read of the applications in step with what was written.
func (x *deed) moved(event string, ids []string) {
	gone := map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	for i := range x.apps {
		if gone[x.apps[i].ID] {
			to, _ := tables[ApplicationKind].Next(procedure.Place{State: x.apps[i].State}, event, nil)
			x.apps[i].State, x.apps[i].Seq = to.State, x.apps[i].Seq+1
		}
	}
	x.seen = seen{}
}

// same gives everybody one reason.
func same(reason string) func(store.Application) string {
	return func(store.Application) string { return reason }
}
