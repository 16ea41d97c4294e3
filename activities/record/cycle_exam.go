package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// issueTickets numbers everybody qualified who has no ticket yet. The order follows from the numbers of
// the people alone, so that it says nothing about who came first, and comes out the same again.
func (x *deed) issueTickets() error {
	all, err := x.applications()
	if err != nil {
		return err
	}
	given, waiting := 0, []store.Application(nil)
	for _, a := range all {
		switch {
		case a.Ticket != "":
			given++
		case a.State == recruitment.Qualified:
			waiting = append(waiting, a)
		}
	}
	order := map[string]string{}
	for _, a := range waiting {
		p, err := personalOf(a)
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(x.reg.ID + "/" + p.IDNumber))
		order[a.ID] = hex.EncodeToString(sum[:])
	}
	slices.SortFunc(waiting, func(a, b store.Application) int { return strings.Compare(order[a.ID], order[b.ID]) })
	tickets := map[string]string{}
	for i, a := range waiting {
		tickets[a.ID] = fmt.Sprintf("%d%04d", x.today.Year(), given+i+1)
	}
	x.out.Answer = map[string]int{"issued": len(tickets)}
	return x.tx.GiveTickets(x.ctx, tickets)
}

// opened holds each post against the opening ratio.
type opened struct {
	post   store.Post
	result recruitment.Opened
}

// openings counts the people of every post that still has places.
func (c *contest) openings() ([]opened, error) {
	stage := c.kindAt(c.cycle.Stage, regulation.StageOpening)
	if stage == nil {
		return nil, nil
	}
	apps, err := c.applications()
	if err != nil {
		return nil, err
	}
	counts := map[string]recruitment.Counts{}
	for _, a := range apps {
		n := counts[a.Post]
		if a.State != recruitment.Withdrawn {
			n.Registered++
		}
		if a.State == recruitment.Qualified {
			n.Qualified++
			n.Shortlisted++
			if a.Ticket != "" {
				n.TicketHolders++
			}
		}
		counts[a.Post] = n
	}
	var all []opened
	for _, p := range c.posts {
		rule, held := recruitment.OpeningOf(stage.Opening, p.Class)
		if p.Headcount == 0 || !held {
			continue
		}
		result, err := recruitment.CheckOpening(rule, p.Headcount, counts[p.ID])
		if err != nil {
			return nil, err
		}
		all = append(all, opened{p, result})
	}
	return all, nil
}

// dispose decides about a post that has too few people: one of the consequences the rules allow, by a
// named person with a reason. A ratio that is not met decides nothing by itself.
func (x *deed) dispose() error {
	all, err := x.openings()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o opened) bool { return o.post.Code == x.body.Post || o.post.ID == x.body.Post })
	switch {
	case i < 0:
		return fault.New("unknown", "what", "post").At("post")
	case all[i].result.Met:
		return fault.New("recruitment.opening.met", "post", all[i].post.Code)
	case !slices.Contains(all[i].result.Allowed, x.body.Outcome):
		return fault.New("recruitment.opening.consequence", "have", strings.Join(all[i].result.Allowed, "、")).At("consequence")
	}
	x.about = all[i].post.Code
	if err := x.tx.SetPostFacts(x.ctx, all[i].post.ID, map[string]any{"disposed": x.body.Outcome, "disposed_at": x.at.Stage}); err != nil {
		return err
	}
	return x.disposed(all[i])
}

func (x *deed) disposed(o opened) error {
	switch x.body.Outcome {
	case "reduce":
		return x.tx.SetHeadcount(x.ctx, o.post.ID, o.result.Fits)
	case "cancel":
		if err := x.tx.SetHeadcount(x.ctx, o.post.ID, 0); err != nil {
			return err
		}
		return x.leavePost(o.post)
	case "reroute":
		return x.reroute(o.post)
	}
	return nil // keep
}

// leavePost ends the contest for those who applied for a post that is cancelled.
func (x *deed) leavePost(post store.Post) error {
	people, err := x.of(post, recruitment.Qualified)
	if err != nil {
		return err
	}
	return x.moveAll("eliminate", people, same("岗位"+post.Code+"达不到开考比例，已取消："+x.reason()), nil)
}

// reroute moves the people of a post to another one of the same class.
func (x *deed) reroute(post store.Post) error {
	to, err := x.post(x.body.To)
	if err != nil {
		return err
	}
	if to.ID == post.ID || to.Class != post.Class || to.Headcount == 0 {
		return fault.New("value.wrong", "field", "to", "why", "须是同类别、未取消的另一岗位 another open post of the same class").At("to")
	}
	people, err := x.of(post, recruitment.Qualified)
	if err != nil {
		return err
	}
	moved := map[string]string{}
	for _, a := range people {
		moved[a.ID] = to.ID
	}
	if err := x.tx.GivePosts(x.ctx, moved); err != nil {
		return err
	}
	return x.tx.SetHeadcount(x.ctx, post.ID, 0)
}

// of lists a post's people in a state.
func (c *contest) of(post store.Post, state string) ([]store.Application, error) {
	all, err := c.in(state)
	return slices.DeleteFunc(all, func(a store.Application) bool { return a.Post != post.ID }), err
}

// lockScores ends an examination: everybody has a mark, an absence or an exemption. Absences become
// recorded decisions here, by the person who locks; a medical note can have one reinstated.
func (x *deed) lockScores() error {
	if err := x.ready("lock_scores"); err != nil {
		return err
	}
	stage, err := x.exam(x.at.Stage)
	if err != nil {
		return err
	}
	people, err := x.candidates(recruitment.Qualified)
	if err != nil {
		return err
	}
	var absent []store.Application
	for _, p := range people {
		judged, err := p.judge(stage)
		if err != nil {
			return err
		}
		if judged.Outcome == recruitment.Missed {
			absent = append(absent, p.app)
		}
	}
	return x.moveAll("record_absence", absent, same(recruitment.PartName(string(stage.Kind))+"缺考"), nil)
}

// scoresReady lists why an examination may not be locked.
func (c *contest) scoresReady() []error {
	stage, err := c.exam(c.cycle.Stage)
	if err != nil {
		return []error{err}
	}
	people, err := c.candidates(recruitment.Qualified)
	if err != nil {
		return []error{err}
	}
	all := c.noAppeals()
	if missing, err := c.awaits(c.cycle.Stage); err != nil || len(missing) > 0 {
		all = append(all, fault.New("recruitment.awaits", "what", strings.Join(missing, "、")))
	}
	for _, p := range people {
		if p.app.Ticket == "" {
			all = append(all, fault.New("recruitment.ticket.missing"))
			break
		}
	}
	for _, p := range people {
		if _, err := p.judge(stage); err != nil {
			all = append(all, fault.Of(err).At(p.app.Ticket))
		}
	}
	return all
}

// noAppeals refuses to end a stage over the head of somebody who appeals.
func (c *contest) noAppeals() []error {
	open, err := c.in(recruitment.Appealing)
	if err != nil {
		return []error{err}
	}
	if len(open) > 0 {
		return []error{fault.New("recruitment.undecided", "count", len(open), "what", "申诉")}
	}
	return nil
}
