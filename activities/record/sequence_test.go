package record_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// command is an act of a role on a case, as of a step.
func command(key, role, kind, id, act string, seen int64) store.Command {
	return store.Command{Key: key, Case: id, Kind: kind, Seen: seen, Actor: role, Role: role, Unit: county, Act: act, Body: []byte("{}")}
}

func TestOfTwoActsAtOnceOneWins(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	seen := b.at(id(1)).Seq
	var wg sync.WaitGroup
	codes := make([]string, 8)
	for i := range codes {
		c := command(fmt.Sprint("twice-", i), "county_hr", record.ApplicationKind, id(1), "qualify", seen)
		_, err := b.store.OpenCommand(bg, c)
		require.NoError(t, err)
		wg.Go(func() {
			r, err := b.desk.Decide(bg, c.Key)
			if err == nil {
				err = r.Fault()
			}
			codes[i] = fault.CodeOf(err)
		})
	}
	wg.Wait()
	slices.Sort(codes)
	require.Equal(t, "", codes[0])
	for _, code := range codes[1:] {
		require.Equal(t, "act.sequence", code)
	}
	require.Equal(t, seen+1, b.at(id(1)).Seq)
}

func TestTheSameKeyIsOneAct(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	c := command("once", "county_hr", record.CycleKind, "c", "submit", 1)
	_, err := b.store.OpenCommand(bg, c)
	require.NoError(t, err)
	first, err := b.desk.Decide(bg, "once")
	require.NoError(t, err)
	again, err := b.desk.Decide(bg, "once")
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.Equal(t, int64(2), b.at("c").Seq)
	c.Act = "cancel"
	_, err = b.store.OpenCommand(bg, c)
	require.Equal(t, "act.key.reused", fault.CodeOf(err))
}

func TestAnActOnAnOldStepIsRefusedAndMovesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	_, err := b.store.OpenCommand(bg, command("old", "county_director", record.CycleKind, "c", "agree", 1))
	require.NoError(t, err)
	r, err := b.desk.Decide(bg, "old")
	require.NoError(t, err)
	require.Equal(t, "act.sequence", fault.CodeOf(r.Fault()))
	require.Equal(t, recruitment.Submitted, b.at("c").State)
}

func TestALapsedDeadlineCountsOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	realm, err := b.store.Realm(bg)
	require.NoError(t, err)
	seq := b.at("c").Seq
	in := activities.LapseInput{Case: activities.Case{Realm: realm.ID, ID: "c"}, Name: "registration_closes", Known: seq}
	out, err := b.desk.Lapse(bg, in)
	require.NoError(t, err)
	require.Empty(t, out.Steps)
	require.Equal(t, seq, b.at("c").Seq)
	in.Case.Realm = "another"
	_, err = b.desk.Lapse(bg, in)
	require.Equal(t, "unknown", fault.CodeOf(err))
}

func TestAProcedureCatchesUpFromTheRecord(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	realm, err := b.store.Realm(bg)
	require.NoError(t, err)
	plan, err := b.desk.Plan(bg, activities.Case{Realm: realm.ID, ID: "c"})
	require.NoError(t, err)
	require.True(t, plan.Rehearsal)
	require.Equal(t, recruitment.Planned, plan.Stages[0])
	require.Equal(t, []string{"open", "submit", "approve", "publish"}, events(plan.Steps))
	require.Equal(t, "registration_closes", plan.Steps[3].Opens[0].Name)
	require.NoError(t, b.desk.Ask(bg, activities.Case{Realm: realm.ID, ID: "c"}, "internal"))
	require.Contains(t, b.tasks("c"), "internal@county_hr")
}

func events(steps []activities.Step) (all []string) {
	for _, s := range steps {
		all = append(all, s.Event)
	}
	return all
}

func TestAnActThatBelongsToTheResultsIsNotDoneOneByOne(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	f := b.noApplication("county_director", id(1), "eliminate", record.Body{Reason: "x"})
	require.Equal(t, "recruitment.mass", f.Code)
}
