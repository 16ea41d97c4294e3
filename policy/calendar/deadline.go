package calendar

import (
	"time"

	"jinchu/policy/fault"
)

// Unit of a period.
type Unit string

// Units.
const (
	Days        Unit = "days" // calendar days
	WorkingDays Unit = "working_days"
	Months      Unit = "months"
	Years       Unit = "years"
)

// longest period in each unit: a century.
var longest = map[Unit]int{Days: 36525, WorkingDays: 36525, Months: 1200, Years: 100}

// Period is a length of time: a positive number of units.
type Period struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// Deadline is the legal end of a period, with all that explains it.
type Deadline struct {
	Start           Date      `json:"start"`   // the day of the event, which does not count (民法典 art. 201)
	Period          Period    `json:"period"`  // zero for a printed date
	Counted         Date      `json:"counted"` // last day as counted, before art. 203
	Last            Date      `json:"last"`    // last day on which one may still act
	Ends            time.Time `json:"ends"`    // the instant from which it is too late
	CalendarVersion string    `json:"calendar_version"`
}

// Deadline counts a period from the day of an event. That day does not count (民法典 art. 201).
// Months and years end on the corresponding day, or on the month's last day where there is none
// (art. 202). If the last day of calendar days, months or years is a day off, the next working
// day is the last (art. 203 ¶1); it ends at 24:00 (art. 203 ¶2).
//
// Errors: calendar.period; calendar.year_missing where a year is needed that is not loaded.
func (c *Calendar) Deadline(start Date, p Period) (Deadline, error) {
	if p.N < 1 || p.N > longest[p.Unit] {
		return Deadline{}, fault.New("calendar.period")
	}
	if start.IsZero() {
		return Deadline{}, fault.New("calendar.date")
	}
	counted, err := c.count(start, p)
	if err != nil {
		return Deadline{}, err
	}
	last, err := c.WorkingDayFrom(counted)
	if err != nil {
		return Deadline{}, err
	}
	return Deadline{start, p, counted, last, last.End(), c.version}, nil
}

// count is the last day of the period before art. 203.
func (c *Calendar) count(start Date, p Period) (Date, error) {
	switch p.Unit {
	case Months:
		return start.AddMonths(p.N), nil
	case Years:
		return start.AddMonths(12 * p.N), nil
	case Days:
		return start.AddDays(p.N), nil
	}
	d := start
	for left := p.N; left > 0; {
		d = d.AddDays(1)
		works, err := c.IsWorkingDay(d)
		if err != nil {
			return Date{}, err
		}
		if works {
			left--
		}
	}
	return d, nil
}

// Printed is the deadline of a date that a notice prints itself: it is kept as printed, also on
// a day off (民法典 art. 204: what was agreed or laid down goes before).
func (c *Calendar) Printed(last Date) Deadline {
	return Deadline{Counted: last, Last: last, Ends: last.End(), CalendarVersion: c.version}
}

// Closing is the same deadline ending with business hours on its last day (民法典 art. 203 ¶2,
// second half), such as 17:30.
func (d Deadline) Closing(hour, minute int) Deadline {
	d.Ends = d.Last.Start().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	return d
}

// Reached tells whether it is too late at an instant of the business clock.
func (d Deadline) Reached(now time.Time) bool { return !now.Before(d.Ends) }

// Moved tells whether art. 203 ¶1 put the last day off.
func (d Deadline) Moved() bool { return d.Last != d.Counted }
