package recruitment

import "jinchu/policy/procedure"

// States of an application; it begins Submitted.
const (
	Returned   = "returned"
	Qualified  = "qualified"
	Refused    = "refused"
	Appealing  = "appealing"
	Eliminated = "eliminated"
	Absent     = "absent"
	Ranked     = "ranked"
	Reserved   = "reserved"
	Proposed   = "proposed"
	Fit        = "fit"
	Unfit      = "unfit"
	Cleared    = "cleared"
	Uncleared  = "uncleared"
	Publicised = "publicised"
	Hired      = "hired"
	Signed     = "signed"
	Contracted = "contracted"
	Waived     = "waived"
	Withdrawn  = "withdrawn"
	Ended      = "ended"
)

// Reviewers are the levels a regulation may name for the review of papers.
func reviewers() []string { return by(townshipClerk, townshipChair, countyHR, hrBureau) }

// Keepers record what happened to a person during examination and after.
func keepers() []string { return by(countyHR, hrBureau, townshipChair) }

// Application is the table of one person's 报名. Medical, background check and publicity may follow
// each other in any order: the cycle's plan says which is due.
func Application() procedure.Table {
	return procedure.Table{
		Code: "application", Label: procedure.Label{Chinese: "报名", English: "application"},
		Start: Submitted, Finals: []string{Contracted, Waived, Withdrawn, Ended},
		States: applicationStates(), Acts: applicationActs(), Groups: applicationGroups(),
		Rows: append(append(reviewRows(), contestRows()...), engageRows()...),
	}
}

func applicationStates() []procedure.Name {
	return []procedure.Name{
		name(Submitted, "已报名", "submitted"), name(Returned, "待补正", "returned for correction"),
		name(Qualified, "资格合格", "qualified"), name(Refused, "资格不合格", "refused"),
		name(Appealing, "申诉中", "appealing"), name(Eliminated, "未入围", "eliminated"),
		name(Absent, "缺考", "absent"), name(Ranked, "已排名", "ranked"), name(Reserved, "递补候选", "on the reserve list"),
		name(Proposed, "拟聘对象", "proposed"), name(Fit, "体检合格", "fit"), name(Unfit, "体检不合格", "unfit"),
		name(Cleared, "考察合格", "cleared"), name(Uncleared, "考察不合格", "not cleared"),
		name(Publicised, "公示", "publicised"), name(Hired, "决定录用", "hired"),
		name(Signed, "本人已签", "signed by the person"), name(Contracted, "合同已签", "contracted"),
		name(Waived, "放弃", "waived"), name(Withdrawn, "撤回报名", "withdrawn"), name(Ended, "终结（未录用）", "ended without a hire"),
	}
}

func applicationActs() []procedure.Name {
	return []procedure.Name{
		name("return", "退回补正", "return for correction"), name("supplement", "补正材料", "supplement"),
		name("pass_on", "初审通过", "pass on to the next level"), name("qualify", "认定合格", "qualify"),
		name("establish", "补充查明事实", "establish a fact"),
		name("refuse", "认定不合格", "refuse"), name("revoke", "取消资格", "revoke"),
		name("appeal", "申诉", "appeal"), name("grant", "申诉成立", "grant the appeal"), name("uphold", "维持原决定", "uphold"),
		name("request_accommodation", "申请合理便利", "ask for accommodation"),
		name("grant_accommodation", "同意合理便利", "grant accommodation"),
		name("refuse_accommodation", "不同意合理便利", "refuse accommodation"),
		name("record_absence", "记录缺考", "record an absence"), name("reinstate", "恢复资格", "reinstate"),
		name("eliminate", "确认未入围", "eliminate"), name("rank", "列入排名", "rank"),
		name("reserve", "列入递补", "put on the reserve list"), name("propose", "列为拟聘对象", "propose"),
		name("choose", "选岗", "choose a post"),
		name("pass_medical", "体检合格", "pass the medical"), name("fail_medical", "体检不合格", "fail the medical"),
		name("pass_background", "考察合格", "pass the background check"), name("fail_background", "考察不合格", "fail the background check"),
		name("recheck", "复检（复核）合格", "pass a recheck"), name("publicise", "列入公示", "publicise"),
		name("hire", "录用", "hire"), name("sign", "本人签字", "sign"), name("endorse", "会签", "endorse"),
		name("countersign", "单位签章", "countersign"), name("withdraw", "撤回", "withdraw"), name("waive", "本人放弃", "waive"),
		name("record_waiver", "认定放弃", "record a waiver"), name("remind", "到期提醒", "remind"), name("close", "终结", "close"),
	}
}

