package calendar_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// 关于实施渐进式延迟法定退休年龄的决定 art. 1 with its annexed tables.
func TestStatutoryRetirement(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		birth         string
		track         calendar.Track
		years, months int
		date          string
	}{
		"art. 1, men: the last born before the change":     {"1964-12-31", calendar.Men, 60, 0, "2024-12-31"},
		"art. 1, men: the first touched":                   {"1965-01-01", calendar.Men, 60, 1, "2025-02-01"},
		"art. 1, men: end of the first four months":        {"1965-04-30", calendar.Men, 60, 1, "2025-05-30"},
		"art. 1, men: the second four months":              {"1965-05-01", calendar.Men, 60, 2, "2025-07-01"},
		"art. 1, men: middle of the table":                 {"1971-01-15", calendar.Men, 61, 7, "2032-08-15"},
		"art. 1, men: the last below 63":                   {"1976-08-31", calendar.Men, 62, 11, "2039-07-31"},
		"art. 1, men: the first with 63":                   {"1976-09-01", calendar.Men, 63, 0, "2039-09-01"},
		"art. 1, men: long after":                          {"2000-02-29", calendar.Men, 63, 0, "2063-02-28"},
		"art. 1, women of 55: the last before the change":  {"1969-12-31", calendar.Women55, 55, 0, "2024-12-31"},
		"art. 1, women of 55: the first touched":           {"1970-01-01", calendar.Women55, 55, 1, "2025-02-01"},
		"art. 1, women of 55: the last below 58":           {"1981-08-31", calendar.Women55, 57, 11, "2039-07-31"},
		"art. 1, women of 55: the first with 58":           {"1981-09-01", calendar.Women55, 58, 0, "2039-09-01"},
		"art. 1, women of 50: the last before the change":  {"1974-12-31", calendar.Women50, 50, 0, "2024-12-31"},
		"art. 1, women of 50: the first touched":           {"1975-01-01", calendar.Women50, 50, 1, "2025-02-01"},
		"art. 1, women of 50: the second two months":       {"1975-03-01", calendar.Women50, 50, 2, "2025-05-01"},
		"art. 1, women of 50: the last below 55":           {"1984-10-31", calendar.Women50, 54, 11, "2039-09-30"},
		"art. 1, women of 50: the first with 55":           {"1984-11-01", calendar.Women50, 55, 0, "2039-11-01"},
		"art. 1, women of 50: born on a 31st, month's end": {"1975-12-31", calendar.Women50, 50, 6, "2026-06-30"},
		"art. 1, men: born on 31 July, month's end":        {"1965-07-31", calendar.Men, 60, 2, "2025-09-30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := calendar.StatutoryRetirement(calendar.MustDate(c.birth), c.track)
			require.NoError(t, err)
			require.Equal(t, calendar.Retirement{Years: c.years, Months: c.months, Date: calendar.MustDate(c.date)}, r)
		})
	}
}

// A later birth month never means an earlier age, and no age passes the law's last one.
func TestRetirementAgeOnlyRises(t *testing.T) {
	t.Parallel()
	for track, last := range map[calendar.Track]int{calendar.Men: 63, calendar.Women55: 58, calendar.Women50: 55} {
		before := 0
		for month := range 12 * 60 {
			r, err := calendar.StatutoryRetirement(calendar.MustDate("1950-01-15").AddMonths(month), track)
			require.NoError(t, err)
			age := r.Years*12 + r.Months
			require.GreaterOrEqual(t, age, before)
			require.LessOrEqual(t, age, last*12)
			before = age
		}
		require.Equal(t, last*12, before)
	}
}

func TestStatutoryRetirementRefuses(t *testing.T) {
	t.Parallel()
	_, err := calendar.StatutoryRetirement(calendar.MustDate("1970-01-01"), "women")
	require.Equal(t, "calendar.track", fault.CodeOf(err))
	_, err = calendar.StatutoryRetirement(calendar.Date{}, calendar.Men)
	require.Equal(t, "calendar.date", fault.CodeOf(err))
}
