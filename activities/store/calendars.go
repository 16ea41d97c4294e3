package store

import (
	"context"
	"encoding/json"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// Calendar is one version of the working-day data.
type Calendar struct {
	Version string
	Data    json.RawMessage
	By      string
}

// AddCalendar loads a version; a version once loaded stays as it is (store.duplicate).
func (t Tx) AddCalendar(ctx context.Context, c Calendar) error {
	return t.exec(ctx, `
		insert into calendar (county, version, data,            by)
		values               ($1,     $2,      $3::text::jsonb, $4)`, t.realm.County, c.Version, string(c.Data), c.By)
}

// Calendar reads a version; "" is the one loaded last. Fault: unknown.
func (t Tx) Calendar(ctx context.Context, version string) (Calendar, error) {
	return one[Calendar](ctx, t, "calendar", `
		select version, data, by
		from   calendar
		where  county = $1
		and    ($2 = '' or version = $2)
		order  by created desc, version desc
		limit  1`, t.realm.County, version)
}

// Working is the calendar of working days in force: the one loaded last, else the one that comes with
// the program.
func (t Tx) Working(ctx context.Context) (*calendar.Calendar, error) {
	kept, err := t.Calendar(ctx, "")
	if fault.CodeOf(err) == "unknown" {
		return calendar.Shipped(), nil
	}
	if err != nil {
		return nil, err
	}
	var years []calendar.Year
	if err := json.Unmarshal(kept.Data, &years); err != nil {
		return nil, fault.New("internal").Because(err)
	}
	return calendar.New(years...)
}

// LoadYear puts one more year, or a corrected one, into the calendar in force, as a new version;
// deadlines computed before keep theirs. A year that is there already as it is changes nothing.
func (t Tx) LoadYear(ctx context.Context, y calendar.Year, by string) (*calendar.Calendar, error) {
	before, err := t.Working(ctx)
	if err != nil {
		return nil, err
	}
	after, err := before.Load(y)
	if err != nil || after.Version() == before.Version() {
		return after, err
	}
	var years []calendar.Year
	for _, year := range after.Years() {
		one, _ := after.Year(year)
		years = append(years, one)
	}
	text, err := json.Marshal(years)
	if err != nil {
		return nil, fault.New("internal").Because(err)
	}
	return after, t.AddCalendar(ctx, Calendar{Version: after.Version(), Data: text, By: by})
}
