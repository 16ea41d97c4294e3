package trial

import (
	"jinchu/activities/documents"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Checked is one applicant's verdict on the path applied for, with every rule that led to it.
type Checked struct {
	Ticket  string               `json:"ticket"`
	Path    string               `json:"path"`
	Verdict regulation.Verdict   `json:"verdict"` // a no is a proposal for a named person
	Reasons []recruitment.Reason `json:"reasons"`
}

// Check holds applicants against the regulation. Columns: ticket, path, and any word of the vocabulary
// (applicant.birth, certificate.category, asOf …); what is not given is unknown, never no. All rows are
// read first; every fault names its row.
func Check(reg *regulation.Regulation, applicants documents.Table) ([]Checked, error) {
	program, err := language.Compile(reg)
	if err != nil {
		return nil, err
	}
	var wrong faults
	wrong.columns("applicants", applicants, ColumnTicket, ColumnPath)
	words := wrong.words("applicants", applicants, ColumnTicket, ColumnPath, ColumnPost, ColumnExempt)
	if wrong.any() {
		return nil, wrong.join()
	}
	var all []Checked
	for _, row := range applicants.Rows {
		one := Checked{Ticket: row.Cells[ColumnTicket], Path: row.Cells[ColumnPath]}
		facts, ok := wrong.facts("applicants", row, words)
		if !hasPath(reg, one.Path) {
			wrong.add(fault.New("trial.path", "known", joined(pathIDs(reg))), "applicants", row.Number)
			continue
		}
		if !ok {
			continue
		}
		e, err := recruitment.Eligibility(reg, one.Path, facts, program)
		if err != nil {
			return nil, err
		}
		one.Verdict, one.Reasons = e.Verdict, e.Reasons
		all = append(all, one)
	}
	return all, wrong.join()
}

// Quotum is one unit's posts of one class, or why they cannot be told.
type Quotum struct {
	Unit   string `json:"unit"`
	Class  string `json:"class"`
	Posts  *int   `json:"posts"` // null where the regulation does not say
	UpTo   *int   `json:"up_to"`
	Reason string `json:"reason"`
}

// ColumnUnit names the unit of a row.
const ColumnUnit = "unit"

// Quota gives every unit its posts of every class of its level. Columns: unit (a name or code) and
// words of the vocabulary (unit.level, unit.registered, unit.urban …).
func Quota(reg *regulation.Regulation, units documents.Table) ([]Quotum, error) {
	program, err := language.Compile(reg)
	if err != nil {
		return nil, err
	}
	var wrong faults
	wrong.columns("units", units, ColumnUnit)
	words := wrong.words("units", units, ColumnUnit)
	if wrong.any() {
		return nil, wrong.join()
	}
	var all []Quotum
	for _, row := range units.Rows {
		facts, ok := wrong.facts("units", row, words)
		if !ok || facts.Unit == nil {
			continue
		}
		for _, class := range reg.Posts {
			if facts.Unit.Level == nil || class.Level == "" || class.Level == *facts.Unit.Level {
				all = append(all, quotum(class, row.Cells[ColumnUnit], *facts.Unit, program))
			}
		}
	}
	return all, wrong.join()
}

func quotum(class regulation.PostClass, name string, unit regulation.Unit, ev regulation.Evaluator) Quotum {
	q := Quotum{Unit: name, Class: class.ID}
	h, err := recruitment.Quota(class, unit, ev)
	if err != nil {
		q.Reason = err.Error()
		return q
	}
	q.Reason = h.Reason.Chinese()
	if !h.PerPlan {
		q.Posts, q.UpTo = &h.Posts, &h.UpTo
	}
	return q
}

// words finds the vocabulary of a table's columns; a column that is neither named nor a word is a fault.
func (f *faults) words(table string, t documents.Table, named ...string) map[string]language.Word {
	known := map[string]language.Word{}
	for _, w := range language.Vocabulary() {
		known[w.Name] = w
	}
	found := map[string]language.Word{}
	for _, column := range t.Columns {
		w, ok := known[column]
		if !ok && !contains(named, column) {
			f.add(fault.New("trial.word", "name", column), table, 1)
		}
		if ok {
			found[column] = w
		}
	}
	return found
}

// facts reads a row's facts; false where a cell is wrong.
func (f *faults) facts(table string, row documents.Row, words map[string]language.Word) (regulation.Facts, bool) {
	var facts regulation.Facts
	before := len(*f)
	for column, w := range words {
		if err := w.Set(&facts, row.Cells[column]); err != nil {
			f.add(fault.Of(err), table, row.Number)
		}
	}
	return facts, len(*f) == before
}
