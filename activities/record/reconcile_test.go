package record_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// agreed holds the open tasks to what the record alone says must be open.
func (b *bench) agreed() {
	b.t.Helper()
	r, found, err := b.desk.Reconcile(bg)
	require.NoError(b.t, err)
	require.Empty(b.t, found)
	require.Positive(b.t, r.Cases)
	require.Zero(b.t, r.Differences)
}

// task is the one open task of a case.
func (b *bench) task(id string) (k store.Task) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		all, err := tx.TasksOf(bg, id)
		require.Len(b.t, all, 1)
		k = all[0]
		return err
	})
	return k
}

func (b *bench) reconciled() []store.Difference {
	b.t.Helper()
	_, found, err := b.desk.Reconcile(bg)
	require.NoError(b.t, err)
	return found
}

func TestReconciliationNamesExactlyWhatIsWrongAndMendsIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.apply(1, "P1", good)
	b.apply(2, "P1", good)
	b.apply(3, "P1", good)
	b.apply(4, "P1", good)
	b.agreed()
	lost, moved, amended := b.task(id(1)), b.task(id(2)), b.task(id(4))
	b.write(func(tx store.Tx) error {
		require.NoError(t, tx.CloseTask(bg, lost))
		require.NoError(t, tx.CloseTask(bg, moved))
		elsewhere := moved
		elsewhere.Unit = townB
		require.NoError(t, tx.OpenTasks(bg, id(2), elsewhere))
		amended.Except = []string{"township_clerk"}
		require.NoError(t, tx.AmendTask(bg, amended))
		return tx.OpenTasks(bg, id(3), store.Task{Code: "grant", Role: "county_director", Unit: county})
	})
	want := []store.Difference{
		{Case: id(1), Kind: store.TaskMissing, Code: lost.Code, Role: lost.Role, Unit: lost.Unit, Mended: true},
		{Case: id(2), Kind: store.TaskElsewhere, Code: moved.Code, Role: moved.Role, Unit: moved.Unit, Found: moved.Role + " " + townB, Mended: true},
		{Case: id(3), Kind: store.TaskSuperfluous, Code: "grant", Role: "county_director", Unit: county, Mended: true},
		{Case: id(4), Kind: store.TaskContent, Code: amended.Code, Role: amended.Role, Unit: amended.Unit, Mended: true},
	}
	r, found, err := b.desk.Reconcile(bg)
	require.NoError(t, err)
	require.ElementsMatch(t, want, found)
	require.Equal(t, []int{5, 4, 4}, []int{r.Cases, r.Differences, r.Mended})
	b.agreed()
	require.Equal(t, lost.Acts, b.task(id(1)).Acts)
	b.write(func(tx store.Tx) error {
		runs, err := tx.Reconciliations(bg, "", 10)
		require.NoError(t, err)
		require.Len(t, runs, 3)
		require.Equal(t, 4, runs[1].Differences, "the latest is first")
		require.NotNil(t, runs[1].Ended)
		kept, err := tx.Differences(bg, runs[1].ID, 0, 10)
		require.NoError(t, err)
		require.ElementsMatch(t, want, kept)
		rest, err := tx.Differences(bg, runs[1].ID, 3, 10)
		require.NoError(t, err)
		require.Len(t, rest, 1)
		earlier, err := tx.Reconciliations(bg, runs[1].ID, 10)
		require.NoError(t, err)
		require.Equal(t, runs[2:], earlier)
		noted, err := tx.DoingsOf(bg, store.CountyCase)
		require.Len(t, slices.DeleteFunc(noted, func(d store.Doing) bool { return d.Event != "reconcile" || d.Person != store.Machine }), 4)
		return err
	})
}

func TestReconciliationLeavesAQuestionUntilTheNextStep(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.apply(1, "P1", good)
	b.write(func(tx store.Tx) error {
		return tx.OpenTasks(bg, id(1), store.Task{Code: "internal", Role: "county_hr", Unit: county})
	})
	b.agreed()
	b.write(func(tx store.Tx) error {
		return tx.Move(bg, []store.Move{{Case: id(1), Event: "remind", State: b.at(id(1)).State, Actor: "machine", Role: "machine"}})
	})
	found := b.reconciled()
	require.Contains(t, found, store.Difference{Case: id(1), Kind: store.TaskSuperfluous, Code: "internal", Role: "county_hr", Unit: county, Mended: true})
}

func TestOneReconciliationAtATime(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	alone, err := b.store.Alone(bg, "reconciliation", func(store.Tx) error {
		_, _, err := b.desk.Reconcile(bg)
		require.Equal(t, "reconciliation.running", fault.CodeOf(err))
		return nil
	})
	require.NoError(t, err)
	require.True(t, alone)
	_, found, err := b.desk.Reconcile(bg)
	require.NoError(t, err)
	require.Empty(t, found)
}
