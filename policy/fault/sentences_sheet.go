package fault

// sentencesSheet are the faults of files people bring.
var sentencesSheet = map[string]entry{
	"sheet.large":    {Invalid, "文件超过{bytes}字节。请分成几个文件导入。", "The file is larger than {bytes} bytes. Import it in parts."},
	"sheet.encoding": {Invalid, "文件不是 UTF-8 编码。请在表格软件中另存为“CSV UTF-8”或 .xlsx 后重试。", "The file is not UTF-8. Save it as “CSV UTF-8” or .xlsx and try again."},
	"sheet.empty":    {Invalid, "文件里没有表头。第一行应是列名。", "The file has no heading. Its first row must name the columns."},
	"sheet.broken":   {Invalid, "文件已损坏或不是表格。请用表格软件打开检查后另存为 .xlsx 或 CSV。", "The file is damaged or no spreadsheet. Open and save it again as .xlsx or CSV."},
	"sheet.rows":     {Invalid, "文件超过{rows}行。请分成几个文件导入。", "The file has more than {rows} rows. Import it in parts."},
	"sheet.wide":     {Invalid, "第{row}行的列数多于表头（{columns}列）。请检查是否有多余的逗号或单元格。", "Row {row} has more cells than the heading ({columns}). Look for a stray comma or cell."},
	"sheet.columns":  {Invalid, "列数超过{columns}。请只保留说明中的列。", "There are more than {columns} columns. Keep only the documented ones."},
	"sheet.heading":  {Invalid, "第{column}列没有列名。", "Column {column} has no name."},
	"sheet.twice":    {Invalid, "列名“{name}”出现了两次。", "The column “{name}” appears twice."},
	"sheet.costly":   {Invalid, "这个文件解开后过大，已停止读取，系统没有受影响。请另存为 CSV 后重试。", "Unpacking this file would cost too much; reading was stopped and nothing was changed. Save it as CSV and try again."},
}
