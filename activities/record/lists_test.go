package record_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

func TestApplicationsAreListedByPageAndState(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(5)
	b.qualified(2)
	hr := record.Actor{Person: "county_hr"}
	first, err := b.desk.Applications(bg, hr, "c", nil, "", 3)
	require.NoError(t, err)
	require.Len(t, first, 3)
	rest, err := b.desk.Applications(bg, hr, "c", nil, first[2].ID, 3)
	require.NoError(t, err)
	require.Equal(t, []string{id(4), id(5)}, []string{rest[0].ID, rest[1].ID})
	qualified, err := b.desk.Applications(bg, hr, "c", []string{recruitment.Qualified}, "", 10)
	require.NoError(t, err)
	require.Len(t, qualified, 2)
	require.Equal(t, "资格合格", qualified[0].Label)
	require.Equal(t, "P1", qualified[0].Post)
	_, err = b.desk.Applications(bg, record.Actor{Person: "examiner"}, "c", nil, "", 10)
	require.Equal(t, "forbidden", fault.CodeOf(err))
	_, err = b.desk.Applications(bg, hr, id(1), nil, "", 10)
	require.Equal(t, "unknown", fault.CodeOf(err))
}

func TestEveryListIsForThoseWhoMayReadTheCycle(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90, 80)
	stranger := record.Actor{Person: "examiner"}
	for name, read := range map[string]func(record.Actor) (int, error){
		"decisions":  func(a record.Actor) (int, error) { all, err := b.desk.Decisions(bg, a, "c"); return len(all), err },
		"standings":  func(a record.Actor) (int, error) { all, err := b.desk.Standings(bg, a, "c"); return len(all), err },
		"scores":     func(a record.Actor) (int, error) { all, err := b.desk.Scores(bg, a, "c"); return len(all), err },
		"contracts":  func(a record.Actor) (int, error) { _, err := b.desk.Contracts(bg, a, "c"); return 1, err },
		"objections": func(a record.Actor) (int, error) { _, err := b.desk.Objections(bg, a, "c"); return 1, err },
	} {
		_, err := read(stranger)
		require.Equal(t, "forbidden", fault.CodeOf(err), name)
		n, err := read(record.Actor{Person: "auditor"})
		require.NoError(t, err, name)
		require.Positive(t, n, name)
	}
}

func TestStandingsHoldTheArithmetic(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90, 80)
	all, err := b.desk.Standings(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(t, err)
	last := all[len(all)-2:]
	require.Equal(t, []string{"in", "wait"}, []string{last[0].Place, last[1].Place})
	require.Equal(t, []int{1, 2}, []int{*last[0].Rank, *last[1].Rank})
	require.Contains(t, string(last[0].Arithmetic), "90×100% = 90")
	require.Equal(t, b.tickets()[id(1)], last[0].Ticket)
}

func TestDecisionsNameWhoDecidedAndTheMinutes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	all, err := b.desk.Decisions(bg, record.Actor{Person: "auditor"}, "c")
	require.NoError(t, err)
	by := map[string]record.DecisionView{}
	for _, d := range all {
		by[d.Kind] = d
	}
	require.Equal(t, "（会议纪要：演练〔2024〕1号）", by["approve"].Reason)
	require.Equal(t, []string{"county_hr", "county_hr", "2024-01-10"}, []string{by["qualify"].Role, by["qualify"].By, by["qualify"].Date})
	require.NotContains(t, by, "submit_application", "what an applicant does is no decision")
}

func TestTheAuditListsEveryStepOfEveryChain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	lines, err := b.desk.Audit(bg, record.Actor{Person: "auditor"}, "c")
	require.NoError(t, err)
	var events []string
	for _, l := range lines {
		events = append(events, l.Case+" "+l.Event)
	}
	require.Equal(t, []string{"c open", "c submit", "c approve", "c publish", "c close_registration", id(1) + " submit"}, events)
}

func TestAReceiptOpensItsOwnApplicationAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(2)
	code, err := b.desk.Receipt(bg, id(1))
	require.NoError(t, err)
	require.True(t, b.desk.Bearer(bg, id(1), code))
	require.False(t, b.desk.Bearer(bg, id(2), code))
	require.False(t, b.desk.Bearer(bg, "c", code))
	require.False(t, b.desk.Bearer(bg, id(1), ""))
	unit, err := b.desk.UnitFor(bg, "c", "P1")
	require.NoError(t, err)
	require.Equal(t, townA, unit)
	unit, err = b.desk.UnitFor(bg, "c", "")
	require.NoError(t, err)
	require.Equal(t, county, unit)
	_, err = b.desk.UnitFor(bg, id(1), "P1")
	require.Equal(t, "unknown", fault.CodeOf(err))
}

func TestACalendarAnAdministratorLoadedCounts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	file, err := os.Open("../../policy/calendar/data/2024.csv")
	require.NoError(t, err)
	defer file.Close()
	year, err := calendar.ReadYear(2024, file)
	require.NoError(t, err)
	for day := 3; day <= 5; day++ { // the days after the notice
		year.Days = slices.Insert(year.Days, day-2, calendar.Special{Date: calendar.NewDate(2024, 1, day), Kind: calendar.Off, Name: "虚构"})
	}
	var version string
	b.write(func(tx store.Tx) error {
		loaded, err := tx.LoadYear(bg, year, "administrator")
		version = loaded.Version()
		return err
	})
	b.whole()
	b.published(post("P1", 1))
	require.Equal(t, "2024-01-12", b.view().Facts["registration_closes"])
	require.Equal(t, version, b.view().Deadlines[0].Calendar)
	require.Equal(t, version, b.at("c").CalendarVersion)
}
