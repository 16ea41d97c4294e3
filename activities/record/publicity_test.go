package record_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/calendar"
	"jinchu/policy/recruitment"
)

// showing has two of three people shown for two places.
func showing(t *testing.T, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", 2))
	b.proposed(90, 80, 70)
	b.shown(1, 2)
	return b
}

// objected raises an objection and names it.
func (b *bench) objected(role, about string) string {
	b.t.Helper()
	body := record.Body{Text: "情况不实", About: about, Name: "异议某人", Phone: "13900000000"}
	c := b.try(role, record.CycleKind, "", "c", "object", body)
	require.NoError(b.t, c.Fault())
	return answer[map[string]string](b, c)["objection"]
}

func found(objection string, verified, affects bool) record.Body {
	return record.Body{Objection: objection, Verified: verified, Affects: affects, Reason: "调查结论"}
}

func TestThePublicityShowsTicketsForItsWholeTime(t *testing.T) {
	t.Parallel()
	b := showing(t)
	require.Equal(t, []string{recruitment.Publicised, recruitment.Publicised, recruitment.Ranked}, b.states(3))
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(t, err)
	require.Contains(t, notices[1].Text, b.tickets()[id(1)])
	require.NotContains(t, notices[1].Text, b.tickets()[id(3)])
	require.Equal(t, "recruitment.publicity.runs", b.no("county_hr", "conclude", record.Body{}).Code)
	require.Equal(t, []string{"recruitment.publicity.runs"}, b.blocked("conclude"))
	b.lapse()
	require.Equal(t, recruitment.Publicising, b.at("c").State, "its end moves nothing by itself")
	b.concluded(1)
}

// publicity is the text that was shown last.
func (b *bench) publicity() string {
	b.t.Helper()
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(b.t, err)
	require.Equal(b.t, "publicity", notices[len(notices)-1].Kind)
	return notices[len(notices)-1].Text
}

func TestThePublicityShowsExactlyWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	for shows, want := range map[string]string{
		"": "\n\n准考证号%s　岗位P1　总成绩90　名次1\n",
		", shows: {value: [rank, post], source: 第十二条}":                      "\n\n名次1　岗位P1\n",
		", shows: {value: [name, sex, unit, total], source: 第十二条}":          "\n\n姓名甲某1号　性别男　单位甲乡　总成绩90\n",
		", shows: {value: [ticket, post, total, rank, unit], source: 第十二条}": "\n\n准考证号%s　岗位P1　总成绩90　名次1　单位甲乡\n",
	} {
		t.Run(shows, func(t *testing.T) {
			t.Parallel()
			b := showing(t, edit("decisive_if: {value: verified_and_affects_hiring, source: 第十二条}", "decisive_if: {value: verified_and_affects_hiring, source: 第十二条}"+shows))
			b.names = strings.Contains(shows, "name")
			require.Contains(t, b.publicity(), strings.Replace(want, "%s", b.tickets()[id(1)], 1))
			require.Equal(t, strings.Contains(want, "%s"), strings.Contains(b.publicity(), b.tickets()[id(2)]))
		})
	}
}

// Rules that would have personal data shown are stopped before the notice, and nobody may answer for them.
func TestNoRulesHavePersonalDataShown(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("decisive_if:", "shows: {value: [ticket, id_number, phone], source: 第十二条}, decisive_if:"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{Minutes: "演练〔2024〕1号"})
	require.Equal(t, "recruitment.unlawful", b.no("county_hr", "publish", record.Body{}).Code)
}

