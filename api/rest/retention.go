package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// RetentionRulingInput rules on a class of records.
type RetentionRulingInput struct {
	Keyed
	Body record.RetentionRuling
}

// ConfirmRunInput confirms a run.
type ConfirmRunInput struct {
	Keyed
	ByRun
}

// RunOutput shows a run.
type RunOutput struct{ Body record.RunView }

// ByRun names a run.
type ByRun struct {
	No int64 `path:"no" minimum:"1"`
}

// registerRetention opens how long records are kept, and their destruction when that is over.
func (c *counter) registerRetention(api huma.API) {
	const tag = "到期销毁"
	run := func(method, path, id, summary string) huma.Operation {
		return needs(operation(method, path, id, tag, summary), record.RetentionKind, "run")
	}
	handle(api, run(http.MethodGet, "/api/retention/classes", "list-retention", "各类档案保管多久、已有多少到期（先看后办） · classes of records, and what has expired"), c.listRetention)
	handle(api, answering(needs(operation(http.MethodPost, "/api/retention/rules", "rule-retention", tag, "裁定保管年限 · rule for how long a class is kept"), record.RetentionKind, "rule"), http.StatusNoContent), c.ruleRetention)
	handle(api, run(http.MethodGet, "/api/retention/runs", "list-runs", "销毁批次 · runs"), c.listRuns)
	handle(api, run(http.MethodGet, "/api/retention/runs/{no}", "show-run", "一个批次的清单 · a run with its list"), c.showRun)
	handle(api, answering(run(http.MethodPost, "/api/retention/runs", "propose-run", "提出销毁到期的内容，此时不销毁 · propose to destroy what has expired; nothing is destroyed yet"), http.StatusCreated), c.proposeRun)
	handle(api, answering(run(http.MethodPost, "/api/retention/runs/{no}/confirm", "confirm-run", "由另一人确认，即行销毁 · confirmed by another person, it is destroyed"), http.StatusOK), c.confirmRun)
}

// read shows something to a person who is signed in.
func read[T any](ctx context.Context, c *counter, look func(context.Context, store.Tx, record.Actor) (T, error)) (v T, err error) {
	who, err := signedIn(ctx)
	if err != nil {
		return v, err
	}
	err = c.Record.Read(ctx, func(t store.Tx) error {
		v, err = look(ctx, t, who.actor())
		return err
	})
	return v, err
}

func (c *counter) listRetention(ctx context.Context, _ *struct{}) (*ListOf[record.ClassView], error) {
	all, err := read(ctx, c, c.Cases.Retention)
	return listOf(all), err
}

func (c *counter) ruleRetention(ctx context.Context, in *RetentionRulingInput) (*struct{}, error) {
	_, err := once(ctx, c, in.Key, "rule-retention", in.Body, func(t store.Tx, who Caller) (struct{}, error) {
		return struct{}{}, c.Cases.RuleRetention(ctx, t, who.actor(), in.Body)
	})
	return nil, err
}

func (c *counter) listRuns(ctx context.Context, _ *struct{}) (*ListOf[record.RunView], error) {
	all, err := read(ctx, c, c.Cases.Runs)
	return listOf(all), err
}

func (c *counter) showRun(ctx context.Context, in *ByRun) (*RunOutput, error) {
	v, err := read(ctx, c, func(ctx context.Context, t store.Tx, a record.Actor) (record.RunView, error) {
		return c.Cases.Run(ctx, t, a, in.No)
	})
	return &RunOutput{v}, err
}

func (c *counter) proposeRun(ctx context.Context, in *Keyed) (*RunOutput, error) {
	v, err := once(ctx, c, in.Key, "propose-run", nil, func(t store.Tx, who Caller) (record.RunView, error) {
		return c.Cases.ProposeRun(ctx, t, who.actor())
	})
	return &RunOutput{v}, err
}

func (c *counter) confirmRun(ctx context.Context, in *ConfirmRunInput) (*RunOutput, error) {
	v, err := once(ctx, c, in.Key, "confirm-run", in.No, func(t store.Tx, who Caller) (record.RunView, error) {
		return c.Cases.ConfirmRun(ctx, t, who.actor(), in.No)
	})
	return &RunOutput{v}, err
}
