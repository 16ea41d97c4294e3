package rehearsal

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// printedDate is an ISO date as regulation files print it.
var printedDate = regexp.MustCompile(`\b(19|20)\d\d-[01]\d-[0-3]\d\b`)

const week = 7 * 24 * time.Hour

// WeeksToFit is by how many whole weeks the printed dates of an old notice must move so that its latest
// one falls on or after the start. A text without printed dates, or one that is not old, does not move.
func WeeksToFit(text, from string) (int, error) {
	start, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, fmt.Errorf("start of the rehearsal: %w", err)
	}
	latest := time.Time{}
	for _, found := range printedDate.FindAllString(text, -1) {
		if d, err := time.Parse(time.DateOnly, found); err == nil && d.After(latest) {
			latest = d
		}
	}
	if latest.IsZero() || !latest.Before(start) {
		return 0, nil
	}
	gap := start.Sub(latest)
	return int((gap + week - 1) / week), nil
}

// ShiftDates moves every printed date by whole weeks, so that each keeps its day of the week.
func ShiftDates(text string, weeks int) string {
	return printedDate.ReplaceAllStringFunc(text, func(found string) string {
		d, err := time.Parse(time.DateOnly, found)
		if err != nil {
			return found
		}
		return d.Add(time.Duration(weeks) * week).Format(time.DateOnly)
	})
}

// rebase moves a ruling's values: the day it was invented for becomes the start, other dates go with the
// regulation's.
func rebase(value, from string, weeks int) string {
	return printedDate.ReplaceAllStringFunc(value, func(found string) string {
		if found == DefaultFrom {
			return from
		}
		return ShiftDates(found, weeks)
	})
}

// civil reads the Shanghai date of an RFC 3339 time or of a plain date.
func civil(text string) (time.Time, bool) {
	if d, err := time.Parse(time.DateOnly, text); err == nil {
		return d, true
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, false
	}
	at = at.In(time.FixedZone("Asia/Shanghai", 8*60*60))
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC), true
}

// Days off and make-up days as the State Council announced them, 国务院办公厅关于节假日安排的通知: month and
// day, a dash for a run. A second writing of the program's own calendar, so that one checks the other.
var (
	daysOff = map[int]string{
		2023: "0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 1230-1231",
		2024: "0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007",
		2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
		2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
	}
	daysOn = map[int]string{
		2023: "0128 0129 0423 0506 0625 1007 1008",
		2024: "0204 0218 0407 0428 0511 0914 0929 1012",
		2025: "0126 0208 0427 0928 1011",
		2026: "0104 0214 0228 0509 0920 1010",
	}
)

// workingDay tells whether a day is worked; weekends are not, make-up days are.
func workingDay(d time.Time) bool {
	switch {
	case within(d, daysOn[d.Year()]):
		return true
	case within(d, daysOff[d.Year()]):
		return false
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

func within(d time.Time, runs string) bool {
	day := d.Format("0102")
	for _, run := range strings.Fields(runs) {
		first, last, long := strings.Cut(run, "-")
		if !long {
			last = first
		}
		if first <= day && day <= last {
			return true
		}
	}
	return false
}

// lastDay is the day a period ends that begins with an event: the day of the event is not counted, and one
// that would end on a day off runs to the end of the next working day (民法典 arts. 201, 203).
func lastDay(event time.Time, p Period) time.Time {
	d := event.AddDate(p.Years, p.Months, p.Days)
	for n := p.WorkingDays; n > 0; {
		d = d.AddDate(0, 0, 1)
		if workingDay(d) {
			n--
		}
	}
	for !workingDay(d) {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// workingDaysBetween counts the working days after the first day up to the last.
func workingDaysBetween(first, last time.Time) int {
	n := 0
	for d := first.AddDate(0, 0, 1); !d.After(last); d = d.AddDate(0, 0, 1) {
		if workingDay(d) {
			n++
		}
	}
	return n
}

// ageOn is the completed years on a day, the birthday included.
func ageOn(birth, day string) (int, bool) {
	b, errBirth := time.Parse(time.DateOnly, birth)
	d, errDay := time.Parse(time.DateOnly, day)
	if errBirth != nil || errDay != nil {
		return 0, false
	}
	years := d.Year() - b.Year()
	if d.Format("0102") < b.Format("0102") {
		years--
	}
	return years, true
}
