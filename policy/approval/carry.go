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
		s.Chairs[i].Delegate, s.Chairs[i].Asker, s.Chairs[i].Parked = a.To, &by, ""
	case Report:
		s.Chairs[i].Person, s.Chairs[i].Delegate, s.Chairs[i].Asker = s.Chairs[i].Asker.ID, "", nil
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
	s.Chairs[i].Said, s.Chairs[i].Parked = &said, ""
	return s
}

// giveBack closes the round: the submitter has it, and the seat that returned it gets it back.
func (s State) giveBack(seat string) State {
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
	c.Person, c.Parked = to, ""
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
	if a.After {
		at++
	}
	s.Chairs = slices.Insert(s.Chairs, at, one)
	return s
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

// came tells what the words of the round come to.
func (r Route) came(s State) (done, refused bool) {
	agreed, against, open, veto := 0, 0, 0, false
	for _, c := range s.Chairs {
		switch {
		case c.Said == nil:
			open++
		case c.Said.Verb == Agree:
			agreed++
		default:
			against, veto = against+1, veto || c.Seat.Veto
		}
	}
	switch step := r.Steps[s.Step]; step.Mode {
	case regulation.RouteVote:
		return agreed >= step.Need && !veto, veto || agreed+open < step.Need
	case regulation.RouteAny:
		return s.anyDone(), against > 0
	}
	return open == 0, against > 0
}

// anyDone tells whether one of several has agreed, and with them everybody they added.
func (s State) anyDone() bool {
	return slices.ContainsFunc(s.Chairs, func(c Chair) bool {
		return c.Added == "" && c.Said != nil && s.heard(c.Seat.ID)
	})
}

// heard tells whether everybody added by a seat, and by those, has spoken.
func (s State) heard(seat string) bool {
	return !slices.ContainsFunc(s.Chairs, func(c Chair) bool {
		return c.By == seat && (c.Said == nil || !s.heard(c.Seat.ID))
	})
}
