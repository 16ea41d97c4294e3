package procedure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

func name(code string) procedure.Name {
	return procedure.Name{Code: code, Label: procedure.Label{Chinese: "中" + code, English: code}}
}

func label(code string) procedure.Label { return name(code).Label }

// errand is a small procedure with everything in it: a plan, a group, a pause, a fact, an adverse act.
func errand() procedure.Table {
	return procedure.Table{
		Code: "errand", Label: label("errand"), Start: "drafted",
		Finals: []string{"done", "dropped"}, Stages: []string{"drafted", "checked", "walked", "done"},
		States: []procedure.Name{name("drafted"), name("checked"), name("walked"), name("paused"), name("done"), name("dropped")},
		Acts:   []procedure.Name{name("check"), name("note"), name("conclude"), name("pause"), name("resume"), name("drop")},
		Groups: []procedure.Group{{Code: "alive", Label: label("alive"), States: []string{"drafted", "checked", "walked"}}},
		Rows: []procedure.Row{
			{From: "drafted", Event: "check", By: []string{"clerk", "chair"}, To: "checked"},
			{From: "alive", Event: "note", By: []string{"clerk"}, To: procedure.Stay},
			{From: "checked", Event: "conclude", By: []string{"chair"}, To: procedure.Next},
			{From: "walked", Event: "conclude", By: []string{"chair"}, To: procedure.Next},
			{From: "alive", Event: "pause", By: []string{procedure.Machine}, To: "paused"},
			{From: "paused", Event: "resume", By: []string{"chair"}, To: procedure.This},
			{From: "alive", Event: "drop", By: []string{"chair"}, To: "dropped", Adverse: true},
		},
	}
}

var errandPlan = []string{"drafted", "checked", "walked", "walked", "done"}

func TestNextFollowsThePlan(t *testing.T) {
	t.Parallel()
	table := errand()
	require.NoError(t, table.Validate())
	at := procedure.Place{State: "drafted"}
	for _, step := range []struct {
		event, state string
		stage        int
	}{
		{"note", "drafted", 0}, {"check", "checked", 1}, {"pause", "paused", 1}, {"resume", "checked", 1},
		{"conclude", "walked", 2}, {"pause", "paused", 2}, {"resume", "walked", 2},
		{"conclude", "walked", 3}, {"conclude", "done", 4},
	} {
		next, err := table.Next(at, step.event, errandPlan)
		require.NoError(t, err, step.event)
		require.Equal(t, procedure.Place{State: step.state, Stage: step.stage}, next, step.event)
		at = next
	}
	require.True(t, table.Final(at.State))
}

func TestNextRefuses(t *testing.T) {
	t.Parallel()
	table := errand()
	for title, c := range map[string]struct {
		at    procedure.Place
		event string
		plan  []string
		code  string
	}{
		"event of another state": {procedure.Place{State: "drafted"}, "conclude", errandPlan, "act.state"},
		"unknown event":          {procedure.Place{State: "drafted"}, "fly", errandPlan, "act.state"},
		"nothing after an end":   {procedure.Place{State: "done", Stage: 4}, "note", errandPlan, "act.state"},
		"plan is over":           {procedure.Place{State: "walked", Stage: 1}, "conclude", []string{"drafted", "walked"}, "procedure.plan.over"},
		"no plan":                {procedure.Place{State: "checked"}, "conclude", nil, "procedure.plan.over"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			stays, err := table.Next(c.at, c.event, c.plan)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.at, stays)
		})
	}
}

func TestReturnGoesToTheEarlierStage(t *testing.T) {
	t.Parallel()
	table := errand()
	table.Acts = append(table.Acts, name("return"))
	table.Rows = append(table.Rows, procedure.Row{From: "walked", Event: "return", By: []string{"chair"}, To: "checked"})
	at, err := table.Next(procedure.Place{State: "walked", Stage: 3}, "return", errandPlan)
	require.NoError(t, err)
	require.Equal(t, procedure.Place{State: "checked", Stage: 1}, at)
}

func TestWhoMayAct(t *testing.T) {
	t.Parallel()
	table := errand()
	require.Equal(t, []string{"check", "note", "pause", "drop"}, table.Allowed("drafted"))
	require.Empty(t, table.Allowed("done"))
	require.Equal(t, []string{"check", "note", "conclude", "resume", "drop"}, table.Events())
	require.Equal(t, []string{"pause"}, table.Facts())
	require.Equal(t, []string{"clerk", "chair"}, table.Who("drafted", "check"))
	require.Nil(t, table.Who("done", "check"))
	require.Equal(t, []string{"check", "note"}, table.Open("drafted", "clerk"))
	require.True(t, table.Adverse("walked", "drop"))
	require.False(t, table.Adverse("walked", "note"))
	require.True(t, table.In("alive", "walked"))
	require.False(t, table.In("alive", "paused"))
	require.Equal(t, label("alive"), table.LabelOf("alive"))
	require.Equal(t, procedure.Label{Chinese: "?", English: "?"}, table.LabelOf("?"))
}

