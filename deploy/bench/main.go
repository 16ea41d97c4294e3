// Package main is the bench: it measures what was promised in numbers, on a machine and a database of its own,
// and fails where a promise is not kept. It may not be part of any test: a busy machine is no proof.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

// tables are what can be measured, by name.
var tables = map[string]func(ctx context.Context, args []string) error{
	"approval":    approval,
	"inbox":       inbox,
	"permissions": permissions,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(args) == 0 || tables[args[0]] == nil {
		return fmt.Errorf("say what to measure: %s", strings.Join(names, ", "))
	}
	return tables[args[0]](ctx, args[1:])
}
