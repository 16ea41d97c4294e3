package proof

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/workflows"
)

// patience is how long an act may take before the procedure counts as stuck.
const patience = time.Minute

// ThroughProcedure has everything that follows go through the procedure of each cycle in Temporal's test
// environment: acts are its updates, and deadlines its timers, which are skipped to.
func (c *County) ThroughProcedure() { c.hands = &throughProcedure{County: c} }

// throughProcedure are hands that have the procedure of one cycle.
type throughProcedure struct {
	*County
	env   *testsuite.TestWorkflowEnvironment
	do    chan func() // what is to be done next, in the environment's own loop
	ended chan struct{}
}

// timed is the record of a rehearsal to a procedure whose timers really run: its clock is the environment's.
type timed struct {
	*record.Desk
	env   *testsuite.TestWorkflowEnvironment
	store *store.Store
}

// Plan has the procedure wait for timers.
func (d timed) Plan(ctx context.Context, c activities.Case) (activities.Plan, error) {
	p, err := d.Desk.Plan(ctx, c)
	p.Rehearsal, p.Now = false, time.Time{}
	return p, err
}

// Lapse moves the record's clock to where the timer has come.
func (d timed) Lapse(ctx context.Context, in activities.LapseInput) (activities.ActResult, error) {
	if err := d.store.Write(ctx, func(tx store.Tx) error { return tx.Advance(ctx, d.env.Now()) }); err != nil {
		return activities.ActResult{}, err
	}
	return d.Desk.Lapse(ctx, in)
}

// Take begins the procedure of a cycle.
func (p *throughProcedure) Take(ctx context.Context, id string) error {
	var now time.Time
	if err := p.store.Read(ctx, func(tx store.Tx) (err error) { now, err = tx.Now(ctx); return err }); err != nil {
		return err
	}
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.SetTestTimeout(time.Hour)
	env.SetStartTime(now)
	workflows.Register(env)
	env.RegisterActivity(&activities.Activities{Record: timed{p.desk, env, p.store}})
	p.env, p.do, p.ended = env, make(chan func()), make(chan struct{})
	env.RegisterDelayedCallback(p.wait, 0)
	ended := p.ended
	go func() {
		defer close(ended)
		env.ExecuteWorkflow(workflows.CycleName, workflows.CaseInput{Case: activities.Case{Realm: p.realm.ID, Kind: record.CycleKind, ID: id}})
	}()
	return nil
}

// wait keeps the environment's loop, and so its time, where it is until the next thing is to be done.
func (p *throughProcedure) wait() {
	if do := <-p.do; do != nil {
		do()
	}
}

// inLoop does something in the loop; the next one is waited for when it says that it is over.
func (p *throughProcedure) inLoop(do func(over func())) error {
	finished := make(chan struct{})
	step := func() {
		do(func() {
			close(finished)
			p.env.RegisterDelayedCallback(p.wait, 0)
		})
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case p.do <- step:
	case <-p.ended:
		return p.ends()
	case <-late.C:
		return errors.New("the procedure does not come to the next act")
	}
	select {
	case <-finished:
		return nil
	case <-p.ended:
		return p.ends()
	case <-late.C:
		return errors.New("the procedure does not answer")
	}
}

func (p *throughProcedure) ends() error {
	return fmt.Errorf("the procedure has ended: %w", p.env.GetWorkflowError())
}

// Act sends an act as an update, and reads what the record has answered.
func (p *throughProcedure) Act(ctx context.Context, c store.Command) (r store.Result, err error) {
	if _, err := p.store.OpenCommand(ctx, c); err != nil {
		return r, err
	}
	var failed error
	err = p.inLoop(func(over func()) {
		p.env.UpdateWorkflow(c.Act, c.Key, &testsuite.TestUpdateCallback{
			OnAccept:   func() {},
			OnReject:   func(error) { over() }, // the record says why
			OnComplete: func(_ any, err error) { failed = err; over() },
		}, workflows.Act{Key: c.Key, Seen: c.Seen})
	})
	if err = errors.Join(err, failed); err != nil {
		return r, err
	}
	return p.desk.Decide(ctx, c.Key) // its first result; of one that the procedure refused the same by the record
}

// Lapse lets time pass until the deadline is over.
func (p *throughProcedure) Lapse(_ context.Context, _ string, due store.Deadline) error {
	return p.inLoop(func(over func()) {
		p.env.RegisterDelayedCallback(over, max(due.At.Sub(p.env.Now()), 0)+time.Second)
	})
}

// Fits holds what the procedure knows to the record: step, state and the clocks it waits for.
func (p *throughProcedure) Fits(_ context.Context, at store.CaseFile, clocks []string) error {
	var status workflows.CaseStatus
	var failed error
	err := p.inLoop(func(over func()) {
		defer over()
		v, err := p.env.QueryWorkflow(workflows.StatusQuery)
		if err == nil {
			err = v.Get(&status)
		}
		failed = err
	})
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	var due []string
	for _, d := range status.Due {
		due = append(due, d.Name)
	}
	if status.Seq != at.Seq || status.State != at.State || !slices.Equal(due, clocks) {
		return fmt.Errorf("the procedure stands at step %d, %s, and waits for %v; the record at %d, %s, for %v",
			status.Seq, status.State, due, at.Seq, at.State, clocks)
	}
	return nil
}

// Leave ends the procedure.
func (p *throughProcedure) Leave(context.Context, string) error {
	if p.env == nil {
		return nil
	}
	select {
	case p.do <- p.env.CancelWorkflow:
	case <-p.ended:
	}
	<-p.ended
	p.env = nil
	return nil
}
