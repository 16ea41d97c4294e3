package record

// Body is what an act brings beside its name. Each act reads its own fields and refuses when one it
// needs is missing; the rest is empty.
type Body struct {
	Reason     string            `json:"reason,omitempty" maxLength:"2000" doc:"理由：不利决定必填 · required for an adverse decision"`
	Minutes    string            `json:"minutes,omitempty" maxLength:"100" doc:"集体研究的会议纪要号 · number of the meeting's minutes"`
	Rulings    []Ruled           `json:"rulings,omitempty" maxItems:"200" doc:"rule: 规则没有写明之处怎么办"`
	Overrides  []Override        `json:"overrides,omitempty" maxItems:"100" doc:"rule: 与法律不一致而仍要适用的规则，由有权的人负责"`
	What       string            `json:"what,omitempty" maxLength:"100" doc:"receive: 上级来件（或同意机关）"`
	Reference  string            `json:"reference,omitempty" maxLength:"200" doc:"receive: 文号"`
	Granted    *bool             `json:"granted,omitempty" doc:"receive: 是否同意；只是来件的不填"`
	Text       string            `json:"text,omitempty" maxLength:"20000" doc:"publish: 公告正文；object: 异议内容；grant_accommodation: 怎样安排"`
	Post       string            `json:"post,omitempty" doc:"dispose, choose: 岗位代码"`
	Outcome    string            `json:"consequence,omitempty" enum:"cancel,reduce,keep,reroute" doc:"dispose: 处置"`
	To         string            `json:"to,omitempty" maxLength:"64" doc:"dispose: 改报的岗位代码；transfer, delegate, add_signer, copy: 给谁（offers[].to 之一）"`
	Seat       string            `json:"seat,omitempty" maxLength:"40" doc:"审批：以哪一席办理（offers[].seat）；remove_signer: 减去哪一席"`
	Step       int               `json:"step,omitempty" minimum:"0" maximum:"100" doc:"send_back: 退回到第几步（offers[].steps 之一）"`
	After      bool              `json:"after,omitempty" doc:"add_signer: 加在我之后；不填为之前"`
	Meeting    *Meeting          `json:"meeting,omitempty" doc:"enter_minutes: 集体研究的纪要"`
	Person     string            `json:"person,omitempty" maxLength:"64" doc:"recuse: 谁回避（不填为本人）；name_helper, confirm_helper: 外请的人"`
	Ground     string            `json:"ground,omitempty" enum:"kin,interest,other" doc:"recuse: 亲属、利害关系、其他"`
	Role       string            `json:"role,omitempty" maxLength:"40" doc:"name_helper: 以什么角色"`
	Unit       string            `json:"unit,omitempty" maxLength:"12" doc:"name_helper: 在哪个单位，12位代码"`
	Until      string            `json:"until,omitempty" maxLength:"10" doc:"name_helper: 到哪一天，YYYY-MM-DD"`
	Objection  string            `json:"objection,omitempty" doc:"decide_objection: 异议编号"`
	About      string            `json:"application,omitempty" doc:"object: 针对哪一份报名；空为整个批次"`
	Verified   bool              `json:"verified,omitempty" doc:"decide_objection: 查证属实"`
	Affects    bool              `json:"affects,omitempty" doc:"decide_objection: 影响录用"`
	Name       string            `json:"name,omitempty" maxLength:"100" doc:"object: 异议人（可不填）"`
	Phone      string            `json:"phone,omitempty" maxLength:"40" doc:"object: 联系电话（可不填）"`
	Facts      map[string]string `json:"facts,omitempty" doc:"补正或查明的事实，按规则语言的词"`
	Exceptions []string          `json:"exceptions,omitempty" doc:"qualify: 对“原则上”的规定作例外的条目"`
	Needs      []string          `json:"needs,omitempty" doc:"request_accommodation: 需要什么，如 extra_time、large_print"`
	Request    string            `json:"accommodation,omitempty" doc:"grant_accommodation, refuse_accommodation: 申请编号"`
	Digest     string            `json:"digest,omitempty" doc:"sign, countersign: 所签文本的摘要"`
	Days       int               `json:"publicity_days,omitempty" minimum:"0" doc:"conclude, confirm: 进入公示时选定的公示期，按规则所用的单位（日或工作日）；不填取最短"`
	Paper      *PaperBody        `json:"paper,omitempty" doc:"从签字的纸面补录：谁签、纸面日期、扫描件 · entered from signed paper"`
	Start      string            `json:"start,omitempty" doc:"hire: 合同起始日，YYYY-MM-DD；不填为决定后的第一个工作日"`
}

// Ruled is one ruling: what holds where the text is silent.
type Ruled struct {
	Path   string `json:"path" minLength:"1" doc:"规则文件中的位置：procedure[0].written.pass"`
	Value  string `json:"value" doc:"应当写成的内容（YAML）：60、{days: 7}"`
	Reason string `json:"reason" minLength:"1" doc:"理由，对所有人公开"`
}

// Override is somebody's answer for a rule that stands against the law.
type Override struct {
	Code   string `json:"code" minLength:"1" doc:"检查条目：contract.probation"`
	Path   string `json:"path" doc:"规则文件中的位置"`
	Reason string `json:"reason" minLength:"1"`
}

// Meeting is a decision taken in a meeting 集体研究: entered by its secretary, confirmed by its chair.
type Meeting struct {
	Body    string   `json:"body" minLength:"1" maxLength:"100" doc:"会议名称：党组会"`
	Date    string   `json:"date" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	Number  string   `json:"number" minLength:"1" maxLength:"100" doc:"纪要编号"`
	Present []string `json:"present" minItems:"1" maxItems:"100" doc:"到会的人（编号）"`
	Recused []string `json:"recused,omitempty" maxItems:"100" doc:"回避的人（编号）"`
	Result  string   `json:"result" enum:"agree,disagree,return" doc:"同意、不同意、退回补正"`
	Scan    string   `json:"scan,omitempty" maxLength:"64" doc:"签字纪要的扫描件（上传编号）"`
}
