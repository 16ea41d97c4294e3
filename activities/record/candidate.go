package record

import (
	"github.com/shopspring/decimal"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// extraPart is the part under which the marks of an extra question are kept.
const extraPart = "extra"

// candidate is a person in the contest as the rules see one, with the application behind it.
type candidate struct {
	recruitment.Candidate
	app   store.Application
	facts regulation.Facts
	extra *decimal.Decimal
}

// candidates lists those who stand in a state with their marks, panels made into one mark.
func (c *contest) candidates(states ...string) ([]candidate, error) {
	apps, err := c.in(states...)
	if err != nil {
		return nil, err
	}
	marks, err := c.tx.Scores(c.ctx, c.cycle.ID, false)
	if err != nil {
		return nil, err
	}
	byPerson := map[string][]store.Score{}
	for _, m := range marks {
		byPerson[m.Application] = append(byPerson[m.Application], m)
	}
	all := make([]candidate, 0, len(apps))
	for _, a := range apps {
		one, err := c.candidate(a, byPerson[a.ID])
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func (c *contest) candidate(a store.Application, marks []store.Score) (one candidate, err error) {
	one = candidate{app: a, Candidate: recruitment.Candidate{Ticket: keyOf(a), Post: a.Post, Path: a.Path, Scores: map[string]decimal.Decimal{}}}
	if one.facts, err = c.facts(a); err != nil {
		return one, err
	}
	if one.Exempt, _, err = recruitment.ExemptFrom(c.reg.Procedure, a.Path, one.facts, c.program); err != nil {
		return one, err
	}
	for _, stage := range c.exams() {
		if err := one.take(stage, marks); err != nil {
			return one, fault.Of(err).At(a.Ticket)
		}
	}
	for _, m := range marks {
		if m.Part == extraPart && m.Value.Valid {
			one.extra = &m.Value.Decimal
		}
	}
	one.facts.Scores = one.Scores
	return one, nil
}

// take makes one mark of a part. A panel has one mark of each examiner, or it has none yet.
func (one *candidate) take(stage regulation.Stage, marks []store.Score) error {
	part := string(stage.Kind)
	var given []decimal.Decimal
	for _, m := range marks {
		if m.Part != part {
			continue
		}
		if !m.Value.Valid {
			one.Absent = append(one.Absent, part)
			return nil
		}
		given = append(given, m.Value.Decimal)
	}
	switch {
	case len(given) == 0:
		return nil
	case stage.Exam.Panel.Known() && stage.Exam.Panel.V.Size > 1:
		mark, err := recruitment.PanelMark(stage.Exam.Panel, given)
		one.Scores[part] = mark.Value
		return err
	case len(given) > 1:
		return fault.New("recruitment.panel.size", "have", len(given), "want", 1)
	}
	one.Scores[part] = given[0]
	return nil
}

// keyOf names a person where results are worked out: by ticket, so that what cannot be told apart comes
// out in the same order every time; by the application where nobody has tickets.
func keyOf(a store.Application) string {
	if a.Ticket == "" {
		return a.ID
	}
	return a.Ticket
}

// Mark is one mark as it comes in: of a ticket, by an examiner where a panel marks, or an absence.
type Mark struct {
	Ticket   string `json:"ticket" minLength:"1" doc:"准考证号"`
	Examiner string `json:"examiner,omitempty" maxLength:"60" doc:"考官代号；整卷评分的不填"`
	Value    string `json:"value,omitempty" doc:"成绩，十进制"`
	Absent   bool   `json:"absent,omitempty" doc:"缺考"`
	Reason   string `json:"reason,omitempty" maxLength:"500" doc:"更正的理由"`
}
