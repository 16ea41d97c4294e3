// Package engine knows how the counter speaks to procedures: which message an act is, how it is sent,
// sent again and acknowledged, and what the record wants procedures to know. It is the only place that
// knows message names. It may not know rules, HTTP or SQL: what an act comes to is decided beside the record.
package engine

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/workflows"
	"jinchu/workflows/wire"
)

// Engine sends acts to procedures. It is safe for concurrent use.
type Engine struct {
	client client.Client
	store  *store.Store
	desk   *record.Desk
	realm  store.Realm
	kicked chan struct{} // the outbox has something
}

// New makes the engine of one realm.
func New(c client.Client, s *store.Store, d *record.Desk, realm store.Realm) *Engine {
	return &Engine{client: c, store: s, desk: d, realm: realm, kicked: make(chan struct{}, 1)}
}

// actTime is how long a person waits for an act. The command stays open after it and is sent again.
const actTime = 20 * time.Second

// tables tell apart an act that is refused from one that cannot be known yet.
var tables = map[string]procedure.Table{record.CycleKind: recruitment.Cycle(), record.ApplicationKind: recruitment.Application()}

// procedures are the registered names and IDs by kind of case.
var procedures = map[string]struct {
	name string
	id   func(realm, id string) string
}{
	record.CycleKind:       {workflows.CycleName, workflows.CycleID},
	record.ApplicationKind: {workflows.ApplicationName, workflows.ApplicationID},
}

// Act keeps the command and has it decided. The same key returns its first result, whoever asks and
// however often. A refusal is a result, see store.Result.Fault.
//
// Faults: act.key.missing, act.key.reused; act.pending where the command is kept and will be decided,
// but the answer did not come in time.
func (e *Engine) Act(ctx context.Context, c store.Command) (store.Result, error) {
	kept, err := e.store.OpenCommand(ctx, c)
	if err != nil {
		return store.Result{}, err
	}
	if kept.Result != nil {
		return *kept.Result, nil
	}
	ctx, cancel := context.WithTimeout(ctx, actTime)
	defer cancel()
	return e.deliver(ctx, kept)
}

// deliver has an open command decided: one that opens a case beside the record, since no procedure
// lives yet, every other by its procedure.
func (e *Engine) deliver(ctx context.Context, c store.Command) (store.Result, error) {
	if c.Seen == 0 {
		r, err := e.desk.Decide(ctx, c.Key)
		if err != nil {
			return r, err
		}
		e.kick()
		return r, e.store.Acknowledge(ctx, c.Key)
	}
	err := e.update(ctx, c)
	switch {
	case err == nil:
		return e.answer(ctx, c.Key)
	case fault.CodeOf(err) == "act.pending":
		return e.late(ctx, c.Key, err)
	}
	return e.refuse(ctx, c.Key, err)
}

// answer reads the first result after the procedure took the act.
func (e *Engine) answer(ctx context.Context, key string) (store.Result, error) {
	done, err := e.store.Command(ctx, key)
	if err != nil {
		return store.Result{}, err
	}
	if done.Result == nil {
		return store.Result{}, fault.New("internal").Because(errors.New("an act was taken and has no result"))
	}
	e.kick()
	return *done.Result, e.store.Acknowledge(ctx, key)
}

// late looks whether an act was decided although its procedure did not answer; the sweeper then tells it.
func (e *Engine) late(ctx context.Context, key string, pending error) (store.Result, error) {
	done, err := e.store.Command(context.WithoutCancel(ctx), key)
	if err == nil && done.Result != nil {
		e.kick()
		return *done.Result, nil
	}
	return store.Result{}, errors.Join(pending, err)
}

// refuse keeps the refusal of an act that its procedure did not take.
func (e *Engine) refuse(ctx context.Context, key string, why error) (store.Result, error) {
	r, err := e.store.Refuse(ctx, key, why)
	if err != nil {
		return r, err
	}
	return r, e.store.Acknowledge(ctx, key)
}

