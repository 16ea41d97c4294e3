package exercise

import (
	"slices"

	"jinchu/policy/approval"
)

// choose draws the next act: mostly one that is offered to somebody, else any verb by anybody to anybody.
func (c *trial) choose(draw Draw) approval.Act {
	if c.model.final() || draw(10) < 3 {
		return c.blind(draw)
	}
	if draw(9) == 0 {
		return approval.Act{Verb: approval.Facts[draw(len(approval.Facts))]}
	}
	offers, by := c.someOffers(draw)
	if len(offers) == 0 {
		return c.blind(draw)
	}
	verbs := verbsOf(offers)
	verb := verbs[draw(len(verbs))]
	if ends(verb) && draw(4) != 0 {
		verb = verbs[draw(len(verbs))] // so that cases live long enough to become entangled
	}
	o := offers[slices.IndexFunc(offers, func(o approval.Offer) bool { return o.Verb == verb })]
	return c.take(draw, o, by)
}

// someOffers finds somebody who may do something: one of those waited for, else anybody.
func (c *trial) someOffers(draw Draw) ([]approval.Offer, string) {
	by := letter(draw)
	if duties := c.machine.Responsible(c.state, c.setting.world); len(duties) > 0 && draw(4) != 0 {
		if people := duties[draw(len(duties))].People; len(people) > 0 {
			by = people[draw(len(people))].ID
		}
	}
	return c.machine.Offers(c.state, by, c.setting.world), by
}

func verbsOf(offers []approval.Offer) []string {
	var verbs []string
	for _, o := range offers {
		if !slices.Contains(verbs, o.Verb) {
			verbs = append(verbs, o.Verb)
		}
	}
	return verbs
}

func ends(verb string) bool {
	return verb == approval.Withdraw || verb == approval.VoidIt || verb == approval.Disagree
}

// take fills an offer in.
func (c *trial) take(draw Draw, o approval.Offer, by string) approval.Act {
	a := approval.Act{Verb: o.Verb, By: by, Seat: o.Seat, Reason: "有理由", After: draw(2) == 0, Changed: draw(2) == 0}
	if draw(5) == 0 {
		a.Seat = ""
	}
	if len(o.To) > 0 {
		a.To = o.To[draw(len(o.To))]
	}
	if len(o.Steps) > 0 {
		a.Step = o.Steps[draw(len(o.Steps))]
	}
	if len(o.Seats) > 0 {
		a.Seat = o.Seats[draw(len(o.Seats))]
	}
	if o.Verb == approval.EnterMinutes {
		a.Minutes = minutes(draw)
	}
	return a
}

// blind draws an act without looking.
func (c *trial) blind(draw Draw) approval.Act {
	verb := Verbs[draw(len(Verbs))]
	if draw(60) == 0 {
		verb = "wave"
	}
	a := approval.Act{Verb: verb, By: letter(draw), To: letter(draw), Step: draw(4), After: draw(2) == 0}
	if draw(8) != 0 {
		a.Reason = "有理由"
	}
	if verb == approval.EnterMinutes && draw(3) != 0 {
		a.Minutes = minutes(draw)
	}
	if len(c.state.Chairs) > 0 && draw(3) != 0 {
		a.Seat = c.state.Chairs[draw(len(c.state.Chairs))].Seat.ID
	}
	return a
}

func minutes(draw Draw) *approval.Minutes {
	results := []string{approval.Agree, approval.Agree, approval.Agree, approval.Return, approval.Return, approval.Disagree, "maybe"}
	m := approval.Minutes{Result: results[draw(len(results))]}
	for range draw(4) {
		m.Present = append(m.Present, letter(draw))
	}
	for range draw(2) {
		m.Recused = append(m.Recused, letter(draw))
	}
	return &m
}
