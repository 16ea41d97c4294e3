package recruitment

import (
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// PublicityFor is how long a list is shown: as long as the text says, and of a range (7至15日) what whoever
// publishes chose, the shorter where nothing was chosen. n counts in the unit of the text.
func PublicityFor(stage *regulation.PublicityStage, n int) (regulation.Period, error) {
	if stage == nil || !stage.Period.Known() {
		return regulation.Period{}, silence("publicity.period")
	}
	least := stage.Period.V.Calendar()
	most := least
	if stage.UpTo.Known() {
		most = stage.UpTo.V.Calendar()
	}
	switch {
	case n == 0:
		return stage.Period.V, nil
	case n < least.N || n > most.N:
		return regulation.Period{}, fault.New("recruitment.publicity.days", "from", least.N, "to", most.N, "unit", unitNames[least.Unit])
	}
	return stage.Period.V.With(n), nil
}

// unitNames are the units of a period.
var unitNames = map[calendar.Unit]fault.Words{
	calendar.Days: {Chinese: "天", English: "days"}, calendar.WorkingDays: {Chinese: "个工作日", English: "working days"},
	calendar.Months: {Chinese: "个月", English: "months"}, calendar.Years: {Chinese: "年", English: "years"},
}
