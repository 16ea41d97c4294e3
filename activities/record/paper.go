package record

import (
	"context"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// PaperBody says that an act was done on signed paper and is entered by a clerk. Who signed needs the right
// to the act, on the date of the paper; the clerk needs the right to enter papers.
type PaperBody struct {
	Signer string `json:"signer" minLength:"1" maxLength:"64" doc:"签字人：工作人员编号；报考人本人写 applicant"`
	Date   string `json:"date" doc:"纸面日期，YYYY-MM-DD；法律效力从这天起算"`
	Scan   string `json:"scan" minLength:"1" maxLength:"64" doc:"原件扫描件"`
}

// EnterPaperAct is the right of a clerk to enter what others signed on paper.
const EnterPaperAct = "enter_paper"

// Entries of the audit about papers.
const (
	contestEvent = "contest_paper"
	standEvent   = "stand_by_paper"
	settleEvent  = "settle_paper"
	strikeEvent  = "strike_paper"
	rightEvent   = "put_right"
)

// PaperMessage tells a signer that something was entered in their name.
const PaperMessage = "paper-entered"

// paperEntry is what an act is entered from.
type paperEntry struct {
	clerk   string // mark
	by      policy.Decision
	signer  Actor
	signed  calendar.Date
	scan    string
	applied bool // by the applicant
}

// signerOf is whom a paper names.
func signerOf(kind, id, signer string) (Actor, bool) {
	if signer == applicantRole {
		return Actor{Application: id}, kind == ApplicationKind
	}
	return Actor{Person: signer}, !strings.Contains(signer, ":")
}

// fromPaper reads what the act is entered from, and puts the signer in the place of the clerk: from here on
// the act is the signer's.
func (x *deed) fromPaper() error {
	in := x.body.Paper
	if in == nil {
		return nil
	}
	from, err := x.stoodSince()
	if err != nil {
		return err
	}
	p, err := x.desk.entry(x.ctx, x.tx, x.cmd.Actor, *in, x.at, from, x.today)
	if err != nil {
		return err
	}
	x.sheet, x.cmd.Actor = p, p.signer.Mark()
	return nil
}

// entry checks what a clerk enters from paper: the right of the clerk, who signed, a date in a span of days,
// a scan of the case.
func (d *Desk) entry(ctx context.Context, tx store.Tx, clerk string, in PaperBody, at store.CaseFile, from, to calendar.Date) (*paperEntry, error) {
	by, err := d.allowed(ctx, tx, asking{Actor: Actor{Person: clerk}}, at.Kind, EnterPaperAct, at.Unit, at.ID)
	if err != nil {
		return nil, err
	}
	signer, known := signerOf(at.Kind, at.ID, in.Signer)
	if known && signer.Person != "" {
		known, err = tx.Known(ctx, signer.Person)
	}
	switch {
	case err != nil:
		return nil, err
	case !known:
		return nil, fault.New("paper.signer").At("paper.signer")
	case clerk == signer.Mark():
		return nil, fault.New("paper.clerk")
	}
	signed, err := calendar.ParseDate(in.Date)
	if err != nil {
		return nil, fault.Of(err).At("paper.date")
	}
	if signed.Before(from) || signed.After(to) {
		return nil, fault.New("paper.date", "from", orDash(from), "to", to).At("paper.date")
	}
	p := &paperEntry{clerk: clerk, by: by, signer: signer, signed: signed, scan: in.Scan, applied: signer.Person == ""}
	return p, scanOf(ctx, tx, in.Scan, at.ID, clerk)
}

func orDash(d calendar.Date) string {
	if d.IsZero() {
		return "—"
	}
	return d.String()
}

// stoodSince is the day on which the case came to where it stands: of what was entered from paper, that of the paper.
func (x *deed) stoodSince() (calendar.Date, error) {
	steps, err := x.tx.StepsSince(x.ctx, x.at.ID, 0)
	if err != nil {
		return calendar.Date{}, err
	}
	papers, err := x.tx.PapersOf(x.ctx, x.at.ID)
	from := calendar.DateOf(x.at.Created)
	for i, s := range steps {
		if i > 0 && s.State == steps[i-1].State && s.Stage == steps[i-1].Stage {
			continue
		}
		from = calendar.DateOf(s.At)
		if of := slices.IndexFunc(papers, func(p store.Paper) bool { return p.Seq == s.Seq && p.State != store.PaperStruck }); of >= 0 {
			from = calendar.NewDate(papers[of].Signed.Date())
		}
	}
	return from, err
}

// scanOf wants a scan to be there, whole, and of this case; one that the clerk uploaded before there was a case
// becomes the case's.
func scanOf(ctx context.Context, tx store.Tx, id, of, clerk string) error {
	u, err := tx.Upload(ctx, id)
	switch {
	case fault.CodeOf(err) == "unknown":
		return fault.New("paper.scan").At("scan")
	case err != nil:
		return err
	case u.Case == "" && u.By == clerk:
		return tx.AttachUpload(ctx, id, of)
	case u.Case != of:
		return fault.New("paper.scan").At("scan")
	}
	return nil
}

// lawful asks the policy about whoever acts; of a paper, about its signer as of its date.
func (x *deed) lawful() (policy.Decision, error) {
	if x.sheet == nil {
		return x.desk.allowed(x.ctx, x.tx, actorOf(x.cmd), x.at.Kind, x.cmd.Act, x.at.Unit, x.at.ID)
	}
	return x.desk.allowedOn(x.ctx, x.tx, asking{x.sheet.signer, x.cmd.Role}, x.at, x.cmd.Act, x.sheet.signed)
}

// allowedOn asks the policy about somebody's roles as they were on a date.
func (d *Desk) allowedOn(ctx context.Context, tx store.Tx, a asking, at store.CaseFile, act string, on calendar.Date) (policy.Decision, error) {
	held, err := d.held(ctx, tx, a)
	if a.Person != "" {
		held, err = tx.HoldsOn(ctx, a.Person, on)
		held = ofRole(held, a.role)
	}
	if err != nil {
		return policy.Decision{}, err
	}
	own := a.Person == "" && a.Application == at.ID
	return tx.PermitOn(ctx, policy.Request{Assignments: held, Unit: at.Unit, Kind: at.Kind, Act: act, Own: own}, on)
}

// allowedAny asks the policy about several acts any of which will do.
func (d *Desk) allowedAny(ctx context.Context, tx store.Tx, a asking, at store.CaseFile, acts []string, on calendar.Date) (by policy.Decision, err error) {
	for _, act := range acts {
		if by, err = d.allowedOn(ctx, tx, a, at, act, on); err == nil {
			return by, nil
		}
	}
	return by, err
}

// partsOf are the acts of the policy any of which lets somebody do an act where a case stands: of a word on a route
// those of taking part in it.
func partsOf(at store.CaseFile, act string) []string {
	if tables[at.Kind].Verb(at.State, act) {
		return parts
	}
	return []string{act}
}

// PaperRole chooses the role of an act that a clerk enters from paper: of those the signer held on its date,
// the first whose turn it is. The clerk's own right is asked first, so that the answer tells nobody else
// what somebody may.
//
// An act that opens a case names the unit it will belong to.
//
// Faults: unknown, forbidden, paper.signer.
func (d *Desk) PaperRole(ctx context.Context, clerk Actor, in PaperBody, kind, id, act, unit string) (held Held, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at := store.CaseFile{ID: id, Kind: kind, Unit: unit}
		if unit == "" {
			if at, err = tx.Case(ctx, id); err == nil && at.Kind != kind {
				err = fault.New("unknown", "what", kind)
			}
		}
		if err != nil {
			return err
		}
		if _, err := d.allowed(ctx, tx, asking{Actor: clerk}, kind, EnterPaperAct, at.Unit, id); err != nil {
			return err
		}
		held, err = d.signerRole(ctx, tx, in, at, act)
		return err
	})
	return held, err
}

