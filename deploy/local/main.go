// Package main is the launcher: it knows how to put the whole house up on one machine, in which
// order, and how to take it down again. It may not know what any part does.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"jinchu/activities/documents"
	"jinchu/deploy/local/steps"
)

type commands struct {
	Up        up         `cmd:"" default:"withargs" help:"Start everything and stay up until Ctrl-C (the default)."`
	Engine    roomOnly   `cmd:"" help:"Start the engine room alone: PostgreSQL and Temporal."`
	Rehearse  rehearse   `cmd:"" help:"Play a whole recruitment before the real thing (演练), and check what it came to."`
	Audit     audits     `cmd:"" help:"The audit (审计): verify all chains and anchors."`
	Dossier   dossiers   `cmd:"" help:"Dossiers (档案): export, and verify offline."`
	Retention retentions `cmd:"" help:"Destroy what has expired (到期销毁)."`
	Rules     rules      `cmd:"" help:"Trial calculation (试算): try regulation files on tables, without any server."`
}

func main() {
	documents.Child() // a spreadsheet is parsed in a child of this program
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	k := kong.Parse(&commands{}, kong.Name("local"), kong.UsageOnError(),
		kong.Description("Jinchu on one machine. DATABASE_URL and TEMPORAL_ADDRESS, if set, name servers to use instead of private ones."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	os.Exit(report(k.Run(), steps.Language()))
}
