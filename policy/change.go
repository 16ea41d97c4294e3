package policy

import (
	"slices"
	"strings"
)

// Change is what a role gains and loses of one act between two versions, as distances.
type Change struct {
	Role   Role     `json:"role"`
	Kind   string   `json:"kind"`
	Act    string   `json:"act"`
	Gains  []string `json:"gains"`
	Loses  []string `json:"loses"`
	Phrase string   `json:"zh" doc:"the change as people read it"`
}

// distanceNames say a distance in words.
var distanceNames = map[string]string{"own": "本单位", "below": "下级", "above": "上级", "elsewhere": "其他地区", Self: "本人"}

// Diff lists what would change for whom if after took the place of before, in the order of kinds, acts and roles.
// Both are asked, not read: a line that is written otherwise and allows the same is no change.
func Diff(before, after *Policy) ([]Change, error) {
	acts := append(before.Acts(), after.Acts()...)
	slices.SortFunc(acts, func(a, b [2]string) int { return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1]) })
	changes := []Change{}
	for _, act := range slices.Compact(acts) {
		concerned := append(before.Who(act[0], act[1]), after.Who(act[0], act[1])...)
		for _, role := range Roles {
			if !slices.Contains(concerned, string(role)) {
				continue
			}
			c := Change{Role: role, Kind: act[0], Act: act[1], Gains: []string{}, Loses: []string{}}
			for _, distance := range Distances {
				was, err := before.ask(question{role, distance, act[0], act[1]})
				if err != nil {
					return nil, err
				}
				is, err := after.ask(question{role, distance, act[0], act[1]})
				if err != nil {
					return nil, err
				}
				switch {
				case is.allowed && !was.allowed:
					c.Gains = append(c.Gains, distance)
				case was.allowed && !is.allowed:
					c.Loses = append(c.Loses, distance)
				}
			}
			if len(c.Gains)+len(c.Loses) > 0 {
				c.Phrase = c.phrase()
				changes = append(changes, c)
			}
		}
	}
	return changes, nil
}

// phrase is the change in words: 县财务 对本单位、下级的选聘批次：可以查看了.
func (c Change) phrase() string {
	what := kindName(c.Kind) + "“" + nameOrCode(c.Kind, c.Act) + "”"
	var parts []string
	if len(c.Gains) > 0 {
		parts = append(parts, "新增"+distancesNamed(c.Gains))
	}
	if len(c.Loses) > 0 {
		parts = append(parts, "取消"+distancesNamed(c.Loses))
	}
	return Title(string(c.Role)) + "：" + what + "，" + strings.Join(parts, "，")
}

func distancesNamed(distances []string) string {
	named := make([]string, len(distances))
	for i, d := range distances {
		named[i] = distanceNames[d]
	}
	return strings.Join(named, "、")
}

func kindName(kind string) string {
	for _, k := range kindNames {
		if k[0] == kind {
			return k[1]
		}
	}
	return kind
}

// ActName is what an act on a kind of object is called: 查看（权限规则）; by itself where a procedure names it.
func ActName(kind, act string) string {
	name := nameOrCode(kind, act)
	if actNames[act] == name {
		name += "（" + kindName(kind) + "）"
	}
	return name
}

func nameOrCode(kind, act string) string {
	if name := actName(kind, act); name != "" {
		return name
	}
	return act
}
