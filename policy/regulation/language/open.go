package language

import (
	"reflect"
	"slices"
	"strings"

	"jinchu/policy/regulation"
)

// Unspecified lists what a recruitment under this regulation will need and the text does not
// state: values written as unspecified, values a stage cannot do without, and missing stages.
// Each is to be ruled on before anyone can know whom it favours; what is not in this list can stop a
// cycle for want of a fact or of an act, never for want of a rule. What is only shown to people (the
// paper's name, opening hours) and what comes after hiring is not listed.
func Unspecified(reg *regulation.Regulation) []regulation.Open {
	o := &opens{seen: map[string]bool{}}
	walk(reflect.ValueOf(reg).Elem(), "", func(path string, v reflect.Value, _ reflect.Type, name string) {
		if !needed(path) {
			return
		}
		switch x := v.Interface().(type) {
		case regulation.Tie:
			o.when(x.Unspecified, path)
		case regulation.Path:
			o.when(len(x.Silent) > 0, path+".silent")
		case regulation.Age:
			o.when(x.AsOf.Standing == regulation.Absent && (x.Min.Known() || x.Max.Known() || x.Below.Known()) &&
				!x.BornFrom.Known() && !x.BornTo.Known(), path+".as_of")
		case regulation.Cap:
			o.when(!x.Count.Known() && !x.Percent.Known(), path+".percent")
			o.when(!x.Count.Known() && !x.Rounding.Known(), path+".rounding")
			o.when(!x.Ties.Known(), path+".ties")
		case string:
			o.when(name == "Expr" && silentExpr(x), path)
		}
		if isValue(v.Type()) {
			o.when(v.FieldByName("Standing").String() == string(regulation.Unspecified), path)
		}
	})
	o.posts(reg)
	o.ages(reg)
	for i, s := range reg.Procedure {
		o.stage(join(at("procedure", i), string(s.Kind)), s, reg)
	}
	o.missing(reg)
	return o.list
}

type opens struct {
	list []regulation.Open
	seen map[string]bool
}

func (o *opens) when(open bool, path string) {
	if !open || o.seen[path] {
		return
	}
	o.seen[path] = true
	o.list = append(o.list, regulation.Open{Path: path, Chinese: chineseOf(path), Ruler: rulerOf(path)})
}

// shown are keys of what people read and no procedure computes.
var shown = []string{"paper", "form", "items", "place", "hours", "organiser", "boards", "file_to", "shows", "renewal", "ceiling",
	"kind", "by", "minutes"}

// needed tells whether the recruitment computes with what stands at the path.
func needed(path string) bool {
	root, _, _ := strings.Cut(strings.ReplaceAll(path, "[", "."), ".")
	switch root {
	case "posts", "paths", "exclusions", "priorities", "caps", "procedure", "substitution", "contract":
		return !slices.Contains(shown, lastKey(path)) && !strings.HasPrefix(path, "contract.by_class")
	}
	return false
}

// missing lists the stages and sections without which no recruitment ends.
func (o *opens) missing(reg *regulation.Regulation) {
	o.when(len(reg.Procedure) == 0, "procedure")
	has := func(kind regulation.StageKind) bool {
		return slices.ContainsFunc(reg.Procedure, func(s regulation.Stage) bool { return s.Kind == kind })
	}
	exams := len(scored(reg)) > 0
	o.when(exams && !has(regulation.StageTotal), "procedure[total]")
	o.when(exams && !has(regulation.StageRank), "procedure[rank]")
	o.when(len(reg.Procedure) > 0 && !has(regulation.StageRegistration) && !has(regulation.StageNomination), "procedure[registration]")
	o.when(len(reg.Procedure) > 0 && !has(regulation.StageReview), "procedure[review]")
	o.when(len(reg.Procedure) > 0 && !has(regulation.StagePublicity), "procedure[publicity]")
	o.when(len(reg.Paths) == 0, "paths")
	o.when(len(reg.Posts) == 0, "posts")
	o.when(reg.Substitution == nil, "substitution")
	if s := reg.Substitution; s != nil {
		o.when(!s.On.Known(), "substitution.on")
		o.when(!s.Pool.Known(), "substitution.pool")
		o.when(!s.Validity.Known(), "substitution.validity")
	}
	if reg.Contract == nil {
		o.when(true, "contract")
		return
	}
	o.when(!reg.Contract.Term.Known(), "contract.term")
	o.when(!reg.Contract.Probation.Known(), "contract.probation")
}

// rulerOf is the role that may rule on a value: the personnel bureau on the contract and the
// medical standard, the county director on the rest.
func rulerOf(path string) string {
	if strings.HasPrefix(path, "contract") || strings.Contains(path, ".medical.") {
		return "hr_bureau"
	}
	return "county_director"
}
