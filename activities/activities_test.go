package activities_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"jinchu/activities"
	"jinchu/policy/fault"
)

// record answers every call with one error.
type record struct{ err error }

func (r record) Plan(context.Context, activities.Case) (activities.Plan, error) {
	return activities.Plan{}, r.err
}

func (r record) Act(context.Context, activities.ActInput) (activities.ActResult, error) {
	return activities.ActResult{}, r.err
}

func (r record) Lapse(context.Context, activities.LapseInput) (activities.ActResult, error) {
	return activities.ActResult{}, r.err
}

func (r record) Ask(context.Context, activities.Case, string) error { return r.err }

// every calls all deeds once and gives their errors.
func every(ctx context.Context, err error) []error {
	a := &activities.Activities{Record: record{err}}
	_, plan := a.Plan(ctx, activities.Case{})
	_, act := a.Act(ctx, activities.ActInput{})
	_, lapse := a.Lapse(ctx, activities.LapseInput{})
	return []error{plan, act, lapse, a.Ask(ctx, activities.Case{}, "busy")}
}

// What another try can mend is tried again; what it cannot is told to a person. Only the code travels.
func TestFaultsAreMarkedAndCarryTheirCodeAlone(t *testing.T) {
	t.Parallel()
	secret := errors.New("虚构的内部原因")
	for name, c := range map[string]struct {
		err       error
		code      string
		permanent bool
	}{
		"busy":              {fault.New("busy").Because(secret), "busy", false},
		"a bare error":      {secret, "internal", false},
		"a silent rule":     {fault.New("regulation.silent", "value", "written.pass").Because(secret), "regulation.silent", true},
		"a state elsewhere": {fault.New("act.state").Because(secret), "act.state", true},
		"forbidden":         {fault.New("forbidden").Because(secret), "forbidden", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, err := range every(t.Context(), c.err) {
				var app *temporal.ApplicationError
				require.ErrorAs(t, err, &app)
				require.Equal(t, c.code, app.Message())
				require.Equal(t, c.permanent, app.NonRetryable())
				require.NotContains(t, err.Error(), secret.Error())
				require.NotErrorIs(t, err, secret)
			}
		})
	}
}

func TestNoFaultIsNoError(t *testing.T) {
	t.Parallel()
	for _, err := range every(t.Context(), nil) {
		require.NoError(t, err)
	}
}
