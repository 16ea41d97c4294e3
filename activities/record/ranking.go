package record

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// proposeRanking totals, ranks and gives the places. Open ties that reach a place are listed and stop it.
func (c *contest) proposeRanking() (Proposals, error) {
	out := Proposals{State: c.cycle.State, Stage: c.cycle.Stage}
	people, err := c.candidates(recruitment.Qualified)
	if err != nil {
		return out, err
	}
	rows, err := c.totals(people)
	if err != nil {
		return out, err
	}
	lists, err := c.lists(people, rows)
	if err != nil {
		return out, err
	}
	for _, list := range lists {
		out.Open = append(out.Open, openNeeds(list.Open)...)
	}
	seats, err := c.seats(lists)
	out.Open = append(out.Open, openNeeds(seats.Open)...)
	if err != nil {
		out.Rows = finished(people, rows)
		return out, err
	}
	c.seated(rows, seats)
	err = c.callMore(rows, lists, seats)
	out.Rows = finished(people, rows)
	return out, err
}

// openNeeds says what open ties need.
func openNeeds(ties []recruitment.OpenTie) []Needed {
	var all []Needed
	for _, tie := range ties {
		all = append(all, Needed{Code: fault.CodeOf(tie.Needs), Title: fault.Of(tie.Needs).Sentence(fault.Chinese), Tickets: tie.Tickets})
	}
	return all
}

