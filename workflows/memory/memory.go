// Package memory knows a record kept in memory, with the same contract as the real one: one
// transaction per call, a known key returns its first result, steps follow the state table. It is for
// the proofs of procedures; it may not be used by the program, and knows no Postgres.
package memory

import (
	"context"
	"sync"

	"jinchu/activities"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// Record holds one case. Its exported fields are set before use; the methods may be called at once.
type Record struct {
	Table  procedure.Table
	Opens  map[string][]activities.Due // deadlines an event opens, by event
	Lapses map[string]string           // the fact a passed deadline causes, by deadline
	Broken int                         // calls that fail as busy before one succeeds
	Fatal  string                      // fault code of every lapse, if set
	Lost   int                         // answers of acts that are lost after the commit

	mu      sync.Mutex
	plan    activities.Plan
	results map[string]activities.ActResult
	decided map[string]int
	lapsed  []string
	asked   []string
}

// New begins a case of the table, in its start state.
func New(table procedure.Table, plan activities.Plan) *Record {
	plan.Steps = []activities.Step{{Seq: 1, Event: "begin", State: table.Start}}
	return &Record{Table: table, Opens: map[string][]activities.Due{}, Lapses: map[string]string{}, plan: plan,
		results: map[string]activities.ActResult{}, decided: map[string]int{}}
}

// Steps are everything recorded so far.
func (r *Record) Steps() []activities.Step {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.since(0)
}

// Decided tells how often each key was decided: once, or something is wrong.
func (r *Record) Decided() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	copied := map[string]int{}
	for key, n := range r.decided {
		copied[key] = n
	}
	return copied
}

// Lapsed lists the deadlines that passed, in order.
func (r *Record) Lapsed() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.lapsed...)
}

// Asked lists the fault codes that became tasks for a person.
func (r *Record) Asked() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.asked...)
}

// Move records an event behind the procedure's back, as a mass act or a lost acknowledgement does.
func (r *Record) Move(event string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.move(event)
}

// Plan implements activities.Record.
func (r *Record) Plan(context.Context, activities.Case) (activities.Plan, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	plan := r.plan
	plan.Steps = r.since(0)
	return plan, r.fail()
}

// Act implements activities.Record.
func (r *Record) Act(_ context.Context, in activities.ActInput) (activities.ActResult, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.fail(); err != nil {
		return activities.ActResult{}, err
	}
	if _, known := r.results[in.Key]; !known {
		r.decided[in.Key]++
		r.results[in.Key] = activities.ActResult{Refused: fault.CodeOf(r.move(in.Event))}
	}
	if r.Lost > 0 {
		r.Lost--
		return activities.ActResult{}, fault.New("busy")
	}
	result := r.results[in.Key]
	result.Steps = r.since(in.Known)
	return result, nil
}

// Lapse implements activities.Record.
func (r *Record) Lapse(_ context.Context, in activities.LapseInput) (activities.ActResult, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Fatal != "" {
		return activities.ActResult{}, fault.New(r.Fatal)
	}
	if err := r.fail(); err != nil {
		return activities.ActResult{}, err
	}
	r.lapsed = append(r.lapsed, in.Name)
	if err := r.move(r.Lapses[in.Name], in.Name); err != nil {
		return activities.ActResult{}, err
	}
	return activities.ActResult{Steps: r.since(in.Known)}, nil
}

// Ask implements activities.Record.
func (r *Record) Ask(_ context.Context, _ activities.Case, code string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, code)
	return nil
}

func (r *Record) fail() error {
	if r.Broken > 0 {
		r.Broken--
		return fault.New("busy")
	}
	return nil
}

func (r *Record) since(known int64) []activities.Step {
	return append([]activities.Step(nil), r.plan.Steps[known:]...)
}

// move records an event as the table has it.
func (r *Record) move(event string, meets ...string) error {
	at := r.plan.Steps[len(r.plan.Steps)-1]
	to, err := r.Table.Next(procedure.Place{State: at.State, Stage: at.Stage}, event, r.plan.Stages)
	if err != nil {
		return err
	}
	r.plan.Steps = append(r.plan.Steps, activities.Step{Seq: at.Seq + 1, Event: event, State: to.State,
		Stage: to.Stage, Opens: r.Opens[event], Meets: meets})
	return nil
}
