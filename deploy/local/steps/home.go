package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"jinchu/policy/fault"
)

// Home is the folder of one installation on this machine, e.g. ".jinchu", held by one launcher
// at a time. It can be walked through, so that the database's user reaches its part, but what
// lies in it is closed to others.
type Home struct {
	folder string
	held   *os.File
}

// Enter makes the folder and takes it; the system gives it back when the program dies.
//
// Faults: local.folder, local.disk.full, local.running.
func Enter(folder string) (*Home, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, unusable(folder, err)
	}
	if err := os.MkdirAll(filepath.Join(folder, "log"), 0o711); err != nil {
		return nil, unusable(folder, err)
	}
	held, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, unusable(folder, err)
	}
	if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		pid, _ := os.ReadFile(held.Name())
		held.Close()
		return nil, fault.New("local.running", "folder", folder, "pid", strings.TrimSpace(string(pid)))
	}
	h := &Home{folder: folder, held: held}
	if err := h.sign(); err != nil {
		held.Close()
		return nil, unusable(folder, err)
	}
	return h, nil
}

// sign writes down who holds the folder, for the message to the next one who wants it.
func (h *Home) sign() error {
	_ = os.Remove(h.File("running.json"))
	if err := h.held.Truncate(0); err != nil {
		return err
	}
	_, err := fmt.Fprintln(h.held, os.Getpid())
	return err
}

// Folder is the absolute path.
func (h *Home) Folder() string { return h.folder }

// File is a path below the folder.
func (h *Home) File(parts ...string) string {
	return filepath.Join(append([]string{h.folder}, parts...)...)
}

// Publish writes what runs here into running.json (0600), for other commands on this machine.
// Secrets do not belong into it.
func (h *Home) Publish(running any) error {
	text, err := json.MarshalIndent(running, "", "  ")
	if err != nil {
		return err
	}
	draft := h.File("running.json.new")
	if err := os.WriteFile(draft, append(text, '\n'), 0o600); err != nil {
		return unusable(h.folder, err)
	}
	return os.Rename(draft, h.File("running.json"))
}

// Leave gives the folder back.
func (h *Home) Leave() {
	_ = os.Remove(h.File("running.json"))
	_ = h.held.Close()
}

func unusable(folder string, err error) error {
	code := "local.folder"
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		code = "local.disk.full"
	}
	return fault.New(code, "folder", folder).Because(err)
}
