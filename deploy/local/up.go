package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jinchu/deploy/local/demo"
	"jinchu/deploy/local/founding"
	"jinchu/deploy/local/steps"
	"jinchu/policy/fault"
)

// up is the default command: the engine room and the product on it.
type up struct {
	options
	founding.Wish
}

// Run starts everything, says where to look, and stays until it is told to stop.
func (u *up) Run(ctx context.Context) error {
	return stay(ctx, u.options, func(r *room) []steps.Step { return product(r, u.Wish) })
}

// roomOnly is the command "engine".
type roomOnly struct {
	options
}

// Run starts PostgreSQL and Temporal alone, for workers and counters of other processes.
func (e *roomOnly) Run(ctx context.Context) error {
	return stay(ctx, e.options, func(*room) []steps.Step { return nil })
}

// stay climbs, waits and descends. Ctrl-C is not an error, whenever it comes.
func stay(ctx context.Context, o options, above func(*room) []steps.Step) error {
	around, err := look()
	if err != nil {
		return fault.New("value.wrong", "field", "environment", "why", err)
	}
	began := time.Now()
	s := steps.New(os.Stdout, steps.Language())
	r := &room{options: o, around: around, stairs: s}
	err = s.Climb(ctx, append(r.steps(), above(r)...)...)
	if err != nil {
		return r.note(interrupted(ctx, err))
	}
	if err := r.home.Publish(r.running()); err != nil {
		return errors.Join(err, s.Descend(context.WithoutCancel(ctx)))
	}
	r.show(time.Since(began))
	err = r.wait(ctx)
	s.Say("正在停止……", "Stopping …")
	return r.note(errors.Join(err, s.Descend(context.WithoutCancel(ctx))))
}

// interrupted forgets errors that come of being told to stop.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// wait returns when the program is told to stop, or with a fault when the database has gone.
func (r *room) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-r.postgres.Ended():
		return fault.New("local.postgres.gone", "log", filepath.Join(r.postgres.Folder(), "server.log"))
	}
}

// show says where to look.
func (r *room) show(took time.Duration) {
	r.stairs.Say(fmt.Sprintf("\n已就绪，用时 %.1f 秒。", took.Seconds()), fmt.Sprintf("\nReady in %.1f s.", took.Seconds()))
	for _, p := range r.places {
		r.stairs.Say("  "+p.Zh+"："+p.At, "  "+p.En+": "+p.At)
	}
	r.showSignIns()
	r.stairs.Say("  日志："+r.home.File("log"), "  Logs: "+r.home.File("log"))
	r.stairs.Say("按 Ctrl-C 停止。\n", "Ctrl-C stops everything.\n")
}

// shownUnits is how many units' sign-ins are printed; those of further townships follow the same pattern.
const shownUnits = 3

// showSignIns lists the sign-ins of a rehearsal, by unit.
func (r *room) showSignIns() {
	all := r.founded.SignIns
	shown := 0
	if len(all) == 0 {
		return
	}
	r.stairs.Say("  这是演练，人员都是虚构的。登录名如下，密码都是 "+demo.Password,
		"  This is a rehearsal with invented people. Sign in as one of these; the password is "+demo.Password)
	for i := 0; i < len(all) && shown < shownUnits; shown++ {
		where, names := all[i].Where, []string{}
		for ; i < len(all) && all[i].Where == where; i++ {
			names = append(names, all[i].SignIn)
		}
		line := "    " + where + " " + strings.Join(names, " ")
		r.stairs.Say(line, line)
	}
	r.stairs.Say("    其余乡镇、街道依次为 _3、_4 ……；市残联为 city_federation", "    further townships and streets: _3, _4 …; the city: city_federation")
}

// note writes the causes of an error into the launcher's log; people see the sentence alone.
func (r *room) note(err error) error {
	if err == nil || r.home == nil {
		return err
	}
	f, failed := os.OpenFile(r.home.File("log", "launcher.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if failed != nil {
		return err
	}
	defer f.Close()
	for e := err; e != nil; e = errors.Unwrap(e) {
		_, _ = fmt.Fprintf(f, "%s %v\n", time.Now().UTC().Format(time.RFC3339), e)
		if many, ok := e.(interface{ Unwrap() []error }); ok {
			for _, one := range many.Unwrap() {
				_ = r.note(one)
			}
		}
	}
	return err
}

// report prints every fault with its place, one a line, and gives the exit code.
func report(err error, l fault.Language) int {
	if err == nil {
		return 0
	}
	var code ended
	if errors.As(err, &code) {
		return int(code)
	}
	for _, f := range fault.All(err) {
		_, _ = fmt.Fprintln(os.Stderr, f.Told(l))
	}
	return 1
}
