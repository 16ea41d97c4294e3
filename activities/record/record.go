// Package record knows what an act on a recruitment comes to: who may (policy), what the pinned rules
// say (recruitment), and what is written down beside the locked case (store). It may not know
// procedures, message names or HTTP, and reads no clock but the record's.
//
// An act by a person is an open command; Decide gives it its first and only result. A deed is one act
// being decided: it stands on a contest, which is the cycle as this transaction sees it, under a book,
// which is its regulation with the rulings. handlers.go names what each act does. What a refusal had
// written is undone; where the rules are silent the cycle stops for a ruling and nothing else is kept.
// README.md shows the path and where each subject lives.
package record

import (
	"context"

	"jinchu/activities"
	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// Kinds of case.
const (
	CycleKind       = "cycle"
	ApplicationKind = "application"
)

// Kinds of outbox message that concern procedures rather than people.
const (
	BeginMessage = "begin"        // a case was opened: its procedure is to be started
	MovedMessage = "record-moved" // a case was moved by an act on another one: its procedure is to follow
)

// Desk decides acts on recruitments. It is safe for concurrent use.
type Desk struct {
	store *store.Store
	books books
}

// New makes the desk of a record. Who may do what the record says: see store.Tx.Rights.
func New(s *store.Store) *Desk { return &Desk{store: s} }

// lines is the policy in force, for saying who may.
func (d *Desk) lines() *policy.Policy { return d.store.Lines() }

var _ activities.Record = (*Desk)(nil)

// tables are the state tables by kind.
var tables = map[string]procedure.Table{CycleKind: recruitment.Cycle(), ApplicationKind: recruitment.Application()}

// Plan reads what a procedure must know to begin or to catch up.
func (d *Desk) Plan(ctx context.Context, c activities.Case) (plan activities.Plan, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, err := d.caseOf(ctx, tx, c)
		if err != nil {
			return err
		}
		if plan.Steps, err = stepsSince(ctx, tx, at.ID, 0); err != nil {
			return err
		}
		if tx.Here().Kind == store.Rehearsal {
			plan.Rehearsal = true
			if plan.Now, err = tx.Now(ctx); err != nil {
				return err
			}
		}
		if at.Kind != CycleKind {
			return nil
		}
		book, _, err := d.bookOf(ctx, tx, at)
		if err == nil {
			plan.Stages = recruitment.StatesOf(book.plan)
		}
		return err
	})
	return plan, err
}

// Act decides an open command. A refusal is a result.
func (d *Desk) Act(ctx context.Context, in activities.ActInput) (activities.ActResult, error) {
	if err := d.ours(ctx, in.Case); err != nil {
		return activities.ActResult{}, err
	}
	r, err := d.Decide(ctx, in.Key)
	if err != nil {
		return activities.ActResult{}, err
	}
	out := activities.ActResult{Refused: fault.CodeOf(r.Fault())}
	out.Steps, err = d.steps(ctx, in.Case.ID, in.Known)
	return out, err
}

// Decide decides an open command and gives its first result, with what is meant for the person.
func (d *Desk) Decide(ctx context.Context, key string) (store.Result, error) {
	return d.store.Act(ctx, key, func(tx store.Tx, c store.Command, locked store.CaseFile) (store.Outcome, error) {
		return d.decide(ctx, tx, c, locked)
	})
}

// Lapse records that a deadline has passed: a window closes or a person is reminded. Nothing more:
// a timer decides about nobody.
func (d *Desk) Lapse(ctx context.Context, in activities.LapseInput) (activities.ActResult, error) {
	if err := d.ours(ctx, in.Case); err != nil {
		return activities.ActResult{}, err
	}
	_, err := d.store.Lapse(ctx, in.Case.ID, in.Name, func(tx store.Tx, locked store.CaseFile) (store.Outcome, error) {
		return d.lapse(ctx, tx, locked, in.Name)
	})
	if err != nil {
		return activities.ActResult{}, err
	}
	steps, err := d.steps(ctx, in.Case.ID, in.Known)
	return activities.ActResult{Steps: steps}, err
}

// Ask opens a task for the organiser because a step could not be done; the code is a fault code.
func (d *Desk) Ask(ctx context.Context, c activities.Case, code string) error {
	return d.store.Write(ctx, func(tx store.Tx) error {
		at, err := d.caseOf(ctx, tx, c)
		if err != nil {
			return err
		}
		return tx.OpenTasks(ctx, at.ID, store.Task{Code: code, Role: string(policy.CountyHR), Unit: tx.Here().County})
	})
}

// ours refuses a case of another realm: its procedure must not touch this record.
func (d *Desk) ours(ctx context.Context, c activities.Case) error {
	here, err := d.store.Realm(ctx)
	if err == nil && c.Realm != here.ID {
		return fault.New("unknown", "what", "realm")
	}
	return err
}

func (d *Desk) caseOf(ctx context.Context, tx store.Tx, c activities.Case) (store.CaseFile, error) {
	if c.Realm != tx.Here().ID {
		return store.CaseFile{}, fault.New("unknown", "what", "realm")
	}
	return tx.Case(ctx, c.ID)
}

func (d *Desk) steps(ctx context.Context, id string, known int64) (steps []activities.Step, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		steps, err = stepsSince(ctx, tx, id, known)
		return err
	})
	return steps, err
}

// stepsSince reads the recorded steps in the form procedures follow.
func stepsSince(ctx context.Context, tx store.Tx, id string, known int64) ([]activities.Step, error) {
	recorded, err := tx.StepsSince(ctx, id, known)
	steps := make([]activities.Step, 0, len(recorded))
	for _, s := range recorded {
		step := activities.Step{Seq: s.Seq, Event: s.Event, State: s.State, Stage: s.Stage, Meets: s.Meets}
		for _, due := range s.Opens {
			step.Opens = append(step.Opens, activities.Due(due))
		}
		steps = append(steps, step)
	}
	return steps, err
}
