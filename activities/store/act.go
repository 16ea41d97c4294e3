package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"jinchu/policy/fault"
)

// Outcome is what an act or a lapsed deadline comes to. What belongs to a subject (scores,
// decisions, moves of other cases) is written through the Tx before it is returned.
type Outcome struct {
	Event   string // of the state table
	Actor   string // who acted, where somebody else entered it from paper; "" is the command's
	State   string // after it
	Stage   int    // after it
	Unit    string // the area of a case that this act opens; "" leaves it
	Pins    *Pins  // nil leaves them
	Opens   []Due
	Meets   []string
	Cancels []string
	Tasks   []Task    // opened; Case empty means this one
	Closes  []string  // codes of this case's tasks that are done or pointless now
	Outbox  []Message // Case empty means this one
	Record  any       // audit payload; may be personal, is sealed
	Answer  any       // for the person who acted; never personal data
}

// Decide asks permission and rule beside the locked case and says what follows. A fault of the kinds
// invalid, forbidden, unknown, conflict or unruled is a refusal: it becomes the command's result, and
// nothing Decide wrote is kept. Any other error leaves the command open for another try. Decide works
// with its Tx alone: a second connection, taken while the first is held, could wait for ever.
type Decide func(tx Tx, c Command, locked CaseFile) (Outcome, error)

// Act decides an open command under the lock of its case: record, audit, deadlines, tasks, outbox and
// the command's result in one transaction. A command that has a result returns it, whoever asks and
// however often; so one whose first answer was lost after the commit too. A refusal is a result.
//
// Faults: unknown (no such command), busy, internal; act.sequence is among the refusals.
func (s *Store) Act(ctx context.Context, key string, decide Decide) (Result, error) {
	var r Result
	err := s.Write(ctx, func(t Tx) error {
		row, err := t.command(ctx, key, "for update")
		if err != nil {
			return err
		}
		if row.Result != nil {
			r = *row.Result
			return nil
		}
		if r, err = t.attempt(ctx, row.Command, decide); err != nil {
			return err
		}
		return t.finish(ctx, r)
	})
	if err != nil {
		return Result{}, err
	}
	return r, nil
}

// attempt decides in a savepoint, so that a refusal leaves nothing but itself.
func (t Tx) attempt(ctx context.Context, c Command, decide Decide) (Result, error) {
	at, err := t.lockCase(ctx, c.Case, c.Kind, c.Parent)
	if err != nil {
		return refusal(c, CaseFile{}, err)
	}
	inner, save, err := t.begin(ctx)
	if err != nil {
		return Result{}, err
	}
	out, err := inner.carry(ctx, c, at, decide)
	if err != nil {
		if undo := save.Rollback(ctx); undo != nil {
			return Result{}, interpret(errors.Join(undo, err))
		}
		t.decides.undone()
		return refusal(c, at, err)
	}
	if err := save.Commit(ctx); err != nil {
		return Result{}, interpret(err)
	}
	r := Result{Key: c.Key, Event: out.Event, Seq: at.Seq + 1, State: out.State, Stage: out.Stage}
	if out.Answer != nil {
		if r.Answer, err = json.Marshal(out.Answer); err != nil {
			return Result{}, fault.New("internal").Because(err)
		}
	}
	return r, nil
}

// carry checks the number, asks, and writes. A new case gets its row before it is decided on, so that
// what decide writes can refer to it.
func (t Tx) carry(ctx context.Context, c Command, at CaseFile, decide Decide) (Outcome, error) {
	switch {
	case c.Seen == AnyStep && at.State == "":
		return Outcome{}, fault.New("unknown", "what", c.Kind)
	case c.Seen != AnyStep && at.Seq != c.Seen:
		return Outcome{}, fault.New("act.sequence", "seen", c.Seen, "now", at.Seq)
	}
	if at.State == "" {
		if err := t.openCase(ctx, &at); err != nil {
			return Outcome{}, err
		}
	}
	out, err := decide(t, c, at)
	if err != nil {
		return out, err
	}
	return out, t.apply(ctx, c, at, out)
}

// apply writes an outcome.
func (t Tx) apply(ctx context.Context, c Command, at CaseFile, out Outcome) error {
	if out.Event == "" || out.State == "" {
		return fault.New("internal").Because(errors.New("an outcome without event or state"))
	}
	if out.Unit != "" {
		if err := t.place(ctx, at.ID, out.Unit); err != nil {
			return err
		}
	}
	if out.Pins != nil {
		if err := t.pin(ctx, at.ID, *out.Pins); err != nil {
			return err
		}
	}
	move := Move{Case: at.ID, Event: out.Event, State: out.State, Stage: out.Stage, Opens: out.Opens, Meets: out.Meets,
		Cancels: out.Cancels, Actor: cmp.Or(out.Actor, c.Actor), Role: c.Role, Command: c.Key, Record: out.Record}
	if err := t.Move(ctx, []Move{move}); err != nil {
		return err
	}
	if err := t.CloseTasks(ctx, at.ID, out.Closes...); err != nil {
		return err
	}
	if err := t.OpenTasks(ctx, at.ID, out.Tasks...); err != nil {
		return err
	}
	return t.Post(ctx, at.ID, out.Outbox...)
}

// refusal turns a final fault into a result; any other error stays one.
func refusal(c Command, at CaseFile, err error) (Result, error) {
	f := fault.Of(err)
	if f.Kind() == fault.Busy || f.Kind() == fault.Internal {
		return Result{}, err
	}
	kept := &Refusal{Code: f.Code, Place: f.Place}
	if len(f.Args) > 0 {
		kept.Args = make(map[string]string, len(f.Args))
		for name, value := range f.Args {
			kept.Args[name] = fmt.Sprint(value)
		}
	}
	return Result{Key: c.Key, Seq: at.Seq, State: at.State, Stage: at.Stage, Refused: kept}, nil
}
