package record_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// cutting has four people before a cut to two for one place, the second and third equal.
func cutting(t *testing.T, ties string) *bench {
	t.Helper()
	return sittingMarks(t, []int{90, 80, 80, 70}, edit("- total:", `- shortlist: {from: written, to: interview, posts_to_people: "1:2", ties: `+ties+`}
  - interview: {form: {value: 面试, source: 第九条}, full: {value: "100", source: 第九条}, pass: {value: "60", source: 第九条}, panel: {value: {size: 1}, source: 第九条}}
  - total:`), edit("{written: 100}", "{written: 50, interview: 50}"))
}

// sittingMarks has people sit the written exam up to its lock.
func sittingMarks(t *testing.T, marks []int, edits ...func(string) string) *bench {
	t.Helper()
	b := sitting(t, len(marks), edits...)
	all := make([]record.Mark, 0, len(marks))
	for i, m := range marks {
		all = append(all, b.of(i+1, fmt.Sprint(m)))
	}
	require.NoError(t, b.enter("score_keyer", "written", all...))
	b.cycle("county_hr", "lock_scores", record.Body{})
	return b
}

func TestATieAtTheCutGoesAsTheTextSays(t *testing.T) {
	t.Parallel()
	for ties, states := range map[string][]string{
		"{value: include, source: 第九条}": {recruitment.Qualified, recruitment.Qualified, recruitment.Qualified, recruitment.Eliminated},
		"{value: exclude, source: 第九条}": {recruitment.Qualified, recruitment.Eliminated, recruitment.Eliminated, recruitment.Eliminated},
	} {
		b := cutting(t, ties)
		b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
		require.Equal(t, states, b.states(4), ties)
		require.Equal(t, "recruitment.part.other", fault.CodeOf(b.enter("score_keyer", "written", b.of(1, "1"))), "the interview is next")
	}
}

func TestTheProposalsSayWhomConfirmingEliminatesAndWhy(t *testing.T) {
	t.Parallel()
	b := cutting(t, "{value: include, source: 第九条}")
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	digest := p.Digest()
	last := p.Rows[3]
	require.Equal(t, "eliminate", last.Event)
	require.True(t, last.Adverse)
	require.Equal(t, "笔试70分，达到合格线60分", last.Reasons[0].Rule)
	require.Equal(t, "按比例从高分到低分取2人，未进入", last.Reasons[1].Rule)
	again, _, err := b.desk.Proposals(bg, record.Actor{Person: "auditor"}, "c")
	require.NoError(t, err)
	require.Equal(t, digest, again.Digest())
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则办"})
	decisions, err := b.desk.Decisions(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	found := ""
	for _, d := range decisions {
		if d.Case == id(4) && d.Kind == "eliminate" {
			found = d.Reason
		}
	}
	require.Equal(t, "笔试70分，达到合格线60分。按比例从高分到低分取2人，未进入。按规则办", found)
	_, _, err = b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.Equal(t, "store.shut", fault.CodeOf(err))
}
