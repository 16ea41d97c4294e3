package rehearsal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func TestPrintedDatesMoveByWholeWeeksAndKeepTheirDayOfTheWeek(t *testing.T) {
	t.Parallel()
	text := `{born_from: "1980-06-07", born_to: "2002-06-07", as_of: "2021-06-07"} # 2021年6月7日至9日`
	weeks, err := rehearsal.WeeksToFit(text, "2024-01-02")
	require.NoError(t, err)
	require.Equal(t, 135, weeks)
	require.Equal(t, `{born_from: "1983-01-08", born_to: "2005-01-07", as_of: "2024-01-08"} # 2021年6月7日至9日`, rehearsal.ShiftDates(text, weeks))
}

func TestAFileWithoutPrintedDatesIsNotMoved(t *testing.T) {
	t.Parallel()
	for text, from := range map[string]string{"公告（2018年）": "2024-01-02", `until: "2024-05-01"`: "2024-01-02", `until: "2024-01-02"`: "2024-01-02"} {
		weeks, err := rehearsal.WeeksToFit(text, from)
		require.NoError(t, err)
		require.Zero(t, weeks, text)
		require.Equal(t, text, rehearsal.ShiftDates(text, weeks))
	}
	_, err := rehearsal.WeeksToFit("", "the second of January")
	require.Error(t, err)
}

func TestTheDayARulingWasInventedForBecomesTheStart(t *testing.T) {
	t.Parallel()
	require.Equal(t, `"2025-03-03"`, rehearsal.Rebase(`"2024-01-02"`, "2025-03-03", 61))
	require.Equal(t, `"2024-01-15"`, rehearsal.Rebase(`"2024-01-08"`, "2025-03-03", 1))
}

// 民法典 arts. 201, 203: the first day is not counted, and a last day off runs on to the next working day.
func TestPeriodsEndOnWorkingDays(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name, event, last string
		period            rehearsal.Period
	}{
		{"seven working days over a weekend", "2024-01-11", "2024-01-22", rehearsal.Period{WorkingDays: 7}},
		{"a make-up Sunday counts", "2024-02-02", "2024-02-04", rehearsal.Period{WorkingDays: 1}},
		{"over the Spring Festival", "2024-02-09", "2024-02-18", rehearsal.Period{WorkingDays: 1}},
		{"seven days ending on a Saturday", "2024-01-06", "2024-01-15", rehearsal.Period{Days: 7}},
		{"seven days ending in a holiday", "2024-09-25", "2024-10-08", rehearsal.Period{Days: 7}},
	} {
		event, err := time.Parse(time.DateOnly, one.event)
		require.NoError(t, err)
		require.Equal(t, one.last, rehearsal.LastDay(event, one.period).Format(time.DateOnly), one.name)
	}
}
