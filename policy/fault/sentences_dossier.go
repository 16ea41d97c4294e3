package fault

// sentencesDossier are the faults of dossiers, the chains they rest on, and retention.
var sentencesDossier = map[string]entry{
	"dossier.archive":   {Invalid, "这份档案被改动过，或者不是本程序导出的：从第{at}个字节起与应有的不同。请向县残联索取原件。", "This dossier was altered, or was not exported by this program: from byte {at} on it is not what it should be. Ask the county for the original."},
	"dossier.name":      {Invalid, "档案里有一个不允许的文件名。请向县残联索取原件。", "The dossier holds a file under a name that is not allowed. Ask the county for the original."},
	"dossier.large":     {Invalid, "档案超过4 GB或65535个文件，不能装在一个文件里。请逐人导出。", "The dossier is larger than 4 GB or 65,535 files and does not fit into one archive. Export it person by person."},
	"dossier.file":      {Invalid, "档案里的这个文件缺失或读不懂。请向县残联索取原件。", "This file of the dossier is missing or cannot be read. Ask the county for the original."},
	"dossier.manifest":  {Invalid, "清单与档案里的文件不符。请向县残联索取原件。", "The manifest does not fit the files of the dossier. Ask the county for the original."},
	"dossier.signature": {Invalid, "签名不成立：清单在签名以后被改动过。请向县残联索取原件。", "The signature does not hold: the manifest was altered after it was signed. Ask the county for the original."},
	"dossier.key":       {Invalid, "这不是可用的公钥。请提供 PEM 格式的 Ed25519 或 SM2 公钥。", "This is not a usable public key. Give an Ed25519 or SM2 public key in PEM."},
	"dossier.key.other": {Invalid, "档案是用另一把密钥签名的：指纹是{found}，应为{wanted}。请核对县残联公布的公钥。", "The dossier was signed with another key: its fingerprint is {found}, wanted is {wanted}. Compare with the key the county has made public."},
	"dossier.algorithm": {Invalid, "没有“{found}”这种签名算法。可以用 ed25519 或 sm2。", "There is no way of signing called “{found}”. Use ed25519 or sm2."},
	"dossier.format":    {Invalid, "档案的格式是“{found}”，本程序只认识“{known}”。请用相应版本的程序核验。", "The form of the dossier is “{found}”, this program knows “{known}”. Verify it with a program of that version."},
	"dossier.chain":     {Invalid, "审计链第{no}条对不上（{why}）。请保全这份档案并联系审计人员。", "Entry {no} of the chain does not fit ({why}). Preserve this dossier and tell the auditors."},
	"dossier.anchor":    {Invalid, "全县第{no}个锚对不上（{why}）。请保全这份档案并联系审计人员。", "Anchor {no} of the county does not fit ({why}). Preserve this dossier and tell the auditors."},
	"retention.class":   {Unknown, "没有“{found}”这一类档案。类别见 policy/retention/classes.csv。", "There is no class of records “{found}”. The classes stand in policy/retention/classes.csv."},
	"retention.short":   {Invalid, "“{class}”依法至少保存{least}年（{source}）。请把年限定得不短于此。", "“{class}” is kept for at least {least} years by law ({source}). Rule for no less."},
	"retention.same":    {Forbidden, "销毁须由两人办理：提出的人不能确认。请由另一位有权的人核对清单后确认。", "Destroying takes two people: whoever proposed it may not confirm it. Have another entitled person check the list and confirm."},
	"retention.nothing": {Conflict, "没有到期可以销毁的内容。没有裁定保管年限的类别不会销毁。", "Nothing has expired. Classes on which the county has not ruled are never destroyed."},
	"retention.over":    {Conflict, "第{no}批销毁已经执行。请查看它的结果。", "Run {no} was carried out already. See what it came to."},
	"retention.changed": {Conflict, "第{no}批的清单已经不成立：其中有内容未到期，或者之后又有办理。请重新提出。", "The list of run {no} no longer holds: something in it has not expired, or its case has moved since. Propose anew."},
}
