package fault

// sentencesRecruitment are the faults of this subject.
var sentencesRecruitment = map[string]entry{
	"procedure.plan.over":         {Conflict, "本次流程的{stages}个环节已全部走完，后面没有环节了。请刷新后查看现状。", "All {stages} stages of this plan are done; none follows. Reload to see where it stands."},
	"recruitment.panel.size":      {Invalid, "考官打分有{have}个，应为{want}个。请补齐或删去多余的打分后再算。", "There are {have} examiners' marks where {want} are due. Complete or correct them, then compute again."},
	"recruitment.score.missing":   {Invalid, "还有人没有{part}成绩，也没有登记缺考或免试。请先补录。", "Somebody has no score for {part} and is recorded neither absent nor exempt. Enter it first."},
	"recruitment.paper.invalid":   {Conflict, "按规则，准考证号错填或漏填的{part}试卷无效，没有成绩。请由有权的人具名认定。", "By the regulation a {part} paper with a wrong or missing ticket number is invalid and has no score. A named person must decide."},
	"recruitment.score.range":     {Invalid, "成绩超出范围：应在0到满分（{full}）之间。请核对后重录。", "The score is out of range: it must lie between 0 and the full mark ({full}). Check and enter it again."},
	"recruitment.tie.consent":     {Unruled, "同分者需要加试，须先经{body}同意。请登记其意见后再排名。", "Equal totals call for an extra question, which needs the consent of {body}. Record its answer, then rank again."},
	"recruitment.tie.extra":       {Unruled, "同分者须加试（{part}），加试成绩还没有录齐。请补录后再排名。", "Equal totals call for an extra question ({part}) whose marks are not complete. Enter them, then rank again."},
	"recruitment.bonus.facts":     {Unruled, "{part}的加分“{rule}”还没有查明，总成绩不能计算。请先核实。", "Whether the bonus “{rule}” of {part} is earned is not established, so no total can be made. Verify it first."},
	"recruitment.tie.again":       {Unruled, "同分者的加试（{part}）成绩仍然相同。请再加试一次，录入新的加试成绩后再排名。", "The extra question ({part}) left people equal. Hold it again, enter the new marks, then rank again."},
	"recruitment.tie.item":        {Unruled, "同分者要比较{part}中“{item}”的成绩，这一项还没有录齐。请补录后再排名。", "Equal totals are compared by “{item}” of {part}, whose scores are not complete. Enter them, then rank again."},
	"recruitment.tie.lots":        {Unruled, "同分者须抽签决定，抽签结果还没有录齐，或两人录成了同一号。请补录后再排名。", "Equal totals are decided by drawing lots; the draw is not fully recorded, or two people have the same number. Record it, then rank again."},
	"recruitment.tie.facts":       {Unruled, "同分者的“{rule}”还没有查明，不能据此排序。请先核实。", "Whether those with equal totals meet “{rule}” is not established, so they cannot be ordered by it. Verify it first."},
	"recruitment.tie.place":       {Unruled, "名次相同的人多于剩余名额，规则没有写明取谁。请由有权裁定的人先定办法，再确认。", "More people share a rank than places are left, and the rules do not say who comes first. Somebody entitled must settle the way first."},
	"recruitment.path.unknown":    {Invalid, "规则里没有报考类别“{path}”。可选：{paths}。", "The regulation has no path “{path}”. It has: {paths}."},
	"recruitment.quota.facts":     {Invalid, "不能确定“{rule}”是否适用于该单位，缺少：{missing}。请先补齐单位资料。", "Whether “{rule}” applies to this unit cannot be told; missing: {missing}. Complete the unit's data first."},
	"recruitment.same.person":     {Forbidden, "您在这件事上已做过“{done}”，“{act}”须由另一人决定。", "You have already done “{done}” in this matter; “{act}” must be decided by somebody else."},
	"recruitment.route.over":      {Conflict, "会签路线的{steps}步都已完成，没有下一步。请刷新后查看现状。", "All {steps} steps of the route are done; none follows. Reload to see where it stands."},
	"recruitment.substitute.none": {Conflict, "递补人选已经用完，没有下一位了。请登记空缺，或另行组织选聘。", "Nobody is left to substitute. Record the vacancy, or open another cycle."},
	"recruitment.substitute.late": {Conflict, "递补名单已于{until}到期，不能再递补。", "The reserve list expired on {until}; nobody can be substituted from it."},
	"recruitment.substitute.off":  {Conflict, "规则没有把“{cause}”列为可以递补的情形（可以的是：{on}）。", "The regulation does not let “{cause}” be followed by a substitution (it allows: {on})."},
}
