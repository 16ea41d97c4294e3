package approval

import (
	"slices"

	"jinchu/policy/regulation"
)

// Offer is one thing a person may do now.
type Offer struct {
	Verb  string   `json:"verb"`
	As    As       `json:"as"`
	Seat  string   `json:"seat,omitempty"`
	For   string   `json:"for,omitempty"`   // whom the person stands in for
	To    []string `json:"to,omitempty"`    // whom it may go to
	Seats []string `json:"seats,omitempty"` // added signers that may be removed
	Steps []int    `json:"steps,omitempty"` // indexes of earlier steps it may go back to
}

// Offers lists what a person may do, in the order of People. What the regulation does not turn on is not among it.
func (r Route) Offers(s State, person string, w World) []Offer {
	if s.Final() || person == "" {
		return nil
	}
	var all []Offer
	for _, d := range r.Responsible(s, w) {
		for _, p := range d.People {
			if p.ID == person {
				all = append(all, r.ofDuty(s, w, d, p)...)
			}
		}
	}
	all = append(all, r.around(s, w, person)...)
	all = slices.DeleteFunc(all, func(o Offer) bool { return !r.uses(o.Verb) })
	slices.SortStableFunc(all, func(a, b Offer) int { return slices.Index(People, a.Verb) - slices.Index(People, b.Verb) })
	return all
}

// ofDuty lists what comes with a seat that is waited for.
func (r Route) ofDuty(s State, w World, d Duty, p Person) []Offer {
	offer := func(verb string) Offer { return Offer{Verb: verb, As: d.As, Seat: d.Seat, For: p.For} }
	switch d.As {
	case AsDelegate:
		return []Offer{offer(Report)}
	case AsSecretary:
		return []Offer{offer(EnterMinutes)}
	case AsChair:
		return []Offer{offer(ConfirmMinutes), offer(CorrectMinutes)}
	case AsSubmitter:
		return []Offer{offer(Resubmit), offer(VoidIt)}
	case AsSigner:
		return r.ofSigner(s, w, d, p, offer)
	}
	return nil
}

func (r Route) ofSigner(s State, w World, d Duty, p Person, offer func(string) Offer) []Offer {
	i := s.chair(d.Seat)
	all := []Offer{offer(Agree), offer(Return), offer(Disagree)}
	target := func(verb string, to []string) {
		if o := offer(verb); len(to) > 0 {
			o.To = to
			all = append(all, o)
		}
	}
	if s.Step > 0 {
		back := offer(SendBack)
		for step := range s.Step {
			if r.Steps[step].Mode != regulation.RoutePublicity {
				back.Steps = append(back.Steps, step)
			}
		}
		if len(back.Steps) > 0 {
			all = append(all, back)
		}
	}
	target(Transfer, s.successors(w, i, p))
	target(Delegate, s.reporters(w, i, p))
	if mode := r.Steps[s.Step].Mode; mode != regulation.RouteVote {
		target(AddSigner, r.newcomers(s, w, p))
	}
	if s.Chairs[i].Parked != p.ID {
		all = append(all, offer(Park))
	}
	if s.Step == len(r.Steps)-1 {
		all = append(all, offer(VoidIt))
	}
	return all
}

// around lists what comes with another part in the case: whose it is, who added a signer, who runs it, and who
// is concerned enough to send copies.
func (r Route) around(s State, w World, person string) []Offer {
	var all []Offer
	if person == s.Submitter {
		all = append(all, Offer{Verb: Withdraw, As: AsSubmitter})
	}
	organiser := slices.Contains(w.Organisers, person)
	if (person == s.Submitter || organiser) && s.Urged != w.Day && s.Status == Open && r.Steps[s.Step].Mode != regulation.RoutePublicity {
		all = append(all, Offer{Verb: Urge, As: partOf(person == s.Submitter)})
	}
	part := r.seatedAs(s, w, person)
	if person == s.Submitter || organiser {
		part = partOf(person == s.Submitter)
	}
	if to := s.readers(w, person); len(to) > 0 && part != "" {
		all = append(all, Offer{Verb: Copy, As: part, To: to})
	}
	if seats := r.removable(s, w, person, organiser); len(seats) > 0 {
		added := slices.ContainsFunc(seats, func(id string) bool { return s.Chairs[s.chair(id)].Added == person })
		as := AsOrganiser
		if added {
			as = AsSigner
		}
		all = append(all, Offer{Verb: RemoveSigner, As: as, Seats: seats})
	}
	return all
}

func partOf(submitter bool) As {
	if submitter {
		return AsSubmitter
	}
	return AsOrganiser
}

// seatedAs is the part in which somebody is waited for; "" where they are not.
func (r Route) seatedAs(s State, w World, person string) As {
	for _, d := range r.Responsible(s, w) {
		if d.As != AsOrganiser && slices.ContainsFunc(d.People, func(p Person) bool { return p.ID == person }) {
			return d.As
		}
	}
	return ""
}

// removable are the added signers who have not spoken and added nobody: by who added them, or by the organiser
// where they are not there any more.
func (r Route) removable(s State, w World, person string, organiser bool) []string {
	var seats []string
	for i, c := range s.Chairs {
		if s.Status != Open || c.Added == "" || c.Said != nil ||
			slices.ContainsFunc(s.Chairs, func(other Chair) bool { return other.By == c.Seat.ID }) {
			continue
		}
		people, _ := r.fit(s, w, i)
		if c.Added == person || organiser && len(people) == 0 {
			seats = append(seats, c.Seat.ID)
		}
	}
	return seats
}

// successors are those of the seat's own people, at any level, who may take it over: not who stands in for the one
// that gives it, since what was passed on does not come back.
func (s State) successors(w World, i int, p Person) []string {
	if s.Chairs[i].Added != "" {
		return nil
	}
	var to []string
	for _, holders := range w.Staff[s.Chairs[i].Seat.ID] {
		for _, q := range holders {
			if !q.overlaps(p) && !slices.Contains(to, q.ID) && s.free(w, i, q) {
				to = append(to, q.ID)
			}
		}
	}
	return to
}

// reporters are colleagues who may be asked to report first, and have not had the seat.
func (s State) reporters(w World, i int, p Person) []string {
	return picked(w.Colleagues, func(id string) bool {
		return id != p.ID && id != p.For && w.asked(s, id) && !slices.Contains(s.Chairs[i].Had, id)
	})
}

// newcomers are colleagues who may be added as signers: nobody who has a seat on the route, now or later.
func (r Route) newcomers(s State, w World, p Person) []string {
	return picked(w.Colleagues, func(id string) bool {
		q := Person{ID: id}
		return id != p.ID && id != p.For && s.bar(w, nowhere, q) == "" && !r.seats(w, id)
	})
}

// seats tells whether somebody may fill any seat of the route.
func (r Route) seats(w World, id string) bool {
	for _, step := range r.Steps {
		for _, seat := range step.Seats {
			for _, holders := range w.Staff[seat.ID] {
				if slices.ContainsFunc(holders, func(p Person) bool { return p.is(id) }) {
					return true
				}
			}
		}
	}
	return false
}

func (s State) readers(w World, person string) []string {
	return picked(w.Colleagues, func(id string) bool { return id != person && !slices.Contains(s.Copies, id) })
}

func picked(ids []string, good func(string) bool) []string {
	var all []string
	for _, id := range ids {
		if good(id) {
			all = append(all, id)
		}
	}
	return all
}