func (d *Desk) signerRole(ctx context.Context, tx store.Tx, in PaperBody, at store.CaseFile, act string) (Held, error) {
	signer, known := signerOf(at.Kind, at.ID, in.Signer)
	on, err := calendar.ParseDate(in.Date)
	if err != nil {
		return Held{}, fault.Of(err).At("paper.date")
	}
	if !known {
		return Held{}, fault.New("paper.signer").At("paper.signer")
	}
	all, err := d.held(ctx, tx, asking{Actor: signer})
	if signer.Person != "" {
		all, err = tx.HoldsOn(ctx, signer.Person, on)
	}
	if err != nil {
		return Held{}, err
	}
	var able []Held
	for _, h := range all {
		if _, no := d.allowedAny(ctx, tx, asking{signer, string(h.Role)}, at, partsOf(at, act), on); no == nil {
			able = append(able, Held{Role: string(h.Role), Unit: h.Unit})
		}
	}
	if len(able) == 0 {
		return Held{}, fault.New("paper.unable", "date", on, "act", policy.ActName(at.Kind, act), "who", policy.Titles(d.lines().Who(at.Kind, act)...)).At("paper.signer")
	}
	if at.State == "" {
		return able[0], nil
	}
	return d.whoseTurn(ctx, tx, at, act, signer, able)
}

