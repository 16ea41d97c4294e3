package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

func TestDeadline(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start         string
		n             int
		unit          calendar.Unit
		counted, last string
	}{
		"art. 201: the first day does not count":                   {"2024-03-04", 3, calendar.Days, "2024-03-07", "2024-03-07"},
		"art. 203: a Saturday runs to Monday":                      {"2024-03-12", 11, calendar.Days, "2024-03-23", "2024-03-25"},
		"art. 203: New Year 2024, Monday":                          {"2023-12-29", 3, calendar.Days, "2024-01-01", "2024-01-02"},
		"art. 203: Spring Festival 2024 ends on a made-up Sunday":  {"2024-02-05", 7, calendar.Days, "2024-02-12", "2024-02-18"},
		"Spring Festival 2024: its eve, 9 February, was worked":    {"2024-02-02", 7, calendar.Days, "2024-02-09", "2024-02-09"},
		"art. 203: National Day 2025 with mid-autumn, eight days":  {"2025-09-26", 7, calendar.Days, "2025-10-03", "2025-10-09"},
		"a made-up Saturday is a working day: 11 October 2025":     {"2025-10-04", 7, calendar.Days, "2025-10-11", "2025-10-11"},
		"a made-up Sunday is a working day: 28 September 2025":     {"2025-09-21", 7, calendar.Days, "2025-09-28", "2025-09-28"},
		"LQ-GY: seven days of publicity from 2 January 2024":       {"2024-01-02", 7, calendar.Days, "2024-01-09", "2024-01-09"},
		"HB11: seven working days from 2 January 2024":             {"2024-01-02", 7, calendar.WorkingDays, "2024-01-11", "2024-01-11"},
		"working days over Spring Festival 2024":                   {"2024-02-07", 5, calendar.WorkingDays, "2024-02-20", "2024-02-20"},
		"working days over National Day 2025":                      {"2025-09-26", 6, calendar.WorkingDays, "2025-10-11", "2025-10-11"},
		"working days over New Year 2026, made up on Sunday":       {"2025-12-31", 2, calendar.WorkingDays, "2026-01-05", "2026-01-05"},
		"working days from a day off":                              {"2024-02-10", 1, calendar.WorkingDays, "2024-02-18", "2024-02-18"},
		"art. 202: the corresponding day":                          {"2024-03-15", 1, calendar.Months, "2024-04-15", "2024-04-15"},
		"art. 202: no corresponding day, leap year":                {"2024-01-31", 1, calendar.Months, "2024-02-29", "2024-02-29"},
		"art. 202: no corresponding day, common year":              {"2023-01-31", 1, calendar.Months, "2023-02-28", "2023-02-28"},
		"art. 202 and 203: a month that ends on National Day":      {"2024-09-01", 1, calendar.Months, "2024-10-01", "2024-10-08"},
		"art. 202: months over the year's end":                     {"2024-08-30", 6, calendar.Months, "2025-02-28", "2025-02-28"},
		"L-AR art. 27: one year":                                   {"2023-06-15", 1, calendar.Years, "2024-06-15", "2024-06-17"},
		"art. 202: a year from 29 February":                        {"2024-02-29", 1, calendar.Years, "2025-02-28", "2025-02-28"},
		"art. 203: Dragon Boat 2023, made up on Sunday 25 June":    {"2023-06-15", 7, calendar.Days, "2023-06-22", "2023-06-25"},
		"art. 203: Tomb Sweeping 2023, a Wednesday off":            {"2023-03-29", 7, calendar.Days, "2023-04-05", "2023-04-06"},
		"art. 203: Labour Day 2026, then Wednesday 6 May":          {"2026-04-24", 7, calendar.Days, "2026-05-01", "2026-05-06"},
		"L-LC art. 40: thirty days' notice from 10 December 2025":  {"2025-12-10", 30, calendar.Days, "2026-01-09", "2026-01-09"},
		"the last day that is loaded, Thursday 31 December 2026":   {"2026-12-28", 3, calendar.Days, "2026-12-31", "2026-12-31"},
		"the start may lie in a year that is not loaded, if alone": {"2022-12-31", 10, calendar.Days, "2023-01-10", "2023-01-10"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := calendar.Shipped().Deadline(calendar.MustDate(c.start), calendar.Period{N: c.n, Unit: c.unit})
			require.NoError(t, err)
			require.Equal(t, c.counted, d.Counted.String())
			require.Equal(t, c.last, d.Last.String())
			require.Equal(t, c.counted != c.last, d.Moved())
			require.Equal(t, calendar.Shipped().Version(), d.CalendarVersion)
			require.Equal(t, d.Last.End(), d.Ends)
		})
	}
}

