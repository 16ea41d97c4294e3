package recruitment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func TestAnotherPerson(t *testing.T) {
	t.Parallel()
	done := []recruitment.Done{{"submit", "p1"}, {"refuse", "p2"}, {"lock_scores", "p3"}, {"eliminate", "p4"}}
	for title, c := range map[string]struct{ event, person, code string }{
		"who refused hears no appeal":          {"uphold", "p2", "recruitment.same.person"},
		"who eliminated hears no appeal":       {"grant", "p4", "recruitment.same.person"},
		"another hears it":                     {"grant", "p1", ""},
		"who submitted does not approve":       {"approve", "p1", "recruitment.same.person"},
		"who locked the scores confirms not":   {"confirm", "p3", "recruitment.same.person"},
		"the rest is for policy to allow":      {"conclude", "p1", ""},
		"who did nothing on the case may act":  {"confirm", "p9", ""},
		"who submitted may confirm the scores": {"confirm", "p1", ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.code, fault.CodeOf(recruitment.AnotherPerson(c.event, c.person, done)))
		})
	}
	known := append(recruitment.Cycle().Events(), recruitment.Application().Events()...)
	for _, s := range recruitment.Separations {
		require.Contains(t, known, s.Event)
		require.Subset(t, known, s.After)
	}
}

func TestRoute(t *testing.T) {
	t.Parallel()
	two := regulation.Give([]string{"county_hr", "county_director"})
	for title, c := range map[string]struct {
		route regulation.Value[[]string]
		done  []string
		role  string
		last  bool
		code  string
	}{
		"first":               {two, nil, "county_hr", false, ""},
		"last":                {two, []string{"county_hr"}, "county_director", true, ""},
		"over":                {two, two.V, "", true, "recruitment.route.over"},
		"left open":           {silent[[]string](), nil, "", false, "regulation.silent"},
		"not spoken of":       {regulation.Value[[]string]{}, nil, "", true, ""},
		"JY16: street, then…": {regulation.Give([]string{"township_clerk", "county_hr"}), nil, "township_clerk", false, ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			role, last, err := recruitment.Route(c.route, c.done, "review.levels")
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.role, role)
			require.Equal(t, c.last, last)
		})
	}
}

func TestDecisive(t *testing.T) {
	t.Parallel()
	qy := &regulation.PublicityStage{Decisive: regulation.Give("verified_and_affects_hiring")}
	strict := &regulation.PublicityStage{Decisive: regulation.Give("verified")}
	open := &regulation.PublicityStage{Decisive: silent[string]()}
	for title, c := range map[string]struct {
		stage   *regulation.PublicityStage
		finding recruitment.Finding
		want    bool
		code    string
	}{
		"QY18: not verified":           {qy, recruitment.Finding{Affects: true}, false, ""},
		"QY18: verified, irrelevant":   {qy, recruitment.Finding{Verified: true}, false, ""},
		"QY18: verified and decisive":  {qy, recruitment.Finding{Verified: true, Affects: true}, true, ""},
		"any verified objection":       {strict, recruitment.Finding{Verified: true}, true, ""},
		"unsaid, and it would matter":  {open, recruitment.Finding{Verified: true}, false, "regulation.silent"},
		"unsaid, decisive either way":  {open, recruitment.Finding{Verified: true, Affects: true}, true, ""},
		"unsaid, unfounded either way": {nil, recruitment.Finding{}, false, ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Decisive(c.stage, c.finding)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.want, got)
		})
	}
}
