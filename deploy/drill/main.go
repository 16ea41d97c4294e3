// Package main is the drill: it kills the program in the middle of its work, starts it again, and shows
// that nothing was lost and nothing doubled; it takes dossiers away and shows that every change in them is
// found. It knows the launcher's commands, the database beside it
// and the API; it may not know rules, or help the program in any way.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Dossier dossier `cmd:"" help:"Export a dossier, verify it by both programs and by the lines of docs/dossier.md, and change it in many places."`
	Kill    kill    `cmd:"" help:"Kill a rehearsal at many points, take it up again each time, and compare its end with an undisturbed one."`
	Lost    lost    `cmd:"" help:"Kill the program between an act's commit and its acknowledgement; its client never comes back."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k := kong.Parse(&commands{}, kong.Name("drill"), kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "drill:", err)
		os.Exit(1)
	}
}