// callMore proposes those whom the first check calls beyond the places, in rank order: they are checked
// too and wait behind those who are in. Nobody is called over a cap.
func (c *contest) callMore(rows map[string]*Proposal, lists map[string]recruitment.List, seats recruitment.Seats) error {
	checks := c.checkStages()
	if len(checks) == 0 {
		return nil
	}
	var capped []string
	for _, p := range seats.Capped {
		capped = append(capped, p.Ticket)
	}
	for _, post := range c.contested() {
		for path, places := range openTo(post) {
			if err := callTo(checks[0], places, ofPath(lists[post.ID], path), capped, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// callTo proposes whom a check calls of a list beyond so many places.
func callTo(check regulation.Stage, places int, list recruitment.List, gone []string, rows map[string]*Proposal) error {
	count, err := called(check, places)
	if err != nil || count <= places {
		return err
	}
	call, err := recruitment.CallTo(check.Kind, check.Check, places, list, gone)
	for _, p := range call.Called {
		if row := rows[p.Ticket]; row.Place == "wait" {
			row.Place, row.Event = "called", recruitment.ProposeHire
			row.Reasons = append(row.Reasons, call.Reason)
		}
	}
	return err
}

// openTo are the places of a post by the path they are kept for; "" is anybody's.
func openTo(post store.Post) map[string]int {
	if kept := byPath(post); len(kept) > 0 {
		return kept
	}
	return map[string]int{"": post.Headcount}
}

// ofPath is a list of one path's people.
func ofPath(list recruitment.List, path string) recruitment.List {
	if path != "" {
		list.Places = slices.DeleteFunc(slices.Clone(list.Places), func(p recruitment.Place) bool { return p.Path != path })
	}
	return list
}

// totals gives everybody a total with its arithmetic. Without a total stage the one part examined counts.
func (c *contest) totals(people []candidate) (map[string]*Proposal, error) {
	stage := c.stage(regulation.StageTotal)
	rows := map[string]*Proposal{}
	for _, p := range people {
		row := c.personRow(p)
		rows[p.Ticket] = row
		if stage == nil {
			total, err := c.onlyPart(p)
			if err != nil {
				return nil, err
			}
			row.Total = &total
			continue
		}
		sum, err := recruitment.Total(stage.Total, c.counted(p))
		if err != nil {
			return nil, fault.Of(err).At(p.app.Ticket)
		}
		for i := range p.credits {
			row.Reasons = append(row.Reasons, bonusReasons(&p.credits[i])...)
		}
		row.Total, row.Arithmetic, row.sum = &sum.Value, sum.Arithmetic, &sum
	}
	return rows, nil
}

// onlyPart is the total where the text has one scored part and no total; several parts without weights
// are silence. Where nothing is examined everybody stands equal.
func (c *contest) onlyPart(p candidate) (decimal.Decimal, error) {
	exams := c.exams()
	switch len(exams) {
	case 0:
		return decimal.Zero, nil
	case 1:
		one := c.counted(p)
		score, ok := one.Scores[string(exams[0].Kind)]
		if !ok {
			return score, fault.New("recruitment.score.missing", "part", recruitment.PartName(string(exams[0].Kind))).At(p.app.Ticket)
		}
		return score.Add(one.Bonus), nil
	}
	return decimal.Zero, silence("total.weights")
}

// lists ranks post by post.
func (c *contest) lists(people []candidate, rows map[string]*Proposal) (map[string]recruitment.List, error) {
	byPost := map[string][]recruitment.Contender{}
	for _, p := range people {
		byPost[p.Post] = append(byPost[p.Post], recruitment.Contender{Candidate: c.counted(p), Total: *rows[p.Ticket].Total})
	}
	ground, err := c.ground(people)
	if err != nil {
		return nil, err
	}
	rank, total := c.rankStages()
	lists := map[string]recruitment.List{}
	for post, contenders := range byPost {
		list, err := recruitment.Rank(rank, recruitment.MergeOf(total), contenders, ground)
		if err != nil {
			return nil, err
		}
		for _, place := range list.Places {
			row := rows[place.Ticket]
			row.Rank, row.List, row.TieBy = place.Rank, place.List, place.By
		}
		lists[post] = list
	}
	return lists, nil
}

// rankStages are what the rules say of equals, and of the total; nil where they say nothing.
func (c *contest) rankStages() (rank *regulation.RankStage, total *regulation.TotalStage) {
	if s := c.stage(regulation.StageRank); s != nil {
		rank = s.Rank
	}
	if s := c.stage(regulation.StageTotal); s != nil {
		total = s.Total
	}
	return rank, total
}

// ground is everything a tie may be decided by.
func (c *contest) ground(people []candidate) (recruitment.Ground, error) {
	facts, extra, lots := map[string]regulation.Facts{}, map[string]decimal.Decimal{}, map[string]int{}
	for _, p := range people {
		facts[p.Ticket] = p.facts
		if p.extra != nil {
			extra[p.Ticket] = *p.extra
		}
		if p.lot != nil {
			lots[p.Ticket] = int(p.lot.IntPart())
		}
	}
	consent, err := c.consent()
	return recruitment.Ground{Priorities: c.reg.Priorities, Extra: extra, Consent: consent, Lots: lots,
		Holds: func(ticket string, cond regulation.Condition) regulation.Verdict {
			v, _, err := c.program.Evaluate(cond.Expr, facts[ticket])
			if err != nil {
				return regulation.CannotTell
			}
			return v
		}}, err
}

// consent is what the body answered that must agree to an extra question.
func (c *contest) consent() (regulation.Verdict, error) {
	stage := c.stage(regulation.StageRank)
	received, err := c.tx.ReceivedOf(c.ctx, c.cycle.ID)
	if err != nil || stage == nil {
		return regulation.CannotTell, err
	}
	answer := regulation.CannotTell
	for _, tie := range stage.Rank.Ties {
		for _, r := range received {
			if tie.Consent == "" || r.What != tie.Consent {
				continue
			}
			answer = regulation.No
			if r.Granted {
				answer = regulation.Yes
			}
		}
	}
	return answer, nil
}

// seats gives the places of all posts, within the caps.
func (c *contest) seats(lists map[string]recruitment.List) (recruitment.Seats, error) {
	limits, err := c.limits()
	if err != nil {
		return recruitment.Seats{}, err
	}
	if _, pooled := lists[""]; pooled {
		return recruitment.WhoIsIn([]recruitment.Post{{Headcount: c.places("")}}, lists, limits)
	}
	posts := make([]recruitment.Post, 0, len(c.posts))
	for _, p := range c.posts {
		posts = append(posts, recruitment.Post{ID: p.ID, Headcount: p.Headcount, ByPath: byPath(p)})
	}
	return recruitment.WhoIsIn(posts, lists, limits)
}

// byPath are the fixed places of a post by path. A post that was cut has none: nobody said whose place went.
func byPath(p store.Post) map[string]int {
	kept, ok := p.Facts["by_path"].(map[string]any)
	if !ok || p.Facts["disposed"] == "reduce" {
		return nil
	}
	places := map[string]int{}
	for path, n := range kept {
		count, _ := n.(float64)
		places[path] = int(count)
	}
	return places
}

// seated writes the places into the rows, and what confirming does: the person is proposed, or ranked to wait.
func (c *contest) seated(rows map[string]*Proposal, seats recruitment.Seats) {
	mark := func(tickets []recruitment.Place, place, event string) {
		for _, p := range tickets {
			rows[p.Ticket].Place, rows[p.Ticket].Event = place, event
		}
	}
	mark(seats.In, "in", recruitment.ProposeHire)
	mark(seats.Wait, "wait", "rank")
	for _, capped := range seats.Capped {
		row := rows[capped.Ticket]
		row.Place, row.Event = "capped", "rank"
		row.Reasons = append(row.Reasons, recruitment.Reason{ID: "cap", Rule: capped.Limit.Rule, Source: capped.Limit.From, Verdict: regulation.No})
	}
}

// finished puts the rows in the order of posts and ranks.
func finished(people []candidate, rows map[string]*Proposal) []Proposal {
	all := make([]Proposal, 0, len(people))
	for _, p := range people {
		all = append(all, *rows[p.Ticket])
	}
	slices.SortFunc(all, func(a, b Proposal) int {
		switch {
		case a.Post != b.Post:
			return strings.Compare(a.Post, b.Post)
		case a.Rank != b.Rank:
			return a.Rank - b.Rank
		}
		return strings.Compare(a.Ticket, b.Ticket)
	})
	return all
}

// standing keeps a row as the stage left it.
func (p Proposal) standing(stage int) store.Standing {
	s := store.Standing{Application: p.Application, Stage: stage, Place: p.Place}
	if p.Total != nil {
		s.Total = decimal.NewNullDecimal(*p.Total)
	}
	if p.Rank > 0 {
		rank := p.Rank
		s.Rank = &rank
	}
	kept := map[string]any{"tie_by": p.TieBy, "list": p.List}
	if p.sum != nil {
		kept["text"], kept["terms"], kept["weights"] = p.Arithmetic, p.sum.Terms, p.sum.Weights
	}
	if p.sum != nil || p.List != "" {
		s.Arithmetic, _ = json.Marshal(kept)
	}
	return s
}
