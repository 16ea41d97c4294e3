package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// draft draws up the contract of everybody hired: dates by the rules, counted from the first working
// day after the decision unless the decision names another.
func (x *deed) draft(people []store.Application) error {
	k := x.reg.Contract
	if k == nil || !k.Term.Known() {
		return silence("contract.term")
	}
	if !k.Probation.Known() {
		return silence("contract.probation")
	}
	start, err := x.start()
	if err != nil {
		return err
	}
	end := after(start, k.Term.V).AddDays(-1)
	for _, a := range people {
		c := store.Contract{ID: store.NewID(), Application: a.ID, Post: a.Post, From: day(start), Facts: map[string]any{"kind": x.contractKind(a)}}
		last := day(end)
		c.To = &last
		if until := after(start, k.Probation.V).AddDays(-1); !until.Before(start) {
			trial := day(until)
			c.ProbationTo = &trial
		}
		if err := x.tx.AddContract(x.ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// start is the first day of the contracts.
func (x *deed) start() (calendar.Date, error) {
	if x.body.Start != "" {
		start, err := calendar.ParseDate(x.body.Start)
		if err == nil && start.Before(x.acted()) {
			err = fault.New("value.wrong", "field", "start", "why", "不能早于决定之日 not before the decision")
		}
		return start, err
	}
	working, err := x.tx.Working(x.ctx)
	if err != nil {
		return calendar.Date{}, err
	}
	return working.WorkingDayFrom(x.acted().AddDays(1))
}

// after is the day a period leads to.
func after(from calendar.Date, p regulation.Period) calendar.Date {
	return from.AddMonths(p.Months + 12*p.Years).AddDays(p.Days)
}

// contractKind is the kind of contract of a post's class.
func (c *contest) contractKind(a store.Application) string {
	k := c.reg.Contract
	for _, p := range c.posts {
		if p.ID == a.Post && k.ByClass[p.Class].Known() {
			return k.ByClass[p.Class].V
		}
	}
	return k.Kind.V
}

// kinds of contract in Chinese.
var kindNames = map[string]string{"labour": "劳动合同", "agreement": "聘用协议", "service": "服务协议", "dispatch": "劳务派遣合同",
	"public_welfare": "公益性岗位协议"}

// contractText is the text both sides sign. It follows from the record, so that it reads the same
// whenever it is asked for; its digest is what a signature names.
func (c *contest) contractText(k store.Contract, a store.Application, employer, name string) (text, digest string) {
	kind, _ := k.Facts["kind"].(string)
	title := kindNames[kind]
	if title == "" {
		title = "聘用合同"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n甲方：%s\n乙方：%s\n", title, employer, name)
	for _, p := range c.posts {
		if p.ID == k.Post {
			fmt.Fprintf(&b, "岗位：%s（%s）\n", p.Name, p.Code)
		}
	}
	fmt.Fprintf(&b, "期限：%s", date(&k.From))
	if k.To != nil {
		fmt.Fprintf(&b, "至%s", date(k.To))
	}
	if k.ProbationTo != nil {
		fmt.Fprintf(&b, "，其中试用期至%s", date(k.ProbationTo))
	}
	fmt.Fprintf(&b, "\n依据：%s（第%d版）及本批次的裁定。准考证号%s。\n", c.reg.Title, c.cycle.RegulationVersion, a.Ticket)
	text = b.String()
	sum := sha256.Sum256([]byte(text))
	return text, hex.EncodeToString(sum[:])
}

func date(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.Format(time.DateOnly)
}

// sign keeps one side's signature under exactly the text it was shown.
func (x *deed) sign(county bool) error {
	k, err := x.tx.ContractOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	_, digest, err := x.paper(k, *x.app)
	if err != nil {
		return err
	}
	if x.body.Digest == "" {
		return fault.New("value.missing", "field", "digest")
	}
	if x.body.Digest != digest {
		return fault.New("recruitment.contract.other")
	}
	return x.tx.SignContract(x.ctx, k.ID, county, day(x.acted()), digest)
}

// paper is the text of an application's contract with its digest.
func (c *contest) paper(k store.Contract, a store.Application) (text, digest string, err error) {
	p, err := personalOf(a)
	if err != nil {
		return "", "", err
	}
	text, digest = c.contractText(k, a, c.tx.Here().Name+"残疾人联合会", p.Name)
	return text, digest, nil
}

func (x *deed) signPerson() error { return x.sign(false) }
func (x *deed) signCounty() error { return x.sign(true) }
