package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

func TestAHireFollowsItsRoute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("hire: {route: {value: [county_director]", "hire: {route: {value: [county_director, personnel_authority]"))
	b.published(post("P1", 1))
	b.proposed(90, 80)
	b.shown(1)
	b.lapse()
	b.concluded(1)
	require.Equal(t, []string{"agree@county_director"}, b.tasks("c"))
	require.Equal(t, "approval.turn", b.no("personnel_authority", "agree", record.Body{}).Code)
	b.cycle("county_director", "agree", record.Body{Minutes: "理事会〔2024〕3号"})
	b.act("applicant", id(1), "waive", record.Body{})
	b.cycle("personnel_authority", "substitute", record.Body{})
	b.checked(2)
	b.act("county_hr", id(2), "publicise", record.Body{})
	b.lapse()
	require.Equal(t, "approval.turn", b.no("personnel_authority", "agree", record.Body{}).Code, "the list is another now: countersigned again")
	b.cycle("county_director", "agree", record.Body{})
	b.cycle("personnel_authority", "agree", record.Body{})
	require.Equal(t, []string{recruitment.Waived, recruitment.Hired}, b.states(2))
}

func TestNobodyIsHiredBeforeTheStageOfDecisions(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90)
	require.Equal(t, "act.state", b.no("county_director", "agree", record.Body{}).Code)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
}

func TestAnObjectionDecidedLateStillStopsTheHire(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90)
	b.shown(1)
	b.lapse()
	b.concluded(1)
	require.Equal(t, "act.state", b.no("public", "object", record.Body{Text: "晚了"}).Code)
	b.cycle("county_director", "agree", record.Body{})
}

func TestASubstituteIsHiredAloneAfterTheDecisionOnTheOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90, 80)
	b.engaged(1)
	b.act("applicant", id(1), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.due", b.no("county_hr", "close", record.Body{}).Code)
	b.substituted()
	require.Equal(t, "recruitment.hire.unchecked", b.noApplication("county_director", id(2), "hire", record.Body{}).Code)
	b.checked(2)
	require.Equal(t, "recruitment.hire.unpublicised", b.noApplication("county_director", id(2), "hire", record.Body{}).Code)
	b.act("county_hr", id(2), "publicise", record.Body{})
	require.Equal(t, "recruitment.publicity.runs", b.noApplication("county_director", id(2), "hire", record.Body{}).Code)
	b.lapse()
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "close", record.Body{}).Code)
	b.act("county_director", id(2), "hire", record.Body{})
	b.contracted(2)
	b.cycle("county_hr", "close", record.Body{})
}
