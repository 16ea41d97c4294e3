package record

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/service"
)

// ServiceKind is what the policy calls serving a document and what belongs to it.
const ServiceKind = "service"

// Serving is a document served on an applicant, or a try that failed, as somebody reports it.
type Serving struct {
	Step      int64    `json:"step" minimum:"1" doc:"哪一步的文书：serve[].step · the step that made the document"`
	Way       string   `json:"way" enum:"handed_over,refused_before_witnesses,adult_family,registered_mail,electronic,public_notice" doc:"送达方式"`
	Day       string   `json:"day" doc:"交付、留置、签收、到达或者发出公告之日，YYYY-MM-DD"`
	Failed    bool     `json:"failed,omitempty" doc:"没有送达成；须写明原因"`
	Reason    string   `json:"reason,omitempty" maxLength:"500" doc:"没有送达成的原因"`
	Witnesses []string `json:"witnesses,omitempty" maxItems:"5" doc:"留置送达：两名见证人"`
	Family    string   `json:"family,omitempty" maxLength:"100" doc:"同住成年家属的姓名"`
	Relation  string   `json:"relation,omitempty" maxLength:"40" doc:"与受送达人的关系"`
	Tracking  string   `json:"tracking,omitempty" maxLength:"60" doc:"邮件号码"`
	Place     string   `json:"place,omitempty" maxLength:"200" doc:"公告刊登于何处"`
	Scan      string   `json:"scan,omitempty" maxLength:"64" doc:"送达回证扫描件"`
	Told      *Told    `json:"told,omitempty" doc:"怎样使本人知悉：每次送达都须写明"`
}

// Told is how somebody was told in their own way, beside the paper.
type Told struct {
	Also   bool   `json:"also" doc:"是否另以本人能够理解的方式告知"`
	Way    string `json:"way,omitempty" maxLength:"100" doc:"手语、朗读、大字、易读等"`
	Helper string `json:"helper,omitempty" maxLength:"100" doc:"协助人姓名"`
}

// record is it in the words of the rules.
func (s Serving) record() (service.Record, error) {
	day, err := calendar.ParseDate(s.Day)
	if err != nil {
		return service.Record{}, fault.Of(err).At("day")
	}
	r := service.Record{Way: service.Way(s.Way), Day: day, Failed: s.Failed, Reason: s.Reason, Witnesses: s.Witnesses, Family: s.Family,
		Relation: s.Relation, Tracking: s.Tracking, Place: s.Place}
	if s.Told != nil {
		r.Told = &service.Told{Also: s.Told.Also, Way: s.Told.Way, Helper: s.Told.Helper}
	}
	return r, nil
}

// Served is what recording a service came to.
type Served struct {
	ID     string `json:"id"`
	Served string `json:"served,omitempty" doc:"视为送达之日；没有送达成的为空"`
	Ends   string `json:"ends,omitempty" doc:"由此起算的期限的最后一日"`
}

// delivery is one application as something is served on its person.
type delivery struct {
	*contest
	at    store.CaseFile
	app   store.Application
	actor Actor
	by    policy.Decision
	audit []store.Audited
	steps []store.Step
	tries []store.Service
}

// deliver locks an application's case and reads what serving stands on. Faults: unknown, forbidden.
func (d *Desk) deliver(ctx context.Context, tx store.Tx, a Actor, id, act string) (v *delivery, err error) {
	v = &delivery{actor: a}
	if v.at, err = tx.LockCase(ctx, id); err != nil {
		return nil, err
	}
	if v.at.Kind != ApplicationKind {
		return nil, fault.New("unknown", "what", ApplicationKind)
	}
	if v.by, err = d.allowed(ctx, tx, asking{Actor: a}, ServiceKind, act, v.at.Unit, id); err != nil {
		return nil, err
	}
	cycle, err := cycleOf(ctx, tx, v.at)
	if err != nil {
		return nil, err
	}
	if v.contest, err = d.open(ctx, tx, cycle); err != nil {
		return nil, err
	}
	return v, v.read()
}

func (v *delivery) read() (err error) {
	if v.app, err = v.tx.Application(v.ctx, v.at.ID); err != nil {
		return err
	}
	if v.audit, err = v.tx.AuditOf(v.ctx, v.at.ID); err != nil {
		return err
	}
	if v.steps, err = v.tx.StepsSince(v.ctx, v.at.ID, 0); err != nil {
		return err
	}
	v.tries, err = v.tx.ServicesOf(v.ctx, v.at.ID)
	return err
}

