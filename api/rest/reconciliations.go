package rest

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
)

// Reconciliation is one nightly comparison of what must wait for somebody with what does.
type Reconciliation struct {
	ID          string     `json:"id"`
	Started     time.Time  `json:"started" doc:"real time"`
	Ended       *time.Time `json:"ended" nullable:"true" doc:"null while it runs, and where the program was stopped in it"`
	BusinessAt  time.Time  `json:"business_at"`
	Cases       int        `json:"cases" doc:"compared"`
	Differences int        `json:"differences"`
	Mended      int        `json:"mended"`
	Failed      string     `json:"failed" doc:"fault code of one that was broken off"`
}

// Difference is one thing that was not as it must be.
type Difference struct {
	Case   string `json:"case"`
	Kind   string `json:"kind" doc:"missing 漏了, superfluous 多余, seat 给错了人或地方, content 内容不对, projection 待办里看不到, unclear 无法推算"`
	Code   string `json:"code" doc:"what is to be done; of an unclear one the fault"`
	Role   string `json:"role"`
	Unit   string `json:"unit"`
	Person string `json:"person" doc:"asked by name; empty for anyone in the role"`
	Found  string `json:"found" doc:"role and unit where the task lay instead"`
	Mended bool   `json:"mended"`
}

func (c *counter) registerReconciliations(api huma.API) {
	handle(api, needs(operation(http.MethodGet, "/api/reconciliations", "list-reconciliations", "待办", "每夜核对 · nightly reconciliations, the latest first"), "reconciliation", "read"), c.listReconciliations)
	handle(api, needs(operation(http.MethodGet, "/api/reconciliations/{id}", "list-differences", "待办", "一次核对查出的差异 · what a reconciliation found"), "reconciliation", "read"), c.listDifferences)
}

func (c *counter) listReconciliations(ctx context.Context, in *Page) (*List[Reconciliation], error) {
	var rows []Reconciliation
	err := c.Record.Read(ctx, func(t store.Tx) error {
		if _, err := c.may(ctx, t, "reconciliation", "read", t.Here().County); err != nil {
			return err
		}
		all, err := t.Reconciliations(ctx, in.After, in.Limit+1)
		for _, r := range all {
			rows = append(rows, Reconciliation(r))
		}
		return err
	})
	return page(rows, in.Limit, func(r Reconciliation) string { return r.ID }), err
}

// DifferencesInput names a reconciliation.
type DifferencesInput struct {
	Page
	ByID
}

func (c *counter) listDifferences(ctx context.Context, in *DifferencesInput) (*List[Difference], error) {
	var rows []Difference
	after, _ := strconv.Atoi(in.After) // what is no number begins
	err := c.Record.Read(ctx, func(t store.Tx) error {
		if _, err := c.may(ctx, t, "reconciliation", "read", t.Here().County); err != nil {
			return err
		}
		all, err := t.Differences(ctx, in.ID, after, in.Limit+1)
		for _, d := range all {
			rows = append(rows, Difference(d))
		}
		return err
	})
	return page(rows, in.Limit, func(Difference) string { return strconv.Itoa(after + in.Limit) }), err
}
