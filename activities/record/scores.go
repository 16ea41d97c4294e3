package record

import (
	"context"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// EnterScores keeps many marks at once (登分): a mass write under a share lock of the cycle, so that the
// act that locks the scores waits for it and what comes after is refused. All marks are checked first;
// one that is wrong refuses them all, and every fault names its row.
//
// Faults: forbidden, store.shut, recruitment.score.*, store.score.kept, unknown.
func (d *Desk) EnterScores(ctx context.Context, a Actor, cycle, part string, marks []Mark) error {
	states := []string{recruitment.Examining}
	if afterwards(part) {
		states = append([]string{recruitment.Ranking}, offeringStates...)
	}
	var decision policy.Decision
	may := func(c *contest) (err error) {
		decision, err = d.allowed(ctx, c.tx, asking{Actor: a}, CycleKind, "enter_scores", c.cycle.Unit, cycle)
		return err
	}
	return d.sharing(ctx, cycle, states, may, func(c *contest) error {
		scores, err := c.marks(a.Mark(), part, marks)
		if err != nil {
			return err
		}
		if err := c.tx.EnterScores(ctx, scores); err != nil {
			return err
		}
		return c.tx.AppendAll(ctx, scoreEntries(a.Mark(), decision, part, scores))
	})
}

// sharing runs a mass write by somebody who may, while the cycle stands in one of the states; shut says
// the state in words, and to nobody else.
func (d *Desk) sharing(ctx context.Context, cycle string, states []string, may, do func(*contest) error) error {
	opened := func(then ...func(*contest) error) func(store.Tx, store.CaseFile) error {
		return func(tx store.Tx, at store.CaseFile) error {
			c, err := d.open(ctx, tx, at)
			for _, step := range then {
				if err == nil {
					err = step(c)
				}
			}
			return err
		}
	}
	err := d.store.WithSharedCase(ctx, cycle, states, opened(may, do))
	if fault.CodeOf(err) != "store.shut" {
		return err
	}
	if no := d.store.Read(ctx, func(tx store.Tx) error {
		at, err := tx.Case(ctx, cycle)
		if err == nil && at.Kind != CycleKind {
			err = fault.New("unknown", "what", CycleKind)
		}
		if err != nil {
			return err
		}
		return opened(may)(tx, at)
	}); no != nil {
		return no
	}
	state, _ := fault.Of(err).Args["state"].(string)
	return shut(state)
}

// shut refuses what a cycle does not take where it stands.
func shut(state string) error {
	return fault.New("store.shut", "state", tables[CycleKind].LabelOf(state).Chinese)
}

// afterwards tells whether a part is held only where equal totals call for it.
func afterwards(part string) bool { return part == extraPart || drawn(part) }

// drawn tells whether the marks of a part are numbers drawn.
func drawn(part string) bool { return part == lotsPart || part == capPart }

// marks checks every mark against the stage.
func (c *contest) marks(by, part string, marks []Mark) ([]store.Score, error) {
	still := []string{recruitment.Qualified}
	if afterwards(part) {
		still = slices.Concat(still, checkedStates, waitingStates)
	}
	all, err := c.in(still...)
	if err != nil {
		return nil, err
	}
	byTicket := map[string]string{}
	for _, a := range all {
		byTicket[a.Ticket] = a.ID
	}
	inForce, err := c.inForce(part)
	if err != nil {
		return nil, err
	}
	var wrong faults
	batch := map[scoreKey]bool{}
	scores := make([]store.Score, 0, len(marks))
	for i, m := range marks {
		score, err := c.mark(part, m)
		score.Application, score.KeyedBy = byTicket[m.Ticket], by
		key := keyOfScore(score)
		switch old, kept := inForce[key]; {
		case err != nil:
		case m.Ticket == "" || score.Application == "":
			err = fault.New("recruitment.ticket.unknown")
		case batch[key]:
			err = fault.New("recruitment.score.double")
		case kept && m.Reason == "" && !sameValue(old, score.Value):
			err = fault.New("store.score.kept", "count", 1)
		}
		if err != nil {
			wrong = append(wrong, fault.Of(err).At("scores["+strconv.Itoa(i)+"]"))
			continue
		}
		batch[key] = true
		scores = append(scores, score)
	}
	return scores, wrong.join()
}

// scoreKey is whose mark of a part it is, and by which examiner.
type scoreKey struct{ application, examiner string }

func keyOfScore(s store.Score) scoreKey { return scoreKey{s.Application, s.Examiner} }

// inForce are the marks of a part that stand.
func (c *contest) inForce(part string) (map[scoreKey]decimal.NullDecimal, error) {
	all, err := c.tx.Scores(c.ctx, c.cycle.ID, false)
	marks := map[scoreKey]decimal.NullDecimal{}
	for _, s := range all {
		if s.Part == part {
			marks[keyOfScore(s)] = s.Value
		}
	}
	return marks, err
}

func sameValue(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// mark reads one mark; the part must be the one examined now.
func (c *contest) mark(part string, m Mark) (store.Score, error) {
	score := store.Score{Part: part, Examiner: m.Examiner, Reason: m.Reason}
	if !afterwards(part) {
		stage, err := c.exam(c.cycle.Stage)
		if err != nil {
			return score, err
		}
		if string(stage.Kind) != part {
			return score, fault.New("recruitment.part.other", "part", recruitment.PartName(string(stage.Kind)))
		}
	}
	if m.Absent {
		return score, nil
	}
	value, err := decimal.NewFromString(m.Value)
	if err != nil {
		return score, fault.New("recruitment.score.number")
	}
	score.Value = decimal.NewNullDecimal(value)
	return score, c.inRange(part, value)
}

func (c *contest) inRange(part string, value decimal.Decimal) error {
	stages := c.exams()
	i := slices.IndexFunc(stages, func(s regulation.Stage) bool { return string(s.Kind) == part })
	switch {
	case drawn(part) && (!value.IsInteger() || !value.IsPositive()):
		return fault.New("recruitment.lot.number")
	case i >= 0:
		return recruitment.CheckScore(stages[i].Exam, value)
	case value.IsNegative():
		return fault.New("recruitment.score.range", "full", "—")
	}
	return nil
}

// scoreEntries are the audit of a batch: one entry in the chain of each application it touched.
func scoreEntries(actor string, by policy.Decision, part string, scores []store.Score) []store.Entry {
	byApplication, order := map[string][]store.Score{}, []string(nil)
	for _, s := range scores {
		if byApplication[s.Application] == nil {
			order = append(order, s.Application)
		}
		byApplication[s.Application] = append(byApplication[s.Application], s)
	}
	entries := make([]store.Entry, 0, len(order))
	for _, id := range order {
		entries = append(entries, store.Entry{Case: id, Event: "enter_scores", Actor: actor, Role: string(by.Role),
			Payload: keptOf(store.Command{Act: "enter_scores", Role: string(by.Role)}, by, map[string]any{"part": part, "scores": byApplication[id]})})
	}
	return entries
}

// faults is several faults as one error.
type faults []error

// Error is the first of them.
func (f faults) Error() string { return f[0].Error() }

// Unwrap gives each of them.
func (f faults) Unwrap() []error { return f }

func (f faults) join() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
