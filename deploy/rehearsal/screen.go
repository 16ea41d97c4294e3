package rehearsal

import (
	"fmt"
	"slices"
	"strings"
)

// words are the states of applications and the stages as an officer calls them; another word stays as it is.
var words = map[string]string{
	"submitted": "已报名", "returned": "待补正", "qualified": "合格", "refused": "不合格", "appealing": "申诉中", "eliminated": "未入围",
	"absent": "缺考", "ranked": "已排名", "reserved": "递补候选", "proposed": "拟聘", "fit": "体检合格", "unfit": "体检不合格",
	"cleared": "考察合格", "uncleared": "考察不合格", "publicised": "公示", "hired": "录用", "signed": "本人已签", "contracted": "合同已签",
	"waived": "放弃", "withdrawn": "撤回", "ended": "未录用",
	"plan": "方案", "approval": "审批", "notice": "公告", "registration": "报名", "nomination": "推荐", "review": "资格审查",
	"accommodation": "合理便利", "opening": "开考比例", "written": "笔试", "skills": "技能测试", "interview": "面试", "shortlist": "入围",
	"total": "总成绩", "rank": "排名", "choice": "选岗", "medical": "体检", "background": "考察", "publicity": "公示", "hire": "录用",
}

func wordFor(code string) string {
	if word, known := words[code]; known {
		return word
	}
	return code
}

// stageLine is the live line of a stage: the business day, where it stands in the plan, who stands where.
func stageLine(day string, c Cycle, label string, stages []string) string {
	line := fmt.Sprintf("%s  %2d/%d  %s", day, c.Stage+1, len(c.Plan), label)
	var names []string
	for _, s := range stages {
		if name := wordFor(s); !strings.Contains(label, name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		line += "（" + strings.Join(names, "、") + "）"
	}
	if counts := countsLine(c.Counts); counts != "" {
		line += "  " + counts
	}
	return line
}

// countsLine says how many stand in each state, the most first.
func countsLine(counts map[string]int) string {
	states := make([]string, 0, len(counts))
	for state := range counts {
		states = append(states, state)
	}
	slices.SortFunc(states, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	parts := make([]string, 0, len(states))
	for _, state := range states {
		parts = append(parts, fmt.Sprintf("%s%d", wordFor(state), counts[state]))
	}
	return strings.Join(parts, " ")
}

// summary is what stands on the screen at the end.
func (r Report) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n岗位%d个、名额%d个，报名%d人：%s\n", r.Posts, r.Places, r.Applicants, countsLine(r.States))
	fmt.Fprintf(&b, "双方签署的合同%d份，递补名单%d人，为演练虚构的裁定%d项\n", r.Contracts, len(r.Reserve), r.InventedRulings)
	checked := 0
	for _, c := range r.Invariants {
		checked += c.Times
	}
	fmt.Fprintf(&b, "另行核算%d类、%d次，错误输入试了%d种\n", len(r.Invariants), checked, len(r.WrongInputs))
	if len(r.Violations) == 0 {
		b.WriteString("没有发现违反 no violations")
		return b.String()
	}
	fmt.Fprintf(&b, "违反%d处 violations：", len(r.Violations))
	for _, v := range r.Violations {
		b.WriteString("\n  " + v)
	}
	return b.String()
}
