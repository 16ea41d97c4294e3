package fault

// sentencesOrg are the faults of this subject.
var sentencesOrg = map[string]entry{
	"org.code":              {Invalid, "区划代码“{code}”不对：应为12位数字（或前2、4、6、9位），开头是省级代码。请对照统计用区划代码核对。", "The area code “{code}” is wrong: it has 12 digits (or the first 2, 4, 6 or 9 of them) and begins with a province. Check it against the statistical division codes."},
	"org.day":               {Invalid, "日期不对：应为 YYYY-MM-DD 格式的真实日期。请改正。", "The date is wrong: it must be a real day written YYYY-MM-DD. Correct it."},
	"org.divisions.columns": {Invalid, "区划文件缺少列。应有 code、name 以及上级代码列（provinceCode、cityCode 或 areaCode）。请补齐表头。", "The divisions file lacks a column. It needs code, name and the code above (provinceCode, cityCode or areaCode). Complete the heading."},
	"org.divisions.file":    {Invalid, "区划文件读不出来：应为 UTF-8 编码的 CSV，各行列数相同。请另存后重试。", "The divisions file cannot be read: it must be CSV in UTF-8 with the same number of columns in each row. Save it anew and try again."},
	"org.divisions.name":    {Invalid, "代码{code}与上级单位相同而名称不同。请核对这一行。", "Code {code} is that of the unit above under another name. Check this row."},
	"org.divisions.orphan":  {Invalid, "单位{code}的上级“{parent}”不在文件中。请补上上级，或改正上级代码。", "Unit {code} names “{parent}” above it, which is not in the files. Add that unit or correct the code."},
	"org.divisions.twice":   {Invalid, "代码{code}在同一文件中出现两次。请删去一行。", "Code {code} appears twice in the file. Remove one row."},
	"org.kind":              {Invalid, "代码{code}的乡级或村级号段（600以上）没有对应的类别。请改正代码，或写明类别。", "Code {code} lies in a township or village range (600 and above) that has no kind. Correct the code or state the kind."},
	"org.name":              {Invalid, "单位{code}没有名称。请填写名称。", "Unit {code} has no name. Enter it."},
	"org.overlap":           {Invalid, "单位{code}有两条记录的有效期重叠。请让前一条在后一条开始之日结束。", "Two records of unit {code} overlap in time. Let the earlier one end on the day the later one begins."},
	"org.predecessor":       {Invalid, "单位{code}的前身代码不对：应为另一个12位代码。请改正。", "A predecessor of unit {code} is wrong: it must be another code of 12 digits. Correct it."},
	"org.span":              {Invalid, "单位{code}的截止日期必须晚于开始日期。请改正。", "Unit {code} must end after it begins. Correct the dates."},
}
