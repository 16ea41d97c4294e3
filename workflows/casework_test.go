package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"jinchu/activities"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/workflows"
	"jinchu/workflows/memory"
)

var plan = []string{recruitment.Planned, recruitment.Submitted, recruitment.Approved, recruitment.Announced,
	recruitment.Reviewing, recruitment.Deciding, recruitment.Contracting}

func newRecord(table procedure.Table) *memory.Record {
	return memory.New(table, activities.Plan{Stages: plan})
}

func rehearsed(table procedure.Table) *memory.Record {
	return memory.New(table, activities.Plan{Stages: plan, Rehearsal: true})
}

// bench is one procedure in Temporal's test environment, with the answers its acts got.
type bench struct {
	*testsuite.TestWorkflowEnvironment
	rec     *memory.Record
	answers map[string]*answer
}

type answer struct {
	accepted bool
	rejected error
	result   workflows.ActResult
	failed   error
}

func newBench(t *testing.T, rec *memory.Record) *bench {
	t.Helper()
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetTestTimeout(20 * time.Second)
	env.SetStartTime(time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC))
	workflows.Register(env)
	env.RegisterActivity(&activities.Activities{Record: rec})
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
