package approval

import (
	"slices"
	"strconv"

	"jinchu/policy/regulation"
)

// carry does what was offered and checked. Every act leaves a voice, so that the case can say who did what.
func (r Route) carry(s State, a Act, o Offer, day string) State {
	by, i := Person{ID: a.By, For: o.For}, s.chair(o.Seat)
	s.Voices = append(s.Voices, Voice{Verb: a.Verb, By: by, Seat: o.Seat, Step: s.Step, Round: s.Round})
	switch a.Verb {
	case Agree, Disagree:
		return r.settle(s.say(i))
	case Return:
		return s.giveBack(o.Seat)
	case SendBack:
		return r.enter(s, a.Step)
	case Resubmit:
		return s.resume(a.Changed)
	case Transfer:
		s.hand(i, by, a.To)
	case Delegate:
		s.ask(i, by, a.To)
	case Report:
		s.Chairs[i].Delegate, s.Chairs[i].Asker = "", nil
	case AddSigner:
		return s.add(i, by, a)
	case RemoveSigner:
		gone := s.chair(a.Seat)
		s.Chairs = slices.Delete(s.Chairs, gone, gone+1)
		return r.settle(s)
	case EnterMinutes:
		minutes := *a.Minutes
		minutes.By = by
		s.Minutes = &minutes
	case CorrectMinutes:
		s.Minutes = nil
	case ConfirmMinutes:
		return r.resolve(s, o.Seat)
	default:
		s.note(i, a, day)
	}
	return s
}

// note does the verbs that leave the seats as they are.
func (s *State) note(i int, a Act, day string) {
	switch a.Verb {
	case Park:
		s.Chairs[i].Parked = a.By
	case Copy:
		s.Copies = append(s.Copies, a.To)
	case Urge:
		s.Urged = day
	case Withdraw:
		s.Status = Withdrawn
	case VoidIt:
		s.Status = Void
	}
}

// say gives the last voice to a chair.
func (s State) say(i int) State {
	said := s.Voices[len(s.Voices)-1]
	s.Chairs[i].Said = &said
	s.Chairs[i].clear()
	return s
}

// clear ends what a chair had set aside or asked for: it has spoken itself, or passed the seat on.
func (c *Chair) clear() { c.Parked, c.Delegate, c.Asker = "", "", nil }

// giveBack closes the round: the submitter has it, and the seat that returned it gets it back.
func (s State) giveBack(seat string) State {
	s.Chairs[s.chair(seat)].clear()
	s.Status, s.Back, s.Round, s.Told = Returned, seat, s.Round+1, 0
	return s
}

// resume opens the next round of the step that returned it, at the seat that did: with the person who did, while
// they may. What others of this step had signed stands where nothing was changed; else they sign anew. Earlier
// steps are not asked again.
func (s State) resume(changed bool) State {
	for i := range s.Chairs {
		if changed {
			s.Chairs[i].Said = nil
		}
		if s.Chairs[i].Seat.ID == s.Back {
			s.Chairs[i].Person = s.returner()
		}
	}
	s.Status, s.Back, s.Minutes, s.Round, s.Told = Open, "", nil, s.Round+1, 0
	return s
}

// returner is who returned it last.
func (s State) returner() string {
	for i := len(s.Voices) - 1; i >= 0; i-- {
		if v := s.Voices[i]; v.Verb == Return || v.Verb == ConfirmMinutes {
			return v.By.ID
		}
	}
	return ""
}

// hand gives a seat to another person; who gave it does not get it again.
func (s *State) hand(i int, by Person, to string) {
	c := &s.Chairs[i]
	c.Had = append(c.Had, by.ID)
	if by.For != "" {
		c.Had = append(c.Had, by.For)
	}
	c.Person = to
	c.clear()
}

// ask lets another person report first. The seat is the asker's meanwhile: who decides in it takes no other.
func (s *State) ask(i int, by Person, to string) {
	c := &s.Chairs[i]
	c.Person, c.Delegate, c.Asker, c.Parked = by.ID, to, &by, ""
}

// add puts a signer before the seat that adds it, or behind it and those it added before.
func (s State) add(i int, by Person, a Act) State {
	seat := s.Chairs[i].Seat.ID
	one := Chair{Person: a.To, Added: by.ID, By: seat, Before: !a.After}
	for n := 1; one.Seat.ID == ""; n++ {
		if id := seat + "+" + strconv.Itoa(n); s.chair(id) < 0 {
			one.Seat.ID = id
		}
	}
	at := i
	for a.After && at < len(s.Chairs) && (at == i || s.under(at, seat)) {
		at++
	}
	s.Chairs = slices.Insert(s.Chairs, at, one)
	return s
}

// under tells whether a chair was added by a seat, or by one that was.
func (s State) under(i int, seat string) bool {
	by := s.Chairs[i].By
	return by != "" && (by == seat || s.under(s.chair(by), seat))
}

// resolve does what a confirmed meeting came to.
func (r Route) resolve(s State, seat string) State {
	switch s.Minutes.Result {
	case Disagree:
		s.Status = Refused
	case Return:
		return s.giveBack(seat)
	default:
		return r.enter(s, s.Step+1)
	}
	return s
}

// settle closes the step where nothing more has to be said, or the route where somebody does not agree.
func (r Route) settle(s State) State {
	done, refused := r.came(s)
	switch {
	case refused:
		s.Status = Refused
	case done:
		return r.enter(s, s.Step+1)
	}
	return s
}

// came tells what the words of the round come to. A vote that has what it needs still waits for those with a veto.
func (r Route) came(s State) (done, refused bool) {
	agreed, against, open, veto, vetoes := 0, 0, 0, false, 0
	for _, c := range s.Chairs {
		switch {
		case c.Said == nil:
			open++
			if c.Seat.Veto {
				vetoes++
			}
		case c.Said.Verb == Agree:
			agreed++
		default:
			against, veto = against+1, veto || c.Seat.Veto
		}
	}
	switch step := r.Steps[s.Step]; step.Mode {
	case regulation.RouteVote:
		return agreed >= step.Need && vetoes == 0, veto || agreed+open < step.Need
	case regulation.RouteAny:
		return s.anyDone(), against > 0
	}
	return open == 0, against > 0
}

// anyDone tells whether one of several has agreed, and with them everybody they added.
func (s State) anyDone() bool {
	decider := s.decider()
	return decider != "" && s.heard(decider)
}

// decider is the seat of the route that has spoken for all of a step any of them decides; "" none yet.
func (s State) decider() string {
	for _, c := range s.Chairs {
		if c.Added == "" && c.Said != nil {
			return c.Seat.ID
		}
	}
	return ""
}

// behalf is the seat of the route a chair was added for, through however many hands; its own where it was not.
func (s State) behalf(c Chair) string {
	for c.By != "" {
		c = s.Chairs[s.chair(c.By)]
	}
	return c.Seat.ID
}

// heard tells whether everybody added by a seat, and by those, has spoken.
func (s State) heard(seat string) bool {
	return !slices.ContainsFunc(s.Chairs, func(c Chair) bool {
		return c.By == seat && (c.Said == nil || !s.heard(c.Seat.ID))
	})
}
