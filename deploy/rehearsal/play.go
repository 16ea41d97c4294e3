package rehearsal

import (
	"context"
	"fmt"
	"slices"
)

// rounds is how often a cycle may be looked at before something runs in a circle.
const rounds = 3000

// drivers do what is due in a state of the cycle and tell whether they did anything.
var drivers = map[string]func(*player, context.Context, Cycle) (bool, error){
	"planned": (*player).plan, "submitted": (*player).approve, "approved": (*player).publish, "announced": (*player).register,
	"reviewing": (*player).reviewing, "accommodating": (*player).reviewing, "opening": (*player).opening,
	"examining": (*player).examine, "scored": (*player).confirm, "ranking": (*player).confirm, "choosing": (*player).choosing,
	"checking": (*player).checking, "publicising": (*player).publicising, "deciding": (*player).deciding,
	"contracting": (*player).contracting, "awaiting_ruling": (*player).plan,
}

// run looks at the cycle, does what is due, and when nothing is due moves the clock to the next deadline,
// until the cycle is over.
func (p *player) run(ctx context.Context) error {
	for range rounds {
		c, err := p.look(ctx)
		if err != nil {
			return err
		}
		p.show(c)
		p.watch(c)
		if c.State == "closed" || c.State == "cancelled" {
			return p.known(ctx, c)
		}
		goesOn, err := p.step(ctx, c)
		if err != nil {
			return err
		}
		if !goesOn {
			return stuck(c)
		}
	}
	return fmt.Errorf("%w: %d rounds and no end", ErrStuck, rounds)
}

// step does what is due, else lets time pass.
func (p *player) step(ctx context.Context, c Cycle) (bool, error) {
	drive, known := drivers[c.State]
	if !known {
		return false, fmt.Errorf("%w: the state %s is not one a rehearsal knows", ErrStuck, c.State)
	}
	if c.State != "announced" {
		if err := p.known(ctx, c); err != nil {
			return false, err
		}
	}
	if did, err := p.receive(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := drive(p, ctx, c); did || err != nil {
		return did, err
	}
	return p.advance(ctx)
}

// known finds the applications again when a rehearsal is taken up after the registration.
func (p *player) known(ctx context.Context, c Cycle) error {
	if len(p.byApp) > 0 || slices.Contains([]string{"planned", "submitted", "approved"}, c.State) {
		return nil
	}
	return p.submitAll(ctx, c)
}

// show prints a line per stage and notes its first day.
func (p *player) show(c Cycle) {
	now := fmt.Sprintf("%s/%d", c.State, c.Stage)
	if now == p.shown {
		return
	}
	p.shown = now
	label := c.State
	var stages []string
	if c.Stage >= 0 && c.Stage < len(c.Plan) {
		label, stages = c.Plan[c.Stage].Label, c.Plan[c.Stage].Stages
	}
	p.log.add(Entry{Date: p.today, Case: c.ID, Act: "stage", Stage: now, Label: label})
	p.say("%s", stageLine(p.today, c, label, stages))
}

// kinds are the stages of the regulation that the present step carries out.
func kinds(c Cycle) []string {
	if c.Stage < 0 || c.Stage >= len(c.Plan) {
		return nil
	}
	return c.Plan[c.Stage].Stages
}

func stuck(c Cycle) error {
	var offers []string
	for _, o := range c.Next {
		offers = append(offers, fmt.Sprintf("%s%v", o.Act, o.Roles))
	}
	return fmt.Errorf("%w in %s: offered %v, blocked %v, awaits %v, deadlines %v", ErrStuck, c.State, offers, c.Blocked, c.Awaits, c.Deadlines)
}

// receive records the outside events the stage waits for.
func (p *player) receive(ctx context.Context, c Cycle) (bool, error) {
	for _, what := range c.Awaits {
		did, err := p.cycleAct(ctx, c, "receive", map[string]any{"what": what, "reference": "演练来文：" + what, "granted": true})
		if did || err != nil {
			return did, err
		}
	}
	return false, nil
}

// stands tells whether something stands in the way of an act.
func stands(c Cycle, name string) bool {
	return slices.ContainsFunc(c.Blocked, func(b Blocked) bool { return b.Act == "" || b.Act == name })
}

// conclude ends the present stage when nothing stands against it.
func (p *player) conclude(ctx context.Context, c Cycle, name string) (bool, error) {
	if stands(c, name) {
		return false, nil
	}
	return p.cycleAct(ctx, c, name, nil)
}
