package record

import (
	"fmt"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// StaffingView says before the notice whether a decision can be taken by the people there are: who is kept out,
// who submits and who speaks at another step are taken away first.
type StaffingView struct {
	Decision string         `json:"decision"`
	Label    string         `json:"label"`
	Smallest []PostNeeded   `json:"smallest" doc:"the fewest people with whom the route can be run"`
	Short    []ShortageView `json:"short" doc:"steps that would have too few"`
}

// PostNeeded is how many different people must hold a role in a unit.
type PostNeeded struct {
	Role   string `json:"role"`
	Title  string `json:"title"`
	Unit   string `json:"unit,omitempty"`
	People int    `json:"people"`
}

// ShortageView is one step that would have too few people.
type ShortageView struct {
	Step int             `json:"step" doc:"from 1"`
	Name string          `json:"name,omitempty"`
	Need int             `json:"need"`
	Have int             `json:"have"`
	Up   bool            `json:"up" doc:"the level above has somebody, who would be asked"`
	Says procedure.Label `json:"says"`
}

// staffing looks ahead at the decisions of a cycle that is not published yet.
func (c *contest) staffing(done []store.Doing) ([]StaffingView, error) {
	all := []StaffingView{}
	if !tables[CycleKind].In("before_notice", c.cycle.State) {
		return all, nil
	}
	for _, decision := range []string{"approve", "hire"} {
		r, err := c.layOut(decision)
		if stops(err) || fault.Of(err).Kind() == fault.Unruled {
			continue // what is open is ruled on first
		}
		if err != nil {
			return nil, err
		}
		v, err := c.staffingOf(r, submitter(done))
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

func (c *contest) staffingOf(r approval.Route, by string) (StaffingView, error) {
	v := StaffingView{Decision: r.Decision, Label: tables[CycleKind].LabelOf(r.Decision).Chinese, Short: []ShortageView{}}
	s, err := c.staffOf(r)
	if err != nil {
		return v, err
	}
	for _, p := range r.Smallest(string(policy.CountyHR), c.tx.Here().County) {
		v.Smallest = append(v.Smallest, PostNeeded{Role: p.Role, Title: policy.Title(p.Role), Unit: p.Unit, People: p.People})
	}
	for _, short := range r.Staffing(by, s.world.Staff, s.world.Barred) {
		v.Short = append(v.Short, ShortageView{Step: short.Step + 1, Name: r.Steps[short.Step].Name, Need: short.Need, Have: short.Have,
			Up: short.Up, Says: saysShort(short)})
	}
	return v, nil
}

// saysShort is a shortage in words, with what to do.
func saysShort(s approval.Shortage) procedure.Label {
	says := procedure.Label{Chinese: fmt.Sprintf("第%d步需要%d人，回避和分权之后只剩%d人。", s.Step+1, s.Need, s.Have),
		English: fmt.Sprintf("Step %d needs %d people; after recusals and separation of duties %d are left.", s.Step+1, s.Need, s.Have)}
	if s.Up {
		says.Chinese += "届时会转到上一级；也可以现在提名外请人员。"
		says.English += " It would go to the level above; a helper may be named now."
		return says
	}
	says.Chinese += "上一级也没有人：请增补人员，或提名外请人员。"
	says.English += " Nobody is left above either: appoint somebody, or name a helper."
	return says
}

// unseatable lists the seats that the rules give to roles which cannot take part in a decision: the notice waits
// until the rules are corrected.
func (c *contest) unseatable() []error {
	var all []error
	for _, seat := range c.desk.lines().Unseated(c.reg) {
		all = append(all, fault.New("recruitment.route.seat", "step", seat.Step+1, "role", policy.Title(seat.Role), "who", policy.Titles(seat.May...)).
			At(fmt.Sprintf("%s[%d]", seat.Route, seat.Step)))
	}
	return all
}
