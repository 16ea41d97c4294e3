package record_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/recruitment"
)

// uncapped has two relatives of equal totals stand first for two posts, where the cap has room for one
// and the rules do not say for whom: as in a cycle whose notice went out before anybody had to say.
func uncapped(t *testing.T) *bench {
	t.Helper()
	b := atTheCap(t, []int{80, 80}, nil)
	value, err := json.Marshal("[{path: relative, count: 1, of: cycle_posts}]")
	require.NoError(t, err)
	b.write(func(tx store.Tx) error {
		return tx.Rule(bg, store.Ruling{Case: "c", Kind: store.RuledValue, Place: "caps", Value: value, By: "county_director",
			Role: "county_director", Reason: "至多一名亲属", Invented: true})
	})
	return b
}

func TestWhatTheRulesDoNotSayStopsTheCycleAndNothingOfTheActIsKept(t *testing.T) {
	t.Parallel()
	b := uncapped(t)
	r := b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "await_ruling", r.Event)
	require.Equal(t, record.Stopped{Code: "regulation.silent", Args: map[string]any{"value": "caps.relative.ties", "who": "有权裁定的人"}}, answer[record.Stopped](b, r))
	require.Equal(t, recruitment.Awaiting, b.at("c").State)
	require.Equal(t, []string{recruitment.Qualified, recruitment.Qualified}, b.states(2))
	require.ElementsMatch(t, []string{"rule@county_director", "rule@personnel_authority", "rule@hr_bureau", "rule@city_federation", "rule@township_leader"}, b.tasks("c"))
	require.Equal(t, "act.state", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	standings, err := b.desk.Standings(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(t, err)
	for _, s := range standings {
		require.Nil(t, s.Rank)
	}
}

func TestARulingLeadsBackToTheStageThatStopped(t *testing.T) {
	t.Parallel()
	b := uncapped(t)
	b.confirm()
	stage := b.at("c").Stage
	ceiling := ruled("contract.ceiling", "{years: 3}", "惯例")
	require.Equal(t, "forbidden", b.no("county_hr", "rule", rulings(ceiling)).Code)
	f := b.no("county_director", "rule", rulings(ruled("procedure[opening]", `{opening: {posts_to_people: "1:2", count_on: qualified, short: [cancel]}}`, "补一环")))
	require.Equal(t, "recruitment.ruling.plan", f.Code, "a stage more would put the cycle into another one")
	b.cycle("county_director", "rule", rulings(ceiling))
	require.Equal(t, recruitment.Ranking, b.at("c").State)
	require.Equal(t, stage, b.at("c").Stage)
	require.Equal(t, "await_ruling", b.cycle("county_director", "confirm", record.Body{Reason: "按规则"}).Event, "the tie is still there")
	b.cycle("county_director", "rule", rulings(ruled("caps[0].ties", "lots", "抽签最公平")))
	require.Equal(t, "recruitment.tie.cap", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code, "what was ruled waits for the draw")
	require.NoError(t, b.enter("score_keyer", "cap_lots", b.of(1, "2"), b.of(2, "1")))
	b.confirm()
	require.Equal(t, []string{recruitment.Ranked, recruitment.Proposed}, b.states(2))
}

func TestACycleThatWaitsForARulingMayBeCancelled(t *testing.T) {
	t.Parallel()
	b := uncapped(t)
	b.confirm()
	b.cycle("county_director", "cancel", record.Body{Reason: "重新组织"})
	require.Equal(t, []string{recruitment.Ended, recruitment.Ended}, b.states(2))
}

func TestARulingInThePublicityDoesNotOpenItAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(80)
	b.shown(1)
	require.Len(t, b.view().Deadlines, 2)
	b.write(func(tx store.Tx) error { // as an act that found the rules silent leaves it
		at, err := tx.Case(bg, "c")
		if err != nil {
			return err
		}
		return tx.Move(bg, []store.Move{{Case: "c", Event: "await_ruling", State: recruitment.Awaiting, Stage: at.Stage, Actor: "machine", Role: "machine"}})
	})
	b.cycle("county_director", "rule", rulings(ruled("contract.ceiling", "{years: 3}", "惯例")))
	require.Equal(t, recruitment.Publicising, b.at("c").State)
	require.Len(t, b.view().Deadlines, 2)
}
