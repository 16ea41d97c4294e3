package fault

// sentencesLocal are the faults of putting everything up on one machine.
var sentencesLocal = map[string]entry{
	"local.postgres.missing":     {Invalid, "本机没有找到 PostgreSQL。三种办法任选其一：设置 DATABASE_URL 指向已有的数据库；安装 PostgreSQL（14 或更新）；在 Debian 上用 root 运行，由本程序自动安装。", "No PostgreSQL was found on this machine. Any one of three will do: set DATABASE_URL to an existing server; install PostgreSQL (14 or newer); or run as root on Debian, and it is installed for you."},
	"local.postgres.install":     {Busy, "自动安装 PostgreSQL 没有成功。请检查网络后重试，或自行安装（apt-get install postgresql），或设置 DATABASE_URL。", "PostgreSQL could not be installed. Check the network and try again, install it yourself (apt-get install postgresql), or set DATABASE_URL."},
	"local.postgres.old":         {Invalid, "PostgreSQL 版本太旧：现在是 {found}，至少需要 {oldest}。请安装较新的版本，或让 DATABASE_URL 指向较新的服务器。", "PostgreSQL is too old: this is {found}, at least {oldest} is needed. Install a newer one, or point DATABASE_URL at a newer server."},
	"local.postgres.version":     {Conflict, "数据是由 PostgreSQL {made} 建立的，本机只有 {found}。请装回 {made}，或用 pg_upgrade 升级数据。", "The data were made by PostgreSQL {made}, but only {found} is installed. Install {made} again, or upgrade the data with pg_upgrade."},
	"local.postgres.url":         {Invalid, "DATABASE_URL 不是有效的地址。请写成 postgres://用户:密码@主机:端口/数据库。", "DATABASE_URL is not a valid address. Write postgres://user:password@host:port/database."},
	"local.postgres.unreachable": {Busy, "连接不上 {address} 的 PostgreSQL。请检查地址、用户名和密码，以及服务器是否在运行。", "PostgreSQL at {address} cannot be reached. Check address, user and password, and whether the server is running."},
	"local.postgres.encoding":    {Invalid, "数据库的编码是 {found}，需要 UTF8。请新建一个 UTF8 编码的数据库。", "The database is encoded in {found}; UTF8 is needed. Create a database with encoding UTF8."},
	"local.postgres.create":      {Forbidden, "没有权限建立数据库“{database}”。请让管理员先建好，或授予 CREATEDB 权限。", "The role may not create the database “{database}”. Ask the administrator to create it, or to grant CREATEDB."},
	"local.postgres.failed":      {Internal, "PostgreSQL 没有启动成功，原因见 {log}。", "PostgreSQL did not start; {log} says why."},
	"local.postgres.stop":        {Internal, "PostgreSQL 没有按时停止（{folder}）。下次启动会自动接管。", "PostgreSQL did not stop in time ({folder}). The next start will take it over."},
	"local.postgres.none":        {Unknown, "{folder} 里没有正在运行的数据库。请先启动：go run ./deploy/local", "No database is running in {folder}. Start it first: go run ./deploy/local"},
	"local.postgres.gone":        {Internal, "PostgreSQL 意外停止，原因见 {log}。再次启动会自动恢复。", "PostgreSQL ended unexpectedly; {log} says why. The next start recovers by itself."},
	"local.user.missing":         {Invalid, "PostgreSQL 不能以 root 运行，而本机没有 postgres 或 nobody 用户。请用普通用户运行，或设置 DATABASE_URL。", "PostgreSQL will not run as root, and this machine has neither a user postgres nor nobody. Run as an ordinary user, or set DATABASE_URL."},
	"local.folder":               {Invalid, "文件夹 {folder} 无法使用。请检查它是否存在、是否可写。", "The folder {folder} cannot be used. Check that it exists and can be written."},
	"local.disk.full":            {Invalid, "{folder} 所在的磁盘已满（至少需要 200 MB）。请清理后再启动，已有数据不受影响。", "The disk of {folder} is full (at least 200 MB are needed). Make room and start again; existing data are untouched."},
	"local.port":                 {Conflict, "端口 {address} 已被占用。请停掉占用它的程序，或换一个端口。", "{address} is already in use. Stop the program that holds it, or choose another port."},
	"local.engine.schema":        {Internal, "流程引擎的数据库“{database}”没有准备好，原因见 {log}。", "The engine's database “{database}” could not be prepared; {log} says why."},
	"local.engine.failed":        {Internal, "流程引擎没有启动成功，原因见 {log}。", "The engine did not start; {log} says why."},
	"local.engine.unreachable":   {Busy, "{address} 的 Temporal 在 10 秒内没有应答。请检查 TEMPORAL_ADDRESS、证书和密钥，以及服务是否在运行；不设 TEMPORAL_ADDRESS 则使用内置引擎。", "Temporal at {address} did not answer within 10 s. Check TEMPORAL_ADDRESS, certificate and key, and whether it is running; without TEMPORAL_ADDRESS the built-in engine is used."},
	"local.engine.namespace":     {Unknown, "{address} 的 Temporal 里没有命名空间“{namespace}”。请让管理员建立，或设置 TEMPORAL_NAMESPACE。", "Temporal at {address} has no namespace “{namespace}”. Ask its administrator to make it, or set TEMPORAL_NAMESPACE."},
	"local.engine.certificate":   {Invalid, "Temporal 的证书或私钥读不出来。请检查 TEMPORAL_TLS_CLIENT_CERT_PATH、TEMPORAL_TLS_CLIENT_KEY_PATH 和 TEMPORAL_TLS_SERVER_CA_CERT_PATH。", "The certificate or key for Temporal cannot be read. Check TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH and TEMPORAL_TLS_SERVER_CA_CERT_PATH."},
	"local.running":              {Conflict, "{folder} 已有一个实例在运行（进程 {pid}）。请先停掉它，或用 --home 换一个文件夹。", "An instance is already running in {folder} (process {pid}). Stop it first, or choose another folder with --home."},
}
