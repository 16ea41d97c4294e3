package language

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// applying puts one ruling into a regulation.
type applying struct {
	r     *reader // collects the faults of all rulings
	inner *reader // reads this ruling's value
	one   regulation.Ruling
	value *node
}

// segment is one part of a path: a key, or an index in brackets.
type segment struct {
	text  string
	index bool
}

var (
	pathForm    = regexp.MustCompile(`^[A-Za-z_]\w*(\[[\w+]+\]|\.[\w\-]+)*$`)
	segmentForm = regexp.MustCompile(`\[([\w+]+)\]|([\w\-]+)`)
)

func segmentsOf(path string) ([]segment, bool) {
	if !pathForm.MatchString(path) {
		return nil, false
	}
	var out []segment
	for _, m := range segmentForm.FindAllStringSubmatch(path, -1) {
		out = append(out, segment{m[1] + m[2], m[1] != ""})
	}
	return out, true
}

func (a *applying) fail(code string, pairs ...any) {
	a.r.faults = append(a.r.faults, located{place{}, fault.New(code, pairs...).At(a.one.Path)})
}

func (a *applying) lost() { a.fail("regulation.ruling.path", "path", a.one.Path) }

// apply follows the path; what is on the way and not there yet is made.
func (a *applying) apply(v reflect.Value, path []segment) {
	if len(path) == 0 {
		a.place(v)
		return
	}
	head, rest := path[0], path[1:]
	switch {
	case v.Kind() == reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		a.apply(v.Elem(), path)
	case isValue(v.Type()):
		a.apply(v.FieldByName("V"), path)
	case v.Type() == typeStage:
		a.applyStage(v, path)
	case v.Kind() == reflect.Slice && head.index:
		a.applyList(v, head.text, rest)
	case v.Kind() == reflect.Map && !head.index:
		item := reflect.New(v.Type().Elem()).Elem()
		if old := v.MapIndex(reflect.ValueOf(head.text)); old.IsValid() {
			item.Set(old)
		}
		a.apply(item, rest)
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
		v.SetMapIndex(reflect.ValueOf(head.text), item)
	case v.Kind() == reflect.Struct && !head.index:
		a.applyField(v, head.text, rest)
	default:
		a.lost()
	}
}

func (a *applying) applyField(v reflect.Value, key string, rest []segment) {
	fields := fieldsOf(v.Type())
	if f, ok := ratioField(fields, key); ok {
		a.ratio(v.FieldByIndex(f.index), key, rest)
		return
	}
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
	if i < 0 {
		a.lost()
		return
	}
	if key == "silent" && len(rest) == 0 {
		a.inner.read(a.value, v.FieldByIndex(fields[i].index), "")
		return
	}
	a.apply(v.FieldByIndex(fields[i].index), rest)
}

func (a *applying) ratio(v reflect.Value, key string, rest []segment) {
	if len(rest) > 0 || known(v) {
		a.fail("regulation.ruling.given", "path", a.one.Path)
		return
	}
	setStanding(v, regulation.Absent)
	a.inner.readRatio(entry{a.value.place, key, a.value}, v, "")
	a.mark(v)
}

// applyStage goes from procedure[3] by the kind of the stage to its parameters.
func (a *applying) applyStage(v reflect.Value, path []segment) {
	kind := v.FieldByName("Kind").String()
	if path[0].text != kind || len(path) < 2 {
		a.lost()
		return
	}
	rest := path[1:]
	switch name := payload[regulation.StageKind(kind)]; {
	case rest[0].text == "by":
		a.apply(v.FieldByName("By"), rest[1:])
	case rest[0].text == "await":
		a.apply(v.FieldByName("Await"), rest[1:])
	case name != "":
		a.apply(v.FieldByName(name), rest)
	default:
		a.lost()
	}
}

