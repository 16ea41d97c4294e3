package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"google.golang.org/protobuf/encoding/protojson"

	"jinchu/activities"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/engine"
	"jinchu/policy/recruitment"
	"jinchu/workflows"
	"jinchu/workflows/memory"
)

// Where histories go when RECORD=1: the replay test reads them from there for as long as procedures
// that were started with this program may live.
const histories = "../../workflows/testdata/histories"

var plan = activities.Plan{Rehearsal: true, Now: time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC),
	Stages: []string{recruitment.Planned, recruitment.Submitted, recruitment.Approved, recruitment.Announced,
		recruitment.Reviewing, recruitment.Publicising, recruitment.Deciding, recruitment.Contracting}}

// closes is the end of a registration window.
var closes = activities.Due{Name: "registration_closes", At: plan.Now.AddDate(0, 0, 8), Calendar: "2024"}

// temporal starts one engine for the whole package.
func temporal(t *testing.T) (engine.Access, client.Client) {
	t.Helper()
	e, err := engine.Start(context.Background(), engine.Config{
		Databases: cluster.SharedForTests(t), Namespace: "jinchu",
		Database: "temporal_e2e_" + strconv.FormatInt(time.Now().UnixNano(), 36),
		LogFile:  filepath.Join(t.TempDir(), "log", "engine.log"),
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Stop()) })
	options, err := e.Access().Options()
	require.NoError(t, err)
	options.Identity = "proof" // histories are kept: they name no machine
	c, err := client.Dial(options)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return e.Access(), c
}

// stage is one procedure on the real Temporal.
type stage struct {
	t      *testing.T
	client client.Client
	rec    *memory.Record
	run    client.WorkflowRun
	queue  string
	acts   int
}

func open(t *testing.T, c client.Client, name string, rec *memory.Record) *stage {
	t.Helper()
	s := &stage{t: t, client: c, rec: rec, queue: t.Name()}
	s.work()
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "r/" + t.Name(), TaskQueue: s.queue}, name,
		workflows.CaseInput{Case: activities.Case{Realm: "r", Kind: name, ID: "c1"}})
	require.NoError(t, err)
	s.run = run
	return s
}

// work starts a worker, and gives back how to stop it.
func (s *stage) work() (stop func()) {
	w := worker.New(s.client, s.queue, worker.Options{})
	workflows.Register(w)
	w.RegisterActivity(&activities.Activities{Record: s.rec})
	require.NoError(s.t, w.Start())
	s.t.Cleanup(func() { w.Stop() })
	return w.Stop
}

// act does one act and returns what the procedure answered.
func (s *stage) act(event string) (workflows.ActResult, error) {
	s.acts++
	key := fmt.Sprintf("key-%03d", s.acts)
	handle, err := s.client.UpdateWorkflow(s.t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: s.run.GetID(), UpdateID: key, UpdateName: event, WaitForStage: client.WorkflowUpdateStageCompleted,
		Args: []any{workflows.Act{Key: key, Seen: int64(len(s.rec.Steps()))}},
	})
	if err != nil {
		return workflows.ActResult{}, err
	}
	var result workflows.ActResult
	return result, handle.Get(s.t.Context(), &result)
}

func (s *stage) must(events ...string) {
	s.t.Helper()
	for _, event := range events {
		result, err := s.act(event)
		require.NoError(s.t, err, event)
		require.Empty(s.t, result.Refused, event)
	}
}

// advance moves the business clock and waits until the procedure has recorded its reaction.
func (s *stage) advance(to time.Time, reaction string) {
	s.t.Helper()
	require.NoError(s.t, s.client.SignalWorkflow(s.t.Context(), s.run.GetID(), "", workflows.ClockMovedSignal, workflows.ClockMoved{Now: to}))
	require.Eventually(s.t, func() bool {
		steps := s.rec.Steps()
		return steps[len(steps)-1].Event == reaction
	}, 2*time.Minute, 10*time.Millisecond)
}

func (s *stage) end() workflows.CaseResult {
	s.t.Helper()
	var result workflows.CaseResult
	require.NoError(s.t, s.run.Get(s.t.Context(), &result))
	return result
}

// keep writes the history so far when RECORD=1.
func (s *stage) keep(name string) {
	s.t.Helper()
	if os.Getenv("RECORD") != "1" {
		return
	}
	all := &history.History{}
	events := s.client.GetWorkflowHistory(s.t.Context(), s.run.GetID(), "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(s.t, err)
		all.Events = append(all.Events, event)
	}
	text, err := protojson.MarshalOptions{Indent: " "}.Marshal(all)
	require.NoError(s.t, err)
	host, err := os.Hostname() // names the worker's own queue; a kept history names no machine
	require.NoError(s.t, err)
	text = bytes.ReplaceAll(text, []byte(`"`+host+`:`), []byte(`"proof:`))
	require.NoError(s.t, os.MkdirAll(histories, 0o755))
	require.NoError(s.t, os.WriteFile(filepath.Join(histories, name+".json"), text, 0o644))
}

