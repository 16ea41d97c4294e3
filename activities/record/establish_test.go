package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/recruitment"
)

// ranked has two people before the ranking.
func ranked(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	b.qualified(2)
	b.seated()
	b.examine("written", 80, 70)
	require.Equal(t, recruitment.Ranking, b.at("c").State)
	return b
}

func TestAFactThatIsNeededLaterIsEstablishedWithAReason(t *testing.T) {
	t.Parallel()
	b := ranked(t)
	fact := map[string]string{"applicant.party_member": "yes"}
	require.Equal(t, "value.missing", b.noApplication("county_hr", id(1), "establish", record.Body{Reason: "查党员名册"}).Code)
	require.Equal(t, "act.reason", b.noApplication("county_hr", id(1), "establish", record.Body{Facts: fact}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_director", id(1), "establish", record.Body{Facts: fact, Reason: "查党员名册"}).Code)
	b.act("county_hr", id(1), "establish", record.Body{Facts: fact, Reason: "查党员名册"})
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(1))
	require.NoError(t, err)
	require.Equal(t, "yes", view.Person.Facts["applicant.party_member"])
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "act.state", b.noApplication("county_hr", id(2), "establish", record.Body{Facts: fact, Reason: "迟了"}).Code)
}

func TestAFactAgainstSomebodyWaitsForADecisionOnThePerson(t *testing.T) {
	t.Parallel()
	b := ranked(t)
	b.act("county_hr", id(1), "establish", record.Body{Facts: map[string]string{"certificate.valid": "no"}, Reason: "证件已注销"})
	require.Equal(t, recruitment.Qualified, b.at(id(1)).State, "a fact decides about nobody")
	require.Contains(t, b.tasks(id(1)), "revoke@county_director")
	require.Equal(t, "recruitment.undecided", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	b.act("county_director", id(1), "revoke", record.Body{Reason: "证件已注销，不符合条件"})
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, []string{recruitment.Refused, recruitment.Proposed}, b.states(2))
}

func TestATownshipSeesTheResultsOfItsOwnPeopleAlone(t *testing.T) {
	t.Parallel()
	b := ranked(t)
	b.write(func(tx store.Tx) error {
		if err := tx.AddPerson(bg, store.Person{ID: "clerk_b", SignIn: "clerk_b", Name: "测试乙乡经办"}, ""); err != nil {
			return err
		}
		return tx.Assign(bg, store.Assignment{ID: "clerk_b", Person: "clerk_b", Role: "township_clerk", Unit: townB, From: begin.AddDate(0, 0, -1)})
	})
	for who, rows := range map[string]int{"county_director": 2, "township_clerk": 2, "clerk_b": 0} {
		a := record.Actor{Person: who}
		p, digest, err := b.desk.Proposals(bg, a, "c")
		require.NoError(t, err, who)
		require.Len(t, p.Rows, rows, who)
		whole, name, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
		require.NoError(t, err)
		require.Equal(t, name, digest, "the list is one")
		require.Equal(t, whole.Open, p.Open)
		scores, err := b.desk.Scores(bg, a, "c")
		require.NoError(t, err)
		require.Len(t, scores, rows, who)
		decisions, err := b.desk.Decisions(bg, a, "c")
		require.NoError(t, err)
		for _, d := range decisions {
			require.True(t, rows > 0 || d.Case == "c", "%s sees a decision on %s", who, d.Case)
		}
	}
}
