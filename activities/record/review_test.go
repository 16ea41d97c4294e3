package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// reviewing has n people's papers at the review.
func reviewing(t *testing.T, n int, facts map[string]string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	for i := 1; i <= n; i++ {
		require.NoError(t, b.apply(i, "P1", facts).Fault())
	}
	b.lapse()
	return b
}

func TestReviewGoesThroughItsLevelsInOrder(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, good)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "qualify", record.Body{}).Code)
	require.Equal(t, "forbidden", b.noApplication("township_clerk", id(1), "qualify", record.Body{}).Code, "the first level only passes on")
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	require.Equal(t, []string{"qualify@county_hr"}, b.tasks(id(1)))
	require.Equal(t, "forbidden", b.noApplication("township_clerk", id(1), "pass_on", record.Body{}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "pass_on", record.Body{}).Code, "the last level decides")
	b.act("county_hr", id(1), "qualify", record.Body{})
	require.Empty(t, b.tasks(id(1)))
}

func TestNobodyIsReviewedWhilePeopleMayStillApply(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	for _, act := range []string{"pass_on", "return"} {
		require.Equal(t, "store.shut", b.noApplication("township_clerk", id(1), act, record.Body{Reason: "早"}).Code, act)
	}
}

func TestADecisionFollowsFromTheRulesOnEstablishedFacts(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, nil)
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	f := b.noApplication("county_hr", id(1), "qualify", record.Body{})
	require.Equal(t, "recruitment.review.contradicts", f.Code, "cannot tell is no yes")
	require.Equal(t, "还不能判断", f.Args["verdict"])
	require.Equal(t, "recruitment.review.contradicts", b.noApplication("county_hr", id(1), "refuse", record.Body{Reason: "存疑"}).Code, "nor a no")
	b.act("county_hr", id(1), "qualify", record.Body{Facts: good})
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(1))
	require.NoError(t, err)
	require.Len(t, view.Verdicts, 2, "what the rules said at each review")
	require.Equal(t, "yes", view.Verdicts[1].Verdict)
	require.Equal(t, good, view.Person.Facts)
}

func TestEstablishedFactsAreHeldToTheSameVocabulary(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, nil)
	require.Equal(t, "recruitment.fact.unknown", b.noApplication("township_clerk", id(1), "pass_on", record.Body{Facts: map[string]string{"x": "yes"}}).Code)
	require.Equal(t, "recruitment.fact.derived", b.noApplication("township_clerk", id(1), "pass_on", record.Body{Facts: map[string]string{"applicant.sex": "male"}}).Code)
}

func TestARefusalNeedsTheRulesNoAndAReason(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 2, good)
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	b.act("township_clerk", id(2), "pass_on", record.Body{})
	require.Equal(t, "act.reason", b.noApplication("county_hr", id(1), "refuse", record.Body{Facts: map[string]string{"certificate.valid": "no"}}).Code)
	require.Equal(t, "recruitment.review.contradicts", b.noApplication("county_hr", id(1), "refuse", record.Body{Reason: "不要"}).Code)
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "证件已注销", Facts: map[string]string{"certificate.valid": "no"}})
	require.Equal(t, recruitment.Refused, b.at(id(1)).State)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
	b.act("county_hr", id(2), "qualify", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
}

func TestAnExceptionInPrincipleHasItsReason(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, map[string]string{"certificate.valid": "yes", "applicant.other.local": "no"})
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	require.Equal(t, "recruitment.review.contradicts", b.noApplication("county_hr", id(1), "qualify", record.Body{}).Code)
	f := b.noApplication("county_hr", id(1), "qualify", record.Body{Exceptions: []string{"local"}})
	require.Equal(t, "act.reason", f.Code)
	require.Equal(t, "exceptions", f.Place)
	require.Equal(t, "recruitment.review.contradicts",
		b.noApplication("county_hr", id(1), "qualify", record.Body{Exceptions: []string{"certificate"}, Reason: "特批"}).Code, "only what holds in principle")
	b.act("county_hr", id(1), "qualify", record.Body{Exceptions: []string{"local"}, Reason: "配偶为本地户籍"})
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(1))
	require.NoError(t, err)
	require.Equal(t, regulation.Yes, view.Verdict, "the exception stays with the application")
}

func TestWithoutAnExceptionWhatHoldsInPrincipleMayBeRefused(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, map[string]string{"certificate.valid": "yes", "applicant.other.local": "no"})
	require.Equal(t, "value.wrong", b.noApplication("township_clerk", id(1), "pass_on", record.Body{Exceptions: []string{"local"}}).Code, "who passes on decides nothing")
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "不是本地户籍，不作例外"})
	require.Equal(t, recruitment.Refused, b.at(id(1)).State)
}

func TestReturnedPapersHaveTimeAndATimerDecidesNothing(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 2, nil)
	require.Equal(t, "act.reason", b.noApplication("township_clerk", id(1), "return", record.Body{}).Code)
	b.act("township_clerk", id(1), "return", record.Body{Reason: "缺证件复印件"})
	b.act("township_clerk", id(2), "return", record.Body{Reason: "缺证件复印件"})
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
	b.served(id(1))
	b.served(id(2))
	require.Equal(t, "recruitment.supplement.runs", b.noApplication("county_hr", id(2), "refuse", record.Body{Reason: "未补正"}).Code)
	require.Equal(t, "value.missing", b.noApplication("applicant", id(1), "supplement", record.Body{}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "supplement", record.Body{Facts: good}).Code)
	b.act("applicant", id(1), "supplement", record.Body{Facts: good})
	require.Equal(t, recruitment.Submitted, b.at(id(1)).State)
	b.lapse()
	require.Equal(t, recruitment.Returned, b.at(id(2)).State, "reminded, not refused")
	require.Equal(t, []string{"supplement_due@township_clerk"}, b.tasks(id(2)))
	require.Empty(t, b.silent("township_clerk", id(2)))
	b.act("county_hr", id(2), "refuse", record.Body{Reason: "逾期未补正"})
	require.Equal(t, recruitment.Refused, b.at(id(2)).State)
}

func TestPapersMayBeCorrectedLateWhileNobodyDecided(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, nil)
	b.act("township_clerk", id(1), "return", record.Body{Reason: "缺证件复印件"})
	b.served(id(1))
	b.lapse()
	b.act("applicant", id(1), "supplement", record.Body{Facts: good})
	b.qualified(1)
}

func TestWhatWasDecidedInReviewStandsUnlessAppealed(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, map[string]string{"certificate.valid": "no"})
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "证件失效"})
	b.cycle("county_hr", "conclude", record.Body{})
	require.Equal(t, "act.state", b.noApplication("county_hr", id(1), "qualify", record.Body{}).Code)
	require.Equal(t, "act.state", b.noApplication("applicant", id(1), "withdraw", record.Body{}).Code)
}

func TestAnApplicantWithdrawsAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 2, good)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "withdraw", record.Body{}).Code)
	r := b.try("applicant", record.ApplicationKind, "c", id(1), "withdraw", record.Body{})
	require.NoError(t, r.Fault())
	require.Equal(t, recruitment.Withdrawn, b.at(id(1)).State)
	require.Equal(t, "act.state", b.noApplication("township_clerk", id(1), "pass_on", record.Body{}).Code)
}
