package language

import (
	"reflect"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

var hundred = decimal.NewFromInt(100)

// check holds the whole file against itself once it is read.
func check(r *reader, reg *regulation.Regulation) {
	c := checker{r, reg, scored(reg)}
	c.required()
	c.unique()
	c.references()
	c.stages()
	c.appraisal()
	c.expressions()
}

type checker struct {
	r     *reader
	reg   *regulation.Regulation
	parts []string // scored stages of the procedure
}

// scored lists the exam stages of the procedure.
func scored(reg *regulation.Regulation) []string {
	var parts []string
	for _, s := range reg.Procedure {
		if s.Exam != nil {
			parts = append(parts, string(s.Kind))
		}
	}
	return parts
}

func (c *checker) required() {
	for _, need := range []struct{ key, value, write string }{
		{"regulation", c.reg.ID, "regulation: county-2030"},
		{"title", c.reg.Title, "title: …办法"},
		{"kind", c.reg.Kind, "kind: measures | notice | opinion"},
	} {
		if need.value == "" && c.r.places[need.key] == (place{}) && !c.r.byPath {
			c.r.fail(place{1, 1}, "regulation.key.missing", "key", need.key, "write", need.write)
		}
	}
	walk(reflect.ValueOf(c.reg).Elem(), "", func(path string, v reflect.Value, _ reflect.Type, _ string) {
		switch x := v.Interface().(type) {
		case regulation.Condition:
			c.conditionKeys(path, x)
		case regulation.Bonus:
			c.conditionKeys(path, x.Condition)
		case regulation.Tie:
			c.tie(path, x)
		case regulation.Quota:
			if x.Expr == "" {
				c.r.failPath(path, "regulation.key.missing", "key", "expr", "write", `expr: "true"`)
			}
		}
	})
}

func (c *checker) conditionKeys(path string, x regulation.Condition) {
	if x.ID == "" {
		c.r.failPath(path, "regulation.key.missing", "key", "id", "write", "id: education")
	}
	if x.Rule == "" {
		c.r.failPath(path, "regulation.key.missing", "key", "rule", "write", "rule: 条文原句")
	}
	if x.Expr == "" {
		c.r.failPath(path, "regulation.key.missing", "key", "expr", "write", "expr: applicant.… | expr: unspecified")
	}
}

func (c *checker) tie(path string, x regulation.Tie) {
	set := 0
	for _, given := range []bool{x.Higher != "", x.Status != nil, x.Priority, x.Extra != "", x.Lots, x.Unspecified} {
		if given {
			set++
		}
	}
	if set != 1 || x.Consent != "" && x.Extra == "" || (x.Exempt.Standing != regulation.Absent || x.Item != "") && x.Higher == "" {
		c.r.failPath(path, "regulation.tie")
	}
}

// unique refuses two conditions, classes or paths of one name within one list.
func (c *checker) unique() {
	walk(reflect.ValueOf(c.reg).Elem(), "", func(path string, v reflect.Value, _ reflect.Type, _ string) {
		if v.Kind() != reflect.Slice {
			return
		}
		seen := map[string]bool{}
		for i := range v.Len() {
			what, id := identity(v.Index(i).Interface())
			if id != "" && seen[id] {
				c.r.failPath(at(path, i), "regulation.twice", "what", what, "name", id)
			}
			seen[id] = true
		}
	})
	seen := map[string]bool{}
	for i, s := range c.reg.Procedure {
		if s.Exam != nil && seen[string(s.Kind)] {
			c.r.failPath(at("procedure", i), "regulation.stage.twice", "stage", s.Kind)
		}
		seen[string(s.Kind)] = true
	}
}

func identity(x any) (what, id string) {
	switch v := x.(type) {
	case regulation.Condition:
		return "条件 condition", v.ID
	case regulation.Bonus:
		return "加分项 bonus", v.ID
	case regulation.PostClass:
		return "岗位类别 class", v.ID
	case regulation.Path:
		return "报考类别 path", v.ID
	}
	return "", ""
}

func (c *checker) refer(path, name string, known []string) {
	if name != "" && !holds(known, name) {
		write := instead(name, known)
		if len(known) == 0 {
			write = "—"
		}
		c.r.failPath(path, "regulation.reference", "key", lastKey(path), "name", name, "write", write)
	}
}

// references checks every name that points to something else in the file.
func (c *checker) references() {
	var paths, classes, conditions []string
	for _, p := range c.reg.Paths {
		paths = append(paths, p.ID)
	}
	for _, p := range c.reg.Posts {
		classes = append(classes, p.ID)
	}
	walk(reflect.ValueOf(c.reg).Elem(), "", func(_ string, v reflect.Value, _ reflect.Type, _ string) {
		if x, ok := v.Interface().(regulation.Condition); ok {
			conditions = append(conditions, x.ID)
		}
	})
	byKind := map[string][]string{
		"PostClass.ByPath": paths, "ExamStage.PassBy": paths, "TotalStage.ByPath": paths, "Cap.Path": paths,
		"Pay.Class": classes, "Concurrent.Class": classes, "Duty.Class": classes, "Contract.ByClass": classes, "OpeningStage.ByClass": classes,
		"Transition.Exempt": conditions, "ShortlistStage.From": c.parts, "Tie.Higher": c.parts, "Tie.Extra": c.parts,
		"ShortlistStage.To": append([]string{"choice", "medical", "background"}, c.parts...),
	}
	walk(reflect.ValueOf(c.reg).Elem(), "", func(path string, v reflect.Value, owner reflect.Type, name string) {
		if owner == nil {
			return
		}
		if known, ok := byKind[owner.Name()+"."+name]; ok {
			c.referAll(path, v, known)
		}
	})
}

func (c *checker) referAll(path string, v reflect.Value, known []string) {
	switch v.Kind() {
	case reflect.String:
		c.refer(path, v.String(), known)
	case reflect.Slice:
		for i := range v.Len() {
			c.refer(at(path, i), v.Index(i).String(), known)
		}
	case reflect.Map:
		for _, k := range sortedKeys(v) {
			c.refer(join(path, k.String()), k.String(), known)
		}
	}
}

// expressions type-checks every condition at its place in the file.
func (c *checker) expressions() {
	for _, e := range expressions(c.reg) {
		if silentExpr(e.text) {
			continue
		}
		_, bad := compile(e.text)
		for _, b := range bad {
			if c.r.byPath {
				c.r.failPath(e.path, b.fault.Code, pairs(b.fault.Args)...)
				continue
			}
			where := c.r.find(e.path)
			if n := c.r.scalars[e.path]; n != nil && !strings.Contains(n.text, "\n") && !n.block {
				where.column += b.column
				if n.quoted {
					where.column++
				}
			}
			c.r.fail(where, b.fault.Code, pairs(b.fault.Args)...)
		}
	}
}

func pairs(args map[string]any) []any {
	var out []any
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}
