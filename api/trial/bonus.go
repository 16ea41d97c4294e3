package trial

import (
	"jinchu/activities/documents"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// credits works out everybody's bonuses from the words of the applicants' table. A bonus that cannot be told
// and would change the points stops the trial: a total without it would be somebody else's.
func credits(reg *regulation.Regulation, applicants documents.Table) (map[string][]recruitment.Credit, error) {
	program, err := language.Compile(reg)
	if err != nil {
		return nil, err
	}
	var wrong faults
	words := map[string]language.Word{}
	for _, w := range language.Vocabulary() {
		if contains(applicants.Columns, w.Name) {
			words[w.Name] = w
		}
	}
	all := map[string][]recruitment.Credit{}
	for _, row := range applicants.Rows {
		facts, ok := wrong.facts("applicants", row, words)
		if !ok {
			continue
		}
		for _, stage := range reg.Procedure {
			if stage.Exam == nil {
				continue
			}
			one, err := recruitment.BonusOf(stage.Kind, stage.Exam, row.Cells[ColumnPath], facts, program)
			if err == nil {
				err = one.Settled()
			}
			if err != nil {
				return nil, err
			}
			all[row.Cells[ColumnTicket]] = append(all[row.Cells[ColumnTicket]], one)
		}
	}
	return all, wrong.join()
}

// counted is a candidate as shortlist and total count them.
func (c *contest) counted(one recruitment.Candidate) recruitment.Candidate {
	return recruitment.Counted(c.reg.Procedure, one, c.credits[one.Ticket]...)
}
