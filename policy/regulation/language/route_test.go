package language_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// winding is a route with every mode, a condition, a veto and the verbs turned on.
const winding = head + `procedure:
  - approval:
      route:
        - township_leader
        - {step: 会签, by: [county_hr, {role: township_chair, unit: concerned}], mode: all, within: {working_days: 3}}
        - {step: 表决, by: [county_director, discipline_office, hr_bureau], mode: vote, need: 2, veto: [discipline_office], escalate: city_federation}
        - {step: 党组会, by: [{role: county_hr, as: secretary}, {role: county_director, as: chair}], mode: meeting, when: 'decision.posts >= 3', source: 第七条}
        - {step: 公示, mode: publicity, within: {days: 7}}
        - county_director
      verbs: [transfer, urge]
  - hire: {route: {value: [township_leader, county_director], source: 第九条}, verbs: unspecified}
`

func TestRouteIsReadAsWritten(t *testing.T) {
	t.Parallel()
	reg := parsed(t, winding)
	route := reg.Procedure[0].Approval.Route.V
	require.Len(t, route, 6)
	require.Equal(t, regulation.SignedBy("township_leader"), route[0])
	require.Equal(t, regulation.RouteAny, route[0].How())
	require.Equal(t, regulation.RouteSeat{Role: "township_chair", Unit: regulation.SeatConcerned}, route[1].By.V[1])
	require.Equal(t, 3, route[1].Within.V.WorkingDays)
	require.Equal(t, 2, route[2].Need.V)
	require.Equal(t, []string{"discipline_office"}, route[2].Veto.V)
	require.Equal(t, regulation.SeatChair, route[3].By.V[1].As)
	require.Equal(t, "decision.posts >= 3", route[3].When)
	require.Equal(t, regulation.RoutePublicity, route[4].How())
	require.Equal(t, []string{"transfer", "urge"}, reg.Procedure[0].Approval.Verbs.V)

	hire := reg.Procedure[1].Hire
	roles, plain := regulation.Plain(hire.Route.V)
	require.True(t, plain)
	require.Equal(t, []string{"township_leader", "county_director"}, roles)
	require.True(t, hire.Verbs.Silent())
	_, plain = regulation.Plain(route)
	require.False(t, plain)
}

func TestRouteIsSaidInSentences(t *testing.T) {
	t.Parallel()
	text := strings.Join(language.Sentences(parsed(t, winding)), "\n")
	for _, want := range []string{
		"第1步　乡镇分管领导。",
		"第2步　会签：县残联人事、乡镇残联理事长（所涉各乡镇），会签，3个工作日内办理。",
		"第3步　表决：县残联理事长、纪检、人社局，表决，2票同意通过，纪检一票否决，超时告知市残联。",
		"第4步　党组会：县残联人事（记录）、县残联理事长（主持），集体研究，适用于 decision.posts >= 3〔第七条〕。",
		"第5步　公示：公示等待，7天内办理。",
		"可用的办理方式：转办、催办",
		"聘用——决定次序：乡镇分管领导、县残联理事长〔第九条〕。",
	} {
		require.Contains(t, text, want)
	}
}

func TestRouteRefusesWhatCannotBeDecided(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ step, code string }{
		"nobody signs":             {"{step: 空}", "regulation.route.by"},
		"empty seats":              {"{by: []}", "regulation.route.by"},
		"more votes than seats":    {"{by: [county_director, hr_bureau], mode: vote, need: 3}", "regulation.route.need"},
		"no vote carries":          {"{by: [county_director, hr_bureau], mode: vote, need: 0}", "regulation.route.need"},
		"votes without a vote":     {"{by: [county_director, hr_bureau], mode: all, need: 1}", "regulation.route.need"},
		"veto of somebody else":    {"{by: [county_director, hr_bureau], mode: all, veto: [discipline_office]}", "regulation.route.veto"},
		"meeting without a chair":  {"{by: [{role: county_hr, as: secretary}], mode: meeting}", "regulation.route.meeting"},
		"meeting with two chairs":  {"{by: [{role: county_hr, as: secretary}, {role: a, as: chair}, {role: b, as: chair}], mode: meeting}", "regulation.route.meeting"},
		"a chair without meeting":  {"{by: [{role: county_director, as: chair}]}", "regulation.route.as"},
		"publicity that is signed": {"{by: [county_hr], mode: publicity, within: {days: 7}}", "regulation.route.publicity"},
		"publicity decides":        {"{mode: publicity, within: {days: 7}}", "regulation.route.last"},
		"unknown mode":             {"{by: [county_hr, county_director], mode: both}", "regulation.word"},
		"unknown unit":             {"{by: [{role: county_hr, unit: near}]}", "regulation.word"},
		"unknown word":             {"{by: [county_hr], when: 'decision.post > 1'}", "regulation.expr.word"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := language.Parse("f.yaml", []byte(head+"procedure:\n  - approval: {route: ["+c.step+"]}\n"))
			require.NotEmpty(t, listed(err))
			require.Contains(t, strings.Join(listed(err), "\n"), c.code)
		})
	}
}

