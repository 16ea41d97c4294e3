package rehearsal_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// rehearse plays a regulation against the small county.
func rehearse(t *testing.T, name string, change ...func(*rehearsal.Config, *county)) (*rehearsal.Evidence, rehearsal.Report) {
	t.Helper()
	c, url := newCounty(t, name)
	cfg := rehearsal.Config{BaseURL: url, Regulation: name, Applicants: 60, Seed: 7, From: rehearsal.DefaultFrom, Rulings: true, SignIns: townSignInsOf(name)}
	for _, one := range change {
		one(&cfg, c)
	}
	c.cfg = cfg
	e, report, err := rehearsal.PlayForEvidence(context.Background(), cfg)
	require.NoError(t, err)
	return e, report
}

func TestEveryRehearsableRegulationIsPlayedToTheEnd(t *testing.T) {
	t.Parallel()
	for _, name := range rehearsal.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, report := rehearse(t, name)
			require.Empty(t, report.Violations)
			require.Equal(t, rehearsal.Finished, report.Outcome)
			require.Equal(t, 0, report.ExitCode())
			require.Equal(t, 60, report.Applicants)
			require.Positive(t, report.Contracts)
			require.Positive(t, report.InventedRulings)
			require.NotEmpty(t, report.WrongInputs)
		})
	}
}

func TestEqualsAtACapDrawLotsAndTheRehearsalGoesOn(t *testing.T) {
	t.Parallel()
	e, report := rehearse(t, "huicheng-2016", func(_ *rehearsal.Config, c *county) { c.draws = true })
	require.Equal(t, rehearsal.Finished, report.Outcome)
	var lots []string
	for _, s := range e.Record.Scores {
		if s.Part == "cap_lots" {
			lots = append(lots, s.Value.String())
		}
	}
	require.ElementsMatch(t, []string{"1", "2"}, lots)
}

func TestTheSameSeedGivesTheSameEndAndAnotherSeedAnother(t *testing.T) {
	t.Parallel()
	seed := func(n int64) func(*rehearsal.Config, *county) {
		return func(cfg *rehearsal.Config, _ *county) { cfg.Seed = n }
	}
	_, first := rehearse(t, "qingyuan-2018", seed(7))
	_, second := rehearse(t, "qingyuan-2018", seed(7))
	_, other := rehearse(t, "qingyuan-2018", seed(8))
	require.Equal(t, first.Digest, second.Digest)
	require.NotEqual(t, first.Digest, other.Digest)
	require.Empty(t, other.Violations)
}

// Interrupted after any post whose answer was lost, it is taken up again and ends the same.
func TestAnInterruptedRehearsalIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	var played *county
	_, whole := rehearse(t, "jimei-2017", func(_ *rehearsal.Config, c *county) { played = c })
	for part := 1; part < 7; part++ {
		takenUp(t, "jimei-2017", played.posted*part/7, signIns(), whole.Digest)
	}
}

// takenUp interrupts a rehearsal after so many posts, takes it up again, and holds it to the end of a whole one.
func takenUp(t *testing.T, name string, after int, people map[string][]rehearsal.Credentials, digest string) {
	t.Helper()
	c, url := newCounty(t, name)
	c.failAfter = after
	cfg := rehearsal.Config{BaseURL: url, Regulation: name, Applicants: 60, Seed: 7, From: rehearsal.DefaultFrom, Rulings: true,
		SignIns: people, LogPath: filepath.Join(t.TempDir(), "log")}
	c.cfg = cfg
	_, err := rehearsal.Play(context.Background(), cfg)
	require.Error(t, err, "interrupted after %d", after)
	report, err := rehearsal.Play(context.Background(), cfg)
	require.NoError(t, err, "taken up after %d", after)
	require.Empty(t, report.Violations, "taken up after %d", after)
	require.Equal(t, digest, report.Digest, "taken up after %d", after)
}

// The words of a route go out with what was noted before they were said, so a lost answer doubles nothing.
func TestWordsAreTakenUpWhereTheyWere(t *testing.T) {
	t.Parallel()
	_, whole := rehearse(t, "yanlian-routes")
	for _, after := range []int{9, 17, 24, 31, 45, 58, 72} {
		takenUp(t, "yanlian-routes", after, townSignIns(), whole.Digest)
	}
}

func TestEveryWordIsCounted(t *testing.T) {
	t.Parallel()
	_, report := rehearse(t, "yanlian-routes")
	require.Len(t, report.Words, 21)
	for _, w := range report.Words {
		require.True(t, w.Wanted, w.Word)
		require.Positive(t, w.Done, w.Word)
	}
	require.Positive(t, report.Words[0].Refused)
	_, plain := rehearse(t, "home")
	for _, w := range plain.Words {
		require.False(t, w.Wanted, "%s: nothing is turned on", w.Word)
	}
}

func TestAWordThatIsRefusedWhereItIsOfferedEndsTheRehearsal(t *testing.T) {
	t.Parallel()
	c, url := newCounty(t, "yanlian-routes")
	c.refuses = "park"
	cfg := rehearsal.Config{BaseURL: url, Regulation: "yanlian-routes", Applicants: 60, Seed: 7, Rulings: true, SignIns: townSignIns()}
	c.cfg = cfg
	_, err := rehearsal.Play(context.Background(), cfg)
	require.ErrorContains(t, err, "line submitted/01, park by finance")
}

// A regulation that turns a word on which no rehearsal speaks must not pass.
func TestWordsThatAreTurnedOnMustBeSpoken(t *testing.T) {
	t.Parallel()
	e := endOf(t, "home")
	require.Empty(t, foundBy(t, e, "words_spoken"))
	rules := *e.Rules
	rules.Routes = map[string]rehearsal.RouteRules{"approve": {Verbs: []string{"urge"}}}
	e.Rules = &rules
	require.Contains(t, foundBy(t, e, "words_spoken"), "urge（催办）was never done")
}

func TestWithoutRulingsItStopsAtTheFirstOpenValue(t *testing.T) {
	t.Parallel()
	c, url := newCounty(t, "qingyuan-2018")
	cfg := rehearsal.Config{BaseURL: url, Regulation: "qingyuan-2018", Applicants: 60, Seed: 7, SignIns: signIns(), Out: &bytes.Buffer{}}
	c.cfg = cfg
	report, err := rehearsal.Play(context.Background(), cfg)
	require.NoError(t, err)
	require.Equal(t, rehearsal.Stopped, report.Outcome)
	require.Equal(t, "paths[0].silent", report.OpenValue.Path)
	require.Equal(t, 3, report.ExitCode())
}
