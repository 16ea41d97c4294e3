package record

import (
	"context"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
	"jinchu/policy/retention"
)

// RetentionKind is the kind of object that policy lines speak of when records are destroyed.
const RetentionKind = "retention"

// ClassView is a class of records with the county's ruling, and what of it has expired.
type ClassView struct {
	retention.Class
	Ruled    *int           `json:"ruled" nullable:"true" doc:"years the county ruled for; null: nothing of the class is ever destroyed"`
	Approval string         `json:"approval,omitempty" doc:"文号 of the archives authority's consent"`
	Expired  map[string]int `json:"expired" doc:"how many, by what they are"`
}

// RetentionRuling is how long a county keeps a class.
type RetentionRuling struct {
	Class    string `json:"class" minLength:"1" maxLength:"40"`
	Years    int    `json:"years" minimum:"0" maximum:"200" doc:"not below at_least"`
	Approval string `json:"approval" minLength:"1" maxLength:"200" doc:"同级档案主管部门同意的文号"`
}

// RunView is a destruction, proposed or done.
type RunView struct {
	No        int64          `json:"no"`
	Proposed  string         `json:"proposed" doc:"business date"`
	By        string         `json:"by" doc:"person ID"`
	Confirmed string         `json:"confirmed,omitempty" doc:"business date; empty while it waits for a second person"`
	Confirmer string         `json:"confirmed_by,omitempty" doc:"person ID"`
	Count     int64          `json:"count"`
	Digest    string         `json:"digest" doc:"over the list"`
	Items     []RunItem      `json:"items,omitempty"`
	ByClass   map[string]int `json:"by_class,omitempty"`
}

// RunItem is one thing on the list: which, never what stands in it.
type RunItem struct {
	Class string `json:"class"`
	What  string `json:"what"`
	Case  string `json:"case"`
	ID    string `json:"id"`
	No    int64  `json:"no,omitempty" doc:"entry of the audit"`
	Since string `json:"since" doc:"the day from which its years were counted"`
}

// mayRetain asks the policy in the county.
func (d *Desk) mayRetain(ctx context.Context, tx store.Tx, a Actor, act string) (policy.Decision, calendar.Date, error) {
	by, err := d.allowed(ctx, tx, asking{Actor: a}, RetentionKind, act, tx.Here().County, "")
	if err != nil {
		return by, calendar.Date{}, err
	}
	today, err := tx.Today(ctx)
	return by, today, err
}

// Retention lists the classes with what has expired. Fault: forbidden.
func (d *Desk) Retention(ctx context.Context, tx store.Tx, a Actor) ([]ClassView, error) {
	_, today, err := d.mayRetain(ctx, tx, a, "run")
	if err != nil {
		return nil, err
	}
	all, _, err := due(ctx, tx, today.Start())
	return all, err
}

// RuleRetention keeps how long the county keeps a class, and who said so. Faults: forbidden, retention.class,
// retention.short.
func (d *Desk) RuleRetention(ctx context.Context, tx store.Tx, a Actor, r RetentionRuling) error {
	by, today, err := d.mayRetain(ctx, tx, a, "rule")
	if err != nil {
		return err
	}
	class, err := retention.Of(r.Class)
	if err != nil {
		return err
	}
	if err := class.Permits(r.Years); err != nil {
		return err
	}
	err = tx.RuleRetention(ctx, store.RetentionRule{Class: r.Class, Years: r.Years, Approval: r.Approval, By: a.Mark(), Role: string(by.Role), Ruled: today.Start()})
	if err != nil {
		return err
	}
	return tx.Note(ctx, "rule_retention", a.Mark(), string(by.Role), r)
}

