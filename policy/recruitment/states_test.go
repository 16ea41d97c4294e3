package recruitment_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func stages(kinds ...regulation.StageKind) []regulation.Stage {
	var all []regulation.Stage
	for _, k := range kinds {
		all = append(all, regulation.Stage{Kind: k})
	}
	return all
}

func TestTablesHoldTogether(t *testing.T) {
	t.Parallel()
	require.NoError(t, recruitment.Cycle().Validate())
	require.NoError(t, recruitment.Application().Validate())
}

func TestNothingAdverseIsDoneByAMachine(t *testing.T) {
	t.Parallel()
	for _, table := range []procedure.Table{recruitment.Cycle(), recruitment.Application()} {
		require.NotEmpty(t, table.Facts())
		for _, event := range table.Facts() {
			require.NotContains(t, table.Events(), event, "a fact is never also a person's act")
		}
	}
	app := recruitment.Application()
	require.Equal(t, []string{"remind"}, app.Facts(), "个人信息保护法第二十四条: time alone changes nothing about a person")
	for _, event := range []string{"refuse", "eliminate", "record_absence", "record_waiver", "fail_medical", "fail_background", "uphold", "revoke", "close"} {
		for _, row := range app.Rows {
			if row.Event == event {
				require.True(t, row.Adverse, "%s in %s", event, row.From)
			}
		}
	}
}

func TestAppealIsDecidedByAnother(t *testing.T) {
	t.Parallel()
	app := recruitment.Application()
	for _, role := range app.Who(recruitment.Submitted, "refuse") {
		require.NotContains(t, app.Who(recruitment.Appealing, "grant"), role)
		require.NotContains(t, app.Who(recruitment.Appealing, "uphold"), role)
	}
}

func TestAnybodyOpenCanBeEnded(t *testing.T) {
	t.Parallel()
	for _, table := range []procedure.Table{recruitment.Cycle(), recruitment.Application()} {
		for _, s := range table.States {
			require.Equal(t, !table.Final(s.Code), table.In("open", s.Code), s.Code)
		}
	}
}

func TestPlanFollowsTheRegulation(t *testing.T) {
	t.Parallel()
	head := []string{"planned", "submitted", "approved", "announced"}
	tail := []string{"deciding", "contracting"}
	for title, c := range map[string]struct {
		stages []regulation.Stage
		middle []string
	}{
		"QY18": {stages("review", "written", "shortlist", "skills", "interview", "total", "rank", "medical", "background", "publicity", "hire"),
			[]string{"reviewing", "examining", "scored", "examining", "scored", "examining", "scored", "ranking", "checking", "checking", "publicising"}},
		"TA: publicity before the medical": {stages("plan", "approval", "notice", "registration", "review", "written", "interview", "total", "rank", "background", "publicity", "medical", "hire"),
			[]string{"reviewing", "examining", "scored", "examining", "scored", "ranking", "checking", "publicising", "checking"}},
		"DY22: opening":             {stages("registration", "review", "opening", "written", "shortlist", "interview", "total", "rank"), []string{"reviewing", "opening", "examining", "scored", "examining", "scored", "ranking"}},
		"XG09: nomination, no exam": {stages("nomination", "review", "interview", "publicity", "hire"), []string{"reviewing", "examining", "scored", "publicising"}},
		"accommodation and choice":  {stages("accommodation", "written", "rank", "choice", "medical"), []string{"accommodating", "examining", "scored", "ranking", "choosing", "checking"}},
		"shortlist on its own":      {stages("review", "shortlist", "interview", "total"), []string{"reviewing", "ranking", "examining", "scored", "ranking"}},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			plan := recruitment.PlanOf(c.stages)
			require.Equal(t, slices.Concat(head, c.middle, tail), recruitment.StatesOf(plan))
			var carried []int
			for _, s := range plan {
				if s.State != recruitment.Scored {
					carried = append(carried, s.Stages...)
				}
			}
			for i, stage := range c.stages {
				if stage.Kind != regulation.StageShortlist {
					require.Contains(t, carried, i, "stage %d %s is carried out", i, stage.Kind)
				}
			}
		})
	}
}

