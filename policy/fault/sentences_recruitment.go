package fault

// sentencesRecruitment are the faults of this subject.
var sentencesRecruitment = map[string]entry{
	"procedure.plan.over": {Conflict, "本次流程的{stages}个环节已全部走完，后面没有环节了。请刷新后查看现状。", "All {stages} stages of this plan are done; none follows. Reload to see where it stands."},
}
