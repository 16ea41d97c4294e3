// Package documents knows files that people exchange with the program: spreadsheets and CSV.
// It may not know what the columns mean, Postgres, or any procedure.
package documents

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"jinchu/policy/fault"
)

// Limits bound what a file may cost. Zero fields are not unlimited: Read refuses them.
type Limits struct {
	Bytes    int64 // of the file as it arrives
	Unzipped int64 // of an .xlsx after unpacking
	Rows     int   // heading included
	Columns  int
}

// CountyLimits fit a county's largest list with room to spare, and cost at most 64 MiB to unpack.
var CountyLimits = Limits{Bytes: 16 << 20, Unzipped: 64 << 20, Rows: 100_001, Columns: 64}

// Row is one line of a table: cells by column heading, and where it stands in the file (1 is the heading).
type Row struct {
	Number int
	Cells  map[string]string
}

// Table is a heading and the rows under it, cells trimmed of surrounding space.
type Table struct {
	Columns []string
	Rows    []Row
}

// zipMagic begins every .xlsx file.
var zipMagic = []byte("PK\x03\x04")

// Read reads a CSV (UTF-8, with or without byte order mark) or the first sheet of an .xlsx file.
// The content decides, never the file's name. An .xlsx is parsed in a child process, so that a file
// made to exhaust memory or time ends that process and not this one.
func Read(ctx context.Context, data []byte, limits Limits) (Table, error) {
	if int64(len(data)) > limits.Bytes {
		return Table{}, fault.New("sheet.large", "bytes", limits.Bytes)
	}
	if bytes.HasPrefix(data, zipMagic) {
		flat, err := unpack(ctx, data, limits)
		if err != nil {
			return Table{}, err
		}
		data = flat
	}
	return readCSV(data, limits)
}

// readCSV reads the table out of comma-separated text.
func readCSV(data []byte, limits Limits) (Table, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return Table{}, fault.New("sheet.encoding")
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	heading, err := r.Read()
	if err != nil {
		return Table{}, fault.New("sheet.empty").Because(err)
	}
	t := Table{Columns: make([]string, len(heading))}
	for i, name := range heading {
		t.Columns[i] = strings.TrimSpace(name)
	}
	if err := checkColumns(t.Columns, limits); err != nil {
		return Table{}, err
	}
	return t, readRows(r, &t, limits)
}

// readRows reads what follows the heading. Rows are numbered as a spreadsheet shows them: empty ones
// count, and a cell with line breaks is still one row.
func readRows(r *csv.Reader, t *Table, limits Limits) error {
	row, _ := r.FieldPos(0)
	for end := row + breaks(t.Columns); ; {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.New("sheet.broken").Because(err)
		}
		line, _ := r.FieldPos(0)
		row, end = row+line-end, line+breaks(cells)
		if row > limits.Rows {
			return fault.New("sheet.rows", "rows", limits.Rows-1)
		}
		if len(cells) > len(t.Columns) {
			return fault.New("sheet.wide", "row", row, "columns", len(t.Columns))
		}
		if filled, ok := fill(t.Columns, cells, row); ok {
			t.Rows = append(t.Rows, filled)
		}
	}
}

// breaks counts the line breaks inside a record's cells.
func breaks(cells []string) (n int) {
	for _, c := range cells {
		n += strings.Count(c, "\n")
	}
	return n
}

// fill puts cells under their headings and tells whether any cell holds something.
func fill(columns, cells []string, number int) (Row, bool) {
	row := Row{Number: number, Cells: make(map[string]string, len(columns))}
	filled := false
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		row.Cells[columns[i]] = cell
		filled = filled || cell != ""
	}
	return row, filled
}

// checkColumns wants named, distinct headings within the limit.
func checkColumns(columns []string, limits Limits) error {
	if len(columns) > limits.Columns {
		return fault.New("sheet.columns", "columns", limits.Columns)
	}
	seen := map[string]bool{}
	for i, name := range columns {
		if name == "" {
			return fault.New("sheet.heading", "column", i+1)
		}
		if seen[name] {
			return fault.New("sheet.twice", "name", name)
		}
		seen[name] = true
	}
	return nil
}
