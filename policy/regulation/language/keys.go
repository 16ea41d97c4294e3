package language

import (
	"reflect"
	"strings"

	"jinchu/policy/regulation"
)

// Key is one key a file may have: where it stands, what it takes, what people call it.
type Key struct {
	Where   string // written, posts, paths.ages
	Name    string
	Takes   string
	Chinese string
}

// sections are the tables of a file besides the stages, in the order of the reference.
var sections = []struct {
	where string
	of    reflect.Type
}{
	{"(file)", reflect.TypeFor[regulation.Regulation]()}, {"source", reflect.TypeFor[regulation.Source]()},
	{"posts", reflect.TypeFor[regulation.PostClass]()}, {"posts.quota", reflect.TypeFor[regulation.Quota]()},
	{"paths", reflect.TypeFor[regulation.Path]()}, {"paths.ages", reflect.TypeFor[regulation.Age]()},
	{"(condition)", reflect.TypeFor[regulation.Condition]()}, {"caps", reflect.TypeFor[regulation.Cap]()},
	{"bonus", reflect.TypeFor[regulation.BonusRule]()}, {"bonus.items", reflect.TypeFor[regulation.Bonus]()},
	{"panel", reflect.TypeFor[regulation.Panel]()}, {"ties", reflect.TypeFor[regulation.Tie]()},
	{"route", reflect.TypeFor[regulation.RouteStep]()}, {"route.by", reflect.TypeFor[regulation.RouteSeat]()},
	{"opening.by_class", reflect.TypeFor[regulation.ClassRatio]()}, {"substitution", reflect.TypeFor[regulation.Substitution]()},
	{"contract", reflect.TypeFor[regulation.Contract]()}, {"pay", reflect.TypeFor[regulation.Pay]()},
}

// Keys lists the keys of stages in their usual order, then those of the other tables.
func Keys() []Key {
	var all []Key
	stage := reflect.TypeFor[regulation.Stage]()
	for _, kind := range stageKinds {
		if name := payload[regulation.StageKind(kind)]; name != "" {
			f, _ := stage.FieldByName(name)
			all = append(all, keysIn(kind, f.Type.Elem())...)
		}
	}
	for _, s := range sections {
		all = append(all, keysIn(s.where, s.of)...)
	}
	return all
}

func keysIn(where string, t reflect.Type) []Key {
	var all []Key
	for _, f := range fieldsOf(t) {
		takes := takesText(t.FieldByIndex(f.index).Type, closed[f.owner+"."+f.key])
		name := f.key
		if f.ratio != "" {
			name += " | " + ratioPeople
		}
		all = append(all, Key{where, name, takes, nameOf(f.key)})
	}
	return all
}

// takesText says what may be written: closed words, a form by example, or the table it opens.
func takesText(t reflect.Type, words []string) string {
	if isValue(t) {
		f, _ := t.FieldByName("V")
		return takesText(f.Type, words)
	}
	switch t {
	case typeDecimal:
		return "12.5"
	case typeDate:
		return "2024-01-02"
	case typeDay:
		return "2024-01-02 | " + strings.Join(dayWords, " | ")
	case typePeriod:
		return "{days: 7}"
	case typeRatio:
		return `"1:3"`
	case typeStage:
		return "- written: {…}"
	case typeSigner, typeSeat:
		return "county_director | {…}"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return takesText(t.Elem(), words)
	case reflect.Slice:
		return "[" + takesText(t.Elem(), words) + "]"
	case reflect.Map:
		return "{…: " + takesText(t.Elem(), words) + "}"
	case reflect.Struct:
		return "{…}"
	case reflect.Int:
		return "3"
	case reflect.Bool:
		return "true | false"
	}
	if words != nil {
		return strings.Join(words, " | ")
	}
	return "…"
}