func applicationGroups() []procedure.Group {
	return []procedure.Group{
		{Code: "before_contest", Label: procedure.Label{Chinese: "排名前", English: "before the ranking"},
			States: []string{Submitted, Returned, Qualified}},
		{Code: "standing", Label: procedure.Label{Chinese: "在考", English: "standing in the contest"},
			States: []string{Qualified, Ranked, Reserved, Proposed, Fit, Cleared, Publicised}},
		{Code: "checked", Label: procedure.Label{Chinese: "体检考察公示中", English: "being checked and publicised"},
			States: []string{Proposed, Fit, Cleared, Publicised}},
		{Code: "offered", Label: procedure.Label{Chinese: "排名后", English: "after the ranking"},
			States: []string{Ranked, Reserved, Proposed, Fit, Cleared, Publicised, Hired}},
		{Code: "judged", Label: procedure.Label{Chinese: "可申诉的不利结果", English: "adverse results open to appeal"},
			States: []string{Refused, Eliminated}},
		{Code: "open", Label: procedure.Label{Chinese: "未终结", English: "not over"},
			States: []string{Submitted, Returned, Qualified, Refused, Appealing, Eliminated, Absent, Ranked, Reserved,
				Proposed, Fit, Unfit, Cleared, Uncleared, Publicised, Hired, Signed}},
	}
}

// reviewRows are the review of papers, the appeal against it and the accommodation.
func reviewRows() []procedure.Row {
	return []procedure.Row{
		{From: Submitted, Event: "return", By: reviewers(), To: Returned},
		{From: Returned, Event: "supplement", By: by(applicant, townshipClerk), To: Submitted},
		{From: Submitted, Event: "pass_on", By: reviewers(), To: procedure.Stay},
		{From: Submitted, Event: "qualify", By: reviewers(), To: Qualified},
		{From: Qualified, Event: "establish", By: reviewers(), To: procedure.Stay},
		{From: Submitted, Event: "refuse", By: reviewers(), To: Refused, Adverse: true},
		{From: Returned, Event: "refuse", By: reviewers(), To: Refused, Adverse: true},
		{From: "judged", Event: "appeal", By: by(applicant, townshipClerk), To: Appealing},
		{From: Appealing, Event: "grant", By: by(countyDirector, disciplineOffice), To: Qualified},
		{From: Appealing, Event: "uphold", By: by(countyDirector, disciplineOffice), To: Ended, Adverse: true},
		{From: "before_contest", Event: "request_accommodation", By: by(applicant, townshipClerk), To: procedure.Stay},
		{From: "before_contest", Event: "grant_accommodation", By: keepers(), To: procedure.Stay},
		{From: "before_contest", Event: "refuse_accommodation", By: keepers(), To: procedure.Stay, Adverse: true},
		{From: "before_contest", Event: "withdraw", By: by(applicant, townshipClerk), To: Withdrawn},
		{From: "offered", Event: "waive", By: by(applicant, townshipClerk), To: Waived},
	}
}

// contestRows are examination, ranking and the places that follow from it.
func contestRows() []procedure.Row {
	return []procedure.Row{
		{From: Qualified, Event: "record_absence", By: keepers(), To: Absent, Adverse: true},
		{From: Absent, Event: "reinstate", By: by(countyDirector, hrBureau), To: Qualified},
		{From: "standing", Event: "eliminate", By: deciders(), To: Eliminated, Adverse: true},
		{From: "standing", Event: "revoke", By: deciders(), To: Refused, Adverse: true},
		{From: Hired, Event: "revoke", By: deciders(), To: Refused, Adverse: true},
		{From: Signed, Event: "revoke", By: deciders(), To: Refused, Adverse: true},
		{From: Qualified, Event: "rank", By: deciders(), To: Ranked},
		{From: Ranked, Event: "reserve", By: deciders(), To: Reserved},
		{From: Qualified, Event: "propose", By: deciders(), To: Proposed},
		{From: Ranked, Event: "propose", By: deciders(), To: Proposed},
		{From: Reserved, Event: "propose", By: deciders(), To: Proposed},
		{From: Proposed, Event: "choose", By: by(applicant, countyHR, townshipClerk), To: procedure.Stay},
		{From: Ranked, Event: "choose", By: by(applicant, countyHR, townshipClerk), To: procedure.Stay},
	}
}

// engageRows lead from the checks to the contract; a silent or absent person is recorded, never timed out.
func engageRows() []procedure.Row {
	return []procedure.Row{
		{From: "checked", Event: "pass_medical", By: keepers(), To: Fit},
		{From: "checked", Event: "fail_medical", By: keepers(), To: Unfit, Adverse: true},
		{From: Unfit, Event: "recheck", By: keepers(), To: Fit},
		{From: "checked", Event: "pass_background", By: keepers(), To: Cleared},
		{From: "checked", Event: "fail_background", By: keepers(), To: Uncleared, Adverse: true},
		{From: Uncleared, Event: "recheck", By: keepers(), To: Cleared},
		{From: "checked", Event: "publicise", By: append(keepers(), countyDirector, personnelAuthority, cityFederation, townshipLeader), To: Publicised},
		{From: "checked", Event: "hire", By: deciders(), To: Hired},
		{From: Hired, Event: "sign", By: by(applicant), To: Signed},
		{From: Signed, Event: "endorse", By: deciders(), To: procedure.Stay},
		{From: Signed, Event: "countersign", By: by(countyDirector, townshipLeader, countyHR, hrBureau), To: Contracted},
		{From: "offered", Event: "record_waiver", By: keepers(), To: Waived, Adverse: true},
		{From: "open", Event: "remind", By: machine, To: procedure.Stay},
		{From: "open", Event: "close", By: by(countyHR, countyDirector, hrBureau, townshipChair, personnelAuthority, townshipLeader), To: Ended, Adverse: true},
	}
}
