package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// papers are n people's, of post P1.
func papers(t *testing.T, n int) []record.Paper {
	t.Helper()
	all := make([]record.Paper, 0, n)
	for i := 1; i <= n; i++ {
		all = append(all, record.Paper{Row: i + 1, Submission: submission(t, i, func(*record.Submission) {})})
	}
	return all
}

func (b *bench) imported(role string, all []record.Paper) ([]record.Imported, error) {
	return b.desk.ImportApplications(bg, record.Actor{Person: role}, "c", all)
}

func TestPapersAreTakenLikeApplicationsThatCameByThemselves(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	taken, err := b.imported("township_clerk", papers(t, 3))
	require.NoError(t, err)
	require.Len(t, taken, 3)
	require.Equal(t, 2, taken[0].Row)
	require.True(t, b.desk.Bearer(bg, taken[0].ID, taken[0].Receipt))
	require.Equal(t, map[string]int{recruitment.Submitted: 3}, b.view().Counts)
	require.Equal(t, []string{"pass_on@township_clerk"}, b.tasks(taken[1].ID))
	at := b.at(taken[1].ID)
	require.Equal(t, []any{int64(1), "c", townA}, []any{at.Seq, at.Parent, at.Unit})
	b.write(func(tx store.Tx) error {
		begin, err := tx.Take(bg, 100, record.BeginMessage)
		require.Len(t, begin, 4, "the cycle's and one of each")
		return err
	})
	b.lapse()
	b.act("township_clerk", taken[2].ID, "pass_on", record.Body{})
	b.act("county_hr", taken[2].ID, "qualify", record.Body{})
}

func TestEveryPaperIsCheckedAndOneThatIsWrongRefusesAll(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	away := post("P2", 1)
	away.Unit = townB
	b.published(post("P1", 1), away)
	all := papers(t, 6)
	all[0].Path = "veteran"
	all[1].Person.IDNumber = "1"
	all[2].Person = all[3].Person
	all[4].Post = "P2"
	all[5].Facts = map[string]string{"applicant.luck": "yes"}
	_, err := b.imported("township_clerk", all)
	var got []string
	for _, f := range fault.All(err) {
		got = append(got, f.Place+" "+f.Code)
	}
	require.Equal(t, []string{"papers[0].path recruitment.path.unknown", "papers[1].person.id_number identity.citizen.length",
		"papers[3].person.id_number import.twice", "papers[4]. forbidden", "papers[5].facts.applicant.luck recruitment.fact.unknown"}, got)
	require.Empty(t, b.view().Counts)
}

func TestTheSamePapersAgainHaveAppliedAlready(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	_, err := b.imported("county_hr", papers(t, 2))
	require.NoError(t, err)
	_, err = b.imported("county_hr", papers(t, 3))
	all := fault.All(err)
	require.Len(t, all, 2)
	require.Equal(t, "store.application.twice", all[0].Code)
	require.Equal(t, "papers[0].person.id_number", all[0].Place)
	require.Equal(t, map[string]int{recruitment.Submitted: 2}, b.view().Counts)
}

func TestPapersAreTakenWhileTheWindowIsOpenByThoseWhoMay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	_, err := b.imported("score_keyer", papers(t, 1))
	require.Equal(t, "forbidden", fault.All(err)[0].Code)
	b.lapse()
	_, err = b.imported("county_hr", papers(t, 1))
	require.Equal(t, "store.shut", fault.CodeOf(err))
	require.Equal(t, "资格审查中", fault.Of(err).Args["state"])
}
