package regulation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

func TestPeriodAsTheCalendarCountsIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says regulation.Period
		want calendar.Period
	}{
		"SD-SQ: 公示7天":       {regulation.Period{Days: 7}, calendar.Period{N: 7, Unit: calendar.Days}},
		"HB11: 公示7个工作日":     {regulation.Period{WorkingDays: 7}, calendar.Period{N: 7, Unit: calendar.WorkingDays}},
		"QY18: 试用期3个月":      {regulation.Period{Months: 3}, calendar.Period{N: 3, Unit: calendar.Months}},
		"TA: 成绩有效期一年":       {regulation.Period{Years: 1}, calendar.Period{N: 1, Unit: calendar.Years}},
		"nothing is stated": {regulation.Period{}, calendar.Period{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, c.says.Calendar())
		})
	}
}

// A publicity of seven working days across the Spring Festival of 2024 ends after the make-up day.
func TestPeriodMakesADeadline(t *testing.T) {
	t.Parallel()
	cal := calendar.Shipped()
	start, err := calendar.ParseDate("2024-02-05")
	require.NoError(t, err)
	d, err := cal.Deadline(start, regulation.Period{WorkingDays: 7}.Calendar())
	require.NoError(t, err)
	require.Equal(t, "2024-02-20", d.Last.String())
	_, err = cal.Deadline(start, regulation.Period{}.Calendar())
	require.Equal(t, "calendar.period", fault.CodeOf(err))
}
