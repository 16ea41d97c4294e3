// Package calendar knows dates, working days, the legal end of periods, statutory retirement and
// the business clock. It may not read the machine's clock: an instant always comes in from
// outside; nor does it know any procedure, or the net: a new year's table is handed in.
package calendar

import (
	"time"

	"jinchu/policy/fault"
)

// Zone is Beijing time, the legal time of the whole country. It is fixed: summer time was kept
// from 1986 to 1991 alone, and no instant of those years is computed here.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a day of the civil calendar in Asia/Shanghai, without time. The zero value is "no
// date". Dates compare with == and fit as map keys; as text and in JSON they are YYYY-MM-DD,
// the zero value "".
type Date struct {
	year  int
	month time.Month
	day   int
}

// NewDate makes a date; a day beyond the month's end runs on, as in time.Date. Pass the three
// results of an ID's Birth directly; three noughts are the zero value.
func NewDate(year int, month time.Month, day int) Date {
	if year == 0 && month == 0 && day == 0 {
		return Date{}
	}
	y, m, d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, m, d}
}

// DateOf is the day on which an instant falls in Asia/Shanghai.
func DateOf(instant time.Time) Date { return NewDate(instant.In(Zone).Date()) }

// ParseDate reads YYYY-MM-DD.
//
// Errors: calendar.date.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, fault.New("calendar.date")
	}
	return NewDate(t.Date()), nil
}

// MustDate is ParseDate for dates written in code; it panics on a wrong one.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(text)
	}
	return d
}

// Year of the date.
func (d Date) Year() int { return d.year }

// Month of the date.
func (d Date) Month() time.Month { return d.month }

// Day of the month.
func (d Date) Day() int { return d.day }

// Weekday of the date.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Weekend tells whether it is a Saturday or Sunday.
func (d Date) Weekend() bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays moves by calendar days, back if n is negative.
func (d Date) AddDays(n int) Date { return NewDate(d.year, d.month, d.day+n) }

// AddMonths moves to the corresponding day, or to the month's last day where there is none
// (民法典 art. 202).
func (d Date) AddMonths(n int) Date {
	last := NewDate(d.year, d.month+time.Month(n)+1, 0)
	return NewDate(last.year, last.month, min(d.day, last.day))
}

// Before tells whether d lies before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After tells whether d lies after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare is -1, 0 or 1, for sorting.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// DaysSince is the number of calendar days from other to d, negative if d lies before it.
func (d Date) DaysSince(other Date) int { return int(d.utc().Sub(other.utc()).Hours() / 24) }

// Start is the instant at which the day begins.
func (d Date) Start() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, Zone) }

// End is the instant at which the day is over, 24:00 (民法典 art. 203 ¶2): the next day's start.
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// String is YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText is String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) utc() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}
