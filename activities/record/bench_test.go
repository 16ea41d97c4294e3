package record_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// crowd is how many applications the cycle of the benchmark has.
const crowd = 500

// timed counts only what deciding takes: the command is opened, its role chosen and the act decided.
func (b *bench) timed(name, role, kind, id, act string, body record.Body) {
	b.t.(*testing.B).Run(name, func(t *testing.B) {
		t.StopTimer()
		for range t.N {
			t.StartTimer()
			_, err := b.desk.Role(bg, record.Actor{Person: role}, kind, id, act, "")
			require.NoError(t, err)
			b.try(role, kind, "c", id, act, body)
			t.StopTimer()
		}
	})
}

// BenchmarkActs measures acts on a cycle of 500 applications and on one of them. Run it with
// -benchtime=1x: an act happens once.
func BenchmarkActs(t *testing.B) {
	b := newBench(t)
	b.whole(edit("pool: {value: ranking", "pool: {value: reserve_list"))
	b.published(post("P1", 20))
	papers := make([]record.Paper, 0, crowd)
	for i := 1; i <= crowd; i++ {
		papers = append(papers, record.Paper{Row: i, Submission: record.Submission{Path: "disabled", Post: "P1", Person: person(t, i), Facts: good}})
	}
	t.Run("import", func(t *testing.B) {
		_, err := b.desk.ImportApplications(bg, record.Actor{Person: "county_hr"}, "c", papers)
		require.NoError(t, err)
	})
	b.lapse()
	ids := b.everybody()
	b.timed("pass_on", "township_clerk", record.ApplicationKind, ids[0], "pass_on", record.Body{})
	for _, one := range ids[1:] {
		b.act("township_clerk", one, "pass_on", record.Body{})
	}
	b.timed("qualify", "county_hr", record.ApplicationKind, ids[0], "qualify", record.Body{})
	for _, one := range ids[1:] {
		b.act("county_hr", one, "qualify", record.Body{})
	}
	cycle := func(role, act string) {
		b.timed(act+"@"+b.at("c").State, role, record.CycleKind, "c", act, record.Body{Reason: "按规则"})
	}
	cycle("county_hr", "issue_tickets")
	cycle("county_hr", "conclude")
	cycle("county_hr", "conclude")
	marks := make([]record.Mark, 0, crowd)
	for _, ticket := range b.tickets() {
		marks = append(marks, record.Mark{Ticket: ticket, Value: fmt.Sprintf("%.2f", 60+float64(len(marks))/20)})
	}
	t.Run("scores", func(t *testing.B) { require.NoError(t, b.enter("score_keyer", "written", marks...)) })
	cycle("county_hr", "lock_scores")
	cycle("county_director", "confirm")
	cycle("county_director", "confirm")
	t.Run("view", func(t *testing.B) { b.view() })
}

// everybody lists the applications.
func (b *bench) everybody() (ids []string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		apps, err := tx.Applications(bg, "c", nil, "", 1000)
		for _, a := range apps {
			ids = append(ids, a.ID)
		}
		return err
	})
	return ids
}
