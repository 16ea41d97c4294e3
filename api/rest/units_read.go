package rest

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"jinchu/activities/documents"
	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// city is the level above a county, for the federation that stands over it.
const city = "city"

// levels of a unit, as the rules language knows them, and the one above.
var levels = []string{city, "county", "township", "street", "village", "community"}

// levelsWritten are the levels as people write them.
var levelsWritten = map[string]string{"市": city, "县": "county", "乡镇": "township", "乡": "township", "镇": "township",
	"街道": "street", "村": "village", "社区": "community"}

var (
	unitColumns   = []string{"code", "name", "level", "parent"}
	unitFacts     = []string{"registered", "villages", "population", "urban"}
	truths        = map[string]bool{"是": true, "yes": true, "true": true, "1": true, "否": false, "no": false, "false": false, "0": false}
	deepestParent = 16
)

// unitSheet is a table of units under check.
type unitSheet struct {
	*sheet
	county  string
	parents map[string]string // of all units: those there are, and those of the table
	rows    map[string]int    // of the table
}

// readUnits reads all rows, or returns every fault of every row.
func readUnits(ctx context.Context, data []byte, county string, present []store.Unit, today calendar.Date) ([]store.Unit, error) {
	read, err := readSheet(ctx, data, unitColumns, unitFacts)
	if err != nil {
		return nil, err
	}
	s := unitSheet{sheet: read, county: county, parents: map[string]string{}, rows: map[string]int{}}
	for _, u := range present {
		s.parents[u.Code] = u.Parent
	}
	units := make([]store.Unit, len(s.Rows))
	for i, row := range s.Rows {
		units[i] = s.unit(row)
		units[i].From = today.Start()
		s.parents[units[i].Code] = units[i].Parent
	}
	for i, row := range s.Rows {
		s.place(row, units[i])
	}
	return units, s.err()
}

// unit reads one row by itself.
func (s *unitSheet) unit(row documents.Row) store.Unit {
	cell := row.Cells
	u := store.Unit{Code: cell["code"], Name: cell["name"], Level: cell["level"], Parent: cell["parent"], Facts: map[string]any{}}
	if code, err := org.ParseCode(cell["code"]); s.check(row, "code", err) {
		u.Code = string(code)
		if first, twice := s.rows[u.Code]; twice {
			s.wrong(row, "code", fault.New("import.twice", "row", first))
		}
		s.rows[u.Code] = row.Number
	}
	if u.Name == "" {
		s.wrong(row, "name", fault.New("value.missing", "field", "name"))
	}
	if level, known := levelsWritten[u.Level]; known {
		u.Level = level
	}
	if !slices.Contains(levels, u.Level) {
		s.wrong(row, "level", fault.New("import.level", "known", strings.Join(levels, ", ")))
	}
	if code, err := org.ParseCode(u.Parent); u.Parent != "" && s.check(row, "parent", err) {
		u.Parent = string(code)
	}
	for _, name := range unitFacts {
		s.fact(row, name, u.Facts)
	}
	return u
}

// fact reads one of the cells that quotas ask for; an empty one says nothing.
func (s *unitSheet) fact(row documents.Row, name string, facts map[string]any) {
	cell := row.Cells[name]
	if cell == "" {
		return
	}
	if name == "urban" {
		truth, known := truths[strings.ToLower(cell)]
		if !known {
			s.wrong(row, name, fault.New("import.truth"))
		}
		facts[name] = truth
		return
	}
	count, err := strconv.Atoi(cell)
	if err != nil || count < 0 {
		s.wrong(row, name, fault.New("import.count"))
	}
	facts[name] = count
}

// place checks where a unit stands: below the county, or on the way up from it.
func (s *unitSheet) place(row documents.Row, u store.Unit) {
	switch {
	case u.Level == city && u.Parent == "", u.Code == s.county && u.Parent == "":
		return
	case u.Parent == "":
		s.wrong(row, "parent", fault.New("value.missing", "field", "parent"))
		return
	}
	if _, there := s.parents[u.Parent]; !there {
		s.wrong(row, "parent", fault.New("import.parent"))
		return
	}
	if u.Code != s.county && !s.below(u.Code) {
		s.wrong(row, "parent", fault.New("import.ring"))
	}
}

// below tells whether the way up from a unit reaches the county.
func (s *unitSheet) below(code string) bool {
	for range deepestParent {
		if code = s.parents[code]; code == s.county {
			return true
		}
	}
	return false
}

// changed counts units that are new or differ from those there are.
func changed(units, present []store.Unit) (n int) {
	known := map[string]string{}
	for _, u := range present {
		known[u.Code] = said(u)
	}
	for _, u := range units {
		if known[u.Code] != said(u) {
			n++
		}
	}
	return n
}

// said is all that a table says of a unit, keys in order.
func said(u store.Unit) string {
	text, _ := json.Marshal([]any{u.Name, u.Level, u.Parent, u.Facts}) // names and numbers always encode
	return string(text)
}
