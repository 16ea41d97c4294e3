package fault

// sentencesApproval are the ways a route of approvals says no.
var sentencesApproval = map[string]entry{
	"approval.over":            {Conflict, "这件事已经办结（{status}），不能再办。请刷新看结果。", "This is finished ({status}); nothing more can be done. Load it again to see the result."},
	"approval.verb":            {Invalid, "没有“{verb}”这种办理方式。", "There is no act “{verb}” on a route."},
	"approval.off":             {Forbidden, "本县的规定没有开通“{verb}”。", "The county’s rules do not turn on “{verb}”."},
	"approval.turn":            {Forbidden, "现在不由您“{verb}”，等的是{who}。", "It is not yours to do “{verb}” now; {who} is waited for."},
	"approval.self":            {Forbidden, "这件事是您（或您代理的人）提交的，不能由您“{verb}”。", "You, or whom you stand in for, submitted this; “{verb}” is another person’s."},
	"approval.barred":          {Forbidden, "您（或您代理的人）在本案须回避，不能“{verb}”。", "You, or whom you stand in for, are kept out of this case; you cannot do “{verb}”."},
	"approval.loop":            {Forbidden, "您已经把这一席转给别人，不能再接回来“{verb}”。", "You passed this seat on and do not get it back to do “{verb}”."},
	"approval.another.step":    {Forbidden, "您（或您代理的人）已在本案的另一环节表过态，这一环节须由另一人“{verb}”。", "You, or whom you stand in for, have spoken at another step of this case; “{verb}” here is another person’s."},
	"approval.another.seat":    {Forbidden, "您（或您代理的人）已在本环节的另一席，一人不能占两席，不能“{verb}”。", "You, or whom you stand in for, have another seat in this step; one person does not fill two, so you cannot do “{verb}”."},
	"approval.said":            {Conflict, "您已经表过态，不能重复“{verb}”。", "You have spoken already; “{verb}” cannot be done twice."},
	"approval.bound":           {Forbidden, "这一席已经转给另一人，现在不由您“{verb}”。", "This seat was passed to another person; “{verb}” is not yours now."},
	"approval.wait":            {Conflict, "在您之前还有人要先表态或回报，请等他们办完再“{verb}”。", "Others have to speak or report before you; do “{verb}” after them."},
	"approval.to":              {Invalid, "不能“{verb}”给这个人。请从列出的人里选。", "“{verb}” cannot go to this person. Choose one of those listed."},
	"approval.step":            {Invalid, "不能退回到第{step}步。请从列出的环节里选。", "It cannot go back to step {step}. Choose one of those listed."},
	"approval.seat":            {Invalid, "席位“{seat}”不是您能减去的加签人。", "Seat “{seat}” is no added signer that you may remove."},
	"approval.urged":           {Conflict, "{day}已经催办过，一个工作日最多催办一次。", "This was urged on {day} already; once per working day is the most."},
	"approval.minutes":         {Invalid, "会议纪要须写明到会的人和结果（{results}）。", "Minutes name who was present and the result ({results})."},
	"approval.minutes.recused": {Invalid, "须回避的人不能列为到会。请从 present 删去，写进 recused。", "Somebody who is kept out cannot be listed as present. Remove them from present and list them as recused."},
	"approval.clock":           {Conflict, "“{verb}”现在没有到期可言。", "Nothing runs out now that “{verb}” would follow from."},
}
