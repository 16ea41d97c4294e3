package record

import (
	"errors"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// RouteKept is what a word on a route rested on, kept with the step.
type RouteKept struct {
	Decision string            `json:"decision"`
	Verb     string            `json:"verb"`
	No       int               `json:"no"`
	Step     int               `json:"step"` // from 1
	Name     string            `json:"name,omitempty"`
	Place    string            `json:"place,omitempty"`
	Mode     string            `json:"mode"`
	Round    int               `json:"round"`
	Seat     string            `json:"seat,omitempty"`
	As       approval.As       `json:"as,omitempty"`
	For      string            `json:"for,omitempty"`
	To       string            `json:"to,omitempty"`
	Could    []string          `json:"could,omitempty"` // roles that were waited for
	Raised   bool              `json:"raised,omitempty"`
	Minutes  *approval.Minutes `json:"minutes,omitempty"`
	Comes    approval.Status   `json:"comes"` // where the route stands after it
}

// speak is a word on the route that is on: the route says whether it is this person's to speak, and what comes
// of it; the policy says whether the role may take part here at all.
func (x *deed) speak() (store.Outcome, error) {
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	if err != nil {
		return store.Outcome{}, err
	}
	r, err := x.routeOf(x.at, done)
	if err != nil {
		return store.Outcome{}, err
	}
	act := x.word()
	offer, spoken := r.offer(act)
	if err := x.mayTakePart(r, offer, spoken); err != nil {
		return store.Outcome{}, err
	}
	if err := errors.Join(x.uncontested(), x.clerkApart(r)); err != nil {
		return store.Outcome{}, err
	}
	before := r.State
	if r.State, err = r.Layout.Act(before, act, r.world); err != nil {
		return store.Outcome{}, explained(r, err)
	}
	x.spoken = x.keptRoute(r, before, act, offer)
	x.route = r
	return x.carry(x.entering(func(x *deed) error { return x.comes(r, act) }))
}

// clerkApart keeps a clerk who has spoken on the route, or may fill a seat of it, from entering another's word.
func (x *deed) clerkApart(r *routed) error {
	if x.sheet == nil {
		return nil
	}
	clerk := x.sheet.clerk
	spoke := clerk == r.State.Submitter || slices.ContainsFunc(r.State.Voices, func(v approval.Voice) bool { return v.By.ID == clerk || v.By.For == clerk })
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		spoke = spoke || d.As != approval.AsOrganiser && slices.ContainsFunc(d.People, func(p approval.Person) bool { return p.ID == clerk || p.For == clerk })
	}
	if spoke {
		return fault.New("paper.clerk")
	}
	return nil
}

// word is the act as the route reads it.
func (x *deed) word() approval.Act {
	b := x.body
	act := approval.Act{Verb: x.cmd.Act, By: x.cmd.Actor, Seat: b.Seat, To: b.To, Step: b.Step - 1, After: b.After, Reason: b.Reason}
	if b.Meeting != nil {
		act.Minutes = &approval.Minutes{Present: b.Meeting.Present, Recused: b.Meeting.Recused, Result: b.Meeting.Result}
	}
	return act
}

// offer is what the person may do now that this act takes up.
func (r *routed) offer(a approval.Act) (approval.Offer, bool) {
	for _, o := range r.Layout.Offers(r.State, a.By, r.world) {
		if o.Verb == a.Verb && (a.Seat == "" || a.Seat == o.Seat || o.Seats != nil) {
			return o, true
		}
	}
	return approval.Offer{}, false
}

// partOf is the act of the policy that a part on a route needs.
func partOf(o approval.Offer) string {
	switch o.As {
	case approval.AsSigner, approval.AsChair:
		return "sign"
	case approval.AsSubmitter, approval.AsOrganiser:
		return "submit"
	}
	return "assist"
}

// partsOf are the acts of the policy any of which lets somebody take up an offer.
func (r *routed) partsOf(o approval.Offer) []string {
	if o.Verb == approval.RemoveSigner || o.Verb == approval.Copy || r.seatOf(o.Seat).Added != "" {
		return []string{"assist"}
	}
	return []string{partOf(o)}
}

