package policy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// notEvents are acts of the policy that no state table knows: looking, and what begins a case.
var notEvents = []string{"read", "read_identity", "submit", "open", "sign", "assist", "enter_paper", "read_medical", "read_raters", "read_hires"}

// TestTablesAndLinesSayTheSame holds the state tables (when) and the policy lines (who, where) to each
// other: a role a table lets act has a line, and a line's act has a row for that role.
func TestTablesAndLinesSayTheSame(t *testing.T) {
	t.Parallel()
	p := current(t)
	for kind, table := range map[string]procedure.Table{"cycle": recruitment.Cycle(), "application": recruitment.Application()} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			roles := map[string][]string{}
			for _, row := range table.Rows {
				roles[row.Event] = append(roles[row.Event], row.By...)
			}
			for event, by := range roles {
				for _, role := range by {
					require.True(t, role == procedure.Machine || slices.Contains(p.Who(kind, event), role),
						"the table lets %s %s a %s; no policy line does", role, event, kind)
				}
			}
			for _, act := range p.Acts() {
				if act[0] != kind || (slices.Contains(notEvents, act[1]) && roles[act[1]] == nil) {
					continue
				}
				for _, role := range p.Who(kind, act[1]) {
					require.Contains(t, roles[act[1]], role, "a policy line lets %s %s a %s; no table row does", role, act[1], kind)
				}
			}
		})
	}
}

// TestNoMachineLine: what happens by time alone is nobody's right.
func TestNoMachineLine(t *testing.T) {
	t.Parallel()
	for _, act := range current(t).Acts() {
		require.NotContains(t, current(t).Who(act[0], act[1]), procedure.Machine)
	}
	require.NotContains(t, policy.Roles, policy.Role(procedure.Machine))
}
