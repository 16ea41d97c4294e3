package demo

import (
	"fmt"
	"time"

	"jinchu/activities/store"
)

// The area is that of HOME (regulations.md no. 1): 14 townships, 3 streets, 176 villages and communities.
// How many lie in which is not told; it is spread evenly.
const (
	townCount      = 9 // towns 镇 and …
	ruralCount     = 5 // … townships 乡 make 14
	streetCount    = 3
	villageCount   = 152 // in townships
	communityCount = 24  // in streets
)

// stems and branches name what has no real name.
var (
	stems    = []rune("甲乙丙丁戊己庚辛壬癸")
	branches = []rune("子丑寅卯辰巳午未申酉戌亥")
	streets  = []rune("天地人")
)

// place is a unit before it is known how many live there.
type place struct{ code, name, level, parent string }

// area is the tree, from the top down.
type area struct {
	county   string
	towns    []place // townships and streets
	villages []place // villages and communities
}

func newArea(county string) area {
	a := area{county: county}
	for i := range streetCount {
		a.town(fmt.Sprintf("%03d", i+1), string(streets[i])+"字街道", "street")
	}
	for i := range townCount {
		a.town(fmt.Sprintf("1%02d", i), string(stems[i])+"镇", "township")
	}
	for i := range ruralCount {
		a.town(fmt.Sprintf("2%02d", i), string(branches[i])+"乡", "township")
	}
	for i := range communityCount {
		a.village(a.towns[i%streetCount], 1+i/streetCount, "社区", "community")
	}
	for i := range villageCount {
		a.village(a.towns[streetCount+i%(townCount+ruralCount)], 201+i/(townCount+ruralCount), "村", "village")
	}
	return a
}

func (a *area) town(part, name, level string) {
	a.towns = append(a.towns, place{a.county[:6] + part + "000", name, level, a.county})
}

func (a *area) village(in place, no int, kind, level string) {
	name := fmt.Sprintf("%c%d%s", []rune(in.name)[0], no%200, kind)
	a.villages = append(a.villages, place{fmt.Sprintf("%s%03d", in.code[:9], no), name, level, in.code})
}

// units are the places with what quotas ask of them. Population is left out: the source does not tell it.
func (a area) units(people holders, from time.Time) []store.Unit {
	registered, villages := map[string]int{}, map[string]int{a.county: len(a.villages)}
	for _, v := range a.villages {
		n := people.in(v.code)
		registered[v.code], registered[v.parent], registered[a.county] = n, registered[v.parent]+n, registered[a.county]+n
		villages[v.parent]++
	}
	units := []store.Unit{
		{Code: city, From: from, Name: "演练市", Level: "city"},
		{Code: a.county, From: from, Name: Name, Level: "county", Parent: city, Facts: map[string]any{
			"registered": registered[a.county], "villages": villages[a.county], "urban": false,
			"categories_printed": printed, "categories_gap": gap, "categories_gap_counted_as": "多重残疾（7类）"}},
	}
	for _, p := range append(append([]place{}, a.towns...), a.villages...) {
		facts := map[string]any{"registered": registered[p.code], "urban": p.level == "street" || p.level == "community"}
		if n := villages[p.code]; n > 0 {
			facts["villages"] = n
		}
		units = append(units, store.Unit{Code: p.code, From: from, Name: p.name, Level: p.level, Parent: p.parent, Facts: facts})
	}
	return units
}
