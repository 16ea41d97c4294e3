package language

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Set establishes the fact of the word from a table's cell: text as it is, yes/no (是/否) for a truth,
// digits for a number, YYYY-MM-DD for a date, never (从未, 无) for an event that did not happen, a level of education by its constant, a list joined by |.
// An empty cell establishes nothing. Facts keyed by a map are not for tables: regulation.fact.
func (w Word) Set(f *regulation.Facts, cell string) error {
	if cell == "" {
		return nil
	}
	v := reflect.ValueOf(f).Elem()
	for _, index := range w.fields {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.FieldByIndex(index)
	}
	return w.put(v, cell)
}

// put reads the cell as the field's type.
func (w Word) put(v reflect.Value, cell string) error {
	if v.Kind() == reflect.Slice {
		v.Set(reflect.ValueOf(strings.Split(cell, "|")))
		return nil
	}
	if v.Kind() != reflect.Pointer {
		return w.wrong()
	}
	fresh := reflect.New(v.Type().Elem())
	if w.Type == "date" && slices.Contains(never, cell) && !slices.Contains(certain, w.Name) {
		v.Set(fresh)
		return nil
	}
	if !fill(fresh.Elem(), cell) {
		return w.wrong()
	}
	v.Set(fresh)
	return nil
}

// never says of a dated event that it did not happen: a fact that is known, unlike an empty cell.
var never = []string{"never", "从未", "无"}

// certain are dates that everybody has.
var certain = []string{"asOf", "applicant.birth"}

// fill sets one scalar; false where the cell is not of its type.
func fill(v reflect.Value, cell string) bool {
	switch v.Interface().(type) {
	case regulation.Date:
		_, err := time.Parse(time.DateOnly, cell)
		v.SetString(cell)
		return err == nil
	case regulation.Education:
		level, ok := levels[cell]
		v.SetInt(int64(level))
		return ok
	case decimal.Decimal:
		d, err := decimal.NewFromString(cell)
		v.Set(reflect.ValueOf(d))
		return err == nil
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(cell)
		return true
	case reflect.Bool:
		truth, ok := map[string]bool{"yes": true, "true": true, "是": true, "no": false, "false": false, "否": false}[cell]
		v.SetBool(truth)
		return ok
	case reflect.Int:
		n, err := strconv.Atoi(cell)
		v.SetInt(int64(n))
		return err == nil
	}
	return false
}

// wrong names the word and what its cells look like; the cell itself is personal and not repeated.
func (w Word) wrong() error {
	return fault.New("regulation.fact", "word", w.Name, "chinese", w.Chinese, "type", w.Type)
}
