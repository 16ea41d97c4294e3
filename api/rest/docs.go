package rest

import (
	_ "embed"
	"html/template"
	"net/http"
	"sort"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
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
}

// registerDocs serves the description of the counter as a page that needs no script and nothing from outside.
func registerDocs(router *echo.Echo, api huma.API) {
	router.GET("/api/docs", func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
		c.Response().WriteHeader(http.StatusOK)
		return docsPage.Execute(c.Response(), viewDocs(api.OpenAPI()))
	})
}

// viewDocs reads the page's content out of the OpenAPI description.
func viewDocs(o *huma.OpenAPI) docsView {
	v := docsView{Title: o.Info.Title, Version: o.Info.Version, Description: o.Info.Description}
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete} {
			if op != nil {
				v.Operations = append(v.Operations, viewOperation(method, path, op))
			}
		}
	}
	sort.Slice(v.Operations, func(i, j int) bool {
		a, b := v.Operations[i], v.Operations[j]
		return a.Path < b.Path || (a.Path == b.Path && a.Method < b.Method)
	})
	return v
}

func viewOperation(method, path string, op *huma.Operation) docsOperation {
	d := docsOperation{Method: method, Path: path, Summary: op.Summary, Description: op.Description, Tags: op.Tags}
	for status := range op.Responses {
		d.Statuses = append(d.Statuses, status)
	}
	sort.Strings(d.Statuses)
	return d
}
