package record

import (
	"fmt"
	"strings"
	"time"

	"jinchu/policy/calendar"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// besideTables are entries of the audit that no state table names, by kind of case or of any.
var besideTables = map[string]procedure.Label{
	"application/submit": {Chinese: "报名", English: "apply"},
	"cycle/open":         {Chinese: "拟定方案", English: "draw up the plan"},
	"remind":             {Chinese: "期限届满，提醒经办人", English: "a deadline passed: a reminder"},
	"enter_scores":       {Chinese: "登录成绩", English: "enter scores"},
	serveEvent:           {Chinese: "登记送达", English: "record the service of a document"},
	tryEvent:             {Chinese: "登记送达未成", English: "record a failed try to serve"},
	consentEvent:         {Chinese: "登记是否同意电子送达", English: "record consent to electronic service, or its withdrawal"},
	silenceEvent:         {Chinese: "记明没有补正或陈述", English: "record that no statement was made"},
	EnterPaperAct:        {Chinese: "从纸面补录", English: "enter from signed paper"},
	standEvent:           {Chinese: "签字人确认补录", English: "the signer stands by an entry from paper"},
	contestEvent:         {Chinese: "签字人对补录提出异议", English: "the signer contests an entry from paper"},
	settleEvent:          {Chinese: "处理补录异议", English: "settle a contested entry"},
	strikeEvent:          {Chinese: "撤销补录，回到原处", English: "strike an entry and put the case back"},
	rightEvent:           {Chinese: "撤销后的善后已办妥", English: "what a struck entry left is put right"},
	"destroy_payload":    {Chinese: "销毁到期的依据", English: "destroy what was kept long enough"},
}

// deadlineNames are the deadlines as people call them.
var deadlineNames = map[string]procedure.Label{
	registrationName: {Chinese: "报名截止", English: "applications close"},
	supplementName:   {Chinese: "补正期限", English: "time for corrections"},
	publicityName:    {Chinese: "公示期满", English: "publicity ends"},
	reserveName:      {Chinese: "递补有效期满", English: "reserve list expires"},
}

// deadlineName is what people call a deadline; the rounds of a route are many and have one name.
func deadlineName(name string) procedure.Label {
	if strings.HasPrefix(name, roundClock) {
		return procedure.Label{Chinese: "本轮办理期限", English: "time of this round"}
	}
	return deadlineNames[name]
}

// WhyDeadline is a deadline and how its last day was counted.
type WhyDeadline struct {
	Name     string          `json:"name"`
	Label    procedure.Label `json:"label"`
	Period   string          `json:"period" doc:"5 working_days"`
	Source   string          `json:"source,omitempty"`
	Start    string          `json:"start" doc:"the day of the event, which does not count"`
	Counted  string          `json:"counted" doc:"the last day as counted"`
	Last     string          `json:"last" doc:"the last day on which one may still act"`
	Ends     time.Time       `json:"ends"`
	Calendar string          `json:"calendar" doc:"version"`
	How      procedure.Label `json:"how"`
}

var unitNames = map[calendar.Unit]procedure.Label{calendar.Days: {Chinese: "日", English: "days"},
	calendar.WorkingDays: {Chinese: "个工作日", English: "working days"}, calendar.Months: {Chinese: "个月", English: "months"},
	calendar.Years: {Chinese: "年", English: "years"}}

func counted(all []Counted) []WhyDeadline {
	views := make([]WhyDeadline, 0, len(all))
	for _, d := range all {
		views = append(views, WhyDeadline{Name: d.Name, Label: deadlineName(d.Name), Period: fmt.Sprintf("%d %s", d.Period.N, d.Period.Unit),
			Source: d.Source, Start: d.Start.String(), Counted: d.Counted.String(), Last: d.Last.String(), Ends: d.Ends,
			Calendar: d.CalendarVersion, How: how(d.Deadline)})
	}
	return views
}

// how says the counting in words.
func how(d calendar.Deadline) procedure.Label {
	unit := unitNames[d.Period.Unit]
	say := procedure.Label{
		Chinese: fmt.Sprintf("自%s的次日起算，满%d%s为%s", d.Start, d.Period.N, unit.Chinese, d.Counted),
		English: fmt.Sprintf("counted from the day after %s; %d %s end on %s", d.Start, d.Period.N, unit.English, d.Counted)}
	if d.Moved() {
		say.Chinese += "；该日休息，顺延至" + d.Last.String()
		say.English += ", a day off, so the last day is " + d.Last.String()
	}
	say.Chinese += "，当日24时截止（民法典第二百零一条至第二百零三条）。"
	say.English += ", at its end (Civil Code, arts. 201-203)."
	return say
}

// would says what would have changed a decision: a rule that stood against it or could not be told, a
// ruling; where all rules spoke for it, any of them.
func would(rules []recruitment.Reason, rulings []RulingView) []procedure.Label {
	all, judged := []procedure.Label{}, false
	for _, r := range rules {
		if r.Kind == recruitment.Preference || r.Kind == recruitment.Bonus || r.Kind == "" && r.Verdict == regulation.Yes {
			continue
		}
		judged = true
		if r.Verdict != regulation.Yes {
			all = append(all, against(r))
		}
	}
	if judged && len(all) == 0 {
		all = append(all, procedure.Label{Chinese: "所列规则逐条满足；任何一条不满足，结论就会不同。",
			English: "Every rule listed spoke for it; any one against it would have changed the result."})
	}
	for _, r := range rulings {
		all = append(all, otherRuling(r))
	}
	return all
}

// against is one rule that would have made a difference.
func against(r recruitment.Reason) procedure.Label {
	rule := "“" + r.Rule + "”"
	if r.Source != "" {
		rule += "（" + r.Source + "）"
	}
	switch {
	case r.Verdict == regulation.CannotTell:
		names := make([]string, 0, len(r.Missing))
		for _, word := range r.Missing {
			names = append(names, regulation.NameOf(word))
		}
		lacks := strings.Join(names, "、")
		return procedure.Label{Chinese: rule + "还无法判断；查明" + lacks + "后才有结论。",
			English: rule + " could not be told; establishing " + lacks + " would settle it."}
	case r.Soft:
		return procedure.Label{Chinese: rule + "是原则性规定；有权的人作出例外，结论就会不同。",
			English: rule + " holds in principle; an exception by somebody entitled would have changed the result."}
	}
	return procedure.Label{Chinese: rule + "对结论不利；这一条的认定相反，结论就会不同。",
		English: rule + " stood against it; the opposite finding would have changed the result."}
}

func otherRuling(r RulingView) procedure.Label {
	if r.Value == "" {
		return procedure.Label{Chinese: "“" + r.Path + "”与法律不一致；没有人对它负责适用，公告就不能发布。",
			English: "“" + r.Path + "” stands against the law; had nobody answered for it, the notice could not go out."}
	}
	return procedure.Label{Chinese: "规则没有写明“" + r.Path + "”，按裁定适用“" + r.Value + "”；作出另一裁定，就适用另一内容。",
		English: "The text is silent on “" + r.Path + "”; the ruling “" + r.Value + "” applies, and another ruling would apply instead."}
}

// wouldRank says what would have changed a person's rank.
func wouldRank(r WhyResult) []procedure.Label {
	var all []procedure.Label
	if r.Missing != nil && r.Missing.IsPositive() {
		all = append(all, procedure.Label{Chinese: "总成绩比本岗位最后一名入围者少" + r.Missing.String() + "分。",
			English: "The total is " + r.Missing.String() + " below the last who has a place of this post."})
	}
	if r.TieBy != "" {
		all = append(all, procedure.Label{Chinese: "总成绩相同，依“" + r.TieBy + "”分出先后；这一项相反，名次就会相反。",
			English: "Totals were equal and told apart by “" + r.TieBy + "”; the opposite there would have reversed the order."})
	}
	return all
}
