package rest

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"jinchu/policy"
	"jinchu/policy/fault"
)

// speakInProblems gives the framework our answer to what it refuses itself. It is a variable of the
// framework, read by every request, so it is set once.
var speakInProblems = sync.OnceFunc(func() { huma.NewError = shapeProblem })

// New puts the JSON counter on the router, with its description at /api/openapi.json and a readable
// page at /api/docs that needs nothing from outside.
func New(router *echo.Echo, version string, desk Desk) huma.API {
	speakInProblems()
	config := huma.DefaultConfig("Jinchu 进出", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", "/api/schemas"
	config.Info.Description = "残疾人专职委员选聘、合同、考核与进出。The working life of disability commissioners."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.CreateHooks = nil // no $schema links in answers: they would differ by host
	config.Formats = maps.Clone(config.Formats)
	config.Formats[tableType] = huma.Format{Marshal: marshalTable}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{bearer: {Type: "http", Scheme: "bearer"}}
	api := humaecho.New(router, config)
	c := newCounter(desk, version)
	api.UseMiddleware(c.recognise(api))
	registerFaults(api)
	registerTrial(api)
	c.registerGround(api)
	mustBeGuarded(api.OpenAPI(), policy.Program())
	registerDocs(router, api, desk.lines)
	return api
}

// handle registers one operation; every fault of its handler becomes a problem.
func handle[I, O any](api huma.API, op huma.Operation, do func(context.Context, *I) (*O, error)) {
	op.Errors = append(op.Errors, http.StatusUnprocessableEntity, http.StatusInternalServerError)
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		var answered huma.StatusError
		switch {
		case errors.As(err, &answered):
			return nil, answered
		case err != nil:
			return nil, problem(ctx, err)
		}
		return out, nil
	})
}

// FaultEntry is one line of the catalogue.
type FaultEntry struct {
	Code    string     `json:"code"`
	Kind    fault.Kind `json:"kind" doc:"what the caller can do about it"`
	Status  int        `json:"status"`
	Chinese string     `json:"zh"`
	English string     `json:"en"`
}

// FaultList is the whole catalogue.
type FaultList struct {
	Body []FaultEntry
}

func registerFaults(api huma.API) {
	handle(api, open(huma.Operation{
		OperationID: "list-faults", Method: http.MethodGet, Path: "/api/faults", Tags: []string{"说明"},
		Summary: "全部错误代码 · every way the program says no",
	}), func(context.Context, *struct{}) (*FaultList, error) {
		list := &FaultList{}
		for _, code := range fault.Codes() {
			f := fault.New(code)
			list.Body = append(list.Body, FaultEntry{Code: code, Kind: f.Kind(), Status: statusOf(f),
				Chinese: f.Sentence(fault.Chinese), English: f.Sentence(fault.English)})
		}
		return list, nil
	})
}
