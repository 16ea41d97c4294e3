// Package rest knows the JSON counter: routes, their shapes, and how a fault becomes an RFC 9457
// problem. It may not know SQL, Casbin lines or workflow code; it parses, asks and renders.
package rest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"jinchu/policy/fault"
)

// Problem is the answer to everything that could not be done (RFC 9457, application/problem+json).
// Title is the sentence in Chinese, Detail the same in English; Code is from the closed catalogue.
type Problem struct {
	Type   string   `json:"type" doc:"address of the code on the readable page" example:"/api/faults#act.sequence"`
	Title  string   `json:"title" doc:"what was wrong and what to do, in Chinese"`
	Status int      `json:"status" doc:"HTTP status"`
	Detail string   `json:"detail" doc:"the same in English"`
	Code   string   `json:"code" doc:"code from the closed catalogue" example:"act.sequence"`
	Place  string   `json:"place,omitempty" doc:"field, or file:line:column"`
	Errors []Detail `json:"errors,omitempty" doc:"each fault with its place"`
	retry  string
}

// Detail is one of several faults.
type Detail struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	Place string `json:"place,omitempty"`
}

// Error is the Chinese sentence.
func (p *Problem) Error() string { return p.Title }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes the answer application/problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statuses maps what the caller can do about a fault to one HTTP status.
var statuses = map[fault.Kind]int{
	fault.Invalid:   http.StatusUnprocessableEntity,
	fault.Forbidden: http.StatusForbidden,
	fault.Unknown:   http.StatusNotFound,
	fault.Conflict:  http.StatusConflict,
	fault.Unruled:   http.StatusConflict,
	fault.Busy:      http.StatusServiceUnavailable,
	fault.Internal:  http.StatusInternalServerError,
}

// statusesOf are codes whose status says more than that of their kind.
var statusesOf = map[string]int{
	"store.session":     http.StatusUnauthorized,
	"store.credentials": http.StatusUnauthorized,
	"session.many":      http.StatusTooManyRequests,
}

func statusOf(f *fault.Fault) int {
	if status, special := statusesOf[f.Code]; special {
		return status
	}
	return statuses[f.Kind()]
}

// GetHeaders are those that belong to a status: how to sign in, and when to come back.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="jinchu"`)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set("Retry-After", p.retry)
	}
	return h
}

// problem makes the answer out of an error; the cause of an internal one goes to the log alone.
func problem(ctx context.Context, err error) *Problem {
	var rows *wrongRows
	if errors.As(err, &rows) {
		return rows.problem(ctx)
	}
	all := fault.All(err)
	first := all[0]
	if first.Kind() == fault.Internal {
		slog.ErrorContext(ctx, "internal fault", "cause", errors.Unwrap(first))
	}
	p := &Problem{
		Type: "/api/faults#" + first.Code, Code: first.Code, Place: first.Place, Status: statusOf(first), retry: "1",
		Title: first.Sentence(fault.Chinese), Detail: first.Sentence(fault.English),
	}
	if seconds, given := first.Args["seconds"]; given {
		p.retry = fmt.Sprint(seconds)
	}
	if len(all) > 1 || first.Place != "" {
		p.list(all)
	}
	return p
}

// list adds each fault with its place.
func (p *Problem) list(all []*fault.Fault) {
	for _, f := range all {
		p.Errors = append(p.Errors, Detail{Code: f.Code, Title: f.Sentence(fault.Chinese), Place: f.Place})
	}
}

// shapeProblem answers what the framework refuses before a handler runs: a wrong shape, type or length.
func shapeProblem(status int, message string, errs ...error) huma.StatusError {
	var typed *Problem
	for _, err := range errs {
		if errors.As(err, &typed) {
			return typed
		}
	}
	if status >= http.StatusInternalServerError {
		return problem(context.Background(), errors.Join(append([]error{errors.New(message)}, errs...)...))
	}
	p := problem(context.Background(), fault.New("request.shape", "why", whyShape(message)))
	p.Status = status
	for _, err := range errs {
		p.Errors = append(p.Errors, shapeDetail(err))
	}
	return p
}

// whyShape says what the framework says in one word for every field at once; the fields follow, each with its own.
func whyShape(message string) any {
	if message == "validation failed" {
		return fault.Words{Chinese: "逐项见下", English: "each field below"}
	}
	return message
}

// shapeDetail names the field that has the wrong shape; the value given is not repeated.
func shapeDetail(err error) Detail {
	var d *huma.ErrorDetail
	if errors.As(err, &d) {
		return Detail{Code: "request.shape", Title: d.Message, Place: strings.TrimPrefix(d.Location, "body.")}
	}
	return Detail{Code: "request.shape", Title: err.Error()}
}

// NotFound answers what no route takes, and errors of the router itself.
func NotFound(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	f := fault.Of(err)
	var he *echo.HTTPError
	if errors.As(err, &he) && he.Code < http.StatusInternalServerError {
		f = fault.New("unknown", "what", "page")
	}
	p := problem(c.Request().Context(), f)
	if he != nil && he.Code < http.StatusInternalServerError {
		p.Status = he.Code
	}
	c.Response().Header().Set(echo.HeaderContentType, p.ContentType(""))
	if err := c.JSON(p.Status, p); err != nil {
		slog.WarnContext(c.Request().Context(), "answer not delivered", "cause", err)
	}
}
