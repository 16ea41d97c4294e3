package server_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/documents"
	"jinchu/api/server"
)

// TestMain lets this test program serve as the spreadsheet parser's child.
func TestMain(m *testing.M) {
	documents.Child()
	os.Exit(m.Run())
}

func post(t *testing.T, path string, body map[string]any) *httptest.ResponseRecorder {
	t.Helper()
	text, err := json.Marshal(body)
	require.NoError(t, err)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, bytes.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	server.Handler(server.Config{Version: "test"}).ServeHTTP(w, r)
	return w
}

func TestTrialOverHTTP(t *testing.T) {
	t.Parallel()
	people := []byte("ticket,post,path,applicant.birth\nT1,p,disabled,1990-01-01\n")
	for name, c := range map[string]struct {
		path   string
		body   map[string]any
		status int
		holds  string
	}{
		"what is open":         {"/api/trial/open", map[string]any{"library": "qingyuan-2018"}, 200, "written.pass"},
		"no such file":         {"/api/trial/open", map[string]any{"library": "nowhere"}, 404, `"code":"trial.file"`},
		"broken text":          {"/api/trial/open", map[string]any{"text": "regulation: x\nkeyy: 1\n"}, 422, `"place":"regulation:2:1"`},
		"wrong type":           {"/api/trial/open", map[string]any{"library": 7}, 422, `"code":"request.shape"`},
		"check":                {"/api/trial/check", map[string]any{"library": "xiqu-2021", "applicants": people}, 200, `"verdict":"cannot_tell"`},
		"quota":                {"/api/trial/quota", map[string]any{"library": "xian", "units": []byte("unit,unit.level,unit.registered\nA,township,1500\n")}, 200, `"posts":2`},
		"rank stops and asks":  {"/api/trial/rank", map[string]any{"library": "qingyuan-2018", "applicants": []byte("ticket,post,path\nT1,p,disabled\n"), "scores": []byte("ticket,written\nT1,60\n"), "posts": map[string]int{"p": 1}}, 409, `"code":"regulation.silent"`},
		"a table that is none": {"/api/trial/check", map[string]any{"library": "xiqu-2021", "applicants": []byte("PK\x03\x04rubbish")}, 422, `"code":"sheet.broken"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := post(t, c.path, c.body)
			require.Equal(t, c.status, w.Code, w.Body.String())
			require.Contains(t, w.Body.String(), c.holds)
			if c.status >= 400 {
				require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
			}
		})
	}
}
