// Package activities knows the deeds a procedure may ask for, and declares the small ports it needs
// to do them. It may not know Postgres, HTTP or workflow code; adapters implement the ports without
// knowing who uses them, and worker/boot joins both.
package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/temporal"

	"jinchu/policy/fault"
)

// Case names one record that a procedure carries. It holds no personal data.
type Case struct {
	Realm string `json:"realm"` // random ID of the database; another realm's case is refused
	Kind  string `json:"kind"`  // cycle | application
	ID    string `json:"id"`
}

// Due is a legal deadline of a case on the business clock.
type Due struct {
	Name     string    `json:"name"`     // what falls due: registration_closes
	At       time.Time `json:"at"`       // the instant it is over
	Calendar string    `json:"calendar"` // calendar version it was computed with
}

// Step is one recorded move of a case: the record has it, the procedure follows it.
type Step struct {
	Seq   int64    `json:"seq"`   // 1, 2, 3 … without a gap
	Event string   `json:"event"` // event of the state table
	State string   `json:"state"` // state after the event
	Stage int      `json:"stage"` // index into the plan after the event
	Opens []Due    `json:"opens,omitempty"`
	Meets []string `json:"meets,omitempty"` // deadlines met or withdrawn, by name
}

// Plan is what a procedure must know of the pinned regulation: the state each stage stands in, in order.
type Plan struct {
	Stages    []string  `json:"stages"`
	Rehearsal bool      `json:"rehearsal"` // the business clock is moved by hand
	Now       time.Time `json:"now"`       // business time of a rehearsal; zero in production
	Steps     []Step    `json:"steps"`     // everything recorded so far
}

// ActInput asks to decide an open command. The body stays in the command row.
type ActInput struct {
	Case  Case   `json:"case"`
	Key   string `json:"key"`   // idempotency key of the command, also the update's ID
	Event string `json:"event"` // what the person asks for
	Known int64  `json:"known"` // last step the procedure has applied
}

// ActResult is the command's first result, with every step the procedure has not applied yet.
type ActResult struct {
	Steps   []Step `json:"steps"`
	Refused string `json:"refused,omitempty"` // fault code; the sentence stays in the command row
}

// LapseInput says that a deadline has passed on the business clock.
type LapseInput struct {
	Case  Case   `json:"case"`
	Name  string `json:"name"`
	Known int64  `json:"known"`
}

// Record is the port to the one place where cases stand. Every method does its work in one
// transaction, and the same call twice has one effect.
type Record interface {
	// Plan reads what the procedure needs to begin or to catch up.
	Plan(ctx context.Context, c Case) (Plan, error)
	// Act decides the command under the lock of the case row: permission at the current policy
	// epoch, the pure rule beside the locked record, then record, audit, tasks and outbox.
	Act(ctx context.Context, in ActInput) (ActResult, error)
	// Lapse records that a deadline passed. It closes windows and opens tasks; it never decides about a person.
	Lapse(ctx context.Context, in LapseInput) (ActResult, error)
	// Ask opens a task for a person because a step could not be done; the code is a fault code.
	Ask(ctx context.Context, c Case, code string) error
}

// Activities are the deeds as Temporal sees them; each is one call of a port.
type Activities struct {
	Record Record
}

// Plan reads the pinned plan of a case.
func (a *Activities) Plan(ctx context.Context, c Case) (Plan, error) {
	p, err := a.Record.Plan(ctx, c)
	return p, mark(err)
}

// Act decides one command. A refusal is a result, not an error: it is recorded and final.
func (a *Activities) Act(ctx context.Context, in ActInput) (ActResult, error) {
	r, err := a.Record.Act(ctx, in)
	return r, mark(err)
}

// Lapse records that a deadline passed.
func (a *Activities) Lapse(ctx context.Context, in LapseInput) (ActResult, error) {
	r, err := a.Record.Lapse(ctx, in)
	return r, mark(err)
}

// Ask opens a task for a person.
func (a *Activities) Ask(ctx context.Context, c Case, code string) error {
	return mark(a.Record.Ask(ctx, c, code))
}

// mark tells Temporal which faults another try cannot mend. Only the code travels into history:
// sentences could carry what does not belong there, and causes stay in the log.
func mark(err error) error {
	if err == nil {
		return nil
	}
	f := fault.Of(err)
	switch f.Kind() {
	case fault.Busy, fault.Internal:
		return temporal.NewApplicationError(f.Code, string(f.Kind()))
	default:
		return temporal.NewNonRetryableApplicationError(f.Code, string(f.Kind()), nil)
	}
}