func TestDeadlineAsksForTheYear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start string
		p     calendar.Period
		year  int
	}{
		"days that end in 2027":              {"2026-12-30", calendar.Period{N: 3, Unit: calendar.Days}, 2027},
		"working days that run into 2027":    {"2026-12-30", calendar.Period{N: 2, Unit: calendar.WorkingDays}, 2027},
		"a year that ends in 2027":           {"2026-06-01", calendar.Period{N: 1, Unit: calendar.Years}, 2027},
		"working days that begin in 2022":    {"2022-12-29", calendar.Period{N: 2, Unit: calendar.WorkingDays}, 2022},
		"months far ahead name the year met": {"2024-01-15", calendar.Period{N: 120, Unit: calendar.Months}, 2034},
	} {
		_, err := calendar.Shipped().Deadline(calendar.MustDate(c.start), c.p)
		require.Equal(t, "calendar.year_missing", fault.CodeOf(err), name)
		require.Equal(t, c.year, fault.Of(err).Args["year"], name)
		require.Equal(t, fault.Unruled, fault.Of(err).Kind(), "it asks an administrator")
	}
}

func TestDeadlineRefuses(t *testing.T) {
	t.Parallel()
	start := calendar.MustDate("2024-01-02")
	for _, p := range []calendar.Period{{}, {N: 0, Unit: calendar.Days}, {N: -1, Unit: calendar.Days}, {N: 3, Unit: "hours"},
		{N: 101, Unit: calendar.Years}, {N: 1 << 40, Unit: calendar.Days}} {
		_, err := calendar.Shipped().Deadline(start, p)
		require.Equal(t, "calendar.period", fault.CodeOf(err), p)
	}
	_, err := calendar.Shipped().Deadline(calendar.Date{}, calendar.Period{N: 1, Unit: calendar.Days})
	require.Equal(t, "calendar.date", fault.CodeOf(err))
}

// 民法典 art. 203 ¶2: the last day ends at 24:00, with business hours at their close.
func TestWhenItIsTooLate(t *testing.T) {
	t.Parallel()
	d, err := calendar.Shipped().Deadline(calendar.MustDate("2025-09-26"), calendar.Period{N: 7, Unit: calendar.Days})
	require.NoError(t, err)
	midnight := time.Date(2025, 10, 9, 16, 0, 0, 0, time.UTC)
	require.True(t, d.Ends.Equal(midnight), "24:00 of 9 October in Shanghai is 16:00 UTC")
	require.False(t, d.Reached(midnight.Add(-time.Nanosecond)))
	require.True(t, d.Reached(midnight))
	closing := d.Closing(17, 30)
	require.Equal(t, "2025-10-09T17:30:00+08:00", closing.Ends.Format(time.RFC3339))
	require.Equal(t, d.Last, closing.Last)
}

// 民法典 art. 204: a printed date stays, also on a day off, also in a year not loaded.
func TestPrintedDateStays(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2024-10-01", "2030-05-04"} {
		d := calendar.Shipped().Printed(calendar.MustDate(day))
		require.Equal(t, day, d.Last.String())
		require.False(t, d.Moved())
		require.NotEmpty(t, d.CalendarVersion)
	}
}

func TestDeadlineAsJSON(t *testing.T) {
	t.Parallel()
	d, err := calendar.Shipped().Deadline(calendar.MustDate("2025-09-26"), calendar.Period{N: 7, Unit: calendar.Days})
	require.NoError(t, err)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.JSONEq(t, `{"start":"2025-09-26","period":{"n":7,"unit":"days"},"counted":"2025-10-03","last":"2025-10-09",
		"ends":"2025-10-10T00:00:00+08:00","calendar_version":"`+d.CalendarVersion+`"}`, string(text))
	var back calendar.Deadline
	require.NoError(t, json.Unmarshal(text, &back))
	require.True(t, d.Ends.Equal(back.Ends))
	back.Ends = d.Ends
	require.Equal(t, d, back)
}

// Whatever is asked: the last day is worked, lies after the start, and a longer period never
// ends sooner.
func TestDeadlinesAreOrdered(t *testing.T) {
	t.Parallel()
	c := calendar.Shipped()
	rapid.Check(t, func(t *rapid.T) {
		start := calendar.MustDate("2023-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "start"))
		p := calendar.Period{N: rapid.IntRange(1, 60).Draw(t, "n"), Unit: rapid.SampledFrom([]calendar.Unit{calendar.Days, calendar.WorkingDays}).Draw(t, "unit")}
		d, err := c.Deadline(start, p)
		if err != nil {
			t.Fatal(err)
		}
		works, err := c.IsWorkingDay(d.Last)
		if err != nil || !works || !d.Last.After(start) || d.Last.Before(d.Counted) {
			t.Fatalf("%v from %v ends %v", p, start, d.Last)
		}
		counted, err := c.WorkingDays(start, d.Counted)
		if err != nil || p.Unit == calendar.WorkingDays && counted != p.N {
			t.Fatalf("%v from %v counts %d", p, start, counted)
		}
		p.N++
		longer, err := c.Deadline(start, p)
		if err != nil || longer.Last.Before(d.Last) {
			t.Fatalf("%v from %v ends %v, sooner", p, start, longer.Last)
		}
	})
}
