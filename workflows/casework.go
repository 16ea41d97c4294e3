package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"jinchu/activities"
)

// Names of messages every case understands. They never change.
const (
	StatusQuery       = "status"       // answers CaseStatus; for tests and the administrator, never for pages
	RecordMovedSignal = "record-moved" // a mass act has moved the record; the procedure reads it again
)

// retryPause is how long a procedure waits before it asks again for a record that could not be read.
const retryPause = 10 * time.Second

// CaseInput begins or continues the procedure of a case.
type CaseInput struct {
	Case  activities.Case `json:"case"`
	State *caseState      `json:"state,omitempty"` // carried whole through continue-as-new; nil at the beginning
}

// CaseResult is how a procedure ended.
type CaseResult struct {
	State string `json:"state"`
	Seq   int64  `json:"seq"`
}

// CaseStatus is what the procedure knows of its case.
type CaseStatus struct {
	State string           `json:"state"`
	Seq   int64            `json:"seq"`
	Stage int              `json:"stage"`
	Due   []activities.Due `json:"due"`
}

// Act is a person's act as the procedure sees it: the key of the command row that holds the rest,
// and the step the person saw. The update's ID is the same key.
type Act struct {
	Key  string `json:"key"`
	Seen int64  `json:"seen"`
}

// ActResult tells the counter that the procedure has taken note of the command.
type ActResult struct {
	Seq     int64  `json:"seq"`
	State   string `json:"state"`
	Refused string `json:"refused,omitempty"` // fault code of a recorded refusal
}

// table is what a procedure asks of its state table.
type table interface {
	Events() []string                // events of people, in order: one update each
	Allows(state, event string) bool // the event is possible in the state
	Final(state string) bool         // nothing follows
}

// caseState is everything a case's procedure knows.
type caseState struct {
	Begun bool             `json:"begun"`
	Seq   int64            `json:"seq"`
	State string           `json:"state"`
	Stage int              `json:"stage"`
	Plan  []string         `json:"plan"`
	Due   []activities.Due `json:"due"`
	Clock clock            `json:"clock"`
}

// casework carries one case: it listens to people, waits for deadlines and follows the record.
type casework struct {
	caseState
	ref      activities.Case
	table    table
	lock     workflow.Mutex
	deeds    *activities.Activities // nil: only its method names are used here
	acts     int                    // updates taken in this run
	reading  int                    // mass acts being followed right now
	stirring int                    // rises whenever the main loop must look again
}

// newCasework builds the case and listens before anything blocks.
func newCasework(ctx workflow.Context, in CaseInput, t table) (*casework, error) {
	w := &casework{ref: in.Case, table: t, lock: workflow.NewMutex(ctx)}
	if in.State != nil {
		w.caseState = *in.State
	}
	if err := workflow.SetQueryHandler(ctx, StatusQuery, w.status); err != nil {
		return nil, err
	}
	for _, event := range t.Events() {
		if err := w.listen(ctx, event); err != nil {
			return nil, err
		}
	}
	w.Clock.listen(ctx)
	w.follow(ctx)
	return w, nil
}

// listen registers the update of one event: the validator asks the state table, the handler the record.
func (w *casework) listen(ctx workflow.Context, event string) error {
	return workflow.SetUpdateHandlerWithOptions(ctx, event,
		func(ctx workflow.Context, act Act) (ActResult, error) { return w.act(ctx, event, act) },
		workflow.UpdateHandlerOptions{
			Validator: func(_ workflow.Context, act Act) error { return w.validate(event, act) },
		})
}

// validate refuses what the state table rules out. Somebody who has seen a later step than ours is let
// through: the record is ahead, and the handler catches up before it decides.
func (w *casework) validate(event string, act Act) error {
	if act.Key == "" {
		return temporal.NewNonRetryableApplicationError("act.key.missing", "invalid", nil)
	}
	if w.Begun && act.Seen <= w.Seq && !w.table.Allows(w.State, event) {
		return temporal.NewNonRetryableApplicationError("act.state", "conflict", nil, w.Seq)
	}
	return nil
}

// act lets the record decide, one act at a time, and follows what it wrote.
func (w *casework) act(ctx workflow.Context, event string, act Act) (ActResult, error) {
	if err := workflow.Await(ctx, func() bool { return w.Begun }); err != nil {
		return ActResult{}, err
	}
	if err := w.lock.Lock(ctx); err != nil {
		return ActResult{}, err
	}
	defer w.lock.Unlock()
	w.acts++
	in := activities.ActInput{Case: w.ref, Key: act.Key, Event: event, Known: w.Seq}
	var out activities.ActResult
	if err := workflow.ExecuteLocalActivity(recordOptions(ctx), w.deeds.Act, in).Get(ctx, &out); err != nil {
		return ActResult{}, err
	}
	w.apply(out.Steps)
	return ActResult{Seq: w.Seq, State: w.State, Refused: out.Refused}, nil
}

// apply follows recorded steps in order; steps already known are passed over.
func (w *casework) apply(steps []activities.Step) {
	for _, s := range steps {
		if s.Seq <= w.Seq {
			continue
		}
		w.Seq, w.State, w.Stage = s.Seq, s.State, s.Stage
		w.Due = slices.DeleteFunc(w.Due, func(d activities.Due) bool { return slices.Contains(s.Meets, d.Name) })
		w.Due = append(w.Due, s.Opens...)
		w.stirring++
	}
}

// status answers the query.
func (w *casework) status() (CaseStatus, error) {
	return CaseStatus{State: w.State, Seq: w.Seq, Stage: w.Stage, Due: w.Due}, nil
}

// final tells whether the case is over.
func (w *casework) final() bool { return w.Begun && w.table.Final(w.State) }
