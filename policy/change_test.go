package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
	"jinchu/policy/fault"
)

func with(t *testing.T, lines ...string) *policy.Policy {
	t.Helper()
	p, err := policy.New(policy.Lines() + strings.Join(lines, "\n"))
	require.NoError(t, err)
	return p
}

// without is the file without the lines that begin with a role and speak of a kind.
func without(t *testing.T, role, kind string) *policy.Policy {
	t.Helper()
	var left []string
	for line := range strings.SplitSeq(policy.Lines(), "\n") {
		fields := strings.Split(line, ",")
		if len(fields) != 4 || strings.TrimSpace(fields[0]) != role || strings.TrimSpace(fields[2]) != kind {
			left = append(left, line)
		}
	}
	p, err := policy.New(strings.Join(left, "\n"))
	require.NoError(t, err)
	return p
}

func TestDiffSaysWhatChangesForWhom(t *testing.T) {
	t.Parallel()
	changes, err := policy.Diff(current(t), with(t, "finance, own|below|above, cycle, read"))
	require.NoError(t, err)
	require.Equal(t, []policy.Change{{Role: policy.Finance, Kind: "cycle", Act: "read", Gains: []string{"above"}, Loses: []string{},
		Phrase: "县残联财务：选聘批次“查看”，新增上级"}}, changes, "what it had before is no change")

	changes, err = policy.Diff(current(t), without(t, "county_hr", "holder"))
	require.NoError(t, err)
	require.Equal(t, []policy.Change{{Role: policy.CountyHR, Kind: "holder", Act: "import", Gains: []string{}, Loses: []string{"own", "below"},
		Phrase: "县残联人事：持证人名册“导入”，取消本单位、下级"}}, changes)

	changes, err = policy.Diff(current(t), with(t, "# a remark", "finance, own, cycle, read"))
	require.NoError(t, err)
	require.Empty(t, changes)
}

func TestTheProgramsOwnLinesAreSound(t *testing.T) {
	t.Parallel()
	require.NoError(t, current(t).Sound())
}

func TestUnsoundPoliciesAreRefused(t *testing.T) {
	t.Parallel()
	for why, c := range map[string]struct {
		p    *policy.Policy
		code string
	}{
		"an administrator reads applications":       {with(t, "administrator, own, application, read"), "policy.personal"},
		"an administrator takes a dossier out":      {with(t, "administrator, own|below, dossier, export"), "policy.personal"},
		"an administrator sees the list of holders": {with(t, "administrator, own, holder, import"), "policy.personal"},
		"anybody reads applications":                {with(t, "public, own|elsewhere, application, read"), "policy.personal"},
		"applicants read those of others":           {with(t, "applicant, self|own, application, read"), "policy.personal"},
		"nobody confirms policies":                  {without(t, "county_director", "policy"), "policy.locked"},
		"nobody proposes policies":                  {without(t, "administrator", "policy"), "policy.locked"},
		"nobody confirms roles":                     {without(t, "county_director", "assignment"), "policy.locked"},
		"nobody proposes roles":                     {without(t, "administrator", "assignment"), "policy.locked"},
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			err := c.p.Sound()
			require.Equal(t, c.code, fault.CodeOf(err))
			require.NotEmpty(t, fault.Of(err).Place)
		})
	}
}

func TestAPolicyMustLeaveTwoOfThoseWhoAreThere(t *testing.T) {
	t.Parallel()
	admin := policy.Assignment{Role: policy.Administrator, Unit: "county", From: before}
	director := policy.Assignment{Role: policy.CountyDirector, Unit: "county", From: before}
	auditor := policy.Assignment{Role: policy.Auditor, Unit: "county", From: before}
	moved := without(t, "county_director", "policy").Text() + "\nauditor, own|below, policy, confirm"
	toAuditors, err := policy.New(moved)
	require.NoError(t, err)
	for why, c := range map[string]struct {
		people map[string][]policy.Assignment
		p      *policy.Policy
		fails  bool
	}{
		"as it is":                        {map[string][]policy.Assignment{"a": {admin}, "d": {director}}, current(t), false},
		"one person is both":              {map[string][]policy.Assignment{"a": {admin, director}}, current(t), true},
		"to a role that nobody holds":     {map[string][]policy.Assignment{"a": {admin}, "d": {director}}, toAuditors, true},
		"to a role that somebody holds":   {map[string][]policy.Assignment{"a": {admin}, "d": {director}, "u": {auditor}}, toAuditors, false},
		"to a role that somebody held":    {map[string][]policy.Assignment{"a": {admin}, "d": {director}, "u": {{Role: policy.Auditor, Unit: "county", From: before, To: "2024-05-31"}}}, toAuditors, true},
		"to one who holds it in a town":   {map[string][]policy.Assignment{"a": {admin}, "d": {director}, "u": {{Role: policy.Auditor, Unit: "town", From: before}}}, toAuditors, true},
		"to one who holds it in the city": {map[string][]policy.Assignment{"a": {admin}, "d": {director}, "u": {{Role: policy.Auditor, Unit: "city", From: before}}}, toAuditors, false},
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			err := snapshot(t, c.people).Keeps(c.p, "county", today)
			require.Equal(t, c.fails, err != nil, err)
			if c.fails {
				require.Equal(t, "policy.locked", fault.CodeOf(err))
			}
		})
	}
}
