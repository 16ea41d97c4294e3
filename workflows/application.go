package workflows

import (
	"go.temporal.io/sdk/workflow"

	"jinchu/policy/recruitment"
)

// ApplicationName is the registered name of the procedure of a 报名. It never changes.
const ApplicationName = "Application"

// ApplicationID is the workflow ID of an application in its realm.
func ApplicationID(realm, id string) string { return realm + "/application:" + id }

// Application carries one person's application. What the cycle decides for many at once reaches it
// through the record: it is told by RecordMovedSignal, or finds out at the next act.
func Application(ctx workflow.Context, in CaseInput) (CaseResult, error) {
	w, err := newCasework(ctx, in, recruitment.Application())
	if err != nil {
		return CaseResult{}, err
	}
	return w.run(ctx, ApplicationName)
}
