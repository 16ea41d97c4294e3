package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// routed is a decision of the cycle on its way: the route as it is kept, and who may act on it now.
type routed struct {
	store.Route
	staff
	fresh bool // laid out just now, not kept yet
}

// routeOf is the decision that is on in a state of the cycle. What is decided about may have changed since it was
// submitted (somebody withdrew, a ruling came): what was signed does not count for that, and the route begins anew.
func (c *contest) routeOf(at store.CaseFile, done []store.Doing) (*routed, error) {
	decision := tables[at.Kind].OnRoute(at.State)
	if decision == "" {
		return nil, fault.New("act.state", "state", tables[at.Kind].LabelOf(at.State).Chinese, "act", "同意")
	}
	digest, err := c.decided(decision)
	if err != nil {
		return nil, err
	}
	kept, err := c.tx.Route(c.ctx, at.ID, decision)
	if err != nil && fault.CodeOf(err) != "unknown" {
		return nil, err
	}
	r := &routed{Route: kept}
	stale := kept.State.Status == approval.Open && kept.Digest != digest
	if err != nil || kept.State.Final() || stale {
		if r, err = c.begun(at, decision, digest, submitter(done)); err != nil {
			return nil, err
		}
	}
	r.staff, err = c.staffOf(r.Layout)
	return r, err
}

// begun lays a route out before its first step.
func (c *contest) begun(at store.CaseFile, decision, digest, by string) (*routed, error) {
	layout, err := c.layOut(decision)
	if err != nil {
		return nil, err
	}
	return &routed{Route: store.Route{Case: at.ID, Layout: layout, State: layout.Begin(by), Digest: digest}, fresh: true}, nil
}

// submitter is who brought the case to where it is decided: their word moved it there.
func submitter(done []store.Doing) string {
	for i := len(done) - 1; i >= 0; i-- {
		if slices.Contains(submitting, done[i].Event) && done[i].Person != store.Machine {
			return done[i].Person
		}
	}
	return ""
}

// submitting are the acts by which whoever runs a cycle puts something before those who decide. Confirming a
// result or starting a substitution are decisions of theirs, and submit nothing.
var submitting = []string{"submit", "conclude", approval.Resubmit}

// decided names what a decision is about, so that a signature counts for that and nothing else: of a plan the
// posts and the rules with their rulings, of a hire the people who would have the places.
func (c *contest) decided(decision string) (string, error) {
	what := []any{decision, c.cycle.Regulation, c.cycle.RegulationVersion, len(c.rulings)}
	for _, p := range c.posts {
		what = append(what, p.ID, p.Headcount)
	}
	if decision == "hire" {
		people, err := c.chosenIn(checkedStates...)
		if err != nil {
			return "", err
		}
		for _, a := range people {
			what = append(what, a.ID, a.Post)
		}
	}
	text, err := json.Marshal(what)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// seatOf is the seat of a duty or an offer as it stands in the round.
func (r *routed) seatOf(id string) approval.Chair {
	for _, chair := range r.State.Chairs {
		if chair.Seat.ID == id {
			return chair
		}
	}
	return approval.Chair{}
}

// rung is the level at which a seat is filled.
func (r *routed) rung(d approval.Duty) rung {
	chair := r.seatOf(d.Seat)
	if rungs := r.rungs[d.Seat]; d.Level < len(rungs) {
		return rungs[d.Level]
	}
	for chair.By != "" { // an added signer stands where the seat does that added it
		chair = r.seatOf(chair.By)
	}
	return rung{chair.Seat.Role, chair.Seat.Unit}
}

// keep writes what the route has come to.
func (x *deed) keepRoute(r *routed) error {
	if r.fresh {
		return x.tx.AddRoute(x.ctx, r.Route)
	}
	return x.tx.KeepRoute(x.ctx, r.Route)
}

// beginRoute puts a decision before those who take it, when the case comes to where it is taken, or when what is
// decided about changes there. A plan that was returned comes back to whoever returned it.
func (x *deed) beginRoute(at store.CaseFile) (*routed, error) {
	decision := tables[at.Kind].OnRoute(at.State)
	digest, err := x.decided(decision)
	if err != nil {
		return nil, err
	}
	kept, err := x.tx.Route(x.ctx, at.ID, decision)
	switch {
	case err != nil && fault.CodeOf(err) != "unknown":
		return nil, err
	case err == nil && kept.State.Status == approval.Returned && x.cmd.Act == "submit":
		return x.resubmitted(kept, digest)
	}
	done, err := x.doingsWithThis()
	if err != nil {
		return nil, err
	}
	r, err := x.begun(at, decision, digest, submitter(done))
	if err != nil {
		return nil, err
	}
	if r.staff, err = x.staffOf(r.Layout); err != nil {
		return nil, err
	}
	return r, x.keepRoute(r)
}

// doingsWithThis is what was done on the case, this act included.
func (x *deed) doingsWithThis() ([]store.Doing, error) {
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	return append(done, store.Doing{Case: x.at.ID, Seq: x.at.Seq + 1, Event: x.happens(), Person: x.cmd.Actor, Role: x.cmd.Role, At: x.now}), err
}

// resubmitted takes a returned route up again. Whoever submits it now is the one who may sign none of it.
func (x *deed) resubmitted(kept store.Route, digest string) (r *routed, err error) {
	r = &routed{Route: kept}
	r.State.Submitter = x.cmd.Actor
	if r.staff, err = x.staffOf(r.Layout); err != nil {
		return nil, err
	}
	act := approval.Act{Verb: approval.Resubmit, By: x.cmd.Actor, Changed: digest != kept.Digest}
	if r.State, err = r.Layout.Act(r.State, act, r.world); err != nil {
		return nil, err
	}
	r.Digest = digest
	return r, x.keepRoute(r)
}

// routesHere tells whether a case stands where a route decides.
func routesHere(at store.CaseFile) bool {
	return at.Kind == CycleKind && (at.State == recruitment.Submitted || at.State == recruitment.Deciding)
}
