package language

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"jinchu/policy/regulation"
)

// object is one part of a JSON Schema; encoding/json writes its keys in order.
type object map[string]any

// Schema is the JSON Schema (draft 2020-12) of a regulation file, for editors. It comes from the
// same types and closed words the parser reads by; what needs the whole file (sums, references,
// conditions) only the parser checks.
func Schema() []byte {
	s := schemer{defs: object{}}
	root := s.of(reflect.TypeFor[regulation.Regulation](), nil)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "残疾人专职委员管理规则"
	root["required"] = []string{"regulation", "title", "kind"}
	root["$defs"] = s.defs
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic("language: schema: " + err.Error()) // only strings, maps and lists: cannot happen
	}
	return append(text, '\n')
}

type schemer struct{ defs object }

// of is the schema of a type; words closes its text to a list.
func (s schemer) of(t reflect.Type, words []string) object {
	switch {
	case isValue(t):
		f, _ := t.FieldByName("V")
		if words != nil {
			return valueSchema(s.of(f.Type, words))
		}
		return s.defineAs(valueName(f.Type), func() object { return valueSchema(s.of(f.Type, nil)) })
	case t == typeDecimal:
		return object{"anyOf": []object{{"type": "number"}, {"type": "string", "pattern": decimalForm.String()}}}
	case t == typeDate:
		return object{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
	case t == typeDay:
		return object{"anyOf": []object{{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}, {"enum": dayWords}}}
	case t == typeRatio:
		return object{"type": "string", "pattern": ratioForm.String()}
	case t == typeStage:
		return s.define(t, s.stage)
	case t == typeTie:
		return object{"anyOf": []object{{"const": "unspecified"}, s.define(t, s.table)}}
	case t == typeSigner, t == typeSeat:
		return object{"anyOf": []object{{"type": "string"}, s.define(t, s.table)}}
	case t == typePeriod:
		return s.define(t, func(t reflect.Type) object {
			period := s.table(t)
			period["minProperties"], period["maxProperties"] = 1, 1
			return period
		})
	}
	return s.plain(t, words)
}

func (s schemer) plain(t reflect.Type, words []string) object {
	switch t.Kind() {
	case reflect.Pointer:
		return object{"anyOf": []object{s.of(t.Elem(), words), {"type": "null"}}}
	case reflect.Struct:
		if t == reflect.TypeFor[regulation.Regulation]() {
			return s.table(t)
		}
		return s.define(t, s.table)
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem(), words)}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem(), words)}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	}
	if words != nil {
		return object{"enum": words}
	}
	return object{"type": []string{"string", "number", "boolean"}}
}

// define puts a type among the definitions once and refers to it.
func (s schemer) define(t reflect.Type, build func(reflect.Type) object) object {
	return s.defineAs(t.Name(), func() object { return build(t) })
}

func (s schemer) defineAs(name string, build func() object) object {
	if _, done := s.defs[name]; !done {
		s.defs[name] = object{} // a type may hold itself
		s.defs[name] = build()
	}
	return object{"$ref": "#/$defs/" + name}
}

// valueName names a Value by what it holds: ValueDecimal, ValueStringList.
func valueName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return valueName(t.Elem()) + "List"
	case reflect.Map:
		return valueName(t.Elem()) + "Map"
	}
	return "Value" + strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
}

func (s schemer) table(t reflect.Type) object {
	return object{"type": "object", "additionalProperties": false, "properties": s.properties(t)}
}

func (s schemer) properties(t reflect.Type) object {
	out := object{}
	for _, f := range fieldsOf(t) {
		property := s.of(t.FieldByIndex(f.index).Type, closed[f.owner+"."+f.key])
		if name, ok := chineseKeys[f.key]; ok {
			property["description"] = name
		}
		out[f.key] = property
		if f.ratio != "" {
			out[ratioPeople] = property
		}
	}
	return out
}

// valueSchema allows the three written forms of a value.
func valueSchema(bare object) object {
	text, flag := object{"type": "string"}, object{"type": "boolean"}
	long := object{"type": "object", "additionalProperties": false, "properties": object{
		"value": bare, "source": text, "derived": text, "in_principle": flag, "unspecified": object{"const": true}},
		"anyOf": []object{{"required": []string{"value"}}, {"required": []string{"unspecified"}}}}
	return object{"anyOf": []object{{"const": "unspecified"}, bare, long}}
}

// stage is a bare word or a table with the kind as its one key.
func (s schemer) stage(t reflect.Type) object {
	by, _ := t.FieldByName("By")
	kinds := object{}
	for _, kind := range stageKinds {
		properties := object{}
		if name := payload[regulation.StageKind(kind)]; name != "" {
			f, _ := t.FieldByName(name)
			properties = s.properties(f.Type.Elem())
		}
		properties["by"], properties["await"] = s.of(by.Type, nil), object{"type": "string"}
		kinds[kind] = object{"type": []string{"object", "null"}, "additionalProperties": false, "properties": properties, "description": nameOf(kind)}
	}
	words := slices.Clone(stageKinds)
	return object{"anyOf": []object{{"enum": words}, {"type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1, "properties": kinds}},
		"description": "程序的一步：" + strings.Join(words, " | ")}
}
