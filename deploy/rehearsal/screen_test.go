package rehearsal_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func TestTheStageLineSaysWhoStandsWhere(t *testing.T) {
	t.Parallel()
	c := rehearsal.Cycle{Stage: 6, Plan: make([]rehearsal.Step, 18), Counts: map[string]int{"qualified": 56, "withdrawn": 4, "odd": 4}}
	require.Equal(t, "2024-01-10   7/18  考试中（笔试）  合格56 odd4 撤回4", rehearsal.StageLine("2024-01-10", c, "考试中", []string{"written"}))
	require.Equal(t, "2024-01-10   7/18  公示中", rehearsal.StageLine("2024-01-10", rehearsal.Cycle{Stage: 6, Plan: c.Plan}, "公示中", []string{"publicity"}))
}

func TestTheSummaryNamesEveryViolation(t *testing.T) {
	t.Parallel()
	r := rehearsal.Report{Posts: 1, Places: 2, Applicants: 3, States: map[string]int{"contracted": 2, "ended": 1}, Contracts: 2,
		Invariants: []rehearsal.Checked{{Name: "cuts", Times: 4}, {Name: "places", Times: 5}}}
	require.Contains(t, r.Summary(), "报名3人：合同已签2 未录用1")
	require.Contains(t, r.Summary(), "2类、9次")
	require.Contains(t, r.Summary(), "没有发现违反")
	r.Violations = []string{"cuts: one", "places: two"}
	require.Contains(t, r.Summary(), "违反2处")
	require.Contains(t, r.Summary(), "places: two")
}
