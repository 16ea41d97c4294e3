package rehearsal_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func (c *county) tickets() {
	for _, a := range c.apps {
		if a.State == "qualified" && a.Ticket == "" {
			a.Ticket = fmt.Sprintf("T%s", a.ID[len("application:"):])
		}
	}
}

// key takes scores; another value for one that stands needs a reason, and the old one is kept.
func (c *county) key(by string, in map[string]any) (any, error) {
	if by != "score_keyer" && by != "examiner" {
		return nil, refusal{403, "policy.forbidden"}
	}
	var body struct {
		Part   string            `json:"part"`
		Scores []rehearsal.Score `json:"scores"`
	}
	encoded, err := json.Marshal(in)
	require.NoError(c.t, err)
	require.NoError(c.t, json.Unmarshal(encoded, &body))
	for _, s := range body.Scores {
		i := slices.IndexFunc(c.apps, func(a *rehearsal.Application) bool { return a.Ticket == s.Ticket })
		s.Application, s.Part, s.No = c.apps[i].ID, body.Part, 1
		for j := range c.scores {
			old := &c.scores[j]
			if old.Application == s.Application && old.Part == s.Part && old.Examiner == s.Examiner && !old.Replaced {
				if s.Reason == "" {
					return nil, refusal{409, "store.score.kept"}
				}
				old.Replaced, s.No = true, old.No+1
			}
		}
		c.scores = append(c.scores, s)
	}
	return map[string]int{"entered": len(body.Scores)}, nil
}

// evidence is the state as an invariant would look at it.
func (c *county) evidence() *rehearsal.Evidence {
	people := rehearsal.Invent(c.cfg, c.rules, c.cycle.Posts)
	record := rehearsal.Record{Cycle: c.cycle, Numbers: map[string]int{}, Scores: c.scores, Standings: c.standings}
	for _, p := range people {
		if a := c.find(c.numbers[p.ID]); a != nil {
			record.Applications = append(record.Applications, *a)
			record.Numbers[a.ID] = p.Number
		}
	}
	return &rehearsal.Evidence{Config: c.cfg, Rules: c.rules, People: people, Record: record}
}

// proposals are the rows a confirmation would write down; ties that only an extra question settles are open.
func (c *county) proposals() rehearsal.Proposals {
	out := rehearsal.Proposals{Stage: c.cycle.Stage, State: c.cycle.State}
	if c.cycle.State != "ranking" {
		return out
	}
	e := c.evidence()
	for _, post := range c.cycle.Posts {
		list := c.ranked(e, post)
		for i, a := range list {
			out.Rows = append(out.Rows, rehearsal.ProposalRow{Application: a.ID, Ticket: a.Ticket, Post: post.Code, Rank: i + 1})
			if i > 0 && rehearsal.Before(e, list[i-1], a) == 0 {
				out.Open = append(out.Open, rehearsal.OpenNeed{Code: "recruitment.tie.extra", Tickets: []string{list[i-1].Ticket, a.Ticket}})
			}
		}
	}
	if undrawn := c.undrawn(); len(undrawn) > 0 {
		out.Open = append(out.Open, rehearsal.OpenNeed{Code: "recruitment.tie.cap", Tickets: undrawn})
	}
	return out
}

// undrawn are the first two of a capped path, where the county has them draw, until both drew.
func (c *county) undrawn() []string {
	var tickets []string
	for _, a := range c.apps {
		if c.draws && a.State == "qualified" && a.Path == c.rules.Caps[0].Path && len(tickets) < 2 {
			tickets = append(tickets, a.Ticket)
		}
	}
	for _, s := range c.scores {
		if s.Part == "cap_lots" && slices.Contains(tickets, s.Ticket) {
			return nil
		}
	}
	return tickets
}

// ranked are the post's people with a total, in order.
func (c *county) ranked(e *rehearsal.Evidence, post rehearsal.Post) []rehearsal.Application {
	var list []rehearsal.Application
	last := c.rules.Exams[len(c.rules.Exams)-1].Kind
	in, _ := rehearsal.CutAfter(e, post, last)
	for _, a := range in {
		if _, ok := rehearsal.TotalOf(e, a); ok && a.State == "qualified" {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b rehearsal.Application) int {
		if by := rehearsal.Before(e, a, b); by != 0 {
			return by
		}
		return e.Record.Numbers[a.ID] - e.Record.Numbers[b.ID]
	})
	return list
}

// confirm writes down the cut of a part, or the list.
func (c *county) confirm(by, reason string) {
	c.decide(c.cycle.ID, "", "confirm", by, reason)
	e := c.evidence()
	for _, post := range c.cycle.Posts {
		if c.cycle.State == "ranking" {
			c.list(e, post, by)
			continue
		}
		part := c.cycle.Plan[c.cycle.Stage].Stages[0]
		_, out := rehearsal.CutAfter(e, post, part)
		for _, gone := range out {
			event, state := "eliminate", "eliminated"
			a := c.find(gone.ID)
			if slices.ContainsFunc(c.scores, func(s rehearsal.Score) bool { return s.Application == a.ID && s.Absent }) {
				event, state = "record_absence", "absent"
			}
			c.decide(c.cycle.ID, a.ID, event, by, reason)
			c.step(a, event, state, by)
		}
	}
}

func (c *county) list(e *rehearsal.Evidence, post rehearsal.Post, by string) {
	taken, byPath := 0, map[string]int{}
	places := rehearsal.Places(c.rules, post, e.Record.Applications)
	for i, one := range c.ranked(e, post) {
		a := c.find(one.ID)
		sum, _ := rehearsal.TotalOf(e, one)
		total, err := decimal.NewFromString(sum)
		require.NoError(c.t, err)
		s := rehearsal.Standing{Application: a.ID, Stage: c.cycle.Stage, Total: &total, Rank: i + 1, Place: "reserved"}
		free := taken < places && (post.ByPath == nil || byPath[a.Path] < post.ByPath[a.Path]) && !c.full(a.Path)
		if free {
			taken++
			byPath[a.Path]++
			s.Place = "proposed"
			c.step(a, "propose", "proposed", by)
		} else {
			c.step(a, "reserve", "reserved", by)
		}
		c.standings = append(c.standings, s)
	}
}

// full tells whether a cap holds a path back.
func (c *county) full(path string) bool {
	held := 0
	for _, a := range c.apps {
		if a.Path == path && happened(a, "propose") {
			held++
		}
	}
	return slices.ContainsFunc(c.rules.Caps, func(limit rehearsal.Cap) bool { return limit.Path == path && held >= limit.Count })
}

// substitute proposes the next of every post that has a free place.
func (c *county) substitute() any {
	e := c.evidence()
	var proposed []string
	for _, post := range c.cycle.Posts {
		taken, byPath := 0, map[string]int{}
		for _, a := range c.apps {
			if a.Post == post.Code && slices.Contains([]string{"proposed", "fit", "cleared", "publicised", "hired", "signed", "contracted"}, a.State) {
				taken++
				byPath[a.Path]++
			}
		}
		for _, one := range rehearsal.Contenders(e, post) {
			a := c.find(one.ID)
			free := taken < rehearsal.Places(c.rules, post, e.Record.Applications) && (post.ByPath == nil || byPath[a.Path] < post.ByPath[a.Path])
			if free && a.State == "reserved" && !c.full(a.Path) {
				taken++
				byPath[a.Path]++
				c.step(a, "propose", "proposed", "county_hr")
				proposed = append(proposed, a.ID)
			}
		}
	}
	if proposed == nil {
		return nil
	}
	return map[string]any{"proposed": proposed}
}
