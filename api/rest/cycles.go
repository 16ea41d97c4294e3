package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/recruitment"
)

// CycleInput opens a cycle.
type CycleInput struct {
	Keyed
	Body record.Opening
}

// CycleOutput shows one.
type CycleOutput struct{ Body record.CycleView }

// ByCycle names a cycle.
type ByCycle struct {
	ID string `path:"id" maxLength:"64"`
}

// ActInput is an act on a case.
type ActInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Act  string `path:"act" maxLength:"40" doc:"one of next[].act of the case"`
	Body struct {
		record.Body
		Seen *int64 `json:"seen,omitempty" doc:"seq of the case as it was seen; left out only for object"`
	}
}

// seen is the step the person saw; nothing given never opens a case.
func (in *ActInput) seen() int64 {
	if in.Body.Seen == nil || *in.Body.Seen <= 0 {
		return store.AnyStep
	}
	return *in.Body.Seen
}

func (c *counter) registerCycles(api huma.API) {
	handle(api, answering(needs(operation(http.MethodPost, "/api/cycles", "open-cycle", "选聘", "拟定选聘方案 · open a recruitment cycle"), "cycle", "open"), http.StatusCreated), c.openCycle)
	handle(api, needs(operation(http.MethodGet, "/api/cycles", "list-cycles", "选聘", "选聘批次 · recruitment cycles"), "cycle", "read"), c.listCycles)
	handle(api, needs(operation(http.MethodGet, "/api/cycles/{id}", "show-cycle", "选聘", "批次现状、下一步和还差什么 · a cycle, what may be done and what stands in the way"), "cycle", "read"), c.showCycle)
	handle(api, answering(needsNamed(operation(http.MethodPost, "/api/cycles/{id}/acts/{act}", "act-on-cycle", "选聘", "办理 · act on a cycle"), recruitment.Cycle()), http.StatusOK), c.actOnCycle)
	handle(api, needs(needs(operation(http.MethodGet, "/api/cycles/{id}/proposals", "show-proposals", "选聘", "确认结果前的逐人建议和算式 · what confirming would do, with the arithmetic"), "cycle", "read"), "application", "read"), c.showProposals)
}

// WhyOutput explains a case.
type WhyOutput struct{ Body record.Why }

func (c *counter) registerWhy(api huma.API) {
	op := operation(http.MethodGet, "/api/cases/{id}/why", "explain-case", "说明", "每一步的依据、现在等什么、为什么不能办 · what each step rested on, what is awaited, and why not")
	handle(api, needs(needs(op, "cycle", "read"), "application", "read"), c.explainCase) // whichever kind the case is of
}

func (c *counter) explainCase(ctx context.Context, in *ByCycle) (*WhyOutput, error) {
	why, err := c.Cases.Why(ctx, callerOf(ctx).actor(), in.ID)
	return &WhyOutput{Body: why}, err
}

func (c *counter) openCycle(ctx context.Context, in *CycleInput) (*CycleOutput, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	_, id, err := c.act(ctx, who.actor(), request{key: in.Key, kind: record.CycleKind, id: store.NewID(), unit: in.Body.Unit,
		act: "open", body: in.Body})
	if err != nil {
		return nil, err
	}
	view, err := c.Cases.Cycle(ctx, who.actor(), id)
	return &CycleOutput{Body: view}, err
}

func (c *counter) listCycles(ctx context.Context, in *Page) (*List[record.CycleLine], error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	all, err := c.Cases.Cycles(ctx, who.actor(), in.After, in.Limit+1)
	return page(all, in.Limit, func(l record.CycleLine) string { return l.ID }), err
}

func (c *counter) showCycle(ctx context.Context, in *ByCycle) (*CycleOutput, error) {
	view, err := c.Cases.Cycle(ctx, callerOf(ctx).actor(), in.ID)
	return &CycleOutput{Body: view}, err
}

// withoutStep are acts of somebody who has seen a notice, not the case.
var withoutStep = map[string]bool{"object": true}

func (c *counter) actOnCycle(ctx context.Context, in *ActInput) (*DoneOutput, error) {
	seen := in.seen()
	if seen == store.AnyStep && !withoutStep[in.Act] {
		return nil, seenMissing()
	}
	if withoutStep[in.Act] {
		seen = store.AnyStep
	}
	r, id, err := c.act(ctx, callerOf(ctx).actor(), request{key: in.Key, kind: record.CycleKind, id: in.ID, act: in.Act, seen: seen, body: in.Body.Body})
	return done(id, r), err
}

// ProposalsOutput answers with the proposals and the name of exactly this list.
type ProposalsOutput struct {
	Body struct {
		record.Proposals
		Digest string `json:"digest"`
	}
}

func (c *counter) showProposals(ctx context.Context, in *ByCycle) (*ProposalsOutput, error) {
	out := &ProposalsOutput{}
	var err error
	out.Body.Proposals, out.Body.Digest, err = c.Cases.Proposals(ctx, callerOf(ctx).actor(), in.ID)
	return out, err
}
