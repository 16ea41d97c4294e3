package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// dossier is the drill of a dossier: exported from a rehearsal, verified by both programs and by hand, in the
// very lines of docs/dossier.md; then changed in many places, and found out every time.
type dossier struct {
	programFlag
	Regulation string        `default:"qingyuan-2018"`
	Applicants int           `default:"12"`
	Seed       uint64        `default:"7" help:"Of the rehearsal, and of the places that are changed."`
	Changes    int           `default:"200" help:"How many bytes are changed, one at a time."`
	Page       string        `default:"docs/dossier.md" help:"The page whose lines are run."`
	Limit      time.Duration `default:"10m" help:"The drill stops by itself after this time."`
}

// Run plays, exports with each way of signing, verifies and breaks.
func (c *dossier) Run(ctx context.Context, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, c.Limit)
	defer cancel()
	lines, err := byHand(c.Page)
	if err != nil {
		return err
	}
	d, err := c.prepare(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.drill(ctx, d, lines, out), d.clear())
}

func (c *dossier) drill(ctx context.Context, d *field, lines string, out io.Writer) error {
	home := d.home("told")
	cycle, base, err := c.play(d, home)
	if err != nil {
		return err
	}
	small := filepath.Join(d.folder, "verify")
	build := exec.CommandContext(ctx, "go", "build", "-o", small, "./deploy/verify")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	if err := d.told(ctx, "audit", "verify", base...); err != nil {
		return err
	}
	for _, way := range []string{"ed25519", "sm2"} {
		t := taken{field: d, small: small, folder: filepath.Join(d.folder, way)}
		if err := t.export(ctx, way, cycle, base); err != nil {
			return err
		}
		if err := t.walk(ctx, lines); err != nil {
			return err
		}
		found, err := t.change(ctx, c.Changes, rand.New(rand.NewPCG(c.Seed, 1)))
		if err != nil {
			return err
		}
		say(out, "%s: verified by both programs and by hand; %d changed bytes, each found", way, found)
	}
	return nil
}

// play plays a rehearsal and gives its cycle, and the options that name its record.
func (c *dossier) play(d *field, home string) (cycle string, base []string, err error) {
	k := kill{programFlag: c.programFlag, Regulation: c.Regulation, Applicants: c.Applicants, Seed: c.Seed, Limit: c.Limit}
	if _, err := k.whole(d, home); err != nil {
		return "", nil, err
	}
	text, err := os.ReadFile(filepath.Join(home, "report.json"))
	if err != nil {
		return "", nil, err
	}
	var report struct {
		Cycle string `json:"cycle"`
	}
	if err := json.Unmarshal(text, &report); err != nil {
		return "", nil, err
	}
	name, err := database(home)
	return report.Cycle, []string{"--home", home, "--database", name}, err
}

// told runs a command of the program that must succeed.
func (d *field) told(ctx context.Context, group, command string, args ...string) error {
	_, err := output(exec.CommandContext(ctx, d.program, append([]string{group, command}, args...)...))
	return err
}

func output(cmd *exec.Cmd) (string, error) {
	text, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, text)
	}
	return string(text), nil
}

// taken is a dossier as somebody far away has it: the file and the county's key.
type taken struct {
	*field
	small  string // the small program
	folder string
}

func (t taken) file() string { return filepath.Join(t.folder, "dossier.zip") }
func (t taken) key() string  { return filepath.Join(t.folder, "county.pem") }