// applyList takes an index, [+] to append, [+2] to insert before, or a stage kind: the stage of
// that kind, or where it is missing the place it usually has.
func (a *applying) applyList(v reflect.Value, index string, rest []segment) {
	position, insert := -1, false
	switch number, err := strconv.Atoi(index); {
	case index == "+":
		position, insert = v.Len(), true
	case strings.HasPrefix(index, "+") && err == nil:
		position, insert = number, true
	case err == nil:
		position = number
	case v.Type().Elem() == typeStage:
		position, insert = stagePosition(v.Interface().([]regulation.Stage), index)
	}
	switch {
	case insert && position <= v.Len() && len(rest) == 0:
		a.insert(v, position)
	case !insert && position >= 0 && position < v.Len():
		a.apply(v.Index(position), rest)
	default:
		a.lost()
	}
}

func stagePosition(stages []regulation.Stage, kind string) (int, bool) {
	order := slices.Index(stageKinds, kind)
	if i := slices.IndexFunc(stages, func(s regulation.Stage) bool { return string(s.Kind) == kind }); i >= 0 || order < 0 {
		return i, false
	}
	i := slices.IndexFunc(stages, func(s regulation.Stage) bool { return slices.Index(stageKinds, string(s.Kind)) > order })
	if i < 0 {
		i = len(stages)
	}
	return i, true
}

func (a *applying) insert(v reflect.Value, position int) {
	item := reflect.New(v.Type().Elem()).Elem()
	a.inner.read(a.value, item, "")
	a.mark(item)
	out := reflect.MakeSlice(v.Type(), 0, v.Len()+1)
	out = reflect.AppendSlice(out, v.Slice(0, position))
	out = reflect.Append(out, item)
	v.Set(reflect.AppendSlice(out, v.Slice(position, v.Len())))
}

// place puts the value where the text is silent, and only there.
func (a *applying) place(v reflect.Value) {
	if !silentAt(v) {
		a.fail("regulation.ruling.given", "path", a.one.Path)
		return
	}
	source := ""
	if isValue(v.Type()) {
		source = v.FieldByName("Source").String()
	}
	v.SetZero()
	a.inner.read(a.value, v, "")
	a.mark(v)
	if isValue(v.Type()) && source != "" {
		v.FieldByName("Source").SetString(source)
	}
}

func known(v reflect.Value) bool {
	s := regulation.Standing(v.FieldByName("Standing").String())
	return s != regulation.Absent && s != regulation.Unspecified
}

// silentAt tells whether the text says nothing at a place.
func silentAt(v reflect.Value) bool {
	switch x := v.Interface().(type) {
	case regulation.Tie:
		return x.Unspecified
	case []regulation.Tie:
		return !slices.ContainsFunc(x, func(t regulation.Tie) bool { return !t.Unspecified })
	case string:
		return x == "" || silentExpr(x)
	}
	switch {
	case isValue(v.Type()):
		return !known(v)
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Map:
		return v.Len() == 0
	case v.Kind() == reflect.Pointer:
		return v.IsNil()
	}
	return v.IsZero()
}

// mark makes every value a ruling brought a ruled one, also inside a whole stage or section.
func (a *applying) mark(v reflect.Value) {
	markOne := func(x reflect.Value) {
		if x.FieldByName("Standing").String() != string(regulation.Absent) && x.FieldByName("Standing").String() != string(regulation.Unspecified) || x.Type() == typeStage {
			setStanding(x, regulation.Ruled)
			x.FieldByName("Ruler").SetString(a.one.Ruler)
			x.FieldByName("Reason").SetString(a.one.Reason)
		}
	}
	walk(v, "", func(_ string, x reflect.Value, _ reflect.Type, _ string) {
		if x.CanSet() && (isValue(x.Type()) || x.Type() == typeStage) {
			markOne(x)
		}
		if x.Kind() == reflect.Map && isValue(x.Type().Elem()) {
			for _, k := range sortedKeys(x) {
				item := reflect.New(x.Type().Elem()).Elem()
				item.Set(x.MapIndex(k))
				markOne(item)
				x.SetMapIndex(k, item)
			}
		}
	})
}
