package fault

// sentencesCommon are the faults every floor may use.
var sentencesCommon = map[string]entry{
	"internal":          {Internal, "系统出现问题，您的操作没有生效。请稍后再试；如仍不行，请把编号告诉管理员。", "Something failed on our side and nothing was changed. Try again later; if it persists, give the reference to the administrator."},
	"unknown":           {Unknown, "没有找到{what}，或者您无权查看。", "There is no such {what}, or you may not see it."},
	"busy":              {Busy, "系统正忙，请稍后重试，已填内容不会丢失。", "The system is busy; try again shortly. Nothing you entered is lost."},
	"forbidden":         {Forbidden, "您（{role}）不能在这里做“{act}”；可以做的是：{who}。", "Your role ({role}) may not do “{act}” here; it belongs to: {who}."},
	"act.state":         {Conflict, "现在处于“{state}”，不能做“{act}”。请刷新后查看下一步。", "The case is in state “{state}”, where “{act}” is not possible. Reload to see what comes next."},
	"act.sequence":      {Conflict, "这件事刚被别人处理过（您看到第{seen}步，现在是第{now}步）。请刷新后再决定。", "Somebody has just acted on this case (you saw step {seen}, it is now at {now}). Reload, then decide."},
	"act.reason":        {Invalid, "不利决定必须写明理由。", "An adverse decision needs a reason."},
	"act.key.missing":   {Invalid, "请求缺少幂等键（Idempotency-Key）。", "The request lacks its Idempotency-Key."},
	"act.key.reused":    {Conflict, "同一个幂等键已用于另一份内容。请换一个新键。", "This idempotency key was already used with another body. Use a new key."},
	"act.open":          {Busy, "同一事项还有一项操作正在完成，请几秒后重试。", "Another act on this case is still being completed; try again in a few seconds."},
	"value.missing":     {Invalid, "缺少“{field}”。", "“{field}” is missing."},
	"value.wrong":       {Invalid, "“{field}”不对：{why}。", "“{field}” is wrong: {why}."},
	"regulation.silent": {Unruled, "规则没有写明“{value}”。请由{who}先裁定并记录理由。", "The regulation is silent on “{value}”. {who} must rule on it first, with a reason."},
}
