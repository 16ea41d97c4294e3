package language

import (
	"reflect"
	"sort"
	"strings"

	"jinchu/policy/regulation"
)

// cell is one named value of a sentence; text is empty where the file does not mention it.
type cell struct{ name, text string }

func row[T any](name string, v regulation.Value[T]) cell {
	if v.Standing == regulation.Absent {
		return cell{}
	}
	return cell{name, valueText(v) + sourceText(v.Source)}
}

// values says what is stated, in one sentence.
func (w *writer) values(head string, cells ...cell) {
	var parts []string
	for _, c := range cells {
		if c.text != "" {
			parts = append(parts, c.name+"："+c.text)
		}
	}
	if len(parts) > 0 {
		w.say("　%s——%s。", head, strings.Join(parts, "；"))
	}
}

// valueText is a value with its standing, for people.
func valueText[T any](v regulation.Value[T]) string {
	if !v.Known() {
		return "未写明"
	}
	text, ok := leafText(reflect.ValueOf(&v.V).Elem())
	if !ok {
		text = plainText(reflect.ValueOf(&v.V).Elem())
	}
	text = wordIn(text)
	if many, isList := any(v.V).([]string); isList && len(many) > 0 {
		text = wordsIn(many)
	}
	if v.Standing == regulation.Derived {
		text += "（推定：" + v.Derivation + "）"
	}
	return text + inPrinciple(v.InPrinciple) + ruledText(v.Standing, v.Ruler, v.Reason)
}

// wordIn says a closed word or a role in Chinese, and leaves other text.
func wordIn(text string) string {
	if word, ok := wordText[text]; ok {
		return word
	}
	return regulation.RoleName(text)
}

func wordsIn(many []string) string {
	said := make([]string, 0, len(many))
	for _, one := range many {
		said = append(said, wordIn(one))
	}
	return strings.Join(said, "、")
}

func plainText(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "否"
	case reflect.Int:
		return "0"
	case reflect.Slice:
		if v.Len() == 0 {
			return "无"
		}
	}
	if v.Type() == typeDecimal {
		return "0"
	}
	return ""
}

// wordText says closed words in Chinese.
var wordText = map[string]string{
	"registered": "按报名人数", "qualified": "按审查合格人数", "ticket_holders": "按领取准考证人数", "shortlisted": "按入围人数",
	"cancel": "取消岗位", "reduce": "核减岗位", "keep": "保留", "reroute": "改报其他岗位",
	"include": "一并入围", "exclude": "均不入围", "one_list": "同一名单", "separate_lists": "分别排名", "exempt_first": "免试人员先占名额", "exempt_last": "其余人员先占名额",
	"lots": "抽签决定", "cumulative": "累计", "best": "只取最高一项", "part": "本科目成绩",
	"notice": "公告发布之日", "registration_opens": "报名首日", "registration_closes": "报名截止之日",
	"county": "县级", "township": "乡镇", "street": "街道", "village": "村（社区）", "agreement": "协议",
	"failed_medical": "体检不合格", "failed_background": "考察不合格", "objection": "异议成立", "probation": "试用不合格",
	"ticket": "准考证号", "name": "姓名", "sex": "性别", "rank": "名次", "post": "岗位", "unit": "所在单位",
	"id_number": "身份证号", "certificate_number": "残疾人证号", "disability": "残疾情况", "birth": "出生日期", "phone": "电话",
	"address": "住址", "medical": "体检结果",
	"verified": "经查实", "invalid": "作无效处理",
	"civil_servant": "公务员录用体检通用标准", "provincial": "省定标准", "duties": "适应岗位职责",
	"verified_and_affects_hiring": "经查实并影响聘用", "zero": "记零分", "waived": "视为放弃",
	"interview_passed": "面试合格人员", "ranking": "全体排名", "reserve_list": "储备名单", "total": "总成绩",
	"any": "或签", "vote": "表决", "sequence": "依次", "meeting": "集体研究",
	"send_back": "退回上一环节", "transfer": "转办", "delegate": "委派", "add_signer": "加签", "withdraw": "撤回", "urge": "催办", "copy": "抄送", "park": "暂存", "void": "作废",
	"labour": "劳动合同", "public_welfare": "公益性岗位", "institution": "事业单位聘用", "dispatch": "劳务派遣",
	"part_time": "非全日制", "service": "服务协议", "lost_time": "误工补贴", "minimum_wage": "当地最低工资标准", "per_plan": "按计划",
}

func classRatioText(c regulation.ClassRatio) string {
	if c.None {
		return "不设比例"
	}
	return valueText(c.Ratio)
}

func byText(s regulation.Stage) string {
	var text string
	if s.By.Known() {
		text = "，由" + wordsIn(s.By.V) + "办理"
	}
	if s.Await != "" {
		text += "，等待" + s.Await
	}
	return text
}

func countText[T any](v regulation.Value[T]) string {
	if !v.Known() {
		return ""
	}
	return "，即" + valueText(v) + "名"
}

func inPrinciple(yes bool) string {
	if yes {
		return "（原则上）"
	}
	return ""
}

func sourceText(source string) string {
	if source == "" {
		return ""
	}
	return "〔" + source + "〕"
}

func ruledText(s regulation.Standing, ruler, reason string) string {
	if s != regulation.Ruled {
		return ""
	}
	return "（" + regulation.RoleName(ruler) + "裁定：" + reason + "）"
}

func sortedMap[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
