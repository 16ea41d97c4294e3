package exercise

import (
	"slices"
	"strconv"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

// place is somewhere at the step that is on where a word is to be spoken: a seat of the route, or an added signer's.
type place struct {
	id, as       string
	veto         bool
	adder, under string // who added it, and the seat they spoke for
	person       string // the signer who was added
	before       bool
	since        int // the first event of the step that is about it
}

func (p place) added() bool { return p.adder != "" }

// places lists them in the order of the step: the route's, with the added ones before or behind who added them.
func (m *model) places() []place {
	var all []place
	for _, seat := range m.route.Steps[m.step()].Seats {
		all = append(all, place{id: seat.ID, as: seat.As, veto: seat.Veto})
	}
	at := func(id string) int { return slices.IndexFunc(all, func(p place) bool { return p.id == id }) }
	for n, e := range m.during() {
		switch e.what {
		case approval.AddSigner:
			one := place{adder: e.by.ID, under: e.seat, person: e.to, before: !e.after, since: n + 1}
			for k := 1; one.id == "" || at(one.id) >= 0; k++ {
				one.id = e.seat + "+" + strconv.Itoa(k)
			}
			where := at(e.seat)
			for e.after && where < len(all) && (all[where].id == e.seat || below(all, all[where], e.seat)) {
				where++
			}
			all = slices.Insert(all, where, one)
		case approval.RemoveSigner:
			all = slices.Delete(all, at(e.to), at(e.to)+1)
		}
	}
	return all
}

// of lists what happened in a place, latest first; what concerns every place is among it.
func (m *model) of(p place, what ...string) []event {
	var all []event
	for _, e := range m.during()[p.since:] {
		if slices.Contains(what, e.what) && (e.seat == p.id || e.what == approval.Resubmit) {
			all = append(all, e)
		}
	}
	slices.Reverse(all)
	return all
}

// word is what was said in a place and stands: a resubmission that changed something takes it away.
func (m *model) word(p place) event {
	for _, e := range m.of(p, approval.Agree, approval.Disagree, approval.Resubmit) {
		switch {
		case e.what != approval.Resubmit:
			return e
		case e.changed:
			return event{}
		}
	}
	return event{}
}

// holder is whose the place is by name: given to them, kept by them while another reports, returned by them, or added.
func (m *model) holder(p place) string {
	for _, e := range m.of(p, approval.Transfer, approval.Delegate, returned) {
		switch {
		case e.what == approval.Transfer:
			return e.to
		case e.what == approval.Delegate, e.what == returned && m.status() == approval.Open:
			return e.by.ID
		}
	}
	return p.person
}

// asked is who has been asked to report first and has not; whatever the seat itself says ends it.
func (m *model) asked(p place) string {
	all := m.of(p, approval.Delegate, approval.Report, approval.Transfer, approval.Return, approval.Agree, approval.Disagree)
	if len(all) > 0 && all[0].what == approval.Delegate {
		return all[0].to
	}
	return ""
}

// aside is who has put a place aside.
func (m *model) aside(p place) string {
	all := m.of(p, approval.Park, approval.Delegate, approval.Transfer, approval.Return, approval.Agree, approval.Disagree)
	if len(all) > 0 && all[0].what == approval.Park {
		return all[0].by.ID
	}
	return ""
}

// minutes are those entered that stand.
func (m *model) minutes() (event, bool) {
	during := m.during()
	for i := len(during) - 1; i >= 0; i-- {
		switch during[i].what {
		case approval.CorrectMinutes, approval.Resubmit:
			return event{}, false
		case approval.EnterMinutes:
			return during[i], true
		}
	}
	return event{}, false
}

// below tells whether a place was added by a seat, or by one that was.
func below(all []place, p place, seat string) bool {
	for p.added() && p.under != seat {
		p = all[slices.IndexFunc(all, func(q place) bool { return q.id == p.under })]
	}
	return p.added()
}

// root is the seat of the route on whose behalf, through however many hands, a signer was added.
func root(all []place, p place) string {
	for p.added() {
		p = all[slices.IndexFunc(all, func(q place) bool { return q.id == p.under })]
	}
	return p.id
}

// decider is the seat of the route that has decided alone for the others 或签; "" none has.
func (m *model) decider() string {
	for _, p := range m.places() {
		if !p.added() && m.word(p).what != "" {
			return p.id
		}
	}
	return ""
}

// silent counts who has not spoken of those added for a seat.
func (m *model) silent(seat string) (n int) {
	all := m.places()
	for _, p := range all {
		if p.added() && root(all, p) == seat && m.word(p).what == "" {
			n++
		}
	}
	return n
}

// due lists the places that are to speak now.
func (m *model) due() []place {
	var now []place
	all := m.places()
	silent := map[string]bool{}
	yes := 0
	for _, p := range all {
		silent[p.id] = m.word(p).what == ""
		if m.word(p).what == approval.Agree {
			yes++
		}
	}
	_, entered := m.minutes()
	for i, p := range all {
		ready := silent[p.id]
		switch m.mode() {
		case regulation.RouteMeeting:
			ready = p.as == regulation.SeatSecretary && !entered || p.as == regulation.SeatChair && entered
		case regulation.RouteSequence:
			ready = ready && !slices.ContainsFunc(all[:i], func(q place) bool { return silent[q.id] })
		case regulation.RouteVote:
			ready = ready && (yes < m.route.Steps[m.step()].Need || p.veto)
		case regulation.RouteAny:
			ready = ready && (m.decider() == "" || m.decider() == root(all, p)) && !held(all, p, silent)
		default:
			ready = ready && !held(all, p, silent)
		}
		if ready {
			now = append(now, p)
		}
	}
	return now
}

// held tells whether a place has to let another speak first.
func held(all []place, p place, silent map[string]bool) bool {
	if p.added() && !p.before && silent[p.under] {
		return true
	}
	return slices.ContainsFunc(all, func(q place) bool { return q.added() && q.before && q.under == p.id && silent[q.id] })
}
