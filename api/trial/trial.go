// Package trial knows trial calculation (试算): what a regulation file would give for tables an officer
// brings, with the arithmetic of every row. It may not write anything, and decides nothing.
package trial

import (
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/activities/documents"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Columns of the tables. Parts are columns of the score table by their names: written, skills, interview.
const (
	ColumnTicket = "ticket" // 准考证, unique
	ColumnPost   = "post"   // 岗位
	ColumnPath   = "path"   // 报考类别, an ID of the regulation's paths
	ColumnExempt = "exempt" // parts the person need not sit, joined by |; may be empty
	ColumnAbsent = "absent" // 缺考, instead of a score
)

// parts are the scored stages in the order of the columns.
var parts = []regulation.StageKind{regulation.StageWritten, regulation.StageSkills, regulation.StageInterview}

// candidates joins the applicants with their scores. All rows are checked; every fault names its row.
func candidates(reg *regulation.Regulation, applicants, scores documents.Table) ([]recruitment.Candidate, error) {
	var wrong faults
	wrong.columns("applicants", applicants, ColumnTicket, ColumnPost, ColumnPath)
	wrong.columns("scores", scores, ColumnTicket)
	if wrong.any() {
		return nil, wrong.join()
	}
	byTicket, all := map[string]int{}, []recruitment.Candidate{}
	for _, row := range applicants.Rows {
		c := recruitment.Candidate{Ticket: row.Cells[ColumnTicket], Post: row.Cells[ColumnPost], Path: row.Cells[ColumnPath],
			Exempt: list(row.Cells[ColumnExempt]), Scores: map[string]decimal.Decimal{}}
		if _, twice := byTicket[c.Ticket]; twice || c.Ticket == "" {
			wrong.add(fault.New("trial.ticket"), "applicants", row.Number)
		}
		if !hasPath(reg, c.Path) {
			wrong.add(fault.New("trial.path", "known", joined(pathIDs(reg))), "applicants", row.Number)
		}
		byTicket[c.Ticket] = len(all)
		all = append(all, c)
	}
	for _, row := range scores.Rows {
		i, known := byTicket[row.Cells[ColumnTicket]]
		if !known {
			wrong.add(fault.New("trial.unknown"), "scores", row.Number)
			continue
		}
		wrong.score(&all[i], row)
	}
	return all, wrong.join()
}

// faults gathers what is wrong in the tables, with file and row.
type faults []error

func (f *faults) add(what *fault.Fault, table string, row int) {
	*f = append(*f, what.At(table+":"+strconv.Itoa(row)))
}

func (f *faults) columns(table string, t documents.Table, names ...string) {
	for _, name := range names {
		if !contains(t.Columns, name) {
			f.add(fault.New("trial.column", "name", name), table, 1)
		}
	}
}

// score reads a row's parts; an empty cell is no score, "absent" is an absence.
func (f *faults) score(c *recruitment.Candidate, row documents.Row) {
	for _, part := range parts {
		cell := row.Cells[string(part)]
		switch cell {
		case "":
		case ColumnAbsent, "缺考":
			c.Absent = append(c.Absent, string(part))
		default:
			score, err := decimal.NewFromString(cell)
			if err != nil || score.IsNegative() {
				f.add(fault.New("trial.score", "part", recruitment.PartName(string(part))), "scores", row.Number)
				continue
			}
			c.Scores[string(part)] = score
		}
	}
}

func (f *faults) any() bool { return len(*f) > 0 }

func (f *faults) join() error {
	if !f.any() {
		return nil
	}
	return many(*f)
}

// many is several faults as one error.
type many []error

// Error lists them, one a line.
func (m many) Error() string {
	lines := make([]string, len(m))
	for i, err := range m {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives each of them.
func (m many) Unwrap() []error { return m }

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

func hasPath(reg *regulation.Regulation, id string) bool { return contains(pathIDs(reg), id) }

func pathIDs(reg *regulation.Regulation) []string {
	ids := make([]string, 0, len(reg.Paths))
	for _, p := range reg.Paths {
		ids = append(ids, p.ID)
	}
	sort.Strings(ids)
	return ids
}

func joined(all []string) string { return strings.Join(all, "、") }
