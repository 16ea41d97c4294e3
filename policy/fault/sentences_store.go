package fault

// sentencesStore are the faults of this subject.
var sentencesStore = map[string]entry{
	"store.newer":             {Conflict, "数据库是第{found}版，本程序只认识到第{known}版。请用新版本的程序启动，数据没有改动。", "The database is at version {found}, this program knows up to {known}. Start the newer program; nothing was changed."},
	"store.migrate":           {Internal, "数据库升级到第{version}版没有成功，已退回原样。请把日志交给管理员。", "Upgrading the database to version {version} failed and was undone. Give the log to the administrator."},
	"store.roles":             {Forbidden, "数据库用户不能使用 jinchu_owner、jinchu_app、jinchu_auditor 三个角色。请让数据库管理员建立并授予，或给该用户 CREATEROLE 权限。", "The database user cannot use the roles jinchu_owner, jinchu_app and jinchu_auditor. Ask the database administrator to create and grant them, or to give the user CREATEROLE."},
	"store.realm.missing":     {Conflict, "这个数据库还没有设立。请先完成首次启动。", "This database is not set up yet. Finish the first start."},
	"store.realm.kind":        {Conflict, "这个数据库是“{found}”，不能当作“{wanted}”使用。请另建一个数据库。", "This database is “{found}” and cannot be used as “{wanted}”. Make another database."},
	"store.realm.fixed":       {Conflict, "数据库的种类、编号和县代码一经设立不能更改。", "Kind, number and county of a database can never change once it is set up."},
	"store.clock.back":        {Invalid, "业务时间只能向前推。", "Business time only moves forward."},
	"store.clock.real":        {Conflict, "正式数据库使用真实时间，不能推移。", "A production database uses real time; it cannot be moved."},
	"store.keys.file":         {Invalid, "密钥文件{file}不能使用。它应当可读、完整、权限为0600。请从备份恢复或改正权限。", "The key file {file} cannot be used. It must be readable, whole and of mode 0600. Restore it from the backup or correct its mode."},
	"store.keys.other":        {Conflict, "密钥文件不是这个数据库的。请从备份恢复原来的密钥，否则加密的内容无法打开。", "The key files are not those of this database. Restore the original keys from the backup; without them sealed content cannot be opened."},
	"store.sealed":            {Internal, "一项加密内容打不开，它可能被移动或改动过。请联系管理员核查。", "A sealed item does not open; it may have been moved or altered. Ask the administrator to check."},
	"store.audit.broken":      {Internal, "审计记录第{no}条对不上（{why}）。请保全数据库并联系审计人员。", "Audit entry {no} does not fit ({why}). Preserve the database and tell the auditors."},
	"store.duplicate":         {Conflict, "已经有相同的记录（{promise}）。请查看已有的那一条。", "There is such a record already ({promise}). Look at the existing one."},
	"store.application.twice": {Conflict, "此人在本次招聘中已经报名，每人限报一次。请查看或补充原来的报名。", "This person has already applied in this recruitment; one application each. See or supplement the first one."},
	"store.promise":           {Invalid, "数据不符合约定（{promise}）。请检查后重试。", "The data break a promise of the record ({promise}). Check them and try again."},
	"store.disk":              {Busy, "数据库磁盘已满，没有写入任何内容。请管理员清理后重试。", "The database's disk is full; nothing was written. Have space freed, then try again."},
	"store.shut":              {Conflict, "该环节现在是“{state}”，不再接收这类数据。", "The case is now in state “{state}” and takes no more of this."},
	"store.credentials":       {Forbidden, "用户名或密码不对，或者账号已停用。请核对后重试。", "Sign-in name or password is wrong, or the account is disabled. Check and try again."},
	"store.session":           {Forbidden, "登录或链接已经失效。请重新登录，或请管理员重新发送链接。", "The session or link is no longer valid. Sign in again, or ask the administrator for a new link."},
	"store.score.kept":        {Conflict, "有{count}个成绩已经录入而且不同。更正成绩须写明理由，原成绩会保留。", "{count} scores have been entered with another value. A correction needs a reason; the old score is kept."},
	"act.pending":             {Busy, "已经收到并记下，正在办理。请稍后用同一编号再查结果，不要另行提交。", "It was received and kept, and is being worked on. Ask again later with the same key; do not send another one."},
	"clock.stuck":             {Busy, "有流程没有按时作出反应，演练时间停在它的期限上。请查看日志后再推进。", "A procedure did not react in time; the rehearsal's clock stands at its deadline. See the log, then advance again."},
	"store.early":             {Busy, "期限在数据库的时间里还没有到，稍后再试。请检查各台机器的时钟。", "By the record's clock the deadline is not over yet; it is tried again. Check the clocks of the machines."},
	"reconciliation.running":  {Conflict, "核对正在进行。请等它结束，再看结果。", "A reconciliation is under way. Wait until it ends, then read its result."},
}
