// Package web knows the pages: which there are, what each shows, and that all of them work without
// script. It may not know SQL, rules or procedures; it asks the record and renders.
package web

import (
	"bytes"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

//go:embed templates/*.html
var files embed.FS

var templates = template.Must(template.ParseFS(files, "templates/*.html"))

// Bounds of what is typed, in characters.
const (
	signInLeast, signInMost     = 2, 64
	nameMost                    = 64
	passwordLeast, passwordMost = 8, 256
)

// New puts the pages on the router.
func New(router *echo.Echo, record *store.Store) {
	s := &setup{record: record}
	router.GET("/setup", s.show)
	router.POST("/setup", s.make)
}

// setup is the page of the one-time link.
type setup struct{ record *store.Store }

// setupView is what the page shows. A password once typed is never sent back.
type setupView struct {
	County, Token, SignIn, Name string
	Wrong                       *sentence
	Done                        bool
}

// sentence is a fault in both languages.
type sentence struct{ Chinese, English string }

func (s *setup) show(c echo.Context) error {
	v := setupView{Token: c.QueryParam("token")}
	return s.render(c, http.StatusOK, v)
}

// make uses the link up and makes the administrator; what was typed stays in the form if it fails.
func (s *setup) make(c echo.Context) error {
	u := store.Setup{Token: c.FormValue("token"), SignIn: strings.TrimSpace(c.FormValue("sign_in")),
		Name: strings.TrimSpace(c.FormValue("name")), Password: c.FormValue("password")}
	v := setupView{Token: u.Token, SignIn: u.SignIn, Name: u.Name}
	if err := checkSetup(u); err != nil {
		return s.fail(c, v, http.StatusUnprocessableEntity, err)
	}
	_, _, err := s.record.SetUp(c.Request().Context(), u, time.Now(), time.Time{})
	switch code := fault.CodeOf(err); code {
	case "":
		v.Done = true
		return s.render(c, http.StatusOK, v)
	case "store.session":
		return s.fail(c, v, http.StatusForbidden, err)
	case "store.duplicate":
		return s.fail(c, v, http.StatusConflict, err)
	default:
		slog.ErrorContext(c.Request().Context(), "set-up failed", "code", code)
		return s.fail(c, v, http.StatusServiceUnavailable, err)
	}
}

func checkSetup(u store.Setup) error {
	signIn, name, password := utf8.RuneCountInString(u.SignIn), utf8.RuneCountInString(u.Name), utf8.RuneCountInString(u.Password)
	switch {
	case signIn < signInLeast || signIn > signInMost || strings.ContainsAny(u.SignIn, " \t\n\u3000") || name == 0 || name > nameMost:
		return fault.New("setup.fields")
	case password < passwordLeast || password > passwordMost:
		return fault.New("setup.password")
	}
	return nil
}

func (s *setup) fail(c echo.Context, v setupView, status int, err error) error {
	f := fault.Of(err)
	v.Wrong = &sentence{f.Sentence(fault.Chinese), f.Sentence(fault.English)}
	return s.render(c, status, v)
}

func (s *setup) render(c echo.Context, status int, v setupView) error {
	realm, err := s.record.Realm(c.Request().Context())
	if err != nil {
		return err
	}
	v.County = realm.Name
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, "setup.html", v); err != nil {
		return err
	}
	return c.HTMLBlob(status, page.Bytes())
}