// Votes are not held to seats that only a case knows: one of each township.
func TestRouteCountsTownshipsWhenTheCaseComes(t *testing.T) {
	t.Parallel()
	parsed(t, head+"procedure:\n  - hire: {route: [{by: [{role: township_leader, unit: concerned}], mode: vote, need: 3}]}\n")
}

func TestRouteListsWhatItLeavesOpen(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+`procedure:
  - approval:
      route:
        - {by: unspecified}
        - {by: [county_director, hr_bureau]}
        - {by: [county_director, hr_bureau], mode: vote}
        - {mode: publicity}
        - {by: [county_director], within: unspecified}
`)
	var open []string
	for _, o := range language.Unspecified(reg) {
		if strings.Contains(o.Path, "approval") {
			open = append(open, o.Path)
		}
	}
	require.ElementsMatch(t, []string{
		"procedure[0].approval.route[0].by", "procedure[0].approval.route[1].mode", "procedure[0].approval.route[2].need",
		"procedure[0].approval.route[3].within", "procedure[0].approval.route[4].within",
	}, open)
}

// Each open value of a route can be ruled on where it stands.
func TestRouteIsRuledOn(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+"procedure:\n  - approval: {route: [{by: [county_director, hr_bureau], mode: unspecified}]}\n  - hire: {route: unspecified}\n")
	ruled, err := language.Rule(reg, []regulation.Ruling{
		one("procedure[0].approval.route[0].mode", "all"),
		one("procedure[1].hire.route", "[{by: [county_director, hr_bureau], mode: any}]"),
		one("procedure[1].hire.verbs", "[transfer]"),
	})
	require.NoError(t, err)
	require.Equal(t, regulation.RouteAll, ruled.Procedure[0].Approval.Route.V[0].How())
	require.Equal(t, regulation.Ruled, ruled.Procedure[0].Approval.Route.V[0].Mode.Standing)
	require.Equal(t, regulation.RouteAny, ruled.Procedure[1].Hire.Route.V[0].How())
	require.Equal(t, []string{"transfer"}, ruled.Procedure[1].Hire.Verbs.V)
}

func TestRouteDiffShowsTheStep(t *testing.T) {
	t.Parallel()
	before := parsed(t, head+"procedure:\n  - hire: {route: [county_director]}\n")
	after := parsed(t, head+"procedure:\n  - hire: {route: [county_director, {by: [hr_bureau, city_federation], mode: all}]}\n")
	var said []string
	for _, c := range language.Diff(before, after) {
		said = append(said, c.String())
	}
	require.Len(t, said, 1)
	require.Contains(t, said[0], "（无） → 人社局、市残联，会签")
}

// A condition of a step is answered from the facts of the decision, exactly; a fact nobody has is no answer.
func TestRouteConditionsAsk(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+"procedure:\n  - approval: {route: [{by: [county_director], when: 'decision.amount >= dec(\"1000.10\") || post.level == \"village\"'}]}\n")
	program, err := language.Compile(reg)
	require.NoError(t, err)
	expr := reg.Procedure[0].Approval.Route.V[0].When
	for _, c := range []struct {
		facts regulation.Facts
		want  regulation.Verdict
	}{
		{regulation.Facts{Decision: &regulation.Decision{Amount: new(decimal.RequireFromString("1000.10"))}}, regulation.Yes},
		{regulation.Facts{Decision: &regulation.Decision{Amount: new(decimal.RequireFromString("1000.09"))}, Post: &regulation.Post{Level: new("township")}}, regulation.No},
		{regulation.Facts{Post: &regulation.Post{Level: new("village")}}, regulation.Yes},
		{regulation.Facts{Post: &regulation.Post{Level: new("township")}}, regulation.CannotTell},
	} {
		got, _, err := program.Evaluate(expr, c.facts)
		require.NoError(t, err)
		require.Equal(t, c.want, got)
	}
}
