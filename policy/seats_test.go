package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
	"jinchu/policy/regulation"
)

// decidedBy is a regulation whose plan and hire are decided by these seats, each a step of its own.
func decidedBy(seats ...regulation.RouteSeat) *regulation.Regulation {
	var route []regulation.RouteStep
	for _, seat := range seats {
		route = append(route, regulation.RouteStep{By: regulation.Give([]regulation.RouteSeat{{Role: "county_director"}, seat})})
	}
	return &regulation.Regulation{Procedure: []regulation.Stage{{Kind: regulation.StageApproval, Approval: &regulation.ApprovalStage{Route: regulation.Give(route)}},
		{Kind: regulation.StageHire, Hire: &regulation.HireStage{Route: regulation.Give(route)}}}}
}

func TestASeatIsForARoleThatMayTakePart(t *testing.T) {
	t.Parallel()
	lines, err := policy.New(policy.Lines())
	require.NoError(t, err)
	for name, c := range map[string]struct {
		seat regulation.RouteSeat
		bad  bool
	}{
		"who signs":                         {regulation.RouteSeat{Role: "finance"}, false},
		"a clerk may not sign":              {regulation.RouteSeat{Role: "township_clerk"}, true},
		"a clerk may keep the minutes":      {regulation.RouteSeat{Role: "township_clerk", As: regulation.SeatSecretary}, false},
		"a clerk may take part in meetings": {regulation.RouteSeat{Role: "township_clerk", As: regulation.SeatMember}, false},
		"a clerk may not chair":             {regulation.RouteSeat{Role: "township_clerk", As: regulation.SeatChair}, true},
		"an examiner takes no part at all":  {regulation.RouteSeat{Role: "examiner", As: regulation.SeatMember}, true},
		"what is no role":                   {regulation.RouteSeat{Role: "领导小组"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := lines.Unseated(decidedBy(regulation.RouteSeat{Role: "hr_bureau"}, c.seat))
			if !c.bad {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 2)
			require.Equal(t, "procedure[0].approval.route[1].by[1]", found[0].Place())
			require.Equal(t, "procedure[1].hire.route[1].by[1]", found[1].Place())
			require.Equal(t, c.seat.Role, found[0].Role)
			require.NotContains(t, found[0].May, c.seat.Role)
			require.Contains(t, found[0].May, "county_director")
		})
	}
}
