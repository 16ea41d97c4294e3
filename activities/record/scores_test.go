package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// sitting has n people before their written exam.
func sitting(t *testing.T, n int, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", 1))
	b.applied(n)
	b.qualified(n)
	b.seated()
	return b
}

// enter keys marks as a role.
func (b *bench) enter(role, part string, marks ...record.Mark) error {
	return b.desk.EnterScores(bg, record.Actor{Person: role}, "c", part, marks)
}

// of is a mark of person n.
func (b *bench) of(n int, value string) record.Mark {
	b.t.Helper()
	return record.Mark{Ticket: b.tickets()[id(n)], Value: value}
}

func TestTicketsAreGivenOnceAndSayNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	require.Equal(t, 0, answer[map[string]int](b, b.cycle("county_hr", "issue_tickets", record.Body{}))["issued"])
	b.qualified(1)
	require.Equal(t, 1, answer[map[string]int](b, b.cycle("county_hr", "issue_tickets", record.Body{}))["issued"])
	first := b.tickets()[id(1)]
	require.Equal(t, "20240001", first)
	b.act("township_clerk", id(2), "pass_on", record.Body{})
	b.act("county_hr", id(2), "qualify", record.Body{})
	b.cycle("county_hr", "issue_tickets", record.Body{})
	require.Equal(t, map[string]string{id(1): first, id(2): "20240002"}, b.tickets())
}

func TestAMarkThatIsWrongRefusesTheBatchAndNamesItsRow(t *testing.T) {
	t.Parallel()
	b := sitting(t, 2)
	err := b.enter("score_keyer", "written", b.of(1, "80"), record.Mark{Ticket: "x", Value: "70"}, b.of(2, "100.5"), b.of(2, "eighty"))
	var got []string
	for _, f := range fault.All(err) {
		got = append(got, f.Place+" "+f.Code)
	}
	require.Equal(t, []string{"scores[1] recruitment.ticket.unknown", "scores[2] recruitment.score.range", "scores[3] recruitment.score.number"}, got)
	scores, err := b.desk.Scores(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(t, err)
	require.Empty(t, scores)
	require.Equal(t, "recruitment.part.other", fault.CodeOf(b.enter("score_keyer", "interview", b.of(1, "80"))))
	require.Equal(t, "recruitment.score.double", fault.CodeOf(b.enter("score_keyer", "written", b.of(1, "80"), b.of(1, "81"))))
	require.Equal(t, "recruitment.score.range", fault.CodeOf(b.enter("score_keyer", "written", b.of(1, "-1"))))
}

func TestScoresAreKeyedByKeyersWhileTheyAreExamined(t *testing.T) {
	t.Parallel()
	b := sitting(t, 1)
	for _, role := range []string{"county_hr", "county_director", "township_clerk", "auditor"} {
		require.Equal(t, "forbidden", fault.CodeOf(b.enter(role, "written", b.of(1, "80"))), role)
	}
	require.NoError(t, b.enter("examiner", "written", b.of(1, "80")))
	require.Equal(t, "store.shut", fault.CodeOf(b.enter("score_keyer", "extra", b.of(1, "8"))), "an extra question is for equal totals")
	b.cycle("county_hr", "lock_scores", record.Body{})
	f := fault.Of(b.enter("score_keyer", "written", b.of(1, "90")))
	require.Equal(t, "store.shut", f.Code)
	require.Equal(t, "成绩待确认", f.Args["state"])
}

func TestACorrectionHasAReasonAndKeepsTheOldMark(t *testing.T) {
	t.Parallel()
	b := sitting(t, 1)
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80")))
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80.0")), "the same again")
	f := fault.Of(b.enter("score_keyer", "written", b.of(1, "81")))
	require.Equal(t, "store.score.kept", f.Code)
	require.Equal(t, "scores[0]", f.Place)
	right := b.of(1, "81")
	right.Reason = "漏加一分"
	require.NoError(t, b.enter("score_keyer", "written", right))
	scores, err := b.desk.Scores(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(t, err)
	require.Len(t, scores, 2)
	require.True(t, scores[0].Replaced)
	require.Equal(t, "漏加一分", scores[1].Reason)
}

func TestNothingIsLockedBeforeEverybodyHasAMarkOrAnAbsence(t *testing.T) {
	t.Parallel()
	b := sitting(t, 2)
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80")))
	f := b.no("county_hr", "lock_scores", record.Body{})
	require.Equal(t, "recruitment.score.missing", f.Code)
	require.Equal(t, b.tickets()[id(2)], f.Place)
	require.Equal(t, []string{"recruitment.score.missing"}, b.blocked("lock_scores"))
	require.Equal(t, "forbidden", b.no("score_keyer", "lock_scores", record.Body{}).Code)
}

func TestAnExamWaitsForItsTickets(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	b.concluded(2)
	require.Equal(t, "recruitment.ticket.missing", b.no("county_hr", "lock_scores", record.Body{}).Code)
}

func TestAnAbsenceIsRecordedByAPersonAndCanBeReinstated(t *testing.T) {
	t.Parallel()
	b := sitting(t, 2)
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80"), record.Mark{Ticket: b.tickets()[id(2)], Absent: true}))
	require.Equal(t, recruitment.Qualified, b.at(id(2)).State)
	b.cycle("county_hr", "lock_scores", record.Body{})
	require.Equal(t, recruitment.Absent, b.at(id(2)).State)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(2), "reinstate", record.Body{}).Code)
	b.act("county_director", id(2), "reinstate", record.Body{Reason: "住院，有证明"})
	require.Equal(t, recruitment.Qualified, b.at(id(2)).State)
	require.Equal(t, "act.reason", b.no("county_director", "unlock_scores", record.Body{}).Code)
	b.cycle("discipline_office", "unlock_scores", record.Body{Reason: "补考"})
	require.Equal(t, recruitment.Examining, b.at("c").State)
	late := b.of(2, "85")
	late.Reason = "补考"
	require.NoError(t, b.enter("score_keyer", "written", late))
	b.cycle("county_hr", "lock_scores", record.Body{})
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, []string{recruitment.Qualified, recruitment.Qualified}, b.states(2))
}

