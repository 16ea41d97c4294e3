package workflows_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"jinchu/activities"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/workflows"
)

var plan = []string{recruitment.Planned, recruitment.Submitted, recruitment.Approved, recruitment.Announced,
	recruitment.Reviewing, recruitment.Deciding, recruitment.Contracting}

// record is an in-memory record that keeps the contract of activities.Record: a known key returns its
// first result, steps follow the state table, and everything the caller lacks comes along.
type record struct {
	mu      sync.Mutex
	table   procedure.Table
	plan    activities.Plan
	results map[string]activities.ActResult
	opens   map[string][]activities.Due // deadlines an event opens
	lapses  map[string]string           // deadline → fact it causes
	asked   []string
	broken  int // calls that fail before one succeeds
	fatal   string
	seen    map[string]int // how often each key was decided
	lapsed  []time.Time
	now     func() time.Time
}

func newRecord(table procedure.Table) *record {
	r := &record{table: table, results: map[string]activities.ActResult{}, seen: map[string]int{},
		opens: map[string][]activities.Due{}, lapses: map[string]string{}, now: func() time.Time { return time.Time{} }}
	r.plan.Stages = plan
	r.plan.Steps = []activities.Step{{Seq: 1, Event: "begin", State: table.Start}}
	return r
}

func (r *record) fail() error {
	if r.broken > 0 {
		r.broken--
		return fault.New("busy")
	}
	return nil
}

func (r *record) last() activities.Step { return r.plan.Steps[len(r.plan.Steps)-1] }

func (r *record) since(known int64) []activities.Step {
	return append([]activities.Step(nil), r.plan.Steps[known:]...)
}

// move records an event as the table has it.
func (r *record) move(event string, meets ...string) {
	at := r.last()
	to, err := r.table.Next(procedure.Place{State: at.State, Stage: at.Stage}, event, r.plan.Stages)
	if err != nil {
		panic(err)
	}
	r.plan.Steps = append(r.plan.Steps, activities.Step{Seq: at.Seq + 1, Event: event, State: to.State,
		Stage: to.Stage, Opens: r.opens[event], Meets: meets})
}

func (r *record) Plan(context.Context, activities.Case) (activities.Plan, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.plan, r.fail()
}

func (r *record) Act(_ context.Context, in activities.ActInput) (activities.ActResult, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.fail(); err != nil {
		return activities.ActResult{}, err
	}
	if first, known := r.results[in.Key]; known {
		first.Steps = r.since(in.Known)
		return first, nil
	}
	r.seen[in.Key]++
	var result activities.ActResult
	if r.table.Allows(r.last().State, in.Event) {
		r.move(in.Event)
	} else {
		result.Refused = "act.state"
	}
	r.results[in.Key] = result
	result.Steps = r.since(in.Known)
	return result, nil
}

func (r *record) Lapse(_ context.Context, in activities.LapseInput) (activities.ActResult, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fatal != "" {
		return activities.ActResult{}, fault.New(r.fatal)
	}
	if err := r.fail(); err != nil {
		return activities.ActResult{}, err
	}
	r.lapsed = append(r.lapsed, r.now())
	r.move(r.lapses[in.Name], in.Name)
	return activities.ActResult{Steps: r.since(in.Known)}, nil
}

func (r *record) Ask(_ context.Context, _ activities.Case, code string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, code)
	return nil
}

// bench is one procedure in Temporal's test environment, with the answers its acts got.
type bench struct {
	*testsuite.TestWorkflowEnvironment
	rec     *record
	answers map[string]*answer
}

type answer struct {
	accepted bool
	rejected error
	result   workflows.ActResult
	failed   error
}

func newBench(t *testing.T, rec *record) *bench {
	t.Helper()
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetTestTimeout(20 * time.Second)
	env.SetStartTime(time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC))
	workflows.Register(env)
	env.RegisterActivity(&activities.Activities{Record: rec})
	rec.now = env.Now
	return &bench{TestWorkflowEnvironment: env, rec: rec, answers: map[string]*answer{}}
}

// at sends an act after a time in the procedure's life; the same key twice adds a mark to its answer's name.
func (b *bench) at(after time.Duration, event, key string, seen int64) {
	name := key
	for b.answers[name] != nil {
		name += "'"
	}
	a := &answer{}
	b.answers[name] = a
	b.RegisterDelayedCallback(func() {
		b.UpdateWorkflow(event, fmt.Sprintf("%s-%d", name, after), &testsuite.TestUpdateCallback{
			OnAccept: func() { a.accepted = true },
			OnReject: func(err error) { a.rejected = err },
			OnComplete: func(result any, err error) {
				a.failed = err
				if r, ok := result.(workflows.ActResult); ok {
					a.result = r
				}
			},
		}, workflows.Act{Key: key, Seen: seen})
	}, after)
}

func (b *bench) run(t *testing.T, name string, state any) {
	t.Helper()
	in := map[string]any{"case": activities.Case{Realm: "r", Kind: "cycle", ID: "c1"}}
	if state != nil {
		in["state"] = state
	}
	b.ExecuteWorkflow(name, in)
	require.True(t, b.IsWorkflowCompleted())
}

func (b *bench) status(t *testing.T) workflows.CaseStatus {
	t.Helper()
	v, err := b.QueryWorkflow(workflows.StatusQuery)
	require.NoError(t, err)
	var s workflows.CaseStatus
	require.NoError(t, v.Get(&s))
	return s
}
