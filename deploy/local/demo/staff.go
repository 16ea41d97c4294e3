package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
)

// Password is that of every demo sign-in. It opens invented people alone, so it is no secret.
const Password = "yanlian-2024"

// SignIn is one person of the demo county. The first in a role signs in with the role's name, the second
// with _2 behind it, and so on.
type SignIn struct {
	SignIn string
	Name   string // invented
	Role   policy.Role
	Unit   string
	Where  string // name of the unit
}

// SignIns are all of them, by unit.
type SignIns []SignIn

// crew is how many there are in each role of a unit.
var crew = []struct {
	role  policy.Role
	title string
	count int
}{
	{policy.Administrator, "管理员", 1},
	{policy.CountyHR, "人事", 1},
	{policy.CountyDirector, "理事长", 1},
	{policy.DisciplineOffice, "纪检", 1},
	{policy.HRBureau, "人社", 1},
	{policy.PersonnelAuthority, "人事主管", 1},
	{policy.Auditor, "审计", 1},
	{policy.ScoreKeyer, "登分", 2},
	{policy.Examiner, "考官", 7},
	{policy.Finance, "财务", 1},
	{policy.Invigilator, "监考", 1},
	{policy.Interpreter, "手语翻译", 1},
	{policy.NeutralCollector, "收集", 1},
	{policy.PhoneOperator, "话务", 1},
	{policy.ComplaintHandler, "投诉办理", 1},
	{policy.PersonalInfoOfficer, "信息保护", 1},
	{policy.Archivist, "档案", 1},
	{policy.DispatchCompany, "派遣", 1},
}

// villageCrew are those of one village, the first of 甲镇.
var villageCrew = []struct {
	role  policy.Role
	title string
}{
	{policy.VillageBranch, "村党组织"}, {policy.VillageCommittee, "村委会"}, {policy.AssociationChair, "残协主席"}, {policy.Commissioner, "专职委员"},
}

var townCrew = map[policy.Role]string{policy.TownshipLeader: "分管领导", policy.TownshipChair: "乡镇理事长", policy.TownshipClerk: "经办", policy.TownshipFinance: "乡镇财务"}

// staff lists the sign-ins of a county.
func staff(county string) SignIns {
	var all SignIns
	for _, c := range crew {
		for i := range c.count {
			all = all.with(c.role, c.title, i+1, county, Name)
		}
	}
	area := newArea(county)
	for i, town := range append(slices.Clone(area.towns[streetCount:]), area.towns[:streetCount]...) { // 甲镇 is the first
		for _, role := range []policy.Role{policy.TownshipLeader, policy.TownshipChair, policy.TownshipClerk, policy.TownshipFinance} {
			all = all.with(role, townCrew[role], i+1, town.code, town.name)
		}
	}
	for _, c := range villageCrew {
		village := area.villages[communityCount]
		all = all.with(c.role, c.title, 1, village.code, village.name)
	}
	return all.with(policy.CityFederation, "市残联", 1, city, "演练市")
}

func (s SignIns) with(role policy.Role, title string, no int, unit, where string) SignIns {
	name := string(role)
	if no > 1 {
		name = fmt.Sprintf("%s_%d", role, no)
	}
	return append(s, SignIn{SignIn: name, Name: fmt.Sprintf("演练%s%d", title, no), Role: role, Unit: unit, Where: where})
}

// join makes the accounts and gives the roles, as of a day.
func (s SignIns) join(ctx context.Context, t store.Tx, from time.Time, hash string) error {
	for _, p := range s {
		id := "demo-" + p.SignIn
		if err := t.AddPerson(ctx, store.Person{ID: id, SignIn: p.SignIn, Name: p.Name}, hash); err != nil {
			return err
		}
		a := store.Assignment{ID: id, Person: id, Role: string(p.Role), Unit: p.Unit, From: from}
		if err := t.Assign(ctx, a); err != nil {
			return err
		}
	}
	return nil
}
