package language

import (
	"reflect"
	"sort"
	"strings"

	"jinchu/policy/regulation"
)

// expression is one condition of a regulation with its path.
type expression struct{ path, text string }

// exprFields are the fields that hold CEL, by Go type and field name.
var exprFields = map[string]bool{
	"Condition.Expr": true, "Quota.Expr": true, "Age.When": true, "Document.When": true, "Transition.Who": true,
	"RouteStep.When": true,
}

// expressions lists every condition that is written, in the order of the file. The renewal rule is
// a condition when it speaks of the record, else it is the sentence of the text.
func expressions(reg *regulation.Regulation) []expression {
	var out []expression
	walk(reflect.ValueOf(reg).Elem(), "", func(path string, v reflect.Value, owner reflect.Type, name string) {
		if owner != nil && exprFields[owner.Name()+"."+name] && v.String() != "" {
			out = append(out, expression{path, v.String()})
		}
	})
	if c := reg.Contract; c != nil && strings.Contains(c.Renewal.V, "record.") {
		out = append(out, expression{"contract.renewal", c.Renewal.V})
	}
	return out
}

// visitor sees a value with its path; owner and name are set for fields of a struct.
type visitor func(path string, v reflect.Value, owner reflect.Type, name string)

// walk visits everything a regulation holds, parents first, with the paths of the written file.
func walk(v reflect.Value, path string, visit visitor) { step(v, path, nil, "", visit) }

func step(v reflect.Value, path string, owner reflect.Type, name string, visit visitor) {
	visit(path, v, owner, name)
	switch {
	case v.Type() == typeDecimal:
	case v.Kind() == reflect.Pointer && !v.IsNil():
		step(v.Elem(), path, nil, "", visit)
	case isValue(v.Type()):
		step(v.FieldByName("V"), path, nil, "", visit)
	case v.Type() == typeStage:
		walkStage(v, path, visit)
	case v.Kind() == reflect.Struct:
		for _, f := range fieldsOf(v.Type()) {
			owner := v.Type().FieldByIndex(f.index[:1]).Type
			if len(f.index) == 1 {
				owner = v.Type()
			}
			step(v.FieldByIndex(f.index), join(path, f.key), owner, owner.Field(f.index[len(f.index)-1]).Name, visit)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			step(v.Index(i), at(path, i), nil, "", visit)
		}
	case v.Kind() == reflect.Map:
		for _, k := range sortedKeys(v) {
			step(v.MapIndex(k), join(path, k.String()), nil, "", visit)
		}
	}
}

func walkStage(v reflect.Value, path string, visit visitor) {
	kind := v.FieldByName("Kind").String()
	inner := join(path, kind)
	step(v.FieldByName("By"), join(inner, "by"), typeStage, "By", visit)
	step(v.FieldByName("Await"), join(inner, "await"), typeStage, "Await", visit)
	if name := payload[regulation.StageKind(kind)]; name != "" && !v.FieldByName(name).IsNil() {
		step(v.FieldByName(name), inner, typeStage, name, visit)
	}
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	return keys
}
