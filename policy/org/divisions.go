package org

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"jinchu/policy/fault"
)

// Divisions are the four files of the national list, CSV in UTF-8 with a heading. Columns read:
// code (2, 4, 6 or 9 digits by file), name; and of areas cityCode, of streets areaCode, which
// must exist. Others are ignored.
type Divisions struct {
	Provinces, Cities, Areas, Streets io.Reader
}

// Remark is a row that became no unit of its own, and why.
type Remark struct {
	Place string // file:line
	Code  Code
	Name  string
	Why   Why
}

// Why a row became no unit.
type Why string

// Reasons.
const (
	Grouping Why = "grouping" // a heading of the code (市辖区, 省直辖县级行政区划): nobody sits there
	Repeated Why = "repeated" // repeats the unit above it: no county level, or a township part 000
)

// groupings are names of prefecture rows that are no bodies.
var groupings = []string{"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

// ReadDivisions reads the national list; the units exist from the day given (open if empty).
// All or nothing.
//
// Errors, each with file:line: org.divisions.columns, .file, .twice, .orphan, .name, org.code, org.name, org.day.
func ReadDivisions(d Divisions, from Day) ([]Unit, []Remark, error) {
	if _, err := ParseDay(string(from)); err != nil {
		return nil, nil, err
	}
	r := &divisions{from: from, rows: map[string]bool{}, taken: map[Code]string{}}
	for _, f := range []struct {
		name   string
		reader io.Reader
		digits int
		parent string
	}{
		{"provinces.csv", d.Provinces, 2, ""},
		{"cities.csv", d.Cities, 4, "provinceCode"},
		{"areas.csv", d.Areas, 6, "cityCode"},
		{"streets.csv", d.Streets, 9, "areaCode"},
	} {
		if err := r.file(f.name, f.reader, f.digits, f.parent); err != nil {
			return nil, nil, err
		}
	}
	return r.units, r.remarks, nil
}

// divisions is what has been read so far.
type divisions struct {
	from    Day
	units   []Unit
	remarks []Remark
	rows    map[string]bool // short codes of all rows, to find parents and doubles
	taken   map[Code]string // codes of units, with the unit's name
}

// row is one line of a file.
type row struct{ place, code, name, parent string }

func (d *divisions) file(name string, r io.Reader, digits int, parentColumn string) error {
	if r == nil {
		return fault.New("org.divisions.file").At(name)
	}
	lines := csv.NewReader(withoutMark(r))
	lines.ReuseRecord = true
	heading, err := lines.Read()
	if err != nil {
		return fault.New("org.divisions.file").At(name).Because(err)
	}
	code, title, parent := slices.Index(heading, "code"), slices.Index(heading, "name"), slices.Index(heading, parentColumn)
	if code < 0 || title < 0 || parentColumn != "" && parent < 0 {
		return fault.New("org.divisions.columns").At(name)
	}
	for {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.New("org.divisions.file").At(name).Because(err)
		}
		line, _ := lines.FieldPos(0)
		found := row{place: fmt.Sprintf("%s:%d", name, line), code: record[code], name: record[title]}
		if parent >= 0 {
			found.parent = record[parent]
		}
		if f := d.take(found, digits); f != nil {
			return f.At(found.place)
		}
	}
}

// take checks one row and keeps it as a unit or a remark.
func (d *divisions) take(r row, digits int) *fault.Fault {
	code, err := ParseCode(r.code)
	switch {
	case err != nil, len(r.code) != digits:
		return fault.New("org.code", "code", clip(r.code))
	case d.rows[r.code]:
		return fault.New("org.divisions.twice", "code", code)
	case r.parent != "" && !d.rows[r.parent], digits > 2 && r.parent == "":
		return fault.New("org.divisions.orphan", "code", code, "parent", clip(r.parent))
	}
	d.rows[r.code] = true
	unit := Unit{Code: code, Name: r.name, From: d.from}
	holder, repeated := d.taken[code]
	switch {
	case digits == 4 && slices.Contains(groupings, r.name):
		d.remarks = append(d.remarks, Remark{r.place, code, r.name, Grouping})
	case repeated && holder != r.name:
		return fault.New("org.divisions.name", "code", code)
	case repeated:
		d.remarks = append(d.remarks, Remark{r.place, code, r.name, Repeated})
	default:
		if f := unit.check(); f != nil {
			return f
		}
		d.taken[code] = r.name
		d.units = append(d.units, unit)
	}
	return nil
}

// withoutMark skips the byte order mark that spreadsheets write.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}
