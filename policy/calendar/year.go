package calendar

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"jinchu/policy/fault"
)

// Kind of a day that differs from the plain week.
type Kind string

// Kinds.
const (
	Off  Kind = "off"  // no work, whatever the weekday
	Work Kind = "work" // a Saturday or Sunday on which work is made up (调休)
)

// Special is one line of the State Council's notice.
type Special struct {
	Date Date   `json:"date"`
	Kind Kind   `json:"kind"`
	Name string `json:"name"`
}

// Year is what one notice says on its year.
type Year struct {
	Year int       `json:"year"`
	Days []Special `json:"days"` // in order of date
}

// fewest days off a true notice lists: the statutory holidays alone were 11 until 2024, 13 since
// (全国年节及纪念日放假办法 art. 2).
const fewest = 11

// columns by name, as machines and as officers write them.
var (
	dateColumn = []string{"date", "日期"}
	kindColumn = []string{"kind", "类别"}
	nameColumn = []string{"name", "名称"}
	kinds      = map[string]Kind{"off": Off, "休": Off, "放假": Off, "work": Work, "班": Work, "上班": Work}
)

// ReadYear reads a year's table: CSV in UTF-8, heading date,kind,name (or 日期,类别,名称), dates
// as YYYY-MM-DD, kind off or work (休 or 班). It is checked as Check says.
//
// Errors with line: calendar.table.file, .columns, .kind, calendar.date, and those of Check.
func ReadYear(year int, r io.Reader) (Year, error) {
	lines := csv.NewReader(withoutMark(r))
	lines.FieldsPerRecord = -1
	heading, err := lines.Read()
	if err != nil {
		return Year{}, fault.New("calendar.table.file").Because(err)
	}
	at := [3]int{find(heading, dateColumn), find(heading, kindColumn), find(heading, nameColumn)}
	if slices.Min(at[:]) < 0 {
		return Year{}, fault.New("calendar.table.columns")
	}
	y := Year{Year: year}
	for {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(record) <= slices.Max(at[:]) {
			return Year{}, fault.New("calendar.table.file").Because(err)
		}
		line, _ := lines.FieldPos(0)
		day, f := special(record[at[0]], record[at[1]], record[at[2]])
		if f != nil {
			return Year{}, f.At(fmt.Sprintf("line %d", line))
		}
		y.Days = append(y.Days, day)
	}
	return y.checked()
}

func find(heading, names []string) int {
	return slices.IndexFunc(heading, func(h string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(h))) })
}

func special(date, kind, name string) (Special, *fault.Fault) {
	d, err := ParseDate(strings.TrimSpace(date))
	if err != nil {
		return Special{}, fault.Of(err)
	}
	k, known := kinds[strings.ToLower(strings.TrimSpace(kind))]
	if !known {
		return Special{}, fault.New("calendar.table.kind", "date", d)
	}
	return Special{d, k, strings.TrimSpace(name)}, nil
}

// checked puts the days in order and refuses a table that cannot be a whole notice.
func (y Year) checked() (Year, error) {
	y.Days = slices.Clone(y.Days)
	slices.SortStableFunc(y.Days, func(a, b Special) int { return a.Date.Compare(b.Date) })
	off := map[Date]bool{}
	for i, day := range y.Days {
		switch {
		case day.Date.Year() != y.Year:
			return Year{}, fault.New("calendar.table.year", "date", day.Date, "year", y.Year)
		case i > 0 && y.Days[i-1].Date == day.Date:
			return Year{}, fault.New("calendar.table.twice", "date", day.Date)
		case day.Kind != Off && day.Kind != Work:
			return Year{}, fault.New("calendar.table.kind", "date", day.Date)
		case day.Kind == Work && !day.Date.Weekend():
			return Year{}, fault.New("calendar.table.weekday", "date", day.Date)
		case day.Kind == Off:
			off[day.Date] = true
		}
	}
	for _, fixed := range fixedHolidays(y.Year) {
		if !off[fixed] {
			return Year{}, fault.New("calendar.table.fixed", "date", fixed)
		}
	}
	if len(off) < fewest {
		return Year{}, fault.New("calendar.table.short", "days", len(off), "fewest", fewest)
	}
	return y, nil
}

// fixedHolidays are those with a date in the law itself (全国年节及纪念日放假办法 art. 2 no. 1, 4, 7).
func fixedHolidays(year int) []Date {
	days := []Date{{year, time.January, 1}, {year, time.May, 1},
		{year, time.October, 1}, {year, time.October, 2}, {year, time.October, 3}}
	if year >= 2025 {
		days = append(days, Date{year, time.May, 2})
	}
	return days
}

// withoutMark skips the byte order mark that spreadsheets write.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}
