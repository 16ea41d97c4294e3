package language

import (
	"reflect"
	"slices"
	"strings"

	"jinchu/policy/regulation"
)

// Severity of a finding.
type Severity string

// Severities. An error stands against the law: the rule may be recorded, and is applied only where
// a named person overrides it with a reason; without MayOverride nobody can. A warning wants a look,
// a notice tells how the file is read.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Notice  Severity = "notice"
)

// Finding is one thing the lint found.
type Finding struct {
	Code        string   `json:"code"` // contract.probation, …
	Severity    Severity `json:"severity"`
	Path        string   `json:"path"`
	Law         string   `json:"law,omitempty"`     // 劳动合同法
	Article     string   `json:"article,omitempty"` // 第十九条
	Version     string   `json:"version,omitempty"` // of the law the rule was written from, YYYY-MM-DD
	Cited       string   `json:"cited,omitempty"`   // the sentence of the law
	Chinese     string   `json:"zh"`
	English     string   `json:"en"`
	MayOverride string   `json:"may_override,omitempty"` // role; empty: nobody
}

// Lint holds a regulation against national law. The findings stand in the order of the checks.
func Lint(reg *regulation.Regulation) []Finding {
	l := &linter{reg: reg}
	l.contract()
	l.pay()
	l.procedure()
	l.conditions()
	l.ages()
	l.exits()
	return l.found
}

type linter struct {
	reg   *regulation.Regulation
	found []Finding
}

func (l *linter) add(severity Severity, code, path, article, override, zh, en string) {
	a := articles[article]
	l.found = append(l.found, Finding{Code: code, Severity: severity, Path: path, Law: a.law, Article: a.number,
		Version: a.version, Cited: a.text, Chinese: zh, English: en, MayOverride: override})
}

// regimes are those of the posts; unknown ones count as "".
func (l *linter) regimes() []string {
	var out []string
	for _, p := range l.reg.Posts {
		out = append(out, p.Regime.V)
	}
	return out
}

// labour tells whether the Labour Contract Law governs any of the posts, also where the text is silent.
func (l *linter) labour() bool {
	return len(l.reg.Posts) == 0 || slices.ContainsFunc(l.regimes(), func(r string) bool {
		return r == "" || r == "labour" || r == "public_welfare" || r == "dispatch"
	})
}

// reserved tells whether posts are reserved for disabled people or their relatives.
func (l *linter) reserved() bool {
	if strings.Contains(l.reg.Title, "残疾人") {
		return true
	}
	return slices.ContainsFunc(expressions(l.reg), func(e expression) bool {
		return strings.HasPrefix(e.path, "paths") && (strings.Contains(e.text, "certificate.") || strings.Contains(e.text, "supported."))
	})
}

// procedure checks exams, the medical and what is published.
func (l *linter) procedure() {
	accommodated := false
	for i, s := range l.reg.Procedure {
		path := join(at("procedure", i), string(s.Kind))
		accommodated = accommodated || s.Kind == regulation.StageAccommodation
		l.routes(path, s)
		switch {
		case s.Kind == regulation.StageMedical && s.Check.Standard.V == "civil_servant" && len(s.Check.Except.V) == 0 && l.reserved():
			l.add(Error, "medical.excludes", path+".standard", "DP38", "county_director",
				"岗位面向残疾人，体检却照搬公务员通用标准而没有除外项目，会把要招的人排除在外。请在 except 写明哪些残疾情形不适用哪些项目，或改用 duties。",
				"The posts are reserved for disabled people, yet the civil-servant medical standard applies without exceptions and shuts out those it is meant for. State the exceptions, or use duties.")
		case s.Exam != nil:
			l.bonus(path+".bonus", s.Exam)
		case s.Publicity != nil:
			l.publicity(path, s.Publicity)
		}
	}
	if len(scored(l.reg)) > 0 && !accommodated {
		l.add(Error, "exam.accommodation", "procedure", "BF43", "county_director",
			"有考试而没有“合理便利”环节。请在考试之前加 - accommodation，让残疾考生申请延时、大字卷、手语等便利。",
			"There are exams and no accommodation stage. Add - accommodation before them, so that disabled candidates can ask for time, paper and help.")
	}
}

// bonus asks for a ceiling where points add up without one, and tells where a mark may pass its full mark.
func (l *linter) bonus(path string, e *regulation.ExamStage) {
	b := e.Bonus.V
	if len(b.Items) > 1 && b.Several.V == "cumulative" && !b.AtMost.Known() {
		l.add(Warning, "bonus.ceiling", path+".at_most", "", "county_director",
			"加分可以累计而没有上限。请写明一人最多加几分（at_most）。",
			"Points add up without a ceiling. State the most one person may get (at_most).")
	}
	if len(b.Items) > 0 && b.AddedTo.V == "part" && e.Full.Known() {
		l.add(Notice, "bonus.full", path+".added_to", "", "county_director",
			"加分计入本科目成绩，加分后可以超过满分"+e.Full.V.String()+"分；本文件不封顶。",
			"The bonus is added to the part’s mark, which may then exceed the full mark; the file does not cut it.")
	}
}

