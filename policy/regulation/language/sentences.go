package language

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// Sentences explains a regulation in Chinese sentences, in the order of the file: what an officer
// signs. Every stated value has its sentence, every silence says so, and the source stands behind.
func Sentences(reg *regulation.Regulation) []string {
	w := &writer{}
	w.say("《%s》（%s）。", reg.Title, reg.ID)
	w.posts(reg)
	for _, p := range reg.Paths {
		w.path(p)
	}
	w.conditions("有下列情形的不得报考", reg.Exclusions)
	w.conditions("同等条件下优先", reg.Priorities)
	for _, c := range reg.Caps {
		w.say("%s不超过%s%s%s；名额线上同分的：%s。", nameOf(c.Path), valueText(c.Percent)+"%", countText(c.Count), inPrinciple(c.InPrinciple), valueText(c.Ties))
	}
	for i, s := range reg.Procedure {
		w.say("第%d步：%s%s。%s", i+1, nameOf(string(s.Kind)), byText(s), ruledText(s.Standing, s.Ruler, s.Reason))
		w.stage(s)
	}
	w.afterwards(reg)
	for _, c := range reg.Clauses {
		w.say("%s：%s%s。", c.Topic, strings.TrimSuffix(c.Text, "。"), sourceText(c.Source))
	}
	return w.lines
}

type writer struct{ lines []string }

