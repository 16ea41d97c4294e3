package cluster

import (
	"context"
	"os"
	"os/exec"
	"regexp"

	"jinchu/policy/fault"
)

// settingsOfDebian decide whether installing the package also makes and starts a cluster of
// its own; nobody asked for one.
const settingsOfDebian = "/etc/postgresql-common/createcluster.conf"

var mainCluster = regexp.MustCompile(`(?m)^#?\s*create_main_cluster\s*=.*$`)

// installable tells whether we are root on Debian or one of its children.
func installable() bool {
	_, debian := os.Stat("/etc/debian_version")
	_, apt := exec.LookPath("apt-get")
	return os.Geteuid() == 0 && debian == nil && apt == nil
}

// install fetches PostgreSQL from Debian: first its common part, whose settings then keep the
// package from making a main cluster.
func install(ctx context.Context, say func(zh, en string)) error {
	say("本机没有 PostgreSQL，正在用 apt-get 安装（不建立系统自带的数据库）。",
		"There is no PostgreSQL here; installing it with apt-get (without a main cluster).")
	if err := apt(ctx, "update", "-qq"); err != nil {
		return err
	}
	if err := apt(ctx, "install", "-y", "-qq", "--no-install-recommends", "postgresql-common"); err != nil {
		return err
	}
	if err := noMainCluster(settingsOfDebian); err != nil {
		return storage(settingsOfDebian, err)
	}
	return apt(ctx, "install", "-y", "-qq", "--no-install-recommends", "postgresql")
}

func noMainCluster(path string) error {
	const line = "create_main_cluster = false"
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if mainCluster.Match(text) {
		text = mainCluster.ReplaceAll(text, []byte(line))
	} else {
		text = append(text, []byte("\n"+line+"\n")...)
	}
	return os.WriteFile(path, text, 0o644)
}

func apt(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "apt-get", append([]string{"-o", "DPkg::Lock::Timeout=300"}, args...)...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fault.New("local.postgres.install").Because(aptError{string(out), err})
	}
	return nil
}

// aptError keeps what apt-get said for the log.
type aptError struct {
	said string
	err  error
}

// Error is the exit status and what was said.
func (e aptError) Error() string { return e.err.Error() + ": " + e.said }