func TestOfARangeTheOrganiserChoosesHowLongThePublicityLasts(t *testing.T) {
	t.Parallel()
	fiveToSeven := edit("period: {value: {working_days: 5}, source: 第十二条}", "period: {value: {working_days: 5}, source: 第十二条}, period_up_to: {value: {working_days: 7}, source: 第十二条}")
	b := newBench(t)
	b.whole(fiveToSeven)
	b.published(post("P1", 2))
	b.proposed(90, 80, 70)
	b.checked(1, 2)
	require.Equal(t, "recruitment.publicity.later", b.no("county_hr", "conclude", record.Body{Days: 6}).Code, "the background check is next")
	b.concluded(1)
	for _, days := range []int{-1, 4, 8} {
		require.Equal(t, "recruitment.publicity.days", b.no("county_hr", "conclude", record.Body{Days: days}).Code)
	}
	b.cycle("county_hr", "conclude", record.Body{Days: 7})
	require.Equal(t, recruitment.Publicising, b.at("c").State)
	require.EqualValues(t, 7, b.view().Facts["publicity_days"])
	require.Equal(t, 7, b.shownFor())
	b.act("county_director", id(1), "revoke", record.Body{Reason: "异议查实"})
	b.lapse()
	b.concluded(1)
	require.Equal(t, []string{id(3)}, b.substituted())
	b.checked(3)
	b.act("county_hr", id(3), "publicise", record.Body{})
	require.Equal(t, 7, b.shownFor(), "whoever comes in later is shown as long")
}

func TestOfARangeThePublicityLastsTheShorterWhereNobodyChooses(t *testing.T) {
	t.Parallel()
	b := showing(t, edit("period: {value: {working_days: 5}, source: 第十二条}", "period: {value: {working_days: 5}, source: 第十二条}, period_up_to: {value: {working_days: 7}, source: 第十二条}"))
	require.Equal(t, 5, b.shownFor())
	require.NotContains(t, b.view().Facts, "publicity_days")
}

func TestThePublicityAfterTheRankingIsChosenWithTheConfirmation(t *testing.T) {
	t.Parallel()
	publicity := "  - publicity: {period: {value: {days: 5}, source: 第十二条}"
	b := newBench(t)
	b.whole(edit("  - publicity: {period: {value: {working_days: 5}, source: 第十二条}", publicity+", period_up_to: {value: {days: 9}, source: 第十二条}"),
		edit(`  - medical: {posts_to_people: "1:1", standard: {value: duties, source: 第十一条}, except: {value: [], source: 第十一条}}`+"\n", ""),
		edit(`  - background: {posts_to_people: "1:1", standard: {value: duties, source: 第十一条}}`+"\n", ""))
	b.published(post("P1", 1))
	b.ranked(90, 80)
	require.Equal(t, "recruitment.publicity.days", b.no("county_director", "confirm", record.Body{Reason: "按规则", Days: 10}).Code)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则", Days: 8})
	require.Equal(t, []string{recruitment.Publicised, recruitment.Ranked}, b.states(2))
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(t, err)
	last := notices[len(notices)-1]
	require.Equal(t, 8, calendar.DateOf(last.Ends.Add(-1)).DaysSince(calendar.DateOf(last.Published)))
}

// shownFor is how many working days the last publicity lasts.
func (b *bench) shownFor() int {
	b.t.Helper()
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(b.t, err)
	last := notices[len(notices)-1]
	days, err := calendar.Shipped().WorkingDays(calendar.DateOf(last.Published), calendar.DateOf(last.Ends.Add(-1)))
	require.NoError(b.t, err)
	return days
}

func TestAnybodyMayObjectAndTheStageWaitsForTheInquiry(t *testing.T) {
	t.Parallel()
	b := showing(t)
	require.Equal(t, "value.missing", b.no("public", "object", record.Body{}).Code)
	require.Equal(t, "unknown", b.no("public", "object", record.Body{Text: "x", About: "nobody"}).Code)
	require.Equal(t, "unknown", b.no("public", "object", record.Body{Text: "x", About: "c"}).Code)
	require.Equal(t, "forbidden", b.no("county_director", "object", record.Body{Text: "x"}).Code)
	one := b.objected("public", "")
	b.lapse()
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
	require.Equal(t, "value.missing", b.no("discipline_office", "decide_objection", record.Body{Reason: "x"}).Code)
	require.Equal(t, "act.reason", b.no("discipline_office", "decide_objection", record.Body{Objection: one}).Code)
	require.Equal(t, "unknown", b.no("discipline_office", "decide_objection", found("x", true, true)).Code)
	require.Equal(t, "forbidden", b.no("county_hr", "decide_objection", found(one, true, true)).Code)
	require.Equal(t, "rejected", answer[map[string]string](b, b.cycle("discipline_office", "decide_objection", found(one, false, true)))["verdict"])
	require.Equal(t, "unknown", b.no("discipline_office", "decide_objection", found(one, true, true)).Code, "decided once")
	b.concluded(1)
}

