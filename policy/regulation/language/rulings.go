package language

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

var rulingKeys = []string{"path", "value", "ruler", "reason"}

// ParseRulings reads a file of rulings: {regulation:, invented_for:, rulings: [{path, value, ruler, reason}]}.
func ParseRulings(name string, text []byte) (*regulation.Rulings, error) {
	r := newReader(name)
	root := r.tree(text)
	if root == nil {
		return nil, r.err()
	}
	out := &regulation.Rulings{}
	for _, e := range root.entries {
		switch e.key {
		case "regulation":
			out.Regulation = e.value.word()
		case "invented_for":
			out.InventedFor = e.value.word()
		case "rulings":
			for _, item := range e.value.items {
				out.Rulings = append(out.Rulings, r.ruling(item))
			}
		default:
			r.fail(e.place, "regulation.key.unknown", "key", e.key, "write", instead(e.key, []string{"regulation", "invented_for", "rulings"}))
		}
	}
	if out.Regulation == "" {
		r.fail(root.place, "regulation.key.missing", "key", "regulation", "write", "regulation: …")
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return out, nil
}

func (r *reader) ruling(n *node) regulation.Ruling {
	for _, e := range n.entries {
		if !holds(rulingKeys, e.key) {
			r.fail(e.place, "regulation.key.unknown", "key", e.key, "write", instead(e.key, rulingKeys))
		}
	}
	for _, key := range rulingKeys {
		if n.get(key) == nil {
			r.fail(n.place, "regulation.key.missing", "key", key, "write", key+": …")
			return regulation.Ruling{}
		}
	}
	return regulation.Ruling{Path: n.get("path").word(), Value: n.get("value").flow(),
		Ruler: n.get("ruler").word(), Reason: n.get("reason").word()}
}

var plainForm = regexp.MustCompile(`^[A-Za-z0-9_.\-]+$`)

// flow writes a node on one line, as it could stand in a file.
func (n *node) flow() string {
	var parts []string
	switch n.shape {
	case scalar:
		if !n.quoted && plainForm.MatchString(n.text) {
			return n.text
		}
		quoted, _ := json.Marshal(n.text)
		return string(quoted)
	case list:
		for _, item := range n.items {
			parts = append(parts, item.flow())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case table:
		for _, e := range n.entries {
			parts = append(parts, e.key+": "+e.value.flow())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "null"
}

// Rule applies rulings in order to a copy; the regulation itself is unchanged. A stated value
// cannot be ruled on. The copy is checked as a file would be; all faults are joined.
func Rule(reg *regulation.Regulation, rulings []regulation.Ruling) (*regulation.Regulation, error) {
	ruled, err := copyOf(reg)
	if err != nil {
		return nil, err
	}
	r := newReader(reg.ID)
	for _, one := range rulings {
		r.rule(ruled, one)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	ruled.Rulings = append(ruled.Rulings, rulings...)
	r.byPath = true
	check(r, ruled)
	if err := r.err(); err != nil {
		return nil, err
	}
	return ruled, nil
}

// copyOf copies deeply by way of JSON, which keeps every standing and every digit.
func copyOf(reg *regulation.Regulation) (*regulation.Regulation, error) {
	data, err := json.Marshal(reg)
	if err != nil {
		return nil, fault.New("internal").Because(fmt.Errorf("copy regulation: %w", err))
	}
	var out regulation.Regulation
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fault.New("internal").Because(fmt.Errorf("copy regulation: %w", err))
	}
	return &out, nil
}

func (r *reader) rule(reg *regulation.Regulation, one regulation.Ruling) {
	a := applying{r: r, one: one}
	inner := newReader(one.Path)
	if one.Ruler == "" || one.Reason == "" {
		a.fail("regulation.ruling.reason", "path", one.Path)
		return
	}
	a.value = inner.tree([]byte(one.Value))
	segments, ok := segmentsOf(one.Path)
	if a.value == nil || !ok {
		r.faults = append(r.faults, inner.faults...)
		if !ok {
			a.fail("regulation.ruling.path", "path", one.Path)
		}
		return
	}
	a.inner = inner
	a.apply(reflect.ValueOf(reg).Elem(), segments)
	r.faults = append(r.faults, inner.faults...)
}
