package workflows_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"jinchu/workflows"
)

// Histories recorded on a real Temporal; RECORD=1 go test ./deploy/e2e writes those of today's program.
// One is thrown away only when no procedure started with its program can still be open.
func recorded(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	require.NoError(t, err)
	return files
}

// names collects what a worker would register.
type names struct {
	worker.WorkflowRegistry
	all []string
}

func (n *names) RegisterWorkflowWithOptions(_ any, o workflow.RegisterOptions) {
	n.all = append(n.all, o.Name)
}

func TestEveryProcedureHasARecordedHistory(t *testing.T) {
	t.Parallel()
	registered := &names{}
	workflows.Register(registered)
	require.NotEmpty(t, registered.all)
	for _, name := range registered.all {
		prefix := "testdata/histories/" + strings.ToLower(name) + "-"
		found := 0
		for _, file := range recorded(t) {
			if strings.HasPrefix(file, prefix) {
				found++
			}
		}
		require.Positive(t, found, "no recorded history of %s: RECORD=1 go test ./deploy/e2e", name)
	}
}

func TestRecordedHistoriesReplay(t *testing.T) {
	t.Parallel()
	for _, file := range recorded(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(nil, file))
		})
	}
}

// A procedure that does something else than what was recorded must not pass.
func TestReplayBites(t *testing.T) {
	t.Parallel()
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(func(ctx workflow.Context, _ workflows.CaseInput) (workflows.CaseResult, error) {
		return workflows.CaseResult{}, workflow.Sleep(ctx, 1)
	}, workflow.RegisterOptions{Name: workflows.CycleName})
	require.Error(t, replayer.ReplayWorkflowHistoryFromJSONFile(nil, "testdata/histories/cycle-closed.json"))
}
