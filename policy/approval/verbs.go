package approval

import "jinchu/policy/fault"

// Verbs. Those of regulation.RouteVerbs are there where a regulation turns them on; the others always.
const (
	Agree          = "agree"           // 同意
	Disagree       = "disagree"        // 不同意
	Return         = "return"          // 退回补正: to the submitter, and back to the seat that returned it
	Resubmit       = "resubmit"        // 重新提交
	SendBack       = "send_back"       // 退回上一环节: an earlier step decides anew
	Transfer       = "transfer"        // 转办: another person takes the seat
	Delegate       = "delegate"        // 委派: another person reports first
	Report         = "report"          // 回报
	AddSigner      = "add_signer"      // 加签
	RemoveSigner   = "remove_signer"   // 减签
	Withdraw       = "withdraw"        // 撤回
	Urge           = "urge"            // 催办
	Copy           = "copy"            // 抄送
	Park           = "park"            // 暂存
	VoidIt         = "void"            // 作废
	EnterMinutes   = "enter_minutes"   // 登记会议纪要
	ConfirmMinutes = "confirm_minutes" // 确认会议纪要
	CorrectMinutes = "correct_minutes" // 退回改正会议纪要
	Escalate       = "escalate"        // 超时升级: a fact of the clock
	PublicityOver  = "publicity_over"  // 公示期满: a fact of the clock
)

// People lists the verbs of people, in the order an approver sees them.
var People = []string{Agree, Return, Disagree, EnterMinutes, ConfirmMinutes, CorrectMinutes, Report, Resubmit, SendBack,
	Transfer, Delegate, AddSigner, RemoveSigner, Park, Copy, Urge, Withdraw, VoidIt}

// Facts lists the verbs of the clock.
var Facts = []string{Escalate, PublicityOver}

var optional = map[string]bool{SendBack: true, Transfer: true, Delegate: true, AddSigner: true, Withdraw: true, Urge: true,
	Copy: true, Park: true, VoidIt: true}

// reasoned are verbs that need a reason; what a delegate reports is one.
var reasoned = map[string]bool{Return: true, Disagree: true, SendBack: true, VoidIt: true, CorrectMinutes: true, Report: true}

// Reasoned tells whether a verb needs a reason.
func Reasoned(verb string) bool { return reasoned[verb] }

// names are the verbs in both languages.
var names = map[string][2]string{
	Agree: {"同意", "agree"}, Disagree: {"不同意", "do not agree"}, Return: {"退回补正", "return for correction"},
	Resubmit: {"重新提交", "submit again"}, SendBack: {"退回上一环节", "send back to an earlier step"}, Transfer: {"转办", "transfer"},
	Delegate: {"委派", "delegate"}, Report: {"回报", "report back"}, AddSigner: {"加签", "add a signer"},
	RemoveSigner: {"减签", "remove a signer"}, Withdraw: {"撤回", "withdraw"}, Urge: {"催办", "urge"}, Copy: {"抄送", "copy"},
	Park: {"暂存", "park"}, VoidIt: {"作废", "void"}, EnterMinutes: {"登记会议纪要", "enter the minutes"},
	ConfirmMinutes: {"确认会议纪要", "confirm the minutes"}, CorrectMinutes: {"退回改正会议纪要", "have the minutes corrected"},
	Escalate: {"超时升级", "escalate"}, PublicityOver: {"公示期满", "end of publicity"},
}

// Name is what people call a verb, in Chinese and in English.
func Name(verb string) (zh, en string) { return names[verb][0], names[verb][1] }

func wordsOf(verb string) fault.Words {
	zh, en := Name(verb)
	return fault.Words{Chinese: zh, English: en}
}
