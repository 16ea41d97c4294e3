package fault

// sentencesCalendar are the faults of this subject.
var sentencesCalendar = map[string]entry{
	"calendar.date":          {Invalid, "日期不对：应为 YYYY-MM-DD 格式的真实日期，例如 2025-10-09。请改正。", "The date is wrong: it must be a real day written YYYY-MM-DD, such as 2025-10-09. Correct it."},
	"calendar.period":        {Invalid, "期间不对：应为正整数的日、工作日、月或年，最长一百年。请改正。", "The period is wrong: a positive whole number of days, working days, months or years, a century at most. Correct it."},
	"calendar.table.columns": {Invalid, "放假安排表缺少列。第一行应为 date,kind,name（或 日期,类别,名称）。请补齐表头。", "The table of holidays lacks a column. Its first row must be date,kind,name. Complete it."},
	"calendar.table.file":    {Invalid, "放假安排表读不出来：应为 UTF-8 编码的 CSV，每行有日期、类别和名称。请另存后重试。", "The table of holidays cannot be read: it must be CSV in UTF-8 with date, kind and name in each row. Save it anew and try again."},
	"calendar.table.fixed":   {Invalid, "表中没有{date}，而这一天依法放假（全国年节及纪念日放假办法第二条）。请对照国务院办公厅通知补全。", "{date} is missing from the table, though the law makes it a holiday (Measures on National Festivals and Holidays, art. 2). Complete the table from the State Council's notice."},
	"calendar.table.kind":    {Invalid, "{date}的类别不对：应为 off（休）或 work（班）。请改正。", "The kind of {date} is wrong: it must be off or work. Correct it."},
	"calendar.table.short":   {Invalid, "表中只有{days}个放假日，全年至少{fewest}个。请对照国务院办公厅通知补全。", "The table has only {days} days off; a whole year has at least {fewest}. Complete it from the State Council's notice."},
	"calendar.table.twice":   {Invalid, "{date}在表中出现两次。请删去一行。", "{date} appears twice in the table. Remove one row."},
	"calendar.table.weekday": {Invalid, "{date}不是周六或周日，不能列为调休上班日。请核对日期。", "{date} is no Saturday or Sunday, so work cannot be made up on it. Check the date."},
	"calendar.table.year":    {Invalid, "{date}不属于{year}年。每个表只写一年；跨年的日子请写入那一年的表并重新载入。", "{date} does not belong to {year}. A table holds one year; put the day into its own year's table and load that one again."},
	"calendar.track":         {Invalid, "退休类别不对：应为男职工、原五十五周岁女职工或原五十周岁女职工。请选择其一。", "The retirement group is wrong: men, women of formerly 55, or women of formerly 50. Choose one."},
	"calendar.year_missing":  {Unruled, "{year}年的放假安排还没有载入，无法确定期限。请管理员按国务院办公厅通知载入{year}年的工作日历。", "The holidays of {year} are not loaded, so the deadline cannot be told. An administrator must load {year} from the State Council's notice."},
}
