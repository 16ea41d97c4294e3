package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		day   string
		works bool
	}{
		"an ordinary Monday":                   {"2024-03-04", true},
		"an ordinary Saturday":                 {"2024-03-09", false},
		"2023: Spring Festival, Friday":        {"2023-01-27", false},
		"2023: made up on Saturday":            {"2023-01-28", true},
		"2023: mid-autumn, Friday":             {"2023-09-29", false},
		"2023: made up after National Day":     {"2023-10-07", true},
		"2023: 30 December, plain Saturday":    {"2023-12-30", false},
		"2024: Sunday before Spring Festival":  {"2024-02-04", true},
		"2024: Spring Festival's eve, worked":  {"2024-02-09", true},
		"2024: Spring Festival, Friday":        {"2024-02-16", false},
		"2024: Sunday after Spring Festival":   {"2024-02-18", true},
		"2024: made up for mid-autumn":         {"2024-09-14", true},
		"2024: made up for National Day":       {"2024-10-12", true},
		"2025: Spring Festival's eve, holiday": {"2025-01-28", false},
		"2025: made up on Sunday":              {"2025-01-26", true},
		"2025: 2 May, a holiday since 2025":    {"2025-05-02", false},
		"2025: National Day, Wednesday":        {"2025-10-08", false},
		"2025: made up on Saturday":            {"2025-10-11", true},
		"2026: 2 January, Friday":              {"2026-01-02", false},
		"2026: made up on Sunday":              {"2026-01-04", true},
		"2026: Spring Festival, Monday":        {"2026-02-23", false},
		"2026: made up on Sunday in September": {"2026-09-20", true},
		"2026: made up on Saturday in October": {"2026-10-10", true},
	} {
		works, err := calendar.Shipped().IsWorkingDay(calendar.MustDate(c.day))
		require.NoError(t, err, name)
		require.Equal(t, c.works, works, name)
	}
}

// 全国年节及纪念日放假办法 art. 2 and 6: holidays on a weekend are made up for on a weekday, so a
// year's free weekdays less its made-up days are the statutory holidays: 11, since 2025 13.
func TestYearsAddUp(t *testing.T) {
	t.Parallel()
	for year, statutory := range map[int]int{2023: 11, 2024: 11, 2025: 13, 2026: 13} {
		y, loaded := calendar.Shipped().Year(year)
		require.True(t, loaded)
		net := 0
		for _, day := range y.Days {
			switch {
			case day.Kind == calendar.Work:
				net--
			case !day.Date.Weekend():
				net++
			}
			require.NotEmpty(t, day.Name)
		}
		require.Equal(t, statutory, net, year)
	}
}

func TestYearNotLoadedIsSaid(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2022-12-30", "2027-01-04"} {
		_, err := calendar.Shipped().IsWorkingDay(calendar.MustDate(day))
		require.Equal(t, "calendar.year_missing", fault.CodeOf(err))
		require.Contains(t, err.Error(), day[:4])
	}
	_, err := calendar.Shipped().WorkingDays(calendar.MustDate("2026-12-30"), calendar.MustDate("2027-01-01"))
	require.Equal(t, "calendar.year_missing", fault.CodeOf(err))
	require.Equal(t, []int{2023, 2024, 2025, 2026}, calendar.Shipped().Years())
}

// invented is a table for 2027 of the kind an administrator brings; the real notice is not out.
const invented = `日期,类别,名称
2027-01-01,休,元旦
2027-02-05,休,春节
2027-02-08,休,春节
2027-02-09,休,春节
2027-02-10,休,春节
2027-02-20,班,春节
2027-04-05,休,清明节
2027-05-01,休,劳动节
2027-05-02,休,劳动节
2027-05-03,休,劳动节
2027-05-04,休,劳动节
2027-06-09,休,端午节
2027-10-01,休,国庆节
2027-10-02,休,国庆节
2027-10-03,休,国庆节
2027-10-04,休,国庆节
`

func TestAdministratorLoadsAYear(t *testing.T) {
	t.Parallel()
	before := calendar.Shipped()
	year, err := calendar.ReadYear(2027, strings.NewReader("\ufeff"+invented))
	require.NoError(t, err)
	after, err := before.Load(year)
	require.NoError(t, err)
	require.NotEqual(t, before.Version(), after.Version())
	require.Equal(t, []int{2023, 2024, 2025, 2026, 2027}, after.Years())

	start, p := calendar.MustDate("2026-12-30"), calendar.Period{N: 2, Unit: calendar.WorkingDays}
	_, err = before.Deadline(start, p)
	require.Equal(t, "calendar.year_missing", fault.CodeOf(err), "the old version stays as it was")
	d, err := after.Deadline(start, p)
	require.NoError(t, err)
	require.Equal(t, "2027-01-04", d.Last.String())
	require.Equal(t, after.Version(), d.CalendarVersion)
}