// personal are the facts a public list may not show without separate consent.
var personal = []string{"id_number", "certificate_number", "disability", "birth", "phone", "address", "medical"}

func (l *linter) publicity(path string, s *regulation.PublicityStage) {
	for _, shown := range s.Shows.V {
		if holds(personal, shown) {
			l.add(Error, "publicity.personal", path+".shows", "PI25", "",
				"公示内容包含个人信息“"+shown+"”。请改为只公示准考证号、岗位和成绩；残疾人证号含身份证号，遮盖末位无用。",
				"The public list shows personal data ("+shown+"). Publish ticket number, post and result; a certificate number contains the ID number.")
		}
	}
}

// conditions checks for discrimination and for obsolete exclusions.
func (l *linter) conditions() {
	walk(reflect.ValueOf(l.reg).Elem(), "", func(path string, v reflect.Value, _ reflect.Type, _ string) {
		c, ok := v.Interface().(regulation.Condition)
		if !ok {
			return
		}
		if discriminates(path, c) {
			l.add(Error, "condition.discrimination", path, "DP38", "",
				"条件“"+c.Rule+"”排除残疾人，属于歧视。请删去，或改为与岗位职责有关的具体要求。",
				"The condition “"+c.ID+"” shuts out disabled people: discrimination. Remove it, or state what the duties need.")
		}
		l.obsolete(path, c)
	})
}

// obsolete finds conditions whose law is gone. One with a last day ends by itself: the day is a ruling, or
// stands in the text, and eligibility does not ask it any more afterwards.
func (l *linter) obsolete(path string, c regulation.Condition) {
	if c.Obsolete == "" && !strings.Contains(c.Expr, "applicant.family_planning") && !strings.Contains(c.Expr, "applicant.green_health_code") {
		return
	}
	if c.Until != "" {
		l.add(Notice, "condition.obsolete", path, "", "",
			"条件“"+c.Rule+"”所依据的规定已经失效，只适用到"+string(c.Until)+"；此后的招聘不再适用，只留作复核旧批次。",
			"The condition “"+c.ID+"” rests on law that is gone and ends on "+string(c.Until)+"; later runs do not apply it.")
		return
	}
	l.add(Error, "condition.obsolete", path, "", "",
		"条件“"+c.Rule+"”所依据的规定已经失效。旧的招聘可以照原样复核，新的招聘不得使用。请裁定它适用到哪一天（until）。",
		"The condition “"+c.ID+"” rests on law that is gone. Old runs can be reproduced; a new run may not use it. Rule on its last day (until).")
}

var excluding = []string{"无残疾", "非残疾", "不得有残疾", "没有残疾", "四肢健全", "五官端正"}

func discriminates(path string, c regulation.Condition) bool {
	if !strings.Contains(path, "require") && !strings.HasPrefix(path, "exclusions") {
		return false
	}
	for _, phrase := range excluding {
		if strings.Contains(c.Rule, phrase) {
			return true
		}
	}
	wantsNone := strings.Contains(c.Expr, `certificate.kind == "none"`) || strings.Contains(c.Expr, `certificate.kind != "disability"`)
	excludesHolders := strings.HasPrefix(path, "exclusions") && strings.Contains(c.Expr, `certificate.kind == "disability"`)
	return excludesHolders || wantsNone && strings.Contains(path, "require")
}

// exits finds dismissal that follows from an appraisal alone.
func (l *linter) exits() {
	texts := map[string]string{}
	if e := l.reg.Exit; e != nil {
		texts["exit.grounds"] = strings.Join(e.Grounds.V, "；")
		if days := e.Notice.V.Days; e.Notice.Known() && l.labour() && days > 0 && days < 30 {
			l.add(Error, "exit.notice", "exit.notice", "LC40", "hr_bureau", "解除合同应提前三十日书面通知或支付一个月工资，这里的通知期较短。请改为 {days: 30}。",
				"Dismissal needs thirty days’ written notice or a month’s pay. Write {days: 30}.")
		}
	}
	if a := l.reg.Appraisal; a != nil {
		texts["appraisal.result"] = a.Result.V
	}
	for i, c := range l.reg.Clauses {
		texts[at("clauses", i)] = c.Text
	}
	for _, path := range sortedTexts(texts) {
		if l.labour() && byFormula(texts[path]) {
			l.add(Error, "exit.formula", path, "LC40", "hr_bureau",
				"“不合格即解聘”不能直接适用：不能胜任工作的，应先培训或调整岗位，仍不胜任才可提前三十日通知解除，并由人决定。",
				"“Fail and be dismissed” cannot be applied as it stands: training or another post comes first, then notice, and a person decides.")
		}
	}
}

// byFormula tells whether a sentence dismisses for a failed appraisal without training or another post.
func byFormula(text string) bool {
	fails := strings.Contains(text, "不合格") || strings.Contains(text, "不称职") || strings.Contains(text, "末位")
	ends := strings.Contains(text, "解聘") || strings.Contains(text, "解除") || strings.Contains(text, "辞退") || strings.Contains(text, "淘汰")
	return fails && ends && !strings.Contains(text, "培训") && !strings.Contains(text, "调整") && !strings.Contains(text, "调岗")
}

func sortedTexts(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
