package recruitment

import (
	"jinchu/policy/approval"
	"jinchu/policy/procedure"
)

// Roles that act in a recruitment; policy gives them their area.
const (
	countyHR           = "county_hr"
	countyDirector     = "county_director"
	disciplineOffice   = "discipline_office"
	finance            = "finance"
	hrBureau           = "hr_bureau"
	personnelAuthority = "personnel_authority"
	cityFederation     = "city_federation"
	townshipChair      = "township_chair"
	townshipLeader     = "township_leader"
	townshipClerk      = "township_clerk"
	townshipFinance    = "township_finance"
	villageBranch      = "village_branch"
	villageCommittee   = "village_committee"
	associationChair   = "association_chair"
	complaintHandler   = "complaint_handler"
	scoreKeyer         = "score_keyer"
	examiner           = "examiner"
	applicant          = "applicant"
	public             = "public"
)

var machine = []string{procedure.Machine}

func by(roles ...string) []string { return roles }

func name(code, zh, en string) procedure.Name {
	return procedure.Name{Code: code, Label: procedure.Label{Chinese: zh, English: en}}
}

// States of a cycle.
const (
	Planned       = "planned"
	Submitted     = "submitted" // also the first state of an application
	Approved      = "approved"
	Announced     = "announced"
	Reviewing     = "reviewing"
	Accommodating = "accommodating"
	Opening       = "opening"
	Examining     = "examining"
	Scored        = "scored"
	Ranking       = "ranking"
	Choosing      = "choosing"
	Checking      = "checking"
	Publicising   = "publicising"
	Deciding      = "deciding"
	Contracting   = "contracting"
	Awaiting      = "awaiting_ruling"
	Closed        = "closed"
	Cancelled     = "cancelled"
)

// Organisers of a cycle: the county, the HR bureau or, for its own posts, a township.
func organisers() []string { return by(countyHR, hrBureau, townshipChair) }

// Deciders are those who answer for a plan and for a hire.
func deciders() []string {
	return by(countyDirector, personnelAuthority, hrBureau, cityFederation, townshipLeader)
}

// staff may take part in a decision, and so may have to be kept out of one.
func staff() []string {
	return by(countyHR, countyDirector, disciplineOffice, finance, hrBureau, personnelAuthority, cityFederation, townshipLeader, townshipChair,
		townshipClerk, townshipFinance, villageBranch, villageCommittee, associationChair)
}

// Cycle is the table of a 选聘批次. Its middle follows the pinned regulation: see PlanOf.
func Cycle() procedure.Table {
	return procedure.Table{
		Code: "cycle", Label: procedure.Label{Chinese: "选聘批次", English: "recruitment cycle"},
		Start: Planned, Finals: []string{Closed, Cancelled},
		Stages: []string{Planned, Submitted, Approved, Announced, Reviewing, Accommodating, Opening, Examining,
			Scored, Ranking, Choosing, Checking, Publicising, Deciding, Contracting},
		States: cycleStates(), Acts: cycleActs(), Groups: cycleGroups(),
		Rows:   append(append(cycleHead(), cycleMiddle()...), cycleTail()...),
		Routed: []procedure.Routed{{State: Submitted, Event: "approve"}, {State: Deciding, Event: "hire"}},
		Verbs:  verbs(),
	}
}

// verbs are the words people speak on a route of approvals.
func verbs() []procedure.Name {
	var all []procedure.Name
	for _, verb := range approval.People {
		zh, en := approval.Name(verb)
		all = append(all, name(verb, zh, en))
	}
	return all
}

