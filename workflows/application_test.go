package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	sdk "go.temporal.io/sdk/converter"

	"jinchu/policy/recruitment"
	"jinchu/workflows"
)

func converter() sdk.DataConverter { return sdk.GetDefaultDataConverter() }

func TestApplicationGoesFromReviewToContract(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Application()))
	for i, event := range []string{"return", "supplement", "qualify", "propose", "pass_medical", "pass_background",
		"publicise", "hire", "sign", "countersign"} {
		b.at(time.Duration(i+1)*time.Hour, event, event, int64(i+1))
	}
	b.run(t, workflows.ApplicationName, nil)
	require.NoError(t, b.GetWorkflowError())
	var result workflows.CaseResult
	require.NoError(t, b.GetWorkflowResult(&result))
	require.Equal(t, workflows.CaseResult{State: recruitment.Contracted, Seq: 11}, result)
}

func TestApplicationRefusedMayAppeal(t *testing.T) {
	t.Parallel()
	b := newBench(t, newRecord(recruitment.Application()))
	for i, event := range []string{"refuse", "appeal", "grant", "withdraw"} {
		b.at(time.Duration(i+1)*time.Hour, event, event, int64(i+1))
	}
	b.at(90*time.Minute, "sign", "too early", 2)
	b.run(t, workflows.ApplicationName, nil)
	require.NoError(t, b.GetWorkflowError())
	require.ErrorContains(t, b.answers["too early"].rejected, "act.state")
	require.Equal(t, recruitment.Withdrawn, b.rec.Steps()[4].State)
}
