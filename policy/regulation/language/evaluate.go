package language

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Program holds every condition of one regulation, checked. It is safe for concurrent use and
// implements regulation.Evaluator.
type Program struct {
	conditions map[string]*condition
}

var _ regulation.Evaluator = (*Program)(nil)

// Compile prepares the conditions of a regulation, also those that rulings added.
func Compile(reg *regulation.Regulation) (*Program, error) {
	p := &Program{conditions: map[string]*condition{}}
	var all []error
	for _, e := range expressions(reg) {
		if _, done := p.conditions[e.text]; done || silentExpr(e.text) {
			continue
		}
		c, bad := compile(e.text)
		for _, b := range bad {
			all = append(all, b.fault.At(e.path))
		}
		p.conditions[e.text] = c
	}
	if err := errors.Join(all...); err != nil {
		return nil, err
	}
	return p, nil
}

// Evaluate answers one condition of the regulation for one case. Missing lists the words of the
// vocabulary whose facts would be needed, sorted; "unspecified" stands for a condition the text
// leaves open. A condition that is not of this regulation is regulation.expr.foreign.
func (p *Program) Evaluate(expr string, f regulation.Facts) (regulation.Verdict, []string, error) {
	if silentExpr(expr) {
		return regulation.CannotTell, []string{string(regulation.Unspecified)}, nil
	}
	c, ok := p.conditions[expr]
	if !ok {
		return regulation.CannotTell, nil, fault.New("regulation.expr.foreign")
	}
	return c.evaluate(f)
}

func (c *condition) evaluate(f regulation.Facts) (regulation.Verdict, []string, error) {
	known, unknown := c.facts(f)
	vars, err := cel.PartialVars(known, unknown...)
	if err != nil {
		return regulation.CannotTell, nil, fault.New("internal").Because(err)
	}
	out, _, err := c.program.Eval(vars)
	if err != nil {
		return regulation.CannotTell, nil, evalFault(err)
	}
	switch v := out.(type) {
	case types.Bool:
		if v {
			return regulation.Yes, nil, nil
		}
		return regulation.No, nil, nil
	case *types.Unknown:
		return regulation.CannotTell, trails(v), nil
	}
	return regulation.CannotTell, nil, fault.New("internal").Because(fmt.Errorf("condition gave %T", out))
}

// facts splits the words of the condition into known values and unknown patterns.
func (c *condition) facts(f regulation.Facts) (map[string]any, []*cel.AttributePatternType) {
	known := make(map[string]any, len(c.words))
	var unknown []*cel.AttributePatternType
	for _, w := range vocabulary {
		if !c.words[w.Name] {
			continue
		}
		value, ok := w.fact(f)
		if !ok {
			unknown = append(unknown, cel.AttributePattern(w.Name))
			continue
		}
		known[w.Name] = value
		if entries, isMap := value.(map[string]any); isMap {
			unknown = append(unknown, c.unknownKeys(w.Name, entries)...)
		}
	}
	return known, unknown
}

func (c *condition) unknownKeys(word string, entries map[string]any) []*cel.AttributePatternType {
	var unknown []*cel.AttributePatternType
	for _, key := range c.keys[word] {
		if _, ok := entries[key]; !ok {
			unknown = append(unknown, cel.AttributePattern(word).QualString(key))
		}
	}
	return unknown
}

// trails names the unknown facts as they are written.
func trails(u *types.Unknown) []string {
	seen := map[string]bool{}
	for _, id := range u.IDs() {
		attributes, _ := u.GetAttributeTrails(id)
		for _, a := range attributes {
			name := a.Variable()
			for _, q := range a.QualifierPath() {
				name += "[" + strconv.Quote(fmt.Sprint(q)) + "]"
			}
			seen[name] = true
		}
	}
	names := make([]string, 0, len(seen))
	for n := range seen {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func evalFault(err error) error {
	if strings.Contains(err.Error(), "cost limit") {
		return fault.New("regulation.expr.costly").Because(err)
	}
	return fault.New("regulation.expr.facts").Because(err)
}

var _ ref.Val = dec{}
