package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"jinchu/activities"
	"jinchu/policy/recruitment"
	"jinchu/workflows"
)

const day = 24 * time.Hour

// closes is the end of a registration window on the eighth day.
var closes = activities.Due{Name: "registration_closes", At: time.Date(2024, 1, 10, 1, 0, 0, 0, time.UTC), Calendar: "2024"}

// whole plays a cycle from plan to end; the registration window closes by time alone.
func whole(b *bench) {
	b.rec.Opens["publish"] = []activities.Due{closes}
	b.rec.Lapses[closes.Name] = "close_registration"
	b.at(1*time.Hour, "submit", "k1", 1)
	b.at(2*time.Hour, "approve", "k2", 2)
	b.at(3*time.Hour, "publish", "k3", 3)
	b.at(20*day, "conclude", "k4", 5)
	b.at(21*day, "hire", "k5", 6)
	b.at(22*day, "close", "k6", 7)
}

func TestCycleGoesFromPlanToEnd(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	whole(b)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	var result workflows.CaseResult
	require.NoError(t, b.GetWorkflowResult(&result))
	require.Equal(t, workflows.CaseResult{State: recruitment.Closed, Seq: 8}, result)
	require.Equal(t, []string{closes.Name}, b.rec.Lapsed())
	for key, a := range b.answers {
		require.True(t, a.accepted, key)
		require.NoError(t, a.failed, key)
		require.Empty(t, a.result.Refused, key)
	}
}

// The same deadline reached by a timer in production and by a moved clock in a rehearsal leads to the same end.
func TestTimerAndMovedClockEndAlike(t *testing.T) {
	t.Parallel()
	ends := map[bool]workflows.CaseResult{}
	for _, rehearsal := range []bool{false, true} {
		rec := newRecord(recruitment.Cycle())
		if rehearsal {
			rec = rehearsed(recruitment.Cycle())
		}
		b := newBench(t, rec)
		whole(b)
		b.RegisterDelayedCallback(func() {
			b.SignalWorkflow(workflows.ClockMovedSignal, workflows.ClockMoved{Now: closes.At.Add(-time.Second)})
		}, 4*time.Hour)
		b.RegisterDelayedCallback(func() {
			require.Equal(t, !rehearsal, b.status(t).State == recruitment.Reviewing, "rehearsal %v", rehearsal)
			b.SignalWorkflow(workflows.ClockMovedSignal, workflows.ClockMoved{Now: closes.At})
		}, 10*day)
		b.run(t, workflows.CycleName, nil)
		require.NoError(t, b.GetWorkflowError())
		var result workflows.CaseResult
		require.NoError(t, b.GetWorkflowResult(&result))
		ends[rehearsal] = result
	}
	require.Equal(t, ends[false], ends[true])
}

func TestActOnTheWrongStateIsRefusedBeforeHistory(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.at(time.Hour, "publish", "early", 1)
	b.at(2*time.Hour, "submit", "", 1)
	b.at(3*time.Hour, "cancel", "k1", 1)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.ErrorContains(t, b.answers["early"].rejected, "act.state")
	require.ErrorContains(t, b.answers[""].rejected, "act.key.missing")
	require.Equal(t, map[string]int{"k1": 1}, b.rec.Decided())
}

func TestTwoPeopleInTheSameInstant(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.at(time.Hour, "submit", "k0", 1)
	b.at(2*time.Hour, "approve", "first", 2)
	b.at(2*time.Hour, "return", "second", 2)
	b.at(3*time.Hour, "cancel", "k9", 3)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.Equal(t, recruitment.Approved, b.rec.Steps()[2].State)
	approved := 0
	for _, step := range b.rec.Steps() {
		if step.Event == "approve" {
			approved++
		}
	}
	require.Equal(t, 1, approved)
}

func TestTheSameKeyTwiceHasOneEffect(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.at(time.Hour, "submit", "k1", 1)
	b.at(2*time.Hour, "return", "k1", 2) // the same key on another act: the record answers with the first result
	b.at(3*time.Hour, "cancel", "k2", 2)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.Equal(t, map[string]int{"k1": 1, "k2": 1}, b.rec.Decided())
	require.Equal(t, int64(2), b.answers["k1'"].result.Seq)
}

// The record is ahead: a command was committed, and the procedure died before it could take note.
func TestProcedureFollowsARecordThatIsAhead(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.RegisterDelayedCallback(func() { require.NoError(t, b.rec.Move("submit")) }, 30*time.Minute)
	b.at(time.Hour, "approve", "k1", 2) // impossible in the state the procedure knows, possible in the record's
	b.at(2*time.Hour, "cancel", "k2", 3)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.NoError(t, b.answers["k1"].rejected)
	require.Equal(t, recruitment.Approved, b.answers["k1"].result.State)
}

func TestMassActIsFollowedWhenTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.RegisterDelayedCallback(func() {
		require.NoError(t, b.rec.Move("submit"))
		b.SignalWorkflow(workflows.RecordMovedSignal, nil)
	}, time.Hour)
	b.RegisterDelayedCallback(func() { require.Equal(t, recruitment.Submitted, b.status(t).State) }, 2*time.Hour)
	b.at(3*time.Hour, "cancel", "k1", 2)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
}

func TestUnreachableRecordIsWaitedForAndNothingFails(t *testing.T) {
	t.Parallel()
	rec := newRecord(recruitment.Cycle())
	rec.Broken = 20
	b := newBench(t, rec)
	b.at(2*time.Hour, "cancel", "k1", 1)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.Equal(t, recruitment.Cancelled, b.answers["k1"].result.State)
}

// The commit happened and its answer was lost: the next try gets the first result, and nothing twice.
func TestLostAnswerIsFoundAgain(t *testing.T) {
	t.Parallel()
	rec := newRecord(recruitment.Cycle())
	rec.Lost = 1
	b := newBench(t, rec)
	b.at(time.Hour, "submit", "k1", 1)
	b.at(90*time.Minute, "submit", "k1", 1) // the sweeper sends the open command again
	b.at(2*time.Hour, "cancel", "k2", 2)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.Equal(t, map[string]int{"k1": 1, "k2": 1}, rec.Decided())
	require.Error(t, b.answers["k1"].failed) // the test environment does not repeat a local activity in time
	require.NoError(t, b.answers["k1'"].failed)
	require.Equal(t, recruitment.Submitted, b.answers["k1'"].result.State)
}

func TestDeadlineThatCannotBeRecordedBecomesATask(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	whole(b)
	b.rec.Fatal = "regulation.silent"
	b.at(12*day, "cancel", "k9", 4)
	b.run(t, workflows.CycleName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.Equal(t, []string{"regulation.silent"}, b.rec.Asked())
}

func TestCancelledProcedureEnds(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.RegisterDelayedCallback(b.CancelWorkflow, time.Hour)
	b.run(t, workflows.CycleName, nil)
	require.Error(t, b.GetWorkflowError())
}

func TestContinueAsNewKeepsEverything(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.rec.Opens["publish"] = []activities.Due{closes}
	b.rec.Lapses[closes.Name] = "close_registration"
	b.at(1*time.Hour, "submit", "k1", 1)
	b.at(2*time.Hour, "approve", "k2", 2)
	b.at(3*time.Hour, "publish", "k3", 3)
	b.RegisterDelayedCallback(func() { b.SetContinueAsNewSuggested(true) }, 4*time.Hour)
	b.at(5*time.Hour, "object", "k4", 4) // refused, but it wakes the run, which sees the suggestion
	b.at(6*time.Hour, "receive", "k5", 4)
	b.run(t, workflows.CycleName, nil)
	var next *workflow.ContinueAsNewError
	require.ErrorAs(t, b.GetWorkflowError(), &next)

	var carried map[string]any
	require.NoError(t, converter().FromPayloads(next.Input, &carried))
	again := newBench(t, b.rec)
	again.SetStartTime(time.Date(2024, 1, 3, 1, 0, 0, 0, time.UTC))
	again.at(time.Hour, "submit", "k1", 1) // the first command once more, after continue-as-new
	again.at(20*day, "cancel", "k9", 6)
	again.run(t, workflows.CycleName, carried["state"])
	require.NoError(t, again.GetWorkflowError())
	require.Equal(t, []string{closes.Name}, b.rec.Lapsed())
	require.Equal(t, 1, b.rec.Decided()["k1"])
	require.Contains(t, again.answers["k1"].rejected.Error(), "act.state")
}

func TestRefusalsCarryCodesOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Cycle()))
	b.at(time.Hour, "publish", "early", 1)
	b.at(2*time.Hour, "cancel", "k1", 1)
	b.run(t, workflows.CycleName, nil)
	var app *temporal.ApplicationError
	require.ErrorAs(t, b.answers["early"].rejected, &app)
	require.Equal(t, "act.state", app.Message())
	var seq int64
	require.NoError(t, app.Details(&seq))
	require.Equal(t, int64(1), seq)
}
