package rehearsal

import "slices"

// Spoken is how often one word of a route was done, and how often it was refused to somebody.
type Spoken struct {
	Word    string `json:"word"`
	Chinese string `json:"zh"`
	Done    int    `json:"done"`
	Refused int    `json:"refused"`
	Wanted  bool   `json:"wanted"` // the regulation turns it on
}

// routeWords are all words of a route, in the order an approver sees them, those of the clock last.
var routeWords = []struct{ word, chinese string }{
	{"agree", "同意"}, {"return", "退回补正"}, {"disagree", "不同意"}, {"resubmit", "重新提交"}, {"send_back", "退回上一环节"},
	{"transfer", "转办"}, {"delegate", "委派"}, {"report", "回报"}, {"add_signer", "加签"}, {"remove_signer", "减签"},
	{"park", "暂存"}, {"copy", "抄送"}, {"urge", "催办"}, {"withdraw", "撤回"}, {"void", "作废"}, {"enter_minutes", "登记会议纪要"},
	{"confirm_minutes", "确认会议纪要"}, {"correct_minutes", "退回改正会议纪要"}, {actFor, "代理"}, {"escalate", "超时升级"}, {"publicity_over", "公示期满"},
}

// actFor is a word spoken by somebody who stands in for another, as the reasons of the case tell it.
const actFor = "act_for"

// clockWords are facts of the clock: nobody speaks them, the record tells them.
var clockWords = []string{"escalate", "publicity_over"}

// wanted are the words that a rehearsal of the regulation has to speak: where a route turns words on, all of these,
// the usual ones, and whatever its steps bring with them. A rehearsal without a script agrees, and may be killed
// before it has noted that: there the chain tells.
func (r *Rules) wanted() []string {
	var all []string
	for _, decision := range sortedKeys(r.Routes) {
		route := r.Routes[decision]
		if len(route.Verbs) == 0 {
			continue
		}
		all = append(all, "agree", "return", "disagree", "resubmit", actFor)
		all = append(all, route.Verbs...)
		for word, needed := range map[string]bool{"report": slices.Contains(route.Verbs, "delegate"), "remove_signer": slices.Contains(route.Verbs, "add_signer"),
			"enter_minutes": route.Meeting, "confirm_minutes": route.Meeting, "correct_minutes": route.Meeting,
			"publicity_over": route.Shown, "escalate": route.Timed} {
			if needed {
				all = append(all, word)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// spoken counts every word from what was done and answered; of the clock's, from the audit.
func (e *Evidence) spoken() []Spoken {
	wanted := e.Rules.wanted()
	var all []Spoken
	for _, w := range routeWords {
		one := Spoken{Word: w.word, Chinese: w.chinese, Wanted: slices.Contains(wanted, w.word)}
		for _, entry := range e.Log {
			switch {
			case entry.Act != w.word || entry.Case != e.Record.Cycle.ID || entry.Again:
			case entry.Refused:
				one.Refused++
			default:
				one.Done++
			}
		}
		if slices.Contains(clockWords, w.word) {
			one.Done = e.Record.Audit.count(e.Record.Cycle.ID, w.word)
		}
		all = append(all, one)
	}
	return all
}

// count is how often an event stands in the chain of a case.
func (a Audit) count(id, event string) (n int) {
	for _, one := range a.Items {
		if one.Case == id && one.Event == event {
			n++
		}
	}
	return n
}

// agreed tells whether the chain knows of a word for the plan: the last one of a route is its approval.
func (e *Evidence) agreed() bool {
	return e.Record.Audit.count(e.Record.Cycle.ID, "agree")+e.Record.Audit.count(e.Record.Cycle.ID, "approve") > 0
}

// wordsSpoken: every word that the regulation turns on was done at least once.
func wordsSpoken(e *Evidence, t *Tally) {
	if len(e.Log) == 0 {
		return
	}
	t.hold(e.agreed(), "the plan was approved by nobody's word")
	for _, one := range e.spoken() {
		if one.Wanted {
			t.hold(one.Done > 0, "%s（%s）was never done", one.Word, one.Chinese)
		}
	}
}

// wordsAnswered: what was done was offered, what must be refused was not and was refused with its own sentence,
// and of two in the same instant one was told that the case had moved on.
func wordsAnswered(e *Evidence, t *Tally) {
	if len(e.Log) == 0 {
		return
	}
	said := slices.ContainsFunc(e.Log, func(one Entry) bool { return one.Act == "agree" && one.Case == e.Record.Cycle.ID && !one.Refused })
	t.hold(!said || e.agreed(), "agree was answered, and the chain knows of no approval")
	for _, one := range e.Log {
		switch {
		case one.Word == "" && one.Act == "agree" && !one.Again:
			t.hold(!one.Refused || one.Code != "", "agree was refused without a code")
			continue
		case one.Word == "" || one.Act == meant:
			continue
		}
		t.hold(one.Code == one.Wanted, "%s: %s was answered %d %q, wanted %q", one.Word, one.Act, one.Status, one.Code, one.Wanted)
		t.hold(one.Wanted == "" || one.Told, "%s: %s was refused without a sentence", one.Word, one.Act)
		t.hold(one.Rival || one.Offered == (one.Wanted == ""), "%s: %s was offered: %t, wanted %q", one.Word, one.Act, one.Offered, one.Wanted)
	}
}

// alwaysWaits: while a decision is open somebody who can act, or time, is waited for, and one clock runs.
func alwaysWaits(e *Evidence, t *Tally) {
	for _, one := range e.Log {
		if one.Act != watched {
			continue
		}
		t.hold(one.Waits > 0 && one.Empty == 0, "at %d: %d are waited for, %d of them nobody can fill", one.Seen, one.Waits, one.Empty)
		t.hold(one.Clocks == 1, "at %d: %d clocks run", one.Seen, one.Clocks)
	}
}
