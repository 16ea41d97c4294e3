package cluster

import (
	_ "embed"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// watcherScript stops a shared cluster that nobody uses; it is plain sh, so that it outlives
// the test programs and needs none of them.
//
//go:embed watcher.sh
var watcherScript string

// guard sees to it that a watcher is looking after the shared cluster.
func (p *place) guard(look time.Duration) error {
	info, err := os.Stat(p.file("watched"))
	if err == nil && time.Since(info.ModTime()) < 3*beat {
		return nil
	}
	if err := os.WriteFile(p.file("watched"), nil, 0o600); err != nil {
		return storage(p.folder, err)
	}
	pid, _ := p.postmaster()
	cmd := exec.Command("/bin/sh", "-c", watcherScript, "jinchu-watcher", p.folder, strconv.Itoa(pid),
		strconv.FormatFloat(look.Seconds(), 'f', -1, 64))
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
