package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// retentions are the commands that destroy what has expired (到期销毁). Each is done by somebody with an
// account, who gives the password on the standard input: two people are needed here too.
type retentions struct {
	Due     retentionDue     `cmd:"" help:"Classes of records, how long they are kept, and what has expired."`
	Rule    retentionRule    `cmd:"" help:"Rule for how many years a class is kept."`
	Propose retentionPropose `cmd:"" help:"Put what has expired on a list. Nothing is destroyed."`
	Show    retentionShow    `cmd:"" help:"Show the list of a run."`
	Confirm retentionConfirm `cmd:"" help:"Destroy what a run lists; by another person than proposed it."`
}

// asPerson is somebody with an account.
type asPerson struct {
	onRecord
	As string `required:"" placeholder:"SIGN-IN" help:"Whose account it is; the password is read from the standard input."`
}

// acting opens the record as the person.
func (p asPerson) acting(ctx context.Context, do func(*record.Desk, store.Tx, record.Actor) error) error {
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return fault.New("value.missing", "field", "password")
	}
	return p.with(ctx, func(s *store.Store, d *record.Desk) error {
		who, err := s.Authenticate(ctx, p.As, strings.TrimRight(line, "\r\n"))
		if err != nil {
			return err
		}
		return s.Write(ctx, func(tx store.Tx) error { return do(d, tx, record.Actor{Person: who.ID}) })
	})
}

type retentionDue struct{ asPerson }

// Run prints one class a line.
func (c *retentionDue) Run(ctx context.Context) error {
	return c.acting(ctx, func(d *record.Desk, tx store.Tx, a record.Actor) error {
		all, err := d.Retention(ctx, tx, a)
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for _, v := range all {
			years, total := "—", 0
			if v.Ruled != nil {
				years = fmt.Sprint(*v.Ruled)
			}
			for _, n := range v.Expired {
				total += n
			}
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", v.Code, v.Chinese, years, total, v.Source)
		}
		return firstOf(err, w.Flush())
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

type retentionRule struct {
	asPerson
	Class    string `arg:"" help:"Code of the class, as \"retention due\" lists it."`
	Years    int    `required:"" help:"How many years."`
	Approval string `required:"" help:"Number of the archives authority's consent."`
}

// Run keeps the ruling.
func (c *retentionRule) Run(ctx context.Context) error {
	return c.acting(ctx, func(d *record.Desk, tx store.Tx, a record.Actor) error {
		return d.RuleRetention(ctx, tx, a, record.RetentionRuling{Class: c.Class, Years: c.Years, Approval: c.Approval})
	})
}

type retentionPropose struct{ asPerson }

// Run prints the run.
func (c *retentionPropose) Run(ctx context.Context) error {
	return c.acting(ctx, func(d *record.Desk, tx store.Tx, a record.Actor) error { return shown(d.ProposeRun(ctx, tx, a)) })
}

type retentionShow struct {
	asPerson
	No int64 `arg:"" help:"Number of the run."`
}

// Run prints the run.
func (c *retentionShow) Run(ctx context.Context) error {
	return c.acting(ctx, func(d *record.Desk, tx store.Tx, a record.Actor) error { return shown(d.Run(ctx, tx, a, c.No)) })
}

type retentionConfirm struct {
	asPerson
	No int64 `arg:"" help:"Number of the run."`
}

// Run destroys, and prints what the run came to.
func (c *retentionConfirm) Run(ctx context.Context) error {
	return c.acting(ctx, func(d *record.Desk, tx store.Tx, a record.Actor) error { return shown(d.ConfirmRun(ctx, tx, a, c.No)) })
}

func shown(v record.RunView, err error) error {
	if err != nil {
		return err
	}
	return printJSON(os.Stdout, v)
}
