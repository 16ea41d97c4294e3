package language

import (
	"reflect"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"jinchu/policy/regulation"
)

// Word is one fact that conditions may ask for.
type Word struct {
	Name    string // as written in a condition: applicant.birth
	Chinese string // what people call it
	Type    string // string, date, int, bool, dec, list(string), map(string, …)
	cel     *cel.Type
	fields  [][]int // field indexes from Facts down; the last is the fact
}

// levels are the constants a condition compares applicant.education with.
var levels = map[string]regulation.Education{
	"no_schooling": regulation.NoSchooling, "primary": regulation.Primary, "junior_high": regulation.JuniorHigh,
	"senior_high": regulation.SeniorHigh, "college": regulation.College, "bachelor": regulation.Bachelor,
	"master": regulation.Master, "doctor": regulation.Doctor,
}

var vocabulary = wordsOf(reflect.TypeFor[regulation.Facts](), "", nil)

// Vocabulary lists every word in the order of regulation.Facts.
func Vocabulary() []Word { return append([]Word(nil), vocabulary...) }

// wordsOf reads the tags of a facts struct; a tag without zh opens a group of words.
func wordsOf(t reflect.Type, prefix string, above [][]int) []Word {
	var words []Word
	for i := range t.NumField() {
		f := t.Field(i)
		name := strings.Trim(prefix+"."+f.Tag.Get("cel"), ".")
		fields := append(append([][]int(nil), above...), f.Index)
		chinese, isFact := f.Tag.Lookup("zh")
		if !isFact {
			group := f.Type
			if group.Kind() == reflect.Pointer {
				group = group.Elem()
			}
			words = append(words, wordsOf(group, name, fields)...)
			continue
		}
		c, named := celType(f.Type)
		words = append(words, Word{Name: name, Chinese: chinese, Type: named, cel: c, fields: fields})
	}
	return words
}

func celType(t reflect.Type) (*cel.Type, string) {
	switch {
	case t == reflect.TypeFor[*regulation.Date]():
		return cel.StringType, "date"
	case t == reflect.TypeFor[[]string]():
		return cel.ListType(cel.StringType), "list(string)"
	case t.Kind() == reflect.Map:
		c, named := celType(reflect.PointerTo(t.Elem()))
		return cel.MapType(cel.StringType, c), "map(string, " + named + ")"
	case t == reflect.TypeFor[*string]():
		return cel.StringType, "string"
	case t == reflect.TypeFor[*bool]():
		return cel.BoolType, "bool"
	case t == reflect.PointerTo(typeDecimal):
		return decType, "dec"
	}
	return cel.IntType, "int"
}

// fact finds the value of the word; not ok is a fact nobody has established.
func (w Word) fact(f regulation.Facts) (any, bool) {
	v := reflect.ValueOf(f)
	for _, index := range w.fields {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return nil, false
			}
			v = v.Elem()
		}
		v = v.FieldByIndex(index)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil, false
		}
		return scalarFact(v.Elem()), true
	case reflect.Map:
		return mapFact(v), true
	}
	return v.Interface(), !v.IsNil()
}

func scalarFact(v reflect.Value) any {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int:
		return v.Int()
	}
	if v.Type() == typeDecimal {
		return decOf(v)
	}
	return v.Interface()
}

// mapFact copies a map; keys that are not in it are unknown one by one.
func mapFact(v reflect.Value) any {
	out := make(map[string]any, v.Len())
	for _, k := range v.MapKeys() {
		item := v.MapIndex(k)
		if item.Type() == typeDecimal {
			out[k.String()] = decOf(item)
			continue
		}
		out[k.String()] = item.Interface()
	}
	return out
}

// environment declares the words, the constants and the functions of conditions.
func environment() (*cel.Env, error) {
	options := []cel.EnvOption{cel.Macros(append(cel.StandardMacros, ageMacro)...)}
	for _, w := range vocabulary {
		options = append(options, cel.VariableWithDoc(w.Name, w.cel, w.Chinese))
	}
	for name, level := range levels {
		options = append(options, cel.Constant(name, cel.IntType, types.Int(level)))
	}
	return cel.NewEnv(append(options, functions()...)...)
}

// wordNames are the names of the vocabulary for suggestions.
func wordNames() []string {
	var names []string
	for _, w := range vocabulary {
		names = append(names, w.Name)
	}
	return names
}
