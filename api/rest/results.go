package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
)

// ListOf is a list that always comes whole.
type ListOf[T any] struct {
	Body struct {
		Items []T `json:"items"`
	}
}

func listOf[T any](all []T) *ListOf[T] {
	l := &ListOf[T]{}
	l.Body.Items = append([]T{}, all...)
	return l
}

// AuditOutput is the chains of a cycle and its applications; one that does not hold is a fault instead.
type AuditOutput struct {
	Body struct {
		Items    []record.AuditView `json:"items"`
		Verified bool               `json:"verified"`
	}
}

// registerResults opens what a cycle came to, each list to those who may read it.
func (c *counter) registerResults(api huma.API) {
	handle(api, ofApplications("decisions", "决定和理由 · decisions with their reasons"), whole(c.Cases.Decisions))
	handle(api, ofApplications("contracts", "合同 · contracts"), whole(c.Cases.Contracts))
	handle(api, ofApplications("objections", "异议 · objections"), whole(c.Cases.Objections))
	handle(api, ofApplications("standings", "已确认的成绩和名次 · confirmed results"), whole(c.Cases.Standings))
	handle(api, needs(open(about("notices", "公告和公示，任何人可看 · public texts, for anyone")), "notice", "read"), c.listNotices)
	handle(api, needs(about("audit", "审计链，逐案核验 · the audit chains, verified"), "audit", "verify"), c.showAudit)
}

func about(what, summary string) huma.Operation {
	return operation(http.MethodGet, "/api/cycles/{id}/"+what, "list-"+what, "结果", summary)
}

// ofApplications is a list of a cycle that shows of its applications those the caller may read.
func ofApplications(what, summary string) huma.Operation {
	return needs(needs(about(what, summary), "cycle", "read"), "application", "read")
}

// whole makes a handler out of a list that those may read whom the policy lets.
func whole[T any](read func(context.Context, record.Actor, string) ([]T, error)) func(context.Context, *ByCycle) (*ListOf[T], error) {
	return func(ctx context.Context, in *ByCycle) (*ListOf[T], error) {
		all, err := read(ctx, callerOf(ctx).actor(), in.ID)
		return listOf(all), err
	}
}

func (c *counter) listNotices(ctx context.Context, in *ByCycle) (*ListOf[record.NoticeView], error) {
	all, err := c.Cases.Notices(ctx, in.ID)
	return listOf(all), err
}

func (c *counter) showAudit(ctx context.Context, in *ByCycle) (*AuditOutput, error) {
	all, err := c.Cases.Audit(ctx, callerOf(ctx).actor(), in.ID)
	out := &AuditOutput{}
	out.Body.Items, out.Body.Verified = all, err == nil
	return out, err
}
