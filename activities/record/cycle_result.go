package record

import (
	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// confirm makes the results of a stage hold: a named person answers for every row, adverse ones with
// the rules' reasons and the person's own. What the rules leave open stops it before anything is written.
func (x *deed) confirm() error {
	if err := x.ready("confirm"); err != nil {
		return err
	}
	p, err := x.propose()
	if err != nil {
		return err
	}
	x.out.Record = map[string]any{"proposals": p, "digest": p.Digest()}
	standings := make([]store.Standing, 0, len(p.Rows))
	for _, row := range p.Rows {
		standings = append(standings, row.standing(x.at.Stage))
	}
	if err := x.tx.SetStandings(x.ctx, standings); err != nil {
		return err
	}
	for _, event := range []string{"eliminate", "propose", "rank"} {
		if err := x.confirmed(event, p.Rows); err != nil {
			return err
		}
	}
	x.out.Answer = map[string]int{"rows": len(p.Rows)}
	if x.at.State == recruitment.Ranking {
		return x.reserve()
	}
	return nil
}

// confirmed moves those a row's event is for.
func (x *deed) confirmed(event string, rows []Proposal) error {
	var apps []store.Application
	why := map[string]string{}
	for _, row := range rows {
		if row.Event == event {
			apps, why[row.Application] = append(apps, row.app), row.reasonText(x.reason())
		}
	}
	return x.moveAll(event, apps, func(a store.Application) string { return why[a.ID] }, nil)
}

// reserveName is the deadline of the reserve list, reserveFact its last day.
const (
	reserveName = "reserve_expires"
	reserveFact = "reserve_until"
)

// reserve counts from the ranking how long substitutes may be drawn, and puts those who wait on the
// reserve list, where they are drawn from one.
func (x *deed) reserve() error {
	sub := x.reg.Substitution
	if sub == nil {
		return nil
	}
	var opens func(store.Application) []store.Due
	if sub.Validity.Known() {
		due, err := x.due(reserveName, sub.Validity)
		if err != nil {
			return err
		}
		if err := x.tx.SetCycleFacts(x.ctx, x.at.ID, map[string]any{reserveFact: calendar.DateOf(due.At.Add(-1)).String()}); err != nil {
			return err
		}
		opens = func(store.Application) []store.Due { return []store.Due{due} }
	}
	if sub.Pool.V != "reserve_list" {
		return nil
	}
	waiting, err := x.in(recruitment.Ranked)
	if err != nil {
		return err
	}
	return x.moveAll("reserve", waiting, same("列入递补名单。"+x.reason()), opens)
}

// ready refuses an act that ends a stage while something is undone: the first reason; the page lists all.
func (x *deed) ready(act string) error {
	if all := x.blockers(act); len(all) > 0 {
		return all[0]
	}
	return nil
}

// blockers lists why an act that ends a stage would be refused now.
func (c *contest) blockers(act string) []error {
	switch {
	case act == "publish":
		return c.publishable()
	case act == "lock_scores":
		return c.scoresReady()
	case act == "confirm":
		return c.resultsReady()
	case act == "hire":
		return c.hireReady()
	case act == "close":
		return c.closeReady()
	case act == "conclude":
		return c.stageReady()
	}
	return nil
}

// resultsReady: nobody appeals, and the rules give a result. What must be ruled on is found by confirming.
func (c *contest) resultsReady() []error {
	all := append(c.noAppeals(), c.doubted(recruitment.Qualified)...)
	if _, err := c.propose(); err != nil && !stops(err) {
		all = append(all, err)
	}
	return all
}

// stageReady lists what a stage that its organiser concludes still waits for.
func (c *contest) stageReady() []error {
	var all []error
	if missing, err := c.awaits(c.cycle.Stage); err != nil {
		all = append(all, err)
	} else if len(missing) > 0 {
		all = append(all, fault.New("recruitment.awaits", "what", missing[0]))
	}
	switch c.cycle.State {
	case recruitment.Reviewing:
		return append(all, c.undecided(undecided, "报名")...)
	case recruitment.Accommodating:
		return append(all, c.accommodationsReady()...)
	case recruitment.Opening:
		return append(all, c.openingsReady()...)
	case recruitment.Choosing:
		return append(all, c.chosenReady()...)
	case recruitment.Checking:
		return append(all, c.checksReady()...)
	case recruitment.Publicising:
		return append(all, c.publicityReady()...)
	}
	return all
}

// undecided refuses while people wait for an answer.
func (c *contest) undecided(states []string, what string) []error {
	open, err := c.in(states...)
	if err != nil {
		return []error{err}
	}
	if len(open) > 0 {
		return []error{fault.New("recruitment.undecided", "count", len(open), "what", what)}
	}
	return nil
}

func (c *contest) accommodationsReady() []error {
	count, err := c.tx.AccommodationsAsked(c.ctx, c.cycle.ID)
	if err != nil {
		return []error{err}
	}
	if count > 0 {
		return []error{fault.New("recruitment.undecided", "count", count, "what", "合理便利申请")}
	}
	return nil
}

// openingsReady: every post with too few people has been disposed of by a person, at this opening.
func (c *contest) openingsReady() []error {
	all, err := c.openings()
	if err != nil {
		return []error{err}
	}
	var open []error
	for _, o := range all {
		if at, disposed := o.post.Facts["disposed_at"].(float64); !o.result.Met && (!disposed || int(at) != c.cycle.Stage) {
			open = append(open, fault.New("recruitment.opening.short", "post", o.post.Code, "need", o.result.Need, "have", o.result.Have))
		}
	}
	return open
}

func (c *contest) chosenReady() []error {
	live, err := c.in(liveStates...)
	if err != nil {
		return []error{err}
	}
	for _, a := range live {
		if a.Post == "" {
			return []error{fault.New("recruitment.choice.open")}
		}
	}
	return nil
}

// conclude ends a stage by its organiser.
func (x *deed) conclude() error { return x.ready("conclude") }
