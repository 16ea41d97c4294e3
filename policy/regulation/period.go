package regulation

import "jinchu/policy/calendar"

// Calendar is the period as the calendar counts it. A period that states nothing has no units, and no deadline
// can be made of it: calendar.period.
func (p Period) Calendar() calendar.Period {
	switch {
	case p.WorkingDays > 0:
		return calendar.Period{N: p.WorkingDays, Unit: calendar.WorkingDays}
	case p.Days > 0:
		return calendar.Period{N: p.Days, Unit: calendar.Days}
	case p.Months > 0:
		return calendar.Period{N: p.Months, Unit: calendar.Months}
	case p.Years > 0:
		return calendar.Period{N: p.Years, Unit: calendar.Years}
	}
	return calendar.Period{}
}

// With is another number of the same unit.
func (p Period) With(n int) Period {
	switch p.Calendar().Unit {
	case calendar.WorkingDays:
		return Period{WorkingDays: n}
	case calendar.Months:
		return Period{Months: n}
	case calendar.Years:
		return Period{Years: n}
	case calendar.Days:
		return Period{Days: n}
	}
	return Period{}
}
