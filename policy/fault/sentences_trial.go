package fault

// sentencesTrial are the faults of the tables of a trial calculation.
var sentencesTrial = map[string]entry{
	"trial.column":    {Invalid, "表格缺少“{name}”一列。", "The table lacks the column “{name}”."},
	"trial.word":      {Invalid, "“{name}”这一列不是可用的列。可用的列见 rules words。", "The column “{name}” is not known. rules words lists those that are."},
	"trial.file":      {Unknown, "没有找到这个文件；规则也可以写规则库中的名字（rules list）。", "There is no such file; for a regulation, a name of the library will do too (rules list)."},
	"trial.ticket":    {Invalid, "准考证号为空或重复。", "The ticket is empty or appears twice."},
	"trial.path":      {Invalid, "报考类别不在本办法中。可用的是：{known}。", "The regulation has no such path; it has: {known}."},
	"trial.unknown":   {Invalid, "成绩表中的准考证号不在报考人表中。", "This ticket is not in the table of applicants."},
	"trial.score":     {Invalid, "“{part}”的成绩不是数。请写成 71.5 这样的数；缺考写“缺考”。", "The score of {part} is not a number. Write it like 71.5; an absence is written absent."},
	"trial.posts":     {Invalid, "岗位“{post}”没有写招聘人数。请写成 岗位=人数。", "The headcount of post “{post}” is missing. Write post=number."},
	"regulation.fact": {Invalid, "“{chinese}”（{word}）的内容不对，应为 {type}：日期写 2024-01-31，是非写 是/否，学历写 senior_high 等。", "“{chinese}” ({word}) has a wrong content; it is a {type}: a date like 2024-01-31, a truth as yes or no, education as senior_high and the like."},
	"trial.unlawful":  {Conflict, "有{count}处与国家法律不符。请修改，或由有权的人写明理由后保留。", "{count} rules are against national law. Change them, or have the person entitled keep them with a reason."},
	"trial.total":     {Unruled, "本办法没有“总成绩”环节，无法试算排名。请先由{who}裁定。", "The regulation has no total; no ranking can be calculated before {who} has ruled."},
}