func newCycle() *memory.Record {
	rec := memory.New(recruitment.Cycle(), plan)
	rec.Opens["publish"] = []activities.Due{closes}
	rec.Lapses[closes.Name] = "close_registration"
	return rec
}

func TestProcedures(t *testing.T) {
	t.Parallel()
	access, c := temporal(t)
	t.Run("a cycle from plan to end", func(t *testing.T) { t.Parallel(); cycleToEnd(t, c) })
	t.Run("an application from review to contract", func(t *testing.T) { t.Parallel(); applicationToEnd(t, c) })
	t.Run("a cycle whose worker dies", func(t *testing.T) { t.Parallel(); workerDies(t, c) })
	t.Run("a recruitment from plan to contract, twice to the same end", func(t *testing.T) { t.Parallel(); recruits(t, access) })
	t.Run("a recruitment whose text is silent stops", func(t *testing.T) { t.Parallel(); stops(t, access) })
	t.Run("acts are answered once", func(t *testing.T) { t.Parallel(); actsAreAnswered(t, access) })
	t.Run("a case that is over refuses", func(t *testing.T) { t.Parallel(); endedCasesRefuse(t, access) })
	t.Run("commands left behind are decided", func(t *testing.T) { t.Parallel(); leftCommandsAreDecided(t, access) })
	t.Run("another realm gets nothing", func(t *testing.T) { t.Parallel(); otherRealmsAreRefused(t, access) })
	t.Run("what an act costs", func(t *testing.T) { t.Parallel(); actCosts(t, c) })
}

func cycleToEnd(t *testing.T, c client.Client) {
	s := open(t, c, workflows.CycleName, newCycle())
	s.must("submit", "return", "submit", "approve", "publish")
	_, err := s.act("hire")
	require.ErrorContains(t, err, "act.state")
	s.keep("cycle-announced")
	s.advance(closes.At, "close_registration")
	s.must("conclude", "object", "decide_objection", "conclude", "hire")
	s.keep("cycle-contracting")
	s.must("close")
	require.Equal(t, recruitment.Closed, s.end().State)
	s.keep("cycle-closed")
}

func applicationToEnd(t *testing.T, c client.Client) {
	s := open(t, c, workflows.ApplicationName, memory.New(recruitment.Application(), plan))
	s.must("return", "supplement", "refuse", "appeal")
	s.keep("application-appealing")
	s.must("grant")
	require.NoError(t, s.rec.Move("propose")) // decided by the cycle for many at once
	require.NoError(t, c.SignalWorkflow(t.Context(), s.run.GetID(), "", workflows.RecordMovedSignal, nil))
	s.must("pass_medical", "pass_background", "publicise", "hire", "sign", "countersign")
	require.Equal(t, recruitment.Contracted, s.end().State)
	s.keep("application-contracted")
}

// The worker dies, the record moves on without the procedure, another worker comes: it follows.
func workerDies(t *testing.T, c client.Client) {
	rec := newCycle()
	s := &stage{t: t, client: c, rec: rec, queue: t.Name()}
	stop := s.work()
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "r/" + t.Name(), TaskQueue: s.queue},
		workflows.CycleName, workflows.CaseInput{Case: activities.Case{Realm: "r", Kind: "cycle", ID: "c2"}})
	require.NoError(t, err)
	s.run = run
	s.must("submit")
	stop()
	require.NoError(t, rec.Move("approve")) // committed, and the acknowledgement lost with the worker
	s.work()
	s.must("publish", "cancel")
	require.Equal(t, recruitment.Cancelled, s.end().State)
	for key, times := range rec.Decided() {
		require.Equal(t, 1, times, key)
	}
	s.keep("cycle-record-ahead")
}

// actCosts holds an act to its budget: at most 2 state transitions and 8 events (procedures.md).
func actCosts(t *testing.T, c client.Client) {
	s := open(t, c, workflows.CycleName, newCycle())
	s.must("submit", "approve", "publish")
	transitions, events := s.size()
	const acts = 100
	for range acts {
		s.must("receive")
	}
	afterTransitions, afterEvents := s.size()
	t.Logf("per act: %.2f state transitions, %.2f events", float64(afterTransitions-transitions)/acts, float64(afterEvents-events)/acts)
	require.LessOrEqual(t, afterTransitions-transitions, int64(2*acts))
	require.LessOrEqual(t, afterEvents-events, int64(8*acts))
	s.must("cancel")
	s.end()
}

func (s *stage) size() (transitions, events int64) {
	s.t.Helper()
	d, err := s.client.DescribeWorkflowExecution(s.t.Context(), s.run.GetID(), "")
	require.NoError(s.t, err)
	return d.WorkflowExecutionInfo.GetStateTransitionCount(), d.WorkflowExecutionInfo.GetHistoryLength()
}
