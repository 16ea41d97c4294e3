package record_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// nobodyElse tries every event of a table where a case stands, as every role that the table does not name:
// none is done, whatever the body says.
func nobodyElse(t *testing.T, b *bench, table procedure.Table, id string) {
	t.Helper()
	kind, state := table.Code, b.at(id).State
	body := record.Body{Reason: "越权", Text: "越权", Facts: good, What: "x", Post: "P1", Outcome: "keep"}
	for _, event := range table.Events() {
		if table.Verb(state, event) {
			continue // whose word it is the route says: route_test.go
		}
		who := table.Who(state, event)
		for _, role := range policy.Roles {
			if slices.Contains(who, string(role)) {
				continue
			}
			f := b.refusal(string(role), kind, id, event, body)
			want := "forbidden"
			if len(who) == 0 {
				want = "act.state"
			}
			require.Equal(t, want, f.Code, "%s of %s by %s in %s", event, kind, role, state)
		}
	}
}

func TestNobodyDoesWhatTheTableGivesToOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	nobodyElse(t, b, recruitment.Cycle(), "c")
	b.cycle("county_hr", "submit", record.Body{})
	nobodyElse(t, b, recruitment.Cycle(), "c")
}

func TestNobodyReviewsOutOfRole(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	nobodyElse(t, b, recruitment.Application(), id(1))
	nobodyElse(t, b, recruitment.Cycle(), "c")
}

func TestNobodyActsOutOfRoleOnSomebodyProposed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90)
	nobodyElse(t, b, recruitment.Application(), id(1))
}

func TestWhatIsOverStaysOver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	b.cycle("county_director", "cancel", record.Body{Reason: "编制冻结"})
	for _, event := range recruitment.Cycle().Events() {
		require.Equal(t, "act.state", b.no("county_director", event, record.Body{Reason: "再来"}).Code, event)
	}
	for _, event := range recruitment.Application().Events() {
		require.Equal(t, "act.state", b.noApplication("county_director", id(1), event, record.Body{Reason: "再来"}).Code, event)
	}
}

func TestACommandThatIsNoActIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	require.Equal(t, "act.state", b.no("county_hr", "dance", record.Body{}).Code)
	require.Equal(t, "act.state", b.no("county_hr", "close_registration", record.Body{}).Code, "a fact is nobody's act")
	require.Equal(t, "unknown", b.refusal("county_hr", record.CycleKind, "other", "submit", record.Body{}).Code)
	require.Equal(t, "unknown", b.refusal("county_hr", "appraisal", "x", "open", record.Body{}).Code)
	require.Equal(t, "request.shape", b.refusal("county_hr", record.CycleKind, "c", "submit", []int{1}).Code)
	require.Equal(t, "store.shut", b.refusal("applicant", record.ApplicationKind, id(1), "submit", record.Submission{}).Code)
}
