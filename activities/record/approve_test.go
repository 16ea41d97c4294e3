package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

func TestApprovalFollowsItsRoute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("approval: {route: {value: [county_director]", "approval: {route: {value: [county_director, personnel_authority]"))
	b.planned(post("P1", 1))
	require.Equal(t, "act.state", b.no("county_director", "agree", record.Body{}).Code)
	b.cycle("county_hr", "submit", record.Body{})
	require.Equal(t, []string{"agree@county_director"}, b.tasks("c"))
	f := b.no("personnel_authority", "agree", record.Body{})
	require.Equal(t, "approval.turn", f.Code, "the director comes first")
	b.cycle("county_director", "agree", record.Body{})
	require.Equal(t, []string{"agree@personnel_authority"}, b.tasks("c"))
	f = b.no("county_director", "agree", record.Body{})
	require.Equal(t, "approval.turn", f.Code)
	require.Equal(t, "人事主管部门", f.Args["who"])
	require.Equal(t, "recruitment.routed", b.no("personnel_authority", "approve", record.Body{}).Code, "nobody approves outright")
	b.cycle("personnel_authority", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

func TestAReturnedPlanComesBackToWhoReturnedIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("approval: {route: {value: [county_director]", "approval: {route: {value: [county_director, personnel_authority]"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	require.Equal(t, "act.reason", b.no("personnel_authority", "return", record.Body{}).Code)
	b.cycle("personnel_authority", "return", record.Body{Reason: "岗位数不清"})
	require.Equal(t, recruitment.Planned, b.at("c").State)
	b.cycle("county_hr", "submit", record.Body{})
	require.Equal(t, []string{"agree@personnel_authority"}, b.tasks("c"), "the director had agreed and is not asked again")
	b.cycle("personnel_authority", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

func TestWhoSubmittedDoesNotApprove(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("approval: {route: {value: [county_director]", "approval: {route: {value: [hr_bureau]"))
	b.planned(post("P1", 1))
	b.cycle("hr_bureau", "submit", record.Body{})
	f := b.no("hr_bureau", "agree", record.Body{})
	require.Equal(t, "approval.self", f.Code)
	require.Equal(t, []string{"agree@city_federation"}, b.tasks("c"), "nobody is left in the county, so it goes up")
}

func TestApprovalWaitsForWhatMustComeFromOutside(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("approval: {route:", "approval: {await: city_plan_review, route:"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	require.Equal(t, []string{"city_plan_review"}, b.view().Awaits)
	require.Equal(t, "recruitment.awaits", b.no("county_director", "agree", record.Body{}).Code)
	require.Equal(t, "value.missing", b.no("county_hr", "receive", record.Body{What: " "}).Code)
	refused := false
	b.cycle("county_hr", "receive", record.Body{What: "city_plan_review", Reference: "市残联〔2024〕1号", Granted: &refused})
	require.Equal(t, "recruitment.awaits", b.no("county_director", "agree", record.Body{}).Code)
	b.cycle("city_federation", "receive", record.Body{What: "city_plan_review", Reference: "市残联〔2024〕2号"})
	b.cycle("county_director", "agree", record.Body{})
}

func TestAnActIsForTheRolesOfTheTableTheLinesAndTheTurn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	for _, role := range []string{"township_clerk", "auditor", "administrator", "public", "county_director"} {
		f := b.no(role, "submit", record.Body{})
		require.Equal(t, "forbidden", f.Code, role)
		require.Equal(t, "县残联人事、人社局、乡镇残联理事长", f.Args["who"], role)
		require.Equal(t, "提交方案", f.Args["act"])
	}
	require.Equal(t, "forbidden", b.no("township_chair", "submit", record.Body{}).Code, "the county's cycle is not the township's")
}
