package rest

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
)

// CalendarInput is the table of one year, from the State Council's notice.
type CalendarInput struct {
	SheetInput
	Year int `path:"year" minimum:"2000" maximum:"2199"`
}

// CalendarItem is the calendar of working days in force.
type CalendarItem struct {
	Version string `json:"version" doc:"every deadline names the one it was computed with"`
	Years   []int  `json:"years"`
}

// CalendarOutput answers with it.
type CalendarOutput struct{ Body CalendarItem }

func (c *counter) registerCalendar(api huma.API) {
	handle(api, forStaff(operation(http.MethodGet, "/api/calendar", "show-calendar", "单位", "工作日历：版本和已载入的年份 · the calendar of working days")), c.showCalendar)
	load := sheetOperation("/api/calendar/{year}", "load-calendar", "单位", "载入一年的放假安排：date,kind,name（CSV）· load a year's holidays and make-up days")
	load.Method = http.MethodPut
	handle(api, needs(load, "calendar", "load"), c.loadCalendar)
}

func (c *counter) showCalendar(ctx context.Context, _ *struct{}) (*CalendarOutput, error) {
	if _, err := signedIn(ctx); err != nil {
		return nil, err
	}
	out := &CalendarOutput{}
	err := c.Record.Read(ctx, func(t store.Tx) error {
		working, err := t.Working(ctx)
		if err == nil {
			out.Body = CalendarItem{working.Version(), working.Years()}
		}
		return err
	})
	return out, err
}

func (c *counter) loadCalendar(ctx context.Context, in *CalendarInput) (*CalendarOutput, error) {
	done, err := once(ctx, c, in.Key, "load-calendar", in.RawBody, func(t store.Tx, who Caller) (CalendarItem, error) {
		d, err := c.may(ctx, t, "calendar", "load", t.Here().County)
		if err != nil {
			return CalendarItem{}, err
		}
		year, err := calendar.ReadYear(in.Year, bytes.NewReader(in.RawBody))
		if err != nil {
			return CalendarItem{}, err
		}
		working, err := t.LoadYear(ctx, year, who.Person)
		if err != nil {
			return CalendarItem{}, err
		}
		item := CalendarItem{working.Version(), working.Years()}
		return item, t.Note(ctx, "load_calendar", who.Person, string(d.Role), item)
	})
	return &CalendarOutput{Body: done}, err
}
