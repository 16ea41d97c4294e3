package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// offered has three people ranked for one place, the first of them proposed.
func offered(t *testing.T, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", 1))
	b.proposed(90, 80, 70)
	return b
}

// substituted are the IDs of those who come in.
func (b *bench) substituted() []string {
	b.t.Helper()
	return answer[map[string][]string](b, b.cycle("county_director", "substitute", record.Body{Reason: "依次递补"}))["proposed"]
}

func TestAPlaceIsFilledInRankOrderForEveryCauseTheRulesAllow(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*bench){
		"waived": func(b *bench) { b.act("applicant", id(1), "waive", record.Body{}) },
		"recorded": func(b *bench) {
			b.act("county_hr", id(1), "record_waiver", record.Body{Reason: "逾期未体检，电话确认放弃"})
		},
		"medical":    func(b *bench) { b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"}) },
		"background": func(b *bench) { b.act("county_hr", id(1), "fail_background", record.Body{Reason: "不合格"}) },
		"revoked":    func(b *bench) { b.act("county_director", id(1), "revoke", record.Body{Reason: "材料不实"}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := offered(t)
			require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code)
			lose(b)
			require.Contains(t, b.blocked("conclude"), "recruitment.substitute.due")
			require.Equal(t, "forbidden", b.no("county_hr", "substitute", record.Body{}).Code)
			require.Equal(t, []string{id(2)}, b.substituted())
			require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code, "one for one")
			b.act("applicant", id(2), "waive", record.Body{})
			require.Equal(t, []string{id(3)}, b.substituted())
			b.act("applicant", id(3), "waive", record.Body{})
			require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code, "the list is used up")
			b.concluded(2)
		})
	}
}

func TestAnAdverseCauseHasAReasonAndAWaiverIsTheApplicantsOwn(t *testing.T) {
	t.Parallel()
	b := offered(t)
	for role, act := range map[string]string{"county_hr": "fail_medical", "county_director": "revoke", "hr_bureau": "record_waiver"} {
		require.Equal(t, "act.reason", b.noApplication(role, id(1), act, record.Body{}).Code, act)
	}
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "waive", record.Body{}).Code)
}

func TestACauseTheRulesDoNotListLeavesThePlaceEmpty(t *testing.T) {
	t.Parallel()
	b := offered(t, edit("[waived, failed_medical, failed_background, objection]", "[waived]"))
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"})
	require.Empty(t, b.blocked("conclude"))
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code)
}

func TestSubstitutesComeFromTheListWhileItIsValid(t *testing.T) {
	t.Parallel()
	b := offered(t, edit("pool: {value: ranking", "pool: {value: reserve_list"), edit("validity: {value: {years: 1}", "validity: {value: {days: 10}"))
	require.Equal(t, []string{recruitment.Proposed, recruitment.Reserved, recruitment.Reserved}, b.states(3))
	require.NotEmpty(t, b.view().Facts["reserve_until"])
	b.act("applicant", id(1), "waive", record.Body{})
	require.Equal(t, []string{id(2)}, b.substituted())
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(2))
	require.NoError(t, err)
	require.Equal(t, "cancelled", view.Deadlines[0].State, "no longer on the list")
	b.lapse()
	require.Equal(t, recruitment.Reserved, b.at(id(3)).State, "a timer reminds, it ends nothing")
	b.act("applicant", id(2), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code)
	b.concluded(2)
}

func TestARecheckNeedsAFreePlaceAndSpeaksForItsCheckAlone(t *testing.T) {
	t.Parallel()
	b := offered(t)
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "血压"})
	b.act("county_hr", id(1), "recheck", record.Body{Reason: "复检合格"})
	require.Equal(t, recruitment.Fit, b.at(id(1)).State)
	b.concluded(1)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code, "the background check is still to come")
	b.act("county_hr", id(1), "fail_background", record.Body{Reason: "待核实"})
	require.Equal(t, []string{id(2)}, b.substituted())
	require.Equal(t, "recruitment.place.taken", b.noApplication("county_hr", id(1), "recheck", record.Body{}).Code)
}

func TestACheckBelongsToTheRules(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("  - background: {posts_to_people: \"1:1\", standard: {value: duties, source: 第十一条}}\n", ""))
	b.published(post("P1", 1))
	b.proposed(90)
	require.Equal(t, "recruitment.check.none", b.noApplication("county_hr", id(1), "pass_background", record.Body{}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_director", id(1), "pass_medical", record.Body{}).Code)
	b.act("county_hr", id(1), "pass_medical", record.Body{})
	b.concluded(1)
	require.Equal(t, recruitment.Publicised, b.at(id(1)).State)
}

func TestATieThatReachedNoPlaceIsBrokenWhenItReachesOne(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90, 70, 70)
	b.act("applicant", id(1), "waive", record.Body{})
	require.Equal(t, "recruitment.tie.extra", b.no("county_director", "substitute", record.Body{}).Code)
	require.Equal(t, []string{"recruitment.tie.extra"}, b.blocked("conclude"))
	require.NoError(t, b.enter("score_keyer", "extra", b.of(2, "7"), b.of(3, "8")))
	require.Equal(t, []string{id(3)}, b.substituted())
	b.act("applicant", id(3), "waive", record.Body{})
	require.Equal(t, []string{id(2)}, b.substituted())
}