// QY18 from plan to contract, with a pause for a ruling where the ranking needs one.
func TestCycleWalksQingyuan2018(t *testing.T) {
	t.Parallel()
	table := recruitment.Cycle()
	plan := recruitment.StatesOf(recruitment.PlanOf(stages("review", "written", "shortlist", "skills", "interview",
		"total", "rank", "medical", "background", "publicity", "hire")))
	at := procedure.Place{State: table.Start}
	for _, step := range []string{
		"submit>submitted", "return>planned", "submit>submitted", "rule>submitted", "approve>approved", "rule>approved",
		"publish>announced", "close_registration>reviewing", "conclude>examining",
		"enter_scores>examining", "lock_scores>scored", "unlock_scores>examining", "lock_scores>scored", "confirm>examining",
		"lock_scores>scored", "await_ruling>awaiting_ruling", "rule>scored", "confirm>examining",
		"lock_scores>scored", "confirm>ranking", "await_ruling>awaiting_ruling", "rule>ranking", "confirm>checking",
		"conclude>checking", "substitute>checking", "conclude>publicising", "object>publicising", "decide_objection>publicising",
		"end_publicity>publicising", "conclude>deciding", "hire>contracting", "close>closed",
	} {
		event, want, _ := cut(step)
		next, err := table.Next(at, event, plan)
		require.NoError(t, err, step)
		require.Equal(t, want, next.State, step)
		at = next
	}
	require.True(t, table.Final(at.State))
}

func TestApplicationWalks(t *testing.T) {
	t.Parallel()
	table := recruitment.Application()
	for title, steps := range map[string][]string{
		"hired and contracted": {"return>returned", "supplement>submitted", "pass_on>submitted", "qualify>qualified", "rank>ranked",
			"propose>proposed", "pass_medical>fit", "pass_background>cleared", "publicise>publicised", "hire>hired", "sign>signed", "countersign>contracted"},
		"TA: publicity before the medical": {"qualify>qualified", "rank>ranked", "propose>proposed", "pass_background>cleared",
			"publicise>publicised", "pass_medical>fit", "hire>hired"},
		"refused, appealed, granted":   {"refuse>refused", "appeal>appealing", "grant>qualified"},
		"refused, appealed, upheld":    {"refuse>refused", "appeal>appealing", "uphold>ended"},
		"substituted from the reserve": {"qualify>qualified", "rank>ranked", "reserve>reserved", "propose>proposed", "fail_medical>unfit", "recheck>fit"},
		"waived":                       {"qualify>qualified", "rank>ranked", "propose>proposed", "waive>waived"},
		"silent offer":                 {"qualify>qualified", "rank>ranked", "propose>proposed", "record_waiver>waived"},
		"absent":                       {"qualify>qualified", "record_absence>absent", "reinstate>qualified", "record_absence>absent", "close>ended"},
		"JM24: found out late":         {"qualify>qualified", "rank>ranked", "propose>proposed", "hire>hired", "revoke>refused"},
		"withdrawn":                    {"withdraw>withdrawn"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			at := procedure.Place{State: table.Start}
			for _, step := range steps {
				event, want, _ := cut(step)
				next, err := table.Next(at, event, nil)
				require.NoError(t, err, step)
				require.Equal(t, want, next.State, step)
				at = next
			}
		})
	}
}

func TestClosedStagesRefuse(t *testing.T) {
	t.Parallel()
	table := recruitment.Cycle()
	for event, state := range map[string]string{
		"enter_scores": recruitment.Scored, "publish": recruitment.Planned, "hire": recruitment.Publicising,
		"rule": recruitment.Examining, "cancel": recruitment.Closed, "close": recruitment.Deciding,
	} {
		require.Equal(t, "act.state", fault.CodeOf(table.Permit(state, event, "county_hr", "")), event)
	}
	require.Equal(t, "act.reason", fault.CodeOf(table.Permit(recruitment.Opening, "cancel", "county_director", "")))
	require.Equal(t, "forbidden", fault.CodeOf(table.Permit(recruitment.Publicising, "decide_objection", "county_hr", "查无实据")))
}
