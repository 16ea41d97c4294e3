package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// PoliciesOutput shows all changes of the lines that say who may do what.
type PoliciesOutput struct{ Body record.PoliciesView }

// ByPolicy names a version of the lines.
type ByPolicy struct {
	Version string `path:"version" maxLength:"16"`
}

// PolicyOutput shows a version.
type PolicyOutput struct{ Body record.PolicyView }

// PolicyProposalInput proposes a change.
type PolicyProposalInput struct {
	Keyed
	Body record.PolicyProposal
}

// ProposedPolicyOutput answers with what came of it.
type ProposedPolicyOutput struct{ Body record.ProposedPolicy }

// PolicyChangeInput names a change that waits.
type PolicyChangeInput struct {
	Keyed
	No int64 `path:"no" minimum:"1"`
}

// registerPolicies opens the lines that say who may do what: read, proposed by one person, confirmed by another.
func (c *counter) registerPolicies(api huma.API) {
	op := func(method, path, id, summary string, acts ...string) huma.Operation {
		return needs(operation(method, path, id, "权限规则", summary), record.PolicyKind, acts...)
	}
	handle(api, op(http.MethodGet, "/api/policies", "list-policies", "权限规则的历次变更、程序带来而未采用的版本 · changes of the policy, and a version on offer", "read"), c.listPolicies)
	handle(api, op(http.MethodGet, "/api/policies/{version}", "show-policy", "一个版本的全文，以及换成它会给谁增减什么 · a version, and what it would change for whom", "read"), c.showPolicy)
	handle(api, answering(op(http.MethodPost, "/api/policies", "propose-policy", "提出变更，此时不生效 · propose a change; it decides nothing yet", "propose"), http.StatusCreated), c.proposePolicy)
	handle(api, answering(op(http.MethodPost, "/api/policy-changes/{no}/confirm", "confirm-policy", "由另一人确认，即时在各处生效 · confirmed by another person, it is in force everywhere at once", "confirm"), http.StatusNoContent), c.confirmPolicy)
	handle(api, answering(op(http.MethodPost, "/api/policy-changes/{no}/drop", "drop-policy", "不采用 · drop a change that waits", "confirm", "propose"), http.StatusNoContent), c.dropPolicy)
}

func (c *counter) listPolicies(ctx context.Context, _ *struct{}) (*PoliciesOutput, error) {
	v, err := read(ctx, c, c.Cases.Policies)
	return &PoliciesOutput{v}, err
}

func (c *counter) showPolicy(ctx context.Context, in *ByPolicy) (*PolicyOutput, error) {
	v, err := read(ctx, c, func(ctx context.Context, t store.Tx, a record.Actor) (record.PolicyView, error) {
		return c.Cases.Policy(ctx, t, a, in.Version)
	})
	return &PolicyOutput{v}, err
}

func (c *counter) proposePolicy(ctx context.Context, in *PolicyProposalInput) (*ProposedPolicyOutput, error) {
	v, err := onceChanging(ctx, c, in.Key, "propose-policy", in.Body, func(t store.Tx, who Caller) (record.ProposedPolicy, error) {
		return c.Cases.ProposePolicy(ctx, t, who.actor(), in.Body)
	})
	return &ProposedPolicyOutput{v}, err
}

func (c *counter) confirmPolicy(ctx context.Context, in *PolicyChangeInput) (*struct{}, error) {
	_, err := onceChanging(ctx, c, in.Key, "confirm-policy", in.No, func(t store.Tx, who Caller) (struct{}, error) {
		return struct{}{}, c.Cases.ConfirmPolicy(ctx, t, who.actor(), in.No)
	})
	return nil, err
}

func (c *counter) dropPolicy(ctx context.Context, in *PolicyChangeInput) (*struct{}, error) {
	_, err := onceChanging(ctx, c, in.Key, "drop-policy", in.No, func(t store.Tx, who Caller) (struct{}, error) {
		return struct{}{}, c.Cases.DropPolicy(ctx, t, who.actor(), in.No)
	})
	return nil, err
}
