package record

import (
	"encoding/json"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// publicityName is the deadline of a publicity, of the cycle's list or of one person who came in later.
const publicityName = "publicity_ends"

// checksReady: everybody called to a check up to this stage has a result, and no place is free for which
// the rules have somebody waiting.
func (c *contest) checksReady() []error {
	open, err := c.unchecked()
	if err != nil {
		return []error{err}
	}
	var all []error
	if open > 0 {
		all = append(all, fault.New("recruitment.undecided", "count", open, "what", "体检、考察结果"))
	}
	return append(all, c.filled()...)
}

// filled refuses to go on while a place is free and the rules name who comes next.
func (c *contest) filled() []error {
	next, err := c.substitutes()
	if err != nil {
		return []error{err}
	}
	if len(next) > 0 {
		return []error{fault.New("recruitment.substitute.due", "count", len(next))}
	}
	return nil
}

// enterPublicity shows those who are to have the places, by ticket, for the time the rules give.
func (x *deed) enterPublicity() error {
	people, err := x.chosenIn(recruitment.Proposed, recruitment.Fit, recruitment.Cleared)
	if err != nil {
		return err
	}
	from, err := x.since()
	if err != nil {
		return err
	}
	due, err := x.publicityEnd(x.body.Days, from)
	if err != nil {
		return err
	}
	x.out.Opens = append(x.out.Opens, due)
	if x.body.Days != 0 {
		if err := x.tx.SetCycleFacts(x.ctx, x.at.ID, map[string]any{publicityFact: x.body.Days}); err != nil {
			return err
		}
	}
	if err := x.show(people, due); err != nil {
		return err
	}
	return x.moveAll("publicise", people, same("列入公示。"), nil)
}

// publicityFact is how long the cycle's list is shown, where somebody chose: whoever comes in later is shown
// as long.
const publicityFact = "publicity_days"

// publicityEnd counts the time of a publicity from a day.
func (c *contest) publicityEnd(days int, from calendar.Date) (store.Due, error) {
	period, err := recruitment.PublicityFor(c.publicity(), days)
	if err != nil {
		return store.Due{}, err
	}
	shown := c.publicity().Period // its source goes with the time that was chosen
	shown.V = period
	return c.dueFrom(from, publicityName, shown)
}

// publicity is what the rules say of it; nil where they say nothing.
func (c *contest) publicity() *regulation.PublicityStage {
	if s := c.stage(regulation.StagePublicity); s != nil {
		return s.Publicity
	}
	return nil
}

// object keeps an objection; anyone may raise one, named or not. Who it was stays sealed.
func (x *deed) object() error {
	if err := x.shownNow(); err != nil {
		return err
	}
	if x.body.Text == "" {
		return fault.New("value.missing", "field", "text")
	}
	if x.body.About != "" {
		a, err := x.tx.Application(x.ctx, x.body.About)
		if err != nil {
			return err
		}
		if a.Cycle != x.at.ID {
			return fault.New("unknown", "what", "application")
		}
	}
	who, err := json.Marshal(map[string]string{"text": x.body.Text, "name": x.body.Name, "phone": x.body.Phone})
	if err != nil {
		return fault.New("internal").Because(err)
	}
	id := store.NewID()
	x.out.Answer = map[string]string{"objection": id}
	return x.tx.AddObjection(x.ctx, store.Objection{ID: id, Cycle: x.at.ID, Application: x.body.About, Personal: who})
}

// shownNow refuses an objection where nothing is before the public: outside the publicity of the list, and that of a
// step of a route.
func (x *deed) shownNow() error {
	if x.at.State == recruitment.Publicising {
		return nil
	}
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	if r, err := x.routeOf(x.at, done); err != nil || !r.publicity() {
		return fault.New("act.state", "state", x.table.LabelOf(x.at.State).Chinese, "act", x.table.LabelOf(x.cmd.Act).Chinese)
	}
	return nil
}

// decideObjection records what an inquiry found. One that stands against the hire of a person asks
// those who may to revoke it; the decision on the person is theirs.
func (x *deed) decideObjection() error {
	if x.body.Objection == "" {
		return fault.New("value.missing", "field", "objection")
	}
	decisive, err := recruitment.Decisive(x.publicity(), recruitment.Finding{Verified: x.body.Verified, Affects: x.body.Affects})
	if err != nil {
		return err
	}
	verdict := "rejected"
	if decisive {
		verdict = "upheld"
	}
	x.about = x.body.Objection
	x.out.Answer = map[string]any{"verdict": verdict}
	if err := x.revokeTasks(decisive); err != nil {
		return err
	}
	return x.tx.DecideObjection(x.ctx, store.Objection{ID: x.body.Objection, Verdict: verdict, DecidedBy: x.cmd.Actor,
		Verified: x.body.Verified, Affects: x.body.Affects})
}

// revokeTasks asks for the decision on the person an upheld objection is about.
func (x *deed) revokeTasks(decisive bool) error {
	all, err := x.tx.Objections(x.ctx, x.at.ID)
	if err != nil || !decisive {
		return err
	}
	for _, o := range all {
		if o.ID != x.body.Objection || o.Application == "" {
			continue
		}
		a, err := x.tx.Application(x.ctx, o.Application)
		if err != nil {
			return err
		}
		for _, role := range tables[ApplicationKind].Who(recruitment.Publicised, "revoke") {
			x.out.Tasks = append(x.out.Tasks, store.Task{Case: o.Application, Code: "revoke", Role: role, Unit: a.Unit})
		}
	}
	return nil
}

// publicityReady: the time is over, every objection is decided, and nobody against whom one stands is still in.
func (c *contest) publicityReady() []error {
	var all []error
	over, err := c.over("")
	if err != nil {
		return []error{err}
	}
	if !over {
		all = append(all, fault.New("recruitment.publicity.runs"))
	}
	open, standing, err := c.objections()
	if err != nil {
		return []error{err}
	}
	if open > 0 {
		all = append(all, fault.New("recruitment.undecided", "count", open, "what", "异议"))
	}
	if standing > 0 {
		all = append(all, fault.New("recruitment.objection.stands", "count", standing))
	}
	return all
}

// objections counts those open, and those upheld against somebody who still holds a place.
func (c *contest) objections() (open, standing int, err error) {
	all, err := c.tx.Objections(c.ctx, c.cycle.ID)
	if err != nil {
		return 0, 0, err
	}
	live, err := c.in(liveStates...)
	for _, o := range all {
		switch {
		case o.Verdict == "":
			open++
		case o.Verdict == "upheld" && slices.ContainsFunc(live, func(a store.Application) bool { return a.ID == o.Application }):
			standing++
		}
	}
	return open, standing, err
}

// hire decides for all who hold a place; each of them has passed every check and been shown to the public.
func (x *deed) hire() error {
	if err := x.ready("hire"); err != nil {
		return err
	}
	people, err := x.chosenIn(checkedStates...)
	if err != nil {
		return err
	}
	if err := x.moveAll("hire", people, same("决定录用。"+x.reason()), nil); err != nil {
		return err
	}
	x.out.Answer = map[string]int{"hired": len(people)}
	return x.draft(people)
}

// hireReady lists who is not fit to be hired yet, and places that are still to be filled.
func (c *contest) hireReady() []error {
	people, err := c.chosenIn(checkedStates...)
	if err != nil {
		return []error{err}
	}
	all := append(c.filled(), c.doubted(checkedStates...)...)
	for _, a := range people {
		if err := c.fit(a); err != nil {
			all = append(all, fault.Of(err).At(a.Ticket))
		}
	}
	if open, standing, err := c.objections(); err != nil || open+standing > 0 {
		all = append(all, fault.New("recruitment.undecided", "count", open+standing, "what", "异议"))
	}
	return all
}

// closeReady: everybody hired has a contract signed by both sides, and no place waits for a substitute.
func (c *contest) closeReady() []error {
	waiting, err := c.chosenIn(append(slices.Clone(checkedStates), recruitment.Hired, recruitment.Signed)...)
	if err != nil {
		return []error{err}
	}
	all := c.noAppeals()
	if len(waiting) > 0 {
		all = append(all, fault.New("recruitment.undecided", "count", len(waiting), "what", "签约或录用"))
	}
	return append(all, c.filled()...)
}

// close ends the cycle and tells everybody who was not hired. Those on a reserve list that is still
// valid stay on it.
func (x *deed) close() error {
	if err := x.ready("close"); err != nil {
		return err
	}
	apps, err := x.applications()
	if err != nil {
		return err
	}
	table, left := tables[ApplicationKind], []store.Application(nil)
	for _, a := range apps {
		kept := a.State == recruitment.Reserved && x.fact(reserveFact) >= x.today.String()
		if table.Allows(a.State, "close") && !kept {
			left = append(left, a)
		}
	}
	return x.moveAll("close", left, same("选聘结束，未录用。"+x.reason()), nil)
}
