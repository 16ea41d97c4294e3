package language

import (
	"reflect"
	"slices"
	"strings"

	"jinchu/policy/regulation"
)

// Ratios are written with their direction in the key.
const (
	ratioPosts  = "posts_to_people"
	ratioPeople = "people_to_posts"
)

// field is one key a table may have.
type field struct {
	key   string
	owner string // Go type that declares it, for the closed words
	index []int
	ratio string // set for a ratio: the key stands for both written directions
}

// fieldsOf lists the keys of a struct in the order they are documented.
func fieldsOf(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if options == "inline" {
			for _, inner := range fieldsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				out = append(out, inner)
			}
			continue
		}
		if tag == "" {
			tag, _, _ = strings.Cut(f.Tag.Get("json"), ",")
		}
		if tag == "-" || tag == "" {
			continue
		}
		entry := field{key: tag, owner: t.Name(), index: []int{i}}
		if f.Type == reflect.TypeFor[regulation.Value[regulation.Ratio]]() {
			entry.ratio, entry.key = tag, ratioPosts
		}
		out = append(out, entry)
	}
	return out
}

// keysOf lists the written keys of a struct.
func keysOf(t reflect.Type) []string {
	var keys []string
	for _, f := range fieldsOf(t) {
		keys = append(keys, f.key)
		if f.ratio != "" {
			keys = append(keys, ratioPeople)
		}
	}
	return keys
}

func ratioField(fields []field, key string) (field, bool) {
	if key != ratioPosts && key != ratioPeople {
		return field{}, false
	}
	i := slices.IndexFunc(fields, func(f field) bool { return f.ratio != "" })
	if i < 0 {
		return field{}, false
	}
	return fields[i], true
}
