package rest

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// ServingInput records that a document was served, or a try.
type ServingInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64" doc:"the application"`
	Body record.Serving
}

// ServedOutput answers with the day that counts.
type ServedOutput struct{ Body record.Served }

// AcceptInput is an applicant opening a document on the page of the receipt.
type AcceptInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Step int64        `json:"step" minimum:"1" doc:"serve[].step of the application"`
		Told *record.Told `json:"told,omitempty" doc:"如何使自己知悉（读屏、朗读、他人协助等）"`
	}
}

// ConsentInput is a consent to electronic service, or its withdrawal.
type ConsentInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Body record.Consenting
}

// SilenceInput records that nothing was said.
type SilenceInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"500" doc:"怎样核实：查收件登记、电话询问等"`
	}
}

// ServiceOutput shows one service.
type ServiceOutput struct{ Body record.ServiceView }

// NothingOutput answers what has no answer of its own.
type NothingOutput struct{}

func (c *counter) registerServices(api huma.API) {
	service := func(method, path, id, summary, act string) huma.Operation {
		return needs(operation(method, path, id, "送达", summary), record.ServiceKind, act)
	}
	handle(api, answering(service(http.MethodPost, "/api/cases/{id}/services", "serve-document", "登记送达；期限从送达之日的次日起算 · record the service of a document; its period counts from there", "record"), http.StatusCreated), c.serve)
	handle(api, answering(service(http.MethodPost, "/api/cases/{id}/services/accept", "accept-document", "本人打开电子文书，即为送达 · the applicant opens a document, having consented to electronic service", "accept"), http.StatusCreated), c.accept)
	handle(api, answering(service(http.MethodPost, "/api/cases/{id}/consent", "consent-to-electronic-service", "同意电子送达，或者撤回 · consent to electronic service, or withdraw it", "consent"), http.StatusNoContent), c.consent)
	handle(api, answering(service(http.MethodPost, "/api/cases/{id}/no-statement", "record-no-statement", "具名记明本人没有补正或陈述 · record that the person made no statement", "record_no_statement"), http.StatusNoContent), c.noStatement)
	handle(api, service(http.MethodGet, "/api/cases/{id}/services", "list-services", "送达记录 · what was served, and what was tried", "read"), c.listServices)
	handle(api, service(http.MethodGet, "/api/services/{id}", "show-service", "一次送达 · one service", "read"), c.showService)
}

// onceBy does a deed of whoever asks, staff or applicant, with its answer kept under the key.
func onceBy[T any](ctx context.Context, c *counter, key, operation string, content any, do func(store.Tx, record.Actor) (T, error)) (T, error) {
	var answer T
	actor := callerOf(ctx).actor()
	if actor == (record.Actor{}) {
		return answer, fault.New("store.session")
	}
	if key == "" {
		return answer, fault.New("act.key.missing")
	}
	body, err := json.Marshal(content)
	if err != nil {
		return answer, fault.New("internal").Because(err)
	}
	kept, err := c.Record.Once(ctx, store.Repeatable{Actor: actor.Mark(), Key: key, Content: append([]byte(operation+"\n"), body...)},
		func(tx store.Tx) (any, error) { return do(tx, actor) })
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(kept, &answer)
}

func (c *counter) serve(ctx context.Context, in *ServingInput) (*ServedOutput, error) {
	out, err := onceBy(ctx, c, in.Key, "serve "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (record.Served, error) {
		return c.Cases.Serve(ctx, tx, a, in.ID, in.Body)
	})
	return &ServedOutput{Body: out}, err
}

func (c *counter) accept(ctx context.Context, in *AcceptInput) (*ServedOutput, error) {
	out, err := onceBy(ctx, c, in.Key, "accept "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (record.Served, error) {
		return c.Cases.Accept(ctx, tx, a, in.ID, in.Body.Step, in.Body.Told)
	})
	return &ServedOutput{Body: out}, err
}

func (c *counter) consent(ctx context.Context, in *ConsentInput) (*NothingOutput, error) {
	_, err := onceBy(ctx, c, in.Key, "consent "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (struct{}, error) {
		return struct{}{}, c.Cases.Consent(ctx, tx, a, in.ID, in.Body)
	})
	return &NothingOutput{}, err
}

func (c *counter) noStatement(ctx context.Context, in *SilenceInput) (*NothingOutput, error) {
	_, err := onceBy(ctx, c, in.Key, "no-statement "+in.ID, in.Body, func(tx store.Tx, a record.Actor) (struct{}, error) {
		return struct{}{}, c.Cases.NoStatement(ctx, tx, a, in.ID, in.Body.Note)
	})
	return &NothingOutput{}, err
}

func (c *counter) listServices(ctx context.Context, in *ByCycle) (*ListOf[record.ServiceView], error) {
	all, err := c.Cases.Services(ctx, callerOf(ctx).actor(), in.ID)
	return listOf(all), err
}

func (c *counter) showService(ctx context.Context, in *ByCycle) (*ServiceOutput, error) {
	v, err := c.Cases.Service(ctx, callerOf(ctx).actor(), in.ID)
	return &ServiceOutput{Body: v}, err
}
