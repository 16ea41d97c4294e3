package rehearsal

import (
	"context"
	"slices"

	"github.com/shopspring/decimal"
)

// The parts under which what tells equals apart is keyed: an extra question, and the lots drawn at a cap.
const (
	extraPart = "extra"
	capPart   = "cap_lots"
)

// extra marks those tied in an extra question, each another mark.
func (p *player) extra(ctx context.Context, c Cycle, need OpenNeed) (bool, error) {
	return p.tell(ctx, c, extraPart, need, func(i, number int) int { return 70 + (i*7+number)%25 })
}

// drawLots draws between those equal at a cap, the last to apply first: each another number, higher than any
// that was drawn before.
func (p *player) drawLots(ctx context.Context, c Cycle, need OpenNeed) (bool, error) {
	drawn, err := p.scores(ctx, capPart)
	if err != nil {
		return false, err
	}
	last := 0
	for _, s := range drawn {
		if s.Value != nil {
			last = max(last, int(s.Value.IntPart()))
		}
	}
	return p.tell(ctx, c, capPart, need, func(i, _ int) int { return last + len(need.Tickets) - i })
}

// tell keys for those tied what tells them apart, by their order and their number.
func (p *player) tell(ctx context.Context, c Cycle, part string, need OpenNeed, value func(i, number int) int) (bool, error) {
	standing, err := p.scores(ctx, part)
	if err != nil {
		return false, err
	}
	e, err := p.midway(ctx, c)
	if err != nil {
		return false, err
	}
	tied, numbers := need.Tickets, map[string]int{}
	if len(tied) == 0 {
		tied = e.equals()
	}
	for _, a := range e.Record.Applications {
		numbers[a.Ticket] = e.Record.Numbers[a.ID]
	}
	slices.SortFunc(tied, func(a, b string) int { return numbers[a] - numbers[b] })
	var rows []Score
	for i, ticket := range tied {
		if _, keyed := standing[ticket+"|"]; !keyed {
			rows = append(rows, scoreOf(ticket, "", decimal.NewFromInt(int64(value(i, numbers[ticket]))), false))
		}
	}
	if len(rows) == 0 {
		return false, nil
	}
	return true, p.key(ctx, c, part, rows)
}

// midway is what is known of those still in the contest, for a second reckoning before the end.
func (p *player) midway(ctx context.Context, c Cycle) (*Evidence, error) {
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return nil, err
	}
	record := Record{Cycle: c, Numbers: map[string]int{}}
	if record.Scores, err = list[Score](ctx, p.api, token, "/api/cycles/"+p.cycle+"/scores"); err != nil {
		return nil, err
	}
	if record.Applications, err = p.applications(ctx, "qualified"); err != nil {
		return nil, err
	}
	for _, a := range record.Applications {
		record.Numbers[a.ID] = p.byApp[a.ID].Number
	}
	return &Evidence{Config: p.cfg, Rules: p.rules, People: p.people, Record: record}, nil
}

// equals are the tickets of those whom nothing tells apart from another of their post.
func (e *Evidence) equals() []string {
	var tied []string
	for _, a := range e.Record.Applications {
		_, whole := e.total(a)
		if whole && slices.ContainsFunc(e.byPost(a.Post), func(b Application) bool {
			_, other := e.total(b)
			return a.ID != b.ID && other && e.order(a, b) == 0
		}) {
			tied = append(tied, a.Ticket)
		}
	}
	return tied
}
