package cluster

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"jinchu/policy/fault"
)

// elsewhere is where the cluster lives when the server's user cannot reach the folder.
const elsewhere = "/var/lib/jinchu"

// roomNeeded is the free space, in bytes, below which no cluster is made or started.
const roomNeeded = 200 << 20

// place is the folder of a private cluster:
//
//	data/      PostgreSQL's own, belongs to the server's user
//	password   0600, ours
//	port       the loopback port of the last start
//	server.log what the server said
type place struct {
	folder string
	owner  owner
}

func (p *place) data() string            { return filepath.Join(p.folder, "data") }
func (p *place) file(name string) string { return filepath.Join(p.folder, name) }

// settle finds the folder for the cluster of a home and makes it.
func settle(home string, say func(zh, en string)) (*place, error) {
	o, err := ownerOf(os.Geteuid())
	if err != nil {
		return nil, err
	}
	home, err = filepath.Abs(home)
	if err != nil {
		return nil, fault.New("local.folder", "folder", home).Because(err)
	}
	if err := o.folder(home); err != nil {
		return nil, err
	}
	if o.switched && !o.reaches(home) {
		sum := sha256.Sum256([]byte(home))
		far := filepath.Join(elsewhere, hex.EncodeToString(sum[:8]))
		say("用户“"+o.name+"”进不了"+home+"，数据库放在"+far+"。",
			"User “"+o.name+"” cannot reach "+home+"; the database lives in "+far+".")
		home = far
		if err := o.folder(home); err != nil {
			return nil, err
		}
	}
	p := &place{folder: filepath.Join(home, "pg"), owner: o}
	p.keepOwner()
	return p, o.folder(p.folder)
}

// keepOwner stays with the user that the data belong to: another may have come to this machine
// since, with a package for instance.
func (p *place) keepOwner() {
	var s syscall.Stat_t
	if p.owner.switched && syscall.Stat(p.data(), &s) == nil && s.Uid != 0 {
		p.owner.uid, p.owner.gid = int(s.Uid), int(s.Gid)
	}
}

// folder makes a folder of ours that the server's user can walk through.
func (o owner) folder(path string) error {
	mode := fs.FileMode(0o700)
	if o.switched {
		mode = 0o711
	}
	if err := os.MkdirAll(path, mode); err != nil {
		return storage(path, err)
	}
	trial, err := os.CreateTemp(path, ".trial-*") // a name of its own: several programs may try at once
	if err != nil {
		return storage(path, err)
	}
	return errors.Join(trial.Close(), os.Remove(trial.Name()))
}

// storage turns an error of the file system into the fault that tells what to do.
func storage(path string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New("local.disk.full", "folder", path).Because(err)
	}
	return fault.New("local.folder", "folder", path).Because(err)
}

// room refuses to begin on a disk that is about to be full.
func (p *place) room() error {
	var s syscall.Statfs_t
	if err := syscall.Statfs(p.folder, &s); err != nil {
		return storage(p.folder, err)
	}
	if uint64(s.Bavail)*uint64(s.Bsize) < roomNeeded {
		return fault.New("local.disk.full", "folder", p.folder)
	}
	return nil
}

// password reads the cluster's password, or makes a random one of 192 bits.
func (p *place) password() (string, error) {
	text, err := os.ReadFile(p.file("password"))
	if err == nil && len(text) > 0 {
		return strings.TrimSpace(string(text)), nil
	}
	raw := make([]byte, 24)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	secret := hex.EncodeToString(raw)
	if err := os.WriteFile(p.file("password"), []byte(secret+"\n"), 0o600); err != nil {
		return "", storage(p.folder, err)
	}
	return secret, nil
}

// port is the one of the last start if nobody has taken it since, else a free one, written down.
func (p *place) port() (int, error) {
	if text, err := os.ReadFile(p.file("port")); err == nil {
		if n, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil && free(n) {
			return n, nil
		}
	}
	return p.newPort()
}

func (p *place) newPort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fault.New("local.port", "address", "127.0.0.1:0").Because(err)
	}
	n := l.Addr().(*net.TCPAddr).Port
	l.Close()
	if err := os.WriteFile(p.file("port"), []byte(strconv.Itoa(n)+"\n"), 0o600); err != nil {
		return 0, storage(p.folder, err)
	}
	return n, nil
}

func free(port int) bool {
	l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// at is the cluster seen through its port and password.
func (p *place) at(port int, password string) *Cluster {
	return &Cluster{
		base:    url.URL{Scheme: "postgres", User: url.UserPassword(Role, password), Host: "127.0.0.1:" + strconv.Itoa(port)},
		query:   url.Values{"sslmode": {"disable"}},
		private: p,
		own:     "postgres",
	}
}
