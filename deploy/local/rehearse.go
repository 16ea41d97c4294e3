package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/deploy/local/demo"
	"jinchu/deploy/local/steps"
	"jinchu/deploy/rehearsal"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// rehearse is the command that plays a whole cycle before the real thing (演练).
type rehearse struct {
	Home       string `default:".jinchu" help:"Folder for data, logs and the lock. A running program there is used, not disturbed."`
	Regulation string `required:"" placeholder:"NAME" help:"Library file that is rehearsed."`
	Applicants int    `default:"60" help:"How many people apply."`
	Seed       int64  `default:"1" help:"Same seed, same rehearsal."`
	From       string `default:"2024-01-02" placeholder:"DATE" help:"First business day."`
	Report     string `placeholder:"FILE" help:"Where the report goes, as JSON."`
	NoRulings  bool   `help:"Stop at the first value the text leaves open, and exit with 3."`
}

// hours of the first business day at which a rehearsal begins.
const opensAt = 9 * time.Hour

// ended is an exit code with which a rehearsal ends, beside the sentence it has printed.
type ended int

// Error says nothing: the player has.
func (e ended) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// Run plays the rehearsal beside whatever runs in the home, or on an engine room of its own.
func (c *rehearse) Run(ctx context.Context) error {
	from, err := calendar.ParseDate(c.From)
	if err != nil {
		return err
	}
	if known := rehearsal.Rehearsable(); !slices.Contains(known, c.Regulation) {
		return fault.New("local.rehearsal.file", "file", c.Regulation, "files", strings.Join(known, ", "))
	}
	around, err := look()
	if err != nil {
		return fault.New("value.wrong", "field", "environment", "why", err)
	}
	s := steps.New(os.Stdout, steps.Language())
	r := &room{options: options{Home: c.Home}, around: around, stairs: s}
	stage := &stage{room: r, command: c, begin: from.Start().Add(opensAt)}
	if err := s.Climb(ctx, append(stage.ground(), stage.steps()...)...); err != nil {
		return r.note(interrupted(ctx, err))
	}
	if r.home != nil {
		err = r.home.Publish(r.running())
	}
	if err == nil {
		err = stage.play(ctx)
	}
	return r.note(errors.Join(err, s.Descend(context.WithoutCancel(ctx))))
}

// stage is where a rehearsal is played: a database of its own with procedures and counter on it.
type stage struct {
	*room
	command *rehearse
	begin   time.Time
	signIns demo.SignIns
	played  played
	address string
}

// ground is the engine room that is there, or one of our own.
func (s *stage) ground() []steps.Step {
	home, err := steps.Enter(s.options.Home)
	if fault.CodeOf(err) == "local.running" {
		return []steps.Step{{Zh: "借用正在运行的程序", En: "Borrow what runs", Start: s.borrow}}
	}
	all := s.room.steps()
	all[0].Start = func(context.Context) (steps.Started, error) {
		if err != nil {
			return steps.Started{}, err
		}
		return s.inhabit(home)
	}
	return all[:3] // no operator page
}

// borrow finds PostgreSQL and Temporal of the program that runs in the home.
func (s *stage) borrow(ctx context.Context) (started steps.Started, err error) {
	there, err := s.find(ctx)
	if err != nil {
		return started, err
	}
	log, err := logTo(s.file("log", "rehearsal.log"))
	return steps.Started{Note: there.Database, Stop: func(context.Context) error { return log.Close() }}, err
}

func (s *stage) steps() []steps.Step {
	return []steps.Step{
		{Zh: "演练数据库", En: "Rehearsal database", Start: s.openRecord},
		{Zh: "流程", En: "Procedures", Start: s.startWorker},
		{Zh: "接口", En: "API", Start: s.openStage},
	}
}

// file is a path in the home, also one that another program holds.
func (s *stage) file(parts ...string) string {
	folder, _ := filepath.Abs(s.options.Home) // Enter or borrow has made it absolute before
	return filepath.Join(append([]string{folder}, parts...)...)
}