func cycleStates() []procedure.Name {
	return []procedure.Name{
		name(Planned, "拟定方案", "planned"), name(Submitted, "方案待批", "submitted"),
		name(Approved, "方案已批", "approved"), name(Announced, "报名（推荐）中", "announced"),
		name(Reviewing, "资格审查中", "reviewing"), name(Accommodating, "办理合理便利", "accommodating"),
		name(Opening, "核定开考", "opening"), name(Examining, "考试中", "examining"),
		name(Scored, "成绩待确认", "scored"), name(Ranking, "排名待确认", "ranking"),
		name(Choosing, "选岗中", "choosing"), name(Checking, "体检考察中", "checking"),
		name(Publicising, "公示中", "publicising"), name(Deciding, "待录用决定", "deciding"),
		name(Contracting, "签约中", "contracting"), name(Awaiting, "待裁定", "awaiting ruling"),
		name(Closed, "已办结", "closed"), name(Cancelled, "已取消", "cancelled"),
	}
}

func cycleActs() []procedure.Name {
	return []procedure.Name{
		name("submit", "提交方案", "submit"), name("approve", "批准方案", "approve"),
		name("return", "退回补正", "return for correction"), name("reject", "未获同意", "not agreed"),
		name("withdraw", "撤回", "withdraw"), name("void", "作废", "void"),
		name("rule", "裁定", "rule"), name("publish", "发布公告", "publish"),
		name("receive", "登记上级来件", "receive"), name("close_registration", "报名截止", "close registration"),
		name("issue_tickets", "发准考证", "issue tickets"), name("dispose", "处置开考不足的岗位", "dispose of a post"),
		name("enter_scores", "登记成绩", "enter scores"), name("lock_scores", "锁定成绩", "lock scores"),
		name("unlock_scores", "解锁成绩", "unlock scores"), name("confirm", "确认结果", "confirm results"),
		name("substitute", "启动递补", "substitute"), name("object", "提出异议", "object"),
		name("decide_objection", "裁决异议", "decide an objection"), name("end_publicity", "公示期满", "end publicity"),
		name("hire", "决定录用", "decide to hire"), name("conclude", "结束本环节", "conclude the stage"),
		name("close", "办结", "close"), name("remind", "到期提醒", "remind"),
		name("escalate", "超时升级", "escalate"), name("publicity_over", "公示期满", "end of the publicity on the route"),
		name("recuse", "申报回避", "declare a recusal"), name("name_helper", "提名外请人员", "name a helper from elsewhere"),
		name("confirm_helper", "确认外请人员", "confirm a helper"),
		name("await_ruling", "停下待裁定", "await a ruling"), name("cancel", "取消批次", "cancel"),
	}
}

func cycleGroups() []procedure.Group {
	return []procedure.Group{
		{Code: "before_notice", Label: procedure.Label{Chinese: "公告前", English: "before the notice"},
			States: []string{Planned, Submitted, Approved}},
		{Code: "running", Label: procedure.Label{Chinese: "公告后各环节", English: "after the notice"},
			States: []string{Announced, Reviewing, Accommodating, Opening, Examining, Scored, Ranking, Choosing,
				Checking, Publicising, Deciding, Contracting}},
		{Code: "working", Label: procedure.Label{Chinese: "由经办人结束的环节", English: "stages their organiser concludes"},
			States: []string{Reviewing, Accommodating, Opening, Choosing, Checking, Publicising}},
		{Code: "resulting", Label: procedure.Label{Chinese: "结果须具名确认的环节", English: "stages whose results a named person confirms"},
			States: []string{Scored, Ranking}},
		{Code: "routed", Label: procedure.Label{Chinese: "按审批路线决定的环节", English: "states in which a route of approvals decides"},
			States: []string{Submitted, Deciding}},
		{Code: "shown", Label: procedure.Label{Chinese: "可能在公示的环节", English: "states in which something may be shown to the public"},
			States: []string{Publicising, Submitted, Deciding}},
		{Code: "offering", Label: procedure.Label{Chinese: "可以递补的环节", English: "stages that allow substitution"},
			States: []string{Checking, Publicising, Deciding, Contracting}},
		{Code: "open", Label: procedure.Label{Chinese: "未办结", English: "not over"},
			States: []string{Planned, Submitted, Approved, Announced, Reviewing, Accommodating, Opening, Examining,
				Scored, Ranking, Choosing, Checking, Publicising, Deciding, Contracting, Awaiting}},
	}
}

