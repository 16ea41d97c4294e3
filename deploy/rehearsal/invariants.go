package rehearsal

import "fmt"

// Invariant is something that must hold of every recruitment, whatever the regulation.
type Invariant struct {
	Name    string
	Chinese string
	Check   func(*Evidence, *Tally)
}

// Tally counts how often an invariant was checked and what it found.
type Tally struct {
	times int
	found []string
}

// hold counts one check; a false one is a violation.
func (t *Tally) hold(holds bool, format string, args ...any) {
	t.times++
	if !holds {
		t.found = append(t.found, fmt.Sprintf(format, args...))
	}
}

// Invariants is the whole list, by name.
var Invariants = []Invariant{
	{"eligibility_recomputed", "资格结论与另行核算一致", eligibility},
	{"only_qualified_hired", "录用者均经资格审查合格", onlyQualified},
	{"totals_to_the_digit", "总成绩逐位一致", totals},
	{"ranks_and_ties", "名次和同分处理一致", ranks},
	{"cuts", "入围名单与合格线一致", cuts},
	{"places_not_exceeded", "不超岗位、类别和上限", placesKept},
	{"best_first", "择优依次", bestFirst},
	{"no_place_left_empty", "有人可补时不空岗", noneEmpty},
	{"adverse_by_named_person", "不利决定有人具名、有理由", adverseNamed},
	{"no_adverse_by_machine", "机器不作不利决定", machineHarmless},
	{"one_live_application", "每人每批次只有一份有效报名", oneEach},
	{"period_starts_at_service", "期限自送达起算，没有补正须具名记明", startsAtService},
	{"no_deadline_early", "期限未到不触发", notEarly},
	{"no_deadline_forgotten", "到期无遗漏", notForgotten},
	{"publicity_lasted", "公示足期", publicityLasted},
	{"checked_before_hire", "先体检考察公示后录用", checkedFirst},
	{"contract_signed_by_both", "录用者均有双方签署的合同，试用期在合同期内", contracts},
	{"separation_of_people", "登分与确认、拒绝与申诉由不同的人办理", separation},
	{"audit_whole", "审计链完整", auditWhole},
	{"same_key_one_effect", "同一请求重复只生效一次", sameKey},
	{"rulings_before_notice", "裁定均在公告前作出并有理由", rulingsFirst},
	{"no_personal_data_shown", "公告、名单、决定中无个人信息", nothingPersonal},
	{"somebody_always_waited_for", "审批未完时总等着有人能办的席位，且只有一个期限在走", alwaysWaits},
	{"words_spoken", "规则开通的每个办理方式都办成过", wordsSpoken},
	{"words_answered", "给出的才能办，不给的被拒并说明理由，同一瞬间只成一个", wordsAnswered},
	{"wrong_input_refused", "错误输入被正确拒绝", wrongRefused},
}

// Judge checks every invariant. One that was never exercised is a violation of its own.
func (e *Evidence) Judge() []Checked {
	var all []Checked
	for _, one := range Invariants {
		var t Tally
		one.Check(e, &t)
		if t.times == 0 {
			t.found = append(t.found, "never exercised")
		}
		all = append(all, Checked{one.Name, one.Chinese, t.times, t.found})
	}
	return all
}
