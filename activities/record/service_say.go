package record

import (
	"context"
	"encoding/json"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// Consenting is somebody's consent to electronic service, or its withdrawal.
type Consenting struct {
	Given   bool   `json:"given" doc:"true 同意；false 撤回同意"`
	Day     string `json:"day,omitempty" doc:"在柜台书面同意的日期，YYYY-MM-DD；不填为今天"`
	Channel string `json:"channel" enum:"receipt_page" doc:"电子送达的途径：凭回执打开的页面"`
}

// Consent keeps it. It reaches forward only: what was served before is as it was.
//
// Faults: unknown, forbidden, service.day.
func (d *Desk) Consent(ctx context.Context, tx store.Tx, a Actor, id string, in Consenting) error {
	v, err := d.deliver(ctx, tx, a, id, "consent")
	if err != nil {
		return err
	}
	on := v.today
	if in.Day != "" {
		if on, err = calendar.ParseDate(in.Day); err != nil {
			return fault.Of(err).At("day")
		}
	}
	if first := calendar.DateOf(v.at.Created); on.After(v.today) || on.Before(first) {
		return fault.New("service.day", "from", first, "to", v.today).At("day")
	}
	c := store.Consent{Case: id, Given: in.Given, Day: day(on), Channel: in.Channel, By: a.Mark(), Role: string(v.by.Role)}
	if err := tx.AddConsent(ctx, c); err != nil {
		return err
	}
	return v.append(consentEvent, keptOf(store.Command{Act: consentEvent, Role: c.Role}, v.by, map[string]any{"consent": in}))
}

// NoStatement records that the person made no statement on a document: a named person says so, after the
// time that began with service is over. It decides nothing; a decision may refer to it.
//
// Faults: unknown, forbidden, service.stated, service.unserved, recruitment.supplement.runs.
func (d *Desk) NoStatement(ctx context.Context, tx store.Tx, a Actor, id, note string) error {
	v, err := d.deliver(ctx, tx, a, id, silenceEvent)
	if err != nil {
		return err
	}
	made := lastStep(v.steps, "return")
	said, err := tx.NoStatements(ctx, id)
	if err != nil {
		return err
	}
	if made.Seq == 0 || v.at.State != recruitment.Returned || slices.Contains(said, made.Seq) {
		return fault.New("service.stated")
	}
	if unserved(v.at.State, v.steps, v.tries).Seq != 0 {
		return fault.New("service.unserved", "document", documentName("return"))
	}
	if err := v.over(made.Seq); err != nil {
		return err
	}
	row := store.NoStatement{Case: id, Step: made.Seq, By: a.Mark(), Role: string(v.by.Role), Note: note}
	if err := tx.AddNoStatement(ctx, row); err != nil {
		return err
	}
	return v.append(silenceEvent, keptOf(store.Command{Act: silenceEvent, Role: row.Role}, v.by, map[string]any{"step": made.Seq, "note": note}))
}

// over refuses while the time runs: while its deadline is open, and where the rules give no time, on the day
// of service itself.
func (v *delivery) over(step int64) error {
	running, err := v.tx.DeadlinesBelow(v.ctx, v.cycle.ID)
	if err != nil {
		return err
	}
	on, served := servedOn(v.tries, step)
	if slices.Contains(running[v.at.ID], supplementName) || served && on >= v.today.String() {
		return fault.New("recruitment.supplement.runs")
	}
	return nil
}

// ServiceView is a document served, or a try, as those who may read of it see it. How the person was told
// and who witnessed is for those who compare papers, and for the person.
type ServiceView struct {
	ID       string   `json:"id"`
	Step     int64    `json:"step"`
	Document string   `json:"document"`
	Label    string   `json:"label"`
	Way      string   `json:"way"`
	Day      string   `json:"day"`
	Served   string   `json:"served,omitempty" doc:"视为送达之日；没有送达成的为空"`
	Failed   bool     `json:"failed"`
	Scan     string   `json:"scan,omitempty"`
	Role     string   `json:"role"`
	Recorded string   `json:"recorded" doc:"登记之日"`
	Detail   *Serving `json:"detail,omitempty" doc:"见证人、签收人、告知方式：只给核对证件的人和本人看"`
}

// Services lists what was served of an application, and what was tried. Faults: unknown, forbidden.
func (d *Desk) Services(ctx context.Context, a Actor, id string) (all []ServiceView, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, err := tx.Case(ctx, id)
		if err != nil {
			return err
		}
		rows, err := tx.ServicesOf(ctx, id)
		if err == nil {
			all, err = d.serviceViews(ctx, tx, a, at, rows...)
		}
		return err
	})
	return all, err
}

// Service shows one. Faults: unknown, forbidden.
func (d *Desk) Service(ctx context.Context, a Actor, id string) (v ServiceView, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		row, err := tx.Service(ctx, id)
		if err != nil {
			return err
		}
		at, err := tx.Case(ctx, row.Case)
		if err != nil {
			return err
		}
		all, err := d.serviceViews(ctx, tx, a, at, row)
		if err == nil {
			v = all[0]
		}
		return err
	})
	return v, err
}

func (d *Desk) serviceViews(ctx context.Context, tx store.Tx, a Actor, at store.CaseFile, rows ...store.Service) ([]ServiceView, error) {
	if at.Kind != ApplicationKind {
		return nil, fault.New("unknown", "what", ApplicationKind)
	}
	if _, err := d.allowed(ctx, tx, asking{Actor: a}, ServiceKind, "read", at.Unit, at.ID); err != nil {
		return nil, err
	}
	reads := (&contest{ctx: ctx, tx: tx, desk: d}).mayDo(a, at, "read_identity")
	all := make([]ServiceView, 0, len(rows))
	for _, s := range rows {
		v := ServiceView{ID: s.ID, Step: s.Step, Document: s.Document, Label: documentName(s.Document), Way: s.Way, Day: civil(s.Day).String(),
			Served: date(s.Served), Failed: s.Served == nil, Role: s.Role, Recorded: calendar.DateOf(s.At).String()}
		if reads {
			v.Scan, v.Detail = s.Scan, &Serving{}
			if err := json.Unmarshal(s.Detail, v.Detail); err != nil {
				return nil, fault.New("internal").Because(err)
			}
		}
		all = append(all, v)
	}
	return all, nil
}
