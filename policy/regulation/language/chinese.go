package language

import (
	"regexp"
	"strings"
)

// chineseKeys are the names people use for the keys of a file.
var chineseKeys = map[string]string{
	"posts": "岗位", "paths": "报考类别", "exclusions": "不得报考的情形", "priorities": "优先条件", "caps": "比例上限",
	"procedure": "程序", "substitution": "递补", "contract": "合同", "pay": "待遇", "issued": "发布日期",
	"plan": "岗位计划", "approval": "方案核准", "notice": "公告", "registration": "报名", "nomination": "推荐", "review": "资格审查",
	"opening": "开考比例", "accommodation": "合理便利", "written": "笔试", "skills": "技能测试", "interview": "面试",
	"shortlist": "入围", "total": "总成绩", "rank": "排名", "choice": "选岗", "medical": "体检", "background": "考察",
	"publicity": "公示", "hire": "聘用", "pass": "合格分数线", "pass_by": "各类别合格分数线", "full": "满分", "panel": "考官组",
	"regulation": "规则编号", "key": "来源编号", "grade": "证据等级", "cut": "截断之处", "basis": "依据", "id": "编号", "name": "名称", "class": "岗位类别",
	"level": "层级", "rule": "条文原句", "phrase": "原文写法", "when": "适用情形", "sex": "性别", "in_principle": "原则上", "soft": "仅为偏好",
	"obsolete": "失效原因", "until": "适用到", "path": "报考类别", "of": "比例的基数", "size": "考官人数", "drop_high": "去几个最高分", "drop_low": "去几个最低分",
	"higher": "比哪一项成绩", "status": "比身份", "priority": "比优先条件", "extra": "加试哪一项", "consent": "加试须经谁同意",
	"ceiling": "最长期限", "renewal": "续聘", "signers": "签署次序", "shows": "公示内容", "every": "每多久", "floor": "下限", "insurance": "保险",
	"period_up_to": "最长期限", "pass_alone": "无竞争时的合格分数线", "digits_each": "各项折算保留位数", "by_class": "各岗位类别", "split": "名额如何分", "item": "比较的项目", "none": "不设比例",
	"bonus": "加分", "several": "多项加分如何计算", "at_most": "加分上限", "added_to": "加分计入何处", "in_pass": "合格线是否含加分", "points": "分值", "exempt": "免试", "wrong_ticket": "准考证号错填", "absence": "缺考", "weights": "权重", "by_path": "各类别",
	"merge": "两种成绩如何合并排名", "digits": "小数位数", "rounding": "取舍方法", "ties": "同分处理",
	"posts_to_people": "岗位与人数比例", "people_to_posts": "人数与岗位比例", "count_on": "人数按什么计算", "short": "达不到比例的处理",
	"share": "两份名单谁先占名额", "lots": "抽签",
	"standard": "体检标准", "except": "不适用的体检项目", "period": "期限", "decisive_if": "异议影响聘用的情形", "window": "报名天数",
	"fee": "报名费", "one_post": "是否限报一岗", "supplement": "补正期限", "throughout": "审查是否贯穿全程", "route": "审批次序", "verbs": "可用的办理方式", "step": "环节名称", "mode": "办理方式", "need": "通过票数", "veto": "一票否决", "within": "办理期限", "escalate": "超时告知",
	"role": "角色", "as": "会议职责",
	"term": "合同期限", "probation": "试用期", "probation_before_signing": "试用合格后才签合同", "regime": "用工性质",
	"headcount": "岗位数", "quota": "名额", "up_to": "最多名额", "on": "何时递补", "pool": "递补范围", "by": "由谁", "await": "等待的外部事件", "validity": "有效期",
	"ages": "年龄", "min": "最低年龄", "max": "最高年龄", "below": "年龄上限（不含）", "born_from": "最早出生日期", "born_to": "最晚出生日期",
	"as_of": "年龄计算日", "require": "条件", "expr": "条件内容", "silent": "未写明的条件", "opens": "开放条件", "percent": "比例",
	"count": "人数", "organiser": "组织单位", "paper": "试卷", "form": "形式", "items": "项目", "minutes": "时长", "place": "地点",
	"hours": "时间", "levels": "审查层级", "amount": "金额", "payer": "发放单位", "fund": "资金来源", "boards": "公示栏", "file_to": "备案单位",
	"appraisal": "考核", "exit": "退出", "duties": "职责", "transition": "过渡", "concurrent": "兼职", "documents": "材料", "clauses": "其他条款",
	"source": "来源", "title": "标题", "kind": "种类", "unit": "地区", "rollout": "实施步骤", "from": "自", "to": "至", "all": "全部入围",
}

var indexForm = regexp.MustCompile(`\[(\w+)\]`)

// chineseOf names a path for people: 笔试 · 合格分数线.
func chineseOf(path string) string {
	var names []string
	for _, part := range strings.Split(path, ".") {
		key, rest, _ := strings.Cut(part, "[")
		name, ok := chineseKeys[key]
		if !ok {
			name = key
		}
		if stage, ok := chineseKeys[strings.TrimSuffix(rest, "]")]; ok && key == "procedure" {
			names = append(names, stage+"环节")
			continue
		}
		if rest == "+]" {
			name += "（补最后一项）"
		}
		if m := indexForm.FindStringSubmatch(part); m != nil && key != "procedure" {
			name += "（第" + ordinal(m[1]) + "项）"
		}
		if key == "procedure" && part != "procedure" {
			continue
		}
		names = append(names, name)
	}
	return strings.Join(names, " · ")
}
