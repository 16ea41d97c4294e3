package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// AnswerInput is the signer's answer to what was entered in their name.
type AnswerInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Stands bool   `json:"stands" doc:"true 属实；false 有异议，须写明理由"`
		Reason string `json:"reason,omitempty" maxLength:"2000"`
	}
}

// SettleInput ends a contest.
type SettleInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		How    string `json:"how" enum:"uphold,strike,put_right" doc:"维持、撤销；put_right：撤销后的善后已办妥"`
		Reason string `json:"reason" maxLength:"2000"`
	}
}

// signer is who may answer: whoever the paper names, staff or applicant, which no role says.
const signer = "纸面上的签字人本人"

func (c *counter) registerEntries(api huma.API) {
	list := operation(http.MethodGet, "/api/cases/{id}/papers", "list-papers", "补录", "从纸面补录的事项 · acts entered from signed paper")
	handle(api, needs(needs(list, "cycle", "read"), "application", "read"), c.listEntries)
	answer := operation(http.MethodPost, "/api/papers/{id}/answer", "answer-paper", "补录", "签字人确认，或者提出异议 · the signer stands by an entry or contests it")
	handle(api, answering(guarded(answer, guard{who: signer}), http.StatusNoContent), c.answerEntry)
	settle := operation(http.MethodPost, "/api/papers/{id}/settle", "settle-paper", "补录", "处理异议：维持或撤销 · settle a contested entry")
	handle(api, answering(needs(settle, record.PaperKind, "settle"), http.StatusNoContent), c.settleEntry)
}

func (c *counter) listEntries(ctx context.Context, in *ByCycle) (*ListOf[record.PaperView], error) {
	all, err := c.Cases.Papers(ctx, callerOf(ctx).actor(), in.ID)
	return listOf(all), err
}

func (c *counter) answerEntry(ctx context.Context, in *AnswerInput) (*NothingOutput, error) {
	_, err := onceBy(ctx, c, in.Key, "answer "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (struct{}, error) {
		return struct{}{}, c.Cases.AnswerPaper(ctx, tx, a, in.ID, in.Body.Stands, in.Body.Reason)
	})
	return &NothingOutput{}, err
}

func (c *counter) settleEntry(ctx context.Context, in *SettleInput) (*NothingOutput, error) {
	_, err := onceBy(ctx, c, in.Key, "settle "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (struct{}, error) {
		return struct{}{}, c.Cases.SettlePaper(ctx, tx, a, in.ID, in.Body.How, in.Body.Reason)
	})
	return &NothingOutput{}, err
}
