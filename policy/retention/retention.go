// Package retention knows into which class of records everything belongs that may hold personal data, and
// what the law says about how long a class is kept (classes.csv). It may not know a county's rulings, dates
// of cases or a database: what is expired is told from arguments.
package retention

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"jinchu/policy/fault"
)

// Days from which the years of a class are counted.
const (
	CycleOver    = "cycle_over"
	ContractOver = "contract_over"
)

// Rows that a class may hold beside what entries of the audit rested on.
var tables = []string{"application", "accommodation", "objection", "upload", "service", "no_statement", "paper", "recusal"}

// Class is one line of classes.csv.
type Class struct {
	Code    string   `json:"class"`
	Chinese string   `json:"zh"`
	English string   `json:"en"`
	Years   *int     `json:"years" doc:"given by law; null: the county must rule"`
	AtLeast int      `json:"at_least"`
	From    string   `json:"from"`
	Source  string   `json:"source"`
	Holds   []string `json:"holds"`
}

//go:embed classes.csv
var text []byte

var classes = must(Read(text))

func must(all []Class, err error) []Class {
	if err != nil {
		panic(err)
	}
	return all
}

// Classes lists all classes in the order of the file.
func Classes() []Class { return slices.Clone(classes) }

// Of finds a class by its code. Fault: retention.class.
func Of(code string) (Class, error) {
	for _, c := range classes {
		if c.Code == code {
			return c, nil
		}
	}
	return Class{}, fault.New("retention.class", "found", code)
}

// Holding is the class of what an entry of a case's audit rested on; "" where none holds it.
func Holding(kind, event string) string { return holding(kind + "/" + event) }

// HoldingTable is the class of the sealed rows of a table; "" where none holds it.
func HoldingTable(table string) string { return holding("table:" + table) }

func holding(what string) string {
	for _, c := range classes {
		if slices.Contains(c.Holds, what) {
			return c.Code
		}
	}
	return ""
}

// Events lists the events of a kind of case that the class holds.
func (c Class) Events(kind string) (events []string) {
	for _, h := range c.Holds {
		if event, is := strings.CutPrefix(h, kind+"/"); is {
			events = append(events, event)
		}
	}
	return events
}

// HoldsTable tells whether the class holds the rows of a table.
func (c Class) HoldsTable(table string) bool { return slices.Contains(c.Holds, "table:"+table) }

// Permits refuses a ruling that stays below what a law asks for. Fault: retention.short.
func (c Class) Permits(years int) error {
	if years < c.AtLeast || years < 0 {
		return fault.New("retention.short", "class", c.Chinese, "least", c.AtLeast, "source", c.Source)
	}
	return nil
}

var columns = []string{"class", "zh", "en", "years", "at_least", "from", "source", "holds"}

// Read reads a file of classes. A wrong heading, word or number, a class or a holding named twice is an error.
func Read(file []byte) ([]Class, error) {
	r := csv.NewReader(bytes.NewReader(file))
	r.Comment, r.TrimLeadingSpace, r.FieldsPerRecord = '#', true, len(columns)
	heading, err := r.Read()
	if err != nil || !slices.Equal(heading, columns) {
		return nil, fmt.Errorf("classes of records: the heading must be %v, not %v: %w", columns, heading, err)
	}
	var all []Class
	seen := map[string]bool{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("classes of records: %w", err)
		}
		c, err := read(row, seen)
		if err != nil {
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("classes of records, line %d: %w", line, err)
		}
		all = append(all, c)
	}
}

func read(row []string, seen map[string]bool) (c Class, err error) {
	c = Class{Code: row[0], Chinese: row[1], English: row[2], From: row[5], Source: row[6], Holds: strings.Split(row[7], "|")}
	if row[3] != "unspecified" {
		years, err := strconv.Atoi(row[3])
		if err != nil || years < 0 {
			return c, fmt.Errorf("years is a number or the word unspecified, not %q", row[3])
		}
		c.Years = &years
	}
	if c.AtLeast, err = strconv.Atoi(row[4]); err != nil || c.AtLeast < 0 {
		return c, fmt.Errorf("at_least is a number, not %q", row[4])
	}
	switch {
	case c.Code == "" || c.Chinese == "" || c.English == "" || c.Source == "":
		return c, errors.New("class, names and source may not be empty")
	case c.From != CycleOver && c.From != ContractOver:
		return c, fmt.Errorf("from is %s or %s, not %q", CycleOver, ContractOver, c.From)
	case c.Years != nil && *c.Years < c.AtLeast:
		return c, errors.New("years stay below at_least")
	}
	for _, h := range append([]string{"class " + c.Code}, c.Holds...) {
		if seen[h] {
			return c, fmt.Errorf("%q is named twice", h)
		}
		seen[h] = true
	}
	return c, c.wellFormed()
}

func (c Class) wellFormed() error {
	for _, h := range c.Holds {
		table, is := strings.CutPrefix(h, "table:")
		if is && slices.Contains(tables, table) {
			continue
		}
		if kind, event, ok := strings.Cut(h, "/"); is || !ok || kind == "" || event == "" {
			return fmt.Errorf("holds names <kind>/<event> or table:<%s>, not %q", strings.Join(tables, "|"), h)
		}
	}
	return nil
}
