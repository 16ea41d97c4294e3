// Command api is the counter as a process of its own, for several machines. It knows only where to
// listen; it may not know rules, records or routes: all of that is wired in api/server.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"jinchu/activities/documents"
	"jinchu/api/server"
)

func main() {
	documents.Child() // a spreadsheet is parsed in a child of this program
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := server.Run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