// Serve records that a document was served on an applicant, or a try. A period that the document gives
// starts now, counted from the day of service.
//
// Faults: unknown, forbidden, service.document, service.already, and those of service.Check.
func (d *Desk) Serve(ctx context.Context, tx store.Tx, a Actor, id string, in Serving) (Served, error) {
	v, err := d.deliver(ctx, tx, a, id, "record")
	if err != nil {
		return Served{}, err
	}
	return v.serve(in)
}

// Accept is an applicant opening a document on the page of their receipt: electronic service, by their own
// hand. Looking at the page never is: a page may be loaded without anybody reading it, and what starts a
// period must have been noticed.
func (d *Desk) Accept(ctx context.Context, tx store.Tx, a Actor, id string, step int64, told *Told) (Served, error) {
	v, err := d.deliver(ctx, tx, a, id, "accept")
	if err != nil {
		return Served{}, err
	}
	if told == nil {
		told = &Told{}
	}
	return v.serve(Serving{Step: step, Way: string(service.Electronic), Day: v.today.String(), Told: told})
}

func (v *delivery) serve(in Serving) (Served, error) {
	document, made, err := v.document(in.Step)
	if err != nil {
		return Served{}, err
	}
	r, err := in.record()
	if err != nil {
		return Served{}, err
	}
	facts, err := v.serviceFacts(in.Step, made)
	if err != nil {
		return Served{}, err
	}
	if err := service.Check(r, facts); err != nil {
		return Served{}, err
	}
	if err := v.scanned(in.Scan); err != nil {
		return Served{}, err
	}
	detail, err := json.Marshal(in)
	if err != nil {
		return Served{}, fault.New("internal").Because(err)
	}
	row := store.Service{ID: store.NewID(), Case: v.at.ID, Step: in.Step, Document: document, Addressee: Actor{Application: v.at.ID}.Mark(),
		Way: in.Way, Day: day(r.Day), Scan: in.Scan, By: v.actor.Mark(), Role: string(v.by.Role), Detail: detail}
	if in.Failed {
		return Served{ID: row.ID}, v.keep(row, in)
	}
	return v.start(row, r, in)
}

// document finds what a step made for the applicant: what somebody on the other side decided. The fault
// service.already says that it was served before.
func (v *delivery) document(step int64) (event string, made calendar.Date, err error) {
	i := slices.IndexFunc(v.audit, func(e store.Audited) bool { return e.Seq == step && v.made(e) })
	if i < 0 {
		return "", made, fault.New("service.document", "step", step).At("step")
	}
	if day, served := servedOn(v.tries, step); served {
		return "", made, fault.New("service.already", "day", day)
	}
	return v.audit[i].Event, calendar.DateOf(v.audit[i].BusinessAt), nil
}

// made tells whether an entry is a step of somebody on the other side.
func (v *delivery) made(e store.Audited) bool {
	return !outside(e.Role) && slices.ContainsFunc(v.steps, func(s store.Step) bool { return s.Seq == e.Seq && s.Event == e.Event }) &&
		!slices.Contains([]string{serveEvent, strikeEvent}, e.Event)
}

// serviceFacts are what the rules of service must know of the document and of the person.
func (v *delivery) serviceFacts(step int64, made calendar.Date) (f service.Facts, err error) {
	f = service.Facts{Today: v.today, Made: made}
	for _, s := range v.tries {
		if s.Step == step && s.Served == nil {
			f.Failed = append(f.Failed, service.Way(s.Way))
		}
	}
	consent, err := v.tx.ConsentOf(v.ctx, v.at.ID)
	if err != nil {
		return f, err
	}
	if consent != nil {
		f.Consented = civil(consent.Day)
	}
	f.OwnWay, err = ownWay(v.tx, v.app)
	return f, err
}

// ownWay reads the category off the certificate; nothing of it is kept beside the service.
func ownWay(tx store.Tx, a store.Application) (bool, error) {
	p, err := personalOf(a)
	if err != nil || p.Certificate == "" {
		return false, err
	}
	c, err := identity.ParseDisabilityCertificate(p.Certificate, realm(tx))
	return err == nil && service.OwnWay(c.Category()), nil // a number no longer good says nothing of its holder
}