func TestWhoObjectedIsToldToNobodyAndWhatWasSaidToThoseWhoDecide(t *testing.T) {
	t.Parallel()
	b := showing(t)
	b.objected("township_clerk", id(1))
	for role, text := range map[string]string{"discipline_office": "情况不实", "county_director": "情况不实", "county_hr": "", "auditor": ""} {
		all, err := b.desk.Objections(bg, record.Actor{Person: role}, "c")
		require.NoError(t, err)
		require.Equal(t, text, all[0].Text, role)
		shown, err := json.Marshal(all)
		require.NoError(t, err)
		require.NotContains(t, string(shown), "异议某人")
	}
}

func TestAnObjectionThatIsTrueButIrrelevantChangesNothing(t *testing.T) {
	t.Parallel()
	b := showing(t)
	one := b.objected("public", id(1))
	require.Equal(t, "rejected", answer[map[string]string](b, b.cycle("discipline_office", "decide_objection", found(one, true, false)))["verdict"])
	b.lapse()
	b.concluded(1)
	require.Equal(t, recruitment.Deciding, b.at("c").State)
}

func TestADecisiveObjectionIsFollowedByAPersonsDecisionAndASubstitute(t *testing.T) {
	t.Parallel()
	b := showing(t)
	one := b.objected("public", id(1))
	require.Equal(t, "upheld", answer[map[string]string](b, b.cycle("discipline_office", "decide_objection", found(one, true, true)))["verdict"])
	require.Equal(t, recruitment.Publicised, b.at(id(1)).State, "the decision on the person is another")
	require.Contains(t, b.tasks(id(1)), "revoke@county_director")
	b.lapse()
	require.Equal(t, "recruitment.objection.stands", b.no("county_hr", "conclude", record.Body{}).Code)
	b.act("county_director", id(1), "revoke", record.Body{Reason: "异议查实"})
	b.concluded(1)
	require.Equal(t, "recruitment.substitute.due", b.no("county_director", "agree", record.Body{}).Code)
	require.Equal(t, []string{id(3)}, b.substituted())
	require.Equal(t, "recruitment.hire.unchecked", b.no("county_director", "agree", record.Body{}).Code)
	b.checked(3)
	require.Equal(t, "recruitment.hire.unpublicised", b.no("county_director", "agree", record.Body{}).Code)
	b.act("county_hr", id(3), "publicise", record.Body{})
	require.Equal(t, "act.state", b.noApplication("county_hr", id(3), "publicise", record.Body{}).Code, "shown once")
	f := b.no("county_director", "agree", record.Body{})
	require.Equal(t, "recruitment.publicity.runs", f.Code)
	require.Equal(t, b.tickets()[id(3)], f.Place)
	b.lapse()
	b.cycle("county_director", "agree", record.Body{})
	require.Equal(t, []string{recruitment.Refused, recruitment.Hired, recruitment.Hired}, b.states(3))
}

func TestASinglePublicityBelongsToAPublishedList(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90)
	require.Equal(t, "store.shut", b.noApplication("county_hr", id(1), "publicise", record.Body{}).Code)
	require.Equal(t, "store.shut", b.noApplication("county_director", id(1), "hire", record.Body{}).Code)
}
