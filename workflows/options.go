// Package workflows knows the procedures: what a case waits for and which acts move it.
// It may not know Postgres, HTTP, Casbin, CEL, the wall clock or randomness; it asks the state
// tables of policy, and deeds through activities.
package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// recordOptions are for local activities on the record: one short transaction each.
func recordOptions(ctx workflow.Context) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout: 5 * time.Second, // a transaction that takes longer holds a lock somebody waits for
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    50 * time.Millisecond, // a lock or a restart of Postgres is over soon
			BackoffCoefficient: 2,
			MaximumInterval:    time.Second, // keeps the case answering within a second of recovery
			MaximumAttempts:    6,           // about 3 s: below 80 % of the 10 s task timeout; the command stays open and is re-sent
		},
	})
}

// mendOptions are for the task that asks a person to mend a step: it must arrive, however long it takes.
func mendOptions(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Second, // one insert
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    time.Second,
			BackoffCoefficient: 2,
			MaximumInterval:    time.Minute, // Postgres may be away for hours; the case waits for it
		},
	})
}
