package workflows

import (
	"errors"
	"slices"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"jinchu/activities"
)

// updatesPerRun is well under Temporal's 2,000 updates a run, so that the case continues as new in good time.
const updatesPerRun = 1_000

// run carries the case to its end, or to the point where it must continue as new.
func (w *casework) run(ctx workflow.Context, self any) (CaseResult, error) {
	if err := w.begin(ctx); err != nil {
		return CaseResult{}, err
	}
	for !w.final() && !w.full(ctx) {
		if err := w.step(ctx); err != nil {
			return CaseResult{}, err
		}
	}
	if err := workflow.Await(ctx, func() bool { return w.reading == 0 && workflow.AllHandlersFinished(ctx) }); err != nil {
		return CaseResult{}, err
	}
	if w.final() {
		return CaseResult{State: w.State, Seq: w.Seq}, nil
	}
	w.drain(ctx)
	return CaseResult{}, workflow.NewContinueAsNewError(ctx, self, CaseInput{Case: w.ref, State: &w.caseState})
}

// begin reads the pinned plan and whatever is recorded already; it asks until the record answers.
func (w *casework) begin(ctx workflow.Context) error {
	for !w.Begun {
		if err := w.catchUp(ctx); err == nil {
			w.Begun = true
		} else if err := w.pause(ctx, err); err != nil {
			return err
		}
	}
	return nil
}

// catchUp reads the record and follows it.
func (w *casework) catchUp(ctx workflow.Context) error {
	var plan activities.Plan
	if err := workflow.ExecuteLocalActivity(recordOptions(ctx), w.deeds.Plan, w.ref).Get(ctx, &plan); err != nil {
		return err
	}
	w.Plan, w.Clock.Rehearsal = plan.Stages, plan.Rehearsal
	w.Clock.moved(ClockMoved{Now: plan.Now})
	w.apply(plan.Steps)
	return nil
}

// step waits for the next deadline or for anything that moves the case, and records a deadline that passed.
func (w *casework) step(ctx workflow.Context) error {
	due, waits := w.next()
	seen := w.stirring
	stirred := func() bool { return w.stirring != seen || w.full(ctx) }
	if err := w.Clock.wait(ctx, due.At, stirred); err != nil {
		return err
	}
	if !waits || w.stirring != seen || !w.Clock.reached(ctx, due.At) {
		return nil
	}
	return w.lapse(ctx, due)
}

// next is the earliest deadline; the name decides between equal instants.
func (w *casework) next() (due activities.Due, ok bool) {
	for _, d := range w.Due {
		if !ok || d.At.Before(due.At) || (d.At.Equal(due.At) && d.Name < due.Name) {
			due, ok = d, true
		}
	}
	return due, ok
}

// lapse records a passed deadline. What cannot be recorded becomes a task for a person, and the
// deadline is let go; what could not be reached is tried again, and people may act meanwhile.
func (w *casework) lapse(ctx workflow.Context, due activities.Due) error {
	busy, err := w.record(ctx, due)
	if err == nil && busy != nil {
		return w.pause(ctx, busy)
	}
	return err
}

// record lets the record take note of a passed deadline; busy is why it could not.
func (w *casework) record(ctx workflow.Context, due activities.Due) (busy, err error) {
	if err := w.lock.Lock(ctx); err != nil {
		return nil, err
	}
	defer w.lock.Unlock()
	if !slices.Contains(w.Due, due) {
		return nil, nil // an act met or withdrew it while we waited for the lock
	}
	in := activities.LapseInput{Case: w.ref, Name: due.Name, Known: w.Seq}
	var out activities.ActResult
	err = workflow.ExecuteLocalActivity(recordOptions(ctx), w.deeds.Lapse, in).Get(ctx, &out)
	if code, permanent := fault(err); err != nil && permanent {
		w.forget(due)
		return nil, workflow.ExecuteActivity(mendOptions(ctx), w.deeds.Ask, w.ref, code).Get(ctx, nil)
	}
	if err != nil {
		return err, nil
	}
	w.forget(due) // before the steps: one of them may open it anew, later
	w.apply(out.Steps)
	return nil, nil
}

// forget lets a deadline go.
func (w *casework) forget(due activities.Due) {
	w.Due = slices.DeleteFunc(w.Due, func(d activities.Due) bool { return d == due })
}

// pause waits before another try; a cancelled procedure does not wait.
func (w *casework) pause(ctx workflow.Context, err error) error {
	workflow.GetLogger(ctx).Warn("record not reached, trying again", "case", w.ref.ID, "fault", err)
	return workflow.Sleep(ctx, retryPause)
}

// fault is the code an activity failed with, and whether another try is useless.
func fault(err error) (code string, permanent bool) {
	var app *temporal.ApplicationError
	if errors.As(err, &app) {
		return app.Message(), app.NonRetryable()
	}
	return "internal", false
}

// full tells whether the run should continue as new.
func (w *casework) full(ctx workflow.Context) bool {
	return w.acts >= updatesPerRun || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// follow reads the record again whenever a mass act has moved it.
func (w *casework) follow(ctx workflow.Context) {
	moved := workflow.GetSignalChannel(ctx, RecordMovedSignal)
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			moved.Receive(ctx, nil)
			w.reading++
			w.read(ctx)
			w.reading--
		}
	})
}

// read follows the record under the lock, and keeps trying until it is reached.
func (w *casework) read(ctx workflow.Context) {
	for {
		if err := w.lock.Lock(ctx); err != nil {
			return // the procedure is being cancelled
		}
		err := w.catchUp(ctx)
		w.lock.Unlock()
		if err == nil || w.pause(ctx, err) != nil {
			return
		}
	}
}

// drain takes the signals that arrived last, so that none is lost at continue-as-new.
// A record-moved that was not read yet is caught by the next act or by reading the plan anew.
func (w *casework) drain(ctx workflow.Context) {
	w.Clock.drain(ctx)
	moved := workflow.GetSignalChannel(ctx, RecordMovedSignal)
	for moved.ReceiveAsync(nil) {
		w.Begun = false
	}
}
