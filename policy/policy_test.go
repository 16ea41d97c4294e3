package policy_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
	"jinchu/policy/fault"
)

// fixed is a tree in which every unit lies at one distance.
type fixed string

func (f fixed) Between(string, string) string { return string(f) }

func current(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := policy.New(policy.Lines())
	require.NoError(t, err)
	return p
}

func ask(t *testing.T, p *policy.Policy, role policy.Role, distance, kind, act string) policy.Decision {
	t.Helper()
	d, err := p.Decide(policy.Request{
		Assignments: []policy.Assignment{{Role: role, Unit: "a", From: "2024-01-01"}},
		Unit:        "b", Kind: kind, Act: act, Date: "2024-06-01", Own: distance == policy.Self,
	}, fixed(distance))
	require.NoError(t, err)
	return d
}

// TestMatrix asks every role, act and distance, and compares with the table a person has read.
// After a change to the lines: read the difference, then run with UPDATE=1.
func TestMatrix(t *testing.T) {
	t.Parallel()
	const file = "testdata/matrix.golden"
	p := current(t)
	var got strings.Builder
	for _, pair := range p.Acts() {
		fmt.Fprintf(&got, "%s %s\n", pair[0], pair[1])
		var nowhere []string
		for _, role := range policy.Roles {
			var where []string
			for _, distance := range policy.Distances {
				if ask(t, p, role, distance, pair[0], pair[1]).Allowed {
					where = append(where, distance)
				}
			}
			if len(where) == 0 {
				nowhere = append(nowhere, string(role))
				continue
			}
			fmt.Fprintf(&got, "    %-22s %s\n", role, strings.Join(where, " "))
		}
		fmt.Fprintf(&got, "    no: %s\n", strings.Join(nowhere, " "))
	}
	if os.Getenv("UPDATE") == "1" {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
}

// TestSeparation states what the file must never allow, apart from the golden table.
func TestSeparation(t *testing.T) {
	t.Parallel()
	p := current(t)
	for _, never := range []struct{ why, role, kind, act string }{
		{"who plans does not approve", "county_hr", "cycle", "approve"},
		{"who runs the cycle does not rule on what the text leaves open", "county_hr", "cycle", "rule"},
		{"who runs the cycle does not decide the hire", "county_hr", "cycle", "hire"},
		{"who reviewed does not hear the appeal", "county_hr", "application", "grant"},
		{"who keys scores does not rank", "score_keyer", "cycle", "confirm"},
		{"an administrator sees no application", "administrator", "application", "read"},
		{"an administrator sees no number", "administrator", "application", "read_identity"},
		{"an administrator changes no line alone", "administrator", "policy", "confirm"},
		{"who confirms lines does not propose them", "county_director", "policy", "propose"},
		{"who runs the examination is not told who marked", "county_hr", "application", "read_raters"},
		{"who keys scores is not told what a doctor found", "score_keyer", "application", "read_medical"},
		{"who pays reads no application", "finance", "application", "read"},
		{"who watches the room reads no application", "invigilator", "application", "read"},
		{"an interpreter reads no application", "interpreter", "application", "read"},
		{"an archivist compares no card", "archivist", "application", "read_identity"},
		{"a dispatch company reads no application", "dispatch_company", "application", "read"},
		{"an administrator gives no role alone", "administrator", "assignment", "confirm"},
		{"an auditor acts on nothing", "auditor", "cycle", "conclude"},
		{"an applicant signs no contract for the employer", "applicant", "application", "countersign"},
		{"a leader of a township decides nothing of the cycle's running", "township_leader", "cycle", "lock_scores"},
		{"the public reads no application", "public", "application", "read"},
	} {
		t.Run(never.why, func(t *testing.T) {
			t.Parallel()
			for _, distance := range policy.Distances {
				require.False(t, ask(t, p, policy.Role(never.role), distance, never.kind, never.act).Allowed, distance)
			}
		})
	}
}

func TestDecisionExplainsItself(t *testing.T) {
	t.Parallel()
	p := current(t)
	yes := ask(t, p, policy.CountyDirector, "below", "cycle", "approve")
	require.Equal(t, policy.Decision{Allowed: true, Version: p.Version(), Role: policy.CountyDirector,
		Distance: "below", Line: "county_director, own|below, cycle, approve|return|reject|void|rule|confirm|hire|substitute|dispose|unlock_scores|decide_objection|cancel"}, yes)

	no := ask(t, p, policy.TownshipClerk, "above", "cycle", "dispose")
	require.Equal(t, policy.Decision{Version: p.Version(), Who: []string{"county_director", "hr_bureau", "township_leader"}}, no)
}

func TestAssignmentsAreDated(t *testing.T) {
	t.Parallel()
	p := current(t)
	for date, want := range map[string]bool{"2023-12-31": false, "2024-01-01": true, "2024-03-31": true, "2024-04-01": false} {
		d, err := p.Decide(policy.Request{
			Assignments: []policy.Assignment{{Role: policy.CountyDirector, Unit: "a", From: "2024-01-01", To: "2024-03-31", ActingFor: "director"}},
			Unit:        "a", Kind: "cycle", Act: "approve", Date: date,
		}, fixed("own"))
		require.NoError(t, err)
		require.Equal(t, want, d.Allowed, date)
		if want {
			require.Equal(t, "director", d.ActingFor)
		}
	}
}

func TestLinesAreStrict(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]string{
		"county_boss, own, cycle, approve":  "第2行读不通：没有角色“county_boss”",
		"county_hr, near, cycle, plan":      "第2行读不通：没有距离“near”",
		"county_hr, own, cycle, ":           "第2行读不通：对象和事项不能为空",
		"county_hr, own, cycle":             "第2行读不通：应有四栏",
		"\"county_hr, own, cycle, plan":     "第2行读不通：引号不成对",
		"county_hr, own, cycle, plan, more": "第2行读不通：应有四栏",
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			_, err := policy.New("# a comment\n" + text)
			require.Equal(t, "policy.line", fault.CodeOf(err))
			require.Contains(t, fault.Of(err).Sentence(fault.Chinese), why)
			require.NotContains(t, fault.Of(err).Sentence(fault.English), "“")
		})
	}
}

func TestVersionFollowsTheText(t *testing.T) {
	t.Parallel()
	one, err := policy.New("county_hr, own, cycle, plan")
	require.NoError(t, err)
	two, err := policy.New("county_hr, own|below, cycle, plan")
	require.NoError(t, err)
	require.NotEqual(t, one.Version(), two.Version())
}
