package rest

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/documents"
	"jinchu/policy/fault"
)

// tableType is the form of an error table; the name is ours alone, so that nothing else is written so.
const tableType = "text/csv; charset=utf-8"

// SheetInput is a table as the body of a request.
type SheetInput struct {
	Keyed
	Accept  string `header:"Accept" doc:"text/csv: 错误清单用 CSV 返回 · the list of errors comes as CSV"`
	RawBody []byte `contentType:"text/csv"`
}

// sheetOperation takes CSV or .xlsx; the content decides which it is.
func sheetOperation(path, id, tag, summary string) huma.Operation {
	op := operation("POST", path, id, tag, summary)
	op.DefaultStatus, op.MaxBodyBytes, op.SkipValidateBody = 200, documents.CountyLimits.Bytes+1, true
	binary := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"text/csv": binary, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": binary}}
	return op
}

// headings are the columns as people write them.
var headings = map[string]string{
	"代码": "code", "名称": "name", "姓名": "name", "层级": "level", "上级代码": "parent",
	"持证残疾人数": "registered", "村社区数": "villages", "人口数": "population", "是否城镇": "urban",
	"单位代码": "unit", "身份证号": "id_number", "公民身份号码": "id_number", "残疾人证号": "certificate",
	"电话": "phone", "报考类别": "path", "岗位": "post", "岗位代码": "post",
}

// sheet is a table under check: all its rows are looked at before anything is done about one. Its cells go
// by the names of the columns, its faults by the headings as they stand in the file.
type sheet struct {
	documents.Table
	written map[string]string // heading by column
	faults  []*fault.Fault
}

// named reads the headings. Fault: sheet.twice for two words for the same column.
func named(table documents.Table) (*sheet, error) {
	s := &sheet{Table: table, written: map[string]string{}}
	for i, heading := range table.Columns {
		name, known := headings[heading]
		if !known {
			name = heading
		}
		if _, twice := s.written[name]; twice {
			return nil, fault.New("sheet.twice", "name", heading)
		}
		s.Columns[i], s.written[name] = name, heading
		for _, row := range table.Rows {
			row.Cells[name] = row.Cells[heading]
		}
	}
	return s, nil
}

// readSheet reads the table and checks its heading.
func readSheet(ctx context.Context, data []byte, needed, optional []string) (*sheet, error) {
	table, err := documents.Read(ctx, data, documents.CountyLimits)
	if err != nil {
		return nil, err
	}
	s, err := named(table)
	if err != nil {
		return nil, err
	}
	known := strings.Join(append(slices.Clone(needed), optional...), ", ")
	var wrong []error
	for _, name := range needed {
		if !slices.Contains(s.Columns, name) {
			wrong = append(wrong, fault.New("import.column", "name", name, "known", known))
		}
	}
	for _, name := range s.Columns {
		if !slices.Contains(needed, name) && !columnIn(optional, name) {
			wrong = append(wrong, fault.New("import.column.unknown", "name", name, "known", known))
		}
	}
	if len(wrong) == 0 && len(s.Rows) == 0 {
		wrong = append(wrong, fault.New("import.empty"))
	}
	return s, errors.Join(wrong...)
}

// columnIn tells whether a column is among those known; one that ends in * stands for all it begins.
func columnIn(known []string, name string) bool {
	return slices.ContainsFunc(known, func(k string) bool {
		stem, open := strings.CutSuffix(k, "*")
		return k == name || open && strings.HasPrefix(name, stem)
	})
}

// wrong records a fault of one cell.
func (s *sheet) wrong(row documents.Row, column string, f *fault.Fault) {
	s.faults = append(s.faults, f.At(fmt.Sprintf("row %d: %s", row.Number, s.written[column])))
}

// check records the fault of an error, if it is one.
func (s *sheet) check(row documents.Row, column string, err error) bool {
	if err != nil {
		s.wrong(row, column, fault.Of(err))
	}
	return err == nil
}

// err is nil where every row is right.
func (s *sheet) err() error {
	if len(s.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(s.faults, func(a, b *fault.Fault) int { return rowOf(a) - rowOf(b) })
	return &wrongRows{read: len(s.Rows), faults: s.faults}
}

// wrongRows are all faults of a table.
type wrongRows struct {
	read   int
	faults []*fault.Fault
}

func (w *wrongRows) summary() *fault.Fault {
	rows := map[int]bool{}
	for _, f := range w.faults {
		rows[rowOf(f)] = true
	}
	return fault.New("import.rows", "read", w.read, "count", len(rows))
}

// Error is the summary.
func (w *wrongRows) Error() string { return w.summary().Error() }

func (w *wrongRows) problem(ctx context.Context) *Problem {
	p := problem(ctx, w.summary())
	p.list(w.faults)
	return p
}

// rowOf reads the row back out of a place.
func rowOf(f *fault.Fault) (row int) {
	_, _ = fmt.Sscanf(f.Place, "row %d:", &row)
	return row
}

// asked gives the errors in the form that was asked for.
func (w *wrongRows) asked(ctx context.Context, accept string) error {
	if !strings.HasPrefix(strings.TrimSpace(accept), "text/csv") {
		return w
	}
	return &errorTable{Problem: w.problem(ctx), faults: w.faults}
}

// inForm is asked for errors of any kind.
func inForm(ctx context.Context, err error, accept string) error {
	var w *wrongRows
	if errors.As(err, &w) {
		return w.asked(ctx, accept)
	}
	return err
}

// errorTable is a problem written as a table, to be worked through beside the file.
type errorTable struct {
	*Problem
	faults []*fault.Fault
}

// ContentType makes the answer CSV.
func (t *errorTable) ContentType(string) string { return tableType }

// marshalTable writes row, column, code and the sentence in both languages.
func marshalTable(out io.Writer, v any) error {
	t, is := v.(*errorTable)
	if !is {
		return errors.New("not an error table")
	}
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf") // spreadsheet programs take it for UTF-8
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"row", "column", "code", "zh", "en"})
	for _, f := range t.faults {
		_, column, _ := strings.Cut(f.Place, ": ")
		_ = w.Write([]string{fmt.Sprint(rowOf(f)), column, f.Code, f.Sentence(fault.Chinese), f.Sentence(fault.English)})
	}
	w.Flush()
	_, err := out.Write(b.Bytes())
	return err
}