// export takes a dossier out, with the key it is signed with, and has both programs verify it.
func (t taken) export(ctx context.Context, way, cycle string, base []string) error {
	if err := os.Mkdir(t.folder, 0o700); err != nil {
		return err
	}
	if err := t.told(ctx, "dossier", "export", append([]string{cycle, "--to", t.file(), "--signature", way, "--whole"}, base...)...); err != nil {
		return err
	}
	keys, err := output(exec.CommandContext(ctx, t.program, append([]string{"dossier", "key"}, base...)...))
	if err != nil {
		return err
	}
	_, after, known := strings.Cut(keys, way+" ")
	_, pem, shown := strings.Cut(after, "\n")
	pem, _, ended := strings.Cut(pem, "-----END PUBLIC KEY-----\n")
	if !known || !shown || !ended {
		return fmt.Errorf("no %s key among: %s", way, keys)
	}
	if err := os.WriteFile(t.key(), []byte(pem+"-----END PUBLIC KEY-----\n"), 0o600); err != nil {
		return err
	}
	if err := t.told(ctx, "dossier", "verify", t.file(), "--key", t.key()); err != nil {
		return err
	}
	_, err = output(exec.CommandContext(ctx, t.small, "-key", t.key(), t.file()))
	return err
}

// byHand are the lines of the page that verify by hand.
func byHand(page string) (string, error) {
	text, err := os.ReadFile(page)
	if err != nil {
		return "", err
	}
	_, after, begun := strings.Cut(string(text), "```sh\n")
	lines, _, ended := strings.Cut(after, "```")
	if !begun || !ended || !strings.Contains(lines, "openssl") {
		return "", errors.New(page + " shows no lines to verify by hand")
	}
	return lines, nil
}

// walk runs the page's lines to the letter, then shows that they do not succeed whatever happens.
func (t taken) walk(ctx context.Context, lines string) error {
	said, err := t.shell(ctx, lines)
	if err != nil {
		return err
	}
	if !strings.Contains(said, "Signature Verified Successfully") {
		return errors.New("openssl did not verify: " + said)
	}
	for name, spoil := range map[string]string{
		"a changed record": "printf x >> files/case.json", "a file too many": "echo > files/more.txt", "a changed manifest": "sed -i s/0/1/ files/MANIFEST.sha256",
		"another key": "openssl genpkey -algorithm ed25519 2>/dev/null | openssl pkey -pubout > files/key.pem",
	} {
		spoiled := strings.Replace(lines, "cd files\n", spoil+"\ncd files\n", 1)
		if said, err := t.shell(ctx, spoiled); err == nil {
			return fmt.Errorf("%s passed by hand: %s", name, said)
		}
	}
	return nil
}

// shell runs lines in the folder, each of which must succeed, and leaves nothing of them.
func (t taken) shell(ctx context.Context, lines string) (string, error) {
	defer os.RemoveAll(filepath.Join(t.folder, "files"))
	cmd := exec.CommandContext(ctx, "sh", "-e")
	cmd.Dir, cmd.Stdin = t.folder, strings.NewReader(lines)
	return output(cmd)
}

// change changes one byte at a time, adds bytes at both ends and cuts the file off; none may pass.
func (t taken) change(ctx context.Context, changes int, chance *rand.Rand) (found int, err error) {
	whole, err := os.ReadFile(t.file())
	if err != nil {
		return 0, err
	}
	spoilt := [][]byte{append([]byte("x"), whole...), append(append([]byte{}, whole...), 'x'), whole[:len(whole)-1]}
	for i := range changes {
		one := append([]byte{}, whole...)
		one[(i*len(whole)+chance.IntN(len(whole)))/changes] ^= 1 << chance.IntN(8)
		spoilt = append(spoilt, one)
	}
	for i, bytes := range spoilt {
		file := filepath.Join(t.folder, "spoilt-"+strconv.Itoa(i)+".zip")
		if err := os.WriteFile(file, bytes, 0o600); err != nil {
			return found, err
		}
		err := exec.CommandContext(ctx, t.small, file).Run()
		var no *exec.ExitError
		if !errors.As(err, &no) || no.ExitCode() != 1 {
			return found, fmt.Errorf("change %d passed, or failed otherwise: %w", i, err)
		}
		if err := os.Remove(file); err != nil {
			return found, err
		}
		found++
	}
	return found, nil
}
