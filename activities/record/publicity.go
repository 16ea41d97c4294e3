package record

import (
	"fmt"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/identity"
)

// shownUnsaid is what a list shows of a person where the rules do not say.
var shownUnsaid = []string{"ticket", "post", "total", "rank"}

// show makes public who is to have a place, until the time given is over.
func (x *deed) show(people []store.Application, until store.Due) error {
	standing, err := x.standings()
	if err != nil {
		return err
	}
	text, err := x.publicityText(people, standing)
	if err != nil {
		return err
	}
	return x.notice("publicity", text, &until.At)
}

// publicityText lists those proposed with exactly what the rules have it show, in their order.
func (x *deed) publicityText(apps []store.Application, standing map[string]ranked) (string, error) {
	shows := shownUnsaid
	if stage := x.publicity(); stage != nil && stage.Shows.Known() {
		shows = stage.Shows.V
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s 拟聘用人员公示\n%s\n\n", x.row.Title, x.today)
	for _, a := range apps {
		var parts []string
		for _, what := range shows {
			part, err := x.shown(what, a, standing[a.ID])
			if err != nil {
				return "", err
			}
			if part != "" {
				parts = append(parts, part)
			}
		}
		b.WriteString(strings.Join(parts, "　") + "\n")
	}
	return b.String(), nil
}

// shown is one thing a list shows of a person; "" where there is none. What is personal no rule may have
// shown (个人信息保护法第二十五条): such rules are refused before the notice, and nothing is shown for them here.
func (x *deed) shown(what string, a store.Application, s ranked) (string, error) {
	switch what {
	case "ticket":
		return "准考证号" + a.Ticket, nil
	case "post":
		return "岗位" + x.codeOf(a.Post), nil
	case "unit":
		return x.unitOf(a.Post)
	case "name", "sex":
		return x.shownOfPerson(what, a)
	case "total":
		if s.Total.Valid {
			return "总成绩" + s.Total.Decimal.String(), nil
		}
	case "rank":
		if s.Rank != nil {
			return fmt.Sprintf("名次%d", *s.Rank), nil
		}
	}
	return "", nil
}

// shownOfPerson is what the sealed part of an application says that may be shown.
func (x *deed) shownOfPerson(what string, a store.Application) (string, error) {
	p, err := personalOf(a)
	if err != nil {
		return "", err
	}
	if what == "name" {
		return "姓名" + p.Name, nil
	}
	number, err := identity.ParseCitizenID(p.IDNumber, realm(x.tx))
	if err != nil {
		return "", err
	}
	return "性别" + map[identity.Sex]string{identity.Male: "男", identity.Female: "女"}[number.Sex()], nil
}

// unitOf is the name of the unit a post belongs to.
func (x *deed) unitOf(post string) (string, error) {
	for _, p := range x.posts {
		if p.ID == post {
			unit, err := x.tx.Unit(x.ctx, p.Unit, day(x.today))
			return "单位" + unit.Name, err
		}
	}
	return "", nil
}
