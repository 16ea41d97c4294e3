package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
)

func TestARoleIsChosenWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.write(func(tx store.Tx) error { // a clerk who is also of the county
		return tx.Assign(bg, store.Assignment{ID: "both", Person: "township_clerk", Role: "county_hr", Unit: county, From: begin.AddDate(-1, 0, 0)})
	})
	clerk := record.Actor{Person: "township_clerk"}
	held, err := b.desk.Role(bg, clerk, record.ApplicationKind, id(1), "pass_on", "")
	require.NoError(t, err)
	require.Equal(t, record.Held{Role: "township_clerk", Unit: townA}, held)
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	held, err = b.desk.Role(bg, clerk, record.ApplicationKind, id(1), "qualify", "")
	require.NoError(t, err)
	require.Equal(t, "county_hr", held.Role)
	for actor, code := range map[record.Actor]string{{}: "store.session", {Person: "auditor"}: "forbidden", {Person: "nobody"}: "forbidden", {Application: id(1)}: "forbidden"} {
		_, err = b.desk.Role(bg, actor, record.ApplicationKind, id(1), "qualify", "")
		require.Equal(t, code, fault.CodeOf(err), "%v", actor)
	}
	_, err = b.desk.Role(bg, clerk, record.CycleKind, id(1), "submit", "")
	require.Equal(t, "unknown", fault.CodeOf(err))
	_, err = b.desk.Role(bg, record.Actor{Person: "auditor"}, record.ApplicationKind, id(1), "qualify", "")
	require.Contains(t, fault.Of(err).Sentence(fault.Chinese), "审计")
	require.Contains(t, fault.Of(err).Sentence(fault.Chinese), "认定合格")
	require.NotContains(t, fault.Of(err).Sentence(fault.Chinese), "county_hr")
}

func TestAnApplicationShowsThePersonToFew(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	for actor, sees := range map[record.Actor]bool{{Person: "county_hr"}: true, {Person: "township_clerk"}: true, {Application: id(1)}: true,
		{Person: "county_director"}: false, {Person: "auditor"}: false} {
		view, err := b.desk.Application(bg, actor, id(1))
		require.NoError(t, err)
		require.Equal(t, sees, view.Person != nil, "%v", actor)
	}
	for actor, code := range map[record.Actor]string{{Application: id(2)}: "forbidden", {}: "forbidden", {Person: "administrator"}: "forbidden"} {
		_, err := b.desk.Application(bg, actor, id(1))
		require.Equal(t, code, fault.CodeOf(err), "%v", actor)
	}
	_, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, "c")
	require.Equal(t, "unknown", fault.CodeOf(err))
}

func TestACycleIsReadByThoseWhoMayAndNextSaysWhatWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	view := b.view()
	require.Equal(t, "资格审查中", view.Label)
	require.Equal(t, []string{"recruitment.undecided"}, b.blocked("conclude"))
	for _, n := range view.Next {
		if n.Act == "conclude" {
			require.Equal(t, []string{"county_hr", "hr_bureau", "township_chair"}, n.Roles)
		}
		if n.Act == "cancel" {
			require.True(t, n.Adverse)
			require.Equal(t, []string{"reason"}, n.Needs)
		}
	}
	for _, role := range []string{"administrator", "score_keyer", "examiner"} {
		_, err := b.desk.Cycle(bg, record.Actor{Person: role}, "c")
		require.Equal(t, "forbidden", fault.CodeOf(err), role)
	}
	lines, err := b.desk.Cycles(bg, record.Actor{Person: "auditor"}, "", 10)
	require.NoError(t, err)
	require.Equal(t, "c", lines[0].ID)
	none, err := b.desk.Cycles(bg, record.Actor{Person: "examiner"}, "", 10)
	require.NoError(t, err)
	require.Empty(t, none)
	_, err = b.desk.Audit(bg, record.Actor{Person: "county_hr"}, "c")
	require.Equal(t, "forbidden", fault.CodeOf(err))
}
