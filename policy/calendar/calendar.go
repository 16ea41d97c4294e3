package calendar

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"

	"jinchu/policy/fault"
)

//go:embed data/*.csv
var data embed.FS

// shippedYears are those that come with the program.
var shippedYears = []int{2023, 2024, 2025, 2026}

// Calendar tells working days from days off for the years it holds. It never changes: Load
// gives another one. A deadline records the Version it was computed with.
type Calendar struct {
	years   map[int]Year
	special map[Date]Special
	version string
}

var shipped = sync.OnceValue(func() *Calendar {
	var years []Year
	for _, year := range shippedYears {
		table, err := data.ReadFile(fmt.Sprintf("data/%d.csv", year))
		if err != nil {
			panic(err)
		}
		y, err := ReadYear(year, bytes.NewReader(table))
		if err != nil {
			panic(err)
		}
		years = append(years, y)
	}
	c, err := New(years...)
	if err != nil {
		panic(err)
	}
	return c
})

// Shipped is the calendar that comes with the program: 2023 to 2026, from the State Council's
// notices (data/SOURCE.md).
func Shipped() *Calendar { return shipped() }

// New makes a calendar of years; of two for the same year the later counts.
//
// Errors: those of ReadYear on a year's content.
func New(years ...Year) (*Calendar, error) {
	c := &Calendar{years: map[int]Year{}, special: map[Date]Special{}}
	for _, y := range years {
		checked, err := y.checked()
		if err != nil {
			return nil, err
		}
		c.years[y.Year] = checked
	}
	for _, y := range c.years {
		for _, day := range y.Days {
			c.special[day.Date] = day
		}
	}
	c.version = c.hash()
	return c, nil
}

// Load adds a year, or replaces it, and gives the calendar with its new version; the old one
// stays as it is for the deadlines that record it.
//
// Errors: those of ReadYear on a year's content.
func (c *Calendar) Load(y Year) (*Calendar, error) {
	return New(append(c.all(), y)...)
}

// Version is "cn-" and twelve hex digits of SHA-256 over all days in order: the same content
// has the same version, whatever the order of loading.
func (c *Calendar) Version() string { return c.version }

func (c *Calendar) hash() string {
	sum := sha256.New()
	for _, y := range c.all() {
		for _, day := range y.Days {
			_, _ = fmt.Fprintf(sum, "%s,%s,%s\n", day.Date, day.Kind, day.Name)
		}
	}
	return "cn-" + hex.EncodeToString(sum.Sum(nil))[:12]
}

// Years lists the years that are loaded, in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Year is the table of one year; false if it is not loaded.
func (c *Calendar) Year(year int) (Year, bool) {
	y, ok := c.years[year]
	y.Days = slices.Clone(y.Days)
	return y, ok
}

func (c *Calendar) all() []Year {
	var years []Year
	for _, year := range c.Years() {
		years = append(years, c.years[year])
	}
	return years
}

// IsWorkingDay tells whether the day is one on which offices work: Monday to Friday, less
// holidays, with the made-up Saturdays and Sundays.
//
// Errors: calendar.year_missing, which names the year an administrator must load.
func (c *Calendar) IsWorkingDay(d Date) (bool, error) {
	if _, loaded := c.years[d.Year()]; !loaded {
		return false, fault.New("calendar.year_missing", "year", d.Year())
	}
	if day, ok := c.special[d]; ok {
		return day.Kind == Work, nil
	}
	return !d.Weekend(), nil
}

// Special is what the notice says on a day; false for a day of the plain week.
func (c *Calendar) Special(d Date) (Special, bool) {
	day, ok := c.special[d]
	return day, ok
}

// WorkingDayFrom is the day itself if it is a working day, else the next one that is.
//
// Errors: calendar.year_missing.
func (c *Calendar) WorkingDayFrom(d Date) (Date, error) {
	for {
		works, err := c.IsWorkingDay(d)
		if err != nil || works {
			return d, err
		}
		d = d.AddDays(1)
	}
}

// WorkingDays counts the working days after one day up to and including another.
//
// Errors: calendar.year_missing.
func (c *Calendar) WorkingDays(after, through Date) (int, error) {
	n := 0
	for d := after.AddDays(1); !d.After(through); d = d.AddDays(1) {
		works, err := c.IsWorkingDay(d)
		if err != nil {
			return 0, err
		}
		if works {
			n++
		}
	}
	return n, nil
}
