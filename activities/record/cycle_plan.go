package record

import (
	"encoding/json"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// plain is an act that needs nothing but the right to do it.
func plain(*deed) error { return nil }

// approve ends the approval of a plan, once what the stage waits for from outside is there.
func (x *deed) approve() error { return x.awaited() }

// awaited refuses while a stage waits for something from outside.
func (x *deed) awaited() error {
	missing, err := x.awaits(x.at.Stage)
	if err == nil && len(missing) > 0 {
		err = fault.New("recruitment.awaits", "what", strings.Join(missing, "、"))
	}
	return err
}

// awaits lists the outside events that a step waits for and that have not come.
func (c *contest) awaits(stage int) ([]string, error) {
	var missing []string
	received, err := c.tx.ReceivedOf(c.ctx, c.cycle.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range c.at(stage) {
		if s.Await != "" && !slices.ContainsFunc(received, func(r store.Received) bool { return r.What == s.Await && r.Granted }) {
			missing = append(missing, s.Await)
		}
	}
	return missing, nil
}

// receive keeps what came from outside: an exam date, a paper, a review, a consent.
func (x *deed) receive() error {
	if strings.TrimSpace(x.body.What) == "" {
		return fault.New("value.missing", "field", "what")
	}
	granted := x.body.Granted == nil || *x.body.Granted
	x.about = x.body.What
	return x.tx.Receive(x.ctx, x.at.ID, store.Received{What: x.body.What, Reference: x.body.Reference, Granted: granted})
}

// rule records what holds where the text is silent, and who answers for a rule that stands against the law.
func (x *deed) rule() error {
	if len(x.body.Rulings)+len(x.body.Overrides) == 0 {
		return fault.New("value.missing", "field", "rulings")
	}
	rulers := map[string]string{}
	for _, o := range x.unsaid {
		rulers[o.Path] = o.Ruler
	}
	for _, r := range x.body.Rulings {
		if ruler := rulers[r.Path]; ruler != "" && ruler != x.cmd.Role {
			return fault.Of(notTheirs(x.cmd.Role, "裁定", []string{ruler})).At(r.Path)
		}
		value, err := json.Marshal(r.Value)
		if err != nil {
			return fault.New("internal").Because(err)
		}
		if err := x.keepRuling(store.RuledValue, r.Path, value, r.Reason); err != nil {
			return err
		}
	}
	if err := x.reread(); err != nil {
		return err
	}
	if err := x.override(); err != nil {
		return err
	}
	left := unoverridden(x.found, x.rulings)
	x.out.Answer = map[string]int{"open": len(x.unsaid), "unlawful": len(left)}
	return nil
}

func (x *deed) keepRuling(kind, place string, value json.RawMessage, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New("act.reason").At(place)
	}
	return x.tx.Rule(x.ctx, store.Ruling{Case: x.at.ID, Kind: kind, Place: place, Value: value, By: x.cmd.Actor, Role: x.cmd.Role,
		Reason: reason, Invented: x.tx.Here().Kind == store.Rehearsal})
}

// reread applies the new rulings: one that does not fit the text refuses them all, and so does one that
// would change the stages of a cycle under way.
func (x *deed) reread() (err error) {
	before := x.plan
	x.book, x.rulings, err = x.desk.bookOf(x.ctx, x.tx, x.cycle)
	if err == nil && x.at.State == recruitment.Awaiting && !slices.Equal(recruitment.StatesOf(before), recruitment.StatesOf(x.plan)) {
		err = fault.New("recruitment.ruling.plan")
	}
	return err
}

// override answers for findings of the lint, each by the role it names.
func (x *deed) override() error {
	for _, o := range x.body.Overrides {
		i := slices.IndexFunc(x.found, func(f language.Finding) bool { return f.Code == o.Code && f.Path == o.Path })
		if i < 0 {
			return fault.New("unknown", "what", "finding").At(o.Code + "@" + o.Path)
		}
		f := x.found[i]
		if f.MayOverride != x.cmd.Role {
			return fault.Of(notTheirs(x.cmd.Role, "对违法条款负责适用", []string{f.MayOverride})).At(o.Code + "@" + o.Path)
		}
		if err := x.keepRuling(store.RuledOverride, overridePlace(o.Code, o.Path), json.RawMessage(`true`), o.Reason); err != nil {
			return err
		}
	}
	if len(x.body.Overrides) == 0 {
		return nil
	}
	return x.reread()
}

// publishable lists why the notice may not go out yet.
func (c *contest) publishable() []error {
	all := append(c.misgiven(), c.unseatable()...)
	for _, o := range c.unsaid {
		all = append(all, fault.New("recruitment.open", "value", o.Chinese, "who", policy.Title(o.Ruler)).At(o.Path))
	}
	for _, f := range unoverridden(c.found, c.rulings) {
		who := "—"
		if f.MayOverride != "" {
			who = policy.Title(f.MayOverride)
		}
		all = append(all, fault.New("recruitment.unlawful", "law", f.Law+f.Article, "why", f.Chinese, "who", who).At(f.Code+"@"+f.Path))
	}
	return all
}

// publish makes the notice public: nothing may be open by now that could favour anybody later.
func (x *deed) publish() error {
	if open := x.publishable(); len(open) > 0 {
		return open[0]
	}
	if err := x.awaited(); err != nil {
		return err
	}
	shown, err := x.since()
	if err != nil {
		return err
	}
	due, err := x.window(shown)
	if err != nil {
		return err
	}
	facts := map[string]any{noticeFact: shown.String(), opensFact: shown.AddDays(1).String(),
		closesFact: calendar.DateOf(due.At.Add(-1)).String()}
	if due, err = x.timeToEnter(due, shown); err != nil {
		return err
	}
	x.out.Opens = []store.Due{due}
	if err := x.tx.SetCycleFacts(x.ctx, x.at.ID, facts); err != nil {
		return err
	}
	text := x.body.Text
	if text == "" {
		text = x.noticeText()
	}
	return x.notice("recruitment", text, &due.At)
}

// enterWithin is how long what was handed in on paper may still be entered in a cycle that joins when its time for
// applications is over or nearly so. It is the program's own and gives nobody more time to apply.
var enterWithin = regulation.Period{WorkingDays: 10}

// timeToEnter leaves a cycle that joins from paper open until its papers can be entered.
func (x *deed) timeToEnter(due store.Due, shown calendar.Date) (store.Due, error) {
	if shown == x.today {
		return due, nil
	}
	working, err := x.tx.Working(x.ctx)
	if err != nil {
		return due, err
	}
	end, err := working.Deadline(x.today, enterWithin.Calendar())
	if end.Ends.After(due.At) {
		due.At, due.Calendar = end.Ends, end.CalendarVersion
	}
	return due, err
}

// window is how long people may apply after the notice. Rules that leave it open are ruled on before it.
func (x *deed) window(shown calendar.Date) (store.Due, error) {
	stage := x.stage(regulation.StageRegistration)
	if stage == nil {
		stage = x.stage(regulation.StageNomination)
	}
	if stage == nil || stage.Registration == nil || !stage.Registration.Window.Known() {
		return store.Due{}, silence("registration.window")
	}
	return x.dueFrom(shown, registrationName, stage.Registration.Window)
}

// registrationName is the deadline that closes the registration.
const registrationName = "registration_closes"

// cancel ends the cycle and every application that is not over, each with the reason.
func (x *deed) cancel() error { return x.closeAll("批次取消：" + x.reason()) }

// closeAll ends applications that are not over.
func (x *deed) closeAll(reason string) error {
	apps, err := x.applications()
	if err != nil {
		return err
	}
	table, open := tables[ApplicationKind], []store.Application(nil)
	for _, a := range apps {
		if table.Allows(a.State, "close") {
			open = append(open, a)
		}
	}
	return x.moveAll("close", open, same(reason), nil)
}

// enter does what coming to a stage brings with it.
func (x *deed) enter(to procedure.Place) error {
	if to.State == recruitment.Publicising && to.Stage != x.at.Stage { // not back from a pause in it
		return x.enterPublicity()
	}
	if x.body.Days != 0 {
		return fault.New("recruitment.publicity.later")
	}
	return nil
}