// cycleHead is the same everywhere: nobody can apply before the plan is approved and the notice out.
func cycleHead() []procedure.Row {
	return []procedure.Row{
		{From: Planned, Event: "submit", By: organisers(), To: Submitted},
		{From: Submitted, Event: "approve", By: deciders(), To: Approved},
		{From: Submitted, Event: "return", By: deciders(), To: Planned},
		{From: Submitted, Event: "reject", By: deciders(), To: Planned},
		{From: Submitted, Event: "withdraw", By: organisers(), To: Planned},
		{From: Submitted, Event: "void", By: deciders(), To: Planned},
		{From: Approved, Event: "return", By: by(countyHR, countyDirector), To: Planned},
		{From: "before_notice", Event: "rule", By: deciders(), To: procedure.Stay},
		{From: Approved, Event: "publish", By: organisers(), To: Announced},
		{From: Announced, Event: "close_registration", By: machine, To: procedure.Next},
	}
}

// cycleMiddle moves from stage to stage in the order of the pinned regulation.
func cycleMiddle() []procedure.Row {
	return []procedure.Row{
		{From: "working", Event: "conclude", By: organisers(), To: procedure.Next},
		{From: Reviewing, Event: "issue_tickets", By: organisers(), To: procedure.Stay},
		{From: Opening, Event: "issue_tickets", By: organisers(), To: procedure.Stay},
		{From: Examining, Event: "issue_tickets", By: organisers(), To: procedure.Stay},
		{From: Opening, Event: "dispose", By: by(countyDirector, hrBureau, townshipLeader), To: procedure.Stay, Adverse: true},
		{From: Examining, Event: "enter_scores", By: by(scoreKeyer, examiner), To: procedure.Stay},
		{From: Examining, Event: "lock_scores", By: organisers(), To: procedure.Next},
		{From: Scored, Event: "unlock_scores", By: by(countyDirector, disciplineOffice), To: Examining, Adverse: true},
		{From: "resulting", Event: "confirm", By: deciders(), To: procedure.Next, Adverse: true},
		{From: "offering", Event: "substitute", By: deciders(), To: procedure.Stay},
		{From: "shown", Event: "object", By: by(public, applicant, townshipClerk, complaintHandler), To: procedure.Stay},
		{From: "shown", Event: "decide_objection", By: by(disciplineOffice, countyDirector), To: procedure.Stay, Adverse: true},
		{From: Publicising, Event: "end_publicity", By: machine, To: procedure.Stay},
	}
}

// cycleTail ends the cycle, and stops it where the regulation is silent.
func cycleTail() []procedure.Row {
	return []procedure.Row{
		{From: Deciding, Event: "hire", By: deciders(), To: procedure.Next},
		{From: Contracting, Event: "close", By: organisers(), To: Closed},
		{From: "running", Event: "receive", By: by(cityFederation, countyHR), To: procedure.Stay},
		{From: "before_notice", Event: "receive", By: by(cityFederation, countyHR), To: procedure.Stay},
		{From: "routed", Event: "escalate", By: machine, To: procedure.Stay},
		{From: "routed", Event: "publicity_over", By: machine, To: procedure.Stay},
		{From: "open", Event: "recuse", By: staff(), To: procedure.Stay},
		{From: "open", Event: "name_helper", By: by(countyHR), To: procedure.Stay},
		{From: "open", Event: "confirm_helper", By: by(countyDirector), To: procedure.Stay},
		{From: "open", Event: "remind", By: machine, To: procedure.Stay},
		{From: "running", Event: "await_ruling", By: machine, To: Awaiting},
		{From: Awaiting, Event: "rule", By: deciders(), To: procedure.This},
		{From: "open", Event: "cancel", By: by(countyDirector, personnelAuthority, townshipLeader), To: Cancelled, Adverse: true},
	}
}
