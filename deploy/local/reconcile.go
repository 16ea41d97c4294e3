package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/policy/fault"
)

// reconcile is the command that compares the inboxes with the record now, beside the running program (核对待办).
type reconcile struct {
	Home string `default:".jinchu" help:"Folder of the running program."`
}

// Run prints what was not as it must be, one a line, without anybody's name; all of it has been mended.
func (c *reconcile) Run(ctx context.Context) error {
	around, err := look()
	if err != nil {
		return fault.New("value.wrong", "field", "environment", "why", err)
	}
	url, err := c.address(ctx, around.DatabaseURL)
	if err != nil {
		return err
	}
	keys, err := store.OpenKeyring(filepath.Join(c.Home, "keys"))
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, url, keys)
	if err != nil {
		return err
	}
	defer s.Close()
	r, found, err := record.New(s).Reconcile(ctx)
	if err != nil {
		return err
	}
	return printReconciliation(r, found)
}

func (c *reconcile) address(ctx context.Context, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	running, err := cluster.Find(ctx, c.Home)
	if err != nil {
		return "", err
	}
	return running.URL(recordDatabase), nil
}

func printReconciliation(r store.Reconciliation, found []store.Difference) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintf(w, "核对案卷 %d 件，差异 %d 处，已改正 %d 处 · %d cases, %d differences, %d mended\n",
		r.Cases, r.Differences, r.Mended, r.Cases, r.Differences, r.Mended)
	for _, d := range found {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", d.Kind, d.Case, d.Code, d.Role, d.Unit, d.Found)
	}
	return w.Flush()
}
