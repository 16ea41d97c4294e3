package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// RealmHeader stands on every answer and says whether it is a rehearsal.
const RealmHeader = "Jinchu-Realm"

// Realm is what this database is.
type Realm struct {
	Kind    string    `json:"kind" enum:"production,rehearsal"`
	County  string    `json:"county" doc:"12-digit code"`
	Name    string    `json:"name"`
	Now     time.Time `json:"now" doc:"business time"`
	Version string    `json:"version,omitempty" doc:"of the program"`
}

// RealmOutput is the realm.
type RealmOutput struct{ Body Realm }

// Clock is the business clock of a rehearsal.
type Clock struct {
	Now  time.Time  `json:"now"`
	Next *time.Time `json:"next" nullable:"true" doc:"earliest open deadline of any case"`
}

// ClockOutput is the clock.
type ClockOutput struct{ Body Clock }

// AdvanceInput moves the clock.
type AdvanceInput struct {
	Body struct {
		To time.Time `json:"to" doc:"not before now"`
	}
}

func (c *counter) registerRealm(api huma.API) {
	handle(api, open(operation(http.MethodGet, "/api/realm", "realm", "演练", "这是哪个县、正式还是演练 · which county, real or rehearsal")), c.realm)
	handle(api, open(operation(http.MethodGet, "/api/rehearsal/clock", "read-clock", "演练", "业务时间与下一个期限 · business time and the next deadline")), c.readClock)
	handle(api, answering(needs(operation(http.MethodPost, "/api/rehearsal/clock", "advance-clock", "演练", "推进业务时间 · move business time on"), "clock", "advance"), http.StatusOK), c.advanceClock)
}

func (c *counter) realm(ctx context.Context, _ *struct{}) (*RealmOutput, error) {
	realm, err := c.readRealm(ctx)
	realm.Version = c.version
	return &RealmOutput{Body: realm}, err
}

func (c *counter) readRealm(ctx context.Context) (r Realm, err error) {
	err = c.Record.Read(ctx, func(t store.Tx) error {
		here := t.Here()
		r = Realm{Kind: here.Kind, County: here.County, Name: here.Name}
		r.Now, err = t.Now(ctx)
		return err
	})
	return r, err
}

func (c *counter) readClock(ctx context.Context, _ *struct{}) (*ClockOutput, error) {
	out := &ClockOutput{}
	err := c.Record.Read(ctx, func(t store.Tx) (err error) {
		if t.Here().Kind != store.Rehearsal {
			return fault.New("store.clock.real")
		}
		if out.Body.Now, err = t.Now(ctx); err != nil {
			return err
		}
		next, err := t.NextDeadline(ctx)
		if store.NoDeadline(err) {
			return nil
		}
		out.Body.Next = &next.At
		return err
	})
	return out, err
}

// advanceClock notes who moved the time before it moves, so that what follows stands behind it.
func (c *counter) advanceClock(ctx context.Context, in *AdvanceInput) (*ClockOutput, error) {
	err := c.Record.Write(ctx, func(t store.Tx) error { return c.noteAdvance(ctx, t, in.Body.To) })
	if err != nil {
		return nil, err
	}
	if c.Engine != nil {
		err = c.Engine.Advance(ctx, in.Body.To)
	} else {
		err = c.Record.Write(ctx, func(t store.Tx) error { return t.Advance(ctx, in.Body.To) })
	}
	if err != nil {
		return nil, err
	}
	return c.readClock(ctx, nil)
}

func (c *counter) noteAdvance(ctx context.Context, t store.Tx, to time.Time) error {
	if t.Here().Kind != store.Rehearsal {
		return fault.New("store.clock.real")
	}
	d, err := c.may(ctx, t, "clock", "advance", t.Here().County)
	if err != nil {
		return err
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	if to.Before(now) {
		return fault.New("store.clock.back")
	}
	return t.Note(ctx, "advance_clock", callerOf(ctx).Person, string(d.Role), map[string]time.Time{"to": to})
}
