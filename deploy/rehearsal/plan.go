package rehearsal

import (
	"fmt"
	"slices"
)

// layout is how the posts of a rehearsed cycle are cut: the class, and the headcount of each post. Stated
// headcounts are kept to the letter; where the text leaves them to the plan, sixty applicants compete.
type layout struct {
	level string
	heads []int
}

// layouts: HOME one post for each of 17 townships and streets; HZ16 13; ZSD21 one post of 5 + 1; ZSX21 2; JM17 8.
var layouts = map[string]layout{
	"home": {"township", ones(17)}, "county-2009": {"township", ones(6)}, "huicheng-2016": {"township", ones(13)},
	"dachong-2021": {"township", []int{6}}, "xiqu-2021": {"street", []int{2}}, "jimei-2017": {"village", []int{2, 2, 2, 2}},
	"jimei-2024": {"village", ones(6)}, "tongan": {"village", ones(6)}, "qingyuan-2018": {"township", ones(6)},
	"dangyang-2022": {"village", ones(6)}, "shangdu-2021": {"village", []int{1, 1, 1, 1, 2, 1}},
	"yanlian-routes": {"township", []int{2, 2, 2}},
}

func ones(n int) []int { return slices.Repeat([]int{1}, n) }

// layOut gives the cycle its unit and its posts: in the county, or in one township where townships run it.
func layOut(rules *Rules, units []Unit, near func(unit string) bool) (unit string, posts []Post, err error) {
	plan, class := layouts[rules.ID], rules.Classes[0]
	slices.SortFunc(units, func(a, b Unit) int {
		if na, nb := near(a.Code), near(b.Code); na != nb {
			if na {
				return -1
			}
			return 1
		}
		return slices.Compare([]byte(a.Code), []byte(b.Code))
	})
	root := rootOf(units)
	places := placesFor(plan, units)
	if len(class.Organisers) == 1 && class.Organisers[0] == "township_chair" {
		root, places = townOf(plan, units)
	}
	if len(places) == 0 || root == "" {
		return "", nil, fmt.Errorf("the demo county has no %s for the posts of %s", plan.level, rules.ID)
	}
	for i, heads := range plan.heads {
		place := places[i%len(places)]
		posts = append(posts, Post{Code: fmt.Sprintf("P%02d", i+1), Name: fmt.Sprintf("%s第%d岗", place.Name, i+1), Unit: place.Code,
			Class: class.Class, Headcount: heads, ByPath: class.ByPath})
	}
	return root, posts, nil
}

// rootOf is the unit above all others.
func rootOf(units []Unit) string {
	for _, u := range units {
		if u.Level == "county" {
			return u.Code
		}
	}
	return ""
}

// fits tells whether a unit can hold a post of a level: where streets stand beside townships, either.
func fits(level, unit string) bool {
	switch level {
	case "township":
		return unit == "township" || unit == "street"
	case "village":
		return unit == "village" || unit == "community"
	}
	return level == unit
}

func placesFor(plan layout, units []Unit) []Unit {
	var all []Unit
	for _, u := range units {
		if fits(plan.level, u.Level) {
			all = append(all, u)
		}
	}
	return all
}

// townOf is the first township that has what the posts need: itself, or villages under it.
func townOf(plan layout, units []Unit) (string, []Unit) {
	for _, town := range units {
		if !fits("township", town.Level) {
			continue
		}
		if fits(plan.level, town.Level) {
			return town.Code, []Unit{town}
		}
		var under []Unit
		for _, u := range units {
			if fits(plan.level, u.Level) && covers(town.Code, u.Code) {
				under = append(under, u)
			}
		}
		if len(under) > 0 {
			return town.Code, under
		}
	}
	return "", nil
}
