package record

import (
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
)

// routeTasks are what a decision on a route waits for, as lines of inboxes: for everybody of a role in a unit,
// without those who may not; for one person where the seat is theirs by name. Whom a round's clock has told are
// told again, as long as the round lasts. Each bears the end of the round.
func (c *contest) routeTasks(at store.CaseFile, done []store.Doing, ends *time.Time) ([]store.Task, error) {
	if !routesHere(at) {
		return nil, nil
	}
	r, err := c.routeOf(at, done)
	if stops(err) || fault.Of(err).Kind() == fault.Unruled {
		return nil, nil // what is open is ruled on first
	}
	if err != nil {
		return nil, err
	}
	var all []store.Task
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		all = append(all, dutyTask(at, r, d)...)
		all = append(all, c.toldTasks(at, r, d)...)
	}
	all = merged(all)
	for i := range all {
		all[i].Due = ends
	}
	return all, nil
}

// merged has one line where two seats wait for the same people, as an inbox has: whoever may fill one of the seats
// is left out of none, and may do what comes with either.
func merged(tasks []store.Task) (all []store.Task) {
	for _, t := range tasks {
		i := slices.IndexFunc(all, func(o store.Task) bool {
			return o.Code == t.Code && o.Role == t.Role && o.Unit == t.Unit && o.Person == t.Person
		})
		if i < 0 {
			all = append(all, t)
			continue
		}
		all[i].Except = slices.DeleteFunc(slices.Clone(all[i].Except), func(id string) bool { return !slices.Contains(t.Except, id) })
		for _, act := range t.Acts {
			if !slices.Contains(all[i].Acts, act) {
				all[i].Acts = append(slices.Clone(all[i].Acts), act)
			}
		}
	}
	return all
}

// mainVerb is what a part on a route is asked for.
var mainVerb = map[approval.As]string{approval.AsSigner: approval.Agree, approval.AsDelegate: approval.Report,
	approval.AsSecretary: approval.EnterMinutes, approval.AsChair: approval.ConfirmMinutes, approval.AsSubmitter: approval.Resubmit,
	approval.AsOrganiser: "approval.nobody"}

func dutyTask(at store.CaseFile, r *routed, d approval.Duty) []store.Task {
	sits, facts := r.rung(d), map[string]any{"step": r.State.Step + 1, "seat": d.Seat}
	if d.Level > 0 {
		facts["raised"] = true
	}
	one := store.Task{Case: at.ID, Code: mainVerb[d.As], Role: sits.role, Unit: sits.unit, Facts: facts, Acts: r.acts(d)}
	switch d.As {
	case approval.AsClock:
		return nil
	case approval.AsSubmitter, approval.AsOrganiser:
		one.Role, one.Unit = string(policy.CountyHR), at.Unit
	}
	chair := r.seatOf(d.Seat)
	named := d.As == approval.AsDelegate || d.As == approval.AsSubmitter || chair.Person != ""
	if !named {
		one.Except = r.except(d)
		return []store.Task{one}
	}
	var all []store.Task
	for _, p := range d.People {
		mine := one
		mine.Person, mine.For = p.ID, p.For
		all = append(all, mine)
	}
	return all
}

// acts are what whoever fills a seat may do, what they are asked for first.
func (r *routed) acts(d approval.Duty) []string {
	acts := []string{mainVerb[d.As]}
	if len(d.People) == 0 || d.As == approval.AsOrganiser {
		return acts
	}
	for _, o := range r.Layout.Offers(r.State, d.People[0].ID, r.world) {
		if o.Seat == d.Seat && !slices.Contains(acts, o.Verb) {
			acts = append(acts, o.Verb)
		}
	}
	return acts
}

// except are those who hold the seat's role and may not fill it.
func (r *routed) except(d approval.Duty) []string {
	var all []string
	levels := r.world.Staff[d.Seat]
	if d.Level >= len(levels) {
		return nil
	}
	for _, p := range levels[d.Level] {
		if !slices.ContainsFunc(d.People, func(q approval.Person) bool { return q.ID == p.ID }) && !slices.Contains(all, p.ID) {
			all = append(all, p.ID)
		}
	}
	return all
}

// toldTasks are for the levels above that were told of a round that lasts too long: first the role the rules name,
// then one level further each time. They are asked to see to it, not to decide.
func (c *contest) toldTasks(at store.CaseFile, r *routed, d approval.Duty) []store.Task {
	var all []store.Task
	rungs := r.rungs[d.Seat]
	for told := 1; told <= r.State.Told; told++ {
		sits := rung{string(policy.CountyDirector), c.tx.Here().County}
		if i := d.Level + told; i < len(rungs) {
			sits = rungs[i]
		}
		if step := r.State.Step; told == 1 && step < len(r.Layout.Steps) && r.Layout.Steps[step].Escalate != "" {
			sits.role = r.Layout.Steps[step].Escalate
		}
		all = append(all, store.Task{Case: at.ID, Code: approval.Escalate, Role: sits.role, Unit: sits.unit, Facts: map[string]any{"step": r.State.Step + 1, "seat": d.Seat}})
	}
	return all
}

// routeNext is what may be done on a route, by which roles: what everybody who is waited for may do. What one
// person may do besides stands among the offers made to them.
func (c *contest) routeNext(at store.CaseFile, done []store.Doing) ([]Next, error) {
	r, err := c.routeOf(at, done)
	if err != nil {
		return nil, err
	}
	var all []Next
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		role := r.rung(d).role
		if d.As == approval.AsSubmitter {
			role = string(policy.CountyHR)
		}
		for _, verb := range usual[d.As] {
			all = r.addNext(c, all, verb, role)
		}
	}
	return all, nil
}

// usual are the words that come with a part, whatever is turned on.
var usual = map[approval.As][]string{approval.AsSigner: {approval.Agree, approval.Return, approval.Disagree},
	approval.AsDelegate: {approval.Report}, approval.AsSecretary: {approval.EnterMinutes},
	approval.AsChair: {approval.ConfirmMinutes, approval.CorrectMinutes}, approval.AsSubmitter: {approval.Resubmit}}

func (r *routed) addNext(c *contest, all []Next, verb, role string) []Next {
	i := slices.IndexFunc(all, func(n Next) bool { return n.Act == verb })
	if i < 0 {
		i = len(all)
		all = append(all, Next{Act: verb, Label: tables[CycleKind].LabelOf(verb).Chinese, Adverse: verb == approval.Disagree, Needs: needsOfVerb(verb)})
	}
	if !slices.Contains(all[i].Roles, role) {
		all[i].Roles = append(all[i].Roles, role)
	}
	return all
}

// needsOfVerb are the fields of the body that a word on a route must bring.
func needsOfVerb(verb string) []string {
	var fields []string
	switch verb {
	case approval.Transfer, approval.Delegate, approval.AddSigner, approval.Copy:
		fields = append(fields, "to")
	case approval.SendBack:
		fields = append(fields, "step")
	case approval.RemoveSigner:
		fields = append(fields, "seat")
	case approval.EnterMinutes:
		fields = append(fields, "meeting")
	}
	if approval.Reasoned(verb) {
		fields = append(fields, "reason")
	}
	return fields
}