// mayTakePart asks the policy. What the route does not offer is refused by the route, which can say why; the
// policy is asked all the same, so that nobody learns of a case that is not theirs.
func (x *deed) mayTakePart(r *routed, o approval.Offer, spoken bool) (err error) {
	acts := r.partsOf(o)
	if !spoken {
		acts = parts
	}
	for _, act := range acts {
		if x.sheet != nil {
			x.by, err = x.desk.allowedOn(x.ctx, x.tx, asking{x.sheet.signer, x.cmd.Role}, x.at, act, x.sheet.signed)
		} else {
			x.by, err = x.desk.allowed(x.ctx, x.tx, actorOf(x.cmd), x.at.Kind, act, x.at.Unit, x.at.ID)
		}
		if err == nil {
			return nil
		}
	}
	if f := fault.Of(err); fault.CodeOf(err) == "forbidden" {
		f.Args["act"], f.Args["who"] = x.table.LabelOf(x.cmd.Act).Chinese, policy.Titles(r.waitedRoles()...)
	}
	return err
}

// waitedRoles are the roles whose turn it is, each once.
func (r *routed) waitedRoles() []string {
	var all []string
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		role := r.rung(d).role
		switch d.As {
		case approval.AsClock:
			continue
		case approval.AsSubmitter, approval.AsOrganiser:
			role = string(policy.CountyHR)
		}
		if role != "" && !slices.Contains(all, role) {
			all = append(all, role)
		}
	}
	return all
}

// explained adds to a refusal whose turn it is.
func explained(r *routed, err error) error {
	if f := fault.Of(err); strings.HasPrefix(f.Code, "approval.") {
		if f.Args == nil {
			f.Args = map[string]any{}
		}
		f.Args["who"] = policy.Titles(r.waitedRoles()...)
	}
	return err
}

// keptRoute is what the step keeps of the word.
func (x *deed) keptRoute(r *routed, before approval.State, act approval.Act, o approval.Offer) *RouteKept {
	k := &RouteKept{Decision: r.Layout.Decision, Verb: act.Verb, No: max(r.No, 1), Step: before.Step + 1, Round: before.Round, Seat: o.Seat, As: o.As, For: o.For,
		To: act.To, Minutes: act.Minutes, Comes: r.State.Status}
	if before.Step < len(r.Layout.Steps) {
		step := r.Layout.Steps[before.Step]
		k.Name, k.Place, k.Mode = step.Name, step.Place, string(step.Mode)
	}
	was := &routed{Route: store.Route{Layout: r.Layout, State: before}, staff: r.staff}
	k.Could = was.waitedRoles()
	for _, d := range r.Layout.Responsible(before, r.world) {
		k.Raised = k.Raised || d.Seat == o.Seat && d.Level > 0
	}
	return k
}

// rejected is the event of a decision that was not agreed to; a single word against may leave it open.
const rejected = "reject"

// decides are what follows a full agreement, besides what every act does.
var decides = map[string]handler{"approve": (*deed).approve, "hire": (*deed).hire}

// comes does what a word leads to: the decision itself, the case back with its organiser, or the next seat.
func (x *deed) comes(r *routed, act approval.Act) error {
	if err := x.keepRoute(r); err != nil {
		return err
	}
	switch r.State.Status {
	case approval.Agreed:
		x.event = r.Layout.Decision
		return decides[x.event](x)
	case approval.Refused:
		if x.table.Allows(x.at.State, rejected) { // a hire that is not agreed to leaves the cycle where it is
			x.event = rejected
		}
	case approval.Returned:
		if act.Verb != approval.Copy { // one sent while the submitter has it returns nothing
			x.event = approval.Return
		}
	case approval.Withdrawn, approval.Void:
		x.event = act.Verb
	}
	if r.State.Final() && x.at.State == recruitment.Deciding {
		return x.onceMore(r)
	}
	return x.meetingHeld(act)
}

// onceMore leaves a hire that was not agreed, was withdrawn or made void with its organiser, who may put another
// one before those who decide; the cycle stays where it is.
func (x *deed) onceMore(r *routed) error {
	next := &routed{Route: store.Route{Case: x.at.ID, Layout: r.Layout, State: r.Layout.Again(r.State.Submitter), Digest: r.Digest},
		staff: r.staff, fresh: true}
	x.route = next
	return x.keepRoute(next)
}

// meetingHeld keeps the minutes of a meeting with the decision they belong to.
func (x *deed) meetingHeld(act approval.Act) error {
	if act.Verb != approval.EnterMinutes {
		return nil
	}
	m := x.body.Meeting
	if strings.TrimSpace(m.Body) == "" || strings.TrimSpace(m.Number) == "" || m.Date == "" {
		return fault.New("recruitment.meeting.missing")
	}
	held, err := calendar.ParseDate(m.Date)
	switch {
	case err != nil:
		return fault.Of(err).At("meeting.date")
	case held.After(x.today):
		return fault.New("recruitment.meeting.future", "date", m.Date, "today", x.today.String())
	case m.Scan == "":
		return nil
	}
	return scanOf(x.ctx, x.tx, m.Scan, x.at.ID, x.cmd.Actor)
}
