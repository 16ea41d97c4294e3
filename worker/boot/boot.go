// Package boot knows how the engine room is put together: which procedures and deeds a worker offers,
// on which queue. It is the only wiring of the worker; production, the launcher and the tests share it.
// It may not know rules or routes.
package boot

import (
	"jinchu/activities"
	"jinchu/workflows"
	"jinchu/workflows/wire"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

// Limits of one worker: local activities hold a database connection each, so no more of them run at
// once than the record has connections.
const (
	localAtOnce = 12
	tasksAtOnce = 32
)

// Start offers the procedures of a realm until Stop. The client must seal payloads for the realm (wire.Seal).
func Start(c client.Client, record activities.Record, realm string) (worker.Worker, error) {
	w := worker.New(c, wire.TaskQueue(realm), worker.Options{
		MaxConcurrentLocalActivityExecutionSize: localAtOnce,
		MaxConcurrentWorkflowTaskExecutionSize:  tasksAtOnce,
	})
	workflows.Register(w)
	w.RegisterActivity(&activities.Activities{Record: record})
	return w, w.Start()
}
