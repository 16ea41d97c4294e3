package language

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

var (
	typeDecimal = reflect.TypeFor[decimal.Decimal]()
	typeDate    = reflect.TypeFor[regulation.Date]()
	typeDay     = reflect.TypeFor[regulation.Day]()
	typeStage   = reflect.TypeFor[regulation.Stage]()
	typeTie     = reflect.TypeFor[regulation.Tie]()
	typeRatio   = reflect.TypeFor[regulation.Ratio]()
	typePeriod  = reflect.TypeFor[regulation.Period]()
	typeSigner  = reflect.TypeFor[regulation.RouteStep]()
	typeSeat    = reflect.TypeFor[regulation.RouteSeat]()
)

// read fills v from the node; the path is recorded with its place.
func (r *reader) read(n *node, v reflect.Value, path string) {
	r.places[path] = n.place
	switch t := v.Type(); {
	case isValue(t):
		r.readValue(n, v, path)
	case t == typeDecimal:
		r.readDecimal(n, v, path)
	case t == typeDate:
		r.readDate(n, v, path)
	case t == typeDay:
		r.readDay(n, v, path)
	case t == typeStage:
		r.readStage(n, v, path)
	case t == typeTie && n.shape == scalar:
		r.readTieWord(n, v, path)
	case t == typeSigner && n.shape == scalar:
		v.Set(reflect.ValueOf(regulation.SignedBy(n.text)))
	case t == typeSeat && n.shape == scalar:
		v.Set(reflect.ValueOf(regulation.RouteSeat{Role: n.text}))
	case t == typeRatio:
		r.fail(n.place, "regulation.ratio.form", "key", lastKey(path), "got", n.text)
	case t.Kind() == reflect.Pointer:
		if n.shape == empty {
			return
		}
		v.Set(reflect.New(t.Elem()))
		r.read(n, v.Elem(), path)
	case t.Kind() == reflect.Struct:
		r.readStruct(n, v, path)
	case t.Kind() == reflect.Slice:
		r.readSlice(n, v, path)
	case t.Kind() == reflect.Map:
		r.readMap(n, v, path)
	default:
		r.readScalar(n, v, path)
	}
}

func (r *reader) readSlice(n *node, v reflect.Value, path string) {
	if n.shape != list {
		r.wrong(n, path, "列表 list", "["+exampleOf(n)+"]")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		r.read(item, out.Index(i), at(path, i))
	}
	v.Set(out)
}

func (r *reader) readMap(n *node, v reflect.Value, path string) {
	if n.shape != table {
		r.wrong(n, path, "表 table", "{键: 值}")
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), len(n.entries))
	for _, e := range n.entries {
		item := reflect.New(v.Type().Elem()).Elem()
		r.read(e.value, item, join(path, e.key))
		out.SetMapIndex(reflect.ValueOf(e.key).Convert(v.Type().Key()), item)
	}
	v.Set(out)
}

// readStruct reads the keys of a table; a key no field has is a fault with the nearest known key.
func (r *reader) readStruct(n *node, v reflect.Value, path string) {
	if n.shape == empty && v.Type() != typePeriod {
		return
	}
	if n.shape != table {
		r.wrong(n, path, "表 table", "{"+strings.Join(keysOf(v.Type()), ": …, ")+": …}")
		return
	}
	fields := fieldsOf(v.Type())
	for _, e := range n.entries {
		r.readEntry(e, v, fields, path)
	}
	if v.Type() == typePeriod {
		r.checkPeriod(n, v, path)
	}
}

func (r *reader) readEntry(e entry, v reflect.Value, fields []field, path string) {
	if f, ok := ratioField(fields, e.key); ok {
		r.readRatio(e, v.FieldByIndex(f.index), path)
		return
	}
	for _, f := range fields {
		if f.key == e.key && f.ratio == "" {
			r.read(e.value, v.FieldByIndex(f.index), join(path, e.key))
			r.places[join(path, e.key)] = e.value.place
			r.checkWord(f, e, v.FieldByIndex(f.index), join(path, e.key))
			return
		}
	}
	known := keysOf(v.Type())
	r.fail(e.place, "regulation.key.unknown", "key", e.key, "write", instead(e.key, known))
}

func (r *reader) readScalar(n *node, v reflect.Value, path string) {
	if n.shape != scalar {
		r.wrong(n, path, want(v.Kind()), sample(v.Kind()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.text)
		r.scalars[path] = n
	case reflect.Bool:
		if n.quoted || n.text != "true" && n.text != "false" {
			r.wrong(n, path, want(v.Kind()), sample(v.Kind()))
			return
		}
		v.SetBool(n.text == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.text)
		if err != nil || n.quoted {
			r.wrong(n, path, want(v.Kind()), sample(v.Kind()))
			return
		}
		v.SetInt(int64(i))
	default:
		panic("language: type without a written form: " + v.Type().String())
	}
}

// wrong records a value of the wrong type with what was wanted and how to write it.
func (r *reader) wrong(n *node, path, wanted, write string) {
	r.fail(n.place, "regulation.type", "key", lastKey(path), "want", wanted, "got", describe(n), "write", write)
}

func lastKey(path string) string {
	return path[strings.LastIndex(path, ".")+1:]
}

func describe(n *node) string {
	switch n.shape {
	case scalar:
		return n.text
	case list:
		return "列表 list"
	case table:
		return "表 table"
	}
	return "空 empty"
}

func exampleOf(n *node) string {
	if n.shape == scalar {
		return n.text
	}
	return "…"
}

func want(k reflect.Kind) string {
	switch k {
	case reflect.Int:
		return "整数 whole number"
	case reflect.Bool:
		return "true/false"
	}
	return "文字 text"
}

func sample(k reflect.Kind) string {
	switch k {
	case reflect.Int:
		return "3"
	case reflect.Bool:
		return "true"
	}
	return "\"…\""
}
