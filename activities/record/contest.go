package record

import (
	"context"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// contest is a cycle as one transaction sees it: its case, its rules, its posts and the business time.
type contest struct {
	*book
	ctx     context.Context
	desk    *Desk
	tx      store.Tx
	cycle   store.CaseFile
	row     store.Cycle
	posts   []store.Post
	rulings []store.Ruling
	now     time.Time
	today   calendar.Date
	apps    []store.Application // read once, see applications
	loaded  bool
	units   map[string]*regulation.Unit
	seen    seen
	counts  []Counted // deadlines that this act counted
}

// seen is what was read of the whole cycle once; an act that moves people reads it anew.
type seen struct {
	paths    []store.PathCount
	courses  map[string]*course
	running  map[string][]string // open deadlines by application
	standing map[string]ranked
	proposed *proposed
	lie      *lie
}

// open reads a cycle with the rules it is pinned to.
func (d *Desk) open(ctx context.Context, tx store.Tx, cycle store.CaseFile) (*contest, error) {
	c := &contest{ctx: ctx, desk: d, tx: tx, cycle: cycle}
	var err error
	if c.now, err = tx.Now(ctx); err != nil {
		return nil, err
	}
	c.today = calendar.DateOf(c.now)
	if cycle.State == "" {
		return c, nil // only just being opened: there is nothing to read yet
	}
	if c.row, err = tx.Cycle(ctx, cycle.ID); err != nil {
		return nil, err
	}
	if c.posts, err = tx.Posts(ctx, cycle.ID); err != nil {
		return nil, err
	}
	c.book, c.rulings, err = d.bookOf(ctx, tx, cycle)
	return c, err
}

// applications reads all applications of the cycle with what they state, once.
func (c *contest) applications() ([]store.Application, error) {
	if c.loaded {
		return c.apps, nil
	}
	for after := ""; ; {
		page, err := c.tx.Applications(c.ctx, c.cycle.ID, nil, after, applicationsAtOnce)
		if err != nil {
			return nil, err
		}
		c.apps = append(c.apps, page...)
		if len(page) < applicationsAtOnce {
			c.loaded = true
			return c.apps, nil
		}
		after = page[len(page)-1].ID
	}
}

const applicationsAtOnce = 1000

// in lists the applications that stand in any of the states.
func (c *contest) in(states ...string) ([]store.Application, error) {
	all, err := c.applications()
	if err != nil {
		return nil, err
	}
	var some []store.Application
	for _, a := range all {
		for _, s := range states {
			if a.State == s {
				some = append(some, a)
			}
		}
	}
	return some, nil
}

// post finds a post of the cycle by ID or code.
func (c *contest) post(name string) (store.Post, error) {
	for _, p := range c.posts {
		if p.ID == name || p.Code == name {
			return p, nil
		}
	}
	return store.Post{}, fault.New("unknown", "what", "post").At("post")
}

// class finds the class of posts in the rules; nil where the rules do not know it.
func (c *contest) class(id string) *regulation.PostClass {
	for i := range c.reg.Posts {
		if c.reg.Posts[i].ID == id {
			return &c.reg.Posts[i]
		}
	}
	return nil
}

// due counts a period of the rules from today, in the calendar in force, which is recorded with it.
func (c *contest) due(name string, p regulation.Value[regulation.Period]) (store.Due, error) {
	return c.dueFrom(c.today, name, p)
}

// dueFrom counts it from another day: that of service, where the period is a person's.
func (c *contest) dueFrom(start calendar.Date, name string, p regulation.Value[regulation.Period]) (store.Due, error) {
	working, err := c.tx.Working(c.ctx)
	if err != nil {
		return store.Due{}, err
	}
	end, err := working.Deadline(start, p.V.Calendar())
	c.counts = append(c.counts, Counted{Name: name, Source: p.Source, Deadline: end})
	return store.Due{Name: name, At: end.Ends, Calendar: end.CalendarVersion}, err
}

// silence is the fault of a value that the rules leave open.
func silence(value string) error {
	return fault.New("regulation.silent", "value", value, "who", "有权裁定的人")
}

// fact reads a text fact of the cycle; "" where it is not there.
func (c *contest) fact(name string) string {
	text, _ := c.row.Facts[name].(string)
	return text
}
