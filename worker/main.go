// Command worker is the engine room's hands as a process of its own, for several machines. It knows
// nothing: it may not know rules, records or routes; what it offers is wired in worker/boot.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"jinchu/worker/boot"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := boot.Run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
