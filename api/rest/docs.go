package rest

import (
	_ "embed"
	"html/template"
	"net/http"
	"sort"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"jinchu/policy"
)

//go:embed docs.html
var docsText string

var docsPage = template.Must(template.New("docs").Parse(docsText))

// docsView is the readable page's typed view.
type docsView struct {
	Title, Version, Description string
	Operations                  []docsOperation
}

// docsOperation is one line of it.
type docsOperation struct {
	Method, Path, Summary, Description string
	Tags                               []string
	Statuses                           []string
	Who                                string // for everybody alike; "" where the policy says
	Needs                              [][]docsWho
}

// docsWho are the roles that may do an act somewhere.
type docsWho struct{ Kind, Act, Label, Roles string }

// registerDocs serves the description of the counter as a page that needs no script and nothing from outside.
func registerDocs(router *echo.Echo, api huma.API, lines func() *policy.Policy) {
	router.GET("/api/docs", func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
		c.Response().WriteHeader(http.StatusOK)
		return docsPage.Execute(c.Response(), viewDocs(api.OpenAPI(), lines()))
	})
}

// viewDocs reads the page's content out of the OpenAPI description.
func viewDocs(o *huma.OpenAPI, p *policy.Policy) docsView {
	v := docsView{Title: o.Info.Title, Version: o.Info.Version, Description: o.Info.Description}
	each(o, func(method, path string, op *huma.Operation) {
		v.Operations = append(v.Operations, viewOperation(method, path, op, p))
	})
	sort.Slice(v.Operations, func(i, j int) bool {
		a, b := v.Operations[i], v.Operations[j]
		return a.Path < b.Path || (a.Path == b.Path && a.Method < b.Method)
	})
	return v
}

// each goes through the operations.
func each(o *huma.OpenAPI, do func(method, path string, op *huma.Operation)) {
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete,
			"PATCH": item.Patch, "HEAD": item.Head, "OPTIONS": item.Options, "TRACE": item.Trace} {
			if op != nil {
				do(method, path, op)
			}
		}
	}
}

func viewOperation(method, path string, op *huma.Operation, p *policy.Policy) docsOperation {
	d := docsOperation{Method: method, Path: path, Summary: op.Summary, Description: op.Description, Tags: op.Tags}
	for status := range op.Responses {
		d.Statuses = append(d.Statuses, status)
	}
	sort.Strings(d.Statuses)
	g, _ := guardOf(op)
	d.Who = g.who
	for _, n := range g.needs {
		d.Needs = append(d.Needs, n.who(p))
	}
	return d
}
