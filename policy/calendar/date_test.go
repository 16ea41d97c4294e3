package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	d, err := calendar.ParseDate("2024-02-29")
	require.NoError(t, err)
	require.Equal(t, calendar.NewDate(2024, time.February, 29), d)
	require.Equal(t, []int{2024, 2, 29}, []int{d.Year(), int(d.Month()), d.Day()})
	require.Equal(t, time.Thursday, d.Weekday())
	for _, wrong := range []string{"", "2023-02-29", "2024-2-9", "2024/02/09", "20240209", "2024-13-01", "0000-01-01", "２０２４-02-09"} {
		_, err := calendar.ParseDate(wrong)
		require.Equal(t, "calendar.date", fault.CodeOf(err), wrong)
	}
	require.Panics(t, func() { calendar.MustDate("yesterday") })
}

// A day in Shanghai begins eight hours before it does in Greenwich.
func TestDateOfInstant(t *testing.T) {
	t.Parallel()
	late := time.Date(2024, 2, 8, 15, 59, 59, 0, time.UTC)
	require.Equal(t, "2024-02-08", calendar.DateOf(late).String())
	require.Equal(t, "2024-02-09", calendar.DateOf(late.Add(time.Second)).String())
	d := calendar.MustDate("2024-02-09")
	require.True(t, d.Start().Equal(late.Add(time.Second)))
	require.Equal(t, d.AddDays(1).Start(), d.End())
}

func TestAddMonths(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from string
		n    int
		want string
	}{
		"art. 202: corresponding day":       {"2024-01-15", 1, "2024-02-15"},
		"art. 202: month's end, leap":       {"2024-01-31", 1, "2024-02-29"},
		"art. 202: month's end, common":     {"2023-01-31", 1, "2023-02-28"},
		"over the year's end":               {"2023-11-30", 3, "2024-02-29"},
		"back":                              {"2024-03-31", -1, "2024-02-29"},
		"back over the year's end":          {"2024-01-31", -2, "2023-11-30"},
		"sixty-three years":                 {"1976-09-30", 756, "2039-09-30"},
		"to December, the twelfth of month": {"2024-11-30", 1, "2024-12-30"},
	} {
		require.Equal(t, c.want, calendar.MustDate(c.from).AddMonths(c.n).String(), name)
	}
}

func TestZeroDate(t *testing.T) {
	t.Parallel()
	var none calendar.Date
	require.True(t, none.IsZero())
	require.Empty(t, none.String())
	require.True(t, none.Before(calendar.MustDate("0001-01-02")))
	var id identity.CitizenID
	require.True(t, calendar.NewDate(id.Birth()).IsZero())
	text, err := json.Marshal(map[string]calendar.Date{"born": none})
	require.NoError(t, err)
	require.JSONEq(t, `{"born":""}`, string(text))
	back := map[string]calendar.Date{"born": calendar.MustDate("2024-01-01")}
	require.NoError(t, json.Unmarshal(text, &back))
	require.True(t, back["born"].IsZero())
}

func TestBirthOfAnID(t *testing.T) {
	t.Parallel()
	id, err := identity.NewRehearsalID(990001, 1985, time.July, 15, 1)
	require.NoError(t, err)
	require.Equal(t, "1985-07-15", calendar.NewDate(id.Birth()).String())
}

func TestDatesHoldTogether(t *testing.T) {
	t.Parallel()
	base := calendar.MustDate("1900-01-01")
	rapid.Check(t, func(t *rapid.T) {
		d, n := base.AddDays(rapid.IntRange(0, 80000).Draw(t, "day")), rapid.IntRange(-5000, 5000).Draw(t, "n")
		moved := d.AddDays(n)
		parsed, err := calendar.ParseDate(moved.String())
		if err != nil || parsed != moved || moved.DaysSince(d) != n || moved.AddDays(-n) != d {
			t.Fatalf("%v and %d", d, n)
		}
		if calendar.DateOf(d.Start()) != d || calendar.DateOf(d.End().Add(-1)) != d || moved.After(d) != (n > 0) || moved.Before(d) != (n < 0) {
			t.Fatalf("%v and %v", d, moved)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2024-02-29", "2023-02-29", "", "9999-12-31", "0001-01-01", "2024-02-29T00:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := calendar.ParseDate(text); err == nil {
			require.Equal(t, text, d.String())
		} else {
			require.Equal(t, "calendar.date", fault.CodeOf(err))
		}
	})
}

func TestClocks(t *testing.T) {
	t.Parallel()
	instant := time.Date(2024, 1, 1, 16, 30, 0, 0, time.UTC)
	var clock calendar.Clock = calendar.Fixed{Instant: instant}
	require.Equal(t, instant, clock.Now())
	require.Equal(t, "2024-01-02", calendar.Today(clock).String())
	ticks := 0
	clock = calendar.Wall{Source: func() time.Time { ticks++; return instant.Add(time.Duration(ticks) * time.Hour) }}
	require.True(t, clock.Now().Before(clock.Now()), "real time is asked anew each time")
}