func TestNobodyIsReinstatedIntoAnExamThatIsOver(t *testing.T) {
	t.Parallel()
	b := sitting(t, 2)
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80"), record.Mark{Ticket: b.tickets()[id(2)], Absent: true}))
	b.cycle("county_hr", "lock_scores", record.Body{})
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "store.shut", b.noApplication("county_director", id(2), "reinstate", record.Body{Reason: "住院"}).Code)
}

func TestAnAbsenceThatCountsAsANoughtIsJudgedAsOne(t *testing.T) {
	t.Parallel()
	b := sitting(t, 2, edit("- written: {paper", "- written: {absence: {value: zero, source: 第九条}, paper"))
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80"), record.Mark{Ticket: b.tickets()[id(2)], Absent: true}))
	b.cycle("county_hr", "lock_scores", record.Body{})
	require.Equal(t, recruitment.Qualified, b.at(id(2)).State, "no absence is recorded where the text counts a nought")
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, recruitment.Eliminated, b.at(id(2)).State)
}

func TestWhoKeyedOrLockedDoesNotConfirm(t *testing.T) {
	t.Parallel()
	b := sitting(t, 1)
	b.write(func(tx store.Tx) error { // the director stands in for a keyer
		return tx.Assign(bg, store.Assignment{ID: "extra", Person: "county_director", Role: "score_keyer", Unit: county, From: begin.AddDate(-1, 0, 0)})
	})
	require.NoError(t, b.enter("county_director", "written", b.of(1, "80")))
	b.cycle("hr_bureau", "lock_scores", record.Body{})
	require.Equal(t, "act.reason", b.no("personnel_authority", "confirm", record.Body{}).Code)
	require.Equal(t, "recruitment.same.person", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	require.Equal(t, "recruitment.same.person", b.no("hr_bureau", "confirm", record.Body{Reason: "按规则"}).Code)
	b.cycle("personnel_authority", "confirm", record.Body{Reason: "按规则"})
}

func TestAPanelHasOneMarkOfEachExaminer(t *testing.T) {
	t.Parallel()
	b := sitting(t, 1, edit("- written: {paper", "- written: {panel: {value: {size: 3, drop_high: 1, drop_low: 1}, source: 第九条}, paper"))
	by := func(examiner, value string) record.Mark {
		m := b.of(1, value)
		m.Examiner = examiner
		return m
	}
	require.NoError(t, b.enter("score_keyer", "written", by("e1", "70"), by("e2", "80")))
	require.Equal(t, "recruitment.panel.size", b.no("county_hr", "lock_scores", record.Body{}).Code)
	require.NoError(t, b.enter("score_keyer", "written", by("e3", "75")))
	b.cycle("county_hr", "lock_scores", record.Body{})
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	require.Equal(t, "75", p.Rows[0].Score.String())
}