// openRecord makes the database of this rehearsal, or takes an unfinished one up again.
func (s *stage) openRecord(ctx context.Context) (started steps.Started, err error) {
	if s.played, err = s.command.last(s.file("rehearsals")); err != nil {
		return started, err
	}
	if _, err := s.postgres.Ensure(ctx, s.played.Database); err != nil {
		return started, err
	}
	if s.keys, err = store.OpenKeyring(s.file("keys")); err != nil {
		return started, err
	}
	if s.record, err = store.Open(ctx, s.postgres.URL(s.played.Database), s.keys); err != nil {
		return started, err
	}
	started = steps.Started{Note: s.played.Database, Stop: func(context.Context) error { s.record.Close(); return nil }}
	if _, err = s.record.CreateRealm(ctx, store.Rehearsal, demo.County, demo.Name, s.begin); err != nil {
		return started, err
	}
	s.signIns, err = demo.Plant(ctx, s.record, demo.Seed)
	return started, err
}

// openStage serves the API on a free port.
func (s *stage) openStage(ctx context.Context) (started steps.Started, err error) {
	counter, err := s.counter(ctx, "127.0.0.1:0")
	if err != nil {
		return started, err
	}
	s.address = "http://" + counter.Address()
	return steps.Started{Note: s.address, Stop: counter.stop}, nil
}

// play plays, writes the report, and remembers that this rehearsal is over.
func (s *stage) play(ctx context.Context) error {
	report, err := rehearsal.Play(ctx, rehearsal.Config{
		BaseURL: s.address, Regulation: s.command.Regulation, Applicants: s.command.Applicants, Seed: s.command.Seed,
		From: s.command.From, Rulings: !s.command.NoRulings, SignIns: s.credentials(), Out: os.Stdout,
		LogPath: s.file("rehearsals", s.played.Database+".log"),
	})
	if err != nil {
		return fault.New("local.rehearsal", "why", err).Because(err)
	}
	if s.command.Report != "" {
		if err := written(s.command.Report, report); err != nil {
			return err
		}
	}
	if err := s.played.finish(s.file("rehearsals")); err != nil {
		return err
	}
	if code := report.ExitCode(); code != 0 {
		return ended(code)
	}
	return nil
}

// credentials are the sign-ins of the demo county by role.
func (s *stage) credentials() map[string][]rehearsal.Credentials {
	all := map[string][]rehearsal.Credentials{}
	for _, one := range s.signIns {
		all[string(one.Role)] = append(all[string(one.Role)], rehearsal.Credentials{SignIn: one.SignIn, Password: demo.Password})
	}
	return all
}

func written(file string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, append(text, '\n'), 0o600); err != nil {
		return fault.New("local.folder", "folder", filepath.Dir(file)).Because(err)
	}
	return nil
}

// played is one rehearsal with its arguments: which database it has, and whether it is over.
type played struct {
	Arguments string `json:"arguments"`
	Database  string `json:"database"`
	No        int    `json:"no"`
	Finished  bool   `json:"finished"`
	name      string
}

// last is the rehearsal with these arguments that is not over, or a new one.
func (c *rehearse) last(folder string) (p played, err error) {
	arguments := fmt.Sprint(c.Regulation, c.Applicants, c.Seed, c.From, c.NoRulings)
	sum := sha256.Sum256([]byte(arguments))
	p = played{Arguments: arguments, name: hex.EncodeToString(sum[:6])}
	text, err := os.ReadFile(filepath.Join(folder, p.name+".json"))
	if err != nil && !os.IsNotExist(err) {
		return p, fault.New("local.folder", "folder", folder).Because(err)
	}
	if err == nil {
		if err := json.Unmarshal(text, &p); err != nil {
			return p, fault.New("local.folder", "folder", folder).Because(err)
		}
	}
	if p.Database == "" || p.Finished {
		p.No++
		p.Database, p.Finished = fmt.Sprintf("rehearsal_%s_%d", p.name, p.No), false
	}
	return p, p.keep(folder)
}

func (p played) keep(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fault.New("local.folder", "folder", folder).Because(err)
	}
	return written(filepath.Join(folder, p.name+".json"), p)
}

func (p played) finish(folder string) error {
	p.Finished = true
	return p.keep(folder)
}