// joined tells whether the cycle was begun on paper and joins at its present stage: what is entered from paper then
// happened on the day of the paper, its notices and periods too.
func (c *contest) joined() (bool, error) {
	papers, err := c.tx.PapersOf(c.ctx, c.cycle.ID)
	return slices.ContainsFunc(papers, func(p store.Paper) bool { return p.Seq == 1 && p.State != store.PaperStruck }), err
}

// since is the day from which what an act begins runs: today, since it is the program that makes it public; where a
// cycle joins from paper, the day on which it was made public on paper.
func (x *deed) since() (calendar.Date, error) {
	if x.sheet == nil {
		return x.today, nil
	}
	joined, err := x.joined()
	if err != nil || !joined {
		return x.today, err
	}
	return x.sheet.signed, nil
}

// acted is the day whose law an act has: that of the paper, where there is one.
func (x *deed) acted() calendar.Date {
	if x.sheet != nil {
		return x.sheet.signed
	}
	return x.today
}

// weighty are acts on a cycle that decide about people for good, beside those that its table calls adverse.
var weighty = []string{approval.Agree, approval.Disagree, approval.ConfirmMinutes, "publish", "dispose", "confirm", "substitute", "decide_objection", "hire", "close", "cancel"}

// uncontested keeps out a clerk who must not take part, and refuses what is adverse or final while an entry
// that it rests on is contested. What the person does of their own is never refused by it.
func (x *deed) uncontested() error {
	if x.sheet != nil {
		done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
		if err != nil {
			return err
		}
		if no := x.another(x.at, x.cmd.Act, x.sheet.clerk, done); no != nil {
			return fault.New("paper.clerk").Because(no)
		}
	} else if outside(x.cmd.Role) {
		return nil
	}
	if !x.weighs() {
		return nil
	}
	contested, err := x.tx.PapersContested(x.ctx, x.cycle.ID)
	for _, p := range contested {
		if p.Case == x.at.ID || p.Case == x.cycle.ID || x.at.Kind == CycleKind {
			return fault.New("paper.contested", "step", p.Seq, "act", eventWord(p.Act))
		}
	}
	return err
}

// weighs tells whether an act is adverse or final.
func (x *deed) weighs() bool {
	if x.table.Adverse(x.at.State, x.cmd.Act) || x.at.Kind == CycleKind && slices.Contains(weighty, x.cmd.Act) {
		return true
	}
	to, err := x.table.Next(procedure.Place{State: x.at.State, Stage: x.at.Stage}, x.cmd.Act, x.states())
	return err == nil && x.table.Final(to.State)
}

// eventWord is what an act of either kind of case is called.
func eventWord(act string) string {
	if l := tables[ApplicationKind].LabelOf(act); l.Chinese != act {
		return l.Chinese
	}
	return tables[CycleKind].LabelOf(act).Chinese
}

// notStruck leaves out what was entered from paper and struck: it gives nobody the next turn.
func (c *contest) notStruck(at store.CaseFile, done []store.Doing) ([]store.Doing, error) {
	if !slices.ContainsFunc(done, func(d store.Doing) bool { return d.Event == settleEvent }) {
		return done, nil
	}
	papers, err := c.tx.PapersOf(c.ctx, at.ID)
	return slices.DeleteFunc(slices.Clone(done), func(d store.Doing) bool {
		return slices.ContainsFunc(papers, func(p store.Paper) bool {
			return p.State == store.PaperStruck && p.Seq == d.Seq && p.Act == d.Event
		})
	}), err
}

// enteredBy counts a clerk as somebody who did what they entered, for what must be another's.
func enteredBy(done []store.Doing) (all []store.Doing) {
	for _, clerk := range done {
		if clerk.Event != EnterPaperAct {
			continue
		}
		for _, d := range done {
			if d.Seq == clerk.Seq && d.Event != EnterPaperAct {
				d.Person = clerk.Person
				all = append(all, d)
			}
		}
	}
	return all
}
