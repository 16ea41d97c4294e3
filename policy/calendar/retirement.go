package calendar

import (
	"time"

	"jinchu/policy/fault"
)

// Track is one of the three groups of the law, by sex and kind of post.
type Track string

// Tracks.
const (
	Men     Track = "men"      // 60, rising to 63
	Women55 Track = "women_55" // women whose age was 55 (cadres), rising to 58
	Women50 Track = "women_50" // women whose age was 50 (workers), rising to 55
)

// schedule is the law's rule for one track: the old age, the first birth month it touches, for
// how many months of birth one month is added, and how many are added at most.
type schedule struct{ years, from, every, most int }

// schedules, 关于实施渐进式延迟法定退休年龄的决定 (2024-09-13, in force 2025-01-01), art. 1.
var schedules = map[Track]schedule{
	Men:     {60, 1965*12 + 0, 4, 36},
	Women55: {55, 1970*12 + 0, 4, 36},
	Women50: {50, 1975*12 + 0, 2, 60},
}

// Retirement is a statutory retirement age and the day it is reached.
type Retirement struct {
	Years  int  `json:"years"`
	Months int  `json:"months"` // beyond the years, 0 to 11
	Date   Date `json:"date"`   // the birthday of that age
}

// StatutoryRetirement is by birth month alone (the decision's art. 1 and its annexed tables). It
// does not know early retirement or deferral by agreement, nor a post's own age limit.
//
// Errors: calendar.date without a birth date; calendar.track for an unknown track.
func StatutoryRetirement(birth Date, track Track) (Retirement, error) {
	s, ok := schedules[track]
	switch {
	case !ok:
		return Retirement{}, fault.New("calendar.track")
	case birth.IsZero():
		return Retirement{}, fault.New("calendar.date")
	}
	age := s.years*12 + s.delay(birth)
	return Retirement{age / 12, age % 12, birth.AddMonths(age)}, nil
}

// delay is the months added for a birth month.
func (s schedule) delay(birth Date) int {
	since := birth.Year()*12 + int(birth.Month()-time.January) - s.from
	if since < 0 {
		return 0
	}
	return min(s.most, since/s.every+1)
}