func (w *writer) say(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

func (w *writer) posts(reg *regulation.Regulation) {
	for _, p := range reg.Posts {
		head := valueText(p.Headcount)
		if head == "per_plan" {
			head = "按计划"
		}
		w.say("岗位“%s”：层级%s，用工性质%s，岗位数%s。", p.Name, wordIn(p.Level), valueText(p.Regime), head)
		for _, q := range p.Quota {
			up := ""
			if q.UpTo.Known() {
				up = fmt.Sprintf("，根据需要最多%d个", q.UpTo.V)
			}
			w.say("　名额：%s——%s个%s%s。", q.Rule, valueText(q.Posts), up, sourceText(q.Source))
		}
	}
}

func (w *writer) path(p regulation.Path) {
	w.say("报考类别“%s”须同时符合以下条件：", p.Name)
	for _, c := range p.Require {
		w.say("　%s%s%s。", c.Rule, inPrinciple(c.InPrinciple), sourceText(c.Source))
	}
	for _, a := range p.Ages {
		w.say("　年龄：%s（%s）%s%s。", a.Phrase, ageText(a), inPrinciple(a.InPrinciple), sourceText(a.Source))
	}
	if p.Opens != nil {
		w.say("　本类别在以下情况下开放：%s。", p.Opens.Rule)
	}
	if len(p.Silent) > 0 {
		w.say("　原文没有写明：%s。", strings.Join(p.Silent, "、"))
	}
}

func ageText(a regulation.Age) string {
	var parts []string
	add := func(known bool, format string, arg any) {
		if known {
			parts = append(parts, fmt.Sprintf(format, arg))
		}
	}
	add(a.Sex != "", "%s", map[string]string{"male": "男", "female": "女"}[a.Sex])
	add(a.Min.Known(), "满%v周岁", a.Min.V)
	add(a.Max.Known(), "至%v周岁（含）", a.Max.V)
	add(a.Below.Known(), "不满%v周岁", a.Below.V)
	add(a.BornFrom.Known(), "%v及以后出生", a.BornFrom.V)
	add(a.BornTo.Known(), "%v及以前出生", a.BornTo.V)
	add(a.AsOf.Known(), "以%v计算", dayText(a.AsOf.V))
	if len(parts) == 0 {
		return "未写明"
	}
	return strings.Join(parts, "，")
}

func (w *writer) conditions(head string, conditions []regulation.Condition) {
	if len(conditions) == 0 {
		return
	}
	w.say("%s：", head)
	for _, c := range conditions {
		obsolete := ""
		if c.Obsolete != "" {
			obsolete = "（已失效：" + c.Obsolete + "）"
		}
		w.say("　%s%s%s。", c.Rule, obsolete, sourceText(c.Source))
	}
}

func (w *writer) stage(s regulation.Stage) {
	switch {
	case s.Registration != nil:
		w.values(nameOf(string(s.Kind)), row("时间", s.Registration.Window), row("地点", s.Registration.Place), row("费用（元）", s.Registration.Fee), row("限报一岗", s.Registration.OnePost))
	case s.Review != nil:
		w.values("资格审查", row("层级", s.Review.Levels), row("补正期限", s.Review.Supplement), row("贯穿全程", s.Review.Throughout))
	case s.Opening != nil:
		w.values("开考", row("比例", s.Opening.Ratio), row("人数计算", s.Opening.CountOn), row("达不到时", s.Opening.Short))
		for _, class := range sortedMap(s.Opening.ByClass) {
			w.say("　%s的开考比例：%s。", class, classRatioText(s.Opening.ByClass[class]))
		}
	case s.Exam != nil:
		w.exam(s.Kind, s.Exam)
	case s.Shortlist != nil:
		w.shortlist(s.Shortlist)
	case s.Total != nil:
		w.total(s.Total)
	case s.Rank != nil:
		for i, t := range s.Rank.Ties {
			w.say("　同分第%d顺序：%s。", i+1, tieText(t))
		}
	case s.Check != nil:
		w.values(nameOf(string(s.Kind)), row("比例", s.Check.Ratio), row("不足一人时", s.Check.Rounding), row("标准", s.Check.Standard))
		w.conditions("　不适用的项目", s.Check.Except.V)
	case s.Publicity != nil:
		w.values("公示", row("期限", s.Publicity.Period), row("最长", s.Publicity.UpTo), row("地点", s.Publicity.Boards), row("影响聘用的异议", s.Publicity.Decisive), row("公示内容", s.Publicity.Shows))
	case s.Hire != nil:
		w.route("聘用", s.Hire.Route, s.Hire.Verbs)
		w.values("聘用", row("备案", s.Hire.FileTo))
	case s.Approval != nil:
		w.route("方案核准", s.Approval.Route, s.Approval.Verbs)
	}
}

func (w *writer) exam(kind regulation.StageKind, e *regulation.ExamStage) {
	w.values(nameOf(string(kind)), row("内容", e.Paper), row("形式", e.Form), row("项目", e.Items), row("满分", e.Full), row("时长（分钟）", e.Minutes),
		row("合格分数线", e.Pass), row("无竞争时的合格分数线", e.Alone), row("考官组", e.Panel), row("准考证号错填", e.Ticket), row("缺考", e.Absence))
	for _, id := range sortedMap(e.PassBy) {
		w.say("　%s的合格分数线：%s。", id, valueText(e.PassBy[id]))
	}
	w.conditions("　免试", e.Exempt)
	w.bonus(e.Bonus)
}

// bonus says what earns points and how they count; a text that grants none says so.
func (w *writer) bonus(v regulation.Value[regulation.BonusRule]) {
	switch b := v.V; {
	case v.Standing == regulation.Absent:
	case !v.Known():
		w.say("　加分：未写明%s。", sourceText(v.Source))
	case len(b.Items) == 0:
		w.say("　不加分%s。", sourceText(v.Source))
	default:
		for _, item := range b.Items {
			w.say("　加分：%s，加%s分%s。", item.Rule, decimalText(item.Points), sourceText(item.Source))
		}
		w.values("加分", row("多项", b.Several), row("上限（分）", b.AtMost), row("计入", b.AddedTo), row("合格线含加分", b.InPass))
	}
}

func (w *writer) shortlist(s *regulation.ShortlistStage) {
	if s.All {
		w.say("　%s合格和免试的全部进入%s。", nameOf(s.From), nameOf(s.To))
		return
	}
	w.say("　按%s成绩从高到低，以%s进入%s；末位同分：%s。", nameOf(s.From), valueText(s.Ratio), nameOf(s.To), valueText(s.Ties))
}

func (w *writer) total(s *regulation.TotalStage) {
	say := func(who string, weights regulation.Value[map[string]decimal.Decimal]) {
		if weights.Standing == regulation.Absent {
			return
		}
		var parts []string
		for _, part := range sortedMap(weights.V) {
			parts = append(parts, nameOf(part)+decimalText(weights.V[part])+"%")
		}
		text := strings.Join(parts, "、")
		if !weights.Known() {
			text = "未写明"
		}
		w.say("　%s总成绩：%s%s%s。", who, text, sourceText(weights.Source), ruledText(weights.Standing, weights.Ruler, weights.Reason))
	}
	say("", s.Weights)
	for _, id := range sortedMap(s.ByPath) {
		say(id+"的", s.ByPath[id])
	}
	say("免试人员的", s.Exempt)
	w.values("总成绩", row("各项折算保留位数", s.Each), row("小数位数", s.Digits), row("取舍", s.Rounding), row("合并排名", s.Merge), row("名额次序", s.Share))
}

func (w *writer) afterwards(reg *regulation.Regulation) {
	if s := reg.Substitution; s != nil {
		w.values("递补", row("情形", s.On), row("范围", s.Pool), row("次序", s.By), row("有效期", s.Validity))
	}
	if c := reg.Contract; c != nil {
		w.values("合同", row("种类", c.Kind), row("期限", c.Term), row("试用期", c.Probation), row("试用合格后才签", c.Before), row("上限", c.Ceiling), row("续签", c.Renewal))
	}
	for _, p := range reg.Pay {
		kind := map[string]string{"wage": "工资", "lost_time": "误工补贴（不是工资）", "allowance": "补贴"}[p.Kind]
		w.say("%s的%s：%s元，下限%s%s。", p.Class, kind, valueText(p.Amount), valueText(p.Floor), sourceText(p.Source))
	}
	for _, d := range reg.Duties {
		w.say("职责：%s%s。", d.Text, sourceText(d.Source))
	}
	for _, c := range reg.Concurrent {
		stance := map[string]string{"encouraged": "鼓励", "allowed": "可以", "forbidden": "不得"}[c.Stance]
		w.say("%s%s兼任：%s%s。", c.Class, stance, strings.Join(c.Posts, "、"), sourceText(c.Source))
	}
	if a := reg.Appraisal; a != nil {
		w.values("考核", row("周期", a.Cycle), row("等次", a.Grades), row("结果运用", a.Result), row("申诉期限", a.Appeal))
		for _, p := range a.Parts.V {
			w.say("　考核内容：%s，占%s，由%s评定。", p.Name, valueText(p.Weight), p.By)
		}
	}
	if e := reg.Exit; e != nil {
		w.values("退出", cell{"原则", e.Principle}, row("情形", e.Grounds), row("提前通知", e.Notice))
	}
	for _, d := range reg.Documents {
		w.say("报名材料：%s%s。", d.Name, sourceText(d.Source))
	}
	for _, c := range reg.Rollout {
		w.say("实施步骤：%s%s。", strings.TrimSuffix(c.Text, "。"), sourceText(c.Source))
	}
	for _, t := range reg.Transition {
		w.say("过渡：%s%s。", t.Rule, sourceText(t.Source))
	}
}