func TestPermit(t *testing.T) {
	t.Parallel()
	table := errand()
	for title, c := range map[string]struct{ state, event, role, reason, code string }{
		"may":                       {"drafted", "check", "chair", "", ""},
		"another role":              {"walked", "conclude", "clerk", "", "forbidden"},
		"a person is no machine":    {"drafted", "pause", "chair", "", "forbidden"},
		"another state":             {"drafted", "resume", "chair", "", "act.state"},
		"adverse without a reason":  {"drafted", "drop", "chair", " \t", "act.reason"},
		"adverse with a reason":     {"drafted", "drop", "chair", "重复登记", ""},
		"reasons do not lift a bar": {"drafted", "drop", "clerk", "重复登记", "forbidden"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.code, fault.CodeOf(table.Permit(c.state, c.event, c.role, c.reason)))
		})
	}
}

func TestValidateBites(t *testing.T) {
	t.Parallel()
	for says, spoil := range map[string]func(*procedure.Table){
		`"walked" lacks a label`:                 func(t *procedure.Table) { t.States[2].Label.English = "" },
		`"checked" is named twice`:               func(t *procedure.Table) { t.Groups[0].Code = "checked" },
		`stage "flown" is not a state`:           func(t *procedure.Table) { t.Stages[2] = "flown" },
		`"flown" is neither a state nor a group`: func(t *procedure.Table) { t.Rows[0].From = "flown" },
		`goes on after an end`:                   func(t *procedure.Table) { t.Rows[0].From = "done" },
		`is not an event`:                        func(t *procedure.Table) { t.Rows[0].Event = "fly" },
		`leads nowhere`:                          func(t *procedure.Table) { t.Rows[0].To = "flown" },
		`needs roles, or the machine alone`:      func(t *procedure.Table) { t.Rows[0].By = nil },
		`a machine may not decide`:               func(t *procedure.Table) { t.Rows[4].Adverse = true },
		`2 rows for note in checked`: func(t *procedure.Table) {
			t.Rows = append(t.Rows, procedure.Row{From: "checked", Event: "note", By: []string{"chair"}, To: procedure.Stay})
		},
		`event "resume" never happens`:    func(t *procedure.Table) { t.Rows = append(t.Rows[:5:5], t.Rows[6]) },
		`state "paused" is a dead end`:    func(t *procedure.Table) { t.Rows[5].To = procedure.Stay },
		`state "paused" is never reached`: func(t *procedure.Table) { t.Rows[4].To = procedure.Stay },
		`lacks a label in Chinese`:        func(t *procedure.Table) { t.Label = procedure.Label{} },
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			table := errand()
			spoil(&table)
			require.ErrorContains(t, table.Validate(), says)
		})
	}
}

func TestMermaidShowsEveryRow(t *testing.T) {
	t.Parallel()
	table := errand()
	drawing := table.Mermaid()
	require.Equal(t, drawing, errand().Mermaid(), "the same table draws the same text")
	require.True(t, strings.HasPrefix(drawing, "```mermaid\nstateDiagram-v2\n"))
	require.True(t, strings.HasSuffix(drawing, "```\n"))
	for _, line := range []string{
		`state "中walked walked" as walked`, "[*] --> drafted", "drafted --> checked : 中check check (clerk, chair)",
		"alive --> alive : 中note note (clerk)", "walked --> next_stage :", "paused --> this_stage :",
		"alive --> dropped : 中drop drop (chair) 须具名说明理由", "done --> [*]",
	} {
		require.Contains(t, drawing, "    "+line)
	}
	require.Equal(t, len(table.Rows)+1+len(table.Finals), strings.Count(drawing, "-->"))
}

// Whatever is done in whatever order, a case stands in a state of the table, and a stage of its plan.
func TestAnyWalkStaysInTheTable(t *testing.T) {
	t.Parallel()
	table := errand()
	rapid.Check(t, func(r *rapid.T) {
		at := procedure.Place{State: table.Start}
		for range rapid.IntRange(0, 30).Draw(r, "steps") {
			allowed := table.Allowed(at.State)
			if len(allowed) == 0 {
				require.True(r, table.Final(at.State))
				return
			}
			next, err := table.Next(at, rapid.SampledFrom(allowed).Draw(r, "event"), errandPlan)
			require.NoError(r, err)
			require.NotEqual(r, label(""), table.LabelOf(next.State))
			require.GreaterOrEqual(r, next.Stage, 0)
			require.Less(r, next.Stage, len(errandPlan))
			at = next
		}
	})
}
