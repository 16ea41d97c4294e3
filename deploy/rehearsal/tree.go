package rehearsal

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// The small reading of a regulation file: a plain tree, the rulings put into it, and a few questions asked of
// it. Conditions are not read here: eligible.go says them a second time.

// table is a mapping of the tree.
type table = map[string]any

// readTree reads a file and puts rulings into it, in order.
func readTree(text string, rulings []Ruling) (table, error) {
	var root table
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		return nil, fmt.Errorf("read the regulation: %w", err)
	}
	for _, one := range rulings {
		var value any
		if err := yaml.Unmarshal([]byte(one.Value), &value); err != nil {
			return nil, fmt.Errorf("read the ruling on %s: %w", one.Path, err)
		}
		put, err := place(root, segments(one.Path), value)
		if err != nil {
			return nil, fmt.Errorf("ruling on %s: %w", one.Path, err)
		}
		whole, ok := put.(table)
		if !ok {
			return nil, fmt.Errorf("ruling on %q: no place", one.Path)
		}
		root = whole
	}
	return root, nil
}

var segmentForm = regexp.MustCompile(`\[([\w+]+)\]|([\w\-]+)`)

// segments cuts a path: keys as they are, indexes with their bracket.
func segments(path string) []string {
	var all []string
	for _, m := range segmentForm.FindAllStringSubmatch(path, -1) {
		if m[1] != "" {
			all = append(all, "["+m[1])
			continue
		}
		all = append(all, m[2])
	}
	return all
}

// place gives the node back with the value at the path.
func place(node any, path []string, value any) (any, error) {
	if len(path) == 0 {
		return value, nil
	}
	head, rest := path[0], path[1:]
	switch n := node.(type) {
	case table:
		if inner, long := n["value"]; long && head != "value" {
			put, err := place(inner, path, value)
			n["value"] = put
			return n, err
		}
		put, err := place(n[head], rest, value)
		n[head] = put
		return n, err
	case []any:
		return placeInList(n, strings.TrimPrefix(head, "["), rest, value)
	case nil, string: // not there yet, or the word unspecified, or a stage that is a bare word
		if strings.HasPrefix(head, "[") {
			return placeInList(nil, strings.TrimPrefix(head, "["), rest, value)
		}
		put, err := place(nil, rest, value)
		return table{head: put}, err
	}
	return nil, fmt.Errorf("no place for %s", head)
}

// usualOrder is where a missing stage belongs.
var usualOrder = []string{"plan", "approval", "notice", "registration", "nomination", "review", "opening", "accommodation",
	"written", "skills", "interview", "shortlist", "total", "rank", "choice", "medical", "background", "publicity", "hire"}

// placeInList takes an index, + to append, +2 to insert before, or the kind of a missing stage.
func placeInList(list []any, index string, rest []string, value any) (any, error) {
	if n, err := strconv.Atoi(index); err == nil && !strings.HasPrefix(index, "+") {
		if n >= len(list) {
			return nil, fmt.Errorf("no item %d", n)
		}
		put, err := place(list[n], rest, value)
		list[n] = put
		return list, err
	}
	at := len(list)
	there := slices.IndexFunc(list, func(s any) bool { return kindOf(s) == index })
	switch {
	case there >= 0 && len(rest) > 0:
		put, err := place(list[there], rest, value)
		list[there] = put
		return list, err
	case index == "+":
	case strings.HasPrefix(index, "+"):
		n, err := strconv.Atoi(index[1:])
		if err != nil || n > len(list) {
			return nil, fmt.Errorf("no place %s", index)
		}
		at = n
	default:
		order := slices.Index(usualOrder, index)
		if i := slices.IndexFunc(list, func(s any) bool { return slices.Index(usualOrder, kindOf(s)) > order }); i >= 0 {
			at = i
		}
	}
	return slices.Insert(list, at, value), nil
}

// kindOf is the one key of a stage, or the bare word it is.
func kindOf(stage any) string {
	if t, ok := stage.(table); ok {
		for k := range t {
			return k
		}
	}
	return text(stage)
}

// at follows keys and indexes; what is silent is nil.
func at(node any, path ...any) any {
	for _, step := range path {
		node = bare(node)
		switch n := node.(type) {
		case table:
			node = n[fmt.Sprint(step)]
		case []any:
			i, ok := step.(int)
			if !ok || i >= len(n) {
				return nil
			}
			node = n[i]
		default:
			return nil
		}
	}
	return bare(node)
}

// bare takes the value out of its long form; unspecified is nil.
func bare(node any) any {
	if t, ok := node.(table); ok {
		if v, long := t["value"]; long {
			return bare(v)
		}
		if t["unspecified"] == true {
			return nil
		}
	}
	if node == "unspecified" {
		return nil
	}
	return node
}

// text is a scalar as it is written.
func text(node any) string {
	switch n := bare(node).(type) {
	case nil, table, []any:
		return ""
	case string:
		return n
	default:
		return fmt.Sprint(n)
	}
}

func number(node any) int {
	n, err := strconv.Atoi(text(node))
	if err != nil {
		return 0
	}
	return n
}

// texts is a list of scalars.
func texts(node any) []string {
	var all []string
	items, _ := bare(node).([]any)
	for _, one := range items {
		all = append(all, text(one))
	}
	return all
}

func items(node any) []any {
	all, _ := bare(node).([]any)
	return all
}

func keysOf(node any) []string {
	t, _ := bare(node).(table)
	return sortedKeys(t)
}
