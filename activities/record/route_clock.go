package record

import (
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/regulation"
)

// roundClock is the prefix of the deadlines of rounds.
const roundClock = "round:"

// roundTime is how long a round may last before the level above is told, where the rules set no time. It is the
// engine's own, and no rule: nothing is decided by it.
var roundTime = regulation.Value[regulation.Period]{V: regulation.Period{WorkingDays: 3}}

// onRoute brings the route along with the case: begun where the case comes to a decision, or where what is decided
// about changed under it; its clock running, and none but its.
func (x *deed) onRoute(to procedure.Place) error {
	at := x.after(to)
	if x.route == nil && !routesHere(at) {
		return nil
	}
	if x.route == nil {
		r, err := x.toDecide(at)
		if stops(err) && !x.table.Allows(at.State, "await_ruling") {
			return nil // before the notice: the route begins once it is ruled on
		}
		if err != nil {
			return err
		}
		x.route = r
	}
	return x.clocks(x.route)
}

// toDecide is the route of a case that comes to its decision, or stays before it while something else is done.
func (x *deed) toDecide(at store.CaseFile) (*routed, error) {
	if x.at.State != at.State || x.at.Stage != at.Stage {
		return x.beginRoute(at)
	}
	done, err := x.doingsWithThis()
	if err != nil {
		return nil, err
	}
	r, err := x.routeOf(at, done)
	if err == nil && r.fresh {
		err = x.keepRoute(r)
	}
	return r, err
}

// after is the case as it will stand.
func (x *deed) after(to procedure.Place) store.CaseFile {
	at := x.at
	at.State, at.Stage, at.Seq = to.State, to.Stage, at.Seq+1
	if x.out.Unit != "" {
		at.Unit = x.out.Unit
	}
	return at
}

// clocks stops the clocks of rounds that are over and starts that of the round that is on. While a decision is
// open one clock runs.
func (x *deed) clocks(r *routed) error {
	all, err := x.tx.DeadlinesOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	name, runs := r.State.Clock(), false
	for _, d := range all {
		switch {
		case d.State != "open" || !strings.HasPrefix(d.Name, roundClock) || slices.Contains(x.out.Meets, d.Name) || d.Name == x.lapsing:
		case d.Name == name && !r.fresh:
			runs = true
		default:
			x.out.Cancels = append(x.out.Cancels, d.Name)
		}
	}
	if name == "" || runs {
		return nil
	}
	return x.startClock(name, r)
}

// startClock counts the time of a round. Where the calendar of the year it ends in is not out yet it runs so many
// days, and somebody is asked to load the calendar: a decision is never without a clock.
func (x *deed) startClock(name string, r *routed) error {
	within := roundTime
	if step := r.State.Step; step < len(r.Layout.Steps) && r.Layout.Steps[step].Within != nil && r.State.Status == approval.Open {
		within.V = *r.Layout.Steps[step].Within
	}
	due, err := x.due(name, within)
	if fault.CodeOf(err) == "calendar.year_missing" {
		x.counts = x.counts[:len(x.counts)-1]
		due = store.Due{Name: name, At: x.today.AddDays(7).End(), Calendar: ""}
		x.out.Tasks = append(x.out.Tasks, store.Task{Code: "calendar.year_missing", Role: string(policy.Administrator), Unit: x.tx.Here().County})
		err = nil
	}
	x.out.Opens = append(x.out.Opens, due)
	return err
}

// roundEnds is when the round ends that is on after this act.
func (x *deed) roundEnds() (*time.Time, error) {
	for _, o := range x.out.Opens {
		if strings.HasPrefix(o.Name, roundClock) {
			return &o.At, nil
		}
	}
	all, err := x.tx.DeadlinesOf(x.ctx, x.at.ID)
	return roundEnd(all, append(slices.Clone(x.out.Cancels), append(slices.Clone(x.out.Meets), x.lapsing)...)), err
}

// roundEnd is when the clock of a round ends that runs and does not stop now.
func roundEnd(all []store.Deadline, stops []string) *time.Time {
	for _, d := range all {
		if d.State == "open" && strings.HasPrefix(d.Name, roundClock) && !slices.Contains(stops, d.Name) {
			return &d.At
		}
	}
	return nil
}

// lapseRound is what the end of a round's time comes to: the level above is told, or a publicity is over. A
// publicity against which an objection is open goes on until it is decided.
func (x *deed) lapseRound() error {
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	r, err := x.routeOf(x.at, done)
	if err != nil {
		return err
	}
	verb := approval.Escalate
	if r.publicity() {
		verb = approval.PublicityOver
		open, standing, err := x.objections()
		if err != nil {
			return err
		}
		if open+standing > 0 {
			x.cmd.Act, x.out.Event, x.route = "remind", "remind", r
			return nil
		}
	}
	if r.State, err = r.Layout.Act(r.State, approval.Act{Verb: verb}, r.world); err != nil {
		return err
	}
	x.cmd.Act, x.out.Event, x.route = verb, verb, r
	return x.keepRoute(r)
}

// publicity tells whether the route waits for one.
func (r *routed) publicity() bool {
	s := r.State
	return s.Status == approval.Open && s.Step < len(r.Layout.Steps) && r.Layout.Steps[s.Step].Mode == regulation.RoutePublicity
}
