package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// refused has person 1 refused and person 2 qualified.
func refused(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", map[string]string{"certificate.valid": "no", "applicant.other.local": "yes"}).Fault())
	require.NoError(t, b.apply(2, "P1", good).Fault())
	b.lapse()
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "证件失效"})
	b.act("township_clerk", id(2), "pass_on", record.Body{})
	b.act("county_hr", id(2), "qualify", record.Body{})
	return b
}

func TestAnAppealIsHeardByAnother(t *testing.T) {
	t.Parallel()
	b := refused(t)
	require.Equal(t, "act.reason", b.noApplication("applicant", id(1), "appeal", record.Body{}).Code)
	b.act("applicant", id(1), "appeal", record.Body{Reason: "证件已换发"})
	require.ElementsMatch(t, []string{"grant@county_director", "grant@discipline_office"}, b.tasks(id(1)))
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "grant", record.Body{}).Code)
	require.Equal(t, "recruitment.review.contradicts", b.noApplication("county_director", id(1), "grant", record.Body{}).Code, "the facts are still the same")
	b.act("county_director", id(1), "grant", record.Body{Facts: map[string]string{"certificate.valid": "yes"}})
	require.Equal(t, recruitment.Qualified, b.at(id(1)).State)
}

func TestAnAppealUpheldEndsTheApplicationWithAReason(t *testing.T) {
	t.Parallel()
	b := refused(t)
	b.act("applicant", id(1), "appeal", record.Body{Reason: "不服"})
	require.Equal(t, "act.reason", b.noApplication("discipline_office", id(1), "uphold", record.Body{}).Code)
	b.act("discipline_office", id(1), "uphold", record.Body{Reason: "证件确已失效"})
	require.Equal(t, recruitment.Ended, b.at(id(1)).State)
}

func TestNoStageEndsOverAnOpenAppeal(t *testing.T) {
	t.Parallel()
	b := refused(t)
	b.act("applicant", id(1), "appeal", record.Body{Reason: "不服"})
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
	b.act("discipline_office", id(1), "uphold", record.Body{Reason: "维持"})
	b.seated()
	require.Equal(t, recruitment.Examining, b.at("c").State)
}

func TestWhoConfirmedAnEliminationDoesNotHearTheAppeal(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	b.qualified(2)
	b.seated()
	b.examine("written", 80, 50)
	require.Equal(t, recruitment.Eliminated, b.at(id(2)).State)
	b.act("applicant", id(2), "appeal", record.Body{Reason: "判分有误"})
	require.Equal(t, "recruitment.undecided", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	f := b.noApplication("county_director", id(2), "grant", record.Body{})
	require.Equal(t, "recruitment.same.person", f.Code)
	b.act("discipline_office", id(2), "uphold", record.Body{Reason: "复核无误"})
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "act.state", b.noApplication("applicant", id(2), "appeal", record.Body{Reason: "再诉"}).Code)
}

func TestAnAppealIsTooLateOnceTheRankingHolds(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	b.qualified(2)
	b.seated()
	b.examine("written", 80, 50)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "store.shut", b.noApplication("applicant", id(2), "appeal", record.Body{Reason: "判分有误"}).Code)
}

func TestWhoWasRefusedAppealsBeforeTheExamIsOver(t *testing.T) {
	t.Parallel()
	b := refused(t)
	b.seated()
	tickets := b.tickets()
	require.NoError(t, b.desk.EnterScores(bg, record.Actor{Person: "score_keyer"}, "c", "written", []record.Mark{{Ticket: tickets[id(2)], Value: "80"}}))
	b.cycle("county_hr", "lock_scores", record.Body{})
	require.Equal(t, "store.shut", b.noApplication("applicant", id(1), "appeal", record.Body{Reason: "证件已换发"}).Code, "nobody could sit the exam any more")
}