// scanned wants a scan to be there and to belong to this case.
func (v *delivery) scanned(id string) error {
	if id == "" {
		return nil
	}
	return scanOf(v.ctx, v.tx, id, v.at.ID, v.actor.Mark())
}

// start keeps a service and opens the period that the document gives.
func (v *delivery) start(row store.Service, r service.Record, in Serving) (Served, error) {
	working, err := v.tx.Working(v.ctx)
	if err != nil {
		return Served{}, err
	}
	served, err := service.Served(r.Way, r.Day, working)
	if err != nil {
		return Served{}, err
	}
	at := day(served)
	row.Served = &at
	due, err := v.period(row, served)
	if err != nil {
		return Served{}, err
	}
	out := Served{ID: row.ID, Served: served.String()}
	if due == nil {
		return out, v.keep(row, in)
	}
	out.Ends = v.counts[len(v.counts)-1].Last.String()
	if err := v.tx.AddService(v.ctx, row); err != nil {
		return out, err
	}
	err = v.tx.Move(v.ctx, []store.Move{{Case: v.at.ID, Event: serveEvent, State: v.at.State, Stage: v.at.Stage, Opens: []store.Due{*due},
		Actor: row.By, Role: row.Role, Record: v.kept(row, in)}})
	if err != nil {
		return out, err
	}
	if err := v.tx.CloseTasks(v.ctx, v.at.ID, serveTask); err != nil {
		return out, err
	}
	return out, v.tx.Post(v.ctx, v.at.ID, store.Message{Kind: MovedMessage})
}

// period is what a document gives time for, counted from the day of service; nil where nothing waits for it
// any more, or the rules give none.
func (v *delivery) period(row store.Service, served calendar.Date) (*store.Due, error) {
	stage := v.stage(regulation.StageReview)
	if row.Document != "return" || v.at.State != recruitment.Returned || row.Step != lastStep(v.steps, "return").Seq ||
		stage == nil || stage.Review == nil || !stage.Review.Supplement.Known() {
		return nil, nil //nolint:nilnil // no period is an answer
	}
	running, err := v.tx.DeadlinesBelow(v.ctx, v.cycle.ID)
	if err != nil || slices.Contains(running[v.at.ID], supplementName) {
		return nil, err // one that began when its papers were returned, before service counted, keeps its date
	}
	due, err := v.dueFrom(served, supplementName, stage.Review.Supplement)
	return &due, err
}

// keep writes a service that moves nothing: in the chain of the case, without a step.
func (v *delivery) keep(row store.Service, in Serving) error {
	if err := v.tx.AddService(v.ctx, row); err != nil {
		return err
	}
	if row.Served != nil && row.Step == unserved(v.at.State, v.steps, v.tries).Seq {
		if err := v.tx.CloseTasks(v.ctx, v.at.ID, serveTask); err != nil {
			return err
		}
	}
	event := serveEvent
	if row.Served == nil {
		event = tryEvent
	}
	return v.append(event, v.kept(row, in))
}

// append adds an entry to the chain of the case, at the step where it stands.
func (v *delivery) append(event string, what any) error {
	return v.tx.Append(v.ctx, store.Entry{Case: v.at.ID, Seq: v.at.Seq, Event: event, Actor: v.actor.Mark(), Role: string(v.by.Role),
		BusinessAt: v.now, Payload: what})
}

// kept is what is sealed of it.
func (v *delivery) kept(row store.Service, in Serving) kept {
	k := keptOf(store.Command{Act: serveEvent, Role: row.Role}, v.by, map[string]any{"service": serviceKept{row.ID, row.Step, row.Document,
		row.Way, civil(row.Day).String(), date(row.Served), in.Failed}, "detail": in})
	k.Counted = v.counts
	return k
}

// serviceKept is what why shows of a service.
type serviceKept struct {
	ID       string `json:"id"`
	Step     int64  `json:"step"`
	Document string `json:"document"`
	Way      string `json:"way"`
	Day      string `json:"day"`
	Served   string `json:"served"`
	Failed   bool   `json:"failed"`
}

func civil(at time.Time) calendar.Date { return calendar.NewDate(at.Date()) }
