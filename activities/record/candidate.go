package record

import (
	"github.com/shopspring/decimal"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Parts under which marks are kept that belong to no stage: of an extra question, and the lots drawn
// (1 is first). Those drawn between equals of different posts at a cap are a draw of their own: numbers from
// two draws tell nobody apart.
const (
	extraPart = "extra"
	lotsPart  = "lots"
	capPart   = "cap_lots"
)

// candidate is a person in the contest as the rules see one, with the application behind it. Its marks
// are as they were given; see counted.
type candidate struct {
	recruitment.Candidate
	app     store.Application
	facts   regulation.Facts
	credits []recruitment.Credit // bonuses, by part
	extra   *decimal.Decimal
	lot     *decimal.Decimal
}

// credit is the bonus of a part; nil where the text has none.
func (one *candidate) credit(part string) *recruitment.Credit {
	for i := range one.credits {
		if one.credits[i].Part == part {
			return &one.credits[i]
		}
	}
	return nil
}

// judge holds the part against its mark, with the bonuses that the mark counts. A bonus that cannot be
// told must be established first.
func (one *candidate) judge(stage *regulation.Stage) (recruitment.Judgement, error) {
	if credit := one.credit(string(stage.Kind)); credit != nil {
		if _, sat := one.Scores[credit.Part]; sat && credit.Settled() != nil {
			return recruitment.Judgement{}, credit.Settled()
		}
	}
	return recruitment.Judge(stage.Kind, stage.Exam, recruitment.ForPass(one.Candidate, one.credits...))
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
	heads := map[string]int{}
	for _, a := range apps {
		heads[a.Post]++
	}
	all := make([]candidate, 0, len(apps))
	for _, a := range apps {
		one, err := c.candidate(a, byPerson[a.ID])
		if err != nil {
			return nil, err
		}
		one.Alone = heads[a.Post] <= c.places(a.Post)
		all = append(all, one)
	}
	return all, nil
}

// counted is the person as cut, total and ties count one: with bonuses, and noughts for absences where
// the text says so.
func (c *contest) counted(one candidate) recruitment.Candidate {
	return recruitment.Counted(c.reg.Procedure, one.Candidate, one.credits...)
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
		if err := one.earn(stage, c.program); err != nil {
			return one, err
		}
	}
	for _, m := range marks {
		switch {
		case m.Part == extraPart && m.Value.Valid:
			one.extra = &m.Value.Decimal
		case m.Part == lotsPart && m.Value.Valid:
			one.lot = &m.Value.Decimal
		}
	}
	one.facts.Scores = one.Scores
	return one, nil
}

// earn works out the bonus of a part that has any.
func (one *candidate) earn(stage regulation.Stage, ev regulation.Evaluator) error {
	if stage.Exam.Bonus.Standing == regulation.Absent || stage.Exam.Bonus.Known() && len(stage.Exam.Bonus.V.Items) == 0 {
		return nil
	}
	credit, err := recruitment.BonusOf(stage.Kind, stage.Exam, one.Path, one.facts, ev)
	one.credits = append(one.credits, credit)
	return err
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