// The version is of the content: neither the order of rows nor that of loading changes it.
func TestVersionIsOfTheContent(t *testing.T) {
	t.Parallel()
	rows := strings.Split(strings.TrimSpace(invented), "\n")
	turned := []string{rows[0]}
	for i := len(rows) - 1; i > 0; i-- {
		turned = append(turned, rows[i])
	}
	one, err := calendar.ReadYear(2027, strings.NewReader(invented))
	require.NoError(t, err)
	other, err := calendar.ReadYear(2027, strings.NewReader(strings.Join(turned, "\n")))
	require.NoError(t, err)
	a, err := calendar.Shipped().Load(one)
	require.NoError(t, err)
	y2023, _ := calendar.Shipped().Year(2023)
	y2024, _ := calendar.Shipped().Year(2024)
	y2025, _ := calendar.Shipped().Year(2025)
	y2026, _ := calendar.Shipped().Year(2026)
	b, err := calendar.New(other, y2026, y2025, y2024, y2023)
	require.NoError(t, err)
	require.Equal(t, a.Version(), b.Version())
	require.Regexp(t, `^cn-[0-9a-f]{12}$`, a.Version())

	one.Days[1].Name = "改了"
	require.Equal(t, b.Version(), a.Version(), "a calendar does not change with the table it was made of")
	c, err := calendar.Shipped().Load(one)
	require.NoError(t, err)
	require.NotEqual(t, a.Version(), c.Version())
}

// A notice changed during the year replaces the year.
func TestYearIsReplaced(t *testing.T) {
	t.Parallel()
	y, _ := calendar.Shipped().Year(2026)
	y.Days = append(y.Days, calendar.Special{Date: calendar.MustDate("2026-12-31"), Kind: calendar.Off, Name: "元旦"})
	changed, err := calendar.Shipped().Load(y)
	require.NoError(t, err)
	works, err := changed.IsWorkingDay(calendar.MustDate("2026-12-31"))
	require.NoError(t, err)
	require.False(t, works)
	said, ok := changed.Special(calendar.MustDate("2026-12-31"))
	require.True(t, ok)
	require.Equal(t, "元旦", said.Name)
	_, ok = calendar.Shipped().Special(calendar.MustDate("2026-12-31"))
	require.False(t, ok)
}

func TestYearSurvivesJSON(t *testing.T) {
	t.Parallel()
	y, _ := calendar.Shipped().Year(2025)
	text, err := json.Marshal(y)
	require.NoError(t, err)
	var back calendar.Year
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, y, back)
}

func TestReadYearRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ table, code, place string }{
		"nothing":                     {"", "calendar.table.file", ""},
		"no kind column":              {"date,name\n2027-01-01,元旦\n", "calendar.table.columns", ""},
		"a row too short":             {"date,kind,name\n2027-01-01\n", "calendar.table.file", ""},
		"date as spreadsheets like":   {"date,kind,name\n2027/1/1,off,元旦\n", "calendar.date", "line 2"},
		"30 February":                 {"date,kind,name\n2027-02-30,off,春节\n", "calendar.date", "line 2"},
		"kind unknown":                {"date,kind,name\n2027-01-01,maybe,元旦\n", "calendar.table.kind", "line 2"},
		"a day of another year":       {invented + "2026-12-31,休,元旦\n", "calendar.table.year", ""},
		"a day twice":                 {invented + "2027-01-01,休,元旦\n", "calendar.table.twice", ""},
		"made up on a Wednesday":      {invented + "2027-03-03,班,某节\n", "calendar.table.weekday", ""},
		"art. 2: National Day lost":   {strings.Replace(invented, "2027-10-02,休,国庆节\n", "", 1), "calendar.table.fixed", ""},
		"art. 2: 2 May since 2025":    {strings.Replace(invented, "2027-05-02,休,劳动节\n", "", 1), "calendar.table.fixed", ""},
		"only the fixed days entered": {"date,kind,name\n2027-01-01,off,元旦\n2027-05-01,off,劳\n2027-05-02,off,劳\n2027-10-01,off,国\n2027-10-02,off,国\n2027-10-03,off,国\n", "calendar.table.short", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := calendar.ReadYear(2027, strings.NewReader(c.table))
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.place, fault.Of(err).Place)
		})
	}
	_, err := calendar.Shipped().Load(calendar.Year{Year: 2027, Days: []calendar.Special{{Date: calendar.MustDate("2027-01-01"), Kind: "?"}}})
	require.Equal(t, "calendar.table.kind", fault.CodeOf(err), "a year not read from a table is checked as well")
}
