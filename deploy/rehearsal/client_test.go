package rehearsal_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func answering(t *testing.T, answers map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, known := answers[r.URL.Path]
		if !known {
			w.WriteHeader(http.StatusForbidden)
			answer = `{"status":403,"code":"policy.forbidden","title":"无权"}`
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestARealDatabaseIsNotPlayedIn(t *testing.T) {
	t.Parallel()
	url := answering(t, map[string]string{"/api/realm": `{"kind":"production"}`})
	_, err := rehearsal.Play(context.Background(), rehearsal.Config{BaseURL: url, Regulation: "home", Applicants: 1})
	require.ErrorContains(t, err, "production")
}

func TestARefusalIsAProblemWithItsCode(t *testing.T) {
	t.Parallel()
	url := answering(t, map[string]string{"/api/realm": `{"kind":"rehearsal"}`})
	_, err := rehearsal.Play(context.Background(), rehearsal.Config{BaseURL: url, Regulation: "home", Applicants: 1, SignIns: signIns()})
	var problem *rehearsal.Problem
	require.ErrorAs(t, err, &problem)
	require.Equal(t, "policy.forbidden", problem.Code)
	require.Equal(t, http.StatusForbidden, problem.Status)
}

func TestARegulationThatCannotBeRehearsedIsSaid(t *testing.T) {
	t.Parallel()
	_, err := rehearsal.Play(context.Background(), rehearsal.Config{Regulation: "beijing-2010"})
	require.ErrorContains(t, err, "beijing-2010")
}

func TestARoleWithoutASignInIsNamed(t *testing.T) {
	t.Parallel()
	c, url := newCounty(t, "home")
	cfg := rehearsal.Config{BaseURL: url, Regulation: "home", Applicants: 60, Seed: 7, Rulings: true, SignIns: signIns()}
	c.cfg = cfg
	delete(cfg.SignIns, "score_keyer")
	_, err := rehearsal.Play(context.Background(), cfg)
	require.ErrorIs(t, err, rehearsal.ErrStuck)
	require.ErrorContains(t, err, "score_keyer")
}

func TestProgressIsALinePerStage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	e, report := rehearse(t, "home", func(cfg *rehearsal.Config, _ *county) { cfg.Out = &out })
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.GreaterOrEqual(t, len(lines), len(e.Record.Cycle.Plan))
	require.Contains(t, out.String(), report.Digest)
	for _, p := range e.People {
		require.NotContains(t, out.String(), p.ID)
	}
}

// The log is kept for a later start and names nobody.
func TestTheLogHoldsNothingPersonal(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log")
	e, _ := rehearse(t, "huicheng-2016", func(cfg *rehearsal.Config, _ *county) { cfg.LogPath = path })
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, p := range e.People {
		require.NotContains(t, string(text), p.ID)
		require.NotContains(t, string(text), p.Name)
	}
	stages := rehearsal.StagesOf(e.Log)
	require.Equal(t, "planned/0", stages[0].State)
	require.Equal(t, "closed", strings.Split(stages[len(stages)-1].State, "/")[0])
	require.Equal(t, 5, stages[3].WorkingDays, "the window of five working days")
}
