package record

import (
	"context"
	"slices"
	"strings"

	"jinchu/activities/store"
)

// handler is what an act does besides what every act does.
type handler func(*deed) error

// handlers by kind of case and act. What is decided for all at once (who is eliminated, ranked,
// proposed) has no handler of its own: it comes out of confirming the results.
var handlers = map[string]map[string]handler{
	CycleKind: {
		"submit": plain, "return": plain, "rule": (*deed).rule,
		"publish": (*deed).publish, "receive": (*deed).receive, "issue_tickets": (*deed).issueTickets,
		"dispose": (*deed).dispose, "lock_scores": (*deed).lockScores, "unlock_scores": plain, "confirm": (*deed).confirm,
		"substitute": (*deed).substitute, "object": (*deed).object, "decide_objection": (*deed).decideObjection,
		"conclude": (*deed).conclude, "close": (*deed).close, "cancel": (*deed).cancel,
		"recuse": (*deed).recuse, "name_helper": (*deed).nameHelper, "confirm_helper": (*deed).confirmHelper,
	},
	ApplicationKind: {
		"return": (*deed).returnPapers, "supplement": (*deed).supplement, "pass_on": (*deed).passOn, "qualify": (*deed).qualify, "establish": (*deed).establishLater,
		"refuse": (*deed).refuse, "revoke": plain, "appeal": (*deed).appeal, "grant": (*deed).grantAppeal, "uphold": plain,
		"request_accommodation": (*deed).request, "grant_accommodation": (*deed).grantRequest,
		"refuse_accommodation": (*deed).refuseRequest, "reinstate": (*deed).reinstate, "choose": (*deed).choose,
		"pass_medical": (*deed).checked, "fail_medical": (*deed).checked, "pass_background": (*deed).checked,
		"fail_background": (*deed).checked, "recheck": (*deed).recheck, "publicise": (*deed).publiciseOne,
		"hire": (*deed).hireOne, "sign": (*deed).signPerson, "endorse": plain, "countersign": (*deed).signCounty,
		"withdraw": plain, "waive": plain, "record_waiver": plain, "close": plain,
	},
}

func (x *deed) handler() (handler, bool) {
	h, ok := handlers[x.at.Kind][x.cmd.Act]
	return h, ok
}

// handled tells whether an act can be done by itself.
func handled(kind, event string) bool { return handlers[kind][event] != nil }

// lapses are the facts that passed deadlines cause; any other one reminds the person who answers for it.
var lapses = map[string]string{registrationName: "close_registration", publicityName: "end_publicity"}

// remind is the fact that a deadline passed which opens no window.
const remind = "remind"

// lapse records that a deadline passed: by itself it closes a window or reminds, it decides about nobody.
func (d *Desk) lapse(ctx context.Context, tx store.Tx, locked store.CaseFile, name string) (store.Outcome, error) {
	x := &deed{at: locked, table: tables[locked.Kind],
		cmd: store.Command{Case: locked.ID, Actor: store.Machine, Role: store.Machine, Act: remind}}
	if event, ok := lapses[name]; ok && slices.Contains(x.table.Allowed(locked.State), event) {
		x.cmd.Act = event
	}
	x.out, x.lapsing = store.Outcome{Event: x.cmd.Act}, name
	cycle, err := cycleOf(ctx, tx, locked)
	if err != nil {
		return store.Outcome{}, err
	}
	if x.contest, err = d.open(ctx, tx, cycle); err != nil {
		return store.Outcome{}, err
	}
	if strings.HasPrefix(name, roundClock) && routesHere(locked) {
		if err := x.lapseRound(); err != nil {
			return store.Outcome{}, err
		}
	}
	if x.cmd.Act == remind {
		x.lapsed = []string{name}
	}
	return x.follow()
}
