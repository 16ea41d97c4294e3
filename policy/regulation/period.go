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
