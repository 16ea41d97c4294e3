package policy

import (
	"slices"
	"strings"

	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// distanceMarks are the distances as one character each.
var distanceMarks = map[string]string{"own": "本", "below": "下", "above": "上", "elsewhere": "他", Self: "己"}

// kindNames are what people call the kinds of object, in the order of the drawing.
var kindNames = [][2]string{{"cycle", "选聘批次"}, {"application", "报名"}, {"service", "送达"}, {"paper", "补录"}, {"upload", "扫描件"}, {"notice", "公告"}, {"regulation", "规则文件"}, {"unit", "区划"},
	{"calendar", "日历"}, {"account", "账号"}, {"assignment", "任职授权"}, {"audit", "审计记录"},
	{"clock", "业务时钟"}, {"holder", "持证人名册"}, {"dossier", "档案"}, {"retention", "到期销毁"},
	{"reconciliation", "待办核对"}, {"policy", "权限规则"}}

// actNames are acts that no state table names.
var actNames = map[string]string{"read": "查看", "read_identity": "查看证件号码", "import": "导入", "load": "装入", "create": "开户",
	"disable": "停用", "propose": "提出", "confirm": "确认", "verify": "核验", "adopt": "采用", "open": "拟定方案", "submit": "提交报名", "advance": "推进",
	"sign": "在审批路线上签署", "assist": "回报、加签、记录", "export": "导出", "rule": "裁定", "run": "办理销毁",
	"record": "登记送达", "consent": "同意电子送达", "accept": "打开电子文书", "record_no_statement": "记明没有陈述", "enter_paper": "补录纸面办理的事项",
	"settle": "处理补录异议", "add": "上传", "end": "免去",
	"read_medical": "查看体检和考察结果", "read_raters": "查看评分人、登分人", "read_hires": "查看录用人员的合同期限"}

// Chinese is what people call the role.
func (r Role) Chinese() string { return regulation.RoleName(string(r)) }

// Draw is the matrix for people: for each kind of object who may do which act, and how far from the role's own
// unit the object may lie. The marks are asked of the policy itself, not read off its lines.
func (p *Policy) Draw() string {
	var b strings.Builder
	for _, kind := range p.kinds() {
		b.WriteString("### " + kind[1] + " " + kind[0] + "\n\n")
		p.drawKind(&b, kind[0])
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// kinds lists the kinds of the lines, those without a name last.
func (p *Policy) kinds() [][2]string {
	all := slices.Clone(kindNames)
	for _, act := range p.Acts() {
		if !slices.ContainsFunc(all, func(k [2]string) bool { return k[0] == act[0] }) {
			all = append(all, [2]string{act[0], ""})
		}
	}
	return slices.DeleteFunc(all, func(k [2]string) bool {
		return !slices.ContainsFunc(p.rows, func(row []string) bool { return row[2] == k[0] })
	})
}

func (p *Policy) drawKind(b *strings.Builder, kind string) {
	roles := slices.DeleteFunc(slices.Clone(Roles), func(r Role) bool {
		return !slices.ContainsFunc(p.rows, func(row []string) bool { return row[2] == kind && row[0] == string(r) })
	})
	b.WriteString("| 事项 act |")
	for _, role := range roles {
		b.WriteString(" " + role.Chinese() + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(roles)) + "\n")
	for _, act := range p.Acts() {
		if act[0] != kind {
			continue
		}
		b.WriteString("| " + actName(kind, act[1]) + " `" + act[1] + "` |")
		for _, role := range roles {
			b.WriteString(" " + p.reach(role, kind, act[1]) + " |")
		}
		b.WriteString("\n")
	}
}

// reach marks the distances at which the role may do the act.
func (p *Policy) reach(role Role, kind, act string) string {
	var marks string
	for _, distance := range Distances {
		if v, err := p.ask(question{role, distance, kind, act}); err == nil && v.allowed {
			marks += distanceMarks[distance]
		}
	}
	return marks
}

// actName is the act's label in its state table, or its own name where it has none.
func actName(kind, act string) string {
	tables := map[string]procedure.Table{"cycle": recruitment.Cycle(), "application": recruitment.Application()}
	for _, name := range append(slices.Clone(tables[kind].Acts), tables[kind].Verbs...) {
		if name.Code == act {
			return name.Label.Chinese
		}
	}
	return actNames[act]
}
