package record

import (
	"context"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// audit is one comparison under way.
type audit struct {
	desk     *Desk
	ctx      context.Context
	tx       store.Tx
	contests map[string]*contest // by cycle
	found    []gap
}

// gap is a difference with the tasks it is between.
type gap struct {
	store.Difference
	due, open *store.Task // nil where there is none
}

func newGap(kind string, due, open *store.Task) gap {
	k := due
	if k == nil {
		k = open
	}
	g := gap{store.Difference{Case: k.Case, Kind: kind, Code: k.Code, Role: k.Role, Unit: k.Unit, Person: k.Person}, due, open}
	if kind == store.TaskElsewhere {
		g.Found = open.Role + " " + open.Unit
	}
	return g
}

// compare holds the open tasks of a case to those that are due. A case whose rules cannot be read is a
// difference too: it keeps no other one from being found.
func (a *audit) compare(at store.CaseFile) error {
	open, err := a.tx.TasksOf(a.ctx, at.ID)
	if err != nil {
		return err
	}
	due, err := a.due(at)
	switch kind := fault.Of(err).Kind(); {
	case err == nil:
		a.found = append(a.found, gaps(at, due, open)...)
		return nil
	case kind == fault.Busy:
		return err
	}
	a.found = append(a.found, gap{Difference: store.Difference{Case: at.ID, Kind: store.TaskUnclear, Code: fault.CodeOf(err), Unit: at.Unit}})
	return nil
}

// due derives the tasks of a case from where it stands, what was done on it, and what has lapsed.
func (a *audit) due(at store.CaseFile) ([]store.Task, error) {
	if at.State == "" || tables[at.Kind].Final(at.State) {
		return nil, nil
	}
	c, err := a.contest(at)
	if err != nil {
		return nil, err
	}
	done, err := a.tx.DoingsOf(a.ctx, at.ID)
	if err != nil {
		return nil, err
	}
	var w waiting
	if w.asked, err = c.awaitsAnswer(at); err != nil {
		return nil, err
	}
	if w.serve, err = c.unservedOf(at); err != nil {
		return nil, err
	}
	deadlines, err := a.tx.DeadlinesOf(a.ctx, at.ID)
	if err != nil {
		return nil, err
	}
	w.round = roundEnd(deadlines, nil)
	last, err := a.tx.LastStep(a.ctx, at.ID)
	if err != nil {
		return nil, err
	}
	if last.Event == remind {
		w.lapsed = last.Meets
	}
	return c.dueTasks(at, done, w)
}

// contest opens the cycle of a case once.
func (a *audit) contest(at store.CaseFile) (*contest, error) {
	id := at.ID
	if at.Kind != CycleKind {
		id = at.Parent
	}
	if c := a.contests[id]; c != nil {
		return c, nil
	}
	cycle, err := cycleOf(a.ctx, a.tx, at)
	if err != nil {
		return nil, err
	}
	c, err := a.desk.open(a.ctx, a.tx, cycle)
	if err == nil {
		a.contests[id] = c
	}
	return c, err
}

// gaps compares what is due on a case with what is open. What waits at the wrong seat is one difference, not two.
func gaps(at store.CaseFile, due, open []store.Task) (all []gap) {
	missing, open := split(due, open, func(d, o *store.Task) bool {
		same := d.Code == o.Code && d.Role == o.Role && d.Unit == o.Unit && d.Person == o.Person
		if same && !sameContent(d, o) {
			all = append(all, newGap(store.TaskContent, d, o))
		}
		return same
	})
	missing, open = split(missing, open, func(d, o *store.Task) bool {
		elsewhere := d.Code == o.Code && !lasts(at, *o)
		if elsewhere {
			all = append(all, newGap(store.TaskElsewhere, d, o))
		}
		return elsewhere
	})
	for _, k := range missing {
		all = append(all, newGap(store.TaskMissing, &k, nil))
	}
	for _, k := range open {
		if !lasts(at, k) {
			all = append(all, newGap(store.TaskSuperfluous, nil, &k))
		}
	}
	return all
}

// split takes out the pairs that match.
func split(due, open []store.Task, match func(d, o *store.Task) bool) (missing, rest []store.Task) {
	rest = slices.Clone(open)
	for _, d := range due {
		i := slices.IndexFunc(rest, func(o store.Task) bool { return match(&d, &o) })
		if i < 0 {
			missing = append(missing, d)
			continue
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return missing, rest
}

// sameContent compares what two tasks say.
func sameContent(a, b *store.Task) bool {
	sameDue := a.Due == nil && b.Due == nil || a.Due != nil && b.Due != nil && a.Due.Equal(*b.Due)
	return sameDue && slices.Equal(a.Acts, b.Acts) && slices.Equal(sorted(a.Except), sorted(b.Except))
}

func sorted(people []string) []string {
	people = slices.Clone(people)
	slices.Sort(people)
	return people
}

// raised are the acts that a finding asks for, whatever state the case is in.
var raised = []string{"revoke"}

// lasts tells whether a task that does not follow from where its case stands may stay: a question that a finding
// raised, or a step that could not be done, waits until the next step of its case, as it does among acts.
func lasts(at store.CaseFile, k store.Task) bool {
	if slices.Contains(store.Lasting, k.Code) {
		return true
	}
	over := tables[at.Kind].Final(at.State) || k.Seq < at.Seq
	return !over && (slices.Contains(raised, k.Code) || fault.Known(k.Code))
}
