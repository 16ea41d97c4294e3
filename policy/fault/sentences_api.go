package fault

// sentencesAPI are the faults of the counter itself.
var sentencesAPI = map[string]entry{
	"request.shape":         {Invalid, "请求的格式不对（{why}）。请对照 /api/docs 中该操作的说明改正。", "The request has the wrong shape ({why}). Compare it with the operation at /api/docs."},
	"request.large":         {Invalid, "请求超过{bytes}字节。", "The request is larger than {bytes} bytes."},
	"session.many":          {Busy, "登录尝试次数过多。请{seconds}秒后再试；忘记密码请找管理员。", "Too many attempts to sign in. Try again in {seconds} s; if the password is forgotten, ask the administrator."},
	"account.oneself":       {Conflict, "不能停用自己的账号。请由另一位管理员办理。", "Nobody shuts their own account. Ask another administrator."},
	"assignment.role":       {Invalid, "“{role}”不是可以任命的角色。可以任命的是：{known}。", "“{role}” is not a role that can be given. These can: {known}."},
	"assignment.oneself":    {Forbidden, "不能给自己任命角色。请由另一位管理员提出。", "Nobody gives a role to themselves. Ask another administrator."},
	"assignment.confirmer":  {Forbidden, "任命须由提出人和被任命人以外的县残联理事长确认。", "A role is confirmed by a county director who neither proposed it nor is given it."},
	"assignment.settled":    {Conflict, "这项任命已经确认过，无须再确认。", "This role has been confirmed already; nothing is left to do."},
	"assignment.dates":      {Invalid, "任命的截止日期不能早于开始日期。请改正。", "A role cannot end before it begins. Correct the dates."},
	"import.column":         {Invalid, "表格缺少“{name}”一列。应有的列：{known}。", "The table lacks the column “{name}”. It needs: {known}."},
	"import.column.unknown": {Invalid, "“{name}”不是可用的列。可用的列：{known}。", "The column “{name}” is not known. Known are: {known}."},
	"import.rows":           {Invalid, "{read}行中有{count}行不对，没有导入任何内容。请按 errors 逐行改正后整份重新导入。", "{count} of {read} rows are wrong and nothing was imported. Correct the rows listed in errors, then import the whole file again."},
	"import.empty":          {Invalid, "表格只有表头，没有内容。", "The table has a heading and no rows."},
	"import.twice":          {Invalid, "与第{row}行重复。请删去一行。", "The same as row {row}. Remove one of them."},
	"import.level":          {Invalid, "层级应为：{known}。", "The level must be one of: {known}."},
	"import.count":          {Invalid, "应为不小于0的整数。", "This must be a whole number, nought or more."},
	"import.truth":          {Invalid, "应写“是”或“否”。", "Write yes or no."},
	"import.parent":         {Invalid, "上级单位不在文件中，也不在已有单位中。请补上上级，或改正代码。", "The unit above is neither in the file nor among the units there are. Add it or correct its code."},
	"import.ring":           {Invalid, "沿上级一直往上，没有到达本县。请改正上级代码。", "Following the units above never reaches the county. Correct the code of the unit above."},
	"import.unit":           {Invalid, "没有这个单位。请先导入单位，或改正代码。", "There is no such unit. Import the units first, or correct the code."},
	"import.other":          {Invalid, "残疾人证号的前18位与身份号码不同。请对照证件核对。", "The first 18 characters of the certificate differ from the ID number. Check both against the papers."},
	"import.registered":     {Invalid, "此人已在登记册中。请删去这一行。", "This person is in the register already. Remove the row."},
	"setup.password":        {Invalid, "密码至少8个字符。请换一个较长的。", "A password has at least 8 characters. Choose a longer one."},
	"setup.fields":          {Invalid, "请填写登录名（2至64个字符，不含空格）和姓名。", "Enter a sign-in name (2 to 64 characters, no blanks) and your name."},
}
