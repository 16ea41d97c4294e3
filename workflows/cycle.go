package workflows

import (
	"go.temporal.io/sdk/workflow"

	"jinchu/policy/recruitment"
)

// CycleName is the registered name of the procedure of a 选聘批次. It never changes.
const CycleName = "Cycle"

// CycleID is the workflow ID of a cycle in its realm.
func CycleID(realm, id string) string { return realm + "/cycle:" + id }

// Cycle carries one recruitment cycle from plan to signed contracts. Its people act by updates named
// after the events of recruitment.Cycle; its applicants are rows, and procedures of their own.
func Cycle(ctx workflow.Context, in CaseInput) (CaseResult, error) {
	w, err := newCasework(ctx, in, recruitment.Cycle())
	if err != nil {
		return CaseResult{}, err
	}
	return w.run(ctx, CycleName)
}
