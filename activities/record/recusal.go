package record

import (
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// recuse keeps somebody out of the case 回避: themselves by their own word, another by that of the discipline
// office or the county director. It cannot be taken back; what the person has done already stands in the record.
func (x *deed) recuse() error {
	who := x.body.Person
	if who == "" {
		who = x.cmd.Actor
	}
	others := []string{string(policy.DisciplineOffice), string(policy.CountyDirector)}
	if who != x.cmd.Actor && !slices.Contains(others, x.cmd.Role) {
		return notTheirs(x.cmd.Role, "责令他人回避", others)
	}
	if x.body.Ground == "" {
		return fault.New("value.missing", "field", "ground")
	}
	if _, err := x.tx.Person(x.ctx, who); err != nil {
		return err
	}
	x.about = who
	return x.tx.Recuse(x.ctx, store.Recusal{Case: x.at.ID, Person: who, Ground: x.body.Ground, DeclaredBy: x.cmd.Actor, Text: x.body.Reason})
}

// nameHelper names somebody from elsewhere for this case alone 借调、外请: the city federation, the HR bureau or
// another township may lend a hand where nobody is left.
func (x *deed) nameHelper() error {
	until, err := time.Parse(time.DateOnly, x.body.Until)
	if err != nil || x.body.Until < x.today.String() {
		return fault.New("recruitment.helper.until", "until", x.body.Until, "today", x.today.String())
	}
	switch {
	case x.body.Person == "":
		return fault.New("value.missing", "field", "person")
	case !slices.Contains(staffRoles, x.body.Role):
		return fault.New("recruitment.helper.role", "role", x.body.Role)
	}
	if _, err := x.tx.Person(x.ctx, x.body.Person); err != nil {
		return err
	}
	if _, err := x.tx.Unit(x.ctx, x.body.Unit, x.today.Start()); err != nil {
		return err
	}
	x.about = x.body.Person
	return x.tx.NameHelper(x.ctx, store.Helper{Case: x.at.ID, Person: x.body.Person, Role: x.body.Role, Unit: x.body.Unit, Until: until, NamedBy: x.cmd.Actor})
}

// confirmHelper lets a named helper help; by another than who named them.
func (x *deed) confirmHelper() error {
	if x.body.Person == "" {
		return fault.New("value.missing", "field", "person")
	}
	x.about = x.body.Person
	return x.tx.ConfirmHelper(x.ctx, x.at.ID, x.body.Person, x.cmd.Actor)
}

// helperTasks ask for the word on those who were named and wait.
func (c *contest) helperTasks(at store.CaseFile) ([]store.Task, error) {
	helpers, err := c.tx.Helpers(c.ctx, at.ID)
	if !slices.ContainsFunc(helpers, func(h store.Helper) bool { return h.Confirmed == "" }) || tables[at.Kind].Final(at.State) {
		return nil, err
	}
	return []store.Task{{Case: at.ID, Code: "confirm_helper", Role: string(policy.CountyDirector), Unit: at.Unit, Acts: []string{"confirm_helper"}}}, nil
}