// update sends the act to its procedure. nil: taken. act.pending: not known. Any other fault: refused.
func (e *Engine) update(ctx context.Context, c store.Command) error {
	seen := c.Seen
	if seen == store.AnyStep {
		at, err := e.standing(ctx, c.Case)
		if err != nil {
			return fault.New("act.pending").Because(err)
		}
		seen = at.Seq
	}
	for range 2 {
		err := e.send(ctx, c, seen)
		var unknown *serviceerror.NotFound
		switch {
		case err == nil:
			return nil
		case !errors.As(err, &unknown):
			return e.sorted(ctx, c, err)
		}
		if over := e.revive(ctx, c); over != nil {
			return over
		}
	}
	return fault.New("act.pending")
}

func (e *Engine) send(ctx context.Context, c store.Command, seen int64) error {
	handle, err := e.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: procedures[c.Kind].id(e.realm.ID, c.Case), UpdateID: c.Key, UpdateName: c.Act,
		WaitForStage: client.WorkflowUpdateStageCompleted, Args: []any{workflows.Act{Key: c.Key, Seen: seen}},
	})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}

// sorted tells a refusal of the validator from what may still come. The validator gives no words into
// histories; the state it refused in is read from the record.
func (e *Engine) sorted(ctx context.Context, c store.Command, err error) error {
	var app *temporal.ApplicationError
	if !errors.As(err, &app) || (app.Message() != "act.state" && app.Message() != "act.key.missing") {
		return fault.New("act.pending").Because(err)
	}
	at, err := e.standing(ctx, c.Case)
	if err != nil {
		return fault.New("act.pending").Because(err)
	}
	return notPossible(c, at)
}

// notPossible refuses an act in the state its case is in.
func notPossible(c store.Command, at store.CaseFile) error {
	table := tables[c.Kind]
	return fault.New("act.state", "state", table.LabelOf(at.State).Chinese, "act", table.LabelOf(c.Act).Chinese)
}

// revive starts the procedure of a case whose beginning was not sent yet; a case that is over, or that
// never was, refuses.
func (e *Engine) revive(ctx context.Context, c store.Command) error {
	at, err := e.standing(ctx, c.Case)
	switch {
	case fault.CodeOf(err) == "unknown":
		return err
	case err != nil:
		return fault.New("act.pending").Because(err)
	case tables[c.Kind].Final(at.State) || at.Kind != c.Kind:
		return notPossible(c, at)
	}
	if err := e.start(ctx, at.Kind, at.ID); err != nil {
		return fault.New("act.pending").Because(err)
	}
	return nil
}

func (e *Engine) standing(ctx context.Context, id string) (at store.CaseFile, err error) {
	err = e.store.Read(ctx, func(tx store.Tx) error {
		at, err = tx.Case(ctx, id)
		return err
	})
	return at, err
}

// start begins the procedure of a case; one that runs already is left alone.
func (e *Engine) start(ctx context.Context, kind, id string) error {
	p, known := procedures[kind]
	if !known {
		return fault.New("internal").Because(errors.New("no procedure for " + kind))
	}
	_, err := e.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: p.id(e.realm.ID, id), TaskQueue: wire.TaskQueue(e.realm.ID), WorkflowExecutionErrorWhenAlreadyStarted: true,
	}, p.name, workflows.CaseInput{Case: activities.Case{Realm: e.realm.ID, Kind: kind, ID: id}})
	var running *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &running) {
		return nil
	}
	return err
}

// tell signals a procedure; one that is over, or has not begun, reads the record by itself.
func (e *Engine) tell(ctx context.Context, kind, id, signal string, fact any) error {
	p, known := procedures[kind]
	if !known {
		return nil
	}
	err := e.client.SignalWorkflow(ctx, p.id(e.realm.ID, id), "", signal, fact)
	var unknown *serviceerror.NotFound
	if errors.As(err, &unknown) {
		return nil
	}
	return err
}

// kick has the outbox looked at soon.
func (e *Engine) kick() {
	select {
	case e.kicked <- struct{}{}:
	default:
	}
}
