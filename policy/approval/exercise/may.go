package exercise

import (
	"slices"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

// names is a set of people.
type names map[string]bool

func (n names) put(ids ...string) {
	for _, id := range ids {
		if id != "" {
			n[id] = true
		}
	}
}

// has tells whether a person, or whom they stand in for, is among them.
func (n names) has(p approval.Person) bool { return n[p.ID] || p.For != "" && n[p.For] }

// spoken are the verbs that are a word on the matter, and keep their speaker from the other steps.
var spoken = []string{approval.Agree, approval.Disagree, approval.Return, approval.SendBack, approval.EnterMinutes, approval.ConfirmMinutes}

// kept are all who may not speak at this step in a place; "" in a place of their own.
func (m *model) kept(w approval.World, id string) names {
	out := names{}
	out.put(m.submitter)
	for who, why := range w.Barred {
		if why != "" {
			out.put(who)
		}
	}
	for _, e := range m.happened {
		if slices.Contains(spoken, e.what) && e.step != m.step() {
			out.put(e.by.ID, e.by.For)
		}
	}
	for _, p := range m.places() {
		if p.id == id {
			for _, e := range m.of(p, approval.Transfer) {
				out.put(e.by.ID, e.by.For)
			}
			if e, there := m.minutes(); there && p.as == regulation.SeatChair {
				out.put(e.by.ID, e.by.For)
			}
			continue
		}
		word := m.word(p)
		out.put(m.holder(p), word.by.ID, word.by.For)
	}
	return out
}

// duties lists who is waited for.
func (m *model) duties(w approval.World) []approval.Duty {
	switch {
	case m.final():
		return nil
	case m.status() == approval.Returned:
		d := approval.Duty{As: approval.AsSubmitter, People: selves(w.Organisers)}
		if slices.Contains(w.Colleagues, m.submitter) {
			d.People = selves([]string{m.submitter})
		}
		return []approval.Duty{d}
	case m.mode() == regulation.RoutePublicity:
		return []approval.Duty{{As: approval.AsClock}}
	}
	var all []approval.Duty
	for _, p := range m.due() {
		all = append(all, m.duty(w, p))
	}
	return all
}

func selves(ids []string) (all []approval.Person) {
	for _, id := range ids {
		all = append(all, approval.Person{ID: id})
	}
	return all
}

func (m *model) duty(w approval.World, p place) approval.Duty {
	if id := m.asked(p); id != "" && m.reports(w, id) {
		return approval.Duty{Seat: p.id, As: approval.AsDelegate, People: selves([]string{id})}
	}
	people, level := m.fit(w, p)
	if len(people) == 0 {
		return approval.Duty{Seat: p.id, As: approval.AsOrganiser, People: selves(w.Organisers)}
	}
	as := map[string]approval.As{regulation.SeatSecretary: approval.AsSecretary, regulation.SeatChair: approval.AsChair}[p.as]
	if as == "" {
		as = approval.AsSigner
	}
	return approval.Duty{Seat: p.id, As: as, People: people, Level: level}
}

// reports tells whether somebody may report on the case at all.
func (m *model) reports(w approval.World, id string) bool {
	return slices.Contains(w.Colleagues, id) && w.Barred[id] == "" && id != m.submitter
}

// fit lists who may fill a place, at the lowest level that has somebody.
func (m *model) fit(w approval.World, p place) ([]approval.Person, int) {
	out, named := m.kept(w, p.id), m.holder(p)
	if p.added() {
		if self := selves([]string{named}); slices.Contains(w.Colleagues, named) && !out.has(self[0]) {
			return self, 0
		}
		return nil, 0
	}
	var first []approval.Person
	up := 0
	for level, holders := range w.Staff[p.id] {
		var here []approval.Person
		for _, h := range holders {
			if out.has(h) {
				continue
			}
			here = append(here, h)
		}
		here = once(here)
		if n := slices.IndexFunc(here, func(h approval.Person) bool { return h.ID == named }); n >= 0 {
			return here[n : n+1], level
		}
		if len(first) == 0 && len(here) > 0 {
			first, up = here, level
		}
	}
	return first, up
}

// once keeps each person once, in their own right where they can.
func once(people []approval.Person) []approval.Person {
	own := slices.DeleteFunc(slices.Clone(people), func(p approval.Person) bool { return p.For != "" })
	in := slices.DeleteFunc(slices.Clone(people), func(p approval.Person) bool { return p.For == "" })
	var all []approval.Person
	seen := names{}
	for _, p := range append(own, in...) {
		if !seen[p.ID] {
			all = append(all, p)
		}
		seen.put(p.ID)
	}
	return all
}

// grant is one thing somebody may do, with all that the act says of it.
type grant struct {
	verb, seat, onBehalf, to, gone string
	step                           int
}

// grants lists everything a person may do now that the regulation turns on, seat by seat.
func (m *model) grants(w approval.World, who string) []grant {
	if m.final() {
		return nil
	}
	var all []grant
	give := func(g grant) {
		if m.turnedOn(g.verb) {
			all = append(all, g)
		}
	}
	takesPart := who == m.submitter || slices.Contains(w.Organisers, who)
	for _, d := range m.duties(w) {
		for _, p := range d.People {
			if p.ID == who {
				takesPart = takesPart || d.As != approval.AsOrganiser
				m.seated(w, d, p, give)
			}
		}
	}
	if who == m.submitter {
		give(grant{verb: approval.Withdraw})
	}
	m.beside(w, who, takesPart, give)
	return all
}

// beside is what comes without a seat.
func (m *model) beside(w approval.World, who string, takesPart bool, give func(grant)) {
	organiser := slices.Contains(w.Organisers, who)
	if (organiser || who == m.submitter) && m.status() == approval.Open && m.mode() != regulation.RoutePublicity && m.urged() != w.Day {
		give(grant{verb: approval.Urge})
	}
	for _, id := range w.Colleagues {
		if takesPart && id != who && !m.copied(id) {
			give(grant{verb: approval.Copy, to: id})
		}
	}
	if m.status() != approval.Open {
		return
	}
	all := m.places()
	for _, p := range all {
		busy := slices.ContainsFunc(all, func(q place) bool { return q.under == p.id })
		if !p.added() || m.word(p).what != "" || busy {
			continue
		}
		people, _ := m.fit(w, p)
		if p.adder == who || organiser && len(people) == 0 {
			give(grant{verb: approval.RemoveSigner, gone: p.id})
		}
	}
}

func (m *model) urged() string {
	if i := m.latest(approval.Urge); i >= 0 {
		return m.happened[i].day
	}
	return ""
}

func (m *model) copied(id string) bool {
	return slices.ContainsFunc(m.happened, func(e event) bool { return e.what == approval.Copy && e.to == id })
}

// seated is what comes with a seat that is waited for.
func (m *model) seated(w approval.World, d approval.Duty, p approval.Person, give func(grant)) {
	plain := map[approval.As][]string{
		approval.AsDelegate:  {approval.Report},
		approval.AsSecretary: {approval.EnterMinutes},
		approval.AsChair:     {approval.ConfirmMinutes, approval.CorrectMinutes},
		approval.AsSubmitter: {approval.Resubmit, approval.VoidIt},
		approval.AsSigner:    {approval.Agree, approval.Return, approval.Disagree},
	}
	for _, verb := range plain[d.As] {
		give(grant{verb: verb, seat: d.Seat, onBehalf: p.For})
	}
	if d.As != approval.AsSigner {
		return
	}
	for step := range m.step() {
		if m.route.Steps[step].Mode != regulation.RoutePublicity {
			give(grant{verb: approval.SendBack, seat: d.Seat, onBehalf: p.For, step: step})
		}
	}
	if m.step() == len(m.route.Steps)-1 {
		give(grant{verb: approval.VoidIt, seat: d.Seat, onBehalf: p.For})
	}
	all := m.places()
	m.passes(w, all[slices.IndexFunc(all, func(q place) bool { return q.id == d.Seat })], p, give)
}

// passes is what a signer may do with their seat besides speaking.
func (m *model) passes(w approval.World, at place, p approval.Person, give func(grant)) {
	if m.aside(at) != p.ID {
		give(grant{verb: approval.Park, seat: at.id, onBehalf: p.For})
	}
	given, passing, out := names{}, names{}, m.kept(w, at.id)
	passing.put(p.ID, p.For) // what is passed on does not come back, by a stand-in either
	for _, holders := range w.Staff[at.id] {
		for _, h := range holders {
			if !at.added() && !given[h.ID] && !passing.has(h) && !out.has(h) {
				given.put(h.ID)
				give(grant{verb: approval.Transfer, seat: at.id, onBehalf: p.For, to: h.ID})
			}
		}
	}
	had, seated, out := names{}, m.seatedAnywhere(w), m.kept(w, "")
	for _, e := range m.of(at, approval.Transfer) {
		had.put(e.by.ID, e.by.For)
	}
	for _, id := range w.Colleagues {
		if id == p.ID || id == p.For {
			continue
		}
		if m.reports(w, id) && !had[id] {
			give(grant{verb: approval.Delegate, seat: at.id, onBehalf: p.For, to: id})
		}
		if m.mode() != regulation.RouteVote && !out[id] && !seated[id] {
			give(grant{verb: approval.AddSigner, seat: at.id, onBehalf: p.For, to: id})
		}
	}
}

// seatedAnywhere are all who may fill a seat of the route, with those they stand in for.
func (m *model) seatedAnywhere(w approval.World) names {
	all := names{}
	for _, step := range m.route.Steps {
		for _, seat := range step.Seats {
			for _, holders := range w.Staff[seat.ID] {
				for _, h := range holders {
					all.put(h.ID, h.For)
				}
			}
		}
	}
	return all
}
