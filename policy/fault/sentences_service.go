package fault

// sentencesService are the faults of this subject: serving documents, and acts entered from signed paper.
var sentencesService = map[string]entry{
	"service.way":      {Invalid, "没有“{way}”这种送达方式。请按接口说明选用。", "There is no way of service “{way}”. Choose one of those described."},
	"service.day":      {Invalid, "送达日期应在{from}至{to}之间：不早于文书作出（电子送达的，不早于本人同意），不晚于今天。请核对送达回证。", "The day of service lies between {from} and {to}: not before the document (of electronic service: the consent), not after today. Check the receipt."},
	"service.consent":  {Conflict, "没有本人事先同意电子送达的记录，不能电子送达。请先登记本人的同意，或改用其他方式。", "There is no record that the person consented to electronic service beforehand. Record the consent first, or choose another way."},
	"service.last":     {Conflict, "公告送达是最后的方式：须先有{needed}次其他方式送达不成的记录，现有{count}次。", "Public notice is the last resort: {needed} failed tries by other ways must be on record, and there are {count}."},
	"service.proof":    {Invalid, "{way}还缺“{field}”。请按送达回证补齐后再登记。", "What proves {way} lacks “{field}”. Complete it from the receipt, then record it."},
	"service.told":     {Invalid, "请写明除送交文书外是否另以本人能够理解的方式告知；另行告知的，写明方式和协助人姓名；依登记信息应当另行告知的，不能省略。", "Say whether the person was also told in their own way; if so, how and with whose help; where the register calls for it, it may not be left out."},
	"service.document": {Conflict, "本案第{step}步没有须送达本人的文书。请刷新后从待送达的文书中选择。", "Step {step} of this case made no document to be served. Reload and choose among those that wait."},
	"service.already":  {Conflict, "这份文书已于{day}送达，期限从那天的次日起算，不能再登记一次。", "This document was served on {day} and its period counts from the day after; it cannot be recorded again."},
	"service.unserved": {Conflict, "“{document}”还没有送达的记录，期限尚未开始。请先送达并登记。", "There is no record that “{document}” was served, so its period has not begun. Serve it and record that first."},
	"service.silence":  {Conflict, "本人没有补正或陈述，须由经办人先具名记明，才能据此作出不利决定。", "That the person made no statement must first be recorded by a named person before an adverse decision may rest on it."},
	"service.stated":   {Conflict, "没有正在等本人补正或陈述的文书，不能记明“没有陈述”。", "No document waits for a statement of the person, so its absence cannot be recorded."},

	"paper.signer":    {Invalid, "找不到签字人：须是本县的工作人员，或本报名的报考人本人。请核对签字人。", "The signer is not known: a member of staff of this county, or the applicant of this application. Check who signed."},
	"paper.unable":    {Forbidden, "签字人在{date}没有能办理“{act}”的任职；能办理的是：{who}。请核对签字人和日期；任职早于本系统的，请管理员按实际日期补上任命。", "On {date} the signer held no role that may do “{act}”; it belongs to: {who}. Check signer and date; a role held since before this program is entered by the administrator from its real first day."},
	"paper.date":      {Invalid, "纸面日期应在{from}至{to}之间：不早于本案到达现状之日，不晚于今天。请核对原件。", "The date of the paper lies between {from} and {to}: not before the case came to where it stands, not after today. Check the original."},
	"paper.scan":      {Invalid, "找不到扫描件，或者它属于别的案卷。请先上传原件的扫描件。", "The scan is not there, or belongs to another case. Upload a scan of the original first."},
	"paper.clerk":     {Forbidden, "补录人不能是签字人本人，也不能是在本案中须由另一人办理的人。请由另一名经办人补录。", "Whoever enters the paper may be neither the signer nor somebody who must keep out of this step. Have another clerk enter it."},
	"paper.contested": {Conflict, "补录的第{step}步（{act}）正被签字人异议，处理以前不能在它的基础上作出不利或者终局的决定。请先处理异议。", "Step {step} ({act}), entered from paper, is contested by its signer; nothing adverse or final may rest on it until that is settled. Settle it first."},
	"paper.contester": {Forbidden, "只有纸面上的签字人本人可以提出异议。", "Only the signer of the paper may contest it."},
	"paper.settler":   {Forbidden, "补录人和签字人不能处理自己的异议，须由另一人处理。", "Neither the clerk nor the signer settles this; somebody else must."},
	"paper.state":     {Conflict, "这份补录现在不能这样处理（现状：{state}）。请刷新后查看。", "This entry cannot be dealt with in this way now (it is: {state}). Reload to see where it stands."},
}
