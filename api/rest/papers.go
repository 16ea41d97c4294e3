package rest

import (
	"context"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/documents"
	"jinchu/activities/record"
	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

// PapersInput is a table of applications.
type PapersInput struct {
	SheetInput
	ID string `path:"id" maxLength:"64" doc:"the cycle"`
}

// PapersOutput counts what was taken; whoever entered the papers hands the receipts over.
type PapersOutput struct {
	Body struct {
		Entered
		Items []Receipt `json:"items"`
	}
}

// Receipt is what an applicant is given for a paper.
type Receipt struct {
	Row     int    `json:"row"`
	ID      string `json:"id"`
	Receipt string `json:"receipt" doc:"回执号"`
	Access  string `json:"access" doc:"bearer token of the applicant"`
}

// paperColumns are the columns every table has; every other one is a word of the vocabulary.
var paperColumns = []string{"name", "id_number", "path"}

// paperMore are the columns it may have.
func paperMore() []string {
	known := []string{"certificate", "phone", "post"}
	for _, w := range language.Vocabulary() {
		known = append(known, w.Name)
	}
	return append(known, "applicant.other.*", "applicant.number.*")
}

func (c *counter) registerPapers(api huma.API) {
	handle(api, needs(sheetOperation("/api/cycles/{id}/applications/import", "import-applications", "报名",
		"集中录入报名表：name,id_number,certificate,phone,path,post 和规则语言的词 · enter paper applications, all rows or none"), "application", "submit"), c.importPapers)
}

func (c *counter) importPapers(ctx context.Context, in *PapersInput) (*PapersOutput, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	s, err := readSheet(ctx, in.RawBody, paperColumns, paperMore())
	if err != nil {
		return nil, inForm(ctx, err, in.Accept)
	}
	papers := make([]record.Paper, 0, len(s.Rows))
	for _, row := range s.Rows {
		papers = append(papers, paperOf(row, s.Columns))
	}
	taken, err := c.Cases.ImportApplications(ctx, who.actor(), in.ID, papers)
	if err != nil {
		return nil, inForm(ctx, s.ofPapers(err), in.Accept)
	}
	out := &PapersOutput{}
	out.Body.Entered = Entered{len(taken)}
	for _, one := range taken {
		out.Body.Items = append(out.Body.Items, Receipt{one.Row, one.ID, receiptNo(one.ID), one.ID + "." + one.Receipt})
	}
	return out, nil
}

// paperOf reads a row: an empty cell is not stated.
func paperOf(row documents.Row, columns []string) record.Paper {
	cell := row.Cells
	p := record.Paper{Row: row.Number, Submission: record.Submission{Path: cell["path"], Post: cell["post"],
		Person: record.Personal{Name: cell["name"], IDNumber: cell["id_number"], Certificate: cell["certificate"], Phone: cell["phone"]}}}
	for _, column := range columns {
		if strings.Contains(column, ".") && cell[column] != "" {
			if p.Facts == nil {
				p.Facts = map[string]string{}
			}
			p.Facts[column] = cell[column]
		}
	}
	return p
}

// ofPapers gives faults that name a paper the row and the column they came from.
func (s *sheet) ofPapers(err error) error {
	for _, f := range fault.All(err) {
		i := -1
		if _, none := fmt.Sscanf(f.Place, "papers[%d].", &i); none != nil || i < 0 || i >= len(s.Rows) {
			return err
		}
		_, field, _ := strings.Cut(f.Place, "].")
		s.wrong(s.Rows[i], columnOf(field), f)
	}
	return s.err()
}

// columnOf is the column of a field of a submission.
func columnOf(field string) string {
	for _, group := range []string{"person.", "facts."} {
		field = strings.TrimPrefix(field, group)
	}
	if field == "" {
		return "name"
	}
	return field
}
