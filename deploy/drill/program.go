package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// programFlag is the launcher that is drilled: built here unless one is given.
type programFlag struct {
	Program string `placeholder:"FILE" help:"A launcher that is built already."`
	Keep    bool   `help:"Leave the folders of the drill where they are."`
}

// field is the ground of a drill: a folder with the program and its homes.
type field struct {
	folder  string
	program string
	keep    bool
	homes   []string
}

func (f programFlag) prepare(ctx context.Context) (*field, error) {
	folder, err := os.MkdirTemp("", "jinchu-drill-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(folder, 0o711); err != nil { // the database's user walks through it
		return nil, err
	}
	d := &field{folder: folder, program: f.Program, keep: f.Keep}
	if d.program != "" {
		return d, nil
	}
	d.program = filepath.Join(folder, "local")
	build := exec.CommandContext(ctx, "go", "build", "-o", d.program, "./deploy/local")
	build.Stderr = os.Stderr
	return d, build.Run()
}

// home is a new home of the program.
func (d *field) home(name string) string {
	home := filepath.Join(d.folder, name)
	d.homes = append(d.homes, home)
	return home
}

// clear stops the databases that killed programs left running, by starting and stopping the program
// once more, and takes the folder away.
func (d *field) clear() error {
	var all error
	for _, home := range d.homes {
		p, err := d.start("engine", "--home", home)
		if err == nil {
			err = p.until("Ctrl-C", time.Minute)
		}
		if err == nil {
			err = p.end()
		}
		all = errors.Join(all, err)
	}
	if d.keep || all != nil {
		return all
	}
	return os.RemoveAll(d.folder)
}

// process is the program at work, in a session of its own so that a signal reaches it alone.
type process struct {
	cmd  *exec.Cmd
	out  string // file with what it printed
	over chan error
}

func (d *field) start(args ...string) (*process, error) {
	out, err := os.CreateTemp(d.folder, "out-*.txt")
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd := exec.Command(d.program, args...) //nolint:noctx // it is ended by signals, that is the point
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, out: out.Name(), over: make(chan error, 1)}
	go func() { p.over <- cmd.Wait() }()
	return p, nil
}

// kill ends it without a word, and waits until it is gone.
func (p *process) kill() error {
	if err := p.cmd.Process.Kill(); err != nil {
		return err
	}
	err := <-p.over // it ended as it was killed
	var killed *exec.ExitError
	if !errors.As(err, &killed) {
		return err
	}
	return nil
}

// end asks it to stop.
func (p *process) end() error {
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	select {
	case err := <-p.over:
		return err
	case <-time.After(time.Minute):
		return errors.New("it did not stop within a minute")
	}
}

// wait waits for its own end.
func (p *process) wait(atMost time.Duration) error {
	select {
	case err := <-p.over:
		if err != nil {
			return fmt.Errorf("%w: %s", err, p.said())
		}
		return nil
	case <-time.After(atMost):
		return errors.Join(errors.New("it did not end in time"), p.kill())
	}
}

// until waits until it has printed a word.
func (p *process) until(word string, atMost time.Duration) error {
	for deadline := time.Now().Add(atMost); time.Now().Before(deadline); {
		if strings.Contains(p.said(), word) {
			return nil
		}
		select {
		case err := <-p.over:
			p.over <- err
			return fmt.Errorf("it ended early: %w: %s", err, p.said())
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fmt.Errorf("it did not say %q within %s: %s", word, atMost, p.said())
}

func (p *process) said() string {
	text, err := os.ReadFile(p.out)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// say is one line of what the drill found.
func say(out io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(out, format+"\n", args...)
}