// due finds what has expired, class by class.
func due(ctx context.Context, tx store.Tx, today time.Time) (all []ClassView, items []store.Expired, err error) {
	ruled := map[string]store.RetentionRule{}
	rules, err := tx.RetentionRules(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rules {
		ruled[r.Class] = r
	}
	for _, class := range retention.Classes() {
		v := ClassView{Class: class, Expired: map[string]int{}}
		if r, is := ruled[class.Code]; is {
			v.Ruled, v.Approval = &r.Years, r.Approval
			found, err := expired(ctx, tx, class, r.Years, ruled, today)
			if err != nil {
				return nil, nil, err
			}
			for _, one := range found {
				v.Expired[one.What]++
			}
			items = append(items, found...)
		}
		all = append(all, v)
	}
	return all, items, nil
}

// expired finds what has expired of one class: what is kept of an application's person stays as long as the
// text of the contract, which is written from it.
func expired(ctx context.Context, tx store.Tx, class retention.Class, years int, ruled map[string]store.RetentionRule, today time.Time) ([]store.Expired, error) {
	var all []store.Expired
	for _, kind := range []string{CycleKind, ApplicationKind} {
		e := store.Expiry{Class: class.Code, Kind: kind, Events: class.Events(kind), Contracts: class.From == retention.ContractOver,
			Years: years, Finals: tables[kind].Finals, Roots: tables[CycleKind].Finals, Today: today}
		for _, table := range rowsOf[kind] {
			if class.HoldsTable(table) {
				e.Tables = append(e.Tables, table)
			}
		}
		if contracts, is := ruled["contract"]; is {
			e.Contract = &contracts.Years
		}
		found, err := tx.Expired(ctx, e)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// rowsOf are the tables whose rows belong to a kind of case.
var rowsOf = map[string][]string{CycleKind: {"objection", "upload", "service", "no_statement", "paper", "recusal"},
	ApplicationKind: {"application", "accommodation", "upload", "service", "no_statement", "paper", "recusal"}}

// ProposeRun puts everything that has expired on a list for a second person to confirm. Nothing is destroyed.
//
// Faults: forbidden, retention.nothing.
func (d *Desk) ProposeRun(ctx context.Context, tx store.Tx, a Actor) (v RunView, err error) {
	by, today, err := d.mayRetain(ctx, tx, a, "run")
	if err != nil {
		return v, err
	}
	_, items, err := due(ctx, tx, today.Start())
	if err != nil {
		return v, err
	}
	if len(items) == 0 {
		return v, fault.New("retention.nothing")
	}
	no, err := tx.ProposeRun(ctx, a.Mark(), string(by.Role), today.Start(), items)
	if err != nil {
		return v, err
	}
	if v, err = run(ctx, tx, no); err != nil {
		return v, err
	}
	return v, tx.Note(ctx, "propose_destruction", a.Mark(), string(by.Role), v.noted())
}

// noted is what the county's chain keeps of a run; its list stands in the record.
func (v RunView) noted() map[string]any {
	return map[string]any{"run": v.No, "count": v.Count, "digest": v.Digest, "by_class": v.ByClass}
}

// Run shows a run with its list. Faults: forbidden, unknown.
func (d *Desk) Run(ctx context.Context, tx store.Tx, a Actor, no int64) (RunView, error) {
	if _, _, err := d.mayRetain(ctx, tx, a, "run"); err != nil {
		return RunView{}, err
	}
	return run(ctx, tx, no)
}

// Runs lists all runs, without their lists. Fault: forbidden.
func (d *Desk) Runs(ctx context.Context, tx store.Tx, a Actor) (all []RunView, err error) {
	if _, _, err := d.mayRetain(ctx, tx, a, "run"); err != nil {
		return nil, err
	}
	rows, err := tx.RetentionRuns(ctx, 0)
	for _, r := range rows {
		all = append(all, runView(r))
	}
	return all, err
}

// ConfirmRun destroys what a run lists, on the word of a second person: what entries rested on with its salt,
// sealed rows, and files. Digests and chains stay, and the county's chain notes the run.
//
// Faults: forbidden, unknown, retention.same, retention.over, retention.changed.
func (d *Desk) ConfirmRun(ctx context.Context, tx store.Tx, a Actor, no int64) (v RunView, err error) {
	by, today, err := d.mayRetain(ctx, tx, a, "run")
	if err != nil {
		return v, err
	}
	if _, err := run(ctx, tx, no); err != nil {
		return v, err
	}
	if _, err := tx.DestroyExpired(ctx, no, a.Mark(), string(by.Role), today.Start()); err != nil {
		return v, err
	}
	if v, err = run(ctx, tx, no); err != nil {
		return v, err
	}
	return v, tx.Note(ctx, "destroy_expired", a.Mark(), string(by.Role), v.noted())
}

func run(ctx context.Context, tx store.Tx, no int64) (v RunView, err error) {
	rows, err := tx.RetentionRuns(ctx, no)
	if err != nil {
		return v, err
	}
	if len(rows) == 0 || no <= 0 {
		return v, fault.New("unknown", "what", "run")
	}
	v = runView(rows[0])
	items, err := tx.RetentionItems(ctx, no)
	v.ByClass = map[string]int{}
	for _, i := range items {
		v.ByClass[i.Class]++
		v.Items = append(v.Items, RunItem{i.Class, i.What, i.Case, i.ID, i.No, date(&i.Since)})
	}
	return v, err
}

func runView(r store.RetentionRun) RunView {
	return RunView{No: r.No, Proposed: date(&r.Proposed), By: r.By, Confirmed: date(r.Confirmed), Confirmer: r.Confirmer, Count: r.Items,
		Digest: dossier.Hex(r.Digest).String()}
}
