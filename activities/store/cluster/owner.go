package cluster

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"

	"jinchu/policy/fault"
)

// owner is the user that the server runs as. PostgreSQL refuses to run as root.
type owner struct {
	name     string
	uid, gid int
	switched bool // we are root and become somebody else for the server
}

// ownerOf is ourselves, or for root the unprivileged user that is at hand.
func ownerOf(euid int) (owner, error) {
	if euid != 0 {
		return owner{uid: euid, gid: os.Getegid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		return owner{name: name, uid: uid, gid: gid, switched: true}, nil
	}
	return owner{}, fault.New("local.user.missing")
}

// command prepares a program that runs as the owner, in a process session of its own, so that
// a Ctrl-C at the terminal does not reach it.
func (o owner) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "HOME=/"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if o.switched {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return cmd
}

// reaches asks the system itself whether the owner can walk to the folder.
func (o owner) reaches(folder string) bool {
	return o.command("/bin/sh", "-c", `cd -- "$0"`, folder).Run() == nil
}

// gives hands a file or folder to the owner.
func (o owner) gives(path string) error {
	if !o.switched {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}
