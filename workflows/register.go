package workflows

import (
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Register makes every procedure known to a worker, a replayer or a test under its lasting name.
func Register(r worker.WorkflowRegistry) {
	r.RegisterWorkflowWithOptions(Cycle, workflow.RegisterOptions{Name: CycleName})
	r.RegisterWorkflowWithOptions(Application, workflow.RegisterOptions{Name: ApplicationName})
}
