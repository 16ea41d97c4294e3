package server_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/api/rest"
	"jinchu/api/server"
	"jinchu/policy/fault"
)

func get(t *testing.T, method, path string, headers map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(nil))
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	server.Handler(server.Config{Version: "test"}).ServeHTTP(w, r)
	return w
}

func TestDescriptionIsOpenAPI31(t *testing.T) {
	t.Parallel()
	w := get(t, http.MethodGet, "/api/openapi.json", nil)
	require.Equal(t, http.StatusOK, w.Code)
	var doc struct {
		OpenAPI string
		Paths   map[string]any
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &doc))
	require.Equal(t, "3.1.0", doc.OpenAPI)
	require.Contains(t, doc.Paths, "/api/faults")
}

func TestReadablePageListsEveryOperationAndNeedsNoScript(t *testing.T) {
	t.Parallel()
	var doc struct{ Paths map[string]any }
	require.NoError(t, json.Unmarshal(get(t, http.MethodGet, "/api/openapi.json", nil).Body.Bytes(), &doc))
	page := get(t, http.MethodGet, "/api/docs", nil).Body.String()
	for path := range doc.Paths {
		require.Contains(t, page, strings.ReplaceAll(path, "&", "&amp;"))
	}
	require.NotContains(t, page, "<script")
	require.NotContains(t, page, "http://")
}

func TestReadablePageSaysWhoMay(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	page := c.ask("", http.MethodGet, "/api/docs", nil).must(200).Body
	require.Equal(t, strings.Count(page, "<section>"), strings.Count(page, "可能的结果"))
	for _, part := range strings.Split(page, "<section>")[1:] {
		require.Contains(t, part, "谁可以", part)
	}
	require.Contains(t, page, "<li>认定合格 <code>application qualify</code>：")
	require.Contains(t, page, "<li>开户（账号） <code>account create</code>：系统管理员")
	require.Contains(t, page, "谁可以：任何人")
}

func TestEveryFaultHasItsLine(t *testing.T) {
	t.Parallel()
	w := get(t, http.MethodGet, "/api/faults", nil)
	var list []struct {
		Code, Zh, En string
		Status       int
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &list))
	require.Len(t, list, len(fault.Codes()))
	for _, entry := range list {
		require.GreaterOrEqual(t, entry.Status, 400, entry.Code)
		require.NotEmpty(t, entry.Zh)
		require.NotEmpty(t, entry.En)
	}
}

func TestUnknownPathIsAProblem(t *testing.T) {
	t.Parallel()
	w := get(t, http.MethodGet, "/api/nothing", nil)
	require.Equal(t, http.StatusNotFound, w.Code)
	require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
	require.Contains(t, w.Body.String(), `"code":"unknown"`)
}

func TestEveryAnswerGuardsTheBrowser(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/api/docs", "/api/faults", "/api/nothing"} {
		h := get(t, http.MethodGet, path, nil).Header()
		require.Contains(t, h.Get("Content-Security-Policy"), "frame-ancestors 'none'", path)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), path)
		require.Equal(t, "no-store", h.Get("Cache-Control"), path)
	}
}

func TestAnotherSiteMayNotPost(t *testing.T) {
	t.Parallel()
	w := get(t, http.MethodPost, "/api/faults", map[string]string{"Sec-Fetch-Site": "cross-site"})
	require.Equal(t, http.StatusForbidden, w.Code)
}

func TestStartServesAndStops(t *testing.T) {
	t.Parallel()
	s, err := server.Start(t.Context(), server.Config{Address: "127.0.0.1:0"})
	require.NoError(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.Address()+"/api/faults", nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusOK, answer.StatusCode)

	_, err = server.Start(t.Context(), server.Config{Address: s.Address()})
	require.Equal(t, "local.port", fault.CodeOf(err))

	require.NoError(t, s.Stop(context.WithoutCancel(t.Context())))
	_, err = http.DefaultClient.Do(request)
	require.Error(t, err)
}

func TestRunServesUntilToldToStop(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	said, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, "127.0.0.1:0", rest.Desk{}, out) }()
	line, err := bufio.NewReader(said).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, "/api/docs")
	stop()
	require.NoError(t, <-ended)
}

func TestServeSaysThatThePortIsTaken(t *testing.T) {
	t.Parallel()
	s, err := server.Start(t.Context(), server.Config{Address: "127.0.0.1:0", Version: server.Version()})
	require.NoError(t, err)
	require.Equal(t, "local.port", fault.CodeOf(server.Serve(t.Context(), s.Address(), rest.Desk{}, io.Discard)))
	require.NoError(t, s.Stop(context.WithoutCancel(t.Context())))
}

// Serial: it sets the environment of the process.
func TestRunSaysWhatIsMissing(t *testing.T) {
	for _, name := range []string{"TEMPORAL_ADDRESS", "DATABASE_URL"} {
		t.Setenv(name, "")
	}
	require.Equal(t, "TEMPORAL_ADDRESS", fault.Of(server.Run(t.Context(), io.Discard)).Args["field"])
	t.Setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
	require.Equal(t, "DATABASE_URL", fault.Of(server.Run(t.Context(), io.Discard)).Args["field"])
}
