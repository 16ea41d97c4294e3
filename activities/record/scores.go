package record

import (
	"context"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"jinchu/activities/store"
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
	if part == extraPart {
		states = append(states, recruitment.Ranking)
	}
	return d.store.WithSharedCase(ctx, cycle, states, func(tx store.Tx, at store.CaseFile) error {
		c, err := d.open(ctx, tx, at)
		if err != nil {
			return err
		}
		decision, err := d.allowed(ctx, tx, asking{Actor: a}, CycleKind, "enter_scores", at.Unit, at.ID)
		if err != nil {
			return err
		}
		scores, err := c.marks(a.Mark(), part, marks)
		if err != nil {
			return err
		}
		if err := tx.EnterScores(ctx, scores); err != nil {
			return err
		}
		return tx.AppendAll(ctx, scoreEntries(a.Mark(), string(decision.Role), part, scores))
	})
}

// marks checks every mark against the stage.
func (c *contest) marks(by, part string, marks []Mark) ([]store.Score, error) {
	all, err := c.in(recruitment.Qualified)
	if err != nil {
		return nil, err
	}
	byTicket := map[string]string{}
	for _, a := range all {
		byTicket[a.Ticket] = a.ID
	}
	var wrong faults
	scores := make([]store.Score, 0, len(marks))
	for i, m := range marks {
		score, err := c.mark(part, m)
		id, known := byTicket[m.Ticket]
		if err == nil && (!known || m.Ticket == "") {
			err = fault.New("recruitment.ticket.unknown")
		}
		if err != nil {
			wrong = append(wrong, fault.Of(err).At("scores["+strconv.Itoa(i)+"]"))
			continue
		}
		score.Application, score.KeyedBy = id, by
		scores = append(scores, score)
	}
	return scores, wrong.join()
}

// mark reads one mark; the part must be the one examined now.
func (c *contest) mark(part string, m Mark) (store.Score, error) {
	score := store.Score{Part: part, Examiner: m.Examiner, Reason: m.Reason}
	if part != extraPart {
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
	if i < 0 {
		if value.IsNegative() {
			return fault.New("recruitment.score.range", "full", "—")
		}
		return nil
	}
	return recruitment.CheckScore(stages[i].Exam, value)
}

// scoreEntries are the audit of a batch: one entry in the chain of each application it touched.
func scoreEntries(by, role, part string, scores []store.Score) []store.Entry {
	byApplication, order := map[string][]store.Score{}, []string(nil)
	for _, s := range scores {
		if byApplication[s.Application] == nil {
			order = append(order, s.Application)
		}
		byApplication[s.Application] = append(byApplication[s.Application], s)
	}
	entries := make([]store.Entry, 0, len(order))
	for _, id := range order {
		entries = append(entries, store.Entry{Case: id, Event: "enter_scores", Actor: by, Role: role,
			Payload: map[string]any{"part": part, "scores": byApplication[id]}})
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
